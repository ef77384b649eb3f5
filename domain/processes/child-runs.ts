/**
 * Runs that another run has called. The child is a run of its own, on the same ticket, in the version that was bound when
 * its caller was published; its end is a message to the token that waits for it, and that token's end is a message to it.
 */
import { wantedVariables } from '#engine/called-variables.ts';
import type { Definition } from '#engine/definition.ts';
import { startOf } from '#engine/graph/start-of.ts';
import { type Json, jsonBytes } from '#engine/json.ts';
import type { CommandOf, Event } from '#engine/messages.ts';
import { MAX_RESULT_BYTES, type State } from '#engine/state.ts';
import { record } from '../events/record.ts';
import { newId } from '../ids.ts';
import { cancelRun } from './cancel-run.ts';
import { definitionOf } from './definitions.ts';
import { sendToRun } from './messages.ts';
import { causedBy, type StepContext } from './step-context.ts';
import type { StepCommand } from './step-types.ts';
import { findStartable } from './taken-version.ts';
import { toRunStart } from './triggers.ts';

/** How many runs may have called one another, so that a process which calls itself comes to an end. */
const DEPTH_MAX = 20;

type Called = { id: string; key: string; number: number; sha256: string };

/** The failure of the call, where there is nothing to run. */
export async function startChild(
  step: StepContext,
  command: CommandOf<'startRun'>,
): Promise<Event | null> {
  const { work, run } = step;
  const { token, element, process, version, variables, attempt } = command;
  const at = work.now.toISOString();
  const failed = (code: string, message: string): Event => ({
    type: 'runFailed',
    token,
    at,
    code,
    message,
  });
  if ((await depthOf(step)) >= DEPTH_MAX)
    return failed('called_too_deep', `At most ${DEPTH_MAX} processes call one another.`);
  const called = await findCalled(step, process, version);
  if (!called) return failed('process_not_found', `There is no published process “${process}”.`);
  const definition = await definitionOf(work, called.id, called.number);
  const start = startOf(definition, 'called', 'manual');
  if (start === null) return failed('process_not_found', `“${process}” cannot be called.`);
  const child = toRunStart(
    {
      processId: called.id,
      processKey: called.key,
      version: called.number,
      sha256: called.sha256,
      start,
    },
    `call:${step.runId}:${token}:${attempt}`,
    { at, variables, startedBy: run.started_by },
  );
  const id = newId();
  await work.em.execute(
    `insert into run (id, tenant_id, process_id, process_key, process_version, definition_sha256, semantics, ticket_id, trigger_key,
       start_event, started_by, started_at, updated_at, parent_run_id, parent_token)
     values (?, current_tenant(), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      id,
      child.process_id,
      child.process_key,
      child.process_version,
      child.definition_sha256,
      child.semantics,
      run.ticket_id,
      child.trigger_key,
      JSON.stringify({ ...child.start_event, called: true }),
      child.started_by,
      work.now,
      work.now,
      step.runId,
      token,
    ],
  );
  await record(causedBy(step, element), {
    type: 'run.requested',
    subject: { kind: 'run', id },
    ticketId: run.ticket_id,
    data: { process: called.key, version: called.number, calledBy: step.runId },
  });
  step.rows.outbox.push({
    kind: 'run',
    target: id,
    payload: { workflow: run.ticket_id === null ? 'automation' : 'ticket' },
  });
  return null;
}

/** The version that was bound; of a process that had none to be bound, the one that new runs on this ticket take. */
async function findCalled(
  { work, run, runId }: StepContext,
  key: string,
  bound: number | null,
): Promise<Called | null> {
  if (bound === null) {
    const found = await findStartable(work, key, run.ticket_id ?? runId);
    return found?.version ? { id: found.processId, key: found.processKey, ...found.version } : null;
  }
  const rows = await work.em.execute<Called[]>(
    `select p.id, p.key, v.number, v.sha256 from process p join definition_version v on v.process_id = p.id
     where p.tenant_id = current_tenant() and p.key = ? and v.number = ?`,
    [key, bound],
  );
  return rows[0] ?? null;
}

/** Ends the runs that were called for these tokens, since nobody waits for them any more. */
export async function cancelChildren(
  step: StepContext,
  over: readonly Extract<StepCommand, { type: 'withdraw' | 'repaired' }>[],
): Promise<void> {
  if (!step.versions.some(hasCalls)) return;
  const children = await step.work.em.execute<{ id: string; token: string }[]>(
    `select id, parent_token as token from run where parent_run_id = ? and ended_at is null
       and parent_token in (select value from jsonb_array_elements_text(?)) order by id`,
    [step.runId, JSON.stringify(over.map(({ token }) => token))],
  );
  for (const { id, token } of children) {
    const command = over.find((one) => one.token === token);
    await cancelRun(
      causedBy(step, command?.element ?? null),
      { id, ticketId: step.run.ticket_id },
      command?.reason ?? 'It is no longer needed.',
    );
  }
}

const hasCalls = ({ elements }: Definition): boolean =>
  elements.some(({ type }) => type === 'callActivity');

/** A run is over: whoever called it goes on. */
export async function tellParent(step: StepContext): Promise<void> {
  const { work, run, runId } = step;
  const { parent_run_id: parent, parent_token: token } = run;
  if (parent === null || token === null) return;
  const event = await answerTo(step, parent, token);
  const eventId = await record(work, {
    type: 'run.returned',
    subject: { kind: 'run', id: parent },
    ticketId: run.ticket_id,
    data: { run: runId, outcome: step.turn.state.outcome, internal: true },
  });
  await sendToRun(work, parent, event, eventId);
}

async function answerTo(step: StepContext, parent: string, token: string): Promise<Event> {
  const at = step.work.now.toISOString();
  const { state, commands } = step.turn;
  if (state.status === 'completed') {
    const variables = await wanted(step, parent, token, state);
    if (jsonBytes(variables) <= MAX_RESULT_BYTES)
      return { type: 'runEnded', token, at, outcome: state.outcome, variables };
    const message = `What it gives back comes to more than ${MAX_RESULT_BYTES} bytes.`;
    return { type: 'runFailed', token, at, code: 'result_too_large', message };
  }
  const ended = commands.find((command) => command.type === 'ended');
  return {
    type: 'runFailed',
    token,
    at,
    code: ended?.code ?? 'called_run_cancelled',
    message: ended?.reason ?? 'The process that was called has been cancelled.',
  };
}

/** Only what the caller's mappings read: the rest stays where it was made. */
async function wanted(
  { work }: StepContext,
  parent: string,
  token: string,
  { variables }: State,
): Promise<{ readonly [name: string]: Json }> {
  const rows = await work.em.execute<
    { process_id: string; process_version: number; element: string | null }[]
  >(
    `select process_id, process_version, engine_state -> 'tokens' -> ? ->> 'element' as element from run where id = ?`,
    [token, parent],
  );
  const caller = rows[0];
  if (!caller) return {};
  const { elements } = await definitionOf(work, caller.process_id, caller.process_version);
  return wantedVariables(
    elements.find(({ id }) => id === caller.element),
    variables,
  );
}

async function depthOf({ work, runId }: StepContext): Promise<number> {
  const rows = await work.em.execute<{ depth: number }[]>(
    `with recursive caller as (
       select parent_run_id, 1 as depth from run where id = ?
       union all
       select r.parent_run_id, depth + 1 from run r join caller on r.id = caller.parent_run_id where depth < ?
     ) select max(depth)::int as depth from caller`,
    [runId, DEPTH_MAX + 1],
  );
  return rows[0]?.depth ?? 1;
}
