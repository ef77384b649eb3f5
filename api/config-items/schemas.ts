/** What a desk looks after, as it goes in and out. */
import { Type } from 'typebox';
import { AFFECTED_MAX } from '#domain/config-items/affected.ts';
import { ITEM_KINDS } from '#domain/config-items/config-item.ts';
import { MOST_TOLD } from '#domain/config-items/impact.ts';
import { DEPENDS_ON_MAX } from '#domain/config-items/relations.ts';
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
const Kind = Choice(ITEM_KINDS);
const Criticality = Type.Unsafe<1 | 2 | 3 | 4>({
  type: 'integer',
  enum: [1, 2, 3, 4],
  description: '1 is the most critical.',
});
const Description = Type.String({ maxLength: 2_000 });
const Owner = Nullable(
  Type.String({ minLength: 1, maxLength: 254, description: 'An address or id.' }),
);
const SupportingGroup = Nullable(
  Type.String({ minLength: 1, maxLength: 64, description: 'A key or id.' }),
);
const DependsOn = Type.Array(Key, {
  maxItems: DEPENDS_ON_MAX,
  description: 'Keys of what it depends on; given whole.',
});

export const ItemParams = Type.Object({
  key: Type.String({ minLength: 1, maxLength: 64, description: 'A key or an id.' }),
});

export const ItemQuery = Input({
  ...PageQuery,
  q: Type.Optional(Type.String({ maxLength: 200, description: 'Part of a key or a name.' })),
  kind: Type.Optional(Type.String({ maxLength: 100, description: 'Kinds, with commas between.' })),
  criticality: Type.Optional(Type.String({ maxLength: 20, description: '1,2' })),
  owner: Type.Optional(
    Type.String({ maxLength: 254, description: 'An address or id, `me`, or `none`.' }),
  ),
  group: Type.Optional(Key),
  active: Type.Optional(Type.Boolean()),
});

const ItemRef = Type.Object({ key: Type.String(), name: Type.String(), active: Type.Boolean() });

export const ConfigItem = Type.Object({
  id: Id,
  key: Type.String(),
  name: Type.String(),
  kind: Kind,
  description: Type.String(),
  owner: Nullable(PersonRef),
  group: Nullable(KeyRef),
  criticality: Criticality,
  active: Type.Boolean({ description: 'Not so once it is retired: then it is offered nowhere.' }),
  dependsOn: Type.Array(ItemRef),
  version: Version,
  createdAt: Instant,
  updatedAt: Instant,
  allowed: Allowed,
});
export const ConfigItems = listOf(ConfigItem);

const fields = {
  description: Type.Optional(Description),
  owner: Type.Optional(Owner),
  group: Type.Optional(SupportingGroup),
  criticality: Type.Optional(Criticality),
  dependsOn: Type.Optional(DependsOn),
};
export const NewConfigItem = Input({ key: Key, name: Name, kind: Kind, ...fields });
export const ConfigItemPatch = Input(
  {
    name: Type.Optional(Name),
    kind: Type.Optional(Kind),
    ...fields,
    active: Type.Optional(Type.Boolean()),
  },
  { minProperties: 1 },
);

export const ReachQuery = Input({
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: MOST_TOLD, default: 200 })),
});

export const Reached = Type.Object({
  items: Type.Array(
    Type.Object({
      id: Id,
      key: Type.String(),
      name: Type.String(),
      kind: Kind,
      criticality: Criticality,
      active: Type.Boolean(),
      owner: Nullable(PersonRef),
      depth: Type.Integer({ description: 'Steps away; 1 is directly.' }),
      path: Type.Array(Type.Object({ key: Type.String(), name: Type.String() }), {
        description: 'A shortest way, from where it begins to this one.',
      }),
    }),
    { description: 'The most critical first, then the nearest.' },
  ),
  total: Type.Integer({ description: 'How many there are, told or not.' }),
  nextCursor: Type.Null({ description: 'They come in one page.' }),
});

export const TicketItems = Type.Object({
  items: Type.Array(
    Type.Object({
      id: Id,
      key: Type.String(),
      name: Type.String(),
      kind: Kind,
      criticality: Criticality,
      active: Type.Boolean(),
      owner: Nullable(PersonRef),
      addedAt: Instant,
    }),
  ),
  nextCursor: Type.Null({ description: 'They come in one page.' }),
  allowed: Allowed,
});
export const TicketItemsChange = Input({
  items: Type.Array(Key, { maxItems: AFFECTED_MAX, description: 'Keys, all of them.' }),
});
