/**
 * Seals that make the record of votes tell of its own changes: each vote's covers what it says and the seal before it, in the
 * order in which votes were taken, and the approval's covers how many there are and the last. They are made with a key that
 * is derived from the master key and stands in no database, so whoever can write to the database cannot make them
 * (HMAC-SHA-256, RFC 2104). A vote that was changed, put in, moved or taken out shows; putting back an older state of the
 * whole approval, seals and all, does not.
 */
import { createHmac } from 'node:crypto';
import type { Decision } from '#engine/approval/tally.ts';
import type { Keyring } from '../seals/keyring.ts';

/** All that a vote says. `at` is an instant as JavaScript writes it. */
export type SealedVote = {
  readonly approval_id: string;
  readonly round: number;
  readonly stage: number;
  readonly seat: number;
  readonly voter_id: string;
  readonly actor_id: string;
  readonly decision: Decision;
  readonly comment: string;
  readonly channel: 'web' | 'api' | 'mail';
  readonly subject_hash: string;
  readonly at: string;
  /** What the signature means; null where none was asked for. */
  readonly meaning: string | null;
};

export const FIRST = '';

/** Hexadecimal. */
export const sealVote = (keys: Keyring, before: string, vote: SealedVote): string =>
  seal(keys, [
    'vote',
    before,
    vote.approval_id,
    vote.round,
    vote.stage,
    vote.seat,
    vote.voter_id,
    vote.actor_id,
    vote.decision,
    vote.comment,
    vote.channel,
    vote.subject_hash,
    vote.at,
    vote.meaning,
  ]);

/** Of the approval: so that a vote cannot be taken off the end. */
export const sealRecord = (
  keys: Keyring,
  approvalId: string,
  votes: { readonly count: number; readonly last: string },
): string => seal(keys, ['record', approvalId, votes.count, votes.last]);

// As JSON nothing of one field can pass for a part of another.
const seal = (keys: Keyring, content: readonly (string | number | null)[]): string =>
  createHmac('sha256', keys.derive('votes')).update(JSON.stringify(content)).digest('hex');

/** Which vote, from 0, is not what was sealed; `votes.length` where one is missing or too many at the end; null where all is as it was. */
export function firstBroken(
  keys: Keyring,
  approvalId: string,
  votes: readonly { readonly vote: SealedVote; readonly seal: string }[],
  recordSeal: string | null,
): number | null {
  let before = FIRST;
  for (const [index, { vote, seal: found }] of votes.entries()) {
    if (sealVote(keys, before, vote) !== found) return index;
    before = found;
  }
  const whole =
    votes.length === 0 ? null : sealRecord(keys, approvalId, { count: votes.length, last: before });
  return whole === recordSeal ? null : votes.length;
}
