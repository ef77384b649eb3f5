/**
 * Carries one word about one record to the engine. Every call may be made twice: workflow ids come from record ids,
 * messages are numbered, and arming replaces what was armed before.
 */
import { WorkflowNotFoundError } from '@temporalio/client';
import {
  defineSearchAttributeKey,
  type SearchAttributePair,
  SearchAttributeType,
} from '@temporalio/common';
import type { RunMessage } from '#domain/processes/step-types.ts';
import {
  DELIVER,
  type Delivery,
  REARM,
  type RunInput,
  runWorkflowId,
  type SearchAttribute,
  WAKE_UPS,
  type WakeInput,
  type WakeKind,
  type WakeRef,
} from '#workflows/messages.ts';
import type { RunDelivery } from './outbox-queue.ts';
import type { Engine } from './temporal.ts';

/** A call to the engine that takes longer has failed; well below the lease of an outbox row. */
const CALL_MS = 10_000;
/** What goes into one signal, well below the engine's bound on a payload. */
const SIGNAL_MAX_BYTES = 256 * 1024;
const SIGNAL_MAX_MESSAGES = 200;

export type Carrier = {
  /** Starts the run's workflow where it is missing and hands over what is pending. `sync`: even when nothing is. */
  deliver(run: RunDelivery, sync: boolean): Promise<void>;
  arm(kind: WakeKind, ref: WakeRef, at: Date): Promise<void>;
  /** Nothing of this record falls due any more. */
  disarm(kind: WakeKind, id: string): Promise<void>;
};

export function createCarrier(engine: () => Engine, taskQueue: string): Carrier {
  const call = <T>(act: (engine: Engine) => Promise<T>): Promise<T> => {
    const now = engine();
    return now.connection.withDeadline(Date.now() + CALL_MS, () => act(now));
  };

  return {
    async deliver(run, sync) {
      const input: RunInput = { tenantId: run.tenantId };
      const options = {
        taskQueue,
        workflowId: runWorkflowId(run.id),
        args: [input],
        workflowIdConflictPolicy: 'USE_EXISTING',
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
        typedSearchAttributes: searchAttributes(run),
      } as const;
      const type = run.ticketNumber === null ? 'automation' : 'ticket';
      if (run.messages.length === 0 && !sync) {
        await call(({ client }) =>
          client.workflow.start(type, { ...options, requestEagerStart: true }),
        );
        return;
      }
      for (const messages of inChunks(run.messages)) {
        const delivery: Delivery = { step: run.step, messages };
        await call(({ client }) =>
          client.workflow.signalWithStart(type, {
            ...options,
            signal: DELIVER,
            signalArgs: [delivery],
          }),
        );
      }
    },

    async arm(kind, { tenantId, id }, at) {
      const { prefix, type } = WAKE_UPS[kind];
      const input: WakeInput = { tenantId };
      const delayMs = at.getTime() - Date.now();
      await call(({ client }) =>
        client.workflow.start(type, {
          taskQueue,
          workflowId: prefix + id,
          args: [input],
          workflowIdConflictPolicy: 'TERMINATE_EXISTING',
          workflowIdReusePolicy: 'ALLOW_DUPLICATE',
          ...(delayMs > 0 ? { startDelay: delayMs } : {}),
        }),
      );
    },

    async disarm(kind, id) {
      const workflowId = WAKE_UPS[kind].prefix + id;
      try {
        await call(async ({ client }) => {
          const handle = client.workflow.getHandle(workflowId);
          // A meeting ends by its own workflow seeing it closed; the others are simply no longer needed.
          if (kind === 'cab') await handle.signal(REARM);
          else await handle.terminate('no longer due');
        });
      } catch (error) {
        if (!(error instanceof WorkflowNotFoundError)) throw error;
      }
    },
  };
}

function searchAttributes(run: RunDelivery): SearchAttributePair[] {
  const values: Partial<Record<SearchAttribute, string | null>> = {
    ProcessKey: run.processKey,
    ProcessVersion: String(run.processVersion),
    TicketNumber: run.ticketNumber,
    TicketType: run.ticketType,
    Tenant: run.tenantKey,
  };
  return Object.entries(values).flatMap(([name, value]) =>
    value == null
      ? []
      : [{ key: defineSearchAttributeKey(name, SearchAttributeType.KEYWORD), value }],
  );
}

/** In order; at least one chunk, since a signal without messages still tells of the record's step. */
export function inChunks(messages: readonly RunMessage[]): RunMessage[][] {
  const chunks: RunMessage[][] = [[]];
  let bytes = 0;
  for (const message of messages) {
    const size = Buffer.byteLength(JSON.stringify(message));
    const last = chunks.at(-1) ?? [];
    if (
      last.length > 0 &&
      (bytes + size > SIGNAL_MAX_BYTES || last.length >= SIGNAL_MAX_MESSAGES)
    ) {
      chunks.push([message]);
      bytes = size;
    } else {
      last.push(message);
      bytes += size;
    }
  }
  return chunks;
}
