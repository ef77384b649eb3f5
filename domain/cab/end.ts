/**
 * The end of a meeting: what was decided is final, and the runs that wait for it go on; what nobody decided comes up in the next
 * meeting. The tickets are held first, as a step holds them (which may change its ticket once it holds its run), then the runs, the
 * board and the meeting, as whoever puts something before a board does.
 */
import type { JsonObject } from '#engine/json.ts';
import { record } from '../events/record.ts';
import { newId } from '../ids.ts';
import { send } from '../outbox.ts';
import { sendToRun } from '../processes/messages.ts';
import { ticketFacts } from '../tickets/facts.ts';
import type { Work } from '../work.ts';
import { carryOver } from './agenda.ts';
import { getBoard } from './board.ts';
import { type AgendaItem, countOf, openItems } from './item.ts';
import { type Decision, type LockedMeeting, lockMeeting } from './meeting.ts';
import { writeMinutes } from './minutes.ts';
import { planAhead } from './plan-ahead.ts';

/** `mayEnd` is asked behind the locks; where it says no, nothing is done. */
export async function endMeeting(
  work: Work,
  id: string,
  mayEnd: (meeting: LockedMeeting) => boolean | Promise<boolean>,
  expected?: number,
): Promise<void> {
  await work.em.execute(
    `select from ticket where id in (select r.ticket_id from cab_item i join cab_review r on r.id = i.review_id and r.state = 'waiting'
       where i.meeting_id = ?) order by id for no key update`,
    [id],
  );
  await work.em.execute(
    `select from run where id in (select r.run_id from cab_item i join cab_review r on r.id = i.review_id and r.state = 'waiting'
       where i.meeting_id = ? and r.run_id is not null) order by id for no key update`,
    [id],
  );
  const meeting = await lockMeeting(work, id, expected);
  if (!(await mayEnd(meeting))) return;
  const items = await openItems(work, id);
  for (const one of items) {
    // What is decided of a change is decided for every token that waits for it.
    const other =
      one.decision === null &&
      items.find(({ ticket_id, decision }) => ticket_id === one.ticket_id && decision !== null);
    const { review_id, run_id, token } = one;
    const item = other ? { ...other, review_id, run_id, token, conditions: [] } : one;
    const decided =
      item.decision ?? (meeting.is_virtual ? await counted(work, meeting, item) : null);
    if (decided === null) continue;
    if (item.deferred_to === null) await settle(work, meeting, item, decided);
    else await bringUpAgain(work, meeting, item, item.deferred_to);
  }
  await work.em.execute(
    `update cab_meeting set state = 'ended', ended_at = ?, current_id = null, version = version + 1 where id = ?`,
    [work.now, id],
  );
  await planAhead(work, await getBoard(work, meeting.board_id));
  await work.em.execute('update cab_meeting set minutes = ? where id = ?', [
    await writeMinutes(work, id),
    id,
  ]);
  await record(work, {
    type: 'meeting.ended',
    subject: { kind: 'meeting', id },
    data: { name: meeting.name },
  });
  send(work, 'cab', id, { at: null });
  await work.em.flush();
}

/** What the members have said, where nobody meets; a tie and too few of them decide nothing. */
async function counted(
  work: Work,
  meeting: LockedMeeting,
  item: AgendaItem,
): Promise<Decision | null> {
  if (!item.admitted) return null;
  const { verdict } = await countOf(work, meeting, item.review_id);
  if (verdict !== 'approved' && verdict !== 'rejected') return null;
  await work.em.execute('update cab_item set decision = ? where meeting_id = ? and review_id = ?', [
    verdict,
    meeting.id,
    item.review_id,
  ]);
  return verdict;
}

async function settle(
  work: Work,
  { id, name }: LockedMeeting,
  item: AgendaItem,
  outcome: Decision,
): Promise<void> {
  await work.em.execute(
    'update cab_review set state = ?, decided_at = ?, subject = ? where id = ?',
    [outcome, work.now, JSON.stringify(await subjectOf(work, item)), item.review_id],
  );
  for (const { text, before, person } of item.conditions)
    await work.em.execute(
      `insert into cab_condition (id, tenant_id, review_id, ticket_id, text, before, person_id) values (?, current_tenant(), ?, ?, ?, ?, ?)`,
      [newId(), item.review_id, item.ticket_id, text, before, person],
    );
  const eventId = await record(work, {
    type: 'review.decided',
    subject: { kind: 'ticket', id: item.ticket_id },
    data: {
      outcome,
      meeting: name,
      meetingId: id,
      ...(item.note ? { note: item.note } : {}),
      ...(item.conditions.length > 0
        ? { conditions: item.conditions.map(({ text }) => text) }
        : {}),
    },
  });
  await work.em.flush();
  const { run_id: run, token } = item;
  if (run === null || token === null) return;
  const at = work.now.toISOString();
  await sendToRun(work, run, { type: 'reviewDecided', token, at, outcome }, eventId);
}

/** What it was decided on, as those read it who are asked about it again. */
async function subjectOf(work: Work, { ticket_id: id }: AgendaItem): Promise<JsonObject> {
  const { change = null, configItems = [] } = (await ticketFacts(work, id)).ticket;
  return { ticket: { change, configItems } };
}

async function bringUpAgain(
  work: Work,
  meeting: LockedMeeting,
  item: AgendaItem,
  to: string,
): Promise<void> {
  await work.em.execute('update cab_review set meeting_id = null where id = ?', [item.review_id]);
  const review = { id: item.review_id, ticket_id: item.ticket_id };
  const [stands] = await work.em.execute<unknown[]>(
    `select 1 from cab_meeting where id = ? and state = 'planned'`,
    [to],
  );
  // One that was called off meanwhile: it goes to the next, with what nobody decided.
  if (stands) await carryOver(work, meeting, review, to);
}
