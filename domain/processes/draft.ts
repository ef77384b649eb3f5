/** One author's unpublished work on a process, and the version it began from. Its revision goes up with every save. */
import { defineEntity, p } from '@mikro-orm/postgresql';
import type { Definition } from '#engine/definition.ts';

const DraftSchema = defineEntity({
  name: 'Draft',
  tableName: 'draft',
  properties: {
    id: p.uuid().primary(),
    tenantId: p.uuid(),
    processId: p.uuid(),
    authorId: p.uuid(),
    definition: p.json().$type<Definition>(),
    baseVersion: p.integer().nullable(),
    /** Which drawing of it the author has seen; 0: the one it was published with. */
    baseDrawing: p.integer().default(0),
    revision: p.integer(),
    updatedAt: p.datetime(),
  },
});

export class Draft extends DraftSchema.class {}
DraftSchema.setClass(Draft);
