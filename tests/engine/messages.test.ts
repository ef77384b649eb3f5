/** Messages and signals in a run: who goes on listening hears the next one too, and what nobody hears is given back. */
import { describe, expect, it } from 'vitest';
import type { Definition } from '#engine/definition.ts';
import { advance, start } from '#engine/interpreter.ts';
import type { Event } from '#engine/messages.ts';
import type { State } from '#engine/state.ts';
import { nested, on } from '../support/nested.ts';
import { comment, process } from '../support/process.ts';
import { scenario } from '../support/scenario.ts';

const at = '2026-03-02T08:00:00.000Z';
const begin = (definition: Definition): State =>
  start(definition, { type: 'started', at, start: 'start', variables: {} }).state;
const message = (token: string, value: number): Event => ({
  type: 'messageReceived',
  at,
  token,
  value,
  message: `m${value}`,
});
const listenerIn = ({ tokens }: State): string =>
  Object.values(tokens).find(({ guards, listens }) => guards !== undefined || listens)?.id ?? '';
const standingAt = ({ tokens }: State, element: string): number =>
  Object.values(tokens).filter((token) => token.element === element).length;

const letter = { message: { name: 'letter', into: 'last' } };
const heard = (name: string) => ({
  type: 'intermediateCatchEvent',
  message: { name, into: 'last' },
});
const note = {
  type: 'serviceTask',
  action: { type: 'comment', body: '{{variables.last}}' },
};
const bordered = (event: object, more: object = {}) =>
  process('start > a > after > end; told > note > end', {
    told: { type: 'boundaryEvent', attachedTo: 'a', ...event },
    note: { type: 'userTask', task: {} },
    ...more,
  });
const beside = (event: object) =>
  nested(
    process('start > a > end; told > note > endE', {
      e: { type: 'subProcess', triggeredByEvent: true },
      told: on({ ...event, interrupting: false }),
    }),
    { e: 'told note endE' },
  );

describe('an event that interrupts nothing', () => {
  it.each([
    ['on a border', bordered({ ...letter, interrupting: false })],
    ['beside a scope', beside(letter)],
  ])('is one wait, and hears all that was handed to it: %s', (_, definition) => {
    let state = begin(definition);
    const token = listenerIn(state);
    for (const value of [1, 2, 3]) {
      const next = advance(definition, state, message(token, value));
      expect(next.commands.map(({ type }) => type)).not.toContain('unheard');
      ({ state } = next);
    }
    expect(standingAt(state, 'note')).toBe(3);
    expect(listenerIn(state)).toBe(token);
  });

  it('hears two signals that came before the first was taken in', () => {
    const definition = bordered({ signal: { name: 'news' }, interrupting: false });
    let state = begin(definition);
    const signal: Event = { type: 'signalReceived', at, token: listenerIn(state), value: null };
    for (const event of [signal, signal]) ({ state } = advance(definition, state, event));
    expect(standingAt(state, 'note')).toBe(2);
  });

  it('is over with the work, and what went on from it is not', () => {
    const definition = bordered({ ...letter, interrupting: false });
    return scenario(definition)
      .starts()
      .hears('letter', 'one')
      .completes('a')
      .completes('note')
      .completes('after')
      .traces(`
      task a
      told hears message letter
      told hears message letter
      task note
      withdrawn told
      task after
      completed
    `);
  });
});

describe('a message that nobody waits for any more', () => {
  const definition = bordered(letter);
  const unheard = { type: 'unheard', at, token: 't3', message: 'm1' };

  it('is given back, and changes nothing else', () => {
    const first = begin(definition);
    expect(listenerIn(first)).toBe('t3');
    const done: Event = { type: 'taskCompleted', at, token: 't2', outcome: null, values: {} };
    const { state } = advance(definition, first, done);
    expect(advance(definition, state, message('t3', 1))).toEqual({ state, commands: [unheard] });
  });

  it('is given back by a run that is over', () => {
    const cancelled: Event = { type: 'cancelled', at, reason: 'no longer needed' };
    const { state } = advance(definition, begin(definition), cancelled);
    expect(advance(definition, state, message('t3', 1))).toEqual({ state, commands: [unheard] });
  });

  it('is given back where a token heard one already', () => {
    const { state } = advance(definition, begin(definition), message('t3', 0));
    expect(advance(definition, state, message('t3', 1)).commands).toEqual([unheard]);
  });
});

describe('a message that was kept', () => {
  it('is left to the next who waits where a timer is due at once', () => {
    const soon = { type: 'intermediateCatchEvent', timer: { at: '2020-01-01T00:00:00.000Z' } };
    return scenario(
      process('start > a > race > m > end; race > soon > b > m2 > note > end', {
        race: { type: 'eventBasedGateway' },
        m: heard('letter'),
        m2: heard('letter'),
        soon,
        note,
      }),
    )
      .starts()
      .hears('letter', 'one')
      .completes('a')
      .completes('b')
      .traces(`
      task a
      m hears message letter
      withdrawn m
      task b
      m2 hears message letter
      note: comment “one”
      completed
    `);
  });

  it('is left to the next who waits where the work under its border is done at once', () =>
    scenario(
      process('start > a > do > b > m > note > end; told > end', {
        do: comment,
        told: { type: 'boundaryEvent', attachedTo: 'do', ...letter },
        m: heard('letter'),
        note,
      }),
    )
      .starts()
      .hears('letter', 'one')
      .completes('a')
      .completes('b')
      .traces(`
      task a
      do: comment “Hello”
      told hears message letter
      withdrawn told
      task b
      m hears message letter
      note: comment “one”
      completed
    `));

  it('goes back where another one won the race, and is the first again', () =>
    scenario(
      process('start > a > race > m > b > p2 > note > p2end; race > n > end', {
        race: { type: 'eventBasedGateway' },
        m: heard('letter'),
        n: heard('parcel'),
        p2: heard('parcel'),
        note,
        p2end: { type: 'endEvent' },
      }),
    )
      .starts()
      .hears('parcel', 'one')
      .hears('letter', 'two')
      .hears('parcel', 'three')
      .completes('a')
      .completes('b')
      .traces(`
      task a
      m hears message letter
      n hears message parcel
      withdrawn n
      task b
      p2 hears message parcel
      note: comment “one”
      completed
    `));

  it('calls off the work that begins under its border', () =>
    scenario(
      process('start > first > a > end; told > note > end', {
        told: { type: 'boundaryEvent', attachedTo: 'a', ...letter },
        note,
      }),
    )
      .starts()
      .hears('letter', 'one')
      .completes('first')
      .traces(`
      task first
      task a
      told hears message letter
      withdrawn a
      note: comment “one”
      completed
    `));

  it('comes to those who wait in the order in which they came to wait', () =>
    scenario(
      process('start > p > m > note > end; p > a > m2 > b > end', {
        m: heard('letter'),
        m2: heard('letter'),
        note,
      }),
    )
      .starts()
      .completes('a')
      .hears('letter', 'one')
      .hears('letter', 'two')
      .traces(`
      m hears message letter
      task a
      m2 hears message letter
      note: comment “one”
      task b
    `));
});

it('a process that says something to itself hears it when it has come to rest', () =>
  scenario(
    process('start > p > m > note > end; p > say > a > end', {
      say: {
        type: 'intermediateThrowEvent',
        message: { name: 'letter', value: '"mine"' },
      },
      m: heard('letter'),
      note,
    }),
  )
    .starts()
    .traces(`
    m hears message letter
    message letter: "mine"
    task a
    note: comment “mine”
  `));
