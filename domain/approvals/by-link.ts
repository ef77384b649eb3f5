/** An approval as the addressee of a mail sees and decides it, without signing in: that one, in the stage they were asked in, once. */
import type { ApprovalRound } from '#engine/definition.ts';
import { DomainError } from '../errors.ts';
import type { Principal } from '../people/access.ts';
import { definitionOf, elementOf } from '../processes/definitions.ts';
import { tellPeople } from '../processes/tell-people.ts';
import type { Work } from '../work.ts';
import type { ApprovalRecord } from './approval-record.ts';
import type { LinkTo } from './decision-link.ts';
import { lockApproval } from './lock-approval.ts';
import { getApproval } from './read.ts';
import { tellUndecided } from './tell-undecided.ts';
import { type Ballot, vote } from './vote.ts';

type Addressee = Pick<
  Principal,
  'tenantKey' | 'tenantName' | 'email' | 'name' | 'locale' | 'timeZone'
> & { readonly active: boolean };

/**
 * Whoever the address was sent to, with no permission but to decide.
 * @throws DomainError link_not_valid for who has left
 */
export async function addresseeOf(work: Work, link: LinkTo): Promise<Principal> {
  const [person] = await work.em.execute<Addressee[]>(
    `select t.key as "tenantKey", t.name as "tenantName", p.email, p.name, p.locale, p.time_zone as "timeZone", p.active
     from person p join tenant t on t.id = p.tenant_id where p.id = ?`,
    [link.personId],
  );
  if (!person?.active)
    throw new DomainError('link_not_valid', 'Whoever this was sent to is no longer here.');
  const { active: _, ...rest } = person;
  return {
    ...rest,
    ...{ tenantId: link.tenantId, personId: link.personId, roles: [], permissions: [] },
    ...{ groupIds: [], organizationId: null, organizationIds: [], scopes: ['approval.decide'] },
    ...{ via: 'link', sessionId: null, tokenId: null, csrfToken: null, expiresAt: link.until },
  };
}

export type LinkedApproval = {
  readonly approval: ApprovalRecord;
  /** To who has no account only these facts are shown, and nobody else; null for all. */
  readonly material: readonly string[] | null;
};

/** @throws DomainError not_found, link_used, link_not_valid */
export async function getLinked(
  work: Work,
  principal: Principal,
  link: LinkTo,
): Promise<LinkedApproval> {
  const approval = await getApproval(work, principal, link.approval);
  const own = approval.approvers.find(
    ({ id, actor, stage, decision }) =>
      stage === link.stage &&
      decision !== null &&
      (actor === null ? id : actor.id) === principal.personId,
  );
  const isOver =
    approval.state !== 'open' || approval.round !== link.round || approval.stage !== link.stage;
  if (own && approval.round === link.round)
    throw used('You have decided this already.', {
      ...{ decision: own.decision, decidedAt: own.decidedAt, state: approval.state },
    });
  if (isOver)
    throw used(
      approval.round !== link.round && approval.state === 'open'
        ? 'Everybody was asked again since. The newer mail leads to it.'
        : 'This has been decided without you.',
      { decision: null, decidedAt: null, state: approval.state },
    );
  const round = await roundOf(work, link.approval);
  const isOutside = approval.approvers.some(
    ({ id, outside }) => outside && id === principal.personId,
  );
  if (approval.signature !== null || !(isOutside || round?.decideByLink))
    throw new DomainError('link_not_valid', 'Sign in to decide this.');
  return { approval, material: isOutside ? (round?.askAgainOn ?? []) : null };
}

/**
 * Sends the addressee of an address a new one, once an hour at most, where they are still asked; else nothing. Whoever has
 * the old one learns nothing by it: the new one goes where the old one went.
 */
export async function renewLink(work: Work, principal: Principal, link: LinkTo): Promise<void> {
  const approval = await lockApproval(work, link.approval);
  const { state, round, stage, signature } = approval;
  const rules = await roundOf(work, link.approval);
  const isOutside = approval.approvers.some(
    (one) => one.outside === true && one.person_id === principal.personId,
  );
  const isAsked = state === 'open' && round === link.round && stage === link.stage;
  if (!isAsked || signature !== null || !(isOutside || rules?.decideByLink)) return;
  const hour = work.now.toISOString().slice(0, 13);
  await tellUndecided(work, approval, 'approvalOpened', {
    ...{ only: [principal.personId], renewed: hour },
  });
}

/** @throws DomainError as `getLinked` and `vote` do */
export async function voteByLink(
  work: Work,
  principal: Principal,
  link: LinkTo,
  ballot: Pick<Ballot, 'decision' | 'comment' | 'subjectHash'>,
): Promise<'taken' | 'askedAgain'> {
  const linked = await getLinked(work, principal, link);
  const { name, ticket, run } = linked.approval;
  const { approval, round, stage, personId } = link;
  const taken = await vote(work, principal, approval, { ...ballot, place: { round, stage } });
  if (taken === 'askedAgain') return taken;
  const { locale, timeZone, email } = principal;
  // So that a decision in somebody's name never stays unknown to them.
  await tellPeople(work, {
    ...{ kind: 'approvalByLink', key: `approval:${approval}:${round}.${stage}:byLink` },
    to: [{ id: personId, email, locale, timeZone }],
    about: {
      ...{ subject: ticket ? `${ticket.number} · ${ticket.title}` : name, name, requester: null },
      ...{ text: '', request: '', dueAt: null, link: null, decision: ballot.decision },
    },
    ...{ ticketId: ticket?.id ?? null, runId: run },
  });
  return taken;
}

/** As it was drawn: a newer version of the process changes nothing for what it has asked already. */
async function roundOf(work: Work, id: string): Promise<ApprovalRound | undefined> {
  const [row] = await work.em.execute<{ process: string; version: number; element: string }[]>(
    'select process_id as process, process_version as version, element from approval where id = ?',
    [id],
  );
  if (!row) return undefined;
  const definition = await definitionOf(work, row.process, row.version);
  return elementOf(definition, 'approval', row.element)?.approval;
}

const used = (why: string, values: Readonly<Record<string, unknown>>): DomainError =>
  new DomainError('link_used', why, { values });
