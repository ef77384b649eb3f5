/**
 * A text that is typed over a value which others may change meanwhile. What comes does not write over what is typed, and what is
 * typed is saved against what stood there at its first letter, so that another's newer word is asked about and never lost.
 */
import { useRef, useState } from 'react';

/** Asked: somebody else changed it meanwhile, and a dialog of its own says which of the two stays. */
export type Saved = 'saved' | 'asked' | 'refused';

type Save = (value: string) => Promise<Saved>;

/** As it was at the first letter: `save` belongs to what was shown then. */
type Begun = { was: string; save: Save };

export function useOwnText(value: string, onSave: Save) {
  /** What is being typed or saved. */
  const [typed, setTyped] = useState<string | null>(null);
  const begun = useRef<Begun | null>(null);
  /** What was sent last. */
  const sent = useRef<Begun | null>(null);
  const text = typed ?? value;

  const type = (next: string) => {
    begun.current ??= { was: text, save: onSave };
    setTyped(next);
  };
  const takeBack = () => {
    begun.current = null;
    setTyped(null);
  };
  /** Saves it as `next`; the answer is whether nothing is left to do. It stays in sight until it is saved, and where it was refused. */
  const save = async (next: string): Promise<boolean> => {
    const mine = begun.current;
    if (mine === null) return true;
    if (next === mine.was) {
      takeBack();
      return true;
    }
    begun.current = null;
    sent.current = mine;
    setTyped(next);
    if ((await mine.save(next)) === 'refused') {
      if (sent.current !== mine) return true;
      begun.current = mine;
      setTyped((now) => now ?? next);
      return false;
    }
    // Unless one types again, or has sent another since.
    if (begun.current === null) setTyped((now) => (now === next ? null : now));
    return true;
  };
  return { text, type, takeBack, save };
}
