/**
 * The record, as workflows reach it: local activities, since each is one short transaction and its answer one event of
 * the history. An outage never fails a workflow: after a few quick tries it sleeps and tries again, for as long as it takes.
 */
import {
  ActivityFailure,
  ApplicationFailure,
  condition,
  isCancellation,
  proxyLocalActivities,
  TemporalFailure,
} from '@temporalio/workflow';
import type { Activities } from '#activities/index.ts';

export const record = proxyLocalActivities<Activities>({
  startToCloseTimeout: '10s',
  // Five tries in about three seconds: well inside one workflow task.
  retry: {
    initialInterval: '100ms',
    backoffCoefficient: 2.5,
    maximumInterval: '1500ms',
    maximumAttempts: 5,
  },
});

const PAUSE_MAX_MS = 60_000;

/**
 * Does `act` until it has been done. `woken` ends a pause early. Undefined when the record says there is no such thing
 * (any more), or when `tired` says that the workflow should continue as new instead of trying on.
 */
export async function untilDone<T>(
  act: () => Promise<T>,
  woken: () => boolean = () => false,
  tired: () => boolean = () => false,
): Promise<T | undefined> {
  for (let pauseMs = 1_000; ; pauseMs = Math.min(pauseMs * 2, PAUSE_MAX_MS)) {
    try {
      return await act();
    } catch (error) {
      if (isCancellation(error) || !(error instanceof TemporalFailure)) throw error;
      // A local activity that gave up throws its last failure as it is.
      const reason = error instanceof ActivityFailure ? error.cause : error;
      if (reason instanceof ApplicationFailure && reason.type === 'not_found') return undefined;
      if (tired()) return undefined;
      await condition(woken, pauseMs);
    }
  }
}
