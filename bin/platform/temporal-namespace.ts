/**
 * What Perdura needs of a Temporal namespace, ours or one that was given: that it answers, and that it knows the
 * attributes by which runs are found.
 */
import { Connection } from '@temporalio/client';
import { PlatformFailure } from './failure.ts';

export const searchAttributes = [
  'ProcessKey',
  'ProcessVersion',
  'TicketNumber',
  'TicketType',
  'Tenant',
  'RunState',
] as const;

/** Keyword, as Temporal's API numbers the types. */
const keyword = 2;

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
      await withConnection(address, (connection) =>
        connection.workflowService.describeNamespace({ namespace }),
      );
      return;
    } catch (error) {
      last = messageOf(error);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(last);
}

/** For a server that was given to us: adds the attributes it lacks, or says which are missing. */
export async function prepareGivenTemporal(address: string, namespace: string): Promise<void> {
  try {
    await waitForNamespace(address, namespace, undefined, 15_000);
  } catch (error) {
    throw new PlatformFailure(
      `Temporal at ${address} (TEMPORAL_ADDRESS), namespace "${namespace}", does not answer: ${messageOf(error)}`,
    );
  }
  await withConnection(address, async (connection) => {
    const { customAttributes } = await connection.operatorService.listSearchAttributes({
      namespace,
    });
    const missing = searchAttributes.filter((name) => !(name in customAttributes));
    if (missing.length === 0) return;
    try {
      await connection.operatorService.addSearchAttributes({
        namespace,
        searchAttributes: Object.fromEntries(missing.map((name) => [name, keyword])),
      });
    } catch (error) {
      throw new PlatformFailure(
        `The Temporal namespace "${namespace}" lacks the search attributes ${missing.join(', ')}, ` +
          `and they could not be added (${messageOf(error)}). Add them as type Keyword.`,
      );
    }
  });
}

async function withConnection<T>(
  address: string,
  use: (connection: Connection) => Promise<T>,
): Promise<T> {
  const connection = await Connection.connect({ address, connectTimeout: 5000 });
  try {
    return await use(connection);
  } finally {
    await connection.close();
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
