/**
 * What the votes on a change come to. Who is there or has voted takes part, unless they step back; so many members must, or
 * nothing can be decided. Abstentions and whoever steps back stand for neither side. People are counted, not seats, but no two for
 * one seat.
 */

export const VOTES = ['approve', 'reject', 'abstain', 'recused'] as const;
export type BoardVote = (typeof VOTES)[number];
export const VERDICTS = ['approved', 'rejected', 'tie', 'no_quorum', 'no_votes'] as const;
export type Verdict = (typeof VERDICTS)[number];

export type Count = {
  readonly verdict: Verdict;
  readonly takingPart: number;
  /** So many people on each side. */
  readonly count: Readonly<Record<BoardVote, number>>;
};

/** `through`: who is there in the member's place. */
export type Seat = {
  readonly id: string;
  readonly isPresent: boolean;
  readonly through: string | null;
};
/** `by`: who speaks; the member, or who stands in for them. */
export type Cast = { readonly seat: string; readonly by: string; readonly vote: BoardVote };

export type Lent = { readonly forId: string; readonly personId: string };

/** Who has asked for a change. */
export type Asking = {
  readonly requesterId: string | null;
  /** Who stands in for whom by nobody but them. */
  readonly lent: readonly Lent[];
};

/** Whether whoever asked for the change is the only way by which somebody stands in for this member. */
export const isLent = (
  { lent }: Pick<Asking, 'lent'>,
  personId: string,
  memberId: string,
): boolean => lent.some((one) => one.forId === memberId && one.personId === personId);

/** Whether it is whoever has asked for the change that would speak here, or is spoken for, or has lent the voice to who speaks. */
export const isTheirs = (asking: Asking, personId: string, memberId: string): boolean =>
  asking.requesterId === personId ||
  asking.requesterId === memberId ||
  isLent(asking, personId, memberId);

/** Whoever has come to be who asked for the change steps back from it, and has said nothing else; nor has anybody for them, or by them for others. */
export const withoutRequester = (cast: readonly Cast[], asking: Asking): readonly Cast[] =>
  cast.filter(({ seat, by, vote }) => vote === 'recused' || !isTheirs(asking, by, seat));

/**
 * `cast`: the last of each seat, in the order in which they were said; those of people who sit on the board no more count for
 * nothing. Whoever speaks for several is one of those who take part, with what they say for themselves, else with what they
 * said last. Who is there takes part although somebody else speaks for the seat, unless the member has spoken themselves.
 */
export function countVotes(seats: readonly Seat[], cast: readonly Cast[], quorum: number): Count {
  const said = new Map<string, Cast>();
  for (const one of cast) if (seats.some(({ id }) => id === one.seat)) said.set(one.seat, one);
  const people = new Map<string, BoardVote | null>();
  const places = new Map<string, Set<string>>();
  const place = (person: string, seat: string) =>
    places.set(person, (places.get(person) ?? new Set()).add(seat));
  for (const { id, isPresent, through } of seats) {
    if (!isPresent || said.get(id)?.by === id) continue;
    people.set(through ?? id, null);
    place(through ?? id, id);
  }
  for (const { seat, by, vote } of said.values()) {
    people.set(by, vote);
    place(by, seat);
  }
  for (const { seat, by, vote } of said.values()) if (seat === by) people.set(by, vote);
  const count = { approve: 0, reject: 0, abstain: 0, recused: 0 };
  for (const vote of people.values()) if (vote !== null) count[vote] += 1;
  for (const [person, vote] of people) if (vote === 'recused') places.delete(person);
  const takingPart = seated(places);
  return { verdict: verdictOf(count, takingPart, quorum), takingPart, count };
}

/** As many people as find a seat of their own among those they are there for. */
function seated(places: ReadonlyMap<string, ReadonlySet<string>>): number {
  const sitting = new Map<string, string>();
  const sits = (person: string, tried: Set<string>): boolean =>
    [...(places.get(person) ?? [])].some((seat) => {
      if (tried.has(seat)) return false;
      tried.add(seat);
      const other = sitting.get(seat);
      if (other !== undefined && !sits(other, tried)) return false;
      sitting.set(seat, person);
      return true;
    });
  return [...places.keys()].filter((person) => sits(person, new Set())).length;
}

function verdictOf(
  { approve, reject }: Count['count'],
  takingPart: number,
  quorum: number,
): Verdict {
  if (takingPart < quorum) return 'no_quorum';
  if (approve + reject === 0) return 'no_votes';
  if (approve === reject) return 'tie';
  return approve > reject ? 'approved' : 'rejected';
}
