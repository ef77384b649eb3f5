/** Every scenario file on real parts: the same trace, state for state and row for row. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { STORIES } from './files.ts';
import { createLive, type Live } from './live.ts';

let live: Live;
beforeAll(async () => {
  live = await createLive();
});
afterAll(() => live.close());

describe('a scenario on Temporal and PostgreSQL', () => {
  it.each(STORIES.map((story) => [story.title, story] as const))('%s', async (_, story) => {
    const { trace } = await live.play(story);
    const numberless = (line: string) => line.replace(/[A-Z]{3}-\d{6}/, '#');
    expect(trace.map(numberless)).toEqual(story.scenario.trace?.map(numberless));
  });
});
