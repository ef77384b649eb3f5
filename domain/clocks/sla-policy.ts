/** What is promised: for these types of ticket, so much business time by priority, counted in this calendar. */
import { defineEntity, p } from '@mikro-orm/postgresql';
import { TextList } from '../tickets/text-list.ts';

const SlaPolicySchema = defineEntity({
  name: 'SlaPolicy',
  tableName: 'sla_policy',
  properties: {
    id: p.uuid().primary(),
    tenantId: p.uuid(),
    key: p.text(),
    name: p.text(),
    ticketTypes: p.type(TextList).$type<string[]>(),
    /** Business seconds by priority; a priority that is not named has no target. */
    targets: p.json().$type<Record<string, number>>(),
    calendarKey: p.text(),
    active: p.boolean(),
    version: p.integer().version(),
  },
});

export class SlaPolicy extends SlaPolicySchema.class {}
SlaPolicySchema.setClass(SlaPolicy);
