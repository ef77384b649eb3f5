/**
 * A back-test in a real Chromium: begun from the canvas by keyboard, watched and called off, its numbers followed down to
 * the two ways of one ticket. Each state is held against WCAG by axe, light and dark, in English and Arabic, also on a phone.
 */
import type { Page, Route } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Backtest, Tested } from '#designer/canvas/backtest/backtests.ts';
import { emptyProcess } from '#designer/canvas/process/empty-process.ts';
import type { Definition } from '#engine/definition.ts';
import { violationsOn } from '../../support/axe.ts';
import { PATIENCE, type PlayedApp, startPlayedApp } from './played-app.ts';

const ID = '01a1b2c3-0000-7000-8000-0000000000aa';
const TICKET = '01a1b2c3-0000-7000-8000-0000000000bb';
const AT = '2026-11-01T09:00:00Z';

const DRAFT: Definition = {
  ...emptyProcess('loan', 'Loan'),
  elements: [
    { id: 'start', type: 'startEvent', name: 'Asked for', trigger: { type: 'manual' } },
    { id: 'check', type: 'userTask', name: 'Check the budget', task: {} },
    { id: 'hand-over', type: 'userTask', name: 'Hand over', task: {} },
    { id: 'end', type: 'endEvent', name: 'Done' },
  ],
  flows: [
    { id: 'f1', from: 'start', to: 'check' },
    { id: 'f2', from: 'check', to: 'hand-over' },
    { id: 'f3', from: 'hand-over', to: 'end' },
  ],
};

const TESTED: Tested = {
  ticket: { id: TICKET, number: 'REQ-000042', title: 'A tripod for the fair' },
  version: 3,
  result: 'diverged',
  diverged: { element: 'check', reason: 'neverHappened' },
  unplayed: null,
  differences: [
    { kind: 'path', before: [], after: ['check'] },
    { kind: 'assignment', of: 'queue', before: 'network', after: 'service-desk' },
  ],
  paths: {
    before: [
      { element: 'start', flow: null },
      { element: 'hand-over', flow: 'f2' },
      { element: 'end', flow: 'f3' },
    ],
    after: [
      { element: 'start', flow: null },
      { element: 'check', flow: 'f1' },
    ],
  },
  waitedMs: { before: 0, after: null },
  clocks: [
    {
      track: 'sla:resolution',
      name: 'Handed over in time',
      before: 'met',
      after: 'breached',
    },
  ],
};

/** The back-tests of the process, as the API would keep them. */
class Played {
  isAway = false;
  /** With which keys it was begun. */
  readonly keys: (string | null)[] = [];
  tests: Backtest[] = [];
  readonly wanted: unknown[] = [];
  readonly asked: string[] = [];

  begin(state: Backtest['state'], done: number): void {
    const byKind = { path: 2, approvals: 0, assignment: 1, priority: 0, outcome: 0, clocks: 3 };
    const totals = { tickets: done, same: 6, different: 1, diverged: 2, unplayed: 1, byKind };
    this.tests = [
      {
        id: ID,
        state,
        progress: { done, total: 10 },
        version: null,
        failure: null,
        by: null,
        totals: {
          ...totals,
          divergedAt: [{ element: 'check', count: 2 }],
          clocks: [
            {
              policy: 'in-time',
              name: 'Handed over in time',
              mended: 0,
              broken: 3,
              before: { met: 6, breached: 2, open: 0 },
              after: { met: 3, breached: 5, open: 0 },
              unknown: 2,
            },
          ],
        },
        at: AT,
      },
    ];
  }

  async answer(route: Route): Promise<void> {
    const request = route.request();
    const { pathname, search } = new URL(request.url());
    if (pathname.endsWith('/draft/backtest'))
      this.keys.push(await request.headerValue('idempotency-key'));
    if (this.isAway) return route.abort();
    if (pathname.endsWith('/draft/backtest')) {
      this.wanted.push(request.postDataJSON());
      this.begin('running', 4);
      return route.fulfill({ status: 202, json: this.tests[0] });
    }
    if (pathname.endsWith('/cancel')) {
      this.begin('cancelled', 4);
      return route.fulfill({ json: this.tests[0] });
    }
    if (pathname.endsWith(`/tickets/${TICKET}`))
      return route.fulfill({ json: { ...TESTED, drawings: { before: DRAFT, after: DRAFT } } });
    if (pathname.endsWith('/tickets')) {
      this.asked.push(search);
      return route.fulfill({ json: { items: [TESTED], nextCursor: null } });
    }
    return route.fulfill({ json: { items: this.tests, nextCursor: null } });
  }
}

let app: PlayedApp;
let page: Page;
let played: Played;

beforeAll(async () => {
  app = await startPlayedApp();
});
afterAll(async () => {
  await app?.stop();
});
afterEach(async () => {
  await page?.close();
});

async function open(look: Parameters<PlayedApp['open']>[1] = {}): Promise<void> {
  const opened = await app.open(DRAFT, look);
  page = opened.page;
  opened.api.hasDraft = false;
  played = new Played();
  await page.route(/\/api\/v1\/processes\/loan\/(backtests|draft\/backtest)/, (route) =>
    played.answer(route),
  );
}

const goTo = (): Promise<unknown> => page.goto(new URL('loan/backtests', page.url()).href);
const numbered = (name: string) => page.getByRole('button', { name });

describe('a back-test', () => {
  it('is begun from the canvas, watched, and called off', async () => {
    await open();
    await page.reload();
    await page.getByRole('link', { name: 'Back-test' }).click();
    await page.getByText('See what your draft would change').waitFor(PATIENCE);
    const many = page.getByRole('textbox', { name: 'How many tickets' });
    await many.fill('20000');
    await page.getByText('A whole number from 1 to 10,000.').waitFor();
    await many.press('Enter');
    expect(played.wanted).toEqual([]);
    await many.fill('10');
    await many.press('Enter');
    await page.getByText('4 of 10 tickets played').waitFor(PATIENCE);
    expect(played.wanted).toEqual([{ limit: 10, filter: {} }]);
    expect(await page.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('40');
    await page.getByRole('button', { name: 'Cancel the back-test' }).press('Enter');
    await page.getByText('Cancelled after 4 of 10 tickets').waitFor(PATIENCE);
    expect(await page.getByRole('progressbar').count()).toBe(0);
  });

  it('shows its end without being asked again', async () => {
    await open();
    played.begin('running', 4);
    await goTo();
    await page.getByText('4 of 10 tickets played').waitFor(PATIENCE);
    played.begin('completed', 10);
    await page.getByText('All 10 tickets were played').waitFor(PATIENCE);
  });

  it('keeps what it knows where the connection fails, and goes on when it is back', async () => {
    await open();
    played.begin('running', 4);
    await goTo();
    await page.getByText('REQ-000042').waitFor(PATIENCE);
    played.isAway = true;
    await page.getByText('You see what was last known.').waitFor(PATIENCE);
    await page.getByText('4 of 10 tickets played').waitFor();
    await page.getByText('REQ-000042').waitFor();
    const many = page.getByRole('textbox', { name: 'How many tickets' });
    await many.fill('10');
    await many.press('Enter');
    await expect.poll(() => played.keys.length, PATIENCE).toBe(1);
    played.begin('completed', 10);
    played.isAway = false;
    await page.getByText('All 10 tickets were played').waitFor(PATIENCE);
    await expect.poll(() => page.getByText('You see what was').count(), PATIENCE).toBe(0);
    // Nobody knows whether the first was begun: it is asked for again as the same.
    await many.press('Enter');
    await page.getByText('4 of 10 tickets played').waitFor(PATIENCE);
    expect(played.keys).toEqual([played.keys[0], played.keys[0]]);
  });

  it('leads from a number to its tickets, and from a ticket to its two ways', async () => {
    await open();
    played.begin('completed', 10);
    await goTo();
    await numbered('2 No answer in history').press('Enter');
    await expect.poll(() => played.asked.at(-1), PATIENCE).toContain('result=diverged');
    expect(page.url()).toContain('result=diverged');
    await numbered('2 Path').click();
    await expect.poll(() => played.asked.at(-1), PATIENCE).toContain('kind=path');
    await numbered('2 Check the budget').click();
    await expect.poll(() => played.asked.at(-1), PATIENCE).toContain('element=check');
    await page.getByText('Queue: network → service-desk').waitFor();
    await page.getByText('“Check the budget” did not happen then').waitFor();
    await page.getByRole('button', { name: 'REQ-000042' }).press('Enter');
    await page.getByText('Asked for → Check the budget').waitFor(PATIENCE);
    await page.getByText('Asked for → Hand over → Done').waitFor();
    const drawn = (state: string) => page.locator(`figure path[data-state="${state}"]`);
    await expect.poll(() => drawn('taken').count(), PATIENCE).toBeGreaterThan(0);
    expect(await drawn('former').count()).toBeGreaterThan(0);
    expect(
      await drawn('former')
        .first()
        .evaluate((line) => getComputedStyle(line).strokeDasharray),
    ).not.toBe('none');
    await page.getByRole('link', { name: 'Open REQ-000042' }).waitFor();
    await page.reload();
    await page.getByText('Asked for → Hand over → Done').waitFor(PATIENCE);
  });

  it('adds up what was promised, and leads to the tickets whose promises come out otherwise', async () => {
    await open();
    played.begin('completed', 10);
    await goTo();
    const row = page.getByRole('row', { name: 'Handed over in time' });
    await row.getByText('75% (6 of 8)').waitFor(PATIENCE);
    await row.getByText('37.5% (3 of 8)').waitFor();
    await row.getByRole('button', { name: '3 tickets newly missed' }).press('Enter');
    await expect.poll(() => played.asked.at(-1), PATIENCE).toContain('kind=clocks');
    await page.getByRole('button', { name: 'REQ-000042' }).press('Enter');
    await page.getByText('Handed over in time: kept → missed').waitFor(PATIENCE);
  });

  it.each([
    { scheme: 'dark', locale: 'en-GB', width: 390 },
    { scheme: 'dark', locale: 'ar', width: 1440 },
  ] as const)('is for everybody: $scheme, $locale, $width px', async (look) => {
    await open(look);
    await goTo();
    await page.locator('form').waitFor(PATIENCE);
    expect(await violationsOn(page)).toEqual([]);
    played.begin('running', 4);
    await page.reload();
    await page.locator('ul button').first().click(PATIENCE);
    await page.locator('figure').waitFor(PATIENCE);
    expect(await violationsOn(page)).toEqual([]);
    const [wide, seen] = await page.evaluate(() => [
      document.documentElement.scrollWidth,
      document.documentElement.clientWidth,
    ]);
    expect(wide).toBeLessThanOrEqual(seen ?? 0);
  });
});
