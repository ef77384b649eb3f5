/** What a call runs: the version its author pinned, else the one it was bound to when its caller was published. */
import { describe, expect, it } from 'vitest';
import { bound, reboundCalls, unbound, unboundCalls } from '#engine/called-versions.ts';
import { meaning } from '#engine/canonical.ts';
import { start } from '#engine/interpreter.ts';
import { process } from '../support/process.ts';

const call = { type: 'callActivity', process: 'badge' };
const drawn = process('start > a > b > end', {
  a: call,
  b: { ...call, version: 1 },
});
const at = (version: number | null) => bound(drawn, new Map([['badge', version]]));
const callsOf = ({ elements }: typeof drawn) =>
  elements.flatMap((one) => (one.type === 'callActivity' ? [[one.version, one.bound]] : []));

describe('publishing', () => {
  it('binds what names no version, and leaves what its author has pinned', () => {
    expect(unboundCalls(drawn)).toEqual(['badge']);
    expect(callsOf(at(2))).toEqual([
      [undefined, 2],
      [1, undefined],
    ]);
    expect(callsOf(at(null))).toEqual(callsOf(drawn));
  });

  it('leaves what is bound already: a former version does again what it did', () => {
    expect(unboundCalls(at(2))).toEqual([]);
    expect(bound(at(2), new Map([['badge', 3]]))).toEqual(at(2));
  });

  it('is of another meaning where a newer version is called, and says of which call', () => {
    expect(meaning(at(2))).not.toBe(meaning(at(3)));
    expect(reboundCalls(at(2), at(3))).toEqual([
      { element: 'a', process: 'badge', before: 2, after: 3 },
    ]);
    expect(reboundCalls(at(2), at(2))).toEqual([]);
    expect(reboundCalls(drawn, at(2))).toEqual([]);
  });
});

it('is no part of what an author works on', () => {
  expect(unbound(at(2))).toEqual(drawn);
  expect(unbound(drawn)).toBe(drawn);
});

it('is what a run asks for: the pin, else what was bound, else whichever is present then', () => {
  const versionsIn = (definition: typeof drawn) => {
    const at = '2026-01-05T09:00:00.000Z';
    const forked = process('start > f > a > end; f > b > end', { f: { type: 'parallelGateway' } });
    const elements = forked.elements.map(
      (one) => definition.elements.find(({ id }) => id === one.id && id !== 'start') ?? one,
    );
    const { commands } = start(
      { ...forked, elements },
      { type: 'started', at, start: 'start', variables: {} },
    );
    return commands.flatMap((one) => (one.type === 'startRun' ? [one.version] : []));
  };
  expect(versionsIn(at(2))).toEqual([2, 1]);
  expect(versionsIn(drawn)).toEqual([null, 1]);
});
