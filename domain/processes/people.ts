/** The people behind parties, as they are at this moment: groups and roles expanded, relations read from the ticket. */
import type { ClockParty } from '#engine/clocks/threshold-action.ts';
import { fill } from '#engine/template.ts';
import { personOnCall } from '../rotas/on-call.ts';
import type { Work } from '../work.ts';

/** Whom an approval asks: with who is outside by their address. */
export type AskedParty = ClockParty | { readonly outside: string };

export type AskedPerson = {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly locale: string;
  readonly timeZone: string;
  /** `group:cab`, `role:admin`, `relation:requesterManager`, `rota:network`, `outside`; null when asked by name. */
  readonly via: string | null;
  /** Whether somebody may ever act for them; undefined where it was not asked. */
  readonly delegates?: boolean;
  /** Known by an address only. */
  readonly outside?: boolean;
};

/** Each person once, in the order of the parties; those who may no longer sign in are left out. */
export async function peopleOf(
  work: Work,
  parties: readonly ClockParty[],
  ticketId: string | null,
  facts: unknown = {},
): Promise<AskedPerson[]> {
  return work.em.execute<AskedPerson[]>(
    'select id, email, name, locale, time_zone as "timeZone", via from people_of(?, ?)',
    [JSON.stringify(await named(work, parties, facts)), ticketId],
  );
}

/** The people of each party, in their order, by address. */
export async function peopleOfEach(
  work: Work,
  parties: readonly AskedParty[],
  ticketId: string | null,
  facts: unknown,
): Promise<readonly (readonly AskedPerson[])[]> {
  const rows = await work.em.execute<(AskedPerson & { readonly ord: number })[]>(
    `select ord, id, email, name, locale, time_zone as "timeZone", via,
       exists (select from delegation d where d.person_id = p.id and d.ended_at is null) as delegates,
       (select o.outside from person o where o.id = p.id) as outside
     from party_people(?, ?) p order by email`,
    [JSON.stringify(await named(work, parties, facts)), ticketId],
  );
  const found: AskedPerson[][] = parties.map(() => []);
  for (const { ord, ...person } of rows) found[ord - 1]?.push(person);
  return found;
}

async function named(work: Work, parties: readonly AskedParty[], facts: unknown) {
  const found = [];
  for (const party of parties)
    if ('user' in party) found.push({ user: fill(party.user, facts).trim() });
    else if ('outside' in party) found.push({ user: party.outside, via: 'outside' });
    else if ('rota' in party) found.push(await onCallIn(work, party.rota));
    else found.push(party);
  return found;
}

/** By name, and with the rota that says so; where it is nobody, those who work the ticket’s queue. */
async function onCallIn(work: Work, rota: string) {
  const person = await personOnCall(work, rota);
  return person ? { rota, user: person.email } : ({ relation: 'queueMembers' } as const);
}
