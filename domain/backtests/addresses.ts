/**
 * What a back-test keeps names people by id, so that nothing of it has to be erased with a person: their addresses are put in
 * when somebody reads it. An address of nobody is not kept at all.
 */
import type { Difference, Result } from '#engine/backtest/compare.ts';
import { isObject, type Json } from '#engine/json.ts';
import { marks } from '../tickets/sql.ts';
import type { Work } from '../work.ts';
import type { PlayedTicket } from './play-batch.ts';

/** Ids by address, or addresses by id. */
export type People = ReadonlyMap<string, string>;

type Differences = Result['differences'];

const isOfPerson = ({ of }: Difference): boolean => of === 'assignee';

export async function peopleNamed(work: Work, played: readonly PlayedTicket[]): Promise<People> {
  const addresses = new Set(
    played
      .flatMap((ticket) => ('result' in ticket ? ticket.result.differences : []))
      .filter(isOfPerson)
      .flatMap(({ before, after }) => [before, after])
      .flatMap((value) => (typeof value === 'string' ? [value] : [])),
  );
  if (addresses.size === 0) return new Map();
  const rows = await work.em.execute<{ id: string; email: string }[]>(
    `select id, email from person where tenant_id = current_tenant() and email in (${marks([...addresses])})`,
    [...addresses],
  );
  return new Map(rows.map(({ id, email }) => [email, id]));
}

export const withoutAddresses = (differences: Differences, people: People): Differences =>
  eachPerson(differences, (address) =>
    typeof address === 'string' ? { person: people.get(address) ?? null } : null,
  );

/** The addresses of today, or of an erased person what is left of it. */
export async function addressesOf(work: Work, all: readonly Differences[]): Promise<People> {
  const ids = new Set(
    all
      .flat()
      .filter(isOfPerson)
      .flatMap(({ before, after }) => [idIn(before), idIn(after)])
      .filter((id) => id !== null),
  );
  if (ids.size === 0) return new Map();
  const rows = await work.em.execute<{ id: string; email: string }[]>(
    `select id, email from person where id in (${marks([...ids])})`,
    [...ids],
  );
  return new Map(rows.map(({ id, email }) => [id, email]));
}

/** Whom nobody knows is said to be unknown, which is not the same as nobody. */
export const withAddresses = (differences: Differences, people: People): Differences =>
  eachPerson(differences, (value) =>
    value === null ? null : (people.get(idIn(value) ?? '') ?? { unknown: true }),
  );

const idIn = (value: Json): string | null =>
  isObject(value) && typeof value.person === 'string' ? value.person : null;

const eachPerson = (differences: Differences, become: (value: Json) => Json): Differences =>
  differences.map((one) =>
    isOfPerson(one) ? { ...one, before: become(one.before), after: become(one.after) } : one,
  );
