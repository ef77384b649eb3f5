/** An organization or a part of one; they form a tree, and the `organization` scope reaches down it. */
import { defineEntity, p } from '@mikro-orm/postgresql';

const OrganizationSchema = defineEntity({
  name: 'Organization',
  tableName: 'organization',
  properties: {
    id: p.uuid().primary(),
    tenantId: p.uuid(),
    parentId: p.uuid().nullable(),
    key: p.string(),
    name: p.string(),
    /** Whom it is to the service desk, when it works and where; null: as its parent. */
    tier: p.text().nullable(),
    calendarKey: p.text().nullable(),
    timeZone: p.text().nullable(),
    version: p.integer().version(),
    createdAt: p.datetime(),
  },
});

export class Organization extends OrganizationSchema.class {}
OrganizationSchema.setClass(Organization);
