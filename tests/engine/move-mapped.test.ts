/** Activities with mappings over a move: what is under way ends as it began, and what has to begin anew may do so otherwise. */
import { describe, expect, it } from 'vitest';
import type { Definition } from '#engine/definition.ts';
import { advance, start } from '#engine/interpreter.ts';
import type { Event } from '#engine/messages.ts';
import { moveRun } from '#engine/move/move-run.ts';
import type { State } from '#engine/state.ts';
import { process } from '../support/process.ts';

const at = '2026-03-02T08:00:00.000Z';
const task = { type: 'userTask', task: {} };
const call = { type: 'callActivity', process: 'other' };
const outputs = { verdict: 'variables.decision' };
const inputs = { asked: 'variables.wanted' };

const drawn = (a: { readonly [field: string]: unknown }): Definition =>
  process('start > a > rest > end', { a });
const begun = (definition: Definition): State =>
  start(definition, { type: 'started', at, start: 'start', variables: { wanted: 3 } }).state;
const move = (from: Definition, to: Definition, state = begun(from)) =>
  moveRun(from, to, state, {}, at);
const onward = (definition: Definition, state: State, event: object): State =>
  advance(definition, state, { at, ...event } as Event).state;
/** The token that does the work at “a”: within a host it is the younger. */
const worker = ({ tokens }: State): string =>
  Object.values(tokens).findLast(({ element }) => element === 'a')?.id ?? '';

describe('an activity under way', () => {
  it.each([
    ['a call gains outputs', call, { ...call, outputs }],
    ['a task gains outputs', task, { ...task, outputs }],
    ['a task loses its outputs', { ...task, outputs }, task],
    ['a task gains outputs beside its inputs', { ...task, inputs }, { ...task, inputs, outputs }],
    [
      'a task loses its outputs and keeps inputs',
      { ...task, inputs, outputs },
      { ...task, inputs },
    ],
    ['a task gains inputs', task, { ...task, inputs }],
    ['a task loses its inputs', { ...task, inputs }, task],
    ['a task is repeated', task, { ...task, loop: { each: '2' } }],
    ['a mapped task is repeated', { ...task, outputs }, { ...task, outputs, loop: { each: '2' } }],
  ])('holds the run back where %s', (_, before, after) => {
    const held = move(drawn(before), drawn(after));
    if (held.moved) throw new Error('it was moved');
    expect(new Set(held.holds.map(({ problem }) => problem))).toEqual(new Set(['other_shape']));
  });

  it('goes along where only what its mappings say is another, and is mapped by the new version', () => {
    const to = drawn({ ...task, outputs: { answer: 'variables.decision' } });
    const moved = move(drawn({ ...task, outputs }), to);
    if (!moved.moved) throw new Error('it was held');
    const event = { type: 'taskCompleted', outcome: null, values: { decision: 'yes' } };
    const after = onward(to, moved.state, { ...event, token: worker(moved.state) });
    expect(after.variables).toEqual({ wanted: 3, answer: 'yes' });
  });
});

describe('an activity that has failed', () => {
  const failed = (definition: Definition): State => {
    const state = begun(definition);
    const event = { type: 'runFailed', code: 'process_not_found', message: 'There is none.' };
    return onward(definition, state, { ...event, token: worker(state) });
  };

  it('and begins anew with a retry may be mapped by the version that mends it', () => {
    const to = drawn({ ...call, inputs, outputs });
    const moved = move(drawn(call), to, failed(drawn(call)));
    if (!moved.moved) throw new Error('it was held');
    const again = onward(to, moved.state, { type: 'retried', token: worker(moved.state) });
    const event = { type: 'runEnded', outcome: null, variables: { decision: 'yes' } };
    const after = onward(to, again, { ...event, token: worker(again) });
    expect(after.variables).toEqual({ wanted: 3, verdict: 'yes' });
  });

  it('within a mapping keeps it', () => {
    const from = drawn({ ...call, outputs });
    expect(move(from, drawn(call), failed(from))).toMatchObject({
      holds: [{ problem: 'other_shape' }, { problem: 'other_shape' }],
    });
  });

  it('with its work done holds the run back, or its undoing would be noted wrongly', () => {
    const wayless = process('start > a; b > end', { a: task });
    const done = onward(wayless, begun(wayless), {
      type: 'taskCompleted',
      token: worker(begun(wayless)),
      outcome: null,
      values: {},
    });
    expect(Object.values(done.tokens)).toMatchObject([{ wait: { kind: 'failed', done: 'done' } }]);
    expect(move(wayless, drawn({ ...task, outputs }), done)).toMatchObject({
      holds: [{ problem: 'other_shape' }],
    });
  });
});
