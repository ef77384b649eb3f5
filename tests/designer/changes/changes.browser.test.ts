/**
 * When a change may happen, in a browser: a freeze is made, a change that falls into it says so as its dates are typed, is
 * moved to the next free time, and stands on the calendar; by keyboard, narrow, dark and from right to left.
 */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { violationsOn } from '../../support/axe.ts';
import { visitDemo } from '../../support/demo-visits.ts';

const { arrive, send } = visitDemo({ timeZone: 'Europe/Berlin' });
const ADMIN = 'admin@perdura.local';
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const NOW = Date.now();
/** Days from today, as inputs have them. */
const day = (later: number, time: string): string =>
  `${new Date(NOW + later * 86_400_000).toISOString().slice(0, 10)}T${time}`;

describe('a plan that two people write', () => {
  it('takes what each of them has written, and no word that was taken back', async () => {
    const page = await arrive(ADMIN);
    const other = await arrive('kofi@demo.test');
    const { number } = await send(page, 'POST', '/tickets', {
      type: 'change',
      title: 'New cables',
      change: {
        kind: 'standard',
        plannedFrom: day(30, '20:00:00Z'),
        plannedTo: day(30, '22:00:00Z'),
      },
    });
    await page.goto(`/tickets/${number}`);
    const plan = page.getByRole('region', { name: 'Plan', exact: true });
    await plan.getByText('Impact, implementation').press('Enter');
    await plan.getByLabel('Communication').fill('Tell them');
    await plan.getByLabel('Communication').fill('');
    await plan.getByLabel('Implementation').fill('Pull them.');
    const theirs = { communication: 'Tell the shop.', backOut: 'Leave the old ones in.' };
    await send(other, 'PATCH', `/changes/${number}`, theirs);
    await expect
      .poll(() => plan.getByLabel('Communication').inputValue())
      .toBe(theirs.communication);
    expect(await plan.getByText('Take theirs').count()).toBe(0);
    await button(page, 'Save the plan').press('Enter');
    await page.getByText('The plan is saved').first().waitFor();
    const { request } = other.context();
    const kept = await (
      await request.get(new URL(`/api/v1/changes/${number}`, page.url()).href)
    ).json();
    expect(kept).toMatchObject({ ...theirs, implementation: 'Pull them.' });
    // Where what one writes cannot be told from theirs, it is asked.
    await plan.getByLabel('Implementation').fill('Pull them by night.');
    await send(other, 'PATCH', `/changes/${number}`, { implementation: 'Pull them by day.' });
    await button(page, 'Take theirs').press('Enter');
    expect(await plan.getByLabel('Implementation').inputValue()).toBe('Pull them by day.');
    // An answer that fails takes no word away.
    await plan.getByLabel('Implementation').fill('Pull them at dawn.');
    await page.route(/\/changes\/[^/]+$/, (route) => route.fulfill({ status: 404 }));
    const failed = page.waitForResponse((answer) => answer.status() === 404);
    await send(other, 'PATCH', `/changes/${number}`, { impact: 'None.' });
    await failed;
    await page.unroute(/\/changes\/[^/]+$/);
    expect(await plan.getByLabel('Implementation').inputValue()).toBe('Pull them at dawn.');
  });
});

describe('a freeze and a change', () => {
  it('meet as the dates are typed, and the next free time is past it', async () => {
    const page = await arrive(ADMIN, '/change-calendar');
    await page.getByRole('link', { name: 'Freezes' }).click();
    await button(page, 'New freeze').press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('Year end');
    await dialog.getByLabel('Why').fill('The books are closed.');
    await dialog.getByLabel('From', { exact: true }).fill(day(-1, '00:00'));
    await dialog.getByLabel('Until', { exact: true }).fill(day(9, '00:00'));
    // The one of the demo that is under way.
    await dialog.getByText(/^It catches 1 planned change: CHG-/).waitFor();
    expect(await violationsOn(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Save' }).press('Enter');
    await page.getByRole('cell', { name: 'Year end', exact: true }).waitFor();

    await page.goto('/tickets/new');
    await page.getByText('Change', { exact: true }).first().click();
    await page.getByLabel('In one line').fill('New firewall');
    await button(page, 'Open the ticket').press('Enter');
    const plan = page.getByRole('region', { name: 'Plan' });
    await plan.getByLabel('Planned from').fill(day(3, '20:00'));
    await plan.getByLabel('Planned until').fill(day(3, '22:00'));
    await plan.getByText('The freeze “Year end” holds: The books are closed.').waitFor();
    expect(await violationsOn(page)).toEqual([]);
    await plan.getByText('Minutes it takes').waitFor();
    await button(page, 'Next free slot').press('Enter');
    await plan.getByText('Nothing stands in the way at that time.').waitFor();
    expect(await plan.getByLabel('Planned from').inputValue()).toBe(day(9, '00:00'));
    await button(page, 'Save the plan').press('Enter');
    await page.getByText('The plan is saved').first().waitFor();

    await page.goto(`/change-calendar?at=${day(9, '').slice(0, 10)}`);
    await page.getByRole('link', { name: /New firewall/ }).waitFor();
    expect(await violationsOn(page)).toEqual([]);
    await page.getByRole('region').last().focus();
    await page.keyboard.press('ArrowRight');
    await page.waitForURL((url) => url.searchParams.get('at') !== day(9, '').slice(0, 10));
    await page.keyboard.press('ArrowLeft');
    await page.getByRole('link', { name: /New firewall/ }).press('Enter');
    await page.getByRole('region', { name: 'Plan' }).waitFor();
  });

  it('say on each day what of them lies on it, in whose time, and of which item', async () => {
    const page = await arrive(ADMIN, '/tickets/new');
    await page.getByText('Change', { exact: true }).first().click();
    await page.getByLabel('In one line').fill('Move the archive');
    await page.getByLabel('Planned from').fill('2031-01-07T15:36');
    await page.getByLabel('Planned until').fill('2031-01-09T10:00');
    await page.getByRole('combobox', { name: 'Affected' }).fill('mail');
    await page.getByRole('option', { name: 'Mail', exact: true }).click();
    await button(page, 'Open the ticket').click();
    await page.waitForURL(/\/tickets\/CHG-/);
    await page.goto('/change-calendar?at=2031-01-07');
    const lines = page.getByRole('link', { name: /Move the archive/ });
    await expect.poll(() => lines.count()).toBe(3);
    const said = (await lines.allTextContents()).map((text) =>
      text.replace('Move the archive', ''),
    );
    expect(said.map((text) => text.replaceAll('\u202f', ' '))).toEqual([
      expect.stringMatching(/^from 0?3:36 PM|^from 15:36/),
      'all day',
      expect.stringMatching(/^until 10:00/),
    ]);
    await page.getByText(/^Times in /).waitFor();
    const item = page.getByRole('combobox', { name: 'Service or item' });
    await item.fill('wire');
    await page.getByText('Nothing is called that.').waitFor();
    await item.fill('mail');
    await page.getByRole('option', { name: 'Mail', exact: true }).click();
    await page.waitForURL(/item=mail/);
    await expect.poll(() => lines.count()).toBe(3);
    expect(await violationsOn(page)).toEqual([]);
    await page.goto('/change-calendar?at=2031-01-07&item=nothing-like-it');
    await page.getByText('There is no service or item “nothing-like-it”.').waitFor();
    expect(await violationsOn(page)).toEqual([]);
  });

  it('are found at the address that one types for them', async () => {
    const page = await arrive(ADMIN, '/changes?at=2031-01-07&item=mail');
    await page.waitForURL('**/change-calendar?*');
    const { searchParams } = new URL(page.url());
    expect(Object.fromEntries(searchParams)).toEqual({ at: '2031-01-07', item: 'mail' });
    await page
      .getByRole('link', { name: /Move the archive/ })
      .first()
      .waitFor();
  });

  it('can be read on a phone, dark and from right to left', async () => {
    const phone = await arrive(ADMIN, '/change-calendar', { width: 390, scheme: 'dark' });
    await phone.getByText('Year end').first().waitFor();
    await phone.getByRole('link', { name: /New firewall/ }).waitFor();
    expect(await violationsOn(phone)).toEqual([]);
    const widest = await phone.evaluate(() => document.documentElement.scrollWidth);
    expect(widest).toBeLessThanOrEqual(390);
    await phone.evaluate(() => localStorage.setItem('perdura.locale', 'ar'));
    await phone.reload();
    await phone.getByRole('heading', { name: 'تقويم التغييرات' }).waitFor();
    expect(await violationsOn(phone)).toEqual([]);
  });
});
