/**
 * Opens a ticket: its row, its event, the runs its triggers start, its clocks, and what the relay must deliver, all in ONE
 * statement (`open_ticket` in the database), since round trips decide what a write costs. Outside a transaction that
 * statement is its own; inside one it is part of it. What it needs to know beforehand comes from copies this process keeps,
 * and the statement refuses copies that are out of date.
 */
import type { Json } from '#engine/json.ts';
import { causeOf } from '../clocks/follow.ts';
import { earliest, type PlannedClock, planClocks } from '../clocks/plan.ts';
import { type Configuration, configurationOf, forgetConfiguration } from '../configuration.ts';
import { DomainError, invalid } from '../errors.ts';
import { fingerprint } from '../events/record.ts';
import { newId } from '../ids.ts';
import { matchTriggers, type RunStart } from '../processes/triggers.ts';
import { personKey } from '../seals/person-keys.ts';
import { toFacts } from '../tickets/facts.ts';
import type { TicketRecord } from '../tickets/record.ts';
import { type KeyRef, resolveOrganization } from '../tickets/references.ts';
import { type Level, type Priority, priorityFor, type TicketType } from '../tickets/values.ts';
import { forkFor, type Store, type Who, type Work } from '../work.ts';
import { forgetPeople, type KnownPerson, knownPerson } from './known-person.ts';

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
  /** First variables of the runs it starts: the values of a catalog request. */
  readonly variables?: { readonly [name: string]: Json };
};

export type OpenedTicket = { readonly ticket: TicketRecord; readonly runs: readonly RunStart[] };

/** Copies may turn out to be old; more often than this in a row they do not. */
const TRIES = 3;
const STALE = 'PD001';

/** Opens a ticket without a transaction of one's own: one round trip once the process knows the tenant. */
export async function openTicketAtOnce(
  store: Store,
  who: Who,
  input: NewTicket,
): Promise<OpenedTicket> {
  const work: Work = {
    em: forkFor(store.orm, who.tenantId),
    ...who,
    now: store.clock(),
    keys: store.keys,
    sent: { value: false },
  };
  const opened = await openTicket(work, input);
  if (work.sent.value) store.wake();
  return opened;
}

/** @throws DomainError invalid_input; stale_configuration when the configuration keeps changing underneath */
export async function openTicket(work: Work, input: NewTicket): Promise<OpenedTicket> {
  // People and settings that this transaction has made but not yet written are needed by the statement.
  if (work.em.isInTransaction()) await work.em.flush();
  for (let attempt = 1; ; attempt += 1) {
    const draft = await prepare(work, input);
    try {
      const number = await insert(work, draft);
      work.sent.value ||= draft.runs.length > 0 || draft.clocks.length > 0;
      return { ticket: { ...draft.ticket, number }, runs: draft.runs };
    } catch (error) {
      if ((error as { code?: string }).code !== STALE) throw error;
      forgetConfiguration(work);
      forgetPeople(work);
      // A failed statement has ended the transaction around it: only its owner can begin anew.
      if (attempt >= TRIES || work.em.isInTransaction()) {
        throw new DomainError(
          'stale_configuration',
          'The configuration changed while the ticket was being opened. Send it again.',
          { cause: error },
        );
      }
    }
  }
}

type Draft = {
  readonly configuration: Configuration;
  readonly requester: KnownPerson;
  readonly ticket: Omit<TicketRecord, 'number'> & { readonly description: string };
  readonly priorityByHand: boolean;
  readonly runs: readonly RunStart[];
  readonly clocks: readonly PlannedClock[];
};

async function prepare(work: Work, input: NewTicket): Promise<Draft> {
  const configuration = await configurationOf(work);
  const requester = await knownPerson(work, input.requester ?? actorOf(work), '/requester');
  const assignee = input.assignee ? await knownPerson(work, input.assignee, '/assignee') : null;
  const queue = input.queue
    ? (configuration.queues.get(input.queue) ??
      invalid('/queue', `There is no queue "${input.queue}".`))
    : null;
  const organization = await organizationFor(work, input, requester);
  const { impact = 3, urgency = 3 } = input;
  const priority = input.priority ?? priorityFor(impact, urgency);
  const clocks = planClocks(
    configuration.policies,
    configuration.calendars,
    { type: input.type, priority },
    work.now,
  );
  if (input.dueAt && clocks.length > 0) invalid('/dueAt', 'Its clocks say when it is due.');
  const dueAt = input.dueAt ?? earliest(clocks.map((clock) => clock.dueAt));
  const nearest = clocks.find((clock) => clock.dueAt?.getTime() === dueAt?.getTime());
  const ticket: Draft['ticket'] = {
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
    dueAt,
    clock: nearest
      ? { state: 'running', dueAt: nearest.dueAt, remainingSeconds: nearest.targetSeconds }
      : null,
    resolvedAt: null,
    closedAt: null,
    createdAt: work.now,
    updatedAt: work.now,
    version: 1,
  };
  const facts = toFacts({
    ...ticket,
    number: '',
    queue: queue?.key ?? null,
    assignee: assignee?.email ?? null,
    organization: organization?.key ?? null,
    requester: { ...requester, organization: requester.organization?.key ?? null },
  });
  const runs = await matchTriggers(configuration.triggers, facts, {
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

async function insert(work: Work, draft: Draft): Promise<string> {
  const { ticket, requester, runs, clocks } = draft;
  const key = await personKey(work, requester.id);
  const personal = {
    title: { before: null, after: ticket.title },
    description: { before: null, after: ticket.description },
  };
  const told = {
    type: ticket.type,
    status: ticket.status,
    impact: ticket.impact,
    urgency: ticket.urgency,
    priority: ticket.priority,
    category: ticket.category,
    queue: ticket.queue?.id ?? null,
    assignee: ticket.assignee?.id ?? null,
    requester: requester.id,
    organization: ticket.organization?.id ?? null,
    dueAt: ticket.dueAt,
  };
  const changes: Record<string, { before: null; after: unknown }> = {};
  for (const [field, after] of Object.entries(told))
    if (after !== null) changes[field] = { before: null, after };
  for (const [field, change] of Object.entries(personal))
    changes[field] = { before: null, after: fingerprint(key.bytes, change.after) };
  const payload = {
    tenant: work.tenantId,
    revision: draft.configuration.revision,
    requesterVersion: requester.version,
    at: work.now,
    ticket: {
      ...ticket,
      priorityByHand: draft.priorityByHand,
      queueId: ticket.queue?.id ?? null,
      assigneeId: ticket.assignee?.id ?? null,
      requesterId: requester.id,
      organizationId: ticket.organization?.id ?? null,
    },
    event: {
      id: newId(),
      actorKind: work.actor.kind,
      actorId: work.actor.id,
      causeKind: work.cause.kind,
      causeId: work.cause.id,
      causeLabel: work.cause.label,
      changes,
      data: {
        source: ticket.source,
        runs: runs.map((run) => ({
          id: run.id,
          process: run.process_key,
          version: run.process_version,
        })),
      },
    },
    sealed: key.seal(personal).toString('base64'),
    runs,
    clocks,
    clockCause: { ...causeOf(work), status: ticket.status },
    wakeAt: earliest(clocks.flatMap((clock) => [clock.warnAt, clock.dueAt])),
  };
  const em = work.em.isInTransaction() ? work.em : bare(work);
  const rows = await em.execute<{ number: string }[]>('select open_ticket(?) as number', [
    JSON.stringify(payload),
  ]);
  return rows[0]?.number ?? invalid('', 'invariant: open_ticket returns a number');
}

/** The statement sets the tenant itself: a session context would cost three more round trips. */
function bare(work: Work): Work['em'] {
  const em = work.em.fork() as Work['em'];
  em.clearSessionContext();
  return em;
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
