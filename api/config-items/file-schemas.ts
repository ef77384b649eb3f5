/** Files of services and systems as they go in and out. */
import { Type } from 'typebox';
import { Choice, Input, JsonObject } from '../schemas.ts';

export const CsvText = Type.String({ description: 'Comma-separated values (RFC 4180).' });

export const ImportBody = Type.Union([CsvText, Input({ csv: CsvText })], {
  description:
    'The columns key, name, kind, description, owner, group, criticality, depends_on and active, in any order.',
});

export const ImportQuery = Input({
  preview: Type.Optional(
    Type.Boolean({ description: 'Only say what it would do; nothing is written.' }),
  ),
});

export const ImportAnswer = Type.Object({
  preview: Type.Boolean(),
  added: Type.Integer(),
  changed: Type.Integer(),
  unchanged: Type.Integer(),
  refused: Type.Integer(),
  rows: Type.Array(
    Type.Object({
      line: Type.Integer(),
      key: Type.String(),
      name: Type.String(),
      act: Choice(['add', 'change', 'refuse']),
      changes: JsonObject,
      problem: Type.Union([
        Type.Object({ code: Type.String(), value: Type.String(), detail: Type.String() }),
        Type.Null(),
      ]),
    }),
    { description: 'The first 500 lines that do something; those that are refused come first.' },
  ),
});
