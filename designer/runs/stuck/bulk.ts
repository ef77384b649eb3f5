/** One act for many runs, a few at a time, so that one sees how far it is. */
import { actOnRuns, type BulkAct, type BulkAnswer } from '#designer/client/runs.ts';

/** In one call; the server takes up to 200. */
const AT_ONCE = 20;

export async function actOnMany(
  ids: readonly string[],
  act: BulkAct,
  reason: string,
  onProgress: (answers: readonly BulkAnswer[]) => void,
): Promise<void> {
  let answers: readonly BulkAnswer[] = [];
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    const { items } = await actOnRuns(ids.slice(from, from + AT_ONCE), act, reason);
    answers = [...answers, ...items];
    onProgress(answers);
  }
}
