/** Drawings of every part of the language in which there is nothing to find. */
import { describe, expect, it } from 'vitest';
import type { Definition } from '#engine/definition.ts';
import { lint } from '#engine/lint/index.ts';
import { border, eventSub, inner, nested, on, sub } from '../support/nested.ts';
import { comment, process, wait, when } from '../support/process.ts';

const task = { type: 'userTask', task: {} };
const yes = { yes: when('variables.yes', 'equal', true) };
const onTicket = { trigger: { type: 'ticketCreated' } };
const undoing = { ...task, forCompensation: true };

const GOOD: { readonly [name: string]: Definition } = {
  'a sub-process that leaves by the outcomes of its ends': nested(
    process(
      'start > s -ok> a > end; s > b > end; start1 > c > x -?yes> endOk; x > endNo',
      {
        s: sub,
        start1: inner,
        x: { default: 'f9' },
        endOk: { outcome: 'ok' },
      },
      yes,
    ),
    { s: 'start1 c x endOk endNo' },
  ),
  'a sub-process with a flow for each outcome': nested(
    process(
      'start > s -ok> a > end; s -no> b > end; start1 > c > x -?yes> endOk; x > endNo',
      {
        s: sub,
        start1: inner,
        x: { default: 'f9' },
        endOk: { outcome: 'ok' },
        endNo: { outcome: 'no' },
      },
      yes,
    ),
    { s: 'start1 c x endOk endNo' },
  ),
  'a sub-process that always fails': nested(
    process('start > s; caught > a > end; start1 > c > bad', {
      s: sub,
      start1: inner,
      bad: { type: 'endEvent', error: { code: 'broken' } },
      caught: border('s', { error: { code: 'broken' } }),
    }),
    { s: 'start1 c bad' },
  ),
  'a timer on the border': process('start > a > end; late > chase > end2', {
    late: border('a', { timer: { after: { hours: 2 } }, interrupting: false, repeat: 3 }),
  }),
  'a timer in business time on the border': process('start > a > end; late > chase > end2', {
    late: border('a', { timer: { after: { businessHours: 2 } }, interrupting: false, repeat: 3 }),
  }),
  'a loop over the border': process('start > x > a > end; late > b > x', {
    late: border('a', { timer: { after: { hours: 2 } } }),
  }),
  'an error of an action': process('start > a > end; bad > b > end', {
    a: comment,
    bad: border('a', { error: {} }),
  }),
  'event sub-processes': nested(
    process('start > a > end; startE > b > endE; startF > c > endF', {
      a: comment,
      e: eventSub,
      f: eventSub,
      startE: on({ error: { into: 'error' } }),
      startF: on({ signal: { name: 'news' }, interrupting: false }),
    }),
    { e: 'startE b endE', f: 'startF c endF' },
  ),
  'an event sub-process in a sub-process': nested(
    process('start > s > end; start1 > a > end1; startE > b > endE', {
      start: onTicket,
      s: sub,
      e: eventSub,
      start1: inner,
      startE: on({ message: { name: 'stop', key: 'ticket.number' } }),
    }),
    { s: 'start1 a end1 e', e: 'startE b endE' },
  ),
  compensation: process('start > a > back > end', {
    a: { ...task, undo: 'undoA' },
    undoA: undoing,
    back: { type: 'intermediateThrowEvent', compensation: {} },
  }),
  'an escalation': nested(
    process('start > s > end; up > tell > end2; start1 > a > say > b > end1', {
      s: sub,
      start1: inner,
      say: { type: 'intermediateThrowEvent', escalation: { code: 'late' } },
      up: border('s', { escalation: {}, interrupting: false }),
    }),
    { s: 'start1 a say b end1' },
  ),
  'inclusive gateways': process(
    'start > i -?yes> a > j; i > b > j; j > end',
    { i: { type: 'inclusiveGateway', default: 'f4' }, j: { type: 'inclusiveGateway' } },
    yes,
  ),
  'an inclusive gateway that always takes one flow': process(
    'start > i -?yes> a > j; i > b > j; j > end',
    { i: { type: 'inclusiveGateway' }, j: { type: 'inclusiveGateway' } },
    yes,
  ),
  'a race': process('start > e > t > late > end; e > m > reply > end', {
    e: { type: 'eventBasedGateway' },
    t: wait({ after: { hours: 1 } }),
    m: { type: 'intermediateCatchEvent', message: { name: 'reply', into: 'reply' } },
  }),
  'a repeated task with outcomes': process('start > a -yes> b > end; a > c > end', {
    start: onTicket,
    a: {
      type: 'userTask',
      task: { outcomes: [{ key: 'yes', label: 'Yes' }] },
      loop: {
        each: 'ticket.tags',
        until: 'loop.completed >= 2',
        collect: { into: 'all', value: 'loop.item' },
      },
      inputs: { label: '"-" + text(loop.index)' },
      outputs: { count: 'loop.total' },
    },
  }),
  'a call': process('start > a -approved> b > end; a > c > end', {
    a: { type: 'callActivity', process: 'other', inputs: { who: 'requester.email' } },
  }),
  'a join of two of three': process('start > p > a > q > end; p > b > q; p > c > q', {
    p: {},
    q: { type: 'parallelGateway', join: { needed: 2, cancelRest: true } },
  }),
};

describe('the lint finds nothing', () => {
  it.each(Object.entries(GOOD))('in %s', (_name, definition) => {
    expect(lint(definition, { processes: ['other'] })).toEqual([]);
  });
});
