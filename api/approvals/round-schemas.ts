/** What an approval is made of: its stages, why everybody was asked again, questions, and rounds that are over. */
import { Type } from 'typebox';
import { APPROVAL_MODES } from '#engine/approval/tally.ts';
import { Choice, Id, Instant, Nullable } from '../schemas.ts';

export const DECISIONS = ['approve', 'reject', 'abstain'] as const;

export const Named = Type.Object({ email: Type.String(), name: Type.String() });

export const Stage = Type.Object({
  id: Type.String(),
  name: Nullable(Type.String()),
  state: Choice(['waiting', 'open', 'approved', 'rejected', 'undecided']),
  groups: Type.Array(
    Type.Object({
      id: Type.String(),
      name: Nullable(Type.String()),
      mode: Choice(APPROVAL_MODES),
      needed: Nullable(Type.Integer({ description: 'Of `nOfM` people, of `weighted` weight.' })),
      percent: Nullable(Type.Integer()),
      state: Choice(['waiting', 'open', 'approved', 'rejected', 'undecided']),
      seats: Type.Array(
        Type.Object({
          seat: Type.Integer(),
          weight: Type.Integer(),
          veto: Type.Boolean(),
        }),
      ),
    }),
  ),
  enough: Type.Array(Type.Array(Type.String()), {
    description: 'Lists of groups; one of them, whole, is enough.',
  }),
  deciding: Type.Array(Type.Integer(), {
    description: 'Seats of those who were asked because it was late: the first of them decides.',
  }),
});

export const Changed = Type.Object({
  fact: Type.String(),
  before: Type.Unknown(),
  after: Type.Unknown(),
});

export const Again = Type.Object(
  {
    changed: Nullable(Type.Array(Changed)),
    by: Nullable(Named),
    reason: Nullable(Type.String()),
  },
  { description: 'What has changed, or who wanted everybody to be asked again and why.' },
);

export const Question = Type.Object({
  id: Id,
  askedBy: Named,
  askedAt: Instant,
  text: Type.String(),
  answeredBy: Nullable(Named),
  answeredAt: Nullable(Instant),
  answer: Nullable(Type.String()),
});

export const EarlierRound = Type.Object({
  round: Type.Integer(),
  endedAt: Instant,
  why: Again,
  votes: Type.Array(
    Type.Object({
      voter: Named,
      outside: Type.Boolean(),
      actedBy: Nullable(Named),
      decision: Choice(DECISIONS),
      comment: Type.String(),
      signed: Nullable(Type.String()),
      at: Instant,
    }),
  ),
});
