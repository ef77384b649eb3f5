/** Whether a Temporal namespace answers, ours or one that was given. What it lacks the worker adds. */
import { Connection } from '@temporalio/client';

/** Resolves when the namespace answers; rejects when it did not in time or `worthWaiting` says no. */
export async function waitForNamespace(
  address: string,
  namespace: string,
  worthWaiting: () => boolean = () => true,
  patienceMs = 60_000,
): Promise<void> {
  const until = Date.now() + patienceMs;
  let last = 'it ended';
  while (Date.now() < until && worthWaiting()) {
    try {
      await describe(address, namespace);
      return;
    } catch (error) {
      last = error instanceof Error ? error.message : String(error);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(last);
}

async function describe(address: string, namespace: string): Promise<void> {
  const connection = await Connection.connect({ address, connectTimeout: 5000 });
  try {
    await connection.withDeadline(Date.now() + 5000, () =>
      connection.workflowService.describeNamespace({ namespace }),
    );
  } finally {
    await connection.close();
  }
}
