/** The text of a note while it is written, in the place where the note is shown. */
import { useRef } from 'react';
import { useSay } from '#designer/ui/diagram/say.ts';
import { LIMITS } from '#engine/definition.ts';
import { useActs } from '../editor/acts.tsx';

type Props = { readonly id: string; readonly text: string; readonly className: string };

/** Enter begins a line; Ctrl+Enter, Escape and going elsewhere all keep what is written: undo brings back the old text. */
export const WriteNote = ({ id, text, className }: Props) => {
  const say = useSay();
  const { writeNote } = useActs();
  const done = useRef(false);
  const finish = (value: string, hasLeft = false) => {
    if (done.current) return;
    done.current = true;
    writeNote(id, value, hasLeft);
  };
  return (
    <textarea
      className={className}
      aria-label={say('canvas.note.text')}
      placeholder={say('canvas.note.placeholder')}
      defaultValue={text}
      maxLength={LIMITS.textLength}
      dir="auto"
      // biome-ignore lint/a11y/noAutofocus: the author has just asked to type here.
      autoFocus
      onFocus={(event) => event.currentTarget.select()}
      onBlur={(event) => finish(event.currentTarget.value, true)}
      onKeyDown={(event) => {
        event.stopPropagation();
        const isDone = event.key === 'Enter' && (event.ctrlKey || event.metaKey);
        if (isDone || event.key === 'Escape') finish(event.currentTarget.value);
      }}
    />
  );
};
