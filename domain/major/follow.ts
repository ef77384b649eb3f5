/**
 * What a change of a ticket means for the major incident it is and for the tickets under it: resolved with it, open again
 * with it, over with it. Called in the transaction of the change, behind the ticket's lock, by both ways of changing a ticket.
 */

import { sendMessage } from '../correlation/send-message.ts';
import { commentOnTicket } from '../desk/comment-on-ticket.ts';
import { DomainError } from '../errors.ts';
import { record } from '../events/record.ts';
import { followersOf } from '../links/links.ts';
import { cancelRun } from '../processes/cancel-run.ts';
import { addComment, type Comment } from '../tickets/comment.ts';
import type { TicketPatch } from '../tickets/patch.ts';
import { lockTicket, type TicketChange } from '../tickets/update.ts';
import { inSavepoint, type Work } from '../work.ts';
import {
  isReviewed,
  lockMajor,
  type MajorIncident,
  type MajorState,
  majorOf,
} from './major-incident.ts';
import { majorSettings } from './settings.ts';

/** The messages a run of `major-incident` may wait for; their key is the major incident's id. */
export const SCHEDULED = 'majorIncident.scheduled';
export const RESOLVED = 'majorIncident.resolved';
export const REOPENED = 'majorIncident.reopened';
export const REVIEWED = 'majorIncident.reviewed';

type Change = (work: Work, ticketId: string, patch: TicketPatch) => Promise<TicketChange>;

/** `change` is how the tickets under it are changed; `note` is said on those that are resolved with it. */
export async function followMajor(
  work: Work,
  { ticket, before, after }: TicketChange,
  change: Change,
  note?: string,
): Promise<void> {
  const isGone = Boolean(after.deletedAt && !before.deletedAt);
  if (before.status === after.status && !isGone) return;
  const known = await majorOf(work, ticket.id);
  if (known) await moveMajor(work, await lockMajor(work, known.id), isGone ? 'gone' : after.status);
  // A process may close an open ticket at once, and what follows it is over with it then.
  if (isDone(after.status) && !isDone(before.status))
    await resolveFollowers(work, ticket, change, note);
}

export const isDone = (status: string | undefined): boolean =>
  status === 'resolved' || status === 'closed';

/** Before the ticket is closed by somebody, its review is to be done. @throws DomainError transition_not_allowed */
export async function demandReviewed(work: Work, ticketId: string): Promise<void> {
  const major = await majorOf(work, ticketId);
  if (major?.state !== 'resolved' || isReviewed(major)) return;
  throw new DomainError(
    'transition_not_allowed',
    `${major.ticket.number} is a major incident, which is closed by its review.`,
    {
      errors: [{ pointer: '/status', detail: 'Write the review first, or say why there is none.' }],
    },
  );
}

/** Resolves what follows the ticket, each with the same note. Those that may not be are left, and told. */
async function resolveFollowers(
  work: Work,
  parent: { readonly id: string; readonly number: string },
  change: Change,
  body = `Resolved with ${parent.number}.`,
): Promise<void> {
  for (const id of await followersOf(work, parent.id)) {
    try {
      await inSavepoint(work, async (inner) => {
        await say(inner, id, body);
        await change(inner, id, { status: 'resolved' });
      });
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      await record(work, {
        type: 'ticket.followRefused',
        subject: { kind: 'ticket', id },
        data: { name: parent.number, detail: error.message, internal: true },
      });
    }
  }
}

/** What a person says is an answer to whoever waits for one, as everywhere. The caller holds the ticket's lock, or gets it here. */
export const say = async (work: Work, ticketId: string, body: string): Promise<Comment> =>
  work.actor.kind === 'person'
    ? commentOnTicket(work, ticketId, { body, worksOnIt: true })
    : addComment(work, await lockTicket(work, ticketId), { body });

async function moveMajor(work: Work, major: MajorIncident, to: string): Promise<void> {
  const { state } = major;
  if (to === 'gone' || to === 'cancelled')
    return endMajor(
      work,
      major,
      'withdrawn',
      to === 'gone' ? 'The ticket was deleted.' : 'The ticket was cancelled.',
    );
  if (to === 'closed') return endMajor(work, major, 'closed', null);
  if (to === 'resolved' && state === 'open') {
    await work.em.execute(
      `update major_incident set state = 'resolved', resolved_at = ?, next_update_at = null, version = version + 1 where id = ?`,
      [work.now, major.id],
    );
    await tellMajor(work, major, 'resolved');
    await announceTo(work, major, RESOLVED);
  } else if (to !== 'resolved' && state === 'resolved') {
    const { updateMinutes } = await majorSettings(work);
    const nextUpdateAt = new Date(work.now.getTime() + updateMinutes[major.severity] * 60_000);
    await work.em.execute(
      `update major_incident set state = 'open', resolved_at = null, next_update_at = ?, version = version + 1 where id = ?`,
      [nextUpdateAt, major.id],
    );
    await tellMajor(work, major, 'reopened');
    await announceTo(work, major, REOPENED, {
      nextUpdateAt: nextUpdateAt.toISOString(),
      commander: major.commander.email,
    });
  }
}

/** Ends it and tells the run that belongs to it, where that goes on without it. */
export async function endMajor(
  work: Work,
  major: MajorIncident,
  state: Extract<MajorState, 'closed' | 'withdrawn'>,
  reason: string | null,
): Promise<void> {
  if (major.state === 'closed' || major.state === 'withdrawn') return;
  await work.em.execute(
    'update major_incident set state = ?, ended_at = ?, reason = ?, next_update_at = null, version = version + 1 where id = ?',
    [state, work.now, reason, major.id],
  );
  await tellMajor(work, major, state, reason === null ? {} : { reason, internal: true });
  if (state === 'withdrawn')
    await cancelRun(
      work,
      { id: major.runId, ticketId: major.ticket.id },
      // Why is for those who work on it; whoever reported the incident sees what becomes of runs.
      'The declaration was withdrawn.',
    );
}

export const tellMajor = (
  work: Work,
  { id, ticket, severity }: MajorIncident,
  what: string,
  data: Readonly<Record<string, unknown>> = {},
): Promise<string> =>
  record(work, {
    type: `majorIncident.${what}`,
    subject: { kind: 'majorIncident', id },
    ticketId: ticket.id,
    data: { severity, ...data },
  });

/** To whichever run waits for it; none may, as its process is the tenant's own. */
export const announceTo = (
  work: Work,
  { id }: Pick<MajorIncident, 'id'>,
  name: string,
  value: Readonly<Record<string, string | null>> = {},
): Promise<string> => sendMessage(work, { kind: 'message', name, key: id, value: { ...value } });
