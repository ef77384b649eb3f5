/**
 * What is measured, and when its clock begins, stands still and stops where a policy does not say otherwise. A first response
 * is the first public answer of somebody who works on the ticket and did not ask for it, by any channel; what an agent notes
 * on a ticket of their own is none.
 */
import type { Condition } from '../condition.ts';
import type { ClockPolicy, Measure } from './policy.ts';
import type { AfterStop } from './standing.ts';

/** What a clock is about: the ticket itself, or each task, or each approval of it. */
export type ClockSubject = 'ticket' | 'task' | 'approval';

/** A missing condition never holds; a missing `start` always does. */
export type Conditions = {
  readonly start?: Condition;
  readonly pause?: Condition;
  readonly resume?: Condition;
  readonly stop?: Condition;
  readonly reset?: Condition;
  readonly cancel?: Condition;
};

const isStatus = (...statuses: string[]): Condition => ({
  fact: 'ticket.status',
  operator: 'in',
  value: statuses,
});
const ON_HOLD = isStatus('on_hold');
const DONE = isStatus('resolved', 'closed');
const CANCELLED = isStatus('cancelled');
const ANSWERED: Condition = { fact: 'conversation.answered', operator: 'equal', value: true };
const awaiting = (whom: 'agent' | 'requester'): Condition => ({
  fact: 'conversation.awaiting',
  operator: 'equal',
  value: whom,
});
const ANSWER: Condition = { fact: 'happening.type', operator: 'equal', value: 'agentAnswered' };
const isOver = (subject: 'task' | 'approval'): Condition => ({
  fact: `${subject}.state`,
  operator: 'notEqual',
  value: 'open',
});

type Preset = {
  readonly subject: ClockSubject;
  readonly conditions: Conditions;
  readonly afterStop: AfterStop;
};

export const PRESETS: Readonly<Record<Measure, Preset>> = {
  firstResponse: {
    subject: 'ticket',
    conditions: { pause: ON_HOLD, stop: { any: [ANSWERED, DONE] }, cancel: CANCELLED },
    afterStop: 'stay',
  },
  nextResponse: {
    subject: 'ticket',
    conditions: {
      start: { all: [ANSWERED, awaiting('agent')] },
      stop: { any: [awaiting('requester'), DONE] },
      cancel: CANCELLED,
    },
    afterStop: 'restart',
  },
  resolution: {
    subject: 'ticket',
    conditions: { pause: ON_HOLD, stop: DONE, cancel: CANCELLED },
    afterStop: 'continue',
  },
  update: {
    subject: 'ticket',
    conditions: { pause: ON_HOLD, reset: ANSWER, stop: DONE, cancel: CANCELLED },
    afterStop: 'restart',
  },
  task: {
    subject: 'task',
    conditions: { pause: ON_HOLD, stop: isOver('task'), cancel: CANCELLED },
    afterStop: 'stay',
  },
  approval: {
    subject: 'approval',
    conditions: { stop: isOver('approval'), cancel: CANCELLED },
    afterStop: 'stay',
  },
  custom: { subject: 'ticket', conditions: { cancel: CANCELLED }, afterStop: 'stay' },
};

export function conditionsOf(policy: ClockPolicy): Conditions {
  const { start, pause, resume, stop, reset, cancel } = policy;
  const said = Object.entries({ start, pause, resume, stop, reset, cancel }).filter(
    ([, condition]) => condition !== undefined,
  );
  return { ...PRESETS[policy.measures].conditions, ...Object.fromEntries(said) };
}

export const afterStopOf = (policy: ClockPolicy): AfterStop =>
  policy.afterStop ?? PRESETS[policy.measures].afterStop;

export const subjectOf = (policy: Pick<ClockPolicy, 'measures'>): ClockSubject =>
  PRESETS[policy.measures].subject;

/** What there is one clock of: a kind and what it measures, and the policy’s own where it stands beside. */
export const trackOf = ({ kind, measures, beside, key }: ClockPolicy): string =>
  beside || measures === 'custom' ? `${kind}:${measures}:${key}` : `${kind}:${measures}`;
