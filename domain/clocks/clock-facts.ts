/** What the conditions of clocks may know: the ticket and who asked, their organization, the conversation, and what just happened. */
import { Temporal } from 'temporal-polyfill';
import type { JsonObject } from '#engine/json.ts';
import type { Facts } from '#rules/evaluate.ts';
import type { TicketFacts } from '../tickets/facts.ts';
import { type OrganizationInForce, organizationFacts } from './in-force.ts';

/** `agentAnswered`: publicly, by somebody who works on the ticket and did not ask for it. */
export type HappeningType =
  | 'opened'
  | 'changed'
  | 'agentAnswered'
  | 'requesterAnswered'
  | 'subjectChanged';

export type Conversation = {
  readonly answered: boolean;
  /** Whose turn it is. */
  readonly awaiting: 'agent' | 'requester';
};

export type ClockFacts = Facts & { readonly ticket: JsonObject };

export function toClockFacts(
  facts: TicketFacts,
  more: {
    readonly conversation: Conversation;
    readonly happening: HappeningType;
    readonly organizations: ReadonlyMap<string, OrganizationInForce>;
    readonly today: string;
    /** The task or approval the clock is about. */
    readonly subject?: { readonly task?: JsonObject; readonly approval?: JsonObject };
  },
): ClockFacts {
  const { organization } = facts.ticket;
  return {
    ...facts,
    ...organizationFacts(
      more.organizations,
      typeof organization === 'string' ? organization : null,
      more.today,
    ),
    ...more.subject,
    conversation: more.conversation,
    happening: { type: more.happening },
  };
}

/** The local date: what is valid until a day is valid until its end where the service desk is. */
export const dateIn = (zone: string, at: Date): string =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime())
    .toZonedDateTimeISO(zone)
    .toPlainDate()
    .toString();

export function talked(before: Conversation, happening: HappeningType): Conversation {
  if (happening === 'agentAnswered') return { answered: true, awaiting: 'requester' };
  return happening === 'requesterAnswered' ? { ...before, awaiting: 'agent' } : before;
}
