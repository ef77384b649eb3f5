/** A policy as it holds now. Each of its states is kept as a version, since clocks go on by the one they were promised by. */
import { defineEntity, p } from '@mikro-orm/postgresql';
import type { ClockPolicy } from '#engine/clocks/policy.ts';

const SlaPolicySchema = defineEntity({
  name: 'SlaPolicy',
  tableName: 'sla_policy',
  properties: {
    id: p.uuid().primary(),
    tenantId: p.uuid(),
    key: p.text(),
    place: p.integer(),
    policy: p.json().$type<ClockPolicy>(),
    version: p.integer().version(),
  },
});

export class SlaPolicy extends SlaPolicySchema.class {}
SlaPolicySchema.setClass(SlaPolicy);
