/** Standard changes as they go in and out. */
import { Type } from 'typebox';
import { STANDARD_STATES } from '#domain/standard-changes/standard.ts';
import { templateFields } from '../change-plan.ts';
import { StepPlaceNow } from '../change-steps.ts';
import {
  Allowed,
  Choice,
  Id,
  Input,
  Instant,
  Key,
  KeyRef,
  listOf,
  Nullable,
  PageQuery,
  PersonRef,
  Version,
} from '../schemas.ts';

const Name = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' });
const Description = Type.String({ maxLength: 2_000 });
const Category = Nullable(
  Type.String({ minLength: 1, maxLength: 100, description: 'Of the changes opened from it.' }),
);
const Owner = Type.String({ minLength: 1, maxLength: 320, description: 'An address or an id.' });
const ReviewMonths = Type.Integer({
  minimum: 1,
  maximum: 60,
  description: 'It is looked at again after so many months.',
});
const ReviewAfter = Type.Integer({
  minimum: 1,
  maximum: 100,
  description: 'It is looked at again after so many mishaps.',
});
const Suspends = Type.Boolean({
  description: 'After these nobody opens a change from it until it was looked at.',
});
const Reason = Type.String({ minLength: 1, maxLength: 2_000, pattern: '\\S' });

const versionFields = {
  plan: Type.Optional(
    Input(templateFields, { description: 'What is the same for every change that follows it.' }),
  ),
  minutes: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 132_480, description: 'It usually takes.' }),
  ),
  items: Type.Optional(
    Type.Array(Type.String({ minLength: 1, maxLength: 64 }), {
      maxItems: 100,
      uniqueItems: true,
      description: 'Keys of what may be touched; everything where there are none.',
    }),
  ),
  note: Type.Optional(Type.String({ maxLength: 2_000, description: 'What is new, and why.' })),
  fromChange: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 64,
      description:
        'The number or id of a change that went well: what is not said is taken from it.',
    }),
  ),
};

const settings = {
  description: Type.Optional(Description),
  category: Type.Optional(Category),
  owner: Type.Optional(Owner),
  reviewMonths: Type.Optional(ReviewMonths),
  reviewAfter: Type.Optional(ReviewAfter),
  suspends: Type.Optional(Suspends),
};

export const NewStandard = Input({ key: Key, name: Name, ...settings, ...versionFields });
export const NewVersion = Input(versionFields, { minProperties: 1 });
export const StandardPatch = Input(
  {
    name: Type.Optional(Name),
    ...settings,
    reviewOn: Type.Optional(
      Type.String({ format: 'date', description: 'The day on which it is looked at again.' }),
    ),
  },
  { minProperties: 1 },
);
export const WithReason = Input({ reason: Reason });

const summary = {
  id: Id,
  key: Type.String(),
  name: Type.String(),
  description: Type.String(),
  category: Nullable(Type.String()),
  owner: PersonRef,
  state: Choice(STANDARD_STATES),
  reason: Type.String({ description: 'Why it is in that state, as somebody has said.' }),
  inForce: Nullable(Type.Integer({ description: 'The version that changes are opened from.' })),
  proposed: Nullable(Type.Integer({ description: 'The version that is still to be decided.' })),
  minutes: Type.Integer(),
  items: Type.Array(KeyRef),
  reviewMonths: Type.Integer(),
  reviewAfter: Type.Integer(),
  suspends: Type.Boolean(),
  reviewOn: Nullable(Type.String({ format: 'date' })),
  uses: Type.Integer({ description: 'Changes that were opened from it.' }),
  done: Type.Integer({ description: 'Of these, those of which it is known how they went.' }),
  wentWell: Type.Integer({
    description: 'Of these, those that were successful and caused nothing.',
  }),
  version: Version,
  allowed: Allowed,
};
export const ListedStandard = Type.Object(summary);
export const Standards = listOf(ListedStandard);

const StandardVersion = Type.Object({
  number: Type.Integer(),
  plan: Type.Object(templateFields),
  stepPlaces: Type.Array(Nullable(StepPlaceNow), {
    description: 'Who does each step of the plan, in their order, by name.',
  }),
  minutes: Type.Integer(),
  items: Type.Array(KeyRef),
  note: Type.String(),
  fromChange: Nullable(Type.String()),
  state: Choice(['proposed', 'approved', 'rejected']),
  proposedBy: Nullable(PersonRef),
  proposedAt: Instant,
  decidedAt: Nullable(Instant),
  reason: Type.String(),
  votes: Type.Array(
    Type.Object({
      by: PersonRef,
      decision: Choice(['approve', 'reject']),
      comment: Type.String(),
      at: Instant,
    }),
  ),
  uses: Type.Integer(),
});
const StandardEvent = Type.Object({
  id: Id,
  at: Instant,
  type: Type.String(),
  actor: Type.Object({
    kind: Choice(['person', 'run', 'system']),
    id: Nullable(Type.String()),
    name: Nullable(Type.String()),
  }),
  version: Nullable(Type.Integer()),
  change: Nullable(Type.String({ description: 'The number of the change that went wrong.' })),
  reason: Type.String(),
});
export const Standard = Type.Object({
  ...summary,
  versions: Type.Array(StandardVersion, { description: 'The latest first.' }),
  history: Type.Array(StandardEvent, { description: 'What became of it, the latest first.' }),
});

export const StandardQuery = Input({
  ...PageQuery,
  state: Type.Optional(Type.String({ maxLength: 200, description: 'Several with commas.' })),
  q: Type.Optional(
    Type.String({
      maxLength: 200,
      description: 'Words of its key, name, description or category.',
    }),
  ),
});
export const StandardParams = Type.Object({
  key: Type.String({ minLength: 1, maxLength: 64, description: 'A key or an id.' }),
});
