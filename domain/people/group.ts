/** A group of people: it owns queues, is asked for approvals, and gives its members the `group` scope over its tickets. */
import { defineEntity, p } from '@mikro-orm/postgresql';

const GroupSchema = defineEntity({
  name: 'Group',
  tableName: 'people_group',
  properties: {
    id: p.uuid().primary(),
    tenantId: p.uuid(),
    key: p.string(),
    name: p.string(),
    version: p.integer().version(),
  },
});

export class Group extends GroupSchema.class {}
GroupSchema.setClass(Group);
