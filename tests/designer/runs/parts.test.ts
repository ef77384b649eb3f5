/** The pure parts of looking after runs: what may stand for what, where runs land, what comes next, values as text. */
import { describe, expect, it } from 'vitest';
import type { MovePreview } from '#designer/client/moves.ts';
import { withLandings } from '#designer/runs/move/landed.ts';
import { standsFor } from '#designer/runs/move/targets.ts';
import { choicesFor } from '#designer/runs/repairs/choices.ts';
import { nextAfter } from '#designer/runs/repairs/next-after.ts';
import { kindOfValue, readValue, writeValue } from '#designer/runs/repairs/value.ts';
import type { Definition, Element } from '#engine/definition.ts';

const task = (id: string, more: object = {}): Element =>
  ({ id, type: 'userTask', task: {}, ...more }) as Element;
const process = (...elements: Element[]): Definition => ({
  key: 'p',
  name: 'P',
  elements,
  flows: [],
});
const ids = (elements: readonly Element[]) => elements.map(({ id }) => id);

describe('what stands for an element of another version', () => {
  const before = process(task('check'), task('inner', { parent: 'part' }));
  const after = process(
    task('check'),
    task('review'),
    { id: 'board', type: 'approval', approval: { mode: 'any', approvers: [] } } as Element,
    task('inside', { parent: 'part' }),
  );

  it('is the one with its id, unless another of its kind and place is named', () => {
    const { automatic, legal } = standsFor(before, after, {}, 'check');
    expect(automatic?.id).toBe('check');
    expect(ids(legal)).toEqual(['check', 'review']);
  });

  it('is nothing by itself where the id is gone', () => {
    const { automatic, legal } = standsFor(before, after, {}, 'inner');
    expect(automatic).toBe(null);
    expect(ids(legal)).toEqual(['inside']);
  });
});

describe('where runs land', () => {
  it('adds each run once to who is there already', () => {
    const preview = {
      total: 2,
      looked: 2,
      moving: 1,
      held: 1,
      items: [
        {
          run: 'a',
          moves: true,
          landings: [
            { token: 't1', from: 'check', to: 'review' },
            { token: 't2', from: 'check', to: 'review' },
            { token: 't3', from: 'gone', to: null },
          ],
        },
        { run: 'b', moves: false, landings: [] },
      ],
    } as unknown as MovePreview;
    const figures = withLandings({}, preview);
    expect(Object.fromEntries(Object.entries(figures).map(([id, { runs }]) => [id, runs]))).toEqual(
      {
        review: 1,
      },
    );
    expect(withLandings(figures, preview).review?.runs).toBe(2);
  });
});

describe('what comes after a step that is skipped', () => {
  const definition: Definition = {
    ...process(task('check'), task('yes'), task('always')),
    flows: [
      { id: 'f1', from: 'check', to: 'yes', port: 'fine' },
      { id: 'f2', from: 'check', to: 'always' },
    ],
  };
  it('goes by the outcome, else by the way without one', () => {
    expect(ids(nextAfter(definition, 'check', 'fine'))).toEqual(['yes']);
    expect(ids(nextAfter(definition, 'check', null))).toEqual(['always']);
    expect(ids(nextAfter(definition, 'yes', null))).toEqual([]);
  });
});

describe('a variable as text', () => {
  it('comes back as what it was', () => {
    for (const value of ['plain', '12', 'true', '"quoted"', '', 7, false, null, [1, 'a'], { a: 1 }])
      expect(readValue(writeValue(value))).toEqual(value);
  });

  it('says as what it will be set', () => {
    expect(['A-17', '17', '"17"', 'true', '[1]', '{}', 'null'].map(kindOfValue)).toEqual([
      'text',
      'number',
      'text',
      'truth',
      'list',
      'object',
      'nothing',
    ]);
  });
});

describe('the outcome a step is skipped with', () => {
  const repair = (outcomes: string[] | null, needsOutcome: boolean) =>
    choicesFor({ outcomes, needsOutcome, to: [] });

  it('is asked for only where there are several', () => {
    expect(repair(['approved', 'rejected'], true)).toEqual({
      choices: ['approved', 'rejected'],
      only: null,
    });
    expect(repair(['approved'], true).only).toBe('approved');
    expect(repair(null, false)).toEqual({ choices: [''], only: '' });
    expect(choicesFor(undefined).only).toBe('');
  });
});
