/**
 * A back-test: one long activity that goes on from the record wherever it was left, so a worker that dies costs no more than
 * the batch it was at. What has been tried too often is given up in the record, where people see it.
 */
import {
  ActivityFailure,
  isCancellation,
  proxyActivities,
  workflowInfo,
} from '@temporalio/workflow';
import type { Activities } from '#activities/index.ts';
import { recordIdOf, type WakeInput } from './messages.ts';
import { record } from './record.ts';

const { playBacktest } = proxyActivities<Activities>({
  startToCloseTimeout: '2h',
  heartbeatTimeout: '10s',
  retry: { initialInterval: '500ms', maximumInterval: '10s', maximumAttempts: 30 },
});

export async function backtest(input: WakeInput): Promise<void> {
  const { tenantId, id = recordIdOf(workflowInfo().workflowId) } = input;
  try {
    await playBacktest({ tenantId, id });
  } catch (error) {
    if (isCancellation(error) || !(error instanceof ActivityFailure)) throw error;
    const reason = error.cause instanceof Error ? error.cause.message : error.message;
    await record.giveUpBacktest({ tenantId, id, reason });
  }
}
