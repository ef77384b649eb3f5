/**
 * What happened to a run, in the words of a scenario: read from its tasks, its approvals, its calls and its events. Timers and
 * approvals that nobody decided in time are not among it: they come by themselves when time passes.
 */
import type { Definition } from '#engine/definition.ts';
import type { Json } from '#engine/json.ts';
import type { Happening } from '#engine/rehearsal/index.ts';
import { invalid } from '../errors.ts';
import { wantedAt } from '../processes/child-runs.ts';
import { elementOf } from '../processes/definitions.ts';
import { sql } from '../tickets/sql.ts';
import { readTimeline, type TimelineEvent } from '../tickets/timeline.ts';
import type { Work } from '../work.ts';
import type { Occurrence } from './occurrence.ts';

type Values = { readonly [name: string]: Json };
/** A stay of a token. */
export type Stay = {
  readonly token: string;
  readonly element: string;
  readonly enteredAt: string;
};

/** More than a scenario could tell of. */
const EVENTS_MAX = 5_000;

/** @throws DomainError invalid_input where a scenario has no words for it */
export async function happenedTo(
  work: Work,
  runId: string,
  definition: Definition,
  stays: readonly Stay[],
): Promise<{ occurrences: Occurrence[]; failing: Record<string, string> }> {
  const events = await readTimeline(
    work,
    sql(`e.subject_kind = 'run' and e.subject_id = ?`, runId),
    { take: EVENTS_MAX, after: null, inside: 'all' },
  );
  const told: Occurrence[] = [
    ...(await worked(work, runId)),
    ...(await decided(work, runId)),
    ...(await answered(work, runId, definition, stays)),
  ];
  for (const event of events)
    told.push(...(await tellEvent(work, event, events, definition, stays)));
  const occurrences = told.sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
  return failures(occurrences, failuresIn(events, definition));
}

type Row = { readonly element: string; readonly at: string };

async function worked(work: Work, runId: string): Promise<Occurrence[]> {
  const rows = await work.em.execute<(Row & { outcome: string; values: Values | null })[]>(
    `select element, to_json(completed_at) #>> '{}' as at, outcome, "values" from task
     where run_id = ? and state = 'completed' order by completed_at, id`,
    [runId],
  );
  return rows.map(({ at, element, outcome, values }) => {
    const filled = values === null || Object.keys(values).length === 0 ? {} : { values };
    return { at: iso(at), happening: { type: 'complete', element, outcome, ...filled } };
  });
}

async function decided(work: Work, runId: string): Promise<Occurrence[]> {
  const rows = await work.em.execute<(Row & { state: 'approved' | 'rejected' })[]>(
    `select element, to_json(decided_at) #>> '{}' as at, state from approval
     where run_id = ? and state in ('approved', 'rejected') order by decided_at, id`,
    [runId],
  );
  return rows.map(({ at, element, state }) => ({
    at: iso(at),
    happening: { type: 'decide', element, outcome: state },
  }));
}

/** What calls were answered is kept by token and attempt, so that asking again does nothing. */
async function answered(
  work: Work,
  runId: string,
  definition: Definition,
  stays: readonly Stay[],
): Promise<Occurrence[]> {
  const calls = stays.filter(
    ({ element }) => elementOf(definition, 'serviceTask', element)?.action.type === 'httpRequest',
  );
  if (calls.length === 0) return [];
  const rows = await work.em.execute<{ token: string; at: string; result: Values }[]>(
    `select split_part(key, ':', 2) as token, to_json(at) #>> '{}' as at, result from effect
     where tenant_id = ? and key like ? order by at`,
    [work.tenantId, `${runId}:%`],
  );
  return rows.flatMap(({ token, at, result }): Occurrence[] => {
    const element = calls.find((stay) => stay.token === token)?.element;
    if (element === undefined) return [];
    return [{ at: iso(at), happening: { type: 'answer', element, variables: result } }];
  });
}

async function tellEvent(
  work: Work,
  event: TimelineEvent,
  events: readonly TimelineEvent[],
  definition: Definition,
  stays: readonly Stay[],
): Promise<readonly Occurrence[]> {
  const { type, data } = event;
  const at = event.at.toISOString();
  const reason = text(data.reason) === '' ? {} : { reason: text(data.reason) };
  const one = (happening: Happening): Occurrence[] => [{ at, happening }];
  switch (type) {
    case 'run.moved':
    case 'run.movedBack':
      return invalid(
        '/runId',
        'was moved from one version to another, which no scenario can tell.',
      );
    case 'run.retryRequested':
      return [data.elements].flat().map((element) => ({
        at,
        happening: { type: 'retry', element: text(element) },
      }));
    case 'run.cancelRequested':
      return one({ type: 'cancel', ...reason, ...(data.undo === true ? { undo: true } : {}) });
    case 'run.repairRequested':
      return one(repair(data, reason));
    case 'message.received':
    case 'signal.received':
      return one(await heard(work, type === 'message.received' ? 'message' : 'signal', data));
    case 'run.returned':
      return one(await returned(work, event, events, definition, stays));
    default:
      return [];
  }
}

function repair(data: TimelineEvent['data'], reason: { readonly reason?: string }): Happening {
  const element = text(data.element);
  if (data.kind === 'correct') {
    if (data.token)
      invalid('/runId', 'had variables corrected in one part of it, which no scenario can tell.');
    return { type: 'correct', variables: data.variables as Values, ...reason };
  }
  if (data.kind === 'move') return { type: 'move', element, to: text(data.to), ...reason };
  const outcome = typeof data.outcome === 'string' ? { outcome: data.outcome } : {};
  return { type: 'skip', element, ...outcome, ...reason };
}

async function heard(
  work: Work,
  type: 'message' | 'signal',
  data: TimelineEvent['data'],
): Promise<Happening> {
  const name = text(data.name);
  const [sent] = await work.em.execute<{ value: Json }[]>(
    'select value from message where id = ?',
    [text(data.message)],
  );
  if (!sent) return invalid('/runId', `heard “${name}”, and what that said is no longer kept.`);
  const value = sent.value === null ? {} : { value: sent.value };
  if (type === 'signal') return { type, name, ...value };
  return { type, name, key: typeof data.key === 'string' ? data.key : null, ...value };
}

/** The end of a run that this one had called. */
async function returned(
  work: Work,
  event: TimelineEvent,
  events: readonly TimelineEvent[],
  definition: Definition,
  stays: readonly Stay[],
): Promise<Happening> {
  const [child] = await work.em.execute<
    { token: string; state: string; outcome: string | null; variables: Values | null }[]
  >(
    `select parent_token as token, state, outcome, engine_state -> 'variables' as variables from run where id = ?`,
    [text(event.data.run)],
  );
  const element = stays.find(({ token }) => token === child?.token)?.element;
  if (!child || element === undefined)
    return invalid('/runId', 'called a process of which nothing is known any more.');
  if (child.state === 'completed')
    return {
      type: 'return',
      element,
      outcome: child.outcome,
      variables: wantedAt(definition, element, child.variables ?? {}),
    };
  const failed = events.find((one) => one.at >= event.at && one.data.element === element);
  return { type: 'break', element, code: text(failed?.data.code) || 'called_run_cancelled' };
}

type Failure = { readonly at: string; readonly element: string; readonly code: string };

/** What was asked or called in vain; a called process tells of its own end. */
function failuresIn(events: readonly TimelineEvent[], { elements }: Definition): Failure[] {
  const own = new Set(elements.flatMap(({ id, type }) => (type === 'callActivity' ? [] : [id])));
  return events.flatMap(({ at, type, data }): Failure[] => {
    const element = text(data.element);
    const isFailure = type === 'run.failed' || type === 'run.errorThrown';
    if (!isFailure || !own.has(element)) return [];
    return [{ at: at.toISOString(), element, code: text(data.code) }];
  });
}

/** A failure is foretold: before what led to it, or before everything. */
function failures(occurrences: readonly Occurrence[], failed: readonly Failure[]) {
  const told = [...occurrences];
  const failing: Record<string, string> = {};
  for (const { at, element, code } of failed) {
    const last = told.findLastIndex((one) => Date.parse(one.at) <= Date.parse(at));
    const before = told[last];
    if (!before) failing[element] = code;
    else told.splice(last, 0, { at: before.at, happening: { type: 'fail', element, code } });
  }
  return { occurrences: told, failing };
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const iso = (at: string): string => new Date(at).toISOString();
