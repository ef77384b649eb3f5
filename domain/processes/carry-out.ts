/**
 * Carries out one command of a step. An action is tried without a savepoint first, since most are not refused; a refusal
 * ends the attempt, and the step begins again with savepoints, so that only what was refused is undone.
 */
import type { Event } from '#engine/messages.ts';
import { openApproval } from '../approvals/open-approval.ts';
import { openReview } from '../cab/agenda.ts';
import { announce, giveBack } from '../correlation/in-step.ts';
import { DomainError } from '../errors.ts';
import { followDecision } from '../standard-changes/decide.ts';
import { outcomeForStatus } from '../tasks/complete-task.ts';
import { openTask } from '../tasks/open-task.ts';
import { answerAsk, askFailed } from './answer-ask.ts';
import { startChild } from './child-runs.ts';
import { elementOf } from './definitions.ts';
import { type StepContext, tell } from './step-context.ts';
import type { StepCommand } from './step-types.ts';

/** An action was refused in an attempt without savepoints. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}

/** The answer to what was asked; null for what is only written. @throws Refusal unless `careful` */
export async function carryOutCommand(
  step: StepContext,
  command: StepCommand,
  careful: boolean,
): Promise<Event | null> {
  const subject = { kind: 'run', id: step.runId } as const;
  switch (command.type) {
    case 'openTask':
      if (step.run.called_off !== null && !isAnsweredByClosing(step, command.element))
        return calledOff(step, step.run.called_off);
      await openTask(step, command);
      return null;
    case 'openApproval':
      if (step.run.called_off !== null) return calledOff(step, step.run.called_off);
      return openApproval(step, command);
    case 'openReview':
      if (step.run.called_off !== null) return calledOff(step, step.run.called_off);
      return openReview(step, command);
    case 'ask':
      if (command.ask.kind !== 'act') return answerAsk(step, command);
      return careful ? withSavepoint(step, command) : answerOrRefuse(step, command);
    case 'failed': {
      const { element, code, message } = command;
      tell(step, element, {
        type: 'run.failed',
        subject,
        data: { element, code, message, internal: true },
      });
      return null;
    }
    case 'ended': {
      const { status, outcome, reason } = command;
      tell(step, null, { type: 'run.ended', subject, data: { status, outcome, reason } });
      await followDecision(step, command);
      return null;
    }
    case 'startRun':
      return startChild(step, command);
    case 'unheard':
      await giveBack(step, command);
      return null;
    case 'sendMessage':
    case 'throwSignal':
      await announce(step, command);
      return null;
    case 'thrown': {
      const { element, kind, code, message, by } = command;
      tell(step, element, {
        type: `run.${kind}Thrown`,
        subject,
        data: { element, code, message, caughtBy: by, internal: true },
      });
      return null;
    }
    case 'repaired': {
      const { element, how, reason } = command;
      tell(step, element === '' ? null : element, {
        type: 'run.repaired',
        subject,
        data: { element, how, reason, internal: true },
      });
      return null;
    }
    // Written from the state as a whole: what begins and ends within one step hears nothing.
    case 'listen':
    case 'unlisten':
      return null;
    // These are the run's path, noted as a whole before anything else.
    case 'entered':
    case 'left':
    case 'withdraw':
      return null;
  }
}

export const calledOff = (step: StepContext, reason: string): Event => ({
  type: 'cancelled',
  at: step.work.now.toISOString(),
  reason,
});

const isAnsweredByClosing = (step: StepContext, element: string): boolean =>
  outcomeForStatus(elementOf(step.definition, 'userTask', element)?.task, 'closed') !== undefined;

type AskCommand = Extract<StepCommand, { type: 'ask' }>;

async function answerOrRefuse(step: StepContext, command: AskCommand): Promise<Event> {
  try {
    return await answerAsk(step, command);
  } catch (error) {
    if (error instanceof DomainError) throw new Refusal(error.message, { cause: error });
    throw error;
  }
}

async function withSavepoint(step: StepContext, command: AskCommand): Promise<Event> {
  const { em, now } = step.work;
  await em.flush();
  await em.execute('savepoint act');
  const { events, mails, notes } = step.rows;
  const told = [events.length, mails.length, notes.length] as const;
  try {
    const answer = await answerAsk(step, command);
    await em.flush();
    await em.execute('release savepoint act');
    return answer;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    await em.execute('rollback to savepoint act');
    em.clear();
    [events.length, mails.length, notes.length] = told;
    step.forgetFacts();
    if (step.run.called_off !== null && error.code === 'transition_not_allowed')
      return calledOff(step, step.run.called_off);
    const details = error.errors
      .map(({ pointer, detail }) => `${pointer}: ${detail}`)
      .filter((text) => !text.endsWith(error.message));
    return askFailed(
      command.token,
      now.toISOString(),
      error.code,
      [error.message, ...details].join(' '),
    );
  }
}
