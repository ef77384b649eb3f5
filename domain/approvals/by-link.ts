/** An approval as the addressee of a mail sees and decides it, without signing in: that one, in the stage they were asked in, once. */
import type { ApprovalRound } from '#engine/definition.ts';
import { DomainError } from '../errors.ts';
import type { Principal } from '../people/access.ts';
import { definitionOf, elementOf } from '../processes/definitions.ts';
import { tellPeople } from '../processes/tell-people.ts';
import type { Work } from '../work.ts';
import type { ApprovalRecord } from './approval-record.ts';
import { demandInTime, type LinkTo, mailboxOf } from './decision-link.ts';
import { lockApproval } from './lock-approval.ts';
import { blindHash } from './outsiders.ts';
import { getApproval } from './read.ts';
import { tellUndecided } from './tell-undecided.ts';
import { type Ballot, changedSince, vote } from './vote.ts';

type Addressee = Pick<
  Principal,
  'tenantKey' | 'tenantName' | 'email' | 'name' | 'locale' | 'timeZone'
> & { readonly active: boolean; readonly outside: boolean };

const GONE = 'Whoever this was sent to is no longer here.';

/**
 * Whoever the address was sent to, with no permission but to decide.
 * @throws DomainError link_not_valid for who has left, or has another address since
 */
export async function addresseeOf(work: Work, link: LinkTo): Promise<Principal> {
  const [person] = await work.em.execute<Addressee[]>(
    `select t.key as "tenantKey", t.name as "tenantName", p.email, p.name, p.locale, p.time_zone as "timeZone", p.active, p.outside
     from person p join tenant t on t.id = p.tenant_id where p.id = ?`,
    [link.personId],
  );
  if (!person) throw new DomainError('link_not_valid', GONE);
  const { active, outside, ...rest } = person;
  const values = { outside };
  if (!active) throw new DomainError('link_not_valid', GONE, { values });
  if (mailboxOf(rest.email) !== link.mailbox)
    throw new DomainError(
      'link_not_valid',
      `Whoever this was sent to has another address since. ${outside ? 'The mails that went there lead to it.' : 'Sign in to decide this.'}`,
      { values },
    );
  return {
    ...rest,
    tenantId: link.tenantId,
    personId: link.personId,
    roles: [],
    permissions: [],
    groupIds: [],
    organizationId: null,
    organizationIds: [],
    scopes: ['approval.decide'],
    via: 'link',
    sessionId: null,
    tokenId: null,
    csrfToken: null,
    expiresAt: link.until,
  };
}

export type LinkedApproval = {
  readonly approval: ApprovalRecord;
  /** To who has no account only these facts are shown, and nobody else; null for all. */
  readonly material: readonly string[] | null;
  /** By which they say what they have seen. */
  readonly subjectHash: string;
};

/** @throws DomainError not_found, link_expired, link_used, link_not_valid */
export async function getLinked(
  work: Work,
  principal: Principal,
  link: LinkTo,
): Promise<LinkedApproval> {
  const outside = await isOutsider(work, principal);
  demandInTime(link, work.now, outside);
  await demandStillAsked(work, principal, link, outside);
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
      decision: own.decision,
      decidedAt: own.decidedAt,
      state: approval.state,
      outside,
    });
  if (isOver)
    throw used(
      approval.round !== link.round && approval.state === 'open'
        ? 'Everybody was asked again since. The newer mail leads to it.'
        : approval.state === 'cancelled'
          ? 'This was called off.'
          : 'This has been decided without you.',
      { decision: null, decidedAt: null, state: approval.state, outside },
    );
  const round = await roundOf(work, link.approval);
  const isOutside = approval.approvers.some(
    ({ id, outside }) => outside && id === principal.personId,
  );
  if (approval.signature !== null || !(isOutside || round?.decideByLink))
    throw new DomainError('link_not_valid', 'Sign in to decide this.', { values: { outside } });
  return isOutside
    ? {
        approval,
        material: round?.askAgainOn ?? [],
        subjectHash: blindHash(work.keys, approval.subjectHash),
      }
    : { approval, material: null, subjectHash: approval.subjectHash };
}

/** Who has no account cannot sign in, and is not told to. */
async function isOutsider(work: Work, { personId }: Principal): Promise<boolean> {
  const [person] = await work.em.execute<{ outside: boolean }[]>(
    'select outside from person where id = ?',
    [personId],
  );
  return person?.outside === true;
}

/** Where everybody was asked again and they were not among them. @throws DomainError link_used */
async function demandStillAsked(
  work: Work,
  { personId }: Principal,
  link: LinkTo,
  outside: boolean,
): Promise<void> {
  const [gone] = await work.em.execute<{ state: string }[]>(
    `select a.state from approval a where a.id = ? and a.round <> ?
       and not exists (select from approver w where w.approval_id = a.id and w.round = a.round and w.person_id = ?)`,
    [link.approval, link.round, personId],
  );
  if (gone)
    throw used('You are not asked any more.', {
      decision: null,
      decidedAt: null,
      state: gone.state,
      outside,
    });
}

/**
 * Asks the addressee of an address once more by mail, once in each hour at most, where they are still asked; else nothing. Whoever has
 * the old one learns nothing by it: the new one goes where the old one went.
 */
export async function renewLink(work: Work, principal: Principal, link: LinkTo): Promise<void> {
  const approval = await lockApproval(work, link.approval);
  const { state, round, stage } = approval;
  if (state !== 'open' || round !== link.round || stage !== link.stage) return;
  const hour = work.now.toISOString().slice(0, 13);
  await tellUndecided(work, approval, 'approvalOpened', {
    only: [principal.personId],
    renewed: hour,
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
  if (ballot.subjectHash !== linked.subjectHash) throw changedSince();
  const { subjectHash } = linked.approval;
  const place = { round, stage };
  const taken = await vote(work, principal, approval, { ...ballot, subjectHash, place });
  if (taken === 'askedAgain') return taken;
  const { locale, timeZone, email, tenantName: tenant } = principal;
  // So that a decision in somebody's name never stays unknown to them.
  await tellPeople(work, {
    kind: 'approvalByLink',
    key: `approval:${approval}:${round}.${stage}:byLink`,
    to: [{ id: personId, email, locale, timeZone, outside: linked.material !== null }],
    about: {
      subject: ticket ? `${ticket.number} · ${ticket.title}` : name,
      name,
      requester: null,
      text: '',
      request: '',
      dueAt: null,
      link: null,
      decision: ballot.decision,
      ...(linked.material === null ? {} : { tenant }),
    },
    ticketId: ticket?.id ?? null,
    runId: run,
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
