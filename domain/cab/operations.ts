/**
 * What can be done with a meeting. Decisions are taken on the locked meeting, so that closing it and a last decision
 * cannot pass each other; each is an event of the change it concerns.
 */
import { LockMode } from '@mikro-orm/postgresql';
import { DomainError, invalid } from '../errors.ts';
import { record } from '../events/record.ts';
import { newId } from '../ids.ts';
import { send } from '../outbox.ts';
import { Ticket } from '../tickets/ticket.ts';
import { demandVersion } from '../version.ts';
import type { Work } from '../work.ts';
import { AgendaItem } from './agenda-item.ts';
import { type Decision, Meeting } from './meeting.ts';

export type NewMeeting = {
  readonly name: string;
  readonly scheduledAt: Date;
  /** Numbers of the changes on the agenda. */
  readonly changes: readonly string[];
};

/** @throws DomainError invalid_input for a number that is no open change */
export async function planMeeting(work: Work, input: NewMeeting): Promise<Meeting> {
  const meeting = work.em.create(
    Meeting,
    {
      id: newId(),
      tenantId: work.tenantId,
      name: input.name,
      state: 'planned',
      scheduledAt: input.scheduledAt,
      minutes: '',
      version: 1,
    },
    { persist: true, partial: true },
  );
  await record(work, {
    type: 'meeting.planned',
    subject: { kind: 'meeting', id: meeting.id },
    data: { name: input.name, scheduledAt: input.scheduledAt.toISOString() },
  });
  await work.em.flush();
  for (const [index, number] of [...new Set(input.changes)].entries()) {
    await addChange(work, meeting, number, `/changes/${index}`);
  }
  send(work, 'cab', meeting.id, { at: input.scheduledAt.toISOString() });
  return meeting;
}

async function addChange(
  work: Work,
  meeting: Meeting,
  number: string,
  pointer: string,
): Promise<void> {
  const change = await work.em.findOne(Ticket, { number: number.toUpperCase(), deletedAt: null });
  if (change?.type !== 'change') return invalid(pointer, `There is no change "${number}".`);
  work.em.create(
    AgendaItem,
    { meetingId: meeting.id, ticketId: change.id, tenantId: work.tenantId },
    { persist: true, partial: true },
  );
  await record(work, {
    type: 'meeting.agenda-added',
    subject: { kind: 'meeting', id: meeting.id },
    ticketId: change.id,
    data: { meeting: meeting.name, scheduledAt: meeting.scheduledAt.toISOString() },
  });
}

export type Ruling = { readonly decision: Decision; readonly note?: string | null };

/** Decides about one change, or decides anew while the meeting is not closed. @throws DomainError not_found, transition_not_allowed */
export async function decideChange(
  work: Work,
  meetingId: string,
  ticketId: string,
  ruling: Ruling,
  expected?: number,
): Promise<Meeting> {
  const meeting = await lockMeeting(work, meetingId, expected);
  meeting.demandUndecided();
  const item = await work.em.findOne(AgendaItem, { meetingId, ticketId });
  if (!item) throw new DomainError('not_found', 'This change is not on the agenda.');
  const before = item.decision ?? null;
  item.decision = ruling.decision;
  if (ruling.note !== undefined) item.note = ruling.note;
  await record(work, {
    type: 'meeting.decided',
    subject: { kind: 'meeting', id: meetingId },
    ticketId,
    changes: { decision: { before, after: ruling.decision } },
    data: { meeting: meeting.name, ...(ruling.note ? { note: ruling.note } : {}) },
  });
  await touch(work, meeting);
  return meeting;
}

/** Ends the meeting with its minutes; changes nobody decided about are deferred. @throws DomainError transition_not_allowed */
export async function closeMeeting(
  work: Work,
  meetingId: string,
  minutes: string,
  expected?: number,
): Promise<Meeting> {
  const meeting = await lockMeeting(work, meetingId, expected);
  meeting.close(work.now, minutes);
  for (const item of await work.em.find(AgendaItem, { meetingId, decision: null })) {
    item.decision = 'deferred';
    const changes = { decision: { before: null, after: 'deferred' } };
    await record(work, {
      type: 'meeting.decided',
      subject: { kind: 'meeting', id: meetingId },
      ticketId: item.ticketId,
      changes,
      data: { meeting: meeting.name },
    });
  }
  await record(work, {
    type: 'meeting.closed',
    subject: { kind: 'meeting', id: meetingId },
    data: { name: meeting.name },
  });
  send(work, 'cab', meetingId, { at: null });
  await work.em.flush();
  return meeting;
}

/** @throws DomainError not_found, stale_version */
async function lockMeeting(work: Work, id: string, expected?: number): Promise<Meeting> {
  const meeting = await work.em.findOne(Meeting, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!meeting) throw new DomainError('not_found', 'There is no such meeting.');
  demandVersion(expected, meeting.version);
  return meeting;
}

/** The agenda is part of the meeting: its version moves with every decision. */
async function touch(work: Work, meeting: Meeting): Promise<void> {
  await work.em.flush();
  await work.em.execute('update cab_meeting set version = version + 1 where id = ?', [meeting.id]);
  await work.em.refresh(meeting);
}
