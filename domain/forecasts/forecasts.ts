/** Forecasts as they are asked for, kept and read. What was promised when one was asked for is kept with it. */
import type { Hours } from '#engine/clocks/ledger.ts';
import { configurationOf } from '../configuration.ts';
import { DomainError } from '../errors.ts';
import { record } from '../events/record.ts';
import { newId } from '../ids.ts';
import { send } from '../outbox.ts';
import { loadCalendar } from '../processes/kept.ts';
import type { TicketType } from '../tickets/values.ts';
import type { Work } from '../work.ts';
import type { Made } from './make.ts';
import { type Promises, promisesOf } from './promises.ts';

export type Asked = {
  readonly type: TicketType;
  readonly days: number;
  /** So many times as many tickets come. */
  readonly arrivals: number;
  /** How many work in a queue, by its key. */
  readonly staff: { readonly [queue: string]: number };
  /** So many times the time that is promised. */
  readonly targets: number;
};

/** What was promised, and in which hours people work. */
export type Setting = Promises & { readonly hours: Hours; readonly zone: string };

export type ForecastState = 'queued' | 'completed' | 'failed';

export type ForecastRecord = {
  readonly id: string;
  readonly state: ForecastState;
  readonly asked: Asked;
  readonly setting: Setting;
  readonly result: Made | null;
  readonly failure: string | null;
  readonly by: { readonly id: string; readonly name: string; readonly email: string } | null;
  readonly at: string;
  readonly endedAt: string | null;
};

/** How many are kept of a tenant, and how many may wait at once. */
const KEPT = 100;
export const OPEN_MAX = 10;

/** Returns its id. @throws DomainError too_many_open, invalid_input for a queue that is not there */
export async function beginForecast(work: Work, asked: Asked): Promise<string> {
  await work.em.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [
    `forecasts ${work.tenantId}`,
  ]);
  const [open] = await work.em.execute<{ count: number }[]>(
    "select count(*)::int as count from forecast where tenant_id = current_tenant() and state = 'queued'",
  );
  if ((open?.count ?? 0) >= OPEN_MAX)
    throw new DomainError('too_many_open', 'Forecasts are being worked out. Wait until one is.', {
      values: { most: OPEN_MAX },
    });
  const configuration = await configurationOf(work);
  for (const queue of Object.keys(asked.staff))
    if (configuration.queues.get(queue)?.key !== queue)
      throw new DomainError('invalid_input', 'There is no such queue.', {
        errors: [{ pointer: `/staff/${queue}`, detail: `There is no queue “${queue}”.` }],
      });
  const setting: Setting = {
    ...promisesOf(configuration, asked.type, asked.targets, work.now),
    hours: (await loadCalendar(work, undefined)) ?? 'always',
    zone: configuration.zone,
  };
  const id = newId();
  await work.em.execute(
    "insert into forecast (id, tenant_id, state, asked, setting, created_by, created_at) values (?, current_tenant(), 'queued', ?, ?, ?, ?)",
    [
      id,
      JSON.stringify(asked),
      JSON.stringify(setting),
      work.actor.kind === 'person' ? work.actor.id : null,
      work.now,
    ],
  );
  await work.em.execute(
    `delete from forecast where tenant_id = current_tenant() and state <> 'queued'
       and id not in (select id from forecast where tenant_id = current_tenant() order by created_at desc, id desc limit ?)`,
    [KEPT],
  );
  await record(work, {
    type: 'forecast.begun',
    subject: { kind: 'forecast', id },
    data: { ...asked },
  });
  send(work, 'forecast', id, { at: work.now.toISOString() });
  return id;
}

/** A result holds every open ticket: a list of forecasts goes without. */
const view = (result: 'f.result' | 'null as result'): string =>
  `select f.id, f.state, f.asked, f.setting, ${result}, f.failure, to_json(f.created_at) #>> '{}' as at, to_json(f.ended_at) #>> '{}' as "endedAt",
    case when p.id is not null then jsonb_build_object('id', p.id, 'name', p.name, 'email', p.email) end as "by"
  from forecast f left join person p on p.id = f.created_by where f.tenant_id = current_tenant()`;

/** @throws DomainError not_found */
export async function getForecast(work: Work, id: string): Promise<ForecastRecord> {
  const [row] = await work.em.execute<ForecastRecord[]>(`${view('f.result')} and f.id = ?`, [id]);
  if (!row) throw new DomainError('not_found', 'There is no such forecast.');
  return row;
}

/** The latest first. */
export async function listForecasts(
  work: Work,
  { take, after }: { take: number; after: { at: string; id: string } | null },
): Promise<ForecastRecord[]> {
  const place = after ? 'and (f.created_at, f.id) < (?::timestamptz, ?::uuid)' : '';
  return work.em.execute<ForecastRecord[]>(
    `${view('null as result')} ${place} order by f.created_at desc, f.id desc limit ?`,
    [...(after ? [after.at, after.id] : []), take],
  );
}
