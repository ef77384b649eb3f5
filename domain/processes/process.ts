/** A process by its key: what its versions have in common, and which of them new runs take (`taken-version.ts` chooses). */
import { defineEntity, p } from '@mikro-orm/postgresql';

const ProcessSchema = defineEntity({
  name: 'Process',
  tableName: 'process',
  properties: {
    id: p.uuid().primary(),
    tenantId: p.uuid(),
    key: p.text(),
    name: p.text(),
    description: p.text(),
    activeVersion: p.integer().nullable(),
    /** The one that the active version took over from. */
    formerVersion: p.integer().nullable(),
    /** A version on its way, from when on, and how many of a hundred new runs take it (null: all). */
    nextVersion: p.integer().nullable(),
    nextFrom: p.datetime().nullable(),
    nextShare: p.integer().nullable(),
    nextSetBy: p.uuid().nullable(),
    /** Whether it has been told that its share began. */
    nextBegun: p.boolean().default(false),
    /** Whether a colleague must have approved a draft before its author publishes it. */
    reviewRequired: p.boolean().default(false),
    /** Who wants to do without; it takes a second person. */
    reviewOffAskedBy: p.uuid().nullable(),
    reviewOffAskedAt: p.datetime().nullable(),
    createdAt: p.datetime(),
    version: p.integer().version(),
  },
});

export class Process extends ProcessSchema.class {}
ProcessSchema.setClass(Process);
