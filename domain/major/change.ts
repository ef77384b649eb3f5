/** Changes what was declared, stands it down, takes it back, and writes down what was learned. */

import { changeTicket } from '../desk/change-ticket.ts';
import { openTicket } from '../desk/open-ticket.ts';
import { DomainError } from '../errors.ts';
import { linkChild } from '../links/links.ts';
import { notify } from '../mail/notify.ts';
import type { Principal } from '../people/access.ts';
import { lockTicket } from '../tickets/update.ts';
import type { Work } from '../work.ts';
import {
  type AffectedChoice,
  type CommanderChoice,
  commanderOf,
  setServices,
  webAddress,
} from './declare.ts';
import { announceTo, endMajor, REVIEWED, SCHEDULED, say, tellMajor } from './follow.ts';
import {
  demandLead,
  demandState,
  getMajor,
  isReviewed,
  lockMajor,
  type MajorIncident,
  type Review,
} from './major-incident.ts';
import { type Audience, demandAudience, majorSettings, type Severity } from './settings.ts';
import { writeUpdate } from './updates.ts';

export type MajorChange = {
  readonly severity?: Severity;
  readonly commander?: CommanderChoice;
  readonly headline?: string;
  readonly services?: readonly AffectedChoice[];
  readonly warRoomUrl?: string | null;
  readonly audience?: Audience;
};

/** @throws DomainError not_found, not_permitted, stale_version, transition_not_allowed, invalid_input */
export async function changeMajor(
  work: Work,
  principal: Principal,
  id: string,
  change: MajorChange,
  expected?: number,
): Promise<MajorIncident> {
  const before = await begin(work, principal, id, expected);
  demandState(before, 'open', 'resolved');
  const { severity = before.severity, headline = before.headline } = change;
  const ticket = await lockTicket(work, before.ticket.id);
  const commander = change.commander
    ? await commanderOf(work, ticket, change.commander)
    : before.commander;
  const warRoomUrl =
    change.warRoomUrl === undefined
      ? before.warRoomUrl
      : webAddress(change.warRoomUrl, '/warRoomUrl');
  const audience = change.audience ?? before.audience;
  if (change.audience) await demandAudience(work, change.audience, '/audience');
  if (change.services) await setServices(work, id, change.services);
  const nextUpdateAt = await rescheduled(work, before, severity);
  await work.em.execute(
    `update major_incident set severity = ?, headline = ?, commander_id = ?, war_room_url = ?, audience = ?, next_update_at = ?, version = version + 1
     where id = ?`,
    [severity, headline, commander.id, warRoomUrl, JSON.stringify(audience), nextUpdateAt, id],
  );
  await tellMajor(work, { ...before, severity }, 'changed', {
    before: before.severity,
    ...(commander.id === before.commander.id ? {} : { commander: commander.id }),
    internal: true,
  });
  if (commander.id !== before.commander.id) {
    const { number } = before.ticket;
    await notify(work, [commander.id], { kind: 'commander', number, headline }, before.ticket.id);
  }
  // The run asks whoever leads now, and when it is due now.
  const asksAnew = nextUpdateAt !== before.nextUpdateAt || commander.id !== before.commander.id;
  if (asksAnew && before.state === 'open')
    await announceTo(work, before, SCHEDULED, { nextUpdateAt, commander: commander.email });
  return getMajor(work, id);
}

export type Resolution = {
  /** What is said on the ticket, and on each that follows it. */
  readonly note: string;
  /** Whether the audience is told the same. */
  readonly tells: boolean;
};

/** @throws DomainError not_found, not_permitted, stale_version, transition_not_allowed */
export async function resolveMajor(
  work: Work,
  principal: Principal,
  id: string,
  { note, tells }: Resolution,
  expected?: number,
): Promise<MajorIncident> {
  const major = await begin(work, principal, id, expected);
  demandState(major, 'open');
  const { ticket } = major;
  await say(work, ticket.id, note);
  await changeTicket(work, ticket.id, { status: 'resolved' }, undefined, note);
  // Behind it, so that no further word is owed.
  if (tells)
    await writeUpdate(work, await getMajor(work, id), {
      stage: 'resolved',
      subject: '{{ticket.number}}: {{majorIncident.headline}}',
      body: note.replaceAll(/\{(?=\{)/g, '{ '),
    });
  return getMajor(work, id);
}

/** It was a mistake. @throws DomainError not_found, not_permitted, stale_version, transition_not_allowed */
export async function withdrawMajor(
  work: Work,
  principal: Principal,
  id: string,
  reason: string,
  expected?: number,
): Promise<MajorIncident> {
  const major = await begin(work, principal, id, expected);
  demandState(major, 'open', 'resolved');
  await endMajor(work, major, 'withdrawn', reason.trim());
  return getMajor(work, id);
}

export type ReviewAction = {
  readonly title: string;
  readonly assignee: string;
  readonly dueAt: string;
};

export type NewReview = {
  readonly summary: string;
  readonly cause: string;
  readonly actions: readonly ReviewAction[];
};

/** Each action becomes a ticket of its own, which outlives the incident. @throws DomainError invalid_input, already_exists and as above */
export async function reviewMajor(
  work: Work,
  principal: Principal,
  id: string,
  { summary, cause, actions }: NewReview,
  expected?: number,
): Promise<MajorIncident> {
  const major = await begin(work, principal, id, expected);
  demandState(major, 'resolved');
  if (isReviewed(major))
    throw new DomainError('already_exists', `${major.ticket.number} has its review already.`);
  for (const [index, action] of actions.entries()) {
    const id = await openAction(work, major, action, `/actions/${index}`);
    await linkChild(work, major.ticket.id, id, { kind: 'action', follows: false });
  }
  const review: Review = {
    summary,
    cause,
    at: work.now.toISOString(),
    by: work.actor.kind === 'person' ? work.actor.id : null,
  };
  await work.em.execute(
    'update major_incident set review = ?, version = version + 1 where id = ?',
    [JSON.stringify(review), id],
  );
  await tellMajor(work, major, 'reviewed', { actions: actions.length, internal: true });
  await announceTo(work, major, REVIEWED);
  return getMajor(work, id);
}

/** Due when it says; where the tenant's own targets promise something for tasks, they say when. */
async function openAction(
  work: Work,
  { ticket, headline }: MajorIncident,
  { title, assignee, dueAt }: ReviewAction,
  pointer: string,
): Promise<string> {
  const task = {
    type: 'task',
    title,
    assignee,
    tags: ['post-incident'],
    description: `${ticket.number}: ${headline}`,
  } as const;
  try {
    return (await openTicket(work, { ...task, dueAt: new Date(dueAt) })).ticket.id;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    if (error.errors.some((one) => one.pointer === '/dueAt'))
      return (await openTicket(work, task)).ticket.id;
    const errors = error.errors.map((one) => ({ ...one, pointer: `${pointer}${one.pointer}` }));
    throw new DomainError(error.code, error.message, { errors, cause: error });
  }
}

/** Locks the ticket, then what it is. */
async function begin(
  work: Work,
  principal: Principal,
  id: string,
  expected: number | undefined,
): Promise<MajorIncident> {
  const known = await getMajor(work, id);
  demandLead(principal, known);
  await lockTicket(work, known.ticket.id);
  return lockMajor(work, id, expected);
}

/** Counted from what was said last, so that a worse severity shortens the wait that has begun. */
async function rescheduled(
  work: Work,
  { id, severity: before, nextUpdateAt, state }: MajorIncident,
  severity: Severity,
): Promise<string | null> {
  if (severity === before || nextUpdateAt === null || state !== 'open') return nextUpdateAt;
  const [last] = await work.em.execute<{ at: string | null }[]>(
    'select max(at) as at from major_incident_update where major_incident_id = ?',
    [id],
  );
  if (!last?.at) return nextUpdateAt;
  const { updateMinutes } = await majorSettings(work);
  return new Date(new Date(last.at).getTime() + updateMinutes[severity] * 60_000).toISOString();
}
