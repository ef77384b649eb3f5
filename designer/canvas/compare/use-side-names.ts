/** The names of people, groups and facts as both sides of a comparison know them; the later one's first. */
import { useMemo } from 'react';
import type { Names } from '#designer/ui/diagram/words.ts';
import type { Definition } from '#engine/definition.ts';
import { useFactsFor } from '../conditions/use-facts-for.ts';
import { useNames } from '../panel/directory.ts';

export const useSideNames = (before: Definition, after: Definition): Names => {
  const names = useNames();
  const factsFor = useFactsFor();
  return useMemo(() => {
    const labels = new Map(
      [...factsFor(before), ...factsFor(after)].map(({ path, label }) => [path, label]),
    );
    return { ...names, fact: (path) => labels.get(path) };
  }, [names, factsFor, before, after]);
};
