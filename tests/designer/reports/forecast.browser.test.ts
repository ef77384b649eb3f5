/**
 * A forecast in a browser: asked for and hidden where the desk is too young, asked anew by keyboard, and, played by the test
 * for an older desk, shown with its band, its queues and the days before.
 */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Forecast } from '#designer/client/types/forecasts.ts';
import { violationsOn } from '../../support/axe.ts';
import { type Look, visitDemo } from '../../support/demo-visits.ts';

const visits = visitDemo({ timeZone: 'UTC' });
async function arrive(look: Look = {}, played?: Forecast): Promise<Page> {
  const page = await visits.arrive('omar@demo.test', undefined, look);
  if (played)
    await page.route(/\/api\/v1\/forecasts/, (route) =>
      /forecasts\/./.test(route.request().url())
        ? route.fulfill({ json: played })
        : route.fulfill({ json: { items: [played], nextCursor: null } }),
    );
  await page.goto('/reports/forecast');
  return page;
}

const band = (low: number, median: number, high: number) => ({ low, median, high });
const PLAYED: Forecast = {
  id: '01a20225-8772-7681-9279-040061def484',
  state: 'completed',
  failure: null,
  by: null,
  asked: { type: 'incident', days: 7, arrivals: 1, staff: {}, targets: 1 },
  at: '2026-05-25T00:00:00.000Z',
  result: {
    tickets: 840,
    knowsWork: true,
    queuesHidden: null,
    policies: [
      {
        key: 'resolution',
        name: 'Resolution',
        comes: { tickets: band(124, 139, 154) },
        share: band(0.43, 0.48, 0.55),
        open: [
          { id: '01a20225-8772-7681-9279-040061def485', number: 'INC-000107', probability: 0.9 },
        ],
        backcast: {
          verdict: 'good',
          tickets: 140,
          broken: 71,
          brier: 0.149,
          usual: 0.231,
          skill: 0.35,
          bias: 0.02,
          calibration: [{ from: 0, said: 0.1, happened: 0.12, tickets: 60 }],
        },
      },
      {
        key: 'far',
        name: 'Gold',
        comes: { tickets: band(124, 139, 154) },
        share: null,
        open: null,
        backcast: {
          verdict: 'farOff',
          tickets: 138,
          broken: 118,
          brier: 0.4,
          usual: 0.5,
          skill: 0.2,
          bias: -0.31,
          calibration: [],
        },
      },
    ],
    leftOut: [],
    queues: [
      {
        queue: 'network',
        days: [1, 2, 3, 4, 5, 6, 7].map((day) => band(day, day + 2, day + 5)),
        before: {
          said: [1, 2, 3, 4, 5, 6, 7].map((day) => band(day, day + 1, day + 3)),
          happened: [2, 3, 4, 5, 6, 7, 8],
        },
      },
    ],
    covered: { days: 7, within: 6 },
    period: { from: '2026-05-18T00:00:00.000Z', to: '2026-05-25T00:00:00.000Z' },
  },
};

describe('a forecast', () => {
  it('is asked for, hidden with words where the desk is too young for it, and asked anew by keyboard', async () => {
    const page = await arrive();
    await page.getByRole('button', { name: 'Make a forecast' }).press('Enter');
    await page.getByText(/^Learned from/).waitFor();
    await page.getByText('of the days before could be used to try it. It takes 30.').waitFor();
    await page.getByText('to learn from. It takes 30.').waitFor();
    const arrivals = page.getByRole('slider', { name: 'Tickets that come' });
    const asked = page.waitForRequest(
      (request) => request.url().endsWith('/forecasts') && request.method() === 'POST',
    );
    await arrivals.press('ArrowRight');
    expect((await asked).postDataJSON()).toMatchObject({ arrivals: 1.1, type: 'incident' });
    await expect.poll(() => arrivals.getAttribute('aria-valuenow')).toBe('1.1');
    await page.getByText('× 1.1').waitFor();
    await page.getByText(/^Learned from/).waitFor();
    expect(await violationsOn(page)).toEqual([]);
  });

  it('shows its band and the days before, and why another promise is hidden', async () => {
    const page = await arrive({}, PLAYED);
    const card = page.getByRole('article', { name: 'Resolution' });
    await card.getByText('of the tickets that come will be late (43% to 55%)').waitFor();
    await card.getByText('140 tickets, 71 of them late. Its error was 0.149').waitFor();
    await card.getByText('One open ticket, the likeliest first').click();
    await card.getByRole('link', { name: 'INC-000107' }).waitFor();
    const gold = page.getByRole('article', { name: 'Gold' });
    await gold.getByText('it would have been off by 31% on the whole').waitFor();
    const queue = page.getByRole('figure', { name: 'Network' });
    expect(await queue.locator('path[data-kind="came"]').getAttribute('d')).toMatch(/^M .* L /);
    await queue.getByText('As a table').press('Enter');
    await queue.getByRole('row', { name: 'Mon 25 May' }).getByText('7 to 10').waitFor();
    await queue.getByRole('row', { name: 'Mon 1 Jun' }).getByText('7 to 12').waitFor();
  });

  it.each([{ scheme: 'dark', locale: 'ar', width: 390 }] as const)(
    'is for everybody: $scheme, $locale, $width px',
    async (look) => {
      const page = await arrive(look, PLAYED);
      await page.locator('figure svg').first().waitFor();
      expect(await violationsOn(page)).toEqual([]);
      const [wide, seen] = await page.evaluate(() => [
        document.documentElement.scrollWidth,
        document.documentElement.clientWidth,
      ]);
      expect(wide).toBeLessThanOrEqual(seen ?? 0);
    },
  );
});
