/** What moving runs to another version would do to each of them, without doing it. */
import type { Definition } from '#engine/definition.ts';
import { type Hold, type Landing, type Mapping, moveRun } from '#engine/move/move-run.ts';
import { nearestTo } from '#engine/nearest.ts';
import type { State } from '#engine/state.ts';
import { DomainError, invalid } from '../errors.ts';
import { definitionOf } from '../processes/definitions.ts';
import type { Work } from '../work.ts';
import { type Moving, prove } from './prover.ts';

export type MoveRequest = {
  readonly to: number;
  /** Old element → new element, null where it is given up; elements left out keep their id. */
  readonly mapping?: Mapping;
  /** Only runs of these versions; all other versions unless said. */
  readonly from?: readonly number[];
  /** Only these runs. */
  readonly runs?: readonly string[];
};

export type PlannedRun = {
  readonly run: string;
  readonly ticket: string | null;
  readonly from: number;
  readonly moves: boolean;
  readonly holds: readonly Hold[];
  readonly landings: readonly Landing[];
  /** Events on borders and in the background that would begin to wait. */
  readonly begun: readonly string[];
  /** What was done and could no longer be undone. */
  readonly forgotten: readonly string[];
  /** Whether it is proved that the run can come to its end there. */
  readonly proved: boolean;
};

export type MovableRun = {
  readonly id: string;
  readonly number: string | null;
  readonly process_version: number;
  readonly engine_state: State;
};

export type MovedProcess = { readonly id: string; readonly key: string; readonly to: Definition };

const RUNS_MAX = 10_000;

/** Open runs of other versions than the wanted one, the oldest first. @throws DomainError not_found, invalid_input */
export async function movableRuns(
  work: Work,
  processId: string,
  { to, from = [], runs = [] }: MoveRequest,
): Promise<MovableRun[]> {
  return work.em.execute<MovableRun[]>(
    `select r.id, t.number, r.process_version, r.engine_state from run r left join ticket t on t.id = r.ticket_id
     where r.tenant_id = current_tenant() and r.process_id = ? and r.ended_at is null and r.engine_state is not null and r.process_version <> ?
       and (? or r.process_version in (select value::int from jsonb_array_elements_text(?)))
       and (? or r.id in (select value::uuid from jsonb_array_elements_text(?)))
     order by r.started_at, r.id limit ?`,
    [
      processId,
      to,
      from.length === 0,
      JSON.stringify(from),
      runs.length === 0,
      JSON.stringify(runs),
      RUNS_MAX,
    ],
  );
}

/** The process and the version to move to. @throws DomainError not_found, invalid_input */
export async function movedProcess(work: Work, key: string, to: number): Promise<MovedProcess> {
  const rows = await work.em.execute<{ id: string; known: boolean }[]>(
    `select id, exists (select from definition_version where process_id = p.id and number = ?) as known
     from process p where tenant_id = current_tenant() and key = ?`,
    [to, key],
  );
  const process = rows[0];
  if (!process) throw new DomainError('not_found', `There is no process “${key}”.`);
  if (!process.known) return invalid('/to', `There is no version ${to} of “${key}”.`);
  return { id: process.id, key, to: await definitionOf(work, process.id, to) };
}

/** @throws DomainError invalid_input: what is mapped from or to an element that is not there */
export async function demandMapping(
  work: Work,
  process: MovedProcess,
  { mapping = {}, to }: MoveRequest,
): Promise<void> {
  if (Object.keys(mapping).length === 0) return;
  const old = await elementsBefore(work, process.id, to);
  const known = new Set(process.to.elements.map(({ id }) => id));
  for (const [from, target] of Object.entries(mapping)) {
    const pointer = `/mapping/${from}`;
    if (target !== null && !known.has(target))
      invalid(pointer, `The version has no element “${target}”.${hint(target, known)}`);
    if (!old.has(from))
      invalid(pointer, `No other version has an element “${from}”.${hint(from, old)}`);
  }
}

async function elementsBefore(work: Work, processId: string, to: number): Promise<Set<string>> {
  const rows = await work.em.execute<{ id: string }[]>(
    `select distinct e ->> 'id' as id from definition_version v, jsonb_array_elements(v.definition -> 'elements') e
     where v.tenant_id = current_tenant() and v.process_id = ? and v.number <> ?`,
    [processId, to],
  );
  return new Set(rows.map(({ id }) => id));
}

function hint(id: string, known: ReadonlySet<string>): string {
  const nearest = nearestTo(id, known);
  return nearest === null ? '' : ` Did you mean “${nearest}”?`;
}

/** What is to be looked at, as it stands: read in a transaction, and planned when that is over. */
type MovesToPlan = {
  readonly total: number;
  readonly moving: Moving;
  readonly runs: readonly MovableRun[];
};

/** The first of them looked at, and how many there are in all. @throws DomainError not_found, invalid_input */
export async function readMoves(
  work: Work,
  key: string,
  request: MoveRequest,
  most: number,
): Promise<MovesToPlan> {
  const process = await movedProcess(work, key, request.to);
  await demandMapping(work, process, request);
  const all = await movableRuns(work, process.id, request);
  const runs = all.slice(0, most);
  const from: Record<number, Definition> = {};
  for (const { process_version: version } of runs)
    from[version] ??= await definitionOf(work, process.id, version);
  const moving = {
    from,
    to: process.to,
    mapping: request.mapping ?? {},
    at: work.now.toISOString(),
    runs: runs.map((run) => ({ version: run.process_version, state: run.engine_state })),
  };
  return { total: all.length, moving, runs };
}

/** What would become of each. Proved in a thread of its own, and outside of any transaction: it may take a while. */
export async function planMoves({
  total,
  moving,
  runs,
}: MovesToPlan): Promise<{ readonly total: number; readonly runs: readonly PlannedRun[] }> {
  await prove(moving);
  return { total, runs: runs.map((run) => planned(moving, run)) };
}

function planned({ from, to, mapping, at }: Moving, run: MovableRun): PlannedRun {
  const before = from[run.process_version];
  if (!before) throw new Error('invariant: what is planned holds every version it is about');
  const move = moveRun(before, to, run.engine_state, mapping, at);
  const about = { run: run.id, ticket: run.number, from: run.process_version };
  if (!move.moved) {
    const nothing = { landings: [], begun: [], forgotten: [], proved: false };
    return { ...about, moves: false, holds: move.holds, ...nothing };
  }
  const { landings, begun, forgotten, proved } = move;
  return { ...about, moves: true, holds: [], landings, begun, forgotten, proved };
}
