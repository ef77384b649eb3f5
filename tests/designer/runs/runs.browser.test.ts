/**
 * Looking after running work in a real Chromium, against Perdura as a user starts it: a process is watched on its drawing,
 * a run that has failed is repaired, what has one cause is handled in one go, and runs are moved to the next version and
 * back. Each page can be read and used by everybody.
 */
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { violationsOn } from '../../support/axe.ts';
import { launchBrowser } from '../../support/browser.ts';
import { type DemoTenant, openDemo } from '../../support/demo.ts';
import { type Person, signIn } from '../../support/web.ts';
import { type Orders, placeOrders } from './orders.ts';

const FAILED = 3;
const PATIENCE = { timeout: 15_000 };

let perdura: DemoTenant;
let browser: Browser;
let orders: Orders;
let maya: Person;
let page: Page;
beforeAll(async () => {
  perdura = await openDemo();
  orders = await placeOrders(perdura, FAILED);
  browser = await launchBrowser();
  maya = await signIn(browser, perdura, 'maya@demo.test');
  page = maya.page;
}, 300_000);
afterAll(async () => {
  await browser?.close();
});

const drawn = (name: string): Locator =>
  page.locator('[data-element]').and(page.getByRole('button', { name: new RegExp(`^${name}`) }));
const dialog = (): Locator => page.getByRole('dialog');

describe('a process at work', () => {
  it('is reached from the list, and its drawing says who stands where', async () => {
    await page.goto('/processes');
    await page.getByRole('link', { name: /Watch runs of Order a device/ }).click();
    await page.waitForURL('**/processes/order-device/live');
    await drawn('Check the order').waitFor();
    expect(await drawn('Check the order').textContent()).toContain('Task: 2 runs stand here');
    expect(await drawn('Order in the shop').textContent()).toContain(
      '3 runs stand here, 3 of them failed',
    );
  });

  it('lists by keyboard the runs behind a number, with why they do not go on', async () => {
    await drawn('Order in the shop').focus();
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.searchParams.get('element') === 'order');
    const here = page.getByRole('region', { name: 'Runs at this step' });
    await here
      .getByRole('link', { name: /An order for a shop/ })
      .first()
      .waitFor();
    expect(await here.getByRole('link', { name: /An order for a shop/ }).count()).toBe(FAILED);
    await here.getByText('There is no queue').first().waitFor();
  });

  it('has layers, and the same numbers as a table', async () => {
    await page.goto('/processes/order-device/live');
    await drawn('Check the order').waitFor();
    await page.getByRole('radio', { name: 'Rework' }).press('Space');
    await page.waitForURL((url) => url.searchParams.get('layer') === 'again');
    await expect
      .poll(() => drawn('Check the order').textContent(), PATIENCE)
      .toContain('nothing to show');
    const row = page.getByRole('row', { name: /^Order in the shop/ });
    expect(await row.getByRole('cell').allTextContents()).toEqual(expect.arrayContaining(['3']));
  });

  it('follows what happens without being asked', async () => {
    await page.goto('/processes/order-device/live');
    await drawn('Check the order').waitFor();
    await orders.handedOver(2);
    await expect
      .poll(() => drawn('Hand over').textContent(), PATIENCE)
      .toContain('2 runs stand here');
  });
});

describe('a run that has failed', () => {
  it('shows its way, who did what, and what it waits for', async () => {
    await page.goto('/processes/order-device/live?element=order');
    await page.getByRole('link', { name: /An order for a shop that is closed 1/ }).click();
    await page.waitForURL('**/runs/*');
    await page.getByRole('heading', { name: 'The way it took' }).waitFor();
    await page.getByText(/done · by Omar/).waitFor();
    await page.getByText('Failed, waits for help').first().waitFor();
    await page.getByText('closed-shop', { exact: true }).waitFor();
  });

  it('is kept as a scenario of its process, and opened in the rehearsal', async () => {
    const run = page.url();
    await page.getByRole('button', { name: 'Keep as scenario' }).click();
    await dialog().getByRole('textbox', { name: 'Name' }).fill('A shop that is closed');
    await dialog().getByRole('button', { name: 'Keep and rehearse' }).click();
    await page.waitForURL('**/processes/order-device?scenario=*');
    const rehearsal = page.getByRole('complementary', { name: 'Rehearsal' });
    await rehearsal.getByText('“A shop that is closed” comes out as expected.').waitFor(PATIENCE);
    await rehearsal.getByText('Check the order').first().waitFor();
    await page.goto(run);
    await page.getByRole('button', { name: 'Keep as scenario' }).click();
    await dialog().getByRole('textbox', { name: 'Name' }).fill('A shop that is closed');
    await dialog().getByRole('button', { name: 'Keep and rehearse' }).click();
    await dialog().getByText('There is a scenario with this name.').waitFor(PATIENCE);
    expect(await mistakesOn(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
  });

  it('has its variables corrected, for a reason that must be given, and is tried again', async () => {
    await page.getByRole('button', { name: 'Correct', exact: true }).click();
    await dialog()
      .getByRole('textbox', { name: 'Variable' })
      .or(dialog().getByRole('combobox'))
      .first()
      .fill('queue');
    await expect
      .poll(() => dialog().getByRole('textbox', { name: 'New value' }).inputValue())
      .toBe('closed-shop');
    await dialog().getByRole('textbox', { name: 'New value' }).fill('service-desk');
    await dialog().getByRole('button', { name: 'Set them' }).click();
    await dialog().getByText('Say why, in a few words.').waitFor();
    await dialog().getByRole('textbox', { name: 'Why?' }).fill('The shop has another name now.');
    await dialog().getByRole('button', { name: 'Set them' }).click();
    await dialog().waitFor({ state: 'detached' });
    await page.getByText('service-desk', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Try again', exact: true }).click();
    await dialog().getByText('There is no queue').waitFor();
    await dialog().getByRole('button', { name: 'Try again' }).click();
    await page.getByText('Waits for somebody to do it').waitFor();
    await page.getByText('The shop has another name now.').first().waitFor();
  });

  it('is told when it has gone on since somebody looked, and is done after looking again', async () => {
    // The page keeps what it shows while the run goes on behind its back.
    await page.getByRole('button', { name: 'Skip “Hand over”' }).click();
    const id = page.url().split('/').at(-1) ?? '';
    await page.route(`**/api/v1/runs/${id}/diagram`, (route) => route.abort());
    await page.evaluate(async (run) => {
      const session = await (await fetch('/api/v1/auth/session')).json();
      await fetch(`/api/v1/runs/${run}/repairs`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-csrf-token': session.csrfToken },
        body: JSON.stringify({ kind: 'correct', variables: { seen: true }, reason: 'Noted.' }),
      });
    }, id);
    // It goes on twice: when it is told, and when it has taken in what it was told.
    await expect
      .poll(
        () => page.evaluate(async (run) => (await fetch(`/api/v1/runs/${run}`)).text(), id),
        PATIENCE,
      )
      .toContain('"seen":true');
    await dialog().getByText('Next: Done.').waitFor();
    await dialog().getByRole('textbox', { name: 'Why?' }).fill('It was fetched in person.');
    await dialog().getByRole('button', { name: 'Skip this step' }).click();
    await dialog().getByText('has gone on since you looked').waitFor();
    await page.unroute(`**/api/v1/runs/${id}/diagram`);
    await dialog().getByRole('button', { name: 'Look again' }).click();
    expect(await dialog().getByRole('textbox', { name: 'Why?' }).inputValue()).toBe(
      'It was fetched in person.',
    );
    await dialog().getByRole('button', { name: 'Skip this step' }).click();
    await dialog().waitFor({ state: 'detached' });
    await page.getByText('Completed', { exact: true }).waitFor();
  });
});

describe('runs that failed for one cause', () => {
  it('are chosen together, tried again with a reason, and each says what became of it', async () => {
    await page.goto('/runs');
    await page.getByRole('button', { name: /2 runs.*Order in the shop.*no queue/ }).click();
    await page.waitForURL((url) => url.searchParams.get('element') === 'order');
    await page.getByRole('checkbox', { name: 'Choose these 2 runs' }).check();
    await page.getByRole('button', { name: 'Try again', exact: true }).click();
    await dialog().getByRole('button', { name: 'Try 2 runs again' }).click();
    await dialog().getByText('Say why, in a few words.').waitFor();
    await dialog().getByRole('textbox', { name: 'Why?' }).fill('Perhaps it is open now.');
    await page.route('**/api/v1/runs/bulk', (route) => route.abort(), { times: 1 });
    await dialog().getByRole('button', { name: 'Try 2 runs again' }).click();
    await dialog().getByRole('alert').waitFor(PATIENCE);
    await dialog().getByRole('button', { name: 'Try 2 runs again' }).click();
    await page.getByText('Done to 2 runs.').waitFor();
  });

  it('have their step skipped, so that nothing needs help any more', async () => {
    const choose = page.getByRole('checkbox', { name: 'Choose these 2 runs' });
    await choose.waitFor();
    await choose.check();
    // Until its outcomes are known there is nothing to be sent.
    let show = () => {};
    const held = new Promise<void>((done) => {
      show = done;
    });
    await page.route('**/versions/1', async (route) => {
      await held;
      await route.fallback();
    });
    await page.getByRole('button', { name: 'Skip the step' }).click();
    const skip = dialog().getByRole('button', { name: 'Skip in 2 runs' });
    await skip.waitFor();
    expect(await skip.isDisabled()).toBe(true);
    show();
    await dialog().getByRole('textbox', { name: 'Why?' }).fill('Ordered by phone.');
    await dialog().getByRole('button', { name: 'Skip in 2 runs' }).click();
    await page.getByText('Done to 2 runs.').waitFor();
    await page.getByText('Nothing has failed').waitFor(PATIENCE);
  });
});

describe('running work', () => {
  it('is previewed before it moves: who would stay, and where the others land', async () => {
    await orders.publishNext();
    await page.goto('/processes/order-device/live?version=1');
    await page.getByRole('link', { name: 'Move runs' }).click();
    await page.getByText('6 runs: 2 would move, 4 would stay.').waitFor();
    await page.getByText('“Hand over” has no place in the other version').first().waitFor();
    await page.getByRole('combobox', { name: 'What stands for “Hand over”' }).click();
    // Only what may stand for it is offered: not the start, nor what is no task.
    expect(await page.getByRole('option').allTextContents()).toEqual([
      'None has its id and kind',
      'Check the order (Task)',
      'Deliver (Task)',
      'Accept (Task)',
      'Give up what stands there',
    ]);
    await page.getByRole('option', { name: 'Deliver (Task)' }).click();
    await page.getByText('6 runs: 6 would move, 0 would stay.').waitFor();
    const after = page.getByRole('region', { name: 'Where they come to stand' });
    expect(await after.getByRole('button', { name: /^Deliver/ }).textContent()).toContain(
      '4 runs stand here',
    );
    expect(await mistakesOn(page)).toEqual([]);
  });

  it('moves a share first, and the rest when it is let go', async () => {
    await page.getByRole('textbox', { name: /Share that goes first/ }).fill('20');
    await page.getByRole('button', { name: 'Move 6 runs to version 2' }).click();
    await page.getByText('Say why, in a few words.').waitFor();
    await page.getByRole('textbox', { name: 'Why?' }).fill('Somebody accepts it now.');
    await page.getByRole('button', { name: 'Move 6 runs to version 2' }).click();
    await page.waitForURL('**/moves/*');
    await page.getByText('2 of 6 done. 2 moved · 4 to come').waitFor(PATIENCE);
    expect(await mistakesOn(page)).toEqual([]);
    await page.getByRole('button', { name: 'Let 4 more runs follow' }).click();
    await page.getByText('6 of 6 done. 6 moved').waitFor(PATIENCE);
  });

  it('goes back where it has not gone on since', async () => {
    await page.getByRole('button', { name: 'Take it back' }).click();
    await dialog().getByRole('button', { name: 'Take back up to 6 runs' }).click();
    await page.getByText('6 runs are back.').waitFor();
    await page.getByRole('link', { name: 'See version 2 at work' }).click();
    await page.getByText('No run is open on this version').waitFor();
  });

  it('of two versions is held beside each other where it is watched, and the share is raised there', async () => {
    await orders.shared(30);
    await page.reload();
    const card = page.getByRole('region', { name: 'Version 2 is on its way' });
    await card
      .getByText(/^30% of new runs follow version 2, the others version 1/)
      .waitFor(PATIENCE);
    const links = card.getByRole('link', { name: /^Begun, version \d: \d\. See these runs$/ });
    await links.first().waitFor(PATIENCE);
    const counts = await links.allTextContents();
    expect(counts.reduce((sum, count) => sum + Number(count), 0)).toBe(2);
    await card.getByRole('button', { name: 'Change …' }).click();
    await dialog().getByRole('textbox', { name: 'Percent of new runs' }).fill('60');
    expect(await mistakesOn(page)).toEqual([]);
    await dialog().getByRole('button', { name: 'Change it' }).click();
    await card
      .getByText(/^60% of new runs follow version 2, the others version 1/)
      .waitFor(PATIENCE);
    await links.first().click();
    await page.waitForURL(
      (url) => url.pathname === '/runs' && url.searchParams.has('startedSince'),
    );
  });
});

describe.each([
  { scheme: 'light', locale: 'en', width: 1440 },
  { scheme: 'dark', locale: 'ar', width: 390 },
] as const)('in $scheme, in $locale, $width pixels wide', ({ scheme, locale, width }) => {
  it('every page can be read and used by everybody', async () => {
    const person = await signIn(browser, perdura, 'maya@demo.test', { scheme, width, locale });
    const wrong: string[] = [];
    for (const address of [
      '/processes/order-device/live?version=1&element=hand-over',
      '/processes/order-device/live?version=1&layer=waits',
      '/processes/order-device/move?from=1&to=2',
      '/runs',
      '/runs?state=waiting',
    ]) {
      await person.page.goto(address);
      await settled(person.page);
      for (const mistake of await mistakesOn(person.page)) wrong.push(`${address}: ${mistake}`);
    }
    await person.page.locator('main a[href^="/runs/"]').first().click();
    await person.page.waitForURL('**/runs/*');
    await settled(person.page);
    for (const mistake of await mistakesOn(person.page)) wrong.push(`a run: ${mistake}`);
    for (const index of [0, 1]) {
      await person.page.locator('main section button').nth(index).click();
      await person.page.getByRole('dialog').waitFor();
      for (const mistake of await mistakesOn(person.page))
        wrong.push(`dialog ${index}: ${mistake}`);
      await person.page.keyboard.press('Escape');
      await person.page.getByRole('dialog').waitFor({ state: 'detached' });
    }
    expect(wrong).toEqual([]);
    expect(person.complaints).toEqual([]);
    await person.page.context().close();
  });
});

/** Skeletons are no pages yet. */
async function settled(on: Page): Promise<void> {
  await on.locator('main h1').first().waitFor();
  await on
    .locator('.mantine-Skeleton-root, [aria-busy="true"]')
    .first()
    .waitFor({ state: 'detached' });
}

async function mistakesOn(on: Page): Promise<string[]> {
  const found = (await violationsOn(on)).map(
    ({ id, nodes }) =>
      `${id} at ${nodes
        .slice(0, 3)
        .map(({ target }) => target.join(' '))
        .join('; ')}`,
  );
  const tooWide = await on.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  return tooWide > 0 ? [...found, `${tooWide} pixels wider than the screen`] : found;
}
