/**
 * Counts an approval's votes and says whether it is decided: as soon as it is certain, and never again afterwards, so
 * the caller closes the round with the vote that decided it. Time-outs are not votes and are no business of this file.
 *  - `any`: the first approve or reject decides;
 *  - `nOfM`: `needed` must approve; rejected once so many have said otherwise that they no longer can;
 *  - `all`: every one must approve, which is `nOfM` with everybody needed.
 * An abstention answers without approving: in `any` it leaves the decision to the others. A quorum is held to the number
 * of voters there really are, so that a group that has shrunk can still decide.
 */

export type ApprovalMode = 'any' | 'all' | 'nOfM';
export type Decision = 'approve' | 'reject' | 'abstain';
export type Vote = { readonly voter: string; readonly decision: Decision };
export type ApprovalRules = {
  readonly mode: ApprovalMode;
  /** Of `nOfM`; 1 unless said. */
  readonly needed?: number | null | undefined;
  /** Everybody who is asked, each once. */
  readonly voters: readonly string[];
};
export type Tally = 'open' | 'approved' | 'rejected';

/** Votes in the order they were cast. Only a voter's first vote counts, and only that of somebody who was asked. */
export function tally(rules: ApprovalRules, votes: readonly Vote[]): Tally {
  const voters = new Set(rules.voters);
  const counted = new Map<string, Decision>();
  for (const { voter, decision } of votes) {
    if (voters.has(voter) && !counted.has(voter)) counted.set(voter, decision);
  }
  if (voters.size === 0) return 'open';
  const decisions = [...counted.values()];
  if (rules.mode === 'any') {
    const first = decisions.find((decision) => decision !== 'abstain');
    if (first) return first === 'approve' ? 'approved' : 'rejected';
    return counted.size === voters.size ? 'rejected' : 'open';
  }
  const needed = neededOf(rules);
  const approved = decisions.filter((decision) => decision === 'approve').length;
  if (approved >= needed) return 'approved';
  const stillPossible = approved + voters.size - counted.size;
  return stillPossible < needed ? 'rejected' : 'open';
}

/** So many must approve. */
export function neededOf({ mode, needed, voters }: ApprovalRules): number {
  const count = new Set(voters).size;
  const wanted = mode === 'any' ? 1 : mode === 'all' ? count : (needed ?? 1);
  return Math.min(Math.max(1, wanted), count);
}
