/** What a step came to, as its author calls it; the words of the language for those that it has itself. */
import { useCallback } from 'react';
import { useSay } from '#designer/ui/diagram/say.ts';
import { plainKey } from '#designer/ui/diagram/words.ts';
import { useText } from '#designer/ui/locale.ts';
import type { Definition } from '#engine/definition.ts';

export function useOutcomeWords(
  definition: Definition,
): (element: string, outcome: string) => string {
  const say = useSay();
  const t = useText();
  return useCallback(
    (id, outcome) => {
      const element = definition.elements.find((one) => one.id === id);
      const named =
        element?.type === 'userTask'
          ? element.task.outcomes?.find(({ key }) => key === outcome)?.label
          : undefined;
      if (named) return named;
      if (outcome === 'withdrawn') return t('process.step.calledOff');
      return plainKey(say, outcome);
    },
    [definition, say, t],
  );
}
