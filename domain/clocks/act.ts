/**
 * Does what a threshold's actions say, in the record, caused by the clock. One that is refused (a queue that is gone, a
 * ticket that may not be changed so) is undone by itself and told; the others, and the threshold, stay done.
 */
import type { ThresholdAction } from '#engine/clocks/threshold-action.ts';
import { fill } from '#engine/template.ts';
import { changeTicket } from '../desk/change-ticket.ts';
import { DomainError } from '../errors.ts';
import { openEscalation } from '../escalations/open.ts';
import { record } from '../events/record.ts';
import { notifyInWords } from '../mail/notify.ts';
import { reach } from '../processes/reach.ts';
import { startRun } from '../processes/start-run.ts';
import { ticketFacts } from '../tickets/facts.ts';
import type { Ticket } from '../tickets/ticket.ts';
import type { Priority } from '../tickets/values.ts';
import { inSavepoint, type Work } from '../work.ts';
import type { Clock, MarkOutcome } from './clock.ts';
import { tellPeople } from './tell.ts';

/** A clock whose own actions keep changing what is promised would never come to rest. */
const MOST_REVISIONS_BY_CLOCKS = 10;

export type Acting = {
  readonly ticket: Ticket;
  readonly clock: Clock;
  readonly threshold: string;
  /** Before the deadline; at or after it the clock is breached. */
  readonly isWarning: boolean;
  /** A later notice of the same clock is sent in the same moment: one word about both is enough. */
  readonly isOvertaken: boolean;
};

export async function actOn(
  work: Work,
  acting: Acting,
  actions: readonly ThresholdAction[],
): Promise<readonly MarkOutcome[]> {
  if (actions.length === 0) return [];
  const { clock } = acting;
  const cause = { kind: 'clock', id: clock.id, label: clock.name } as const;
  const caused: Work = { ...work, actor: { kind: 'system', id: null }, cause };
  if (await goesRound(work, clock)) {
    const refused = 'The actions of this clock have changed what it promises too often.';
    await tellRefused(caused, acting, 'all', refused);
    return actions.map(({ type }) => ({ action: type, refused }));
  }
  const outcomes: MarkOutcome[] = [];
  for (const action of actions)
    outcomes.push(
      acting.isOvertaken && action.type === 'notify'
        ? { action: action.type, overtaken: true }
        : await actOnce(caused, acting, action),
    );
  return outcomes;
}

async function actOnce(work: Work, acting: Acting, action: ThresholdAction): Promise<MarkOutcome> {
  try {
    await inSavepoint(work, (inner) => act(inner, acting, action));
    return { action: action.type };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    await tellRefused(work, acting, action.type, error.message);
    return { action: action.type, refused: error.message };
  }
}

async function act(work: Work, acting: Acting, action: ThresholdAction): Promise<void> {
  const { ticket } = acting;
  switch (action.type) {
    case 'notify': {
      const facts = await ticketFacts(work, ticket.id);
      const people = (await reach(work, action.to, ticket.id, facts)).map(({ id }) => id);
      if (action.message === undefined) return tellPeople(work, acting, people);
      return notifyInWords(work, people, fill(action.message, facts), ticket.id);
    }
    case 'reassign': {
      const { queue, assignee } = action;
      await changeTicket(work, ticket.id, {
        ...(queue === undefined ? {} : { queue }),
        ...(assignee === undefined ? {} : { assignee }),
      });
      return;
    }
    case 'raisePriority': {
      const { priority } = (await ticketFacts(work, ticket.id)).ticket;
      const raised = Math.max(1, Number(priority) - (action.by ?? 1)) as Priority;
      await changeTicket(work, ticket.id, { priority: raised });
      return;
    }
    case 'tag': {
      const { tags } = (await ticketFacts(work, ticket.id)).ticket;
      const all = [...new Set([...(tags as string[]), ...action.add])];
      await changeTicket(work, ticket.id, { tags: all });
      return;
    }
    case 'startProcess':
      await startRun(work, action.process, { ticketId: ticket.id });
      return;
    case 'escalate':
      await openEscalation(work, ticket.id, acting.clock.name, action.ladder);
      return;
  }
}

async function goesRound(work: Work, clock: Clock): Promise<boolean> {
  if (clock.revision < MOST_REVISIONS_BY_CLOCKS) return false;
  const [row] = await work.em.execute<{ count: number }[]>(
    `select count(*)::int as count from clock_revision where clock_id = ? and cause ->> 'kind' = 'clock'`,
    [clock.id],
  );
  return (row?.count ?? 0) >= MOST_REVISIONS_BY_CLOCKS;
}

const tellRefused = (
  work: Work,
  { ticket, clock, threshold }: Acting,
  action: string,
  detail: string,
) =>
  record(work, {
    type: 'clock.actionRefused',
    subject: { kind: 'clock', id: clock.id },
    ticketId: ticket.id,
    data: { name: clock.name, policy: clock.policyKey, threshold, action, detail, internal: true },
  });
