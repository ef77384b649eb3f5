/** What the votes of a board come to, held to the rules in other words. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BoardVote, countVotes, VOTES } from '#domain/cab/verdict.ts';

const member = fc.record({
  isPresent: fc.boolean(),
  vote: fc.option(fc.constantFrom(...VOTES), { nil: undefined }),
});
const board = fc.record({
  members: fc.array(member, { maxLength: 9 }),
  quorum: fc.integer({ min: 1, max: 9 }),
});
type Board = { members: { isPresent: boolean; vote?: BoardVote | undefined }[]; quorum: number };

const count = ({ members, quorum }: Board) =>
  countVotes(
    members.map(({ isPresent }, id) => ({ id: String(id), isPresent })),
    new Map(
      members.flatMap(({ vote }, id) => (vote === undefined ? [] : [[String(id), vote] as const])),
    ),
    quorum,
  );
const saying = ({ members }: Board, vote: BoardVote) =>
  members.filter((one) => one.vote === vote).length;

describe('the votes of a board', () => {
  it('decide by more for than against, among enough who take part', () => {
    fc.assert(
      fc.property(board, (one) => {
        const { verdict, takingPart } = count(one);
        const idle = one.members.filter(({ isPresent, vote }) => !isPresent && vote === undefined);
        expect(takingPart).toBe(one.members.length - idle.length - saying(one, 'recused'));
        const [pro, contra] = [saying(one, 'approve'), saying(one, 'reject')];
        const said =
          pro + contra === 0
            ? 'no_votes'
            : pro === contra
              ? 'tie'
              : pro > contra
                ? 'approved'
                : 'rejected';
        expect(verdict).toBe(takingPart < one.quorum ? 'no_quorum' : said);
      }),
    );
  });

  it('come to the same whoever is asked first, and less by nobody who steps back', () => {
    fc.assert(
      fc.property(board, (one) => {
        expect(count({ ...one, members: one.members.toReversed() })).toEqual(count(one));
        const without = one.members.filter(({ vote }) => vote !== 'recused');
        expect(count({ ...one, members: without })).toEqual(count(one));
      }),
    );
  });

  it('of strangers count for nothing', () => {
    const votes = new Map<string, BoardVote>([['stranger', 'approve']]);
    expect(countVotes([{ id: 'ann', isPresent: true }], votes, 1)).toEqual({
      verdict: 'no_votes',
      takingPart: 1,
    });
  });
});
