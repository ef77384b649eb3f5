/** Starts a run by hand, on a ticket or on its own, of the version that it takes. */
import { startOf } from '#engine/graph/start-of.ts';
import type { Json } from '#engine/json.ts';
import { DomainError, type FieldError } from '../errors.ts';
import { record } from '../events/record.ts';
import { newId } from '../ids.ts';
import { send } from '../outbox.ts';
import type { Status } from '../tickets/values.ts';
import type { Work } from '../work.ts';
import { definitionOf } from './definitions.ts';
import { type Form, valueErrors } from './form.ts';
import { findStartable } from './taken-version.ts';
import { type RunStart, toRunStart } from './triggers.ts';

export type StartedRun = {
  readonly id: string;
  readonly state: 'running';
  readonly workflowId: string;
};

export type RunRequest = {
  readonly variables?: { readonly [name: string]: Json };
  readonly ticketId?: string | null;
  /** Who asks for what it decides, where there is no ticket that says so. */
  readonly askedBy?: string | null;
  /** The one whose form was filled in: no other is run. */
  readonly version?: number;
};

export const workflowIdOf = (runId: string): string => `run:${runId}`;

/**
 * The version that is started by hand now: of a ticket it is the ticket's, else it is drawn by the share, anew whenever it is asked.
 * Who asks before they fill in its form and names it at the start has that one run.
 * @throws DomainError not_found, process_not_published
 */
export async function versionToStart(
  work: Work,
  processKey: string,
  ticketId: string | null,
): Promise<number> {
  return (await startableOf(work, processKey, ticketId ?? newId())).version.number;
}

async function startableOf(work: Work, processKey: string, subject: string, wish?: number) {
  const process = await findStartable(work, processKey, subject, wish);
  if (!process) throw new DomainError('not_found', `There is no process “${processKey}”.`);
  const { version } = process;
  if (version === null)
    throw new DomainError('process_not_published', `“${processKey}” has not been published yet.`);
  return { ...process, version };
}

/** @throws DomainError not_found, process_not_published, stale_version, invalid_input, ticket_closed */
export async function startRun(
  work: Work,
  processKey: string,
  request: RunRequest,
): Promise<StartedRun> {
  await work.em.flush();
  const ticketId = request.ticketId ?? null;
  const trigger = newId();
  const wish = ticketId === null ? request.version : undefined;
  const process = await startableOf(work, processKey, ticketId ?? trigger, wish);
  const { number, sha256 } = process.version;
  demandVersionShown(request.version, number);
  const definition = await definitionOf(work, process.processId, number);
  const start = startOf(definition, 'manual');
  if (start === null)
    throw new Error(`invariant: ${processKey} has a start event, since it was published`);
  const variables = request.variables ?? {};
  demandVariables(definition.variables, variables, number);
  const version = { ...process, version: number, sha256, start };
  const run = toRunStart(version, trigger, {
    at: work.now.toISOString(),
    variables,
    startedBy: work.actor.kind === 'person' ? work.actor.id : null,
  });
  if (ticketId !== null) await demandOpen(work, ticketId);
  await insertRun(work, run, { ticketId, askedBy: request.askedBy ?? null });
  return { id: run.id, state: 'running', workflowId: workflowIdOf(run.id) };
}

/** Begun once the transaction is committed. */
export async function insertRun(
  work: Work,
  run: RunStart,
  { ticketId, askedBy }: { readonly ticketId: string | null; readonly askedBy: string | null },
): Promise<void> {
  await work.em.execute(
    `insert into run (id, tenant_id, process_id, process_key, process_version, definition_sha256, semantics, ticket_id, trigger_key, start_event, started_by, asked_by, started_at, updated_at)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      run.id,
      work.tenantId,
      run.process_id,
      run.process_key,
      run.process_version,
      run.definition_sha256,
      run.semantics,
      ticketId,
      run.trigger_key,
      JSON.stringify(run.start_event),
      run.started_by,
      askedBy,
      work.now,
      work.now,
    ],
  );
  await record(work, {
    type: 'run.requested',
    subject: { kind: 'run', id: run.id },
    ticketId,
    data: { process: run.process_key, version: run.process_version },
  });
  send(work, 'run', run.id, { workflow: ticketId === null ? 'automation' : 'ticket' });
}

/** What was shown is what runs. @throws DomainError stale_version */
function demandVersionShown(shown: number | undefined, taken: number): void {
  if (shown === undefined || shown === taken) return;
  throw new DomainError(
    'stale_version',
    `This run takes version ${taken}, not version ${shown}. See what that one asks for, and start it again with version=${taken}.`,
    { values: { currentVersion: taken } },
  );
}

/** Shares the ticket's lock, so that nobody closes it before the run is there to be told. */
async function demandOpen(work: Work, ticketId: string): Promise<void> {
  const rows = await work.em.execute<{ number: string; status: Status; deleted: boolean }[]>(
    'select number, status, deleted_at is not null as deleted from ticket where id = ? for share',
    [ticketId],
  );
  const ticket = rows[0];
  if (!ticket || ticket.deleted) throw new DomainError('not_found', 'There is no such ticket.');
  if (ticket.status === 'closed' || ticket.status === 'cancelled')
    throw new DomainError(
      'ticket_closed',
      `${ticket.number} is ${ticket.status}, and nothing is started on it any more.`,
      { values: { status: ticket.status } },
    );
}

/** The mistakes in what a run is to begin with, held against the process's own schema of its variables, where it has one. */
export const variableErrors = (
  schema: Form | undefined,
  variables: { readonly [name: string]: unknown },
  at: string,
): FieldError[] => valueErrors(schema ?? { type: 'object' }, variables, at);

function demandVariables(
  schema: Form | undefined,
  variables: { readonly [name: string]: Json },
  version: number,
): void {
  const errors = variableErrors(schema, variables, '/variables');
  if (errors.length > 0)
    throw new DomainError(
      'invalid_input',
      `Version ${version} of the process cannot start with these variables.`,
      { errors },
    );
}
