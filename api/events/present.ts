/** What a stream tells: ids and what kind of thing happened, never contents. Whoever shows it fetches it, and may or may not. */
import type { SeenEvent } from '#domain/events/reader.ts';

export const presentEvent = (event: SeenEvent) => ({
  type: event.type,
  subject: {
    kind: event.subjectKind,
    id: event.subjectId,
    ...(event.subjectKind === 'ticket' && event.number !== null ? { number: event.number } : {}),
  },
  ...(event.ticketId === null ? {} : { ticketId: event.ticketId }),
  at: event.at,
  actor: { kind: event.actorKind, id: event.actorId },
});
