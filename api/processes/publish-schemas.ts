/** Publishing: when and for whom a version holds, how it does on its way, and what is said with it. */
import { Type } from 'typebox';
import { Input, Instant, Key, Nullable } from '../schemas.ts';

const wayFields = {
  from: Type.Optional(
    Nullable(
      Type.Unsafe<string>({
        ...Instant,
        description: 'From when new runs take it, within the next year; at once unless said.',
      }),
    ),
  ),
  share: Type.Optional(
    Nullable(
      Type.Integer({
        minimum: 1,
        maximum: 99,
        description: 'Of a hundred new runs so many take it; all unless said.',
      }),
    ),
  ),
};

export const RolloutChange = Input({
  version: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }),
  ...wayFields,
});

const count = (description: string) => Type.Integer({ description });

export const RolloutFigures = Type.Object({
  since: Type.Unsafe<string>({ ...Instant, description: 'When the share began.' }),
  share: Nullable(Type.Integer()),
  sides: Type.Array(
    Type.Object({
      version: Type.Integer(),
      started: count('Runs that began since then and are on this version now.'),
      open: count('Of these, those that have not ended.'),
      faulted: count('Of the open ones, those that have failed and wait for help.'),
      completed: Type.Integer(),
      cancelled: Type.Integer(),
      failed: count('Ended by an error.'),
      medianSeconds: Nullable(
        Type.Number({ description: 'Of the completed ones, from beginning to end; wall time.' }),
      ),
      timed: count('On a ticket with a clock.'),
      late: count('Of these, where a clock has run out.'),
    }),
    { description: 'The version on its way, then the one that takes the other runs.' },
  ),
});

export const Publication = Input({
  ...wayFields,
  note: Type.Optional(
    Type.String({
      maxLength: 2_000,
      description: 'What has changed, for those who read the versions.',
    }),
  ),
  waiver: Type.Optional(
    Type.String({
      minLength: 10,
      maxLength: 2_000,
      description:
        'Why it is published though something could not be proved (findings with `values.waivable`); kept with your name.',
    }),
  ),
});
export const Republication = Input({
  note: Type.Optional(
    Type.String({ maxLength: 2_000, description: '“Version 3 again” unless said.' }),
  ),
  waiver: Publication.properties.waiver,
  presentVersion: Type.Optional(
    Type.Integer({
      minimum: 1,
      description: 'Refused when another version is the present one by then.',
    }),
  ),
});
export const Published = Type.Object({ key: Key, version: Type.Integer(), sha256: Type.String() });
