/** An approval as it leaves, with what the caller may do with it. */
import type { Static } from 'typebox';
import { allowedOnApproval, seesWhy, speaksFor, standings } from '#domain/approvals/allowed.ts';
import type { Again, ApprovalRecord, ApproverRecord } from '#domain/approvals/approval-record.ts';
import type { LinkedApproval } from '#domain/approvals/by-link.ts';
import { changesBetween } from '#domain/approvals/material.ts';
import { seenOutside } from '#domain/approvals/outsiders.ts';
import type { Principal } from '#domain/people/access.ts';
import { PLAN_FACTS } from '#engine/changes/plan.ts';
import { isObject } from '#engine/json.ts';
import { toIso, toIsoOrNull } from '../instants.ts';
import type { Approval, ApprovalByLink } from './schemas.ts';

export function presentApproval(
  approval: ApprovalRecord,
  principal: Principal,
): Static<typeof Approval> {
  const { id, ticket, run, process, element, name, message, state, stage, round } = approval;
  const { subject, subjectHash, signature, version } = approval;
  const isTold = seesWhy(principal, approval);
  return {
    id,
    ticket,
    run,
    process,
    element,
    name,
    state,
    message: isTold ? message : '',
    dueAt: toIsoOrNull(approval.dueAt),
    openedAt: toIso(approval.openedAt),
    decidedAt: toIsoOrNull(approval.decidedAt),
    outdated: approval.outdated,
    sinceApproved: isTold ? sinceApproved(approval) : null,
    stages: presentStages(approval),
    stage,
    round,
    approvers: approval.approvers.map((one) => presentApprover(one, approval)),
    subject: { ticket: {}, requester: {}, variables: {}, ...(isTold ? subject : inShort(subject)) },
    people: isTold ? approval.people.map(named) : [],
    subjectHash,
    signature,
    pausedAt: toIsoOrNull(approval.pausedAt),
    askedAgain: approval.askedAgain && presentAgain(approval.askedAgain),
    questions: approval.questions.map(({ askedBy, askedAt, answeredBy, answeredAt, ...rest }) => ({
      ...rest,
      askedBy: named(askedBy),
      askedAt: toIso(askedAt),
      answeredBy: answeredBy && named(answeredBy),
      answeredAt: toIsoOrNull(answeredAt),
    })),
    earlier: approval.earlier.map(({ endedAt, why, votes, ...rest }) => ({
      ...rest,
      endedAt: toIso(endedAt),
      why: presentAgain(why),
      votes: votes.map(({ voter, actor, at, outside, decision, comment, signed }) => ({
        voter: named(voter),
        actedBy: actor && named(actor),
        outside,
        decision,
        comment,
        signed,
        at: toIso(at),
      })),
    })),
    speaksFor: speaksFor(principal, approval).map(named),
    version,
    allowed: allowedOnApproval(principal, approval),
  };
}

/** What is decided on, without what is known of its risk and what a process has made of it. */
const inShort = (subject: ApprovalRecord['subject']) => {
  const ticket = isObject(subject.ticket) ? subject.ticket : {};
  const { change } = ticket;
  if (!isObject(change)) return { ...subject, variables: {} };
  const told = PLAN_FACTS.flatMap((fact) => (fact in change ? [[fact, change[fact]]] : []));
  return { ...subject, variables: {}, ticket: { ...ticket, change: Object.fromEntries(told) } };
};

const PLAN = [
  ...['kind', 'risk', 'plannedFrom', 'plannedTo', 'steps', 'texts'].map(
    (fact) => `ticket.change.${fact}`,
  ),
  'ticket.configItems',
];

const sinceApproved = ({ approvedBefore, subject }: ApprovalRecord) =>
  approvedBefore && changesBetween(approvedBefore, subject, PLAN).map((one) => ({ ...one }));

/** By the address in a mail one may decide and no more; who has no account sees themselves, and what is decided. */
export function presentLinked(
  { approval, material, subjectHash }: LinkedApproval,
  principal: Principal,
): Static<typeof ApprovalByLink> {
  const all = presentApproval(approval, principal);
  const allowed = all.allowed.filter((act) => act === 'decide');
  if (material === null) return { ...all, allowed };
  const { id, ticket, name, message, state, stage, round, version, askedAgain } = all;
  return {
    id,
    ticket,
    name,
    message,
    state,
    stage,
    round,
    version,
    allowed,
    subjectHash,
    dueAt: all.dueAt,
    openedAt: all.openedAt,
    decidedAt: all.decidedAt,
    outdated: all.outdated,
    sinceApproved: null,
    signature: null,
    pausedAt: all.pausedAt,
    approvers: all.approvers.filter(({ email }) => email === principal.email),
    subject: {
      ticket: {},
      requester: {},
      variables: {},
      ...seenOutside(approval.subject, material),
    },
    askedAgain: askedAgain && { changed: askedAgain.changed, by: null, reason: null },
    stages: [],
    people: [],
    questions: [],
    earlier: [],
    speaksFor: [],
  };
}

const presentStages = (approval: ApprovalRecord): Static<typeof Approval>['stages'] =>
  standings(approval).map(({ id, name, state, groups, enough, deciding = [] }) => ({
    id,
    name,
    state,
    groups: groups.map(({ seats, ...group }) => ({
      ...group,
      seats: seats.map(({ seat, weight = 1, veto = false }) => ({ seat, weight, veto })),
    })),
    enough: (enough ?? [groups.map((group) => group.id)]).map((ids) => [...ids]),
    deciding: [...deciding],
  }));

const presentAgain = ({ changed, by, reason }: Again) => ({
  changed: changed && [...changed],
  reason,
  by: by && named(by),
});

function presentApprover(
  {
    id,
    email,
    name,
    decision,
    comment,
    decidedAt,
    signed,
    outside,
    via,
    stage,
    seat,
    actor,
  }: ApproverRecord,
  { standIns, stage: asked }: ApprovalRecord,
) {
  const mine = stage === asked ? standIns.filter(({ for_id }) => for_id === id) : [];
  return {
    email,
    name,
    outside,
    decision,
    comment,
    signed,
    via,
    stage,
    seat,
    decidedAt: toIsoOrNull(decidedAt),
    actedBy: actor && named(actor),
    standIns: mine.map(named),
    away: mine.some(({ away }) => away),
  };
}

export const named = ({ email, name }: { readonly email: string; readonly name: string }) => ({
  email,
  name,
});
