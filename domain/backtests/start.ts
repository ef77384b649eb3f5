/**
 * Begins a back-test: the draft and all that decides for it are kept as they are now, and so is the list of tickets, the last
 * ones closed of those the caller may see. Whatever happens to any of it later, the test says what was asked.
 */
import type { Calendar } from '#engine/calendar.ts';
import type { Definition } from '#engine/definition.ts';
import { configurationOf } from '../configuration.ts';
import { DomainError } from '../errors.ts';
import { newId } from '../ids.ts';
import { send } from '../outbox.ts';
import type { Principal } from '../people/access.ts';
import { Draft } from '../processes/draft.ts';
import { draftOrPresent } from '../processes/drafts.ts';
import { loadCalendar } from '../processes/kept.ts';
import { Process } from '../processes/process.ts';
import { currentRuleset } from '../rulesets/find.ts';
import type { Work } from '../work.ts';
import { type BacktestFilter, chooseRuns } from './choose.ts';
import { freeze } from './clocks.ts';
import type { Surroundings } from './play-batch.ts';
import { callUp, joinQueue, LAST_IN_QUEUE, leaveQueue } from './queue.ts';
import { NO_TOTALS } from './totals.ts';

export const TICKETS_MAX = 10_000;
export const TICKETS_USUAL = 500;
/** How many are kept of each process: the newest. */
const KEPT = 20;

/** Returns its id. @throws DomainError draft_not_found, too_many_open */
export async function startBacktest(
  work: Work,
  principal: Principal,
  key: string,
  { filter = {}, limit = TICKETS_USUAL }: { filter?: BacktestFilter; limit?: number },
): Promise<string> {
  const { definition, version } = await draftOrPresent(work, principal, key);
  const process = await work.em.findOneOrFail(Process, { tenantId: work.tenantId, key });
  const draft =
    version === null
      ? await work.em.findOneOrFail(Draft, {
          processId: process.id,
          authorId: principal.personId,
        })
      : null;
  const isFirst = await joinQueue(work, principal.personId);
  const id = newId();
  const { origin: _, ...frozen } = definition;
  await work.em.execute(
    `insert into backtest (id, tenant_id, process_id, state, filter, definition, surroundings, draft_revision, version, base_version,
       total, totals, created_by, created_at)
     values (?, current_tenant(), ?, 'queued', ?, ?, ?, ?, ?, ?, 0, ?, ?, ${LAST_IN_QUEUE})`,
    [
      id,
      process.id,
      JSON.stringify({ ...filter, limit }),
      JSON.stringify(frozen),
      JSON.stringify(await surroundingsOf(work, definition)),
      draft?.revision ?? null,
      version,
      draft ? (draft.baseVersion ?? null) : version,
      JSON.stringify(NO_TOTALS),
      principal.personId,
      work.now,
    ],
  );
  const total = await chooseRuns(work, principal, { id, processId: process.id }, filter, limit);
  if (total === 0)
    await work.em.execute(
      `update backtest set state = 'completed', ended_at = created_at where id = ?`,
      [id],
    );
  await forgetOld(work, process.id);
  if (total > 0 && isFirst) callUp(work, id);
  return id;
}

/** Stops it; what has been played by now stays. @throws DomainError not_found, transition_not_allowed */
export async function cancelBacktest(work: Work, key: string, id: string): Promise<void> {
  const rows = await work.em.execute<{ state: string }[]>(
    `select b.state from backtest b join process p on p.id = b.process_id
     where b.tenant_id = current_tenant() and p.key = ? and b.id = ? for no key update of b`,
    [key, id],
  );
  const state = rows[0]?.state;
  if (state === undefined) throw new DomainError('not_found', 'There is no such back-test.');
  if (state !== 'queued' && state !== 'running')
    throw new DomainError('transition_not_allowed', `This back-test is ${state} already.`, {
      values: { state },
    });
  await leaveQueue(work, id);
  await work.em.execute(`update backtest set state = 'cancelled', ended_at = ? where id = ?`, [
    work.now,
    id,
  ]);
  send(work, 'backtest', id, { at: null });
}

async function surroundingsOf(work: Work, { elements }: Definition): Promise<Surroundings> {
  const keys = new Set(
    elements.flatMap((element) => (element.type === 'businessRuleTask' ? [element.ruleset] : [])),
  );
  const found = await Promise.all([...keys].map((key) => currentRuleset(work, key)));
  const calendars = await work.em.execute<{ key: string; hours: Calendar }[]>(
    'select key, hours from calendar where tenant_id = current_tenant()',
  );
  const queues = await work.em.execute<{ id: string; key: string }[]>(
    'select id, key from queue where tenant_id = current_tenant()',
  );
  const inForce = await configurationOf(work);
  return {
    ...(inForce.policies.length > 0 ? { promises: freeze(inForce, work.now) } : {}),
    rulesets: found.flatMap((one) => (one ? [one.ruleset] : [])),
    calendars: Object.fromEntries(calendars.map(({ key, hours }) => [key, hours])),
    calendar: await loadCalendar(work, undefined),
    queues: Object.fromEntries(
      queues.flatMap(({ id, key }) => [
        [id, key],
        [key, key],
      ]),
    ),
  };
}

/** Only the newest are kept; what is under way is not old. */
async function forgetOld(work: Work, processId: string): Promise<void> {
  await work.em.execute(
    `delete from backtest where process_id = ? and state not in ('queued', 'running')
       and id not in (select id from backtest where process_id = ? order by created_at desc, id desc limit ?)`,
    [processId, processId, KEPT],
  );
}
