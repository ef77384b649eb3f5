/**
 * What the escalation workflow asks when it wakes: ask whoever its ladder says comes next, once, and say when to come again.
 * When nobody is left on the ladder the escalation is exhausted.
 */
import { LockMode } from '@mikro-orm/postgresql';
import { type LadderLevel, nextRung } from '#engine/escalation/ladder.ts';
import { compileCondition } from '#rules/compile.ts';
import { record } from '../events/record.ts';
import { reach } from '../processes/reach.ts';
import { type TicketFacts, ticketFacts } from '../tickets/facts.ts';
import { Ticket } from '../tickets/ticket.ts';
import type { Work } from '../work.ts';
import { Escalation } from './escalation.ts';
import { ladderVersion } from './ladders.ts';
import { tellAsked } from './tell-asked.ts';
import { vendorsOf, withoutVendors } from './vendors.ts';
import { waitFrom } from './wait.ts';

/** Returns when the next level is due, or null when the escalation is over. */
export async function escalationDue(work: Work, id: string): Promise<Date | null> {
  const escalation = await work.em.findOne(
    Escalation,
    { id },
    { lockMode: LockMode.PESSIMISTIC_WRITE },
  );
  if (escalation?.state !== 'open' || !escalation.nextAt) return null;
  if (escalation.nextAt > work.now) return escalation.nextAt;
  const ladder = await ladderVersion(work, escalation.ladderKey, escalation.ladderVersion);
  const facts = await ticketFacts(work, escalation.ticketId);
  if (ladder.stop && compileCondition(ladder.stop)(facts)) return end(work, escalation, 'stopped');
  const next = nextRung(ladder, { level: escalation.level, asked: escalation.asked });
  if ('exhausted' in next) return end(work, escalation, 'exhausted');
  Object.assign(escalation, next.rung, { snoozedUntil: null, snoozeReason: null });
  escalation.levelDueAt = await waitFrom(work, work.now, next.wait, ladder.calendar);
  escalation.nextAt = escalation.levelDueAt;
  await ask(work, escalation, next.level, facts);
  return escalation.nextAt;
}

async function ask(
  work: Work,
  escalation: Escalation,
  level: LadderLevel,
  facts: TicketFacts,
): Promise<void> {
  const ticket = await work.em.findOneOrFail(Ticket, { id: escalation.ticketId });
  const people = await reach(work, withoutVendors(level.to), ticket.id, facts);
  const vendors = await vendorsOf(work, level.to);
  await tellAsked(work, { escalation, ticket, people, vendors, by: level.by ?? ['inApp', 'mail'] });
  await record(work, {
    type: 'escalation.raised',
    subject: { kind: 'ticket', id: ticket.id },
    data: {
      escalationId: escalation.id,
      level: escalation.level,
      asked: level.name,
      people: people.length,
      ...(vendors.length > 0 ? { vendors: vendors.map(({ name }) => name) } : {}),
      ...(escalation.asked > 1 ? { time: escalation.asked } : {}),
      ...(level.direction ? { direction: level.direction } : {}),
      ...(escalation.nextAt ? { nextAt: escalation.nextAt.toISOString() } : {}),
    },
  });
}

/** `stopped`: what its ladder names as the end has come; `exhausted`: nobody is left to be asked. */
async function end(
  work: Work,
  escalation: Escalation,
  how: 'stopped' | 'exhausted',
): Promise<null> {
  escalation.state = how === 'stopped' ? 'cancelled' : 'exhausted';
  escalation.nextAt = null;
  await record(work, {
    type: `escalation.${how}`,
    subject: { kind: 'ticket', id: escalation.ticketId },
    data: { escalationId: escalation.id },
  });
  return null;
}
