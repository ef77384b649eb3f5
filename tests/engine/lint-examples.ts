/** Drawings that the rules about scopes, events and expressions speak about, and the same drawings mended. */
import type { Definition } from '#engine/definition.ts';
import type { LintContext } from '#engine/lint/index.ts';
import { border, inner, nested, on, sub } from '../support/nested.ts';
import { comment, process, review, wait, when } from '../support/process.ts';

export type Example = {
  readonly rule: string;
  readonly wrong: Definition;
  /** The element or flow that is named. */
  readonly at?: string;
  readonly right?: Definition;
  readonly context?: LintContext;
};

const task = { type: 'userTask', task: {} };
const yes = { yes: when('variables.yes', 'equal', true) };
const withSub = (sketch: object, tail = '') =>
  nested(
    process(`start > s > end; start1 > a > end1; ${tail}`, { s: sub, start1: inner, ...sketch }),
    {
      s: 'start1 a end1',
    },
  );

const told = (key: string) => ({
  type: 'intermediateCatchEvent',
  message: { name: 'told', key },
});
const mail = (subject: string, body: string) => ({
  type: 'serviceTask',
  action: { type: 'sendEmail', to: [{ relation: 'requester' }], subject, body },
});
const hour = { after: { hours: 1 } };
const late = process('start > a > end; late > b > end', { late: border('a', { timer: hour }) });
const race = { type: 'eventBasedGateway' };
const news = { type: 'intermediateCatchEvent', signal: { name: 'news' } };
const compensate = (compensation: object) => ({ type: 'intermediateThrowEvent', compensation });
const undone = process('start > a > end', {
  a: { ...task, undo: 'u' },
  u: { ...task, forCompensation: true },
});

export const SCOPE_EXAMPLES: readonly Example[] = [
  {
    rule: 'start-trigger',
    wrong: withSub({ start1: { type: 'startEvent', trigger: { type: 'manual' } } }),
    at: 'start1',
    right: withSub({}),
  },
  {
    rule: 'start-trigger',
    wrong: process('start > a > end', { start: on({ signal: { name: 'news' } }) }),
    at: 'start',
  },
  {
    rule: 'no-start',
    wrong: nested(process('start > s > end; a > end1', { s: sub }), { s: 'a end1' }),
    at: 's',
    right: withSub({}),
  },
  {
    rule: 'no-end',
    wrong: nested(process('start > s > end; start1 > a', { s: sub, start1: inner }), {
      s: 'start1 a',
    }),
    at: 's',
    right: withSub({}),
  },
  {
    rule: 'several-starts',
    wrong: nested(
      process('start > s > end; start1 > a > end1; start2 > a', {
        s: sub,
        start1: inner,
        start2: inner,
      }),
      { s: 'start1 start2 a end1' },
    ),
    at: 'start2',
    right: withSub({}),
  },
  { rule: 'misplaced-flow', wrong: withSub({}, 'start > x2 > a'), at: 'f6', right: withSub({}) },
  {
    rule: 'misplaced-flow',
    wrong: process('start > a > late > b > end', {
      late: border('a', { timer: { after: { hours: 1 } } }),
    }),
    at: 'f2',
    right: process('start > a > end; late > b > end', {
      late: border('a', { timer: { after: { hours: 1 } } }),
    }),
  },
  {
    rule: 'misplaced-flow',
    wrong: process('start > a > end; u > end', {
      a: { ...task, undo: 'u' },
      u: { ...task, forCompensation: true },
    }),
    at: 'f3',
    right: process('start > a > end', {
      a: { ...task, undo: 'u' },
      u: { ...task, forCompensation: true },
    }),
  },
  {
    rule: 'gateway-choice',
    wrong: process(
      'start > i -?yes> a > end; i -?yes> b > end',
      { i: { type: 'inclusiveGateway' } },
      yes,
    ),
    at: 'i',
    right: process(
      'start > i -?yes> a > end; i > b > end',
      { i: { type: 'inclusiveGateway' } },
      yes,
    ),
  },
  {
    rule: 'unknown-port',
    wrong: withSub({}, 's -no> b > end'),
    at: 's',
    right: withSub({ end1: { type: 'endEvent', outcome: 'no' } }, 's -no> b > end'),
  },
  {
    rule: 'outcome-without-flow',
    wrong: process('start > a -yes> end', {
      a: {
        type: 'userTask',
        task: { outcomes: [{ key: 'yes', label: 'Yes' }] },
        loop: { each: '3' },
      },
    }),
    at: 'a',
    right: process('start > a -yes> end; a > end', {
      a: {
        type: 'userTask',
        task: { outcomes: [{ key: 'yes', label: 'Yes' }] },
        loop: { each: '3' },
      },
    }),
  },
  {
    rule: 'bad-expression',
    wrong: process('start > a > end', { a: { ...task, inputs: { x: '1 +' } } }),
    at: 'a',
    right: process('start > a > end', { a: { ...task, inputs: { x: '1 + 1' } } }),
  },
  {
    rule: 'bad-expression',
    wrong: process('start > a > end', { a: { ...task, outputs: { x: 'ticket.title' } } }),
    at: 'a',
    right: process('start > a > end', { a: { ...task, outputs: { x: 'variables.title' } } }),
  },
  {
    rule: 'unknown-fact',
    wrong: process('start > a > end', { a: { ...task, inputs: { x: 'tikcet.title' } } }),
    at: 'a',
    right: process('start > a > end', { a: { ...task, inputs: { x: 'ticket.title' } } }),
  },
  {
    rule: 'needs-ticket',
    wrong: process('start > m > end', { m: told('ticket.number') }),
    at: 'm',
    right: process('start > m > end', {
      start: { trigger: { type: 'ticketCreated' } },
      m: told('ticket.number'),
    }),
  },
  {
    rule: 'needs-ticket',
    wrong: process('start > a > end; hears > b > end', {
      hears: border('a', { message: { name: 'told', key: 'ticket.number' } }),
    }),
    at: 'hears',
    right: process('start > a > end; hears > b > end', {
      hears: border('a', {
        message: { name: 'told', key: 'ticket.number ?? variables.key' },
      }),
    }),
  },
  {
    rule: 'needs-ticket',
    wrong: process('start > a > end', { a: { ...task, inputs: { x: 'range(ticket.priority)' } } }),
    at: 'a',
    right: process('start > a > end', { a: { ...task, inputs: { x: 'ticket.priority + 1' } } }),
  },
  {
    rule: 'needs-ticket',
    wrong: process('start > a > end', { a: review }),
    at: 'a',
    right: process('start > a > end', {
      start: { trigger: { type: 'ticketCreated', ticketTypes: ['change'] } },
      a: review,
    }),
  },
  {
    rule: 'empty-text',
    wrong: process('start > a > end', { a: mail(' ', 'Hello') }),
    at: 'a',
    right: process('start > a > end', { a: mail('Hello', 'Hello') }),
  },
  {
    rule: 'empty-text',
    wrong: process('start > a > end', { a: mail('Hello', '') }),
    at: 'a',
  },
  {
    rule: 'empty-text',
    wrong: process('start > a > end', {
      a: { type: 'serviceTask', action: { type: 'comment', body: '' } },
    }),
    at: 'a',
    right: process('start > a > end', { a: comment }),
  },
  {
    rule: 'unknown-key',
    wrong: process('start > a > end', { a: { ...review, cab: { board: 'not-chosen' } } }),
    at: 'a',
    right: process('start > a > end', { a: review }),
  },
  {
    rule: 'unknown-key',
    wrong: process('start > a > end', { a: review }),
    at: 'a',
    context: { boards: ['other'] },
  },
  {
    rule: 'unknown-key',
    wrong: process('start > a > end', { a: { type: 'callActivity', process: 'not-chosen' } }),
    at: 'a',
    right: process('start > a > end', { a: { type: 'callActivity', process: 'other' } }),
  },
  {
    rule: 'unknown-key',
    wrong: process('start > a > end', {
      a: { type: 'serviceTask', action: { type: 'notify', to: [{ rota: 'gone' }], text: 'Up!' } },
    }),
    at: 'a',
    context: { rotas: ['network'] },
    right: process('start > a > end', {
      a: {
        type: 'serviceTask',
        action: { type: 'notify', to: [{ rota: 'network' }], text: 'Up!' },
      },
    }),
  },
  {
    rule: 'unknown-key',
    wrong: process('start > a > end', { a: { type: 'callActivity', process: 'other' } }),
    at: 'a',
    context: { processes: [] },
    right: process('start > a > end', { a: task }),
  },
  {
    rule: 'unknown-key',
    wrong: process('start > a > end', {
      a: {
        type: 'userTask',
        task: { assignment: { group: '{{variables.group}}', otherwise: { queue: 'gone' } } },
      },
    }),
    at: 'a',
    context: { groups: [], queues: ['change'] },
    right: process('start > a > end', {
      a: {
        type: 'userTask',
        task: { assignment: { group: '{{variables.group}}', otherwise: { queue: 'change' } } },
      },
    }),
  },
  {
    rule: 'bad-parent',
    wrong: nested(process('start > a > end'), { start: 'a' }),
    at: 'a',
    right: process('start > a > end'),
  },
  {
    rule: 'bad-parent',
    wrong: nested(
      process('start > a > end; start1 > b > end1', { s: sub, r: sub, start1: inner }),
      {
        s: 'r start1 b end1',
        r: 's',
      },
    ),
    at: 's',
  },
  {
    rule: 'bad-attachment',
    wrong: process('start > a > end; late > b > end', { late: border('x1', { timer: hour }) }),
    at: 'late',
    right: late,
  },
  {
    rule: 'bad-attachment',
    wrong: process('start > x1 > a > end; late > b > end', { late: border('x1', { timer: hour }) }),
    at: 'late',
    right: late,
  },
  {
    rule: 'bad-attachment',
    wrong: nested(withSub({ late: border('a', { timer: hour }) }, 'late > b > end'), {}),
    at: 'late',
    right: nested(withSub({ late: border('a', { timer: hour }) }, 'late > b > end1'), {
      s: 'start1 a end1 late b',
    }),
  },
  {
    rule: 'event-kind',
    wrong: process('start > t > end', { t: { type: 'intermediateCatchEvent' } }),
    at: 't',
    right: process('start > t > end', { t: wait(hour) }),
  },
  {
    rule: 'event-kind',
    wrong: process('start > a > end; late > b > end', {
      late: border('a', { timer: hour, signal: { name: 'news' } }),
    }),
    at: 'late',
    right: late,
  },
  {
    rule: 'event-setting',
    wrong: process('start > a > end; bad > b > end', {
      a: comment,
      bad: border('a', { error: {}, interrupting: false }),
    }),
    at: 'bad',
    right: process('start > a > end; bad > b > end', {
      a: comment,
      bad: border('a', { error: {} }),
    }),
  },
  {
    rule: 'event-setting',
    wrong: process('start > a > end; late > b > end', {
      late: border('a', { timer: hour, repeat: 3 }),
    }),
    at: 'late',
    right: late,
  },
  {
    rule: 'event-setting',
    wrong: process('start > a > end; late > b > end', {
      late: border('a', { timer: { fact: 'ticket.dueAt' }, interrupting: false, repeat: 3 }),
    }),
    at: 'late',
    right: process('start > a > end; late > b > end', {
      late: border('a', { timer: { after: { businessHours: 1 } }, interrupting: false, repeat: 3 }),
    }),
  },
  {
    rule: 'bad-race',
    wrong: process('start > e > t > end; e > a > end', { e: race, t: wait(hour) }),
    at: 'e',
    right: process('start > e > t > end; e > m > end', { e: race, t: wait(hour), m: news }),
  },
  {
    rule: 'bad-race',
    wrong: process('start > p > e; p > a > end', { e: race }),
    at: 'e',
    right: process('start > e > t > end; e > m > end', { e: race, t: wait(hour), m: news }),
  },
  {
    rule: 'bad-race',
    wrong: process('start > p > e > t > end; e > m > end; p > t', {
      e: race,
      t: wait(hour),
      m: news,
    }),
    at: 'e',
  },
  {
    rule: 'bad-undo',
    wrong: process('start > a > u > end', { a: { ...task, undo: 'u' } }),
    at: 'a',
    right: undone,
  },
  {
    rule: 'bad-undo',
    wrong: process('start > a > end', { a: { ...task, undo: 'gone' } }),
    at: 'a',
    right: undone,
  },
  {
    rule: 'bad-undo',
    wrong: process('start > a > end', { u: { ...task, forCompensation: true } }),
    at: 'u',
    right: undone,
  },
  {
    rule: 'nothing-to-undo',
    wrong: process('start > a > back > end', { back: compensate({}) }),
    at: 'back',
    right: process('start > a > back > end', {
      a: { ...task, undo: 'u' },
      u: { ...task, forCompensation: true },
      back: compensate({}),
    }),
  },
  {
    rule: 'nothing-to-undo',
    wrong: process('start > a > back > end', { back: compensate({ activity: 'a' }) }),
    at: 'back',
  },
  {
    rule: 'calls-itself',
    wrong: process('start > a > end', { a: { type: 'callActivity', process: 'test' } }),
    at: 'a',
    right: process('start > a > end', { a: { type: 'callActivity', process: 'other' } }),
  },
  {
    rule: 'join-needed',
    wrong: process('start > p > a > p2 > end; p > b > p2', {
      p2: { type: 'parallelGateway', join: { needed: 3 } },
    }),
    at: 'p2',
    right: process('start > p > a > p2 > end; p > b > p2', {
      p2: { type: 'parallelGateway', join: { needed: 1 } },
    }),
  },
  {
    rule: 'uncaught',
    wrong: withSub({ end1: { type: 'endEvent', error: { code: 'broken' } } }),
    at: 'end1',
    right: withSub(
      { end1: { type: 'endEvent', error: { code: 'broken' } }, bad: border('s', { error: {} }) },
      'bad > b > end',
    ),
  },
  {
    rule: 'never-thrown',
    wrong: process('start > a > end; bad > b > end', { bad: border('a', { error: {} }) }),
    at: 'bad',
    right: process('start > a > end; bad > b > end', {
      a: comment,
      bad: border('a', { error: {} }),
    }),
  },
];
