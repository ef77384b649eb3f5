/**
 * A ticket as it will be opened: its references resolved, its priority and clocks worked out, its triggers matched. Nothing
 * is written here, and for a tenant and people this process knows nothing is asked either.
 */
import type { PlanFacts } from '#engine/changes/plan.ts';
import type { Json } from '#engine/json.ts';
import { usualLevel } from '#engine/priority.ts';
import { nearestDue } from '../clocks/ledger-row.ts';
import { type OpenedClock, openClocks } from '../clocks/open-clocks.ts';
import { remainingBy } from '../clocks/remaining.ts';
import { type Configuration, configurationOf } from '../configuration.ts';
import { invalid } from '../errors.ts';
import { newId } from '../ids.ts';
import { matchTriggers, type RunStart } from '../processes/triggers.ts';
import { toFacts } from '../tickets/facts.ts';
import { aboutFacts } from '../tickets/opening-facts.ts';
import type { TicketClock, TicketRecord } from '../tickets/record.ts';
import { type KeyRef, resolveOrganization } from '../tickets/references.ts';
import { type Level, type Priority, priorityFor, type TicketType } from '../tickets/values.ts';
import type { Work } from '../work.ts';
import { type KnownPerson, knownPerson } from './known-person.ts';

export type NewTicket = {
  readonly type: TicketType;
  readonly title: string;
  readonly description?: string;
  readonly impact?: Level;
  readonly urgency?: Level;
  readonly priority?: Priority;
  readonly category?: string | null;
  /** A key or an id. */
  readonly queue?: string | null;
  /** An address or an id. */
  readonly assignee?: string | null;
  /** An address or an id; the actor, where it is a person, when not given. */
  readonly requester?: string;
  readonly organization?: string | null;
  /** Only where no clock says when it is due. */
  readonly dueAt?: Date | null;
  readonly tags?: readonly string[];
  readonly custom?: Readonly<Record<string, unknown>>;
  readonly source?: string;
  readonly catalogItem?: string | null;
  /** How a change is planned, as what begins with it sees it; whoever opens it plans it in the same transaction. */
  readonly change?: Partial<PlanFacts>;
  /** Keys of what it is about, likewise. */
  readonly configItems?: readonly string[];
  /** First variables of the runs it starts: the values of a catalog request. */
  readonly variables?: { readonly [name: string]: Json };
};

export type TicketDraft = {
  readonly configuration: Configuration;
  readonly requester: KnownPerson;
  readonly ticket: Omit<TicketRecord, 'number'> & { readonly description: string };
  readonly priorityByHand: boolean;
  readonly runs: readonly RunStart[];
  readonly clocks: readonly OpenedClock[];
};

export async function draftTicket(work: Work, input: NewTicket): Promise<TicketDraft> {
  const configuration = await configurationOf(work);
  const requester = await knownPerson(work, input.requester ?? actorOf(work), '/requester');
  const assignee = input.assignee ? await knownPerson(work, input.assignee, '/assignee') : null;
  const queue = input.queue
    ? (configuration.queues.get(input.queue) ??
      invalid('/queue', `There is no queue "${input.queue}".`))
    : null;
  const organization = await organizationFor(work, input, requester);
  const { impact = usualLevel(input.type), urgency = usualLevel(input.type) } = input;
  const priority = input.priority ?? priorityFor(impact, urgency);
  const plain: TicketDraft['ticket'] = {
    id: newId(),
    type: input.type,
    title: input.title,
    description: input.description ?? '',
    status: 'new',
    holdReason: null,
    impact,
    urgency,
    priority,
    category: input.category ?? null,
    queue,
    assignee,
    requester,
    organization,
    tags: [...new Set(input.tags)],
    custom: { ...input.custom },
    source: input.source ?? 'api',
    catalogItem: input.catalogItem ?? null,
    dueAt: input.dueAt ?? null,
    clock: null,
    promise: null,
    resolvedAt: null,
    closedAt: null,
    createdAt: work.now,
    updatedAt: work.now,
    version: 1,
  };
  const facts = toFacts({
    ...plain,
    number: '',
    queue: queue?.key ?? null,
    assignee: assignee?.email ?? null,
    organization: organization?.key ?? null,
    ...(await aboutFacts(work, input)),
    requester: { ...requester, organization: requester.organization?.key ?? null },
  });
  const opened = { id: plain.id, facts, organization: organization?.id ?? null };
  const clocks = openClocks(work, configuration, opened, requester);
  if (input.dueAt && clocks.length > 0) invalid('/dueAt', 'Its clocks say when it is due.');
  const dueAt = input.dueAt ?? nearestDue(clocks);
  const nearest = dueAt && clocks.find((clock) => clock.dueAt?.getTime() === dueAt.getTime());
  const ticket: TicketDraft['ticket'] = {
    ...plain,
    dueAt,
    clock: nearest
      ? {
          name: nearest.name,
          state: nearest.state as TicketClock['state'],
          standing: nearest.standing as TicketClock['standing'],
          dueAt: nearest.dueAt,
          remainingSeconds: nearest.targetSeconds,
          asOf: work.now,
          hours: (await remainingBy(work, [nearest]))(nearest).hours,
        }
      : null,
  };
  const runs = await matchTriggers(configuration.triggers, facts, {
    tenantId: work.tenantId,
    ticketId: ticket.id,
    at: work.now.toISOString(),
    catalogItem: ticket.catalogItem,
    variables: input.variables,
    startedBy: work.actor.kind === 'person' ? work.actor.id : null,
  });
  return {
    configuration,
    requester,
    ticket,
    priorityByHand: input.priority !== undefined,
    runs,
    clocks,
  };
}

function actorOf(work: Work): string {
  return work.actor.kind === 'person' ? work.actor.id : invalid('/requester', 'Say who it is for.');
}

async function organizationFor(
  work: Work,
  input: NewTicket,
  requester: KnownPerson,
): Promise<KeyRef | null> {
  if (input.organization === undefined) return requester.organization;
  return input.organization === null
    ? null
    : resolveOrganization(work, input.organization, '/organization');
}
