/**
 * If it began now: who would be told when, with today’s groups, rotas and calendars, as long as nobody acknowledges. The same
 * steps as a real escalation takes; nothing is written and nobody is told.
 */
import { type Ladder, type LadderParty, nextRung, type Rung } from '#engine/escalation/ladder.ts';
import { compileCondition } from '#rules/compile.ts';
import { type AskedPerson, peopleOf } from '../processes/people.ts';
import { personOnCall } from '../rotas/on-call.ts';
import { ticketFacts } from '../tickets/facts.ts';
import type { Work } from '../work.ts';
import { type AskedVendor, vendorsOf, withoutVendors } from './vendors.ts';
import { waitFrom } from './wait.ts';

export type PreviewedRung = Rung & {
  readonly at: string;
  readonly name: string;
  readonly by: readonly ('inApp' | 'mail')[];
  readonly people: readonly AskedPerson[];
  readonly vendors: readonly AskedVendor[];
  /** Rotas in which nobody is on call then: the ticket’s queue would be told instead. */
  readonly empty: readonly string[];
  /** Some of whom it asks stand on the ticket, and no ticket was given. */
  readonly needsTicket: boolean;
};

export type LadderPreview = {
  readonly rungs: readonly PreviewedRung[];
  /** When nobody is left; null where there is more than is shown: too many rungs, or too far ahead. */
  readonly endsAt: string | null;
};

export const MOST_RUNGS = 60;
/** Nobody knows who will be there in ten years, and the calendars of computers end somewhere. */
const MOST_AHEAD_MS = 3_650 * 86_400_000;

/** @throws DomainError not_found for a ticket that is not there */
export async function previewLadder(
  work: Work,
  ladder: Ladder,
  ticketId: string | null,
): Promise<LadderPreview> {
  const facts = ticketId === null ? {} : await ticketFacts(work, ticketId);
  const isStopped = ticketId !== null && ladder.stop && compileCondition(ladder.stop)(facts);
  if (isStopped) return { rungs: [], endsAt: work.now.toISOString() };
  const rungs: PreviewedRung[] = [];
  let rung: Rung = { level: 0, asked: 0 };
  let at = work.now;
  while (rungs.length < MOST_RUNGS && at.getTime() - work.now.getTime() <= MOST_AHEAD_MS) {
    const next = nextRung(ladder, rung);
    if ('exhausted' in next) return { rungs, endsAt: at.toISOString() };
    const then: Work = { ...work, now: at };
    const { to, name, by = ['inApp', 'mail'] } = next.level;
    const asked = withoutVendors(to);
    rungs.push({
      ...next.rung,
      at: at.toISOString(),
      name,
      by,
      people: await peopleOf(then, asked, ticketId, facts),
      vendors: await vendorsOf(then, to),
      empty: await emptyRotas(then, asked),
      needsTicket: ticketId === null && to.some(isOnTicket),
    });
    rung = next.rung;
    at = await waitFrom(work, at, next.wait, ladder.calendar);
  }
  return { rungs, endsAt: null };
}

const isOnTicket = (party: LadderParty): boolean =>
  'relation' in party || ('user' in party && party.user.includes('{{'));

async function emptyRotas(work: Work, parties: readonly LadderParty[]): Promise<string[]> {
  const empty: string[] = [];
  for (const party of parties)
    if ('rota' in party && !(await personOnCall(work, party.rota))) empty.push(party.rota);
  return empty;
}
