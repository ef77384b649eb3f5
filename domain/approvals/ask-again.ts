/**
 * Asks everybody anew: because what is decided has changed in something material, or because one of them has changed their mind.
 * What was said before stays on the record with what it was said about; it counts no more. People have their time again.
 */
import { conditionsIn } from '#engine/approval/stages.ts';
import { chooseFlows } from '#rules/evaluate.ts';
import { DomainError } from '../errors.ts';
import { eventRow } from '../events/rows.ts';
import { may, type Principal } from '../people/access.ts';
import { definitionOf, elementOf } from '../processes/definitions.ts';
import type { Work } from '../work.ts';
import { askThem } from './hand-on.ts';
import { type LockedApproval, lockApproval } from './lock-approval.ts';
import { factsNow, type MaterialChange, materialChanges } from './material.ts';
import { panelFor } from './panel.ts';
import { timesOf } from './reminders.ts';
import { settlementOf } from './settle.ts';
import { shortfallsOf } from './shortfalls.ts';
import { hashSubject, subjectOf } from './subject.ts';
import { tellUndecided } from './tell-undecided.ts';
import { earliest } from './when.ts';

/** Why: what has changed, or who wanted it and their reason. */
export type Why =
  | { readonly changed: readonly MaterialChange[] }
  | { readonly by: string; readonly reason: string };

/** Asks anew where something material has changed since; null where nothing has. */
export async function askAgainIfChanged(
  work: Work,
  approval: LockedApproval,
): Promise<LockedApproval | null> {
  const changed = await materialChanges(work, approval);
  if (changed.length === 0) return null;
  await askAgain(work, approval, { changed });
  return lockApproval(work, approval.id);
}

/** In the one order of locks, before the schedule, a board or any of the ticket’s runs is taken by itself: what is asked anew may be another’s. */
export async function lockWatchers(work: Work, ticketId: string): Promise<void> {
  await work.em.execute(
    `select from run where ticket_id = ? and ended_at is null
       and (exists (select from approval a where a.ticket_id = ? and a.state = 'open' and a.watches)
         or exists (select from cab_review v where v.ticket_id = ? and v.state = 'waiting')) order by id for no key update`,
    [ticketId, ticketId, ticketId],
  );
}

/** The same of every open approval of a ticket but those of one run, after a change of it and under its lock. */
export async function askAgainOnTicket(
  work: Work,
  ticketId: string,
  spared: string | null,
): Promise<void> {
  const open = await work.em.execute<{ id: string }[]>(
    "select id from approval where ticket_id = ? and state = 'open' and watches and run_id is distinct from ? order by run_id, id",
    [ticketId, spared],
  );
  for (const { id } of open) {
    const approval = await lockApproval(work, id);
    if (approval.state === 'open') await askAgainIfChanged(work, approval);
  }
}

/**
 * Somebody who has spoken wants to be asked again, or who operates runs wants it for all.
 * @throws DomainError not_found, approval_not_open, not_permitted
 */
export async function wantAgain(
  work: Work,
  principal: Principal,
  id: string,
  reason: string,
): Promise<void> {
  const approval = await lockApproval(work, id);
  if (!mayWantAgain(principal, approval))
    throw new DomainError(
      'not_permitted',
      'Only somebody who has already decided here, or who operates runs, has everybody asked again.',
    );
  if (approval.state !== 'open')
    throw new DomainError('approval_not_open', `This has been decided: it is ${approval.state}.`, {
      values: { state: approval.state },
    });
  await askAgain(work, approval, { by: principal.personId, reason });
}

export const mayWantAgain = (
  principal: Principal,
  { votes }: { readonly votes: LockedApproval['votes'] },
): boolean =>
  may(principal, 'run.operate') ||
  ((principal.scopes === null || principal.scopes.includes('approval.decide')) &&
    votes.some(
      ({ voter_id, actor_id }) =>
        voter_id === principal.personId || actor_id === principal.personId,
    ));

async function askAgain(work: Work, approval: LockedApproval, why: Why): Promise<void> {
  const { id, element, process_id, process_version, ticket_id } = approval;
  const definition = await definitionOf(work, process_id, process_version);
  const rules = elementOf(definition, 'approval', element)?.approval ?? {};
  const facts = await factsNow(work, approval);
  const conditions = conditionsIn(rules);
  const holding = conditions.length === 0 ? [] : (await chooseFlows(conditions, facts)).flows;
  const panel = await panelFor(work, rules, holding, { ticketId: ticket_id, facts });
  await keepRound(work, approval, why);
  const subject = subjectOf(facts, rules.askAgainOn);
  const times = await timesOf(work, approval, rules);
  const next = {
    ...approval,
    stages: panel.stages,
    stage: 0,
    round: approval.round + 1,
    votes: [],
    reminders: 0,
    self_approval: panel.selfApproval,
    escalated_at: null,
    paused_at: null,
    questions: 0,
    subject,
    subject_hash: hashSubject(subject),
    due_at: times.due,
    remind_at: times.remind,
    version: approval.version + 1,
  };
  await work.em.execute(
    `update approval set stages = ?, stage = 0, round = ?, self_approval = ?, escalated_at = null, paused_at = null, reminders = 0,
       subject = ?, subject_hash = ?, due_at = ?, remind_at = ?, asked_again = ?, version = ? where id = ?`,
    [
      JSON.stringify(next.stages),
      next.round,
      next.self_approval,
      JSON.stringify(subject),
      next.subject_hash,
      next.due_at,
      next.remind_at,
      JSON.stringify({ ...why, at: work.now.toISOString() }),
      next.version,
      id,
    ],
  );
  const rows = panel.asked.map(({ stage, seat, person, via }) => ({
    stage,
    seat,
    person_id: person.id,
    active: true,
    via,
  }));
  await askThem(work, next, rows);
  const again = eventRow(work, {
    type: 'approval.askedAgain',
    subject: { kind: 'approval', id },
    ticketId: ticket_id,
    data: {
      element,
      name: approval.name,
      round: next.round,
      ...('changed' in why ? { changed: why.changed.map(({ fact }) => fact) } : { wanted: true }),
    },
  });
  const fewer = shortfallsOf(panel.stages).map((short) =>
    eventRow(work, {
      type: 'approval.fewer',
      subject: { kind: 'approval', id },
      ticketId: ticket_id,
      data: { element, name: approval.name, ...short },
    }),
  );
  if (panel.stages.length === 0) {
    // As it is now, nobody has to be asked.
    await tellUndecided(work, approval, 'approvalClosed');
    const settled = settlementOf(work, next, 'approved', [again]);
    await work.em.execute('select approval_settle(?)', [JSON.stringify(settled)]);
    work.sent.value = true;
    return;
  }
  const at = earliest(earliest(next.due_at, next.remind_at), approval.next_stand_in);
  await work.em.execute('select record_events(?), send_out(?)', [
    JSON.stringify([again, ...fewer]),
    JSON.stringify([{ kind: 'approval', target: id, payload: { at } }]),
  ]);
  work.sent.value = true;
  const staffed = await lockApproval(work, id);
  await tellUndecided(work, staffed, 'approvalAgain', { why });
  // Those inside see that it is gone; a mail is all that others have of it.
  const only = approval.approvers.flatMap(({ outside, person_id }) =>
    outside && !staffed.approvers.some((one) => one.person_id === person_id) ? [person_id] : [],
  );
  await tellUndecided(work, approval, 'approvalNotNeeded', { only });
}

async function keepRound(work: Work, approval: LockedApproval, why: Why): Promise<void> {
  await work.em.flush();
  await work.em.execute(
    `insert into approval_round (approval_id, round, tenant_id, stages, subject, subject_hash, why, ended_at)
     values (?, ?, current_tenant(), ?, ?, ?, ?, ?)`,
    [
      approval.id,
      approval.round,
      JSON.stringify(approval.stages),
      JSON.stringify(approval.subject),
      approval.subject_hash,
      JSON.stringify(why),
      work.now,
    ],
  );
}
