/** What is on the agenda of a meeting: as it is shown, voted on and decided. */
import { Type } from 'typebox';
import { CONDITION_DUE } from '#domain/cab/conditions.ts';
import { DECISIONS } from '#domain/cab/meeting.ts';
import { type BoardVote, VERDICTS, VOTES } from '#domain/cab/verdict.ts';
import { boardCondition } from '../board-condition.ts';
import { Allowed, Choice, Id, Input, Instant, Nullable, PersonRef } from '../schemas.ts';
import { TicketPartParams } from '../ticket-part.ts';

const Note = Type.String({ maxLength: 2_000 });
export const Person = Type.String({
  minLength: 1,
  maxLength: 254,
  description: 'An address or an id.',
});
export const ChangeNumber = Type.String({
  minLength: 1,
  maxLength: 40,
  description: 'The number of a change, such as CHG-000012.',
});
const MeetingRef = Type.Object({ id: Id, name: Type.String(), scheduledAt: Instant });

export const Item = Type.Object({
  ticket: Type.Object({
    id: Id,
    number: Type.String(),
    title: Type.String(),
    status: Type.String(),
    priority: Type.Integer(),
    readable: Type.Boolean({
      description:
        'The caller may read the change itself, and not only what the board is shown of it.',
    }),
  }),
  state: Choice(['waiting', 'approved', 'rejected', 'deferred', 'withdrawn'], {
    description: 'Where it stands now; it may have come up again since.',
  }),
  message: Type.String({ description: 'What the process says to the board.' }),
  late: Type.Boolean({ description: 'It came after the agenda was closed.' }),
  admitted: Type.Boolean({ description: 'A late one is not decided unless the chair admits it.' }),
  votes: Type.Array(
    Type.Object({
      person: PersonRef,
      vote: Choice(VOTES),
      comment: Type.String(),
      at: Instant,
      enteredBy: Nullable(PersonRef),
      standIn: Nullable(PersonRef),
    }),
  ),
  verdict: Choice(VERDICTS, {
    description:
      'What the votes come to: `approved`, `rejected`, `tie`, `no_quorum` (too few take part), `no_votes`.',
  }),
  takingPart: Type.Integer({
    description:
      'Members who are there or have voted on it, and have neither stepped back nor asked for it.',
  }),
  count: Type.Object(
    Object.fromEntries(VOTES.map((vote) => [vote, Type.Integer()])) as Record<
      BoardVote,
      ReturnType<typeof Type.Integer>
    >,
    { description: 'So many people on each side; whoever speaks for several members is one.' },
  ),
  standIns: Type.Array(Type.Object({ person: PersonRef, for: PersonRef }), {
    description: 'Who may vote on it now in place of which member.',
  }),
  speaksFor: Type.Array(PersonRef, {
    description: 'The members for whom the caller may vote on it now, beside themselves.',
  }),
  decision: Nullable(Choice(DECISIONS)),
  castingVote: Type.Boolean({ description: 'It was a tie, and the chair decided.' }),
  note: Nullable(Type.String()),
  discussion: Type.String(),
  deferredTo: Nullable(MeetingRef),
  conditions: Type.Array(
    Type.Object({
      id: Nullable(Type.String({ description: 'Null until the meeting has ended.' })),
      ...boardCondition,
    }),
  ),
  plan: Type.Integer({
    description:
      'Moves when the change is made another; what was said of an earlier one counts no more.',
  }),
  altered: Type.Array(
    Type.Object({
      at: Instant,
      by: Nullable(PersonRef),
      fields: Type.Array(Type.String(), { description: 'What of it is another.' }),
      reason: Nullable(Type.String()),
    }),
    { description: 'Each time it was made another since the board first spoke of it.' },
  ),
  version: Type.Integer({
    description:
      'Moves with what a decision rests on: votes, the decision before it, whether it was admitted.',
  }),
  allowed: Allowed,
});

export const NewItem = Input({ change: ChangeNumber });
export const Voting = Input({
  vote: Choice(VOTES, { description: '`recused`: steps back from this decision.' }),
  comment: Type.Optional(Note),
  seenPlan: Type.Optional(
    Type.Integer({
      description:
        'The `plan` of the item as it was seen; refused where it has been made another since.',
    }),
  ),
  for: Type.Optional(
    Type.String({
      maxLength: 254,
      description:
        'The member for whom the caller votes, or whose vote the chair enters; unless said the caller’s own, and that of all they stand in for.',
    }),
  ),
});
export const Ruling = Input(
  {
    decision: Type.Optional(Nullable(Choice(DECISIONS))),
    note: Type.Optional(Nullable(Note)),
    discussion: Type.Optional(Type.String({ maxLength: 20_000 })),
    admitted: Type.Optional(Type.Boolean()),
    castingVote: Type.Optional(
      Type.Boolean({ description: 'It is a tie, and the chair decides.' }),
    ),
    deferTo: Type.Optional(
      Nullable(
        Type.String({
          maxLength: 64,
          description:
            'The meeting it comes up in again, or `next`; without one it goes back to whoever planned it.',
        }),
      ),
    ),
    conditions: Type.Optional(
      Type.Array(
        Input({
          text: Type.String({ minLength: 1, maxLength: 2_000, pattern: '\\S' }),
          before: Choice(CONDITION_DUE),
          person: Type.Optional(Nullable(Person)),
        }),
        { maxItems: 50, description: 'Of an approval. Replaces those that were given before.' },
      ),
    ),
    seenVersion: Type.Optional(
      Type.Integer({
        description: 'The item as it was seen; refused where its version has moved on.',
      }),
    ),
    position: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000 })),
  },
  { minProperties: 1 },
);

export const ItemParams = Type.Object({ id: Id, ticket: TicketPartParams.properties.id });
