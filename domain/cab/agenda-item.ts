/** A change on the agenda of a meeting, and what the board decided about it. */
import { defineEntity, p } from '@mikro-orm/postgresql';
import type { Decision } from './meeting.ts';

const AgendaItemSchema = defineEntity({
  name: 'AgendaItem',
  tableName: 'cab_agenda_item',
  properties: {
    meetingId: p.uuid().primary(),
    ticketId: p.uuid().primary(),
    tenantId: p.uuid(),
    decision: p.text().$type<Decision>().nullable(),
    note: p.text().nullable(),
  },
});

export class AgendaItem extends AgendaItemSchema.class {}
AgendaItemSchema.setClass(AgendaItem);
