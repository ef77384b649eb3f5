/** The clocks of a ticket that is being opened, as the one statement that opens it writes them. */
import type { Configuration } from '../configuration.ts';
import type { KnownPerson } from '../desk/known-person.ts';
import { newId } from '../ids.ts';
import type { TicketFacts } from '../tickets/facts.ts';
import type { Work } from '../work.ts';
import { causeOf } from './cause.ts';
import type { Lost } from './clock.ts';
import { dateIn, toClockFacts } from './clock-facts.ts';
import { happened, NOTHING_YET, type Piece, promisesFor } from './plan.ts';
import { clockRow } from './row.ts';

export type OpenedClock = ReturnType<typeof clockRow> & {
  readonly id: string;
  readonly lost: readonly Lost[];
  readonly segments: readonly (Omit<Piece, 'hours' | 'cause' | 'endCause'> & {
    readonly ord: number;
  })[];
};

/** `facts` are those of the ticket as it will be. */
export function openClocks(
  work: Work,
  configuration: Configuration,
  ticket: {
    readonly id: string;
    readonly facts: TicketFacts;
    readonly organization: string | null;
  },
  requester: KnownPerson,
): readonly OpenedClock[] {
  if (configuration.policies.length === 0) return [];
  const { organizations, zone } = configuration;
  const today = dateIn(zone, work.now);
  const facts = toClockFacts(ticket.facts, {
    conversation: { answered: false, awaiting: 'agent' },
    happening: 'opened',
    organizations,
    today,
  });
  const served = {
    organization: ticket.organization,
    requesterOrganization: requester.organization?.id ?? null,
    requesterZone: requester.timeZone,
  };
  const moment = { at: work.now.toISOString(), facts, cause: causeOf(work) };
  const subject = { kind: 'ticket', id: ticket.id, ticketId: ticket.id } as const;
  return promisesFor(configuration, 'ticket', facts, served, { now: work.now, today }).map(
    (promised) => {
      const lived = happened(promised, NOTHING_YET, moment);
      return {
        id: newId(),
        lost: promised.choice.lost,
        ...clockRow(promised, lived, subject, work.now),
        segments: lived.segments.map(({ hours: _, cause: __, endCause: ___, ...piece }, index) => ({
          ...piece,
          ord: index + 1,
        })),
      };
    },
  );
}
