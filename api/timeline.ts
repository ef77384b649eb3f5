/** What happened, to whom and why, as it goes out: of a ticket and of a run alike. */
import { Type } from 'typebox';
import { invalid } from '#domain/errors.ts';
import { isId } from '#domain/ids.ts';
import type { TimelinePlace, TimelineEvent as Told } from '#domain/tickets/timeline.ts';
import type { CursorValue } from './pages.ts';
import { Choice, Id, Input, Instant, JsonObject, listOf, Nullable, PageQuery } from './schemas.ts';

const Change = Type.Object({ before: Type.Unknown(), after: Type.Unknown() });

export const TimelineEvent = Type.Object({
  id: Id,
  at: Instant,
  type: Type.String({
    description: 'ticket.created, ticket.updated, comment.added, run.repaired, …',
  }),
  actor: Type.Object({
    kind: Choice(['person', 'system', 'run', 'rule']),
    id: Nullable(Id),
    name: Nullable(Type.String()),
  }),
  cause: Type.Object({
    kind: Choice(['request', 'rule', 'run', 'message', 'clock', 'system']),
    id: Nullable(Type.String()),
    label: Nullable(Type.String()),
  }),
  changes: Type.Record(Type.String(), Change),
  data: JsonObject,
  text: Nullable(Type.String()),
});
export const TimelineEvents = listOf(TimelineEvent);

export const TimelineQuery = Input({ ...PageQuery });

export const presentTimelineEvent = (event: Told) => ({
  ...event,
  at: event.at.toISOString(),
});

/** Lists that go by time and id. @throws DomainError invalid_input */
export function toTimelinePlace(after: readonly CursorValue[] | null): TimelinePlace | null {
  if (after === null) return null;
  const [at, id] = after;
  if (typeof at !== 'string' || Number.isNaN(Date.parse(at)) || typeof id !== 'string' || !isId(id))
    return invalid('/cursor', 'It is not a cursor of this list.');
  return { at, id };
}
