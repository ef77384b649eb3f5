/**
 * A forecast: worked out once, in a thread of a worker, and kept. An outage is waited for however long it lasts; what cannot be
 * worked out is given up in the record, where people see it.
 */
import {
  ActivityFailure,
  continueAsNew,
  isCancellation,
  proxyActivities,
  workflowInfo,
} from '@temporalio/workflow';
import type { Activities } from '#activities/index.ts';
import { recordIdOf, type WakeInput } from './messages.ts';
import { type Pause, record, untilDone } from './record.ts';

const { makeForecast } = proxyActivities<Activities>({
  startToCloseTimeout: '30m',
  heartbeatTimeout: '10s',
  retry: { initialInterval: '500ms', maximumInterval: '30s' },
});

const isLong = (): boolean => workflowInfo().continueAsNewSuggested;
const pause: Pause = { begin: () => undefined, isOver: () => false, isTired: isLong };

export async function forecast(input: WakeInput): Promise<void> {
  const { tenantId, id = recordIdOf(workflowInfo().workflowId) } = input;
  try {
    await makeForecast({ tenantId, id });
  } catch (error) {
    if (isCancellation(error) || !(error instanceof ActivityFailure)) throw error;
    const reason = error.cause instanceof Error ? error.cause.message : error.message;
    const given = await untilDone(() => record.giveUpForecast({ tenantId, id, reason }), pause);
    if (given === 'tired') await continueAsNew(input);
  }
}
