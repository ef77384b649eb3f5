/** An answer of the past, as the event by which the interpreter hears of it. */
import type { Event } from '../messages.ts';
import type { Answer } from './history.ts';

export function toEvent(
  answer: Answer,
  of: { readonly at: string; readonly token: string },
  isCall: boolean,
): Event {
  switch (answer.kind) {
    case 'task':
      return { type: 'taskCompleted', ...of, outcome: answer.outcome, values: answer.values };
    case 'approval':
      return { type: 'approvalDecided', ...of, outcome: answer.outcome };
    case 'review':
      return { type: 'reviewDecided', ...of, outcome: answer.outcome };
    case 'call':
      return { type: 'callDone', ...of, variables: answer.variables };
    case 'called':
      return { type: 'runEnded', ...of, outcome: answer.outcome, variables: answer.variables };
    case 'broken': {
      const { code, message } = answer;
      return { type: isCall ? 'callFailed' : 'runFailed', ...of, code, message };
    }
    case 'skipped':
      return { type: 'skipped', ...of, outcome: answer.outcome, reason: '' };
    case 'moved':
      throw new Error('invariant: what was moved by hand is no answer');
  }
}
