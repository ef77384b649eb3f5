/**
 * What the votes on a change come to. Who is there or has voted takes part, unless they step back; so many members must, or
 * nothing can be decided. Abstentions and whoever steps back stand for neither side.
 */

export const VOTES = ['approve', 'reject', 'abstain', 'recused'] as const;
export type BoardVote = (typeof VOTES)[number];
export const VERDICTS = ['approved', 'rejected', 'tie', 'no_quorum', 'no_votes'] as const;
export type Verdict = (typeof VERDICTS)[number];

export type Count = { readonly verdict: Verdict; readonly takingPart: number };

/** `votes`: the last of each; those of people who sit on the board no more count for nothing. */
export function countVotes(
  members: readonly { readonly id: string; readonly isPresent: boolean }[],
  votes: ReadonlyMap<string, BoardVote>,
  quorum: number,
): Count {
  let takingPart = 0;
  let balance = 0;
  let hasVotes = false;
  for (const { id, isPresent } of members) {
    const vote = votes.get(id);
    if (vote === 'recused') continue;
    if (isPresent || vote !== undefined) takingPart += 1;
    if (vote !== 'approve' && vote !== 'reject') continue;
    hasVotes = true;
    balance += vote === 'approve' ? 1 : -1;
  }
  if (takingPart < quorum) return { verdict: 'no_quorum', takingPart };
  if (!hasVotes) return { verdict: 'no_votes', takingPart };
  return { verdict: balance === 0 ? 'tie' : balance > 0 ? 'approved' : 'rejected', takingPart };
}
