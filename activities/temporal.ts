/**
 * The connection to the engine, shared by worker and client so that a start can hand its first task straight to this
 * worker, and what the engine must know before anything runs: the namespace and the search attributes.
 */
import { fileURLToPath } from 'node:url';
import { Client } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import { msToTs } from '@temporalio/common/lib/time.js';
import { NativeConnection } from '@temporalio/worker';
import type { Keyring } from '#domain/seals/keyring.ts';
import { SEARCH_ATTRIBUTES } from '#workflows/messages.ts';
import { createCodec } from './codec.ts';

export const FAILURE_CONVERTER_PATH = fileURLToPath(
  new URL('../workflows/failure-converter.ts', import.meta.url),
);
/** Histories are kept this long after a workflow has ended; the record, not the history, is the audit. */
const RETENTION_MS = 3 * 24 * 3_600_000;
/** `INDEXED_VALUE_TYPE_KEYWORD` of the engine's API. */
const KEYWORD = 2;
/** `WORKFLOW_EXECUTION_STATUS_RUNNING`. */
const RUNNING = 1;
const NOT_FOUND = 5;
const ALREADY_EXISTS = 6;
const CALL_MS = 10_000;

export type Engine = {
  readonly client: Client;
  readonly connection: NativeConnection;
  readonly namespace: string;
};

export function dataConverter(keys: Keyring): DataConverter {
  return { payloadCodecs: [createCodec(keys)], failureConverterPath: FAILURE_CONVERTER_PATH };
}

/** Payloads are sealed, so compressing them again on the way would only cost time. */
export async function connectEngine(
  address: string,
  namespace: string,
  keys: Keyring,
): Promise<Engine> {
  const connection = await NativeConnection.connect({
    address,
    grpcCompression: { codec: 'none' },
  });
  const client = new Client({ connection, namespace, dataConverter: dataConverter(keys) });
  return { client, connection, namespace };
}

/**
 * Asked of the workflow itself: the list of workflows lags behind, and where it is kept in SQLite a question about a hundred
 * ids reads all that are open, with everything else waiting meanwhile (50 ms for 15,000).
 */
export async function isWorkflowOpen(
  { connection, namespace }: Engine,
  workflowId: string,
): Promise<boolean> {
  try {
    const { workflowExecutionInfo } = await connection.withDeadline(Date.now() + CALL_MS, () =>
      connection.workflowService.describeWorkflowExecution({
        namespace,
        execution: { workflowId },
      }),
    );
    return workflowExecutionInfo?.status === RUNNING;
  } catch (error) {
    if (codeOf(error) !== NOT_FOUND) throw error;
    return false;
  }
}

/** Makes namespace and search attributes where they are missing. Safe from several workers at once. */
export async function prepareNamespace({ connection, namespace }: Engine): Promise<void> {
  const within = <T>(act: () => Promise<T>): Promise<T> =>
    connection.withDeadline(Date.now() + CALL_MS, act);
  try {
    await within(() => connection.workflowService.describeNamespace({ namespace }));
  } catch (error) {
    if (codeOf(error) !== NOT_FOUND) throw error;
    const workflowExecutionRetentionPeriod = msToTs(RETENTION_MS);
    await within(() =>
      connection.workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod }),
    ).catch(unless(ALREADY_EXISTS));
  }
  const { customAttributes } = await within(() =>
    connection.operatorService.listSearchAttributes({ namespace }),
  );
  const missing = SEARCH_ATTRIBUTES.filter((name) => !customAttributes?.[name]);
  if (missing.length === 0) return;
  const searchAttributes = Object.fromEntries(missing.map((name) => [name, KEYWORD]));
  await within(() =>
    connection.operatorService.addSearchAttributes({ namespace, searchAttributes }),
  ).catch(unless(ALREADY_EXISTS));
}

/** The gRPC status code of a failure, wherever in the chain of causes it stands. */
export function codeOf(error: unknown): number | undefined {
  for (let at = error; at instanceof Error; at = at.cause) {
    const { code } = at as { code?: unknown };
    if (typeof code === 'number') return code;
  }
  return undefined;
}

function unless(code: number): (error: unknown) => void {
  return (error) => {
    if (codeOf(error) !== code) throw error;
  };
}
