/**
 * The next tickets of a back-test. Where the database itself cannot make sense of what one of them holds, they are read one by
 * one, so that this one is told apart and the others are played; an outage is no such thing.
 */
import { type PastTickets, readPastTickets } from '#domain/backtests/read-history.ts';
import { refusalOf } from '#domain/refusal-of.ts';
import type { Work } from '#domain/work.ts';

export type Within = <T>(act: (work: Work) => Promise<T>) => Promise<T>;

export async function readPast(
  within: Within,
  id: string,
  from: number,
  until: number,
): Promise<PastTickets> {
  try {
    return await within((work) => readPastTickets(work, id, from, until));
  } catch (error) {
    if (refusalOf(error) === null) throw error;
    return until - from > 1
      ? joined(await eachOf(within, id, from, until))
      : refused(from, String(error));
  }
}

async function eachOf(within: Within, id: string, from: number, until: number) {
  const pages: PastTickets[] = [];
  for (let ord = from; ord < until; ord += 1) pages.push(await readPast(within, id, ord, ord + 1));
  return pages;
}

const refused = (ord: number, error: string): PastTickets => ({
  tickets: [],
  versions: new Map(),
  unread: [{ ord, unplayed: 'unreadable', error }],
});

const joined = (pages: readonly PastTickets[]): PastTickets => ({
  tickets: pages.flatMap(({ tickets }) => tickets),
  unread: pages.flatMap(({ unread }) => unread),
  versions: new Map(pages.flatMap(({ versions }) => [...versions])),
});
