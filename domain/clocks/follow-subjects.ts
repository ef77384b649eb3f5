/**
 * Clocks about the tasks and approvals of a ticket. They are counted from the rows of what they are about and the ticket's
 * past, which tell every instant exactly, so it does not matter when that is looked at: their workflow does, when a run
 * has made a step and when something is due.
 */
import { configurationOf } from '../configuration.ts';
import type { Ticket } from '../tickets/ticket.ts';
import type { Work } from '../work.ts';
import { causeOf } from './cause.ts';
import { type ClockContext, clockContext } from './context.ts';
import { type LoadedClock, loadClocks, promisedOf, versionsOf } from './loaded.ts';
import type { Moment } from './moments.ts';
import { happened, NOTHING_YET, promisesFor } from './plan.ts';
import type { Lived } from './row.ts';
import { holdingsOf, momentsOfSubject, type SubjectRow, subjectsOf } from './subjects.ts';
import { beginClock, continueClock } from './write.ts';

/** The caller holds the ticket's lock. */
export async function followSubjects(work: Work, ticket: Ticket): Promise<void> {
  const known = await loadClocks(work, {
    ticketId: ticket.id,
    subjectKind: { $in: ['task', 'approval'] },
  });
  const open = known.filter(({ clock }) => !clock.stoppedAt);
  const configuration = await configurationOf(work);
  const isMeasured = configuration.policies.some(({ policy }) =>
    ['task', 'approval'].includes(policy.measures),
  );
  if (open.length === 0 && !isMeasured) return;
  const subjects = await subjectsOf(work, ticket.id);
  if (subjects.length === 0) return;
  const context = await clockContext(work, ticket, configuration);
  const past = await context.past({});
  const holdings = await holdingsOf(work, ticket.id);
  const { hours } = await versionsOf(
    work,
    [],
    known.map(({ clock }) => clock),
  );
  for (const row of subjects) {
    const moments = momentsOfSubject(row, holdings.get(row.id) ?? [], past, causeOf(work));
    const clocks = known.filter(({ clock }) => clock.subjectId === row.id);
    for (const loaded of clocks)
      if (!loaded.clock.stoppedAt)
        goOn(work, loaded, lifeOfSubject(promisedOf(loaded, hours), moments));
    if (clocks.length === 0 && !ticket.deletedAt) await begin(work, context, ticket, row, moments);
  }
  await work.em.flush();
}

/**
 * What it was promised by does not change with the ticket: a task is short, and what was said when it opened holds. Of what was
 * over before anybody promised anything about it nothing is told.
 */
async function begin(
  work: Work,
  context: ClockContext,
  ticket: Ticket,
  row: SubjectRow,
  moments: readonly Moment[],
): Promise<void> {
  const [first] = moments;
  if (!first) return;
  const opened = new Date(first.at);
  const when = { now: opened, today: context.dateOf(opened) };
  const { kind, id } = row;
  const { policies } = context.configuration;
  const made = policies.filter(({ savedAt }) => !isOver(row, savedAt));
  const setting = { ...context.configuration, policies: made };
  const promises = promisesFor(setting, kind, first.facts, context.served, when);
  for (const promised of promises)
    beginClock(
      work,
      promised,
      lifeOfSubject(promised, moments),
      { kind, id, ticketId: ticket.id },
      first.cause,
    );
}

const isOver = ({ closed_at }: SubjectRow, savedAt: string | undefined): boolean =>
  closed_at !== null && savedAt !== undefined && Date.parse(closed_at) < Date.parse(savedAt);

function goOn(work: Work, loaded: LoadedClock, lived: Lived): void {
  if (JSON.stringify(lived.segments) === JSON.stringify(loaded.pieces)) return;
  continueClock(work, loaded, lived);
}

/** Counted from what was said when it opened, as it was promised. */
export const lifeOfSubject = (
  promised: Parameters<typeof happened>[0],
  moments: readonly Moment[],
): Lived =>
  moments.reduce<Lived>((lived, moment) => happened(promised, lived, moment), NOTHING_YET);
