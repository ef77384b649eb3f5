/** What of a process rehearsals come by: counted from what the interpreter says, not from what is told of it. */
import { describe, expect, it } from 'vitest';
import type { Definition } from '#engine/definition.ts';
import { coverageOf } from '#engine/rehearsal/index.ts';
import { comment, process, wait } from '#tests/support/process.ts';
import { type Scenario, scenario } from '#tests/support/scenario.ts';

async function coverage(definition: Definition, ...stories: readonly Scenario[]) {
  const rehearsals: Awaited<ReturnType<Scenario['plays']>>[] = [];
  for (const story of stories) rehearsals.push(await story.plays());
  return coverageOf(
    definition,
    rehearsals.map(({ steps }) => steps),
  );
}
const counts = (counted: readonly { readonly id: string; readonly count: number }[]) =>
  Object.fromEntries(counted.map(({ id, count }) => [id, count]));

describe('coverage', () => {
  it('counts each time a token comes by, over all rehearsals', async () => {
    const looping = process('start > x > work -again> x; work -good> end', {
      work: {
        type: 'userTask',
        task: {
          outcomes: [
            { key: 'again', label: 'Again' },
            { key: 'good', label: 'Good' },
          ],
        },
      },
    });
    const once = scenario(looping).starts().completes('work', 'good');
    const thrice = scenario(looping)
      .starts()
      .completes('work', 'again')
      .completes('work', 'again')
      .completes('work', 'good');
    const { elements, flows, uncoveredElements, uncoveredFlows } = await coverage(
      looping,
      once,
      thrice,
    );
    expect(counts(elements)).toEqual({ start: 2, x: 4, work: 4, end: 2 });
    expect(counts(flows)).toEqual({ f1: 2, f2: 4, f3: 2, f4: 2 });
    expect([uncoveredElements, uncoveredFlows]).toEqual([[], []]);
  });

  it('names what no rehearsal comes by, in the order of the definition', async () => {
    const choosing = process('start > ask -good> end; ask -bad> no > end2', {
      ask: {
        type: 'userTask',
        task: {
          outcomes: [
            { key: 'good', label: 'Good' },
            { key: 'bad', label: 'Bad' },
          ],
        },
      },
    });
    const good = scenario(choosing).starts().completes('ask', 'good');
    expect(await coverage(choosing, good)).toMatchObject({
      uncoveredElements: ['no', 'end2'],
      uncoveredFlows: ['f3', 'f4'],
    });
    expect(await coverage(choosing)).toEqual({
      elements: [],
      flows: [],
      uncoveredElements: choosing.elements.map(({ id }) => id),
      uncoveredFlows: choosing.flows.map(({ id }) => id),
    });
  });

  it('has come by an event on a border only when it has come', async () => {
    const guarded = (interrupting: boolean) =>
      process('start > work > end; late > tell > end2', {
        late: {
          type: 'boundaryEvent',
          attachedTo: 'work',
          interrupting,
          timer: { after: { hours: 8 } },
        },
        tell: comment,
      });
    const inTime = scenario(guarded(false)).starts().completes('work');
    expect((await coverage(guarded(false), inTime)).uncoveredElements).toEqual([
      'late',
      'tell',
      'end2',
    ]);
    const late = scenario(guarded(false)).starts().waits('8 hours').completes('work');
    expect(counts((await coverage(guarded(false), late)).elements)).toEqual({
      start: 1,
      work: 1,
      end: 1,
      late: 1,
      tell: 1,
      end2: 1,
    });
    const stopped = scenario(guarded(true)).starts().waits('8 hours');
    const { elements, flows } = await coverage(guarded(true), stopped);
    expect(counts(elements)).toEqual({ start: 1, work: 1, late: 1, tell: 1, end2: 1 });
    expect(counts(flows)).toEqual({ f1: 1, f3: 1, f4: 1 });
  });

  it('goes by each way of a fork once, and by their join as often as they arrive', async () => {
    const forked = process('start > p > pause > p2 > end; p > other > p2', {
      pause: wait({ after: { hours: 1 } }),
      other: comment,
    });
    const { elements, flows } = await coverage(forked, scenario(forked).starts().waits('1 hour'));
    expect(counts(elements)).toEqual({ start: 1, p: 1, pause: 1, other: 1, p2: 2, end: 1 });
    expect(counts(flows)).toEqual({ f1: 1, f2: 1, f3: 1, f4: 1, f5: 1, f6: 1 });
  });
});
