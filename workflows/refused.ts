/** What a run takes in instead of an event of which the record cannot write down what came. */
import type { Event } from '#engine/messages.ts';

/** Null where there is nothing that could take its place: it is tried again. */
export function inPlaceOf(event: Event, why: string): Event | null {
  if (event.type === 'cancelled') return event.undo ? { ...event, undo: false } : null;
  if (event.type === 'started' || event.type === 'corrected') return null;
  const { at, token } = event;
  const message = event.type === 'messageReceived' ? event.message : undefined;
  return { type: 'refused', at, token, why, ...(message === undefined ? {} : { message }) };
}
