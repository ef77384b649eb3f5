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
import { UNSTORABLE } from './messages.ts';

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

export type Pause = {
  readonly begin: () => void;
  /** Somebody spoke to us: the record may be back. */
  readonly isOver: () => boolean;
  /** So much has been tried that the workflow should go on in a new history. */
  readonly isTired: () => boolean;
};

export type Unstorable = { readonly unstorable: string };

/**
 * Does `act` until it has been done. `gone`: the record says there is no such thing (any more). With `mayRefuse` it comes
 * back with what the record cannot write down; else that is tried for ever like an outage.
 */
export async function untilDone<T, R extends boolean = false>(
  act: () => Promise<T>,
  pause: Pause,
  mayRefuse?: R,
): Promise<T | 'gone' | 'tired' | (R extends true ? Unstorable : never)> {
  for (let pauseMs = 1_000; ; pauseMs = Math.min(pauseMs * 2, PAUSE_MAX_MS)) {
    try {
      return await act();
    } catch (error) {
      if (isCancellation(error) || !(error instanceof TemporalFailure)) throw error;
      // A local activity that gave up throws its last failure as it is.
      const reason = error instanceof ActivityFailure ? error.cause : error;
      if (reason instanceof ApplicationFailure && reason.type === 'not_found') return 'gone';
      if (mayRefuse && reason instanceof ApplicationFailure && reason.type === UNSTORABLE)
        return { unstorable: reason.message } as R extends true ? Unstorable : never;
      if (pause.isTired()) return 'tired';
      pause.begin();
      await condition(pause.isOver, pauseMs);
    }
  }
}
