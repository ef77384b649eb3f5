/** What is settled about major incidents, and the status page, as they go in and out. */
import { Type } from 'typebox';
import {
  Choice,
  Id,
  Input,
  Instant,
  Key,
  listOf,
  Nullable,
  PageQuery,
  Version,
} from '../schemas.ts';
import { Audience, Severity, Stage } from './schemas.ts';

const Name = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' });
const Minutes = Type.Integer({ minimum: 10, maximum: 1_440 });
const Subject = Type.String({ minLength: 1, maxLength: 300, pattern: '\\S' });
const Body = Type.String({ minLength: 1, maxLength: 10_000, pattern: '\\S' });

export const KeyOrIdParams = Type.Object({
  id: Type.String({ minLength: 1, maxLength: 64, description: 'A key or an id.' }),
});
export const SettingQuery = Input({ ...PageQuery });

export const Service = Type.Object({
  id: Id,
  key: Type.String(),
  name: Type.String(),
  description: Type.String(),
  version: Version,
});
export const Services = listOf(Service);
export const NewService = Input({
  key: Key,
  name: Name,
  description: Type.Optional(Type.String({ maxLength: 500 })),
});
export const ServicePatch = Input({
  name: Type.Optional(Name),
  description: Type.Optional(Type.String({ maxLength: 500 })),
});

export const UpdateTemplate = Type.Object({
  id: Id,
  key: Type.String(),
  name: Type.String(),
  subject: Type.String(),
  body: Type.String(),
  version: Version,
});
export const UpdateTemplates = listOf(UpdateTemplate);
export const NewUpdateTemplate = Input({ key: Key, name: Name, subject: Subject, body: Body });
export const UpdateTemplatePatch = Input({
  name: Type.Optional(Name),
  subject: Type.Optional(Subject),
  body: Type.Optional(Body),
});

const UpdateMinutes = Type.Object(
  { '1': Minutes, '2': Minutes, '3': Minutes },
  { additionalProperties: false, description: 'Minutes between two updates, by severity.' },
);
export const MajorSettings = Type.Object({
  updateMinutes: UpdateMinutes,
  audience: Audience,
  isPublic: Type.Boolean({ description: 'Whether the status page has a secret address.' }),
  placeholders: Type.Array(Type.String(), { description: 'What an update may name as {{…}}.' }),
  version: Version,
});
export const MajorSettingsPatch = Input(
  { updateMinutes: Type.Optional(UpdateMinutes), audience: Type.Optional(Audience) },
  { minProperties: 1 },
);
export const StatusAddress = Type.Object({
  address: Type.String({ description: 'Shown once. The one before has ended.' }),
});

const StatusIncident = Type.Object({
  id: Id,
  number: Type.String(),
  headline: Type.String(),
  severity: Severity,
  state: Choice(['open', 'resolved', 'closed']),
  services: Type.Array(Type.String()),
  declaredAt: Instant,
  resolvedAt: Nullable(Instant),
  nextUpdateAt: Nullable(Instant),
  messages: Type.Array(
    Type.Object({ stage: Stage, subject: Type.String(), body: Type.String(), at: Instant }),
  ),
});
export const StatusPage = Type.Object({
  tenant: Type.String(),
  at: Instant,
  services: Type.Array(
    Type.Object({
      key: Type.String(),
      name: Type.String(),
      description: Type.String(),
      state: Choice(['operational', 'degraded', 'down']),
    }),
  ),
  current: Type.Array(StatusIncident),
  past: Type.Array(StatusIncident, { description: 'Of the last thirty days.' }),
});
export const StatusParams = Type.Object({
  address: Type.String({ minLength: 1, maxLength: 100, description: 'The secret part of it.' }),
});
