/** A forecast as its worker makes it: in a thread, kept, and given up where it cannot be made. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { beginForecast } from '#domain/forecasts/forecasts.ts';
import { createWorld, eventually, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
  await world.worker();
});
afterAll(() => world.close());

it('is worked out by itself once it has been asked for', async () => {
  const asked = { type: 'incident', days: 7, arrivals: 1, staff: {}, targets: 1 } as const;
  const id = await world.as('ann', (work) => beginForecast(work, asked));
  const row = await eventually(`forecast ${id} is made`, async () => {
    const now = await world.one<{ state: string; result: object | null }>(
      'select state, result from forecast where id = $1',
      [id],
    );
    return now.state !== 'queued' && now;
  });
  expect(row).toMatchObject({ state: 'completed', result: { forecast: {}, backcast: {} } });
});
