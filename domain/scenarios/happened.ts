/**
 * What happened to a run, in the words of a scenario: read from its tasks, its approvals, its calls and its events. Timers and
 * approvals that nobody decided in time are not among it: they come by themselves when time passes.
 */
import type { Definition } from '#engine/definition.ts';
import type { Json } from '#engine/json.ts';
import { elementOf } from '../processes/definitions.ts';
import { sql } from '../tickets/sql.ts';
import { readTimeline, type TimelineEvent } from '../tickets/timeline.ts';
import type { Work } from '../work.ts';
import { demandWhole, HISTORY_MAX, type Occurrence, type Stay } from './occurrence.ts';
import { tellEvent, text } from './tell-event.ts';

type Values = { readonly [name: string]: Json };

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
    { take: HISTORY_MAX, after: null, inside: 'all', asFacts: true },
  );
  demandWhole(events);
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
  const rows = await work.em.execute<(Row & { state: 'approved' | 'rejected' | 'deferred' })[]>(
    `select element, to_json(decided_at) #>> '{}' as at, state from approval
     where run_id = ? and state in ('approved', 'rejected')
     union all select element, to_json(decided_at) #>> '{}', state from cab_review
     where run_id = ? and state in ('approved', 'rejected', 'deferred') order by at`,
    [runId, runId],
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

const iso = (at: string): string => new Date(at).toISOString();
