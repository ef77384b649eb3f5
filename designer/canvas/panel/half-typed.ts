/**
 * What is being typed is not always something the process language allows: a key that is still empty, a row without a
 * name. Such text stays in the field; the definition keeps the last whole value, so that it can be saved at any moment.
 */
import { useRef, useState } from 'react';

export type HalfTyped = {
  readonly text: string;
  readonly isAccepted: boolean;
  readonly type: (text: string) => void;
  /** Leaving the field with something that is not allowed brings back what was. */
  readonly leave: () => void;
};

export const useHalfTyped = (
  value: string,
  onChange: (value: string) => void,
  accept: (text: string) => boolean = () => true,
): HalfTyped => {
  const [typed, setTyped] = useState<{ readonly over: string; readonly text: string } | null>(null);
  // Undo, or another change to the definition, overrules what was half typed.
  const text = typed && typed.over === value ? typed.text : value;
  return {
    text,
    isAccepted: accept(text),
    type: (next) => {
      if (accept(next)) {
        setTyped(null);
        onChange(next);
      } else setTyped({ over: value, text: next });
    },
    leave: () => setTyped(null),
  };
};

/** Rows of which some may not be complete; only complete ones reach the definition. */
export const useRows = <Row>(
  kept: readonly Row[],
  isComplete: (row: Row) => boolean,
  onChange: (complete: readonly Row[]) => void,
): [readonly Row[], (rows: readonly Row[]) => void] => {
  const [rows, setRows] = useState(kept);
  const known = useRef(JSON.stringify(kept));
  const written = useRef<string | null>(null);
  const now = JSON.stringify(kept);
  if (known.current !== now) {
    known.current = now;
    // A change that did not come from these rows (undo, a fix) replaces them.
    if (written.current !== now) setRows(kept);
  }
  return [
    rows,
    (next) => {
      const complete = next.filter(isComplete);
      written.current = JSON.stringify(complete);
      setRows(next);
      onChange(complete);
    },
  ];
};

const KEY = /^[a-z0-9][a-z0-9-]{0,63}$/;
const ID = /^(?!__proto__$)[A-Za-z_][A-Za-z0-9_-]{0,63}$/;

export const isKey = (text: string): boolean => KEY.test(text);
/** Or one placeholder that stands for it. */
export const isKeyOrPlaceholder = (text: string): boolean =>
  isKey(text) || /^\{\{\s*[A-Za-z_][A-Za-z0-9_.-]*\s*\}\}$/.test(text);
export const isId = (text: string): boolean => ID.test(text);
export const isKeyOrNothing = (text: string): boolean => text === '' || isKey(text);
export const isSomething = (text: string): boolean => text.trim() !== '';
