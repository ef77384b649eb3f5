/**
 * Moves one run, as one step of it: the checkpoint of the new version, the tasks and approvals that are open, what begins
 * and ends to wait. Its workflow learns that the record is ahead of it and takes the run up anew. Delivered twice, it does
 * nothing the second time.
 */
import { isBeside } from '#engine/move/beside.ts';
import { type Hold, type Landing, landingsOf, moveRun } from '#engine/move/move-run.ts';
import { knownOutlookOf, Unforeseen } from '#engine/move/trap.ts';
import type { State } from '#engine/state.ts';
import { carryThrough } from '../processes/carry-through.ts';
import { concludeStep } from '../processes/conclude-step.ts';
import { definitionOf } from '../processes/definitions.ts';
import { isForRecord } from '../processes/open-run.ts';
import { begin } from '../processes/step.ts';
import { createStepContext, type StepContext, tell } from '../processes/step-context.ts';
import { inTenant, type Store, SYSTEM, type Who, type Work } from '../work.ts';
import { endWhereAllIsDone, joinBatch, type LockedBatch } from './batches.ts';
import { follow, wakeRun } from './follow.ts';
import { foresee } from './foresee.ts';

/** A run in the middle of something is tried again this often before it is held. */
const ATTEMPTS_MAX = 10;
const FORESIGHTS_MAX = 3;

type Row = {
  id: string;
  batch_id: string;
  run_id: string;
  state: string;
  from_version: number;
  attempts: number;
};

/** The run is in the middle of something: ask again in a moment. */
export class UnderWay extends Error {
  override readonly name = 'UnderWay';
}

/** @throws UnderWay */
export async function moveOne(
  store: Store,
  move: { readonly tenantId: string; readonly id: string },
): Promise<void> {
  const who = {
    tenantId: move.tenantId,
    actor: SYSTEM,
    cause: { kind: 'system', id: move.id, label: 'Moved to another version' },
  } as const;
  const became = await withForesight(store, who, move.id, async (work) => {
    const rows = await work.em.execute<Row[]>(
      'select id, batch_id, run_id, state, from_version, attempts from run_move where id = ? for update',
      [move.id],
    );
    const row = rows[0];
    if (!row) return null;
    const { batch_id: id } = row;
    if (row.state !== 'planned') return { id, again: false };
    const batch = await joinBatch(work, id);
    if (batch.state === 'stopped' || batch.state === 'done') return null;
    return { id, again: await attempt(work, row, batch) };
  });
  if (became?.again) throw new UnderWay('The run is in the middle of a step.');
  if (became) await inTenant(store, who, (work) => endWhereAllIsDone(work, became.id));
}

/** Does it when all is proved that it looks up. @throws UnderWay where the run goes on faster than that */
async function withForesight<T>(
  store: Store,
  who: Who,
  move: string,
  act: (work: Work) => Promise<T>,
): Promise<T> {
  for (let tries = 0; tries < FORESIGHTS_MAX; tries += 1) {
    await foresee(store, who, move);
    try {
      return await inTenant(store, who, act);
    } catch (error) {
      if (!(error instanceof Unforeseen)) throw error;
    }
  }
  throw new UnderWay('The run goes on while it is worked out where it would come to.');
}

async function attempt(work: Work, row: Row, batch: LockedBatch): Promise<boolean> {
  const ref = { tenantId: work.tenantId, runId: row.run_id };
  const run = await begin(work, { ...ref, commands: [], settle: true }, true);
  const { state, untold } = await standingOf(work, row.run_id);
  // What it was planned from is also where it would be put back to.
  const isElsewhere = run.process_version !== row.from_version;
  if (run.ended_at !== null || state === null || isElsewhere) {
    await settle(work, row.id, 'skipped', {});
    return false;
  }
  const from = await definitionOf(work, run.process_id, run.process_version);
  const to = await definitionOf(work, run.process_id, batch.to_version);
  const at = work.now.toISOString();
  const move = moveRun(from, to, state, batch.mapping, at, knownOutlookOf);
  const holds = [...(move.moved ? [] : move.holds), ...underWay(state, untold)];
  const isBusy = holds.some(({ problem }) => problem === 'under_way');
  if (isBusy && row.attempts < ATTEMPTS_MAX) {
    await work.em.execute('update run_move set attempts = attempts + 1 where id = ?', [row.id]);
    return true;
  }
  if (!move.moved || isBusy) {
    await settle(work, row.id, 'held', { holds });
    return false;
  }
  const moved = { ...run, process_version: batch.to_version };
  const input = {
    ...ref,
    step: run.step,
    appliedMessage: 0,
    state: move.state,
    commands: move.commands.filter(isForRecord),
    settle: true,
  };
  const step = createStepContext(work, moved, to, input, from);
  await follow(work, row.run_id, to, batch.to_version, move.landings);
  tell(step, null, {
    type: 'run.moved',
    subject: { kind: 'run', id: row.run_id },
    changes: { version: { before: run.process_version, after: batch.to_version } },
    data: { batch: batch.id, landings: move.landings, internal: true },
  });
  const { answers } = await carryThrough(step, true);
  await concludeStep(step, `move:${row.id}`, answers);
  await wakeRun(work, row.run_id, run.ticket_id);
  await settle(work, row.id, 'moved', {
    landings: landingsOf(state, step.turn.state),
    ...(canBeTakenBack(step) ? { before: state } : {}),
    stepAfter: run.step + 1,
  });
  return false;
}

/** What the run has been told or answered and has not taken in: what that leads to is for the version it was meant for. */
function underWay({ tokens }: State, untold: readonly (string | null)[]): readonly Hold[] {
  return [...new Set(untold)].map((token) => ({
    token: token ?? '',
    element: tokens[token ?? '']?.element ?? '',
    problem: 'under_way',
  }));
}

/** Whether nothing came of the move but events that began to wait. */
function canBeTakenBack({ rows, turn }: StepContext): boolean {
  const { tokens } = turn.state;
  const onlyWaits = rows.entered.every(({ token }) => {
    const there = tokens[token];
    return there !== undefined && isBeside(there);
  });
  const hasFailed = rows.failures.some(({ failure }) => failure !== null);
  return onlyWaits && rows.closed.length === 0 && !hasFailed;
}

type Standing = {
  readonly state: State | null;
  /** The tokens, or null for the run as a whole, that something is on its way to. */
  readonly untold: readonly (string | null)[];
};

async function standingOf(work: Work, runId: string): Promise<Standing> {
  const rows = await work.em.execute<Standing[]>(
    `select engine_state as state, (select coalesce(jsonb_agg(event ->> 'token'), '[]') from (
       select jsonb_array_elements(pending_events) as event
       union all select event from run_message m where m.run_id = run.id and m.seq > run.applied_message) e) as untold
     from run where id = ?`,
    [runId],
  );
  return rows[0] ?? { state: null, untold: [] };
}

async function settle(
  work: Work,
  id: string,
  state: 'moved' | 'held' | 'skipped',
  more: {
    readonly holds?: readonly Hold[];
    readonly landings?: readonly Landing[];
    readonly before?: State;
    readonly stepAfter?: number;
  },
): Promise<void> {
  await work.em.execute(
    `update run_move set state = ?, holds = ?, landings = ?, before = ?, step_after = ?, at = ? where id = ?`,
    [
      state,
      JSON.stringify(more.holds ?? []),
      JSON.stringify(more.landings ?? []),
      more.before === undefined ? null : JSON.stringify(more.before),
      more.stepAfter ?? null,
      work.now,
      id,
    ],
  );
}
