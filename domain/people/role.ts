/** A role: permissions, each with the records it reaches. Shipped roles belong to every tenant and cannot be changed. */
import { defineEntity, p } from '@mikro-orm/postgresql';
import type { Grant } from './access.ts';

const RoleSchema = defineEntity({
  name: 'Role',
  tableName: 'role',
  properties: {
    id: p.uuid().primary(),
    tenantId: p.uuid(),
    key: p.string(),
    name: p.string(),
    permissions: p.json().$type<Grant[]>(),
    builtIn: p.boolean().default(false),
    version: p.integer().version(),
  },
});

export class Role extends RoleSchema.class {}
RoleSchema.setClass(Role);
