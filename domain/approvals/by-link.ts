/** An approval as the addressee of a mail sees and decides it, without signing in: that one, in the stage they were asked in, once. */
import { DomainError } from '../errors.ts';
import type { Principal } from '../people/access.ts';
import { definitionOf, elementOf } from '../processes/definitions.ts';
import { tellPeople } from '../processes/tell-people.ts';
import type { Work } from '../work.ts';
import type { ApprovalRecord } from './approval-record.ts';
import type { LinkTo } from './decision-link.ts';
import { getApproval } from './read.ts';
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

/** @throws DomainError not_found, link_used */
export async function getLinked(
  work: Work,
  principal: Principal,
  link: LinkTo,
): Promise<ApprovalRecord> {
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
  if (approval.signature !== null || !(await mayByLink(work, link.approval)))
    throw new DomainError('link_not_valid', 'Sign in to decide this.');
  return approval;
}

/** @throws DomainError as `getLinked` and `vote` do */
export async function voteByLink(
  work: Work,
  principal: Principal,
  link: LinkTo,
  ballot: Pick<Ballot, 'decision' | 'comment' | 'subjectHash'>,
): Promise<'taken' | 'askedAgain'> {
  const { name, ticket, run } = await getLinked(work, principal, link);
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

/** A newer version of the process changes nothing for what it has asked already. */
async function mayByLink(work: Work, id: string): Promise<boolean> {
  const [row] = await work.em.execute<{ process: string; version: number; element: string }[]>(
    'select process_id as process, process_version as version, element from approval where id = ?',
    [id],
  );
  if (!row) return false;
  const definition = await definitionOf(work, row.process, row.version);
  return elementOf(definition, 'approval', row.element)?.approval.decideByLink === true;
}

const used = (why: string, values: Readonly<Record<string, unknown>>): DomainError =>
  new DomainError('link_used', why, { values });
