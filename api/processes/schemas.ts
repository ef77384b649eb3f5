/** Authoring: processes, versions, drafts and what the lint says. */
import { Type } from 'typebox';
import { DECISIONS } from '#domain/processes/reviews.ts';
import { RUN_STATES } from '#domain/processes/run-state.ts';
import { Definition as DefinitionSchema } from '#engine/definition.ts';
import {
  Allowed,
  Choice,
  Id,
  Input,
  Instant,
  JsonObject,
  Key,
  listOf,
  Nullable,
  PageQuery,
  PersonRef,
  Version,
} from '../schemas.ts';

export const Process = Type.Object({
  key: Key,
  name: Type.String(),
  description: Type.String(),
  version: Nullable(
    Type.Integer({
      description:
        'The version that new runs take, or all but a share of them; null before the first publication.',
    }),
  ),
  publishedAt: Nullable(Instant),
  publishedBy: Nullable(PersonRef),
  draft: Nullable(
    Type.Object(
      { revision: Version, baseVersion: Nullable(Type.Integer()), updatedAt: Instant },
      { description: 'The caller’s own draft.' },
    ),
  ),
  next: Nullable(
    Type.Object(
      {
        version: Type.Integer(),
        from: Type.Unsafe<string>({ ...Instant, description: 'When new runs begin to take it.' }),
        share: Nullable(
          Type.Integer({ description: 'Of a hundred new runs so many take it; null: all.' }),
        ),
        begun: Type.Boolean({ description: 'Whether its share takes new runs already.' }),
        publishedBy: Nullable(PersonRef),
      },
      { description: 'A version on its way; `version` takes the other new runs.' },
    ),
  ),
  former: Nullable(
    Type.Integer({
      description:
        'The version before, which takes the others again where only a share is left to `version`; null while one is on its way.',
    }),
  ),
  revision: Version,
  running: Type.Integer({ description: 'Runs that have not ended, of all versions.' }),
  mentions: Type.Integer({ description: 'Open threads on it in which the caller is named.' }),
  reviewRequired: Type.Boolean({
    description: 'Whether a colleague must have approved a draft before it is published.',
  }),
  reviewOffAskedBy: Nullable(
    Type.Object(PersonRef.properties, {
      description: 'Who has asked to do without; it takes effect when somebody else asks too.',
    }),
  ),
  reviewOffAskedAt: Nullable(Instant),
  triggers: Type.Array(JsonObject, {
    description: 'The `ticketCreated` triggers of the version that new runs take.',
  }),
  allowed: Allowed,
});
export const Processes = listOf(Process);

/** How much differs, by what became of it. */
export const Changes = Type.Object({
  added: Type.Integer(),
  removed: Type.Integer(),
  changed: Type.Integer({ description: 'The process as a whole counts as one.' }),
  moved: Type.Integer({ description: 'They only lie elsewhere on the drawing.' }),
});

const versionFields = {
  version: Type.Integer(),
  sha256: Type.String({
    description: 'Of what it means: equal for definitions that behave alike.',
  }),
  note: Type.String(),
  waiver: Nullable(
    Type.Object(
      { reason: Type.String(), findings: Type.Array(Type.String()) },
      { description: 'Why it was published though not everything could be proved.' },
    ),
  ),
  scenarios: Type.Object(
    { passed: Type.Integer(), total: Type.Integer() },
    { description: 'How the scenarios that were required of it stood when it was published.' },
  ),
  changes: Nullable(
    Type.Object(Changes.properties, {
      description: 'Since the version before; null for the first.',
    }),
  ),
  publishedAt: Instant,
  publishedBy: Nullable(PersonRef),
  drawn: Nullable(
    Type.Object(
      { at: Instant, by: Nullable(PersonRef) },
      {
        description:
          'Who drew it anew last without changing what it means; null: it looks as it was published.',
      },
    ),
  ),
  active: Type.Boolean({ description: 'Whether new runs take it.' }),
  running: Type.Integer(),
};
export const ProcessVersions = listOf(Type.Object(versionFields));
export const ProcessVersion = Type.Object({ key: Key, ...versionFields, definition: JsonObject });

export const Finding = Type.Object({
  rule: Type.String(),
  level: Choice(['error', 'warning', 'hint']),
  element: Type.Optional(Type.String()),
  flow: Type.Optional(Type.String()),
  pointer: Type.Optional(Type.String({ description: 'JSON Pointer into the definition.' })),
  message: Type.String(),
  values: JsonObject,
  fix: Type.Optional(Type.Array(JsonObject, { description: 'Edits that would mend it.' })),
  example: Type.Optional(
    Type.Object(
      {},
      { additionalProperties: true, description: 'Facts for which it is so, as a condition.' },
    ),
  ),
  scenario: Type.Optional(
    Type.Object(
      {},
      { additionalProperties: true, description: 'How it comes to that: a scenario to be played.' },
    ),
  ),
});
export const PlayedVersion = Nullable(
  Type.Integer({
    description:
      'Where the caller has no draft, the version that new runs take, else the latest; null: it was their draft.',
  }),
);
export const Findings = Type.Object({ version: PlayedVersion, findings: Type.Array(Finding) });

const Sha256 = Type.String({
  pattern: '^[0-9a-f]{64}$',
  description:
    'Of what would be published, with the versions of what it calls and the scenarios it must pass: it stays when boxes are moved.',
});

export const Review = Type.Object({
  reviewer: PersonRef,
  decision: Choice(DECISIONS),
  comment: Type.String(),
  sha256: Sha256,
  decidedAt: Instant,
});

const draftFields = {
  definition: JsonObject,
  baseVersion: Nullable(Type.Integer()),
  revision: Version,
  updatedAt: Instant,
};
export const Draft = Type.Object(draftFields);
export const ColleaguesDraft = Type.Object({
  ...draftFields,
  sha256: Sha256,
  calls: Type.Array(
    Type.Object({
      element: Type.String(),
      process: Key,
      version: Nullable(Type.Integer({ description: 'Null: it has none yet.' })),
    }),
    { description: 'The processes it calls, each in the version it would run.' },
  ),
  required: Type.Array(Type.String(), { description: 'The scenarios it must pass, by name.' }),
  loosened: Type.Array(
    Type.Object({
      scenario: Type.String(),
      how: Choice(['changed', 'notRequired', 'removed']),
      by: Nullable(PersonRef),
      at: Instant,
    }),
    {
      description:
        'Required scenarios that were changed, required no longer or removed since the present version was published.',
    },
  ),
  review: Nullable(
    Type.Object(Review.properties, { description: 'Of what the draft says now; null: none.' }),
  ),
});
export const SavedDraft = Type.Object({
  revision: Version,
  baseVersion: Nullable(Type.Integer()),
  findings: Type.Array(Finding),
});
export const Drafts = listOf(
  Type.Object({
    author: PersonRef,
    revision: Version,
    baseVersion: Nullable(Type.Integer()),
    updatedAt: Instant,
  }),
);

/** Taken as it comes and held against its schema by the domain, which names the element and the field. */
export const DefinitionBody = Type.Unknown({
  description: `A definition (/api/v1/schemas/process-definition.json): ${Object.keys(DefinitionSchema.properties).join(', ')}.`,
});

export const DraftQuery = Input({
  baseVersion: Type.Optional(
    Type.Integer({
      minimum: 0,
      description: 'The version this draft now takes into account; 0 for none.',
    }),
  ),
});
export const ProcessChange = Input({
  reviewRequired: Type.Optional(
    Type.Boolean({
      description:
        'Whether a colleague must have approved a draft before it is published. `false` takes effect when two people have asked for it.',
    }),
  ),
});
export const AuthorParams = Type.Object({
  key: Type.String({ maxLength: 64 }),
  author: Id,
});
export const NewReview = Input({
  decision: Choice(DECISIONS),
  comment: Type.Optional(Type.String({ maxLength: 2_000 })),
  sha256: Sha256,
});

export const ProcessQuery = Input({
  ...PageQuery,
  q: Type.Optional(Type.String({ maxLength: 200 })),
});
export const VersionQuery = Input({ ...PageQuery });
export const VersionParams = Type.Object({
  key: Type.String({ maxLength: 64 }),
  number: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }),
});

export const NewRun = Input({
  variables: Type.Optional(JsonObject),
  ticketId: Type.Optional(
    Nullable(
      Type.String({ maxLength: 40, description: 'The id or number of the ticket it belongs to.' }),
    ),
  ),
  version: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 2_147_483_647,
      description:
        'The version whose form was filled in: refused with `stale_version` where the run takes another one.',
    }),
  ),
});
export const StartQuery = Type.Object({ ticketId: NewRun.properties.ticketId });
export const VersionToStart = Type.Object({ version: Type.Integer() });
export const StartedRun = Type.Object({
  id: Id,
  state: Choice(RUN_STATES),
  workflowId: Type.String(),
});
