/** What really happened to a ticket while its run went on, for its clocks. What was before is taken as it stood when the run began. */

import { isObject, type Json, type JsonObject } from '#engine/json.ts';
import type { TicketMoment } from '#engine/rehearsal/index.ts';
import { putFact } from '../changes/plan-fields.ts';
import type { EventRow } from './read-events.ts';

/** `then`: its facts when the run began. */
export function realMoments(
  then: JsonObject,
  begun: string,
  events: readonly EventRow[],
): readonly TicketMoment[] {
  const { priorityByHand: _, ...facts } = then;
  let ticket: { readonly [field: string]: Json } = facts;
  const { createdAt } = facts;
  const opened = typeof createdAt === 'string' && createdAt < begun ? createdAt : begun;
  const moments: TicketMoment[] = [{ at: opened, happening: 'opened', ticket }];
  for (const { at, type, changes, data } of events) {
    if (type === 'ticket.updated') {
      const set = Object.entries(changes).flatMap(([field, { after }]) =>
        UNTOLD.has(field) ? [] : [[field, toJson(after)] as const],
      );
      if (set.length === 0) continue;
      const now = { ...ticket };
      for (const [field, value] of set) putFact(now, field, value);
      ticket = now;
      moments.push({ at, happening: 'changed', ticket });
    } else if (type === 'comment.added' && data.internal !== true) {
      if (data.by === 'agent') moments.push({ at, happening: 'agentAnswered', ticket });
      if (data.by === 'requester') moments.push({ at, happening: 'requesterAnswered', ticket });
    }
  }
  return moments;
}

/** No facts, or worked out by the clocks themselves. */
const UNTOLD = new Set(['deletedAt', 'dueAt', 'priorityByHand']);

const toJson = (value: unknown): Json =>
  isObject(value) && Object.keys(value).length === 1 && 'hash' in value
    ? null
    : ((value ?? null) as Json);
