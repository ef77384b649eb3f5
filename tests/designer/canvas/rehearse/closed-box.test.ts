/** What a rehearsal lays over a sub-process that is drawn as one box: what happens inside of it, added up. */
import { describe, expect, it } from 'vitest';
import { coveredBy } from '#designer/canvas/rehearse/kept-plays.ts';
import { coverageLayer, inSight, rehearsalLayer } from '#designer/canvas/rehearse/layer.ts';
import type { Definition } from '#engine/definition.ts';
import { type Happening, playScenario } from '#engine/rehearsal/index.ts';
import { judgeBy } from '#rules/judge.ts';
import { OFFICE } from '../../../support/clock.ts';
import { call, process } from '../../../support/process.ts';
import { say } from '../support.ts';

const drawn = process(
  'start > sub > end; s2 > fork; fork > a; fork > b; fork > c; a > end2; b > end3; c > end4',
  {
    sub: { type: 'subProcess' },
    s2: { type: 'startEvent', trigger: { type: 'none' } },
    fork: { type: 'parallelGateway' },
    c: call,
  },
);
const closed: Definition = {
  ...drawn,
  elements: drawn.elements.map((element) =>
    ['start', 'sub', 'end'].includes(element.id) ? element : { ...element, parent: 'sub' },
  ),
  collapsed: ['sub'],
};

const rehearsed = async (...happenings: Happening[]) => {
  const setting = { judge: judgeBy([]), calendar: () => OFFICE };
  const { rehearsal } = await playScenario(closed, { name: 'A', happenings }, setting);
  return rehearsal;
};
const FAILING: Happening = { type: 'break', element: 'c', code: 'http_503' };

describe('a closed sub-process in a rehearsal', () => {
  it('shows how many tokens wait inside of it, and where playing on stops', async () => {
    const { elements } = rehearsalLayer(
      { say, definition: closed, breaks: ['b'] },
      await rehearsed({ type: 'complete', element: 'a' }),
    );
    expect(elements.get('sub')).toMatchObject({ state: 'here', tokens: 2, isBreak: true });
    expect(elements.get('sub')?.said).toMatch(/2 places inside.*stops here/);
  });

  it('shows what has failed inside of it before all else', async () => {
    const { elements } = rehearsalLayer(
      { say, definition: closed, breaks: [] },
      await rehearsed(FAILING),
    );
    expect(elements.get('sub')).toMatchObject({ state: 'failed', tokens: 3 });
  });

  it('is what is brought into sight, since nothing inside of it is drawn', async () => {
    expect(inSight(await rehearsed())).toBe('sub');
    const done = ['a', 'b'].map((element): Happening => ({ type: 'complete', element }));
    expect(inSight(await rehearsed(...done, { type: 'answer', element: 'c' }))).toBe('end');
  });

  it('shows how much of what it hides was come to', async () => {
    const { steps } = await rehearsed();
    const coverage = coveredBy(closed, [steps]);
    const { elements } = coverageLayer({ say, definition: closed, breaks: [] }, coverage);
    // The start, the fork and its three steps, with the ways between them; not the three ends and the ways there.
    expect(elements.get('sub')).toMatchObject({ count: 1, inside: { reached: 9, all: 15 } });
    expect(elements.get('sub')?.said).toContain('9 of 15 steps and connections inside');
    expect(elements.get('end')).not.toHaveProperty('inside');
  });
});
