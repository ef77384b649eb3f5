/**
 * Versions on their way in a real Chromium: said when publishing, seen wherever the process is, held beside the version before
 * with every number leading to its runs, and brought forward, widened or called off.
 */
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Definition, Element } from '#engine/definition.ts';
import { violationsOn } from '../../support/axe.ts';
import { tabTo } from './author.ts';
import { COLLEAGUE, PLAYED_NEXT, type PlayedApi } from './played-api.ts';
import { PATIENCE, type PlayedApp, startPlayedApp } from './played-app.ts';
import { aProcess } from './support.ts';

const DAY = 86_400_000;
const HOURS = {
  key: 'business-hours',
  name: 'Business hours',
  timeZone: 'Europe/Berlin',
  week: Object.fromEntries(
    ['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, [['09:00', '17:00']]]),
  ),
};
const side = (version: number, more: object = {}) => ({
  version,
  started: 4,
  open: 2,
  faulted: 0,
  completed: 2,
  cancelled: 0,
  failed: 0,
  medianSeconds: 5400,
  timed: 4,
  late: 1,
  ...more,
});

const draft = aProcess();
const CALL = { type: 'callActivity', process: 'order' };
/** It means something else than the draft. */
const before = aProcess({ description: 'As it was.' });
let app: PlayedApp;
let page: Page;
let api: PlayedApi;

beforeAll(async () => {
  app = await startPlayedApp();
});
afterAll(async () => {
  await app?.stop();
});
afterEach(async () => {
  await page.close();
});

/** Two versions and a draft on the second; with `next` a third one is on its way. */
const open = async (
  next: Partial<typeof PLAYED_NEXT> | null = null,
  look: Parameters<PlayedApp['open']>[1] = {},
) => {
  ({ page, api } = await app.open(draft, look, (api) => {
    api.versions.set(1, before).set(2, before);
    api.lists.set('/calendars', [HOURS]);
    api.mayReadRuns = true;
    if (next) {
      api.versions.set(3, draft);
      api.next = { ...PLAYED_NEXT, ...next };
    }
    const sides = [side(3), side(2, { started: 40, completed: 31, open: 9, late: 0, timed: 40 })];
    api.things.set('/processes/loan/rollout', { since: PLAYED_NEXT.from, share: 10, sides });
  }));
};
const publishing = async (): Promise<Locator> => {
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: /^Publish version \d$/ });
  await dialog.waitFor(PATIENCE);
  return dialog;
};
const versions = async (): Promise<Locator> => {
  await page.getByRole('button', { name: 'Versions', exact: true }).click();
  const drawer = page.getByRole('dialog', { name: 'Versions' });
  await drawer.waitFor(PATIENCE);
  return drawer;
};
const inAWeek = () => new Date(Date.now() + 10 * DAY).toISOString();
const LOOKS = [
  ['dark', 'en-GB', 390],
  ['light', 'ar', 1440],
] as const;

describe('publishing', () => {
  it('is now and for all new runs unless somebody wants it otherwise', async () => {
    await open();
    const dialog = await publishing();
    const line = dialog.getByRole('button', {
      name: 'When, and for which runs: now, for all new runs',
    });
    expect(await line.getAttribute('aria-expanded')).toBe('false');
    await dialog.getByText(/^From then on it starts by hand \(“Start a run”\)\./).waitFor(PATIENCE);
    await dialog.getByRole('button', { name: 'Publish version 3' }).click();
    await expect
      .poll(() => api.publications, PATIENCE)
      .toMatchObject([{ from: null, share: null }]);
    const done = page.getByRole('dialog', { name: 'Version 3 is published' });
    await done
      .getByText(/New runs of “.+” follow version 3\. From now on it starts by hand/)
      .waitFor(PATIENCE);
    const live = done.getByRole('link', { name: 'Watch runs' });
    expect(await live.getAttribute('href')).toBe('/processes/loan/live');
  });

  it('names the calls that are bound to a newer version, and is more than a drawing for their sake', async () => {
    const calling = (call: object): Definition =>
      aProcess({
        elements: draft.elements.map((one) =>
          one.id === 'give' ? ({ ...one, task: undefined, ...CALL, ...call } as Element) : one,
        ),
      });
    ({ page, api } = await app.open(calling({}), {}, (api) => {
      api.versions.set(1, calling({ bound: 3 }));
    }));
    const dialog = await publishing();
    await dialog.getByText('Calls “Order something”, version 4 instead of 3.').waitFor(PATIENCE);
    await dialog.getByRole('button', { name: 'Publish version 2' }).waitFor();
    await dialog.getByRole('button', { name: /^When, and for which runs/ }).waitFor();
    // For that alone no draft is needed.
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    api.hasDraft = false;
    await page.reload();
    await page.getByText('Version 1 · no draft').waitFor(PATIENCE);
    const publish = page.getByRole('button', { name: 'Publish', exact: true });
    await expect.poll(() => publish.getAttribute('aria-disabled'), PATIENCE).toBeNull();
    await (await publishing()).getByText('version 4 instead of 3.').waitFor(PATIENCE);
    api.hasDraft = true;
    // Where nothing newer is called it is a drawing, which is for everybody at once.
    api.versions.set(1, calling({ bound: 4 }));
    await page.reload();
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    const drawing = page.getByRole('dialog', { name: 'Save the new drawing of version 1' });
    await drawing.getByText(/there is no moment and no share to choose/).waitFor(PATIENCE);
    expect(await drawing.getByRole('button', { name: /^When, and for which runs/ }).count()).toBe(
      0,
    );
  });

  it('is done when it is done, also where nothing can be read after it', async () => {
    await open();
    const dialog = await publishing();
    await page.route('**/api/v1/processes/loan', (route) =>
      api.publications.length > 0 ? route.abort() : route.fallback(),
    );
    await dialog.getByRole('button', { name: 'Publish version 3' }).click();
    await page.getByRole('dialog', { name: 'Version 3 is published' }).waitFor(PATIENCE);
    expect(api.publications).toHaveLength(1);
  });

  it('can be for later, at a moment when work begins, and for a share; by keyboard alone', async () => {
    await open();
    const dialog = await publishing();
    await tabTo(page, dialog.getByRole('button', { name: /^When, and for which runs/ }));
    await page.keyboard.press('Enter');
    await dialog.getByText('Later', { exact: true }).waitFor(PATIENCE);
    await tabTo(page, dialog.getByRole('radio', { name: 'Now' }));
    await page.keyboard.press('ArrowRight');
    const offered = dialog.getByRole('button', { name: /, when working hours begin$/ });
    await offered.first().waitFor(PATIENCE);
    const words = await offered.first().textContent();
    expect(words).toMatch(/(Mon|Tues|Wednes|Thurs|Fri)day 09:00, when working hours begin/);
    await tabTo(page, dialog.getByRole('radio', { name: 'All new runs' }));
    await page.keyboard.press('ArrowRight');
    const share = dialog.getByRole('textbox', { name: 'Percent of new runs' });
    await share.fill('150');
    await dialog.getByText('A number from 1 to 99.').waitFor(PATIENCE);
    expect(await dialog.getByRole('button', { name: 'Schedule version 3' }).isDisabled()).toBe(
      true,
    );
    await share.fill('25');
    await dialog
      .getByRole('button', {
        name: `When, and for which runs: from ${words?.split(',')[0]}, for 25% of new runs`,
      })
      .waitFor(PATIENCE);
    expect(await violationsOn(page)).toEqual([]);
    await tabTo(page, dialog.getByRole('button', { name: 'Schedule version 3' }));
    await page.keyboard.press('Enter');
    const done = page.getByRole('dialog', { name: 'Version 3 is scheduled' });
    await done
      .getByText(
        `From ${words?.split(',')[0]} on, 25% of new runs follow version 3, the others version 2 (published by Maya). For these runs it starts by hand`,
      )
      .waitFor(PATIENCE);
    await done
      .getByText(/^You see version 2 here again, because new runs follow it until then\./)
      .waitFor();
    await done.getByRole('button', { name: 'Close', exact: true }).last().click();
    await page.getByText('Version 2 · no draft').waitFor(PATIENCE);
    await page.getByRole('button', { name: /^Version 3 for 25% from/ }).click();
    const drawer = page.getByRole('dialog', { name: 'Versions' });
    await drawer.getByText(/^for 25% from/).waitFor(PATIENCE);
    await drawer.getByRole('button', { name: 'Call off' }).click();
    await page
      .getByText(/^Version 3 is not used: all new runs go on following version 2\./)
      .waitFor();
    await page.getByRole('button', { name: 'Call version 3 off' }).click();
    await page.getByText('Version 3 is called off.').waitFor(PATIENCE);
    await page.keyboard.press('Escape');
    const name = page.getByRole('textbox', { name: 'Name of the process' }).first();
    await name.fill('Loan of things');
    // What was called off is not in it.
    const next = await api.saved((one) => one.name === 'Loan of things');
    expect(next.description).toBe(before.description);
    const [sent] = api.publications as { from: string; share: number }[];
    expect(sent?.share).toBe(25);
    const berlin = { timeZone: 'Europe/Berlin', hour: '2-digit', minute: '2-digit' } as const;
    expect(new Date(sent?.from ?? '').toLocaleTimeString('en-GB', berlin)).toBe('09:00');
  });

  it('waits while another version is on its way, and says which and what to do', async () => {
    await open({ from: inAWeek(), begun: false, share: null });
    const dialog = await publishing();
    await dialog
      .getByText(
        'Only one version can be on its way at a time. Use version 3 for all new runs or call it off, then publish yours.',
      )
      .waitFor(PATIENCE);
    expect(await dialog.getByRole('button', { name: /^Publish version/ }).isDisabled()).toBe(true);
    await dialog.getByRole('button', { name: 'Call off' }).click();
    await page.getByRole('button', { name: 'Call version 3 off' }).click();
    await expect
      .poll(() => dialog.getByRole('button', { name: /^Publish version/ }).isEnabled(), PATIENCE)
      .toBe(true);
    expect(api.rollouts).toEqual([null]);
  });
});

describe('a version on its way', () => {
  it('is told in the header, and can be put off', async () => {
    await open({ from: inAWeek(), begun: false, share: null });
    await page
      .getByRole('button', {
        name: /^Version 3 from .*New runs follow version 3 from .* on \(published by Nils\)$/,
      })
      .click();
    const card = page.getByRole('region', { name: 'Version 3 is on its way' });
    await card.getByText('Until then they follow version 2.').waitFor(PATIENCE);
    await card.getByRole('button', { name: 'Change …' }).click();
    const dialog = page.getByRole('dialog', {
      name: 'When, and for which runs, version 3 is used',
    });
    await dialog.getByText('Now', { exact: true }).click();
    await dialog.getByText('Some of the new runs').click();
    await dialog.getByRole('button', { name: 'Change it' }).click();
    await expect
      .poll(() => api.rollouts, PATIENCE)
      .toEqual([{ version: 3, from: null, share: 10, tag: '"v1"' }]);
  });

  it('is held beside the version before: each number leads to its runs, and few are said to be few', async () => {
    await open({});
    const drawer = await versions();
    await drawer
      .getByText('10% of new runs follow version 3, the others version 2 (published by Nils).')
      .waitFor(PATIENCE);
    const open3 = drawer.getByRole('link', { name: 'Still open, version 3: 2. See these runs' });
    const to = new URL((await open3.getAttribute('href')) ?? '', page.url());
    expect(to.pathname).toBe('/runs');
    expect(Object.fromEntries(to.searchParams)).toEqual({
      process: 'loan',
      version: '3',
      state: 'faulted,waiting,running,suspended',
      startedSince: expect.stringContaining('2026-01-01'),
    });
    const late = drawer.getByRole('link', {
      name: /^1 of 4 \(25%\).*Service target missed, version 3: 1\. See these runs$/,
    });
    expect(await late.getAttribute('href')).toContain('late=true');
    await drawer
      .getByText('Only 2 runs of version 3 have been completed: too few to compare.')
      .waitFor();
    expect(await drawer.getByText(/runs of version 2 have been completed/).count()).toBe(0);
  });

  it('is used for all new runs, or called off, with what happens said before', async () => {
    await open({});
    api.runs.set(3, { count: 4, touched: 0 });
    const drawer = await versions();
    await drawer.getByRole('button', { name: 'For all new runs now' }).click();
    const everyone = page.getByRole('dialog', { name: 'Version 3 for all new runs' });
    await everyone.getByText(/All new runs follow version 3 from now on/).waitFor(PATIENCE);
    api.refusals.push({ code: 'stale_version', status: 412, detail: 'Changed.' });
    await everyone.getByRole('button', { name: 'Use version 3 for all new runs' }).click();
    await everyone.getByText(/Somebody has changed this meanwhile/).waitFor(PATIENCE);
    await everyone.getByRole('button', { name: 'Cancel' }).click();
    await drawer.getByRole('button', { name: 'Back to version 2' }).click();
    await page
      .getByText(/^From now on all new runs follow version 2; the 4 runs of version 3 stay on it\./)
      .waitFor(PATIENCE);
    await page.getByRole('button', { name: 'Call version 3 off' }).click();
    await page.getByText('Version 3 is called off.').waitFor(PATIENCE);
    expect(api.rollouts).toEqual([null]);
    await expect.poll(() => drawer.getByRole('region').count(), PATIENCE).toBe(0);
  });

  it('is changed only as one has seen it, though the page follows what others do', async () => {
    await open({});
    let news = 'retry: 100\n\n';
    await page.route('**/events/stream**', (route) =>
      route.fulfill({ contentType: 'text/event-stream', body: news }),
    );
    await page.reload();
    const drawer = await versions();
    await drawer.getByRole('button', { name: 'Change …' }).click();
    const dialog = page.getByRole('dialog', {
      name: 'When, and for which runs, version 3 is used',
    });
    await dialog.getByRole('button', { name: 'Change it' }).waitFor(PATIENCE);
    api.rollouts.push('a colleague');
    const asked = page.waitForResponse('**/api/v1/processes/loan');
    const event = { type: 'process.rolloutChanged', subject: { kind: 'process', id: 'p' } };
    news += `event: change\nid: 1\ndata: ${JSON.stringify(event)}\n\n`;
    await asked;
    await page.evaluate(() => new Promise((done) => setTimeout(done, 300)));
    await dialog.getByRole('button', { name: 'Change it' }).click();
    await expect.poll(() => api.rollouts, PATIENCE).toMatchObject(['a colleague', { tag: '"v1"' }]);
  });

  it('is what one sees without a draft, once all new runs follow it', async () => {
    await open({});
    api.hasDraft = false;
    await page.reload();
    const drawer = await versions();
    await page.getByText('Version 2 · no draft').waitFor(PATIENCE);
    await drawer.getByRole('button', { name: 'For all new runs now' }).click();
    await page.getByRole('button', { name: 'Use version 3 for all new runs' }).click();
    await page.getByText('All new runs follow version 3.').waitFor(PATIENCE);
    await page.keyboard.press('Escape');
    await page.getByText('Version 3 · no draft').waitFor(PATIENCE);
  });

  it('is seen anew by who draws nothing, when a colleague draws it anew', async () => {
    await open();
    api.hasDraft = false;
    let news = 'retry: 100\n\n';
    await page.route('**/events/stream**', (route) =>
      route.fulfill({ contentType: 'text/event-stream', body: news }),
    );
    await page.reload();
    await page.getByText('Version 2 · no draft').waitFor(PATIENCE);
    const notes = [{ id: 'n', text: 'Ask the board first.', x: 0, y: 260 }];
    api.versions.set(2, { ...before, notes });
    api.drawn = { at: '2026-02-01T00:00:00Z', by: COLLEAGUE };
    const event = { type: 'process.drawnAnew', subject: { kind: 'process', id: 'p' } };
    news += `event: change\nid: 1\ndata: ${JSON.stringify(event)}\n\n`;
    await page.getByText('Ask the board first.').first().waitFor(PATIENCE);
  });

  it('is not called the present one before its time, where it is the first', async () => {
    await open({ version: 1, from: inAWeek(), begun: false, share: null });
    for (const version of [2, 3]) api.versions.delete(version);
    await page.reload();
    const drawer = await versions();
    await drawer.getByText('Version 1', { exact: true }).first().waitFor(PATIENCE);
    expect(await drawer.getByText('current', { exact: true }).count()).toBe(0);
    // Nor was it never published, once it is called off.
    await drawer.getByRole('button', { name: 'Call off' }).click();
    api.isIdle = true;
    await page.getByRole('button', { name: 'Call version 1 off' }).click();
    await page.keyboard.press('Escape');
    await page.getByText('Draft · new runs follow no version').waitFor(PATIENCE);
    api.hasDraft = false;
    await page.reload();
    await page.getByText('Version 1 · no new runs follow it').waitFor(PATIENCE);
    expect(await page.getByText('Never published').count()).toBe(0);
  });

  it('leaves only a share to the present version, where there is one before it', async () => {
    await open();
    api.former = 1;
    await page.reload();
    const drawer = await versions();
    await drawer.getByRole('button', { name: 'Only for some runs …' }).click();
    const dialog = page.getByRole('dialog', { name: 'Version 2 for some of the new runs only' });
    await dialog.getByRole('button', { name: 'Limit it to these' }).click();
    await expect
      .poll(() => api.rollouts, PATIENCE)
      .toMatchObject([{ version: 2, from: null, share: 10 }]);
  });

  it('can only be looked at by who may not publish', async () => {
    await open({});
    api.allowed = ['read', 'edit'];
    await page.reload();
    const drawer = await versions();
    await drawer.getByText(/^10% of new runs follow version 3/).waitFor(PATIENCE);
    expect(await drawer.getByRole('button', { name: /all new runs|Back to|Change/ }).count()).toBe(
      0,
    );
  });

  it.each(LOOKS)('can be read by everybody: %s, %s, %i', async (scheme, locale, width) => {
    await open({}, { scheme, locale, width });
    await page.locator('header, main').first().waitFor(PATIENCE);
    const name = locale === 'ar' ? 'الإصدارات' : 'Versions';
    const isNarrow = width === 390;
    const more = locale === 'ar' ? 'المزيد' : 'More';
    // A version on its way leaves room for what stands beside it.
    await expect.poll(() => isInSight(page.locator('#canvas-comments')), PATIENCE).toBe(true);
    if (isNarrow) await page.getByRole('button', { name: more, exact: true }).click();
    await page.getByRole(isNarrow ? 'menuitem' : 'button', { name, exact: true }).click();
    await page.getByRole('table').waitFor(PATIENCE);
    expect(await violationsOn(page)).toEqual([]);
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth),
    ).toBe(true);
    const title = page.locator('.mantine-Drawer-title');
    expect(await title.evaluate((it) => getComputedStyle(it).fontWeight)).toBe('600');
    await page.keyboard.press('Escape');
    await page.setViewportSize({ width, height: 480 });
    const publish = locale === 'ar' ? 'نشر' : 'Publish';
    await page.getByRole('button', { name: publish, exact: true }).click();
    const act = page.getByRole('dialog').getByRole('button').last();
    await act.waitFor(PATIENCE);
    await expect.poll(() => isInSight(act), PATIENCE).toBe(true);
  });
});

const isInSight = (target: Locator): Promise<boolean> =>
  target.evaluate((it) => {
    const { left, right, top, bottom } = it.getBoundingClientRect();
    return it.contains(document.elementFromPoint((left + right) / 2, (top + bottom) / 2));
  });
