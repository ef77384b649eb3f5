/**
 * Which policies hold for a ticket, or for one that somebody has in mind, and why the others do not; with when each would be due
 * if it began now. A policy that is not saved yet may be asked along. Nothing is written.
 */

import { addBusinessSeconds } from '#engine/calendar.ts';
import { USUAL_PLAN } from '#engine/changes/plan.ts';
import type { ClockPolicy } from '#engine/clocks/policy.ts';
import { addSeconds } from '#engine/instant.ts';
import { type Explained, explainPolicies } from '#rules/clocks/explain.ts';
import { type Configuration, configurationOf } from '../configuration.ts';
import { DomainError } from '../errors.ts';
import { type TicketFacts, toFacts } from '../tickets/facts.ts';
import { resolveOrganization, resolvePerson, resolveQueue } from '../tickets/references.ts';
import { Ticket } from '../tickets/ticket.ts';
import type { Work } from '../work.ts';
import { chooseHours, type Served, targetSecondsOf } from './choose-hours.ts';
import { type ClockFacts, dateIn, toClockFacts } from './clock-facts.ts';
import { clockContext } from './context.ts';

/** A ticket that is not there. Names are keys and addresses. */
export type ImaginedTicket = {
  readonly type: string;
  readonly priority: number;
  readonly status?: string;
  readonly category?: string | null;
  readonly catalogItem?: string | null;
  readonly organization?: string | null;
  readonly requester?: string | null;
  readonly queue?: string | null;
  readonly tags?: readonly string[];
  readonly custom?: Readonly<Record<string, unknown>>;
};

export type Asked = {
  readonly ticketId?: string;
  readonly imagined?: ImaginedTicket;
  /** In the place of the one with its key, or behind all others. */
  readonly draft?: ClockPolicy;
};

export type ExplainedPolicy = Explained & {
  readonly version: number | null;
  /** `noCalendar`: it fits, and names a calendar that is not there or never open. */
  readonly hours: 'noCalendar' | { readonly calendar: string | null; readonly zone: string | null };
  readonly targetSeconds: number | null;
  readonly dueAt: string | null;
};

export type Explanation = {
  readonly today: string;
  readonly facts: ClockFacts;
  readonly policies: readonly ExplainedPolicy[];
};

/** @throws DomainError not_found for a ticket that is not there; invalid_input for a name that nobody has */
export async function explainClocks(work: Work, asked: Asked): Promise<Explanation> {
  const { facts, served, configuration } = asked.ticketId
    ? await ofTicket(work, asked.ticketId)
    : await ofImagined(work, asked.imagined ?? { type: 'incident', priority: 3 });
  const today = dateIn(configuration.zone, work.now);
  const policies = withDraft(configuration.policies, asked.draft);
  const explained = await explainPolicies(
    policies.map(({ policy }) => policy),
    facts,
    today,
  );
  return {
    today,
    facts,
    policies: explained.map((one, index) => ({
      ...one,
      version: policies[index]?.version ?? null,
      ...timesOf(one, served, configuration, work.now),
    })),
  };
}

type Subject = {
  readonly facts: ClockFacts;
  readonly served: Served;
  readonly configuration: Configuration;
};

async function ofTicket(work: Work, id: string): Promise<Subject> {
  const ticket = await work.em.findOne(Ticket, { id });
  if (!ticket) throw new DomainError('not_found', 'There is no such ticket.');
  const { configuration, facts, served, past } = await clockContext(work, ticket);
  const last = (await past({})).at(-1);
  const fresh = clockFacts(work, facts, configuration);
  return { facts: last?.facts ?? fresh, served, configuration };
}

async function ofImagined(work: Work, ticket: ImaginedTicket): Promise<Subject> {
  const configuration = await configurationOf(work);
  const { type, priority, status = 'new', custom = {}, tags = [] } = ticket;
  const named = <T>(
    ref: string | null | undefined,
    field: string,
    resolve: (work: Work, ref: string, pointer: string) => Promise<T>,
  ) => (ref ? resolve(work, ref, `/facts/${field}`) : null);
  const person = await named(ticket.requester, 'requester', resolvePerson);
  const [asks] = person
    ? await work.em.execute<
        { organization: string | null; manager: string | null; zone: string }[]
      >(
        `select o.key as organization, m.email as manager, p.time_zone as zone from person p
         left join organization o on o.id = p.organization_id left join person m on m.id = p.manager_id where p.id = ?`,
        [person.id],
      )
    : [];
  const organization =
    (await named(ticket.organization, 'organization', resolveOrganization))?.key ??
    asks?.organization ??
    null;
  const facts = toFacts({
    id: '',
    number: '',
    title: '',
    description: '',
    source: 'api',
    assignee: null,
    type,
    priority,
    status,
    impact: 2,
    urgency: 2,
    holdReason: null,
    tags,
    custom,
    category: ticket.category ?? null,
    catalogItem: ticket.catalogItem ?? null,
    queue: (await named(ticket.queue, 'queue', resolveQueue))?.key ?? null,
    organization,
    createdAt: work.now,
    dueAt: null,
    configItems: [],
    criticality: null,
    change: type === 'change' ? USUAL_PLAN : null,
    requester: {
      email: person?.email ?? '',
      name: person?.name ?? '',
      organization: asks?.organization ?? null,
      manager: asks?.manager ?? null,
    },
  });
  return {
    facts: clockFacts(work, facts, configuration),
    served: {
      organization,
      requesterOrganization: asks?.organization ?? null,
      requesterZone: asks?.zone ?? null,
    },
    configuration,
  };
}

const clockFacts = (work: Work, facts: TicketFacts, { organizations, zone }: Configuration) =>
  toClockFacts(facts, {
    conversation: { answered: false, awaiting: 'agent' },
    happening: 'opened',
    organizations,
    today: dateIn(zone, work.now),
  });

function withDraft(
  policies: Configuration['policies'],
  draft: ClockPolicy | undefined,
): readonly { readonly policy: ClockPolicy; readonly version: number | null }[] {
  if (!draft) return policies;
  const asked = { policy: draft, version: null };
  return policies.some(({ policy }) => policy.key === draft.key)
    ? policies.map((one) => (one.policy.key === draft.key ? asked : one))
    : [...policies, asked];
}

function timesOf(
  { policy, target }: Explained,
  served: Served,
  configuration: Configuration,
  now: Date,
): Pick<ExplainedPolicy, 'hours' | 'targetSeconds' | 'dueAt'> {
  const chosen = target && chooseHours(policy, target.within, served, configuration);
  const targetSeconds = chosen && target ? targetSecondsOf(target.within, chosen.hours, now) : null;
  if (!chosen || targetSeconds === null)
    return {
      hours: target ? 'noCalendar' : { calendar: null, zone: null },
      targetSeconds: null,
      dueAt: null,
    };
  const at = now.toISOString();
  return {
    hours: { calendar: chosen.calendarKey, zone: chosen.calendarZone },
    targetSeconds,
    dueAt:
      chosen.hours === 'always'
        ? addSeconds(at, targetSeconds)
        : addBusinessSeconds(chosen.hours, at, targetSeconds),
  };
}
