/** The people behind parties, as they are at this moment: groups and roles expanded, relations read from the ticket. */
import type { Party } from '#engine/action.ts';
import { fill } from '#engine/template.ts';
import type { Work } from '../work.ts';

export type AskedPerson = {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly locale: string;
  readonly timeZone: string;
  /** `group:cab`, `role:admin`, `relation:requesterManager`; null when asked by name. */
  readonly via: string | null;
};

/** Each person once, in the order of the parties; those who may no longer sign in are left out. */
export async function peopleOf(
  work: Work,
  parties: readonly Party[],
  ticketId: string | null,
  facts: unknown = {},
): Promise<AskedPerson[]> {
  const named = parties.map((party) =>
    'user' in party ? { user: fill(party.user, facts).trim() } : party,
  );
  return work.em.execute<AskedPerson[]>(
    'select id, email, name, locale, time_zone as "timeZone", via from people_of(?, ?)',
    [JSON.stringify(named), ticketId],
  );
}
