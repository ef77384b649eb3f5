/**
 * A back-test: turns at a worker, each of which goes on from the record wherever the last one was left, so that a worker that
 * dies costs no more than the batch it was at. While it waits for its turn it holds nothing of any worker. An outage is waited
 * for however long it lasts; what can never be done is given up in the record, where people see it.
 */
import {
  ActivityFailure,
  continueAsNew,
  isCancellation,
  proxyActivities,
  sleep,
  workflowInfo,
} from '@temporalio/workflow';
import type { Activities } from '#activities/index.ts';
import { recordIdOf, type WakeInput } from './messages.ts';
import { type Pause, record, untilDone } from './record.ts';

const { playBacktest } = proxyActivities<Activities>({
  startToCloseTimeout: '2h',
  heartbeatTimeout: '10s',
  // Without end: it is cancelled by whoever wants it no more.
  retry: { initialInterval: '500ms', maximumInterval: '30s' },
});

/** Between two askings for a turn; well below the patience of a worker with those who wait. */
const PAUSE_MS = 1_000;
const PAUSE_MAX_MS = 8_000;

const isLong = (): boolean => workflowInfo().continueAsNewSuggested;
const pause: Pause = { begin: () => undefined, isOver: () => false, isTired: isLong };

export async function backtest(input: WakeInput): Promise<void> {
  const { tenantId, id = recordIdOf(workflowInfo().workflowId) } = input;
  try {
    for (let pauseMs = PAUSE_MS; ; ) {
      const turn = await playBacktest({ tenantId, id });
      if (turn === 'over') return;
      if (isLong()) return await continueAsNew(input);
      pauseMs = turn === 'left' ? PAUSE_MS : Math.min(pauseMs * 2, PAUSE_MAX_MS);
      await sleep(pauseMs);
    }
  } catch (error) {
    if (isCancellation(error) || !(error instanceof ActivityFailure)) throw error;
    const reason = error.cause instanceof Error ? error.cause.message : error.message;
    const given = await untilDone(() => record.giveUpBacktest({ tenantId, id, reason }), pause);
    if (given === 'tired') await continueAsNew(input);
  }
}
