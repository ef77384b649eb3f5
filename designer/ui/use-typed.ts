/** A text while it is typed, kept in this browser. What is typed on while it is sent has not gone out with it, and stays. */
import { useCallback, useRef } from 'react';
import { useKept } from './use-kept.ts';

export type Typed = {
  readonly text: string;
  readonly setText: (text: string) => void;
  /** This went out; whether nothing was typed besides. */
  readonly settle: (sent: string) => boolean;
};

export function useTyped(name: string): Typed {
  const [text, keep, forget] = useKept(name, '');
  const latest = useRef(text);
  const setText = useCallback(
    (next: string) => {
      latest.current = next;
      keep(next);
    },
    [keep],
  );
  const settle = useCallback(
    (sent: string) => {
      const rest = restOf(latest.current, sent);
      if (rest !== '') {
        setText(rest);
        return false;
      }
      latest.current = '';
      forget();
      return true;
    },
    [forget, setText],
  );
  return { text, setText, settle };
}

/** What stands beside the words that were sent: after them where one typed on, and all of it where it is another text now. */
export function restOf(typed: string, sent: string): string {
  const text = typed.trimStart();
  const rest = text.slice(sent.length);
  const isTypedOn = text.startsWith(sent) && (rest === '' || /^\s/.test(rest));
  return isTypedOn ? rest.trimStart() : typed;
}
