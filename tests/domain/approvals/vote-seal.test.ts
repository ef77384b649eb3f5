/** Seals over votes: whatever is done to a record without the key shows, and where. */
import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  FIRST,
  firstBroken,
  type SealedVote,
  sealRecord,
  sealVote,
} from '#domain/approvals/vote-seal.ts';
import { createKeyring } from '#domain/seals/keyring.ts';

const keys = createKeyring(randomBytes(32).toString('base64'));
const ID = '01890a5d-ac96-774b-bcce-b302099a8057';
const votes: fc.Arbitrary<SealedVote> = fc.record({
  approval_id: fc.constant(ID),
  round: fc.integer({ min: 1, max: 3 }),
  stage: fc.integer({ min: 0, max: 2 }),
  seat: fc.integer({ min: 1, max: 9 }),
  voter_id: fc.uuid(),
  actor_id: fc.uuid(),
  decision: fc.constantFrom('approve', 'reject', 'abstain'),
  comment: fc.string(),
  channel: fc.constantFrom('web', 'api', 'mail'),
  subject_hash: fc.string({ maxLength: 64 }),
  at: fc.constant('2026-11-20T10:00:00.000Z'),
  meaning: fc.option(fc.string({ minLength: 1 })),
});

function written(said: readonly SealedVote[]) {
  let last = FIRST;
  const record = said.map((vote) => {
    last = sealVote(keys, last, vote);
    return { vote, seal: last };
  });
  const whole = said.length === 0 ? null : sealRecord(keys, ID, { count: said.length, last });
  return { record, whole };
}

describe('a record of votes', () => {
  it('is whole as it was written', () => {
    fc.assert(
      fc.property(fc.array(votes, { maxLength: 8 }), (said) => {
        const { record, whole } = written(said);
        expect(firstBroken(keys, ID, record, whole)).toBeNull();
      }),
    );
  });

  it('shows the first vote of which anything was changed', () => {
    const some = fc.array(votes, { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(some, fc.nat(), votes, (said, place, other) => {
        const { record, whole } = written(said);
        const at = place % said.length;
        const was = said[at];
        for (const field of Object.keys(other) as (keyof SealedVote)[]) {
          if (!was || was[field] === other[field]) continue;
          const changed = record.with(at, {
            vote: { ...was, [field]: other[field] },
            seal: record[at]?.seal ?? '',
          });
          expect(firstBroken(keys, ID, changed, whole)).toBe(at);
        }
      }),
    );
  });

  it('shows what was taken out, put in or moved, at the end too', () => {
    const some = fc.array(votes, { minLength: 2, maxLength: 8 });
    fc.assert(
      fc.property(some, fc.nat(), votes, (said, place, other) => {
        const { record, whole } = written(said);
        const at = place % said.length;
        const less = record.toSpliced(at, 1);
        const more = record.toSpliced(at, 0, { vote: other, seal: sealVote(keys, 'x', other) });
        const moved = [...record.slice(1), ...record.slice(0, 1)];
        for (const tampered of [less, more, moved, record.slice(0, -1), []])
          expect(firstBroken(keys, ID, tampered, whole)).not.toBeNull();
        expect(firstBroken(keys, ID, record, null)).toBe(said.length);
        // Under the key of another installation nothing of it holds.
        const others = createKeyring(randomBytes(32).toString('base64'));
        expect(firstBroken(others, ID, record, whole)).toBe(0);
      }),
    );
  });
});
