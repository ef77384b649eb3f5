/** What is called off, or does not fit, halfway: nothing that was done is forgotten, and nothing that was said is lost. */
import { describe, expect, it } from 'vitest';
import type { Definition } from '#engine/definition.ts';
import { advance, start } from '#engine/interpreter.ts';
import type { Command, Event } from '#engine/messages.ts';
import type { Json, State } from '#engine/state.ts';
import { border, eventSub, nested, on } from '../support/nested.ts';
import { comment, process } from '../support/process.ts';

const at = '2026-03-02T08:00:00.000Z';
const FULL = { big: 'x'.repeat(999_900) };

type Happening = {
  readonly type: string;
  readonly element?: string;
  readonly [more: string]: Json | undefined;
};

/** Goes through what happens, each to the youngest token at its element. */
function play(definition: Definition, variables: Record<string, Json>, ...happenings: Happening[]) {
  let { state } = start(definition, { type: 'started', at, start: 'start', variables });
  const commands: Command[] = [];
  for (const { element, ...happening } of happenings) {
    const token = element === undefined ? undefined : at_(state, element);
    const event = {
      at,
      ...(token === undefined ? {} : { token }),
      ...happening,
    } as unknown as Event;
    const step = advance(definition, state, event);
    state = step.state;
    commands.push(...step.commands);
  }
  return { state, commands, standing: standing(state) };
}

const at_ = ({ tokens }: State, element: string): string | undefined =>
  Object.values(tokens).findLast((token) => token.element === element)?.id;
const standing = ({ tokens }: State): readonly string[] =>
  Object.values(tokens).map(({ element, wait }) => `${element} ${wait.kind}`);
const done = (element: string): Happening => ({
  type: 'taskCompleted',
  element,
  outcome: null,
  values: {},
});
const heard = (element: string, value: Json = null): Happening => ({
  type: 'messageReceived',
  element,
  value,
  message: 'm1',
});

const undone = {
  a: { type: 'userTask', task: {}, undo: 'ua' },
  b: { type: 'userTask', task: {}, undo: 'ub' },
  ua: { type: 'userTask', task: {}, forCompensation: true },
  ub: { type: 'userTask', task: {}, forCompensation: true },
  c: { type: 'intermediateThrowEvent', compensation: {} },
};

describe('undoing that is called off', () => {
  it('begins again where an event sub-process undoes too', () => {
    const definition = nested(
      process('start > a > b > c > end; told > ce > endE', {
        ...undone,
        e: eventSub,
        told: on({ message: { name: 'stop' } }),
        ce: { type: 'intermediateThrowEvent', compensation: {} },
      }),
      { e: 'told ce endE' },
    );
    const begun = play(definition, {}, done('a'), done('b'));
    expect(begun.standing).toContain('ub task');
    const stopped = play(definition, {}, done('a'), done('b'), heard('told'));
    expect(stopped.standing).toEqual(['ce undoing', 'ub task']);
    const over = [done('a'), done('b'), heard('told'), done('ub'), done('ua')];
    expect(play(definition, {}, ...over).state.status).toBe('completed');
  });

  it('is not forgotten by a run that is cancelled with undoing', () => {
    const definition = process('start > p > a > b > c > q > end; p > d > q; q > z', {
      ...undone,
      q: { type: 'parallelGateway', join: { needed: 1, cancelRest: true } },
    });
    const happened = [done('a'), done('b'), done('d')];
    const cancel = { type: 'cancelled', reason: 'No', undo: true };
    expect(play(definition, {}, ...happened, cancel).standing).toEqual(['ub task']);
    const { state } = play(definition, {}, ...happened, cancel, done('ub'), done('ua'));
    expect(state.status).toBe('cancelled');
  });
});

describe('what a full run cannot take in', () => {
  const letter = { message: { name: 'letter', into: 'said' } };
  it.each([
    [
      'between two steps',
      process('start > hear > b > end', { hear: { type: 'intermediateCatchEvent', ...letter } }),
      'hear',
    ],
    [
      'on a border',
      process('start > a > end; hear > b > end', { hear: border('a', letter) }),
      'hear',
    ],
    [
      'beside a scope',
      nested(process('start > a > end; hear > b > endE', { e: eventSub, hear: on(letter) }), {
        e: 'hear b endE',
      }),
      'hear',
    ],
  ])('is given back, and heard when there is room: %s', (_, definition, element) => {
    const told = heard(element, 'x'.repeat(200));
    const full = play(definition, FULL, told);
    expect(full.standing).toContain(`${element} failed`);
    expect(full.commands).toContainEqual(
      expect.objectContaining({ type: 'unheard', message: 'm1' }),
    );
    const room = { type: 'corrected', token: null, variables: { big: null }, reason: 'Too much' };
    const again = play(definition, FULL, told, room, { type: 'retried', element });
    expect(again.standing).toContain(`${element} message`);
    const { state, standing } = play(
      definition,
      FULL,
      told,
      room,
      { type: 'retried', element },
      told,
    );
    expect(standing).toEqual(['b task']);
    expect(state.variables.said).toBe('x'.repeat(200));
  });

  it('may be an error, which goes on without its words', () => {
    const definition = process('start > t > end; bad > m > end2', {
      t: comment,
      bad: border('t', { error: { into: 'err' } }),
    });
    const broke = { type: 'askFailed', element: 't', code: 'boom', message: 'm'.repeat(200) };
    const room = { type: 'corrected', token: null, variables: { big: null }, reason: 'Too much' };
    const retry = { type: 'retried', element: 'bad' };
    expect(play(definition, FULL, broke).standing).toEqual(['bad failed']);
    expect(play(definition, FULL, broke, room, retry).standing).toEqual(['m task']);
  });
});

describe('event sub-processes', () => {
  const inside = (start: object, oops: object = { type: 'endEvent' }) =>
    nested(
      process('start > a > end; s1 > b > oops; s2 > c > end2', {
        o: eventSub,
        s1: on({ message: { name: 'm1' }, interrupting: false }),
        n: eventSub,
        s2: start as { type: string },
        oops: oops as { type: string },
      }),
      { o: 's1 b oops n', n: 's2 c end2' },
    );

  it('listen in one another', () => {
    const definition = inside(on({ message: { name: 'm2' } }));
    expect(play(definition, {}, heard('s1')).standing).toContain('s2 message');
    expect(play(definition, {}, heard('s1'), heard('s2')).standing).toEqual([
      's1 message',
      'a task',
      'c task',
    ]);
  });

  it('catch what goes wrong in one another', () => {
    const definition = inside(on({ error: {} }), { type: 'endEvent', error: { code: 'x' } });
    const { standing, state } = play(definition, {}, heard('s1'), done('b'));
    expect(standing).toEqual(['s1 message', 'a task', 'c task']);
    expect(play(definition, {}, heard('s1'), done('b'), done('c')).standing).toHaveLength(2);
    expect(state.status).toBe('running');
  });

  it('begin alike in whatever order they are drawn', () => {
    const drawn = nested(
      process('start > a > end; s1 > b > end1; s2 > c > end2', {
        o: eventSub,
        s1: on({ timer: { at: '2020-01-01T00:00:00Z' } }),
        n: eventSub,
        s2: on({ message: { name: 'm2' } }),
      }),
      { o: 's1 b end1', n: 's2 c end2' },
    );
    const turned = { ...drawn, elements: drawn.elements.toReversed() };
    expect(play(drawn, {}).standing).toEqual(['b task']);
    expect(play(turned, {}).standing).toEqual(['b task']);
  });
});

it('a join may have any name', () => {
  const definition = process(
    'start > p > a > constructor > end; p > b > constructor; p > c > q > end2; p > d > q; p > e > q',
    {
      constructor: { type: 'parallelGateway' },
      q: { type: 'parallelGateway', join: { needed: 1 } },
    },
  );
  expect(play(definition, {}, done('c'), done('a'), done('b')).standing).toEqual([
    'd task',
    'e task',
  ]);
});
