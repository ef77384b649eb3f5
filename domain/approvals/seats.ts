/**
 * For which seats somebody may speak: their own, those they were asked at in place of somebody, and those of whom they stand in
 * for. Where heads are counted one person is one head in a group, unless nobody else could take the seat; where all must agree
 * one may speak for several. Whoever has spoken in an earlier stage stands in for nobody later.
 */
import { DomainError } from '../errors.ts';
import type { Principal } from '../people/access.ts';
import {
  type LockedApproval,
  type LockedApprover,
  stageOf,
  voicesBefore,
  votesNow,
} from './lock-approval.ts';

/** A seat, whose vote it is, and whether somebody else casts it. */
export type Voice = { readonly seat: number; readonly voterId: string; readonly isOwn: boolean };

export type Seated = Pick<
  LockedApproval,
  | 'approvers'
  | 'votes'
  | 'stand_ins'
  | 'stages'
  | 'stage'
  | 'state'
  | 'requester_id'
  | 'self_approval'
  | 'repeat_voters'
>;

/** At a seat where nobody but the requester could be asked. */
export const OWN_ALLOWED = 'fallback:only_requester';

/** The seats this person may speak for now, their own first; narrowed to one person’s where that is asked. */
export function voicesOf(approval: Seated, personId: string, forId?: string): readonly Voice[] {
  if (approval.state !== 'open') return [];
  const heads = new Heads(approval, personId);
  const open = approval.approvers.filter(
    ({ stage, seat }) => stage === approval.stage && !heads.decided.has(seat),
  );
  const voices: Voice[] = [];
  const take = (seat: number, voterId: string, isOwn: boolean) => {
    heads.taken.add(seat);
    voices.push({ seat, voterId, isOwn });
  };
  const wanted = (id: string) => forId === undefined || forId === id;
  const own = open.filter(({ person_id }) => person_id === personId && wanted(personId));
  // Their own before the seats they were asked at in place of somebody.
  for (const one of [...own.filter(isPlain), ...own.filter((each) => !isPlain(each))])
    if (mayDecideOwn(approval, personId, one) && !heads.isSecond(one.seat, !isPlain(one)))
      take(one.seat, personId, true);
  if (!mayStandIn(approval, personId)) return voices;
  for (const { seat, person_id } of open) {
    if (person_id === personId || !wanted(person_id) || heads.taken.has(seat)) continue;
    if (standsIn(approval, personId, person_id) && !heads.isSecond(seat, false))
      take(seat, person_id, false);
  }
  return voices;
}

const isPlain = ({ via }: LockedApprover): boolean => !via?.startsWith('fallback:');

const mayDecideOwn = (
  { requester_id, self_approval }: Seated,
  personId: string,
  { via }: LockedApprover,
): boolean => personId !== requester_id || self_approval || via === OWN_ALLOWED;

/** Whether somebody may speak for anybody else here at all. */
export const mayStandIn = (
  approval: Pick<Seated, 'requester_id' | 'self_approval' | 'repeat_voters' | 'votes' | 'stage'>,
  personId: string,
): boolean =>
  (personId !== approval.requester_id || approval.self_approval) &&
  (approval.repeat_voters || !voicesBefore(approval).has(personId));

const standsIn = ({ stand_ins }: Seated, personId: string, forId: string): boolean =>
  stand_ins.some((one) => one.for_id === forId && one.person_id === personId);

/** What one person has a voice at already, held against the groups that count heads. */
class Heads {
  readonly taken: Set<number>;
  readonly decided: ReadonlySet<number>;
  readonly #groups: readonly ReadonlySet<number>[];
  readonly #approval: Seated;
  readonly #personId: string;

  constructor(approval: Seated, personId: string) {
    const votes = votesNow(approval);
    this.#approval = approval;
    this.#personId = personId;
    this.#groups = stageOf(approval)
      .groups.filter(({ mode }) => mode !== 'all' && mode !== 'any')
      .map(({ seats }) => new Set(seats.map(({ seat }) => seat)));
    this.decided = new Set(votes.map(({ seat }) => seat));
    const plain = approval.approvers.filter(
      (one) => one.stage === approval.stage && one.person_id === personId && isPlain(one),
    );
    this.taken = new Set([
      ...votes.filter(({ actor_id }) => actor_id === personId).map(({ seat }) => seat),
      ...plain.map(({ seat }) => seat),
    ]);
  }

  /** A second head in a group; `unlessAlone`: not where nobody else could take the seat. */
  isSecond(seat: number, unlessAlone: boolean): boolean {
    const group = this.#groups.find(
      (seats) => seats.has(seat) && [...this.taken].some((one) => one !== seat && seats.has(one)),
    );
    return group !== undefined && !(unlessAlone && !this.#hasOther(seat, group));
  }

  #hasOther(seat: number, group: ReadonlySet<number>): boolean {
    const { approvers, stage } = this.#approval;
    const now = approvers.filter((one) => one.stage === stage && one.active);
    const isHead = (id: string) =>
      votesNow(this.#approval).some((vote) => vote.actor_id === id && group.has(vote.seat)) ||
      now.some((one) => one.person_id === id && group.has(one.seat) && isPlain(one));
    return now.some(
      (one) => one.seat === seat && one.person_id !== this.#personId && !isHead(one.person_id),
    );
  }
}

/** Being asked is enough to decide: an approver needs no role. A token must have been given the permission. */
export const mayVote = (principal: Principal, approval: Seated): boolean =>
  refusalOf(principal, approval, voicesOf(approval, principal.personId)) === null;

export function refusalOf(
  { personId, scopes }: Principal,
  approval: Seated,
  voices: readonly Voice[],
): DomainError | null {
  const { approvers, votes, state, requester_id, self_approval, stand_ins } = approval;
  if (scopes !== null && !scopes.includes('approval.decide'))
    return new DomainError('not_permitted', 'This token may not decide approvals.');
  if (voices.length > 0) return null;
  const hasSpoken = votes.some(
    ({ voter_id, actor_id }) => voter_id === personId || actor_id === personId,
  );
  if (personId === requester_id && !self_approval && !hasSpoken)
    return new DomainError('own_request', 'You asked for this yourself: somebody else decides it.');
  if (hasSpoken)
    return new DomainError('already_voted', 'You have already decided; a decision is final.');
  const isAsked = approvers.some(({ person_id }) => person_id === personId);
  const stands = approvers.filter(({ person_id }) =>
    stand_ins.some((one) => one.for_id === person_id && one.person_id === personId),
  );
  if (!isAsked && stands.length === 0)
    return new DomainError(
      'not_an_approver',
      'You are not among those who are asked to decide this.',
    );
  if (state !== 'open')
    return new DomainError('approval_not_open', `This has been decided: it is ${state}.`, {
      values: { state },
    });
  const stages = [...approvers.filter(({ person_id }) => person_id === personId), ...stands].map(
    ({ stage }) => stage,
  );
  if (stages.includes(approval.stage))
    return new DomainError('already_voted', 'This was already decided for whom you stand in for.');
  return stages.some((stage) => stage > approval.stage)
    ? new DomainError('not_your_turn', 'You are asked later, once those before you have approved.')
    : new DomainError('approval_not_open', 'The stage in which you were asked has been decided.', {
        values: { state },
      });
}
