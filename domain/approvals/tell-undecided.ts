/**
 * A word to those whose seats are open: that they are asked, that they are still waited for, or that they are needed no more.
 * Whoever stands in for somebody is told as they are, and whose place they take; whoever is away finds it in their inbox.
 */
import type { JsonObject } from '#engine/json.ts';
import { knownIn } from '#engine/reading.ts';
import { definitionOf, elementOf } from '../processes/definitions.ts';
import { aboutElement, type Told, tellPeople } from '../processes/tell-people.ts';
import type { Work } from '../work.ts';
import { type Named, peopleNamed } from './approval-record.ts';
import type { Why } from './ask-again.ts';
import { approvalLink } from './link.ts';
import { type LockedApproval, undecidedNow } from './lock-approval.ts';
import { tellingOutside } from './outsiders.ts';
import { mayStandIn } from './seats.ts';

type Kind =
  | 'approvalOpened'
  | 'approvalReminder'
  | 'approvalLate'
  | 'approvalClosed'
  | 'approvalNotNeeded'
  | 'approvalAgain'
  | 'approvalAnswered';

type More = {
  /** These people instead of all. */
  readonly only?: readonly string[];
  readonly why?: Why;
  /** To the question of this id. */
  readonly answer?: { readonly text: string; readonly question: string };
  /** Once more, because an address in a mail had become too old: names that time. */
  readonly renewed?: string;
};

export async function tellUndecided(
  work: Work,
  approval: LockedApproval,
  kind: Kind,
  { only, why, answer, renewed }: More = {},
): Promise<void> {
  const asked = toBeTold(approval).filter(({ id }) => only === undefined || only.includes(id));
  if (asked.length === 0) return;
  const { people, subject, named } = await readTold(work, approval.id, asked);
  if (people.length === 0) return;
  const { about, decidesByLink, variables } = await aboutApproval(work, approval, subject);
  const { id, round, stage, ticket_id: ticketId, run_id: runId } = approval;
  const isOver = kind === 'approvalClosed' || kind === 'approvalNotNeeded';
  const place = isOver ? null : { approval: id, round, stage };
  const decides = decidesByLink ? place : null;
  const key = keyOf(approval, kind, answer?.question ?? renewed);
  const telling = {
    kind,
    key,
    ticketId,
    runId,
    decides,
    about: {
      ...about,
      byLink: decides !== null,
      ...(why ? ('changed' in why ? { changed: why.changed } : { reason: why.reason }) : {}),
      variables,
      known: knownIn(subject, named),
      ...(answer ? { answer: answer.text } : {}),
    },
  };
  // Who has just asked for a mail gets one, away or not, and nothing else.
  const noted = renewed === undefined;
  const isAway = new Set(asked.filter(({ away }) => away && noted).map(({ id }) => id));
  const outsiders = people.filter(({ outside }) => outside);
  // What is asked and answered stays inside.
  if (outsiders.length > 0 && kind !== 'approvalAnswered')
    await tellPeople(work, await tellingOutside(work, { ...telling, to: outsiders }, place));
  const there = people.filter(({ id, outside }) => !outside && !isAway.has(id));
  const away = people.filter(({ id }) => isAway.has(id));
  if (there.length > 0)
    await tellPeople(work, { ...telling, to: there, noted, byMail: kind !== 'approvalClosed' });
  if (away.length > 0) await tellPeople(work, { ...telling, to: away, byMail: false });
}

/** What an approver wants to know. */
export async function tellRequester(
  work: Work,
  approval: LockedApproval,
  question: { readonly id: string; readonly text: string },
): Promise<void> {
  const { requester_id: id, ticket_id: ticketId, run_id: runId } = approval;
  if (id === null) return;
  const { people, subject } = await readTold(work, approval.id, [
    { id, away: false, inPlaceOf: null },
  ]);
  const { about } = await aboutApproval(work, approval, subject);
  await tellPeople(work, {
    kind: 'approvalQuestion',
    key: `approval:${approval.id}:question:${question.id}`,
    to: people,
    about: { ...about, text: question.text, dueAt: null },
    ticketId,
    runId,
  });
}

async function aboutApproval(
  work: Work,
  approval: LockedApproval,
  subject: { readonly ticket: JsonObject; readonly requester: JsonObject },
) {
  const definition = await definitionOf(work, approval.process_id, approval.process_version);
  const round = elementOf(definition, 'approval', approval.element)?.approval;
  return {
    about: aboutElement(subject, {
      name: approval.name,
      text: approval.message,
      dueAt: approval.due_at,
      process: definition.name,
      link: approvalLink(work, approval.id),
    }),
    decidesByLink: round?.decideByLink === true,
    variables: definition.variables,
  };
}

/** With the person, it makes telling twice one mail. */
function keyOf({ id, round, stage, reminders }: LockedApproval, kind: Kind, of?: string): string {
  const place = `approval:${id}:${round}.${stage}`;
  switch (kind) {
    case 'approvalReminder':
      return `${place}:reminder:${reminders + 1}`;
    case 'approvalLate':
      return `${place}:late`;
    case 'approvalClosed':
    case 'approvalNotNeeded':
      return `${place}:closed`;
    case 'approvalAnswered':
      return `${place}:answered:${of}`;
    default:
      return of === undefined ? `${place}:opened` : `${place}:renewed:${of}`;
  }
}

/** Those who stand in for somebody since they were last told of it, if ever. */
export async function tellNewStandIns(work: Work, approval: LockedApproval): Promise<void> {
  const standing = toBeTold(approval).filter(({ inPlaceOf, away }) => inPlaceOf !== null && !away);
  if (standing.length === 0) return;
  const key = keyOf(approval, 'approvalOpened');
  const told = await work.em.execute<{ id: string }[]>(
    `select person_id as id from mail where tenant_id = ? and dedupe_key in
       (select ? || ':' || value from jsonb_array_elements_text(?))`,
    [work.tenantId, key, JSON.stringify(standing.map(({ id }) => id))],
  );
  const fresh = standing.filter(({ id }) => !told.some((one) => one.id === id));
  const ids = fresh.map(({ id }) => id);
  if (ids.length > 0) await tellUndecided(work, approval, 'approvalOpened', { only: ids });
}

export type ToTell = {
  readonly id: string;
  readonly away: boolean;
  /** The person they stand in for, where they have no seat themselves. */
  readonly inPlaceOf: string | null;
};

/** Everybody who may speak for an open seat of the stage that is asked, each once. */
export function toBeTold(approval: LockedApproval): readonly ToTell[] {
  const owners = undecidedNow(approval);
  const told = new Map<string, ToTell>();
  for (const { person_id: id, active } of owners) {
    const away = approval.stand_ins.some((one) => one.for_id === id && one.away);
    if (active) told.set(id, { id, away, inPlaceOf: null });
  }
  for (const { for_id, person_id: id, absent } of approval.stand_ins) {
    if (told.has(id) || !mayStandIn(approval, id)) continue;
    if (owners.some((one) => one.person_id === for_id))
      told.set(id, { id, away: absent, inPlaceOf: for_id });
  }
  return [...told.values()];
}

async function readTold(work: Work, id: string, asked: readonly ToTell[]) {
  const rows = await work.em.execute<
    (Told & { subject: { ticket: JsonObject; requester: JsonObject }; named: Named[] })[]
  >(
    `select p.id, p.email, p.locale, p.time_zone as "timeZone", p.outside, f.name as "inPlaceOf", a.subject,
       ${peopleNamed('a.subject')} as named
     from jsonb_to_recordset(?) as t(id uuid, "inPlaceOf" uuid) join person p on p.id = t.id left join person f on f.id = t."inPlaceOf"
       cross join approval a where a.id = ?`,
    [JSON.stringify(asked), id],
  );
  const people = rows.map(({ subject: _, named: __, inPlaceOf, ...person }) => ({
    ...person,
    ...(inPlaceOf ? { inPlaceOf } : {}),
  }));
  const { subject = { ticket: {}, requester: {} }, named = [] } = rows[0] ?? {};
  return { people, subject, named };
}
