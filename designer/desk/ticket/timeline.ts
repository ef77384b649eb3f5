/**
 * What people said and what happened, as one story in the order of time. Runs of small changes fold into one line that
 * opens, so that the words stay in sight. Pure.
 */
import type { Comment, TicketEvent } from '#designer/client/types/tickets.ts';

export type Entry =
  | { kind: 'comment'; key: string; at: string; comment: Comment }
  | { kind: 'event'; key: string; at: string; event: TicketEvent }
  | { kind: 'fold'; key: string; at: string; events: TicketEvent[] };

/** Shorter rows of changes are shown as they are. */
const FOLD_FROM = 4;

/** Custom fields as they were when the ticket came, whatever was made of them since. */
export function submittedOf(
  custom: Readonly<Record<string, unknown>>,
  events: readonly TicketEvent[],
): Record<string, unknown> {
  const changes = events
    .filter((event) => event.changes.custom !== undefined)
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.id < b.id ? -1 : 1));
  const { before, after } = changes[0]?.changes.custom ?? { before: custom, after: custom };
  return { ...(before ?? after ?? {}) };
}

export function toTimeline(
  comments: readonly Comment[],
  events: readonly TicketEvent[],
  show: 'all' | 'words',
): Entry[] {
  const entries: Entry[] = comments.map((comment) => ({
    kind: 'comment',
    key: comment.id,
    at: comment.createdAt,
    comment,
  }));
  if (show === 'all') {
    for (const event of events) {
      // The comment itself says it better.
      if (event.type !== 'comment.added')
        entries.push({ kind: 'event', key: event.id, at: event.at, event });
    }
  }
  entries.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.key < b.key ? -1 : 1));
  return fold(entries);
}

function fold(entries: Entry[]): Entry[] {
  const folded: Entry[] = [];
  let run: TicketEvent[] = [];
  const flush = (last: boolean) => {
    // What happened last stays open: that is what one came to see.
    if (run.length >= FOLD_FROM && !last)
      folded.push({ kind: 'fold', key: `fold:${run[0]?.id}`, at: run[0]?.at ?? '', events: run });
    else
      folded.push(
        ...run.map((event): Entry => ({ kind: 'event', key: event.id, at: event.at, event })),
      );
    run = [];
  };
  for (const entry of entries) {
    if (entry.kind === 'event') {
      run.push(entry.event);
      continue;
    }
    flush(false);
    folded.push(entry);
  }
  flush(true);
  return folded;
}
