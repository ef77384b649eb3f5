/** Saving a plan that was written while others planned something else of the same change. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { planChange } from '#designer/client/changes.ts';
import type { Change } from '#designer/client/types/changes.ts';

const STEP = {
  key: 's1',
  title: 'Move it',
  details: '',
  undo: '',
  minutes: null,
  assignment: null,
};
const course = (state: string) => ({ state, by: null, at: null, dueAt: null, task: null });
const KNOWN = {
  id: 'c1',
  version: 3,
  kind: 'normal',
  risk: null,
  impact: '',
  steps: [{ ...STEP, ...course('waiting') }],
} as unknown as Change;

/** As the record has it. */
let kept: Record<string, unknown>;
let sent: { version: number; body: object }[];
beforeEach(() => {
  sent = [];
  vi.stubGlobal('fetch', async (_: string, init: RequestInit) => {
    const json = (status: number, body: object) =>
      new Response(JSON.stringify(body), {
        status,
        headers: { 'content-type': status < 300 ? 'application/json' : 'application/problem+json' },
      });
    if (init.method === 'GET') return json(200, kept);
    const version = Number(/\d+/.exec(new Headers(init.headers).get('if-match') ?? '')?.[0]);
    const body = JSON.parse(`${init.body}`);
    sent.push({ version, body });
    if (version !== kept.version)
      return json(412, {
        type: '/problems/version_conflict',
        title: 'It has moved on',
        status: 412,
      });
    kept = { ...kept, ...body, version: version + 1 };
    return json(200, kept);
  });
});
afterEach(() => vi.unstubAllGlobals());

it('goes on where its process has said how risky it is, and a step was begun', async () => {
  kept = { ...KNOWN, version: 4, risk: 'low', steps: [{ ...STEP, ...course('doing') }] };
  const steps = [STEP, { ...STEP, key: undefined, title: 'Look at it' }];
  expect(await planChange(KNOWN, { steps, reason: 'It was too short.' })).toMatchObject({
    version: 5,
    risk: 'low',
    steps: [{ title: 'Move it' }, { title: 'Look at it' }],
  });
  expect(sent.map(({ version }) => version)).toEqual([3, 4]);
});

it('is refused where somebody has planned the same otherwise, and writes over none of it', async () => {
  kept = { ...KNOWN, version: 4, impact: 'The shop stands still.' };
  await expect(planChange(KNOWN, { impact: 'None.' })).rejects.toMatchObject({ status: 412 });
  expect(kept).toMatchObject({ version: 4, impact: 'The shop stands still.' });
  await expect(
    planChange({ ...KNOWN, steps: [] }, { steps: [], impact: '' }),
  ).rejects.toMatchObject({ status: 412 });
});
