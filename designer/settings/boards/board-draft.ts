/** A board as it is being filled in, what is wrong with it before it is sent, and what is sent. Pure. */
import type { BoardFields } from '#designer/client/cab.ts';
import type { Board, BoardMember, BoardRole } from '#designer/client/types/cab.ts';
import type { Person } from '#designer/client/types/people.ts';
import { isDate, ruleMoved, ruleOf } from '../repeats.ts';

export type BoardDraft = Omit<BoardFields, 'members' | 'meets'> & {
  readonly members: readonly BoardMember[];
  /** Whether it meets by itself. */
  readonly meetsItself: boolean;
  readonly starts: string;
  readonly rrule: string | null;
};

const DEFAULTS = { minutes: 60, cutOffMinutes: 1_440, quorum: 2 };

export function draftOf(board: Board | null, timeZone: string): BoardDraft {
  const { meets = null, members = [] } = board ?? {};
  return {
    name: board?.name ?? '',
    description: board?.description ?? '',
    timeZone: board?.timeZone ?? timeZone,
    minutes: board?.minutes ?? DEFAULTS.minutes,
    cutOffMinutes: board?.cutOffMinutes ?? DEFAULTS.cutOffMinutes,
    quorum: board?.quorum ?? DEFAULTS.quorum,
    virtual: board?.virtual ?? false,
    members,
    meetsItself: meets !== null,
    starts: meets?.starts ?? '',
    rrule: meets?.rrule ?? null,
  };
}

/** A board meets every week unless another way is chosen; what was chosen goes along with its first day. */
export function startingAt(
  { starts: before, rrule }: BoardDraft,
  starts: string,
): Pick<BoardDraft, 'starts' | 'rrule'> {
  const day = starts.slice(0, 10);
  const isFirst = before === '' && rrule === null && isDate(day);
  return {
    starts,
    rrule: isFirst ? ruleOf('week', day) : ruleMoved(rrule, before.slice(0, 10), day),
  };
}

/** Whoever sits down first is the chair, so that there is one. */
export const withMember = (
  members: readonly BoardMember[],
  person: Person,
): readonly BoardMember[] => [
  ...members,
  { person, role: members.some(({ role }) => role === 'chair') ? 'member' : 'chair' },
];

/** There is one chair: whoever becomes it takes it from whoever had it. */
export const withRole = (
  members: readonly BoardMember[],
  personId: string,
  role: BoardRole,
): readonly BoardMember[] =>
  members.map((one) => {
    if (one.person.id === personId) return { ...one, role };
    return role === 'chair' && one.role === 'chair' ? { ...one, role: 'deputy' } : one;
  });

export const hasChair = (members: readonly BoardMember[]): boolean =>
  members.filter(({ role }) => role === 'chair').length === 1;

export const isWhole = ({ name, members, meetsItself, starts }: BoardDraft): boolean =>
  name.trim() !== '' && hasChair(members) && (!meetsItself || starts !== '');

export const fieldsOf = ({
  meetsItself,
  starts,
  rrule,
  members,
  ...draft
}: BoardDraft): BoardFields => ({
  ...draft,
  name: draft.name.trim(),
  description: draft.description.trim(),
  meets: meetsItself ? { starts, rrule } : null,
  members: members.map(({ person, role }) => ({ person: person.id, role })),
});
