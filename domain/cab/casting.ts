/**
 * The casting vote on a tie is the chair's, or a deputy's. In a meeting that is held it is also theirs who stand in for one of
 * them, where neither the chair nor a deputy is there.
 */
import { DomainError } from '../errors.ts';
import type { LockedMeeting } from './meeting.ts';
import type { Heard, Represented, Standing } from './standing-in.ts';
import { isLent } from './verdict.ts';

type Casting = Standing & {
  readonly personId: string;
  readonly meeting: Pick<LockedMeeting, 'state'> & { readonly isVirtual: boolean };
  /** Who sits there as chair or deputy. */
  readonly leads: readonly Represented[];
  readonly heard: Heard;
};

/** Why somebody may not decide a tie by a casting vote; null where they may. */
export function castingRefusal({
  personId,
  role,
  standsInFor,
  meeting,
  leads,
  heard,
}: Casting): DomainError | null {
  const { requesterId, words, there } = heard;
  const represented = standsInFor.filter(
    ({ id, role }) => role !== 'member' && !isLent(heard, personId, id),
  );
  const isOwn = role === 'chair' || role === 'deputy';
  if (!isOwn && represented.length === 0)
    return refused('The casting vote is the chair’s, or a deputy’s.');
  if (requesterId === personId)
    return new DomainError(
      'own_request',
      'Who has asked for a change steps back from the decision about it.',
    );
  const hasSaid = words.filter(({ by, vote }) => by === personId && vote === 'recused');
  if (hasSaid.some(({ seat }) => !isOwn || seat === personId))
    return refused('Who has stepped back has no casting vote either.');
  if (isOwn) return null;
  if (meeting.state !== 'open')
    return refused('Before the meeting the casting vote is the chair’s, or a deputy’s.');
  const own = (id: string) => words.find(({ seat, isStandIn }) => seat === id && !isStandIn);
  // Where nobody meets, who has voted is there.
  const isThere = ({ id }: Represented) =>
    there.includes(id) || (meeting.isVirtual && (own(id)?.vote ?? 'recused') !== 'recused');
  if (leads.some(isThere))
    return refused('The chair or a deputy is there: the casting vote is theirs.');
  if (represented.every(({ id }) => id === requesterId || own(id)?.vote === 'recused'))
    return new DomainError(
      'own_request',
      'Whom you stand in for has asked for this change or stepped back: they have no casting vote.',
    );
  return null;
}

const refused = (why: string): DomainError => new DomainError('not_permitted', why);
