/**
 * What the votes on a change come to. Who is there or has voted takes part, unless they step back; so many members must, or
 * nothing can be decided. Abstentions and whoever steps back stand for neither side. People are counted, not seats.
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

/**
 * `cast`: the last of each seat, in the order in which they were said; those of people who sit on the board no more count for
 * nothing. Whoever speaks for several is one of those who take part, with what they say for themselves, else with what they
 * said last.
 */
export function countVotes(seats: readonly Seat[], cast: readonly Cast[], quorum: number): Count {
  const said = new Map<string, Cast>();
  for (const one of cast) if (seats.some(({ id }) => id === one.seat)) said.set(one.seat, one);
  const people = new Map<string, BoardVote | null>();
  for (const { id, isPresent, through } of seats)
    if (isPresent && !said.has(id)) people.set(through ?? id, null);
  for (const { by, vote } of said.values()) people.set(by, vote);
  for (const { seat, by, vote } of said.values()) if (seat === by) people.set(by, vote);
  const count = { approve: 0, reject: 0, abstain: 0, recused: 0 };
  for (const vote of people.values()) if (vote !== null) count[vote] += 1;
  const takingPart = people.size - count.recused;
  return { verdict: verdictOf(count, takingPart, quorum), takingPart, count };
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
