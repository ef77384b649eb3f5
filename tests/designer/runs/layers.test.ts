/** What is written on the drawing of a process at work, by layer, and what is left out because it would say nothing. */
import { describe, expect, it } from 'vitest';
import type { ElementFigures } from '#designer/client/runs.ts';
import { marksFor, toLayer } from '#designer/runs/live/layers.ts';
import { toDays, toLiveSearch } from '#designer/runs/live/search.ts';
import type { Element } from '#engine/definition.ts';

const elements: readonly Element[] = [
  { id: 'start', type: 'startEvent', trigger: { type: 'manual' } },
  { id: 'ask', type: 'userTask', task: {} },
  { id: 'order', type: 'userTask', task: {} },
  {
    id: 'late',
    type: 'boundaryEvent',
    attachedTo: 'ask',
    timer: { after: { minutes: 5 } },
  } as Element,
];
const NOTHING: ElementFigures = {
  runs: 0,
  tokens: 0,
  failed: 0,
  waitingSince: null,
  entered: 0,
  left: 0,
  calledOff: 0,
  medianSeconds: null,
  p95Seconds: null,
  again: null,
  timed: 0,
  late: 0,
  overdue: 0,
  promised: 0,
  breached: 0,
};
const marks = (layer: string, figures: Record<string, Partial<ElementFigures>>) =>
  Object.fromEntries(
    marksFor(
      toLayer(layer),
      { elements },
      Object.fromEntries(
        Object.entries(figures).map(([id, some]) => [id, { ...NOTHING, ...some }]),
      ),
    ),
  );

describe('the layer of now', () => {
  it('counts runs where they stand, and not what only waits on a border', () => {
    expect(
      marks('now', { ask: { runs: 3, failed: 1 }, late: { runs: 3 }, order: { entered: 4 } }),
    ).toEqual({ ask: { kind: 'now', runs: 3, failed: 1 } });
  });

  it('shows a border that has failed', () => {
    expect(marks('now', { late: { runs: 2, failed: 1 } })).toEqual({
      late: { kind: 'now', runs: 1, failed: 1 },
    });
  });
});

describe('the layer of waits', () => {
  it('is as hot as the longest, and leaves out what takes no time', () => {
    expect(
      marks('waits', {
        start: { medianSeconds: 0, p95Seconds: 0.2 },
        ask: { medianSeconds: 100, p95Seconds: 200 },
        order: { medianSeconds: 20, p95Seconds: 90 },
      }),
    ).toEqual({
      ask: { kind: 'waits', median: 100, p95: 200, heat: 4 },
      order: { kind: 'waits', median: 20, p95: 90, heat: 1 },
    });
  });
});

describe('the layers of rework and breaches', () => {
  it('tell only of what came again', () => {
    expect(
      marks('again', { ask: { again: 2 }, order: { again: 0 }, late: { again: null } }),
    ).toEqual({ ask: { kind: 'again', times: 2, heat: 4 } });
  });

  it('tell of what was late, and of what is late already', () => {
    expect(
      marks('late', { ask: { late: 1, timed: 2 }, order: { overdue: 1 }, start: { timed: 9 } }),
    ).toEqual({
      ask: { kind: 'late', late: 1, timed: 2, overdue: 0, heat: 4 },
      order: { kind: 'late', late: 0, timed: 0, overdue: 1, heat: 1 },
    });
  });

  it('tell where promises are lost, hottest where the largest share of them is', () => {
    expect(
      marks('breaches', {
        ask: { breached: 1, promised: 2 },
        order: { breached: 1, promised: 8 },
        start: { promised: 9 },
      }),
    ).toEqual({
      ask: { kind: 'breaches', breached: 1, promised: 2, heat: 4 },
      order: { kind: 'breaches', breached: 1, promised: 8, heat: 1 },
    });
  });
});

describe('the address of a process at work', () => {
  it('falls back to what there is', () => {
    expect(toLiveSearch({ version: '3', layer: 'nonsense', days: 12, element: 4 })).toEqual({
      version: 3,
      layer: 'now',
      days: 7,
      element: undefined,
    });
    expect([toDays('30'), toDays(undefined)]).toEqual([30, 7]);
  });
});
