/** Where tickets wait to be worked on; the group that owns a queue works on it. */
import { defineEntity, p } from '@mikro-orm/postgresql';

const QueueSchema = defineEntity({
  name: 'Queue',
  tableName: 'queue',
  properties: {
    id: p.uuid().primary(),
    tenantId: p.uuid(),
    key: p.text(),
    name: p.text(),
    groupId: p.uuid().nullable(),
    version: p.integer().version(),
  },
});

export class Queue extends QueueSchema.class {}
QueueSchema.setClass(Queue);
