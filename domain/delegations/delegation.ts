/** That others may decide for somebody: from when until when, and at which processes. Who they are stands beside it. */
import { defineEntity, p } from '@mikro-orm/postgresql';

const DelegationSchema = defineEntity({
  name: 'Delegation',
  tableName: 'delegation',
  properties: {
    id: p.uuid().primary(),
    tenantId: p.uuid(),
    /** Who is stood in for. */
    personId: p.uuid(),
    fromAt: p.datetime(),
    untilAt: p.datetime().nullable(),
    /** Only at these processes; at all of them when null. */
    processes: p.array().$type<string[]>().columnType('uuid[]').nullable(),
    away: p.boolean(),
    reason: p.text(),
    madeBy: p.uuid().nullable(),
    madeAt: p.datetime(),
    endedAt: p.datetime().nullable(),
    version: p.integer().version(),
  },
});

export class Delegation extends DelegationSchema.class {}
DelegationSchema.setClass(Delegation);
