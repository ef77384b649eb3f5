/** A run as its workflow takes it up: the definition, the state it is in, and the messages that it has not taken in yet. */
import type { Event, StartedEvent } from '#engine/messages.ts';
import type { State } from '#engine/state.ts';
import { DomainError } from '../errors.ts';
import { inTenant, type Store } from '../work.ts';
import { definitionOf, keptDefinition } from './definitions.ts';
import type { LoadedRun, RunMessage, RunRef } from './step-types.ts';

type RunRow = {
  process_id: string;
  process_version: number;
  engine_state: State | null;
  start_event: StartedEvent;
  step: number;
  applied_message: number;
  pending_events: Event[];
  ended: boolean;
  messages: RunMessage[];
};

/** @throws DomainError not_found */
export async function loadRun(store: Store, ref: RunRef): Promise<LoadedRun> {
  // One statement that is its own transaction: every workflow begins with it.
  const rows = await store.orm.em
    .fork()
    .execute<{ run: RunRow | null }[]>('select load_run(?, ?) as run', [ref.tenantId, ref.runId]);
  const run = rows[0]?.run;
  if (!run) throw new DomainError('not_found', 'There is no such run.');
  return {
    version: run.process_version,
    definition:
      keptDefinition(ref.tenantId, run.process_id, run.process_version) ??
      (await inTenant(store, asRun(ref), (work) =>
        definitionOf(work, run.process_id, run.process_version),
      )),
    state: run.engine_state,
    startEvent: run.start_event,
    step: run.step,
    appliedMessage: run.applied_message,
    pendingEvents: run.pending_events,
    messages: run.messages,
    ended: run.ended,
  };
}

/** What a run does is done in its own name. */
export const asRun = ({ tenantId, runId }: RunRef) => ({
  tenantId,
  actor: { kind: 'run', id: runId } as const,
  cause: { kind: 'run', id: runId, label: null } as const,
});
