/** What a ticket costs the engine: the events and bytes of all its histories, and how often the engine wrote their state. */
import { Client, Connection, WorkflowNotFoundError } from '@temporalio/client';

export type Cost = {
  readonly events: number;
  readonly bytes: number;
  readonly transitions: number;
};

/** The mean over these tickets, each with the workflows that belong to it. */
export async function costOf(
  address: string,
  tickets: readonly (readonly string[])[],
): Promise<Cost> {
  const connection = await Connection.connect({ address });
  const client = new Client({ connection });
  let events = 0;
  let bytes = 0;
  let transitions = 0;
  for (const workflowId of tickets.flat()) {
    try {
      const { historyLength, raw } = await client.workflow.getHandle(workflowId).describe();
      events += historyLength;
      bytes += Number(raw.workflowExecutionInfo?.historySizeBytes ?? 0);
      transitions += Number(raw.workflowExecutionInfo?.stateTransitionCount ?? 0);
    } catch (error) {
      // Decided before it was ever armed: that cost nothing.
      if (!(error instanceof WorkflowNotFoundError)) throw error;
    }
  }
  await connection.close();
  const each = (total: number): number => total / tickets.length;
  return { events: each(events), bytes: each(bytes), transitions: each(transitions) };
}
