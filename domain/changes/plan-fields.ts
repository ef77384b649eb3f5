/**
 * The plan of a change as fields of its ticket, `change.kind` and so on: how a process sets them, how histories tell of them,
 * and how a snapshot holds them.
 */
import {
  BEGUN_FACT,
  CHANGE_KINDS,
  EVENT_FACTS,
  eventFact,
  PLAN_FACTS,
  PLAN_FIELD,
  type PlanFact,
  planFact,
  RESULTS,
  RISKS,
} from '#engine/changes/plan.ts';
import { toInstant } from '#engine/instant.ts';
import { isObject, type Json } from '#engine/json.ts';
import { DomainError, type FieldError } from '../errors.ts';
import type { PlanPatch } from './edit-plan.ts';

type Values = { readonly [field: string]: unknown };

const isInstant = (value: unknown): boolean =>
  value === null || (typeof value === 'string' && toInstant(value) !== null);
const CHECKS: Readonly<Record<PlanFact, (value: unknown) => string | null>> = {
  kind: (value) =>
    CHANGE_KINDS.some((kind) => kind === value) ? null : `One of ${CHANGE_KINDS.join(', ')}.`,
  risk: (value) =>
    value === null || RISKS.some((risk) => risk === value)
      ? null
      : `One of ${RISKS.join(', ')}, or nothing.`,
  plannedFrom: (value) => (isInstant(value) ? null : 'An instant (ISO 8601).'),
  plannedTo: (value) => (isInstant(value) ? null : 'An instant (ISO 8601).'),
  result: (value) =>
    value === null || RESULTS.some((result) => result === value)
      ? null
      : `One of ${RESULTS.join(', ')}, or nothing.`,
};

/** What a process sets, in two: fields of the ticket, and its plan; null where nothing of it is set. @throws DomainError invalid_input */
export function splitPlan(set: Values): {
  readonly fields: Values;
  readonly plan: PlanPatch | null;
} {
  const fields: Record<string, unknown> = {};
  const plan: Record<string, unknown> = {};
  const errors: FieldError[] = [];
  for (const [field, value] of Object.entries(set)) {
    if (!field.startsWith(PLAN_FIELD)) {
      fields[field] = value;
      continue;
    }
    const fact = planFact(field);
    // A placeholder that found nothing leaves an empty text.
    const said = value === '' ? null : value;
    const wrong = fact
      ? CHECKS[fact](said)
      : `A plan has no field “${field}” that can be set. It has ${PLAN_FACTS.join(', ')}.`;
    if (wrong) errors.push({ pointer: `/${field}`, detail: wrong });
    else if (fact) plan[fact] = said;
  }
  if (errors.length > 0)
    throw new DomainError('invalid_input', 'The plan of the change is not valid.', { errors });
  return { fields, plan: Object.keys(plan).length > 0 ? (plan as PlanPatch) : null };
}

/** What an event tells of a plan, by the names that fields of the ticket have. */
export const asTicketFields = <T>(changes: {
  readonly [field: string]: T;
}): { [field: string]: T } =>
  Object.fromEntries(
    EVENT_FACTS.flatMap((fact) => {
      const change = changes[fact];
      return change === undefined ? [] : [[`${PLAN_FIELD}${fact}`, change]];
    }),
  );

type Snapshot = { [field: string]: Json };

/** Sets a fact of a ticket’s snapshot, or of the plan in it; what was read of it before stays as it was. */
export function putFact(ticket: Snapshot, field: string, value: Json): void {
  const fact = eventFact(field);
  if (fact === undefined) ticket[field] = value;
  else if (isObject(ticket.change))
    ticket.change = { ...(ticket.change as Snapshot), [fact]: value };
}

/** As a run that has just begun knows it: no step of the plan is begun. No event tells of that. */
export const unbegun = (ticket: Snapshot): Snapshot =>
  isObject(ticket.change)
    ? { ...ticket, change: { ...(ticket.change as Snapshot), [BEGUN_FACT]: [] } }
    : ticket;
