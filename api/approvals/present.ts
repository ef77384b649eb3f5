/** An approval as it leaves, with what the caller may do with it. */
import type { Static } from 'typebox';
import { type ApprovalRecord, allowedOnApproval } from '#domain/approvals/read.ts';
import type { Principal } from '#domain/people/access.ts';
import { toIso, toIsoOrNull } from '../instants.ts';
import type { Approval } from './schemas.ts';

export function presentApproval(
  approval: ApprovalRecord,
  principal: Principal,
): Static<typeof Approval> {
  const {
    id,
    ticket,
    run,
    process,
    element,
    name,
    message,
    mode,
    needed,
    state,
    subject,
    subjectHash,
    version,
  } = approval;
  return {
    id,
    ticket,
    run,
    process,
    element,
    name,
    message,
    mode,
    needed,
    state,
    dueAt: toIsoOrNull(approval.dueAt),
    openedAt: toIso(approval.openedAt),
    decidedAt: toIsoOrNull(approval.decidedAt),
    approvers: approval.approvers.map(
      ({ email, name: called, decision, comment, decidedAt, via }) => ({
        email,
        name: called,
        decision,
        comment,
        decidedAt: toIsoOrNull(decidedAt),
        via,
      }),
    ),
    subject: { ticket: {}, requester: {}, variables: {}, ...subject },
    subjectHash,
    version,
    allowed: allowedOnApproval(principal, approval),
  };
}
