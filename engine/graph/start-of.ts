/** Where a run of the process itself begins, never inside a sub-process. */
import type { Definition } from '../definition.ts';

type StartKind = 'manual' | 'called';

/** The start event of the first of these kinds that there is, else the first of all; null when there is none. */
export function startOf({ elements }: Definition, ...kinds: readonly StartKind[]): string | null {
  const starts = elements.flatMap((element) =>
    element.type === 'startEvent' && element.parent === undefined ? [element] : [],
  );
  for (const kind of kinds) {
    const start = starts.find(({ trigger }) => trigger.type === kind);
    if (start) return start.id;
  }
  return starts[0]?.id ?? null;
}
