/** What is promised: for these types of ticket, so much business time by priority, counted in this calendar. */
import { defineEntity, p } from '@mikro-orm/postgresql';

const SlaPolicySchema = defineEntity({
  name: 'SlaPolicy',
  tableName: 'sla_policy',
  properties: {
    id: p.uuid().primary(),
    tenantId: p.uuid(),
    key: p.text(),
    name: p.text(),
    ticketTypes: p.array().$type<string[]>(),
    /** Business seconds by priority; a priority that is not named has no target. */
    targets: p.json().$type<Record<string, number>>(),
    calendarKey: p.text(),
    active: p.boolean(),
    version: p.integer().version(),
  },
});

export class SlaPolicy extends SlaPolicySchema.class {}
SlaPolicySchema.setClass(SlaPolicy);
