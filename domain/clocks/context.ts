/** What all clocks of one ticket are counted with: what is in force, whom it is for, and, where it is asked for, its past. */
import { type Configuration, configurationOf } from '../configuration.ts';
import type { Change } from '../events/event.ts';
import { Person } from '../people/person.ts';
import { type CountedFacts, factsAtHand, type TicketFacts } from '../tickets/facts.ts';
import type { Ticket } from '../tickets/ticket.ts';
import type { Work } from '../work.ts';
import type { Served } from './choose-hours.ts';
import { dateIn } from './clock-facts.ts';
import { type Moment, momentsOf } from './moments.ts';

export type ClockContext = {
  readonly configuration: Configuration;
  readonly facts: TicketFacts;
  readonly served: Served;
  /** The local date there, for what is valid until a day. */
  readonly dateOf: (at: Date) => string;
  /** `unrecorded`: what this transaction has changed and not told yet. Read once. */
  readonly past: (unrecorded: { readonly [field: string]: Change }) => Promise<readonly Moment[]>;
};

/** `read`: what is set up, where it has been read already, and `counted` likewise. */
export async function clockContext(
  work: Work,
  ticket: Ticket,
  read?: Configuration,
  counted?: CountedFacts,
): Promise<ClockContext> {
  const configuration = read ?? (await configurationOf(work));
  const facts = await factsAtHand(work, ticket, counted);
  const { zone, organizations } = configuration;
  let past: Promise<readonly Moment[]> | undefined;
  return {
    configuration,
    facts,
    served: await servedBy(work, facts, configuration),
    dateOf: (at) => dateIn(zone, at),
    past: (unrecorded) => {
      past ??= momentsOf(work, ticket.id, facts, unrecorded, zone, organizations);
      return past;
    },
  };
}

async function servedBy(
  work: Work,
  { ticket, requester }: TicketFacts,
  { policies }: Configuration,
): Promise<Served> {
  const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
  const email = text(requester.email);
  const asksZone = policies.some(({ policy }) => policy.timeZone === 'requester');
  const person = asksZone && email !== null ? await work.em.findOne(Person, { email }) : null;
  return {
    organization: text(ticket.organization),
    requesterOrganization: text(requester.organization),
    requesterZone: person?.timeZone ?? null,
  };
}
