/** BPMN 2.0 documents over HTTP: what an import answers, and what may be asked. */
import { Type } from 'typebox';
import { NOTES } from '#engine/bpmn/index.ts';
import { Choice, Input, JsonObject, Key, Nullable, Version } from '../schemas.ts';

export const BpmnText = Type.String({ description: 'A BPMN 2.0 document.' });

export const ImportQuery = Input({
  process: Type.Optional(
    Type.Array(Type.String({ maxLength: 1_000 }), {
      maxItems: 50,
      description: 'Ids of the processes to take; without it all that have elements.',
    }),
  ),
  create: Type.Optional(
    Type.Boolean({ description: 'Whether each definition becomes a draft of the caller’s.' }),
  ),
});

const ReportEntry = Type.Object({
  code: Choice(Object.keys(NOTES) as (keyof typeof NOTES)[]),
  message: Type.String(),
  type: Type.String({ description: 'Such as `bpmn:Lane`.' }),
  id: Nullable(Type.String({ description: 'In the document.' })),
  name: Nullable(Type.String()),
  line: Nullable(Type.Integer()),
  parts: Type.Array(Type.String(), {
    description: 'What of it is meant: attributes, extensions, texts.',
  }),
});

export const ImportAnswer = Type.Object({
  definitions: Type.Array(
    Type.Object({
      process: Type.String({ description: 'The id of the process in the document.' }),
      definition: JsonObject,
    }),
  ),
  report: Type.Array(ReportEntry, {
    description: 'Everything in the document that does not run here, or not as it stands.',
  }),
  created: Type.Array(Type.Object({ key: Key, revision: Version })),
});

export const ExportQuery = Input({
  draft: Type.Optional(
    Type.Boolean({ description: 'The caller’s own draft, not the version that new runs take.' }),
  ),
});
