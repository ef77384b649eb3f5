/** Where the worker's clock is behind the engine's, what seems due is not done yet: it is looked at again, but not without pause. */
import { expect, it, vi } from 'vitest';

const waits = vi.hoisted((): number[] => []);
vi.mock('@temporalio/workflow', () => ({
  condition: async (_: unknown, waitMs: number) => void waits.push(waitMs),
  continueAsNew: async () => undefined,
  defineSignal: () => ({}),
  setHandler: () => undefined,
  workflowInfo: () => ({ continueAsNewSuggested: waits.length > 50 }),
}));
const answers = vi.hoisted((): (string | null)[] => []);
vi.mock('../../workflows/record.ts', () => ({
  record: { clockDue: async () => answers.shift() ?? null },
  untilDone: (act: () => unknown) => act(),
}));
const { slaClock } = await import('#workflows/wake-ups.ts');

it('waits a moment before it looks again', async () => {
  const past = new Date(Date.now() - 5_000).toISOString();
  answers.push(past, past, past, null);
  await slaClock({ tenantId: 't', id: 'c' });
  expect(waits).toEqual([1_000, 1_000, 1_000]);
});
