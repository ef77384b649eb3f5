/** The workflows of the hand-written reference (reference.ts): one ticket with one approval, and what may fall due. */
import { condition, defineSignal, proxyLocalActivities, setHandler } from '@temporalio/workflow';
import type { Activities } from './reference.ts';

const act = proxyLocalActivities<Activities>({ startToCloseTimeout: '10s' });
export const decided = defineSignal<[string]>('decided');

export async function ticket(id: string): Promise<void> {
  let outcome: string | undefined;
  setHandler(decided, (decision) => {
    outcome = decision;
  });
  const approvalId = await act.openApproval(id);
  await condition(() => outcome !== undefined);
  await act.finish(id, approvalId, outcome ?? '');
}
export const approval = (id: string): Promise<void> => act.remind(id);
export const slaClock = (id: string): Promise<void> => act.breach(id);
