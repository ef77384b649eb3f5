/** Events on borders and in the background over a move: new ones begin, and nothing that both versions have begins again. */
import { describe, expect, it } from 'vitest';
import type { Definition } from '#engine/definition.ts';
import { advance, start } from '#engine/interpreter.ts';
import type { Event } from '#engine/messages.ts';
import { moveRun } from '#engine/move/move-run.ts';
import type { State } from '#engine/state.ts';
import { process } from '../support/process.ts';

const at = '2026-03-02T08:00:00.000Z';
const later = '2026-03-02T13:00:00.000Z';
const begun = (definition: Definition): State =>
  start(definition, { type: 'started', at, start: 'start', variables: {} }).state;
const fired = (definition: Definition, state: State, element: string, when = at): State => {
  const token = Object.values(state.tokens).find((one) => one.element === element)?.id ?? '';
  const event: Event = { type: 'timerFired', at: when, token };
  return advance(definition, state, event).state;
};
const moved = (from: Definition, to: Definition, state: State, mapping = {}) => {
  const move = moveRun(from, to, state, mapping, later);
  if (!move.moved) throw new Error(`it was held: ${JSON.stringify(move.holds)}`);
  return move;
};
const waits = (state: State) =>
  Object.values(state.tokens).map(({ element, wait: { kind } }) => `${element} ${kind}`);

const onBorder = (event: object): Definition =>
  process('start > a > end; late > chase > end', {
    late: { type: 'boundaryEvent', attachedTo: 'a', ...event },
  });
const inBackground = (trigger: object, more: object = {}): Definition =>
  process('start > a > end; soon > chase > over', {
    sub: { type: 'subProcess', triggeredByEvent: true },
    soon: { type: 'startEvent', parent: 'sub', trigger: { type: 'event', ...trigger } },
    chase: { type: 'userTask', task: {}, parent: 'sub' },
    over: { type: 'endEvent', parent: 'sub' },
    ...more,
  });
const again = (definition: Definition): Definition => ({ ...definition, name: 'Only renamed' });
const timer = { after: { hours: 4 } };

describe('an event on a border', () => {
  it('of what has failed before it came in begins with the retry, and once', () => {
    const plain = process('start > a > end');
    const state = begun(plain);
    const { t2 } = state.tokens;
    if (!t2) throw new Error('there is no token');
    const wait = { kind: 'failed', code: 'token_limit', message: 'Too many.', attempt: 0 } as const;
    const move = moved(plain, onBorder({ timer }), { ...state, tokens: { t2: { ...t2, wait } } });
    expect(move.begun).toEqual([]);
    const retried = advance(onBorder({ timer }), move.state, { type: 'retried', at, token: 't2' });
    expect(waits(retried.state)).toEqual(['a task', 'late timer']);
  });

  it('that has come and comes no more is not waited for again', () => {
    const version = onBorder({ timer, interrupting: false });
    const state = fired(version, begun(version), 'late');
    const move = moved(version, again(version), state);
    expect(move).toMatchObject({ begun: [], commands: [] });
    expect(waits(move.state)).toEqual(['a task', 'chase task']);
  });

  it('that comes three times has come as often as before', () => {
    const version = onBorder({ timer, interrupting: false, repeat: 3 });
    const twice = fired(version, fired(version, begun(version), 'late'), 'late');
    const move = moved(version, again(version), twice);
    expect(Object.values(move.state.tokens)).toContainEqual(
      expect.objectContaining({
        element: 'late',
        wait: { kind: 'timer', at: '2026-03-02T20:00:00.000Z', round: 3 },
      }),
    );
    const last = fired(version, move.state, 'late');
    expect(moved(again(version), version, last).begun).toEqual([]);
  });

  it('that was given up does not begin anew', () => {
    const version = onBorder({ timer, interrupting: false });
    const move = moved(version, again(version), begun(version), { late: null });
    expect(waits(move.state)).toEqual(['a task']);
    expect(move.begun).toEqual([]);
  });

  it('begins where only an error was caught before', () => {
    const move = moved(onBorder({ error: {} }), onBorder({ timer }), begun(onBorder({})));
    expect(move.begun).toEqual(['late']);
  });

  it('that is due at once goes on at once, and the landing says that the activity is over', () => {
    const to = onBorder({ timer: { at } });
    const move = moved(process('start > a > end'), to, begun(process('start > a > end')));
    expect(waits(move.state)).toEqual(['chase task']);
    expect(move.landings).toEqual([{ token: 't2', from: 'a', to: null }]);
  });

  it('is no longer beside once it has come: its token that failed is not called off', () => {
    const dead = process('start > a > end', {
      late: { type: 'boundaryEvent', attachedTo: 'a', error: { code: 'no' } },
      a: { type: 'serviceTask', action: { type: 'comment', body: 'Hello' } },
    });
    const event: Event = { type: 'askFailed', at, token: 't2', code: 'no', message: '' };
    const state = advance(dead, begun(dead), event).state;
    expect(waits(state)).toEqual(['late failed']);
    // Nothing but skipping it helps there, which a move does not do.
    expect(moveRun(dead, again(dead), state, {}, later)).toMatchObject({
      holds: [{ token: 't3', problem: 'would_get_stuck' }],
    });
  });
});

describe('an event in the background', () => {
  it('that interrupts is not waited for again while it is under way', () => {
    const version = inBackground({ timer });
    const state = fired(version, begun(version), 'soon');
    const move = moved(version, again(version), state);
    expect(waits(move.state)).toEqual(['chase task']);
    expect(move.begun).toEqual([]);
  });

  it('does not begin in a scope that another one has taken over', () => {
    const version = inBackground({ timer });
    const other = inBackground(
      { timer },
      {
        more: { type: 'subProcess', triggeredByEvent: true },
        heard: {
          type: 'startEvent',
          parent: 'more',
          trigger: { type: 'event', signal: { name: 'fire' } },
        },
        done: { type: 'endEvent', parent: 'more' },
      },
    );
    const to = { ...other, flows: [...other.flows, { id: 'm', from: 'heard', to: 'done' }] };
    const state = begun(version);
    expect(moved(version, to, state).begun).toEqual(['heard']);
    expect(moved(version, to, fired(version, state, 'soon')).begun).toEqual([]);
  });

  it('that interrupts nothing has come as often as before', () => {
    const version = inBackground({ timer, interrupting: false });
    const move = moved(version, again(version), fired(version, begun(version), 'soon'));
    expect(waits(move.state)).toEqual(['a task', 'chase task']);
  });

  it('does not begin in a run that is only being undone', () => {
    const undoable = {
      a: { type: 'userTask', task: {}, undo: 'u' },
      u: { type: 'userTask', task: {}, forCompensation: true },
    };
    const from = process('start > a > b > end', undoable);
    const more = inBackground({ timer }, undoable);
    const to = {
      ...from,
      elements: [
        ...from.elements,
        ...more.elements.filter(({ parent, id }) => parent ?? id === 'sub'),
      ],
      flows: [...from.flows, ...more.flows.filter(({ to: end }) => end !== 'a' && end !== 'end')],
    };
    const done = { type: 'taskCompleted', at, token: 't2', outcome: null, values: {} } as const;
    const state = advance(from, begun(from), done).state;
    const undoing = advance(from, state, { type: 'cancelled', at, reason: 'No', undo: true }).state;
    expect(waits(undoing)).toEqual(['u task']);
    expect(moved(from, to, undoing).begun).toEqual([]);
    expect(moved(from, to, state).begun).toEqual(['soon']);
  });
});
