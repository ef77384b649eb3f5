/** A function that stays the same and does what the last one given does: whoever is handed it need not be drawn anew. */
import { useCallback, useRef } from 'react';

export const useStable = <Args extends readonly unknown[], Result>(
  run: (...args: Args) => Result,
): ((...args: Args) => Result) => {
  const latest = useRef(run);
  latest.current = run;
  return useCallback((...args: Args) => latest.current(...args), []);
};
