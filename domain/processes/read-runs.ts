/** Runs as lists and pages show them. */
import type { Json } from '#engine/json.ts';
import { DomainError } from '../errors.ts';
import { isId } from '../ids.ts';
import type { Principal } from '../people/access.ts';
import { reachSql } from '../tickets/policy.ts';
import { and, marks, type Sql, sql } from '../tickets/sql.ts';
import type { Work } from '../work.ts';
import type { RunFailure, RunState } from './run-state.ts';

export type RunRecord = {
  readonly id: string;
  readonly processId: string;
  readonly process: string;
  readonly processName: string;
  readonly version: number;
  readonly state: RunState;
  readonly ticket: { readonly id: string; readonly number: string; readonly title: string } | null;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly outcome: string | null;
  readonly failure: RunFailure | null;
  readonly variables: { readonly [name: string]: Json };
  /** Goes up with every step and every message. */
  readonly revision: number;
  /** Whether the reader may operate it. */
  readonly operable: boolean;
  /** How it stands at the element that was asked for; absent where none was. */
  readonly here?: RunHere | null;
};

export type RunHere = {
  readonly since: string;
  readonly tokens: number;
  /** What has failed there, the longest first. */
  readonly failure: { readonly code: string; readonly message: string } | null;
};

const COLUMNS = `r.id, r.process_id as "processId", r.process_key as process, p.name as "processName", r.process_version as version, r.state,
    case when t.id is null then null else jsonb_build_object('id', t.id, 'number', t.number, 'title', t.title) end as ticket,
    to_json(r.started_at) #>> '{}' as "startedAt", to_json(r.ended_at) #>> '{}' as "endedAt", r.outcome, r.failure,
    coalesce(r.engine_state -> 'variables', r.start_event -> 'variables', '{}') as variables, r.step + r.last_message + 1 as revision`;
const RUNS = 'run r join process p on p.id = r.process_id left join ticket t on t.id = r.ticket_id';

const TOKEN = `exists (select from jsonb_each(r.engine_state -> 'tokens') as t(id, token) where token`;

const CLOCK = 'select from clock c where c.ticket_id = r.ticket_id and c.state <>';

/** Its ticket has a clock. */
export const IS_TIMED = `(r.ticket_id is not null and exists (${CLOCK} 'cancelled'))`;

/** A clock of its ticket has run out by then. */
export const IS_LATE = (at: string): string =>
  `(r.ticket_id is not null and exists (${CLOCK} 'cancelled' and (c.breached_at is not null or (c.state = 'running' and c.due_at < ${at}::timestamptz))))`;

export type RunFilter = {
  readonly states?: readonly string[];
  readonly process?: string;
  /** Its id, or its number. */
  readonly ticket?: string;
  readonly versions?: readonly number[];
  /** A token stands there. */
  readonly element?: string;
  /** A token has failed with this code. */
  readonly code?: string;
  readonly startedBefore?: string;
  readonly startedSince?: string;
  readonly endedSince?: string;
  readonly endedBefore?: string;
  /** A clock of its ticket has run out. */
  readonly late?: boolean;
};

export type RunPlace = { readonly startedAt: string; readonly id: string };

/** The latest first. `principal` limits it to what their `run.read` reaches. */
export async function listRuns(
  work: Work,
  query: {
    readonly filter: RunFilter;
    readonly principal: Principal;
    readonly take: number;
    readonly after: RunPlace | null;
  },
): Promise<RunRecord[]> {
  const { states = [], process, ticket } = query.filter;
  const conditions: Sql[] = [
    sql('r.tenant_id = ?', work.tenantId),
    reachSql(query.principal, 'run.read'),
  ];
  if (states.length > 0) conditions.push(sql(`r.state in (${marks(states)})`, ...states));
  if (process !== undefined) conditions.push(sql('r.process_key = ?', process));
  if (ticket !== undefined)
    conditions.push(
      isId(ticket) ? sql('r.ticket_id = ?', ticket) : sql('t.number = ?', ticket.toUpperCase()),
    );
  const { versions = [], element, code, late } = query.filter;
  const { startedBefore, startedSince, endedSince, endedBefore } = query.filter;
  if (versions.length > 0)
    conditions.push(sql(`r.process_version in (${marks(versions)})`, ...versions));
  if (startedBefore !== undefined) conditions.push(sql('r.started_at < ?', startedBefore));
  if (startedSince !== undefined) conditions.push(sql('r.started_at >= ?', startedSince));
  if (endedSince !== undefined) conditions.push(sql('r.ended_at >= ?', endedSince));
  if (endedBefore !== undefined) conditions.push(sql('r.ended_at < ?', endedBefore));
  if (late === true) conditions.push(sql(IS_LATE('?'), work.now));
  if (element !== undefined)
    conditions.push(sql(`r.ended_at is null and ${TOKEN} ->> 'element' = ?)`, element));
  if (code !== undefined)
    conditions.push(sql(`r.state = 'faulted' and ${TOKEN} -> 'wait' ->> 'code' = ?)`, code));
  if (query.after)
    conditions.push(sql('(r.started_at, r.id) < (?, ?)', query.after.startedAt, query.after.id));
  const where = and(conditions);
  const { text, params } = sql(
    `${where.text} order by r.started_at desc, r.id desc limit ?`,
    ...where.params,
    query.take,
  );
  return readRuns(work, query.principal, sql(text, ...params), element);
}

const HERE = `, (select jsonb_build_object('since', to_json(min(e.entered_at)) #>> '{}', 'tokens', count(*)::int,
    'failure', (jsonb_agg(e.failure order by e.ord) filter (where e.failure is not null)) -> 0)
  from run_element e where e.run_id = r.id and e.element = ? and e.left_at is null having count(*) > 0) as here`;

/** A ticket's runs, the latest first; who may see the ticket may see them. */
export const runsOfTicket = (
  work: Work,
  principal: Principal,
  ticketId: string,
): Promise<RunRecord[]> =>
  readRuns(work, principal, sql('r.ticket_id = ? order by r.started_at desc, r.id desc', ticketId));

/** @throws DomainError not_found */
export async function getRun(
  work: Work,
  id: string,
  principal: Principal | null,
): Promise<RunRecord> {
  const reach = principal ? reachSql(principal, 'run.read') : sql('true');
  const [run] = await readRuns(work, principal, and([sql('r.id = ?', id), reach]));
  if (!run) throw new DomainError('not_found', 'There is no such run, or you may not see it.');
  return run;
}

/** What one may see but not operate is refused. @throws DomainError not_found, not_permitted */
export async function demandOperable(work: Work, id: string, principal: Principal): Promise<void> {
  const { operable } = await getRun(work, id, principal);
  if (operable) return;
  throw new DomainError('not_permitted', 'You may not operate this run: it needs run.operate.', {
    values: { permission: 'run.operate' },
  });
}

function readRuns(
  work: Work,
  principal: Principal | null,
  where: Sql,
  element?: string,
): Promise<RunRecord[]> {
  const operate = principal ? reachSql(principal, 'run.operate') : sql('false');
  const here = element === undefined ? sql('') : sql(HERE, element);
  return work.em.execute<RunRecord[]>(
    `select ${COLUMNS}, coalesce(${operate.text}, false) as operable${here.text} from ${RUNS} where ${where.text}`,
    [...operate.params, ...here.params, ...where.params],
  );
}
