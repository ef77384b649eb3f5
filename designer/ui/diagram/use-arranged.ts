/**
 * A definition with a place for every element. Most have one, drawn by their author; the layout engine is downloaded
 * only for those that came without.
 */
import { useEffect, useState } from 'react';
import type { Definition } from '#engine/definition.ts';

export const useArranged = (definition: Definition): Definition | null => {
  const complete = definition.elements.every((element) => definition.layout?.[element.id]);
  const [arranged, setArranged] = useState<{ for: Definition; result: Definition } | null>(null);
  useEffect(() => {
    if (complete) return;
    let wanted = true;
    void import('./arrange.ts').then(({ withLayout }) => {
      if (wanted) setArranged({ for: definition, result: withLayout(definition) });
    });
    return () => {
      wanted = false;
    };
  }, [definition, complete]);
  if (complete) return definition;
  return arranged?.for === definition ? arranged.result : null;
};
