/** The people behind parties, as they are at this moment: groups and roles expanded, relations read from the ticket. */
import type { ClockParty } from '#engine/clocks/threshold-action.ts';
import { fill } from '#engine/template.ts';
import { personOnCall } from '../rotas/on-call.ts';
import type { Work } from '../work.ts';

export type AskedPerson = {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly locale: string;
  readonly timeZone: string;
  /** `group:cab`, `role:admin`, `relation:requesterManager`, `rota:network`; null when asked by name. */
  readonly via: string | null;
};

/** Each person once, in the order of the parties; those who may no longer sign in are left out. */
export async function peopleOf(
  work: Work,
  parties: readonly ClockParty[],
  ticketId: string | null,
  facts: unknown = {},
): Promise<AskedPerson[]> {
  const named = [];
  for (const party of parties)
    if ('user' in party) named.push({ user: fill(party.user, facts).trim() });
    else if ('rota' in party) named.push(await onCallIn(work, party.rota));
    else named.push(party);
  return work.em.execute<AskedPerson[]>(
    'select id, email, name, locale, time_zone as "timeZone", via from people_of(?, ?)',
    [JSON.stringify(named), ticketId],
  );
}

/** By name, and with the rota that says so; where it is nobody, those who work the ticket’s queue. */
async function onCallIn(work: Work, rota: string) {
  const person = await personOnCall(work, rota);
  return person ? { rota, user: person.email } : ({ relation: 'queueMembers' } as const);
}
