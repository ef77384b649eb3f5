/**
 * Opens an approval: which of its stages are asked, the people behind the parties, what they decide on, until when, and a mail
 * to each who is asked first. Every open approval has its workflow armed for the next thing due, so that none can be forgotten.
 */
import { conditionsIn } from '#engine/approval/stages.ts';
import type { ApprovalRound } from '#engine/definition.ts';
import type { CommandOf, Event } from '#engine/messages.ts';
import { fillLines } from '#engine/template.ts';
import { chooseFlows } from '#rules/evaluate.ts';
import { newId } from '../ids.ts';
import type { Decides } from '../mail/mail-row.ts';
import { elementOf } from '../processes/definitions.ts';
import { dueOrNone } from '../processes/due.ts';
import type { Facts } from '../processes/facts.ts';
import { addMessages, type StepContext, tell } from '../processes/step-context.ts';
import { aboutElement, type Telling } from '../processes/tell-people.ts';
import type { Work } from '../work.ts';
import { approvalLink } from './link.ts';
import { tellingOutside } from './outsiders.ts';
import { type Panel, panelFor } from './panel.ts';
import { REMIND_AFTER, REMIND_AFTER_ANYWAY_MS } from './reminders.ts';
import { shortfallsOf } from './shortfalls.ts';
import { hashSubject, subjectOf } from './subject.ts';
import { earliest } from './when.ts';

/** Where no stage is asked it is approved, which the run is told at once. */
export async function openApproval(
  step: StepContext,
  command: CommandOf<'openApproval'>,
): Promise<Event | null> {
  const element = elementOf(step.definition, 'approval', command.element);
  if (!element) throw new Error(`invariant: “${command.element}” is an approval of the definition`);
  const { work, run } = step;
  const round = element.approval;
  const facts = await step.facts(command.token);
  const holding = await whichHold(round, facts);
  const panel = await panelFor(work, round, holding, { ticketId: run.ticket_id, facts });
  const name = element.name ?? element.id;
  if (panel.stages.length === 0) {
    tell(step, element.id, {
      type: 'approval.notNeeded',
      subject: { kind: 'run', id: step.runId },
      data: { element: element.id, name },
    });
    const at = work.now.toISOString();
    return { type: 'approvalDecided', at, token: command.token, outcome: 'approved' };
  }
  const dueAt = await dueOrNone(step, element.id, round.due);
  const remindAt =
    (await dueOrNone(step, element.id, round.remindAfter ?? REMIND_AFTER)) ??
    new Date(work.now.getTime() + REMIND_AFTER_ANYWAY_MS).toISOString();
  const id = newId();
  const message = fillLines(round.message ?? '', facts);
  const subject = subjectOf(facts, round.askAgainOn);
  step.rows.approvals.push({
    id,
    token: command.token,
    element: element.id,
    process_id: run.process_id,
    process_version: run.process_version,
    ticket_id: run.ticket_id,
    name,
    message,
    stages: panel.stages,
    self_approval: panel.selfApproval,
    repeat_voters: round.repeatVoters ?? false,
    signature: round.signature ?? null,
    watches: (round.askAgainOn ?? []).length > 0,
    subject,
    subject_hash: hashSubject(subject),
    due_at: dueAt,
    remind_at: remindAt,
    opened_at: work.now.toISOString(),
  });
  for (const { stage, seat, person, via } of panel.asked)
    step.rows.approvers.push({ approval_id: id, stage, seat, person_id: person.id, via });
  step.rows.outbox.push({
    kind: 'approval',
    target: id,
    // Where somebody may stand in, when they begin is looked up at once.
    payload: {
      at: panel.asked.some(({ person }) => person.delegates)
        ? work.now.toISOString()
        : earliest(dueAt, remindAt),
    },
  });
  tellOfOpening(step, id, { element: element.id, name }, panel);
  await inviteFirst(step, panel, facts, {
    key: `approval:${id}:1.0:opened`,
    place: { approval: id, round: 1, stage: 0 },
    byLink: round.decideByLink === true,
    about: aboutElement(facts, {
      name,
      text: message,
      dueAt,
      process: step.definition.name,
      link: approvalLink(work, id),
    }),
  });
  return null;
}

async function whichHold(round: ApprovalRound, facts: Facts): Promise<readonly string[]> {
  const conditions = conditionsIn(round);
  return conditions.length === 0 ? [] : (await chooseFlows(conditions, facts)).flows;
}

function tellOfOpening(
  step: StepContext,
  id: string,
  about: { readonly element: string; readonly name: string },
  { stages, asked, fallbacks }: Panel,
): void {
  const first = asked.filter(({ stage }) => stage === 0);
  tell(step, about.element, {
    type: 'approval.opened',
    subject: { kind: 'approval', id },
    data: {
      ...about,
      approvers: [...new Set(first.map(({ person }) => person.id))],
      ...(stages.length > 1 ? { stages: stages.length } : {}),
      ...(fallbacks.length > 0 ? { fallback: fallbacks[0] } : {}),
    },
  });
  for (const short of shortfallsOf(stages))
    tell(step, about.element, {
      type: 'approval.fewer',
      subject: { kind: 'approval', id },
      data: { ...about, ...short },
    });
}

/** Those of the first stage, and who stands in for them. */
async function inviteFirst(
  step: StepContext,
  { asked, selfApproval }: Panel,
  { requester }: Facts,
  telling: Pick<Telling, 'key' | 'about'> & { readonly place: Decides; readonly byLink: boolean },
): Promise<void> {
  const { work, run } = step;
  const people = new Map(
    asked.flatMap(({ stage, person }) => (stage === 0 ? [[person.id, person] as const] : [])),
  );
  const represented = [...people.values()].flatMap(({ id, delegates }) => (delegates ? [id] : []));
  const standing =
    represented.length === 0 ? [] : await standInsOf(work, represented, step, selfApproval);
  const away = new Set(standing.filter((one) => one.away).map(({ forId }) => forId));
  const others = standing.filter(
    ({ id, email, absent }) => !people.has(id) && !absent && email !== requester.email,
  );
  const { key, about, place, byLink } = telling;
  const rest = {
    key,
    about: { ...about, byLink },
    decides: byLink ? place : null,
    kind: 'approvalOpened',
    ticketId: run.ticket_id,
    runId: step.runId,
  } as const;
  const outsiders = [...people.values()].filter(({ outside }) => outside);
  if (outsiders.length > 0)
    addMessages(step, await tellingOutside(work, { ...rest, to: outsiders }, place));
  addMessages(step, {
    ...rest,
    to: [
      ...[...people.values()].filter(({ id, outside }) => !outside && !away.has(id)),
      ...new Map(others.map((one) => [one.id, one])).values(),
    ],
  });
  addMessages(step, {
    ...rest,
    to: [...people.values()].filter(({ id }) => away.has(id)),
    byMail: false,
  });
}

type Standing = {
  readonly forId: string;
  readonly away: boolean;
  readonly absent: boolean;
  readonly id: string;
  readonly email: string;
  readonly locale: string;
  readonly timeZone: string;
  readonly inPlaceOf: string;
};

/** None by the requester, unless they may decide themselves. */
const standInsOf = (
  work: Work,
  people: readonly string[],
  { run, runId }: Pick<StepContext, 'run' | 'runId'>,
  selfApproval: boolean,
): Promise<Standing[]> =>
  work.em.execute<Standing[]>(
    `select s.for_id as "forId", s.away, s.absent, p.id, p.email, p.locale, p.time_zone as "timeZone", f.name as "inPlaceOf"
     from stand_ins(array(select value::uuid from jsonb_array_elements_text(?)), ?, ?, case when not ? then
       coalesce((select requester_id from ticket where id = ?), (select asked_by from run where id = ?)) end) s
       join person p on p.id = s.person_id join person f on f.id = s.for_id order by p.email, f.email`,
    [JSON.stringify(people), run.process_id, work.now, selfApproval, run.ticket_id, runId],
  );
