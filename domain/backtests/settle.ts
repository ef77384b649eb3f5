/**
 * What the record makes of what a process sets on a ticket, without a record: the same refusals, and the same that changes
 * with it. It is played by the thousand, so it reads nothing.
 */
import type { Values } from '#engine/backtest/history.ts';
import { isObject, type Json } from '#engine/json.ts';
import type { Settled } from '#engine/rehearsal/index.ts';
import type { PlanPatch } from '../changes/edit-plan.ts';
import { asTicketFields, splitPlan } from '../changes/plan-fields.ts';
import { DomainError, invalid } from '../errors.ts';
import { demandTransition } from '../tickets/life-cycle.ts';
import { mergeCustom, type TicketPatch, toTicketPatch } from '../tickets/patch.ts';
import {
  type Level,
  type Priority,
  priorityFor,
  type Status,
  type TicketType,
} from '../tickets/values.ts';

export type Desk = {
  /** Queues by key and by id. */
  readonly queues: { readonly [ref: string]: string };
};

/** `byHand`: somebody has set the priority, which then follows impact and urgency no more. */
export function settleFor(desk: Desk) {
  return (ticket: Values, set: Values, byHand: boolean): Settled => {
    try {
      const { fields, plan } = splitPlan(set);
      if (plan && ticket.type !== 'change')
        throw new DomainError('not_found', `${ticket.number} is no change.`);
      const patch = toTicketPatch(fields);
      const isByHand = patch.priority === undefined ? byHand : patch.priority !== null;
      return {
        set: {
          ...plain(patch),
          ...follow(ticket, patch, desk, isByHand),
          ...(asTicketFields({ ...plan, ...whose(ticket, plan) }) as Values),
        },
      };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return { refused: { code: error.code, message: error.message } };
    }
  };
}

/** Whose word the risk is then: one that a person has given is not set aside before it comes here. */
const whose = (ticket: Values, plan: PlanPatch | null): Values => {
  if (plan?.risk === undefined) return {};
  const follows = isObject(ticket.change) && ticket.change.riskBy === 'standard';
  return { riskBy: plan.risk === null ? null : follows ? 'standard' : 'rules' };
};

/** What is taken as it comes. */
function plain(patch: TicketPatch): Values {
  const { title, description, category, assignee, tags, impact, urgency, dueAt } = patch;
  const taken: { [field: string]: Json | undefined } = {
    title,
    description,
    category,
    impact,
    urgency,
    assignee: assignee?.toLowerCase() ?? assignee,
    tags: tags && [...new Set(tags)],
    dueAt: dueAt === undefined ? undefined : (dueAt?.toISOString() ?? null),
  };
  return present(taken);
}

function follow(ticket: Values, patch: TicketPatch, desk: Desk, byHand: boolean): Values {
  const { status, holdReason, queue, custom, priority } = patch;
  const before = ticket.status as Status;
  if (status !== undefined && status !== before)
    demandTransition(ticket.type as TicketType, before, status, 'run');
  const now = status ?? before;
  if (holdReason && now !== 'on_hold')
    invalid('/holdReason', 'Only a ticket that is on_hold has a reason for it.');
  const weighed = priority != null || patch.impact !== undefined || patch.urgency !== undefined;
  return present({
    status,
    holdReason: now === 'on_hold' ? (holdReason ?? ticket.holdReason ?? 'other') : null,
    queue: queue == null ? queue : queueOf(desk, queue),
    custom: custom && (mergeCustom(isObject(ticket.custom) ? ticket.custom : {}, custom) as Values),
    priority: weighed || priority === null ? weigh(ticket, patch, byHand) : undefined,
  });
}

function weigh(
  ticket: Values,
  { impact, urgency, priority }: TicketPatch,
  byHand: boolean,
): Priority {
  if (typeof priority === 'number') return priority;
  if (byHand) return ticket.priority as Priority;
  return priorityFor(impact ?? (ticket.impact as Level), urgency ?? (ticket.urgency as Level));
}

function queueOf({ queues }: Desk, ref: string): string {
  const key = Object.hasOwn(queues, ref) ? queues[ref] : undefined;
  if (key === undefined) throw new DomainError('invalid_input', `There is no queue "${ref}".`);
  return key;
}

const present = (values: { readonly [field: string]: Json | undefined }): Values =>
  Object.fromEntries(
    Object.entries(values).flatMap(([field, value]) =>
      value === undefined ? [] : [[field, value]],
    ),
  );
