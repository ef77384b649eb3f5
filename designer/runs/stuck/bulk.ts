/**
 * One act for many runs, a few at a time, so that one sees how far it is. Where it breaks, what has been answered stays
 * answered, and it goes on from there: those that nobody knows of are sent again as the same.
 */
import type { Intention } from '#designer/client/intention.ts';
import { actOnRuns, type BulkAct, type BulkAnswer } from '#designer/client/runs.ts';
import { isActivity } from '#engine/definition/is-activity.ts';
import type { Definition } from '#engine/definition.ts';
import { portsOf } from '#engine/ports.ts';

/** In one call; the server takes up to 200. */
const AT_ONCE = 20;

type Wanted = {
  readonly ids: readonly string[];
  readonly act: BulkAct;
  readonly reason: string;
};

/** @param before what has been answered already, in the order of the runs */
export async function actOnMany(
  { ids, act, reason }: Wanted,
  before: readonly BulkAnswer[],
  intention: Intention,
  onProgress: (answers: readonly BulkAnswer[]) => void,
): Promise<readonly BulkAnswer[]> {
  let answers = before;
  while (answers.length < ids.length) {
    const some = ids.slice(answers.length, answers.length + AT_ONCE);
    const { items } = await intention.send({ some, act, reason }, (key) =>
      actOnRuns(some, act, reason, key),
    );
    answers = [...answers, ...items];
    onProgress(answers);
  }
  return answers;
}

/** No outcome of its own: it is simply done. */
export const SIMPLY_DONE = '';

/** With what the step can be left; null where it is not one and the same step in all of these. */
export function outcomesIn(
  definitions: readonly Definition[],
  id: string,
): readonly string[] | null {
  const all = definitions.map(({ elements }) => {
    const element = elements.find((one) => one.id === id);
    if (!element) return null;
    const ports = isActivity(element) ? portsOf(element) : [];
    return { type: element.type, outcomes: ports.length > 0 ? ports : [SIMPLY_DONE] };
  });
  const [first] = all;
  if (!first) return null;
  const said = JSON.stringify({ ...first, outcomes: [...first.outcomes].sort() });
  const isSame = all.every(
    (one) => one && JSON.stringify({ ...one, outcomes: [...one.outcomes].sort() }) === said,
  );
  return isSame ? first.outcomes : null;
}
