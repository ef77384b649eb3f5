/** The workflows of the hand-written reference (reference.ts): one ticket with one approval, and what may fall due. */
import { condition, defineSignal, proxyLocalActivities, setHandler } from '@temporalio/workflow';
import type { Activities } from './reference.ts';

const act = proxyLocalActivities<Activities>({ startToCloseTimeout: '10s' });
export const decided = defineSignal<[string]>('decided');

export async function ticket(tenant: string, id: string): Promise<void> {
  let outcome: string | undefined;
  setHandler(decided, (decision) => {
    outcome = decision;
  });
  const approvalId = await act.openApproval(tenant, id);
  await condition(() => outcome !== undefined);
  await act.finish(tenant, id, approvalId, outcome ?? '');
}

export async function approval(tenant: string, id: string): Promise<void> {
  await act.remind(tenant, id);
}

export async function slaClock(tenant: string, id: string): Promise<void> {
  await act.breach(tenant, id);
}
