/**
 * What an approver decides on, as it was when they were asked. Votes carry its hash, so that a decision can be shown to
 * have been about this and nothing else.
 */
import { createHash } from 'node:crypto';
import { canonicalJson } from '#engine/canonical.ts';
import type { JsonObject } from '#engine/json.ts';
import type { Facts } from '../processes/facts.ts';

/** Fields that change while a ticket is worked and are no part of what is asked for. */
const PASSING = ['id', 'status', 'holdReason', 'queue', 'assignee', 'dueAt', 'createdAt', 'source'];

export type ApprovalSubject = {
  readonly ticket: JsonObject;
  readonly requester: JsonObject;
  readonly variables: JsonObject;
};

/** `material`: facts that the process calls so; they are part of it even where they pass. */
export function subjectOf(
  { ticket, requester, variables }: Facts,
  material: readonly string[] = [],
): ApprovalSubject {
  const lasting = Object.entries(ticket).filter(
    ([field]) => !PASSING.includes(field) || material.includes(`ticket.${field}`),
  );
  return { ticket: Object.fromEntries(lasting), requester, variables };
}

export const hashSubject = (subject: ApprovalSubject): string =>
  createHash('sha256').update(canonicalJson(subject)).digest('hex');
