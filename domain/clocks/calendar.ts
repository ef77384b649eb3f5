/**
 * When a tenant works. Every change of a calendar makes a version that stays for ever: a clock names the version it counts
 * with, so that editing a calendar rewrites nothing that has happened.
 */
import { defineEntity, p } from '@mikro-orm/postgresql';
import type { Calendar as Hours } from '#engine/calendar.ts';

const CalendarSchema = defineEntity({
  name: 'Calendar',
  tableName: 'calendar',
  properties: {
    id: p.uuid().primary(),
    tenantId: p.uuid(),
    key: p.text(),
    name: p.text(),
    hours: p.json().$type<Hours>(),
    version: p.integer().version(),
  },
});

export class Calendar extends CalendarSchema.class {}
CalendarSchema.setClass(Calendar);
