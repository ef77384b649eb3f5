/** Changes as they leave. */
import type { Static } from 'typebox';
import type { Change } from '#domain/changes/change.ts';
import type { Explained } from '#domain/changes/explain.ts';
import { countFound } from '#domain/changes/found.ts';
import type { Gate } from '#domain/changes/gate.ts';
import type { ListedChange } from '#domain/changes/list.ts';
import type { Principal } from '#domain/people/access.ts';
import { TEMPLATE_FIELDS } from '#domain/standard-changes/template.ts';
import { seesInternal } from '#domain/tickets/policy.ts';
import type { TicketRecord } from '#domain/tickets/record.ts';
import { allowedOnChange } from './policy.ts';
import type * as schemas from './schemas.ts';

const personRef = ({ id, name, email }: { id: string; name: string; email: string }) => ({
  id,
  name,
  email,
});

const presentOverrides = ({ overrides }: Change) => overrides.map((one) => ({ ...one }));

export const presentChange = (
  ticket: TicketRecord,
  change: Change,
  principal: Principal,
): Omit<Static<typeof schemas.Change>, 'steps' | 'approvedBy' | 'backingOut'> => ({
  id: ticket.id,
  number: ticket.number,
  title: ticket.title,
  status: ticket.status,
  kind: change.kind,
  plannedFrom: change.plannedFrom,
  plannedTo: change.plannedTo,
  actualFrom: change.actualFrom,
  actualTo: change.actualTo,
  risk: change.risk,
  // What is said about it, and answered, is not said to who asks for help.
  ...(seesInternal(principal, ticket)
    ? { riskBy: change.riskBy, riskReason: change.riskReason, answers: { ...change.answers } }
    : { riskBy: null, riskReason: '', answers: {} }),
  result: change.result,
  impact: change.impact,
  implementation: change.implementation,
  testPlan: change.testPlan,
  communication: change.communication,
  backOut: change.backOut,
  standard: change.standard && { ...change.standard },
  minutes: change.minutes,
  fixed: change.standard ? [...TEMPLATE_FIELDS] : [],
  priority: ticket.priority,
  assignee: ticket.assignee && personRef(ticket.assignee),
  requester: personRef(ticket.requester),
  queue: ticket.queue && { id: ticket.queue.id, key: ticket.queue.key, name: ticket.queue.name },
  items: change.items.map((item) => ({ ...item })),
  overrides: presentOverrides(change),
  version: change.version,
  allowed: allowedOnChange(principal, ticket),
});

export const presentListed = (change: ListedChange): Static<typeof schemas.ListedChange> => ({
  id: change.ticketId,
  number: change.number,
  title: change.title,
  status: change.status,
  kind: change.kind,
  plannedFrom: change.plannedFrom,
  plannedTo: change.plannedTo,
  actualFrom: change.actualFrom,
  actualTo: change.actualTo,
  risk: change.risk,
  result: change.result,
  items: change.items.map((item) => ({ ...item })),
  conflicts: countFound(
    change.found,
    change.overrides.map(({ freeze }) => freeze.id),
  ),
  version: change.version,
});

export const presentConflicts = (
  change: Change,
  span: { readonly from: string | null; readonly to: string | null },
  conflicts: readonly Explained[],
): Static<typeof schemas.Conflicts> => ({
  from: span.from,
  to: span.to,
  items: conflicts.map((one) => ({
    ...one,
    path: [...one.path],
    items: [...one.items],
    windows: [...one.windows],
  })),
  overrides: presentOverrides(change),
});

export const presentGate = (
  change: Change,
  { at, reasons }: Gate,
): Static<typeof schemas.Gate> => ({
  allowed: reasons.length === 0,
  at,
  change: { id: change.ticketId, number: change.number, status: change.status },
  reasons: reasons.map((one) => ({ ...one })),
  overrides: presentOverrides(change),
});
