/** The worker's side of a forecast: what it is to be made of, and what came of it, written once. */
import type { Work } from '../work.ts';
import type { Asked, Setting } from './forecasts.ts';
import type { Job, Made } from './make.ts';
import { readPast } from './read-past.ts';

const REPLICATIONS = 200;
/** The same for all, so that two forecasts of one day differ only by what was asked. */
const SEED = 20_160_229;

/** Null where it is over already. */
export async function takeUp(work: Work, id: string): Promise<Job | null> {
  const [row] = await work.em.execute<{ asked: Asked; setting: Setting; at: string }[]>(
    "select asked, setting, to_json(created_at) #>> '{}' as at from forecast where id = ? and state = 'queued'",
    [id],
  );
  if (!row) return null;
  const { asked, setting, at } = row;
  const { days, arrivals, staff, type } = asked;
  const policies = setting.policies.map(({ name: _, ...policy }) => policy);
  return {
    past: await readPast(work, type),
    question: {
      at: Date.parse(at),
      days,
      arrivals,
      staff,
      policies,
      replications: REPLICATIONS,
      seed: SEED,
    },
    desk: { hours: {}, otherwise: setting.hours, zone: setting.zone },
  };
}

export async function keepForecast(work: Work, id: string, made: Made): Promise<void> {
  await work.em.execute(
    "update forecast set state = 'completed', result = ?, ended_at = ? where id = ? and state = 'queued'",
    [JSON.stringify(made), work.now, id],
  );
}

/** It cannot be done, however often it is tried. */
export async function giveUpForecast(work: Work, id: string, reason: string): Promise<void> {
  await work.em.execute(
    "update forecast set state = 'failed', failure = ?, ended_at = ? where id = ? and state = 'queued'",
    [reason.slice(0, 2_000), work.now, id],
  );
}
