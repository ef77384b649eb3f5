/** What the record cannot write down: the token it was for fails where it stands, and can be tried again. */
import { describe, expect, it } from 'vitest';
import type { Definition } from '#engine/definition.ts';
import { advance, start, startRefused } from '#engine/interpreter.ts';
import type { Event } from '#engine/messages.ts';
import type { State } from '#engine/state.ts';
import { nested, on } from '../support/nested.ts';
import { process } from '../support/process.ts';

const at = '2026-03-02T08:00:00.000Z';
const started = { type: 'started', at, start: 'start', variables: {} } as const;
const begin = (definition: Definition): State => start(definition, started).state;
const tokenAt = ({ tokens }: State, element: string): string =>
  Object.values(tokens).find((token) => token.element === element)?.id ?? '';
const waits = ({ tokens }: State): Record<string, string> =>
  Object.fromEntries(Object.values(tokens).map(({ element, wait }) => [element, wait.kind]));
const refused = (token: string, more: object = {}): Event =>
  ({ type: 'refused', at, token, why: 'It cannot be written down.', ...more }) as Event;

describe('what the record refuses', () => {
  it('fails the token it was for, which a person can try again', () => {
    const definition = process('start > a > b > end');
    const failed = advance(definition, begin(definition), refused('t2'));
    expect(failed.commands).toContainEqual(
      expect.objectContaining({ type: 'failed', element: 'a', code: 'unstorable' }),
    );
    const again = advance(definition, failed.state, { type: 'retried', at, token: 't2' });
    expect(waits(again.state)).toEqual({ a: 'task' });
  });

  it('gives back the message it came with', () => {
    const definition = process('start > hear > end', {
      hear: { type: 'intermediateCatchEvent', message: { name: 'letter' } },
    });
    const { commands } = advance(definition, begin(definition), refused('t2', { message: 'm1' }));
    expect(commands).toContainEqual({ type: 'unheard', at, token: 't2', message: 'm1' });
    expect(commands.map(({ type }) => type)).toContain('unlisten');
  });

  it('leaves alone what goes on inside', () => {
    const definition = nested(
      process('start > s > end; start1 > a > end1', { s: { type: 'subProcess' } }),
      {
        s: 'start1 a end1',
      },
    );
    const before = begin(definition);
    expect(advance(definition, before, refused(tokenAt(before, 's'))).state).toBe(before);
  });

  it('at the very beginning leaves a run that can be tried again, with all that listens beside it', () => {
    const definition = nested(
      process('start > a > end; told > note > endE', {
        e: { type: 'subProcess', triggeredByEvent: true },
        told: on({ message: { name: 'letter' }, interrupting: false }),
      }),
      { e: 'told note endE' },
    );
    const failed = startRefused(definition, started, 'It cannot be written down.');
    expect(failed.state.status).toBe('running');
    expect(waits(failed.state)).toEqual({ start: 'failed' });
    const again = advance(definition, failed.state, { type: 'retried', at, token: 't1' });
    expect(waits(again.state)).toEqual(waits(begin(definition)));
    const cancelled = advance(definition, failed.state, { type: 'cancelled', at, reason: 'No' });
    expect(cancelled.state.status).toBe('cancelled');
  });
});

describe('the key of a message', () => {
  const long = 'k'.repeat(501);
  it.each([
    ['that is waited for', 'hear', { type: 'intermediateCatchEvent' }],
    ['that is sent', 'tell', { type: 'intermediateThrowEvent' }],
  ])('has a bound: %s', (_, id, type) => {
    const definition = process(`start > ${id} > end`, {
      [id]: { ...type, message: { name: 'letter', key: 'variables.k' } },
    });
    const { state } = start(definition, { ...started, variables: { k: long } });
    expect(Object.values(state.tokens)).toMatchObject([
      { element: id, wait: { kind: 'failed', code: 'bad_expression' } },
    ]);
    const fits = start(definition, { ...started, variables: { k: long.slice(1) } });
    expect(Object.values(fits.state.tokens).map(({ wait }) => wait.kind)).not.toContain('failed');
  });
});
