/** What the votes of a board come to, held to the rules in other words. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BoardVote, type Cast, countVotes, type Seat, VOTES } from '#domain/cab/verdict.ts';

const vote = fc.option(fc.constantFrom(...VOTES), { nil: undefined });
const member = fc.record({ isPresent: fc.boolean(), vote });
const board = fc.record({
  members: fc.array(member, { maxLength: 9 }),
  quorum: fc.integer({ min: 1, max: 9 }),
});
type Member = { isPresent: boolean; vote?: BoardVote | undefined };
type Board = { members: Member[]; quorum: number };

/** Everybody speaks for themselves. */
const count = ({ members, quorum }: Board) =>
  countVotes(
    members.map(({ isPresent }, id) => ({ id: String(id), isPresent, through: null })),
    members.flatMap((one, id) =>
      one.vote === undefined ? [] : [{ seat: String(id), by: String(id), vote: one.vote }],
    ),
    quorum,
  );
const saying = ({ members }: Board, said: BoardVote) =>
  members.filter((one) => one.vote === said).length;

describe('the votes of a board', () => {
  it('decide by more for than against, among enough who take part', () => {
    fc.assert(
      fc.property(board, (one) => {
        const { verdict, takingPart } = count(one);
        const idle = one.members.filter((each) => !each.isPresent && each.vote === undefined);
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

  it('come to the same whoever is asked first, and to no other side by who steps back', () => {
    fc.assert(
      fc.property(board, (one) => {
        expect(count({ ...one, members: one.members.toReversed() })).toEqual(count(one));
        const { verdict, takingPart } = count(one);
        const without = one.members.filter((each) => each.vote !== 'recused');
        expect(count({ ...one, members: without })).toMatchObject({ verdict, takingPart });
      }),
    );
  });

  it('of strangers count for nothing', () => {
    const seat = { id: 'ann', isPresent: true, through: null };
    const cast = [{ seat: 'stranger', by: 'stranger', vote: 'approve' as const }];
    expect(countVotes([seat], cast, 1)).toMatchObject({ verdict: 'no_votes', takingPart: 1 });
  });
});

/** Seats of people 0 to 4, for whom they or one of 0 to 7 speak. */
const PEOPLE = 5;
const who = fc.integer({ min: 0, max: 7 });
const represented = fc.array(
  fc.record({ isPresent: fc.boolean(), through: fc.option(who), by: who, vote }),
  {
    minLength: PEOPLE,
    maxLength: PEOPLE,
  },
);

const countRepresented = (seats: typeof represented extends fc.Arbitrary<infer S> ? S : never) =>
  countVotes(
    seats.map(({ isPresent, through }, id) => ({
      id: String(id),
      isPresent,
      through: through === null ? null : String(through),
    })),
    seats.flatMap(({ by, vote: what }, id) =>
      what === undefined ? [] : [{ seat: String(id), by: String(by), vote: what }],
    ),
    1,
  );

describe('who speaks for several members', () => {
  const seat = (id: string, through: string | null = null): Seat => ({
    id,
    isPresent: through !== null,
    through,
  });
  const said = (by: string, one: string, what: BoardVote): Cast => ({ by, seat: one, vote: what });

  it('is one of those who take part, and stands for one side', () => {
    const seats = [seat('kofi'), seat('ann'), seat('ben')];
    const both = [said('ines', 'kofi', 'approve'), said('ines', 'ann', 'approve')];
    expect(countVotes(seats, both, 2)).toMatchObject({ verdict: 'no_quorum', takingPart: 1 });
    const others = [...both, said('ben', 'ben', 'reject')];
    expect(countVotes(seats, others, 2)).toMatchObject({ verdict: 'tie', takingPart: 2 });
    expect(countVotes([seat('kofi', 'ines'), seat('ann', 'ines')], [], 1).takingPart).toBe(1);
  });

  it('says for all what they say for themselves, else what they said last', () => {
    const seats = [seat('kofi'), seat('ann'), seat('ben')];
    const last = [said('ines', 'kofi', 'approve'), said('ines', 'ann', 'reject')];
    expect(countVotes(seats, last, 1).verdict).toBe('rejected');
    const own = [said('ben', 'ben', 'approve'), said('ben', 'ann', 'reject')];
    expect(countVotes(seats, own, 1)).toMatchObject({ verdict: 'approved', takingPart: 1 });
    const stepped = [said('ben', 'ann', 'approve'), said('ben', 'ben', 'recused')];
    expect(countVotes(seats, stepped, 1)).toMatchObject({ verdict: 'no_quorum', takingPart: 0 });
  });

  it('does not count where the member has come or spoken', () => {
    const came = [{ ...seat('kofi', 'ines') }, seat('ann')];
    const own = [said('kofi', 'kofi', 'reject')];
    expect(countVotes(came, own, 1)).toMatchObject({ verdict: 'rejected', takingPart: 1 });
  });

  it('takes nobody out of the room by speaking for their seat', () => {
    const present = (id: string, through: string | null = null) => ({
      ...seat(id, through),
      isPresent: true,
    });
    const both = [said('dina', 'dina', 'approve'), said('dina', 'ann', 'approve')];
    const room = [present('kofi'), present('ann'), present('dina')];
    expect(countVotes(room, both, 3)).toMatchObject({ verdict: 'approved', takingPart: 3 });
    const zoe = [present('kofi'), present('ann', 'zoe'), present('dina')];
    expect(countVotes(zoe, both, 3)).toMatchObject({ verdict: 'approved', takingPart: 3 });
    // Two who stand in for one member are no two seats.
    const one = [said('yan', 'ann', 'approve')];
    expect(countVotes([present('ann', 'zoe')], one, 2)).toMatchObject({ takingPart: 1 });
    const own = [said('ann', 'ann', 'reject')];
    expect(countVotes([present('ann', 'zoe'), seat('ben')], own, 2).takingPart).toBe(1);
    fc.assert(
      fc.property(represented, who, fc.integer({ min: 0, max: PEOPLE - 1 }), (some, by, at) => {
        const taking = (seats: typeof some) => countRepresented(seats).takingPart;
        const member = some[at];
        if (!member || member.vote !== undefined || by === at) return;
        const spoken = { ...member, by, vote: 'approve' as const };
        expect(taking(some.with(at, spoken))).toBeGreaterThanOrEqual(taking(some));
      }),
    );
  });

  it('makes no more of a board than there are seats, nor than there are people', () => {
    fc.assert(
      fc.property(represented, (seats) => {
        const { takingPart, count: sides } = countRepresented(seats);
        const at = seats.map(({ isPresent, through, by, vote: what }, id) => [
          ...(what === undefined ? [] : [by]),
          ...(isPresent && !(what !== undefined && by === id) ? [through ?? id] : []),
        ]);
        const people = new Set(at.flat()).size;
        const total = Object.values(sides).reduce((sum, one) => sum + one, 0);
        expect(takingPart + sides.recused).toBeLessThanOrEqual(people);
        expect(takingPart).toBeLessThanOrEqual(at.filter((some) => some.length > 0).length);
        expect(total).toBeLessThanOrEqual(people);
        // Where everybody is there for one seat alone, each of these takes part.
        if (new Set(at.flat()).size === at.flat().length && at.every((some) => some.length < 2))
          expect(takingPart + sides.recused).toBe(people);
      }),
    );
  });
});
