/** A change that is opened whole, in a browser: its time, what it touches, its risk, its steps and its texts in one go, on a desk and on a phone. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { fromWall } from '#designer/ui/wall-time.ts';
import { violationsOn } from '../../support/axe.ts';
import { visitDemo } from '../../support/demo-visits.ts';

const { arrive } = visitDemo();
const AGENT = 'omar@demo.test';
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
/** What the field is called that one would type in. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const field = document.activeElement;
    return field instanceof HTMLInputElement ? field.labels?.[0]?.textContent : field?.tagName;
  });
const read = async (page: Page, path: string) =>
  (await page.context().request.get(`/api/v1${path}`)).json();

describe('a new change', () => {
  it('is opened in one go, and what is missing is where one goes', async () => {
    const page = await arrive(AGENT, '/tickets/new', { width: 390 });
    await page.getByText('Change', { exact: true }).first().click();
    await page.getByLabel('In one line').fill('Replace the core switch');
    await page.getByLabel('Planned from').fill('2031-03-01T20:00');
    await page.getByRole('combobox', { name: 'Affected' }).fill('core');
    await page.getByRole('option', { name: 'Core switch' }).click();
    await page.getByLabel('Category').fill('Network');
    await page.getByText('Plan it in steps').click();
    await button(page, 'Add a step').click();
    const steps = page.locator('summary').filter({ hasText: 'Plan it in steps' });
    expect(await steps.textContent()).not.toContain('filled in');
    await page.getByLabel('How it is taken back').fill('Put the old one back');
    await steps.getByText('1 filled in').waitFor();
    await page.getByText('Impact, implementation').click();
    await page.getByLabel('Test plan').fill('Ping it');
    await page.getByRole('textbox', { name: 'Impact on services and people' }).fill('None');
    expect(await violationsOn(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    // A reload loses nothing of it.
    await expect
      .poll(() => page.evaluate(() => JSON.stringify({ ...localStorage })))
      .toContain('Ping it');
    await page.reload();
    await button(page, 'Open the ticket').click();
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.closest('fieldset')?.textContent))
      .toContain('Step 1');
    await page.keyboard.type('Swap it');
    await button(page, 'Open the ticket').click();
    await page.getByText('Say when it ends as well.').waitFor();
    // Where it is to be said is in sight, and has the focus.
    await expect.poll(() => focused(page)).toBe('Planned until (optional)');
    await page.getByLabel('Planned until').fill('2031-03-01T19:00');
    await button(page, 'Open the ticket').click();
    await page.getByText('The planned end must come after the planned start.').waitFor();
    await expect.poll(() => focused(page)).toBe('Planned until (optional)');
    const place = await page.getByLabel('Planned until').boundingBox();
    expect(place?.y).toBeGreaterThan(0);
    expect(place?.y).toBeLessThan(700);
    await page.getByLabel('Planned until').fill('2031-03-02T02:00');
    await button(page, 'Open the ticket').click();
    await page.waitForURL(/\/tickets\/CHG-/);
    const number = new URL(page.url()).pathname.split('/').at(-1);
    expect(await read(page, `/tickets/${number}`)).toMatchObject({
      category: 'Network',
      impact: 2,
      urgency: 2,
    });
    // Those of the clock on their own wall.
    const { timeZone } = (await read(page, '/me')).user;
    expect(await read(page, `/changes/${number}`)).toMatchObject({
      kind: 'normal',
      testPlan: 'Ping it',
      impact: 'None',
      implementation: '',
      plannedFrom: fromWall(timeZone, '2031-03-01T20:00'),
      plannedTo: fromWall(timeZone, '2031-03-02T02:00'),
      items: [{ key: 'core-switch' }],
      steps: [{ title: 'Swap it', undo: 'Put the old one back' }],
    });
  });

  it('is begun from the calendar, says what is written where it is folded, and can be begun anew and had back', async () => {
    const page = await arrive(AGENT, '/change-calendar', { width: 390 });
    // Who does not manage changes sets no freeze.
    await page.getByRole('link', { name: 'Standard changes' }).waitFor();
    expect(await page.getByRole('link', { name: 'Freezes' }).count()).toBe(0);
    expect(await violationsOn(page)).toEqual([]);
    await page.getByRole('link', { name: 'New change' }).click();
    await page.getByLabel('Planned from').waitFor();
    const texts = page.locator('summary').filter({ hasText: 'Impact, implementation' });
    expect(await texts.textContent()).not.toContain('filled in');
    await texts.click();
    await page.getByLabel('Test plan').fill('Ping it');
    await page.getByLabel('Back-out').fill('Put it back');
    await page.getByLabel('In one line').fill('Replace the core switch');
    await expect
      .poll(() => page.evaluate(() => JSON.stringify({ ...localStorage })))
      .toContain('core');
    await page.reload();
    await texts.getByText('2 filled in').waitFor();
    expect(await violationsOn(page)).toEqual([]);
    await button(page, 'Start over').click();
    await button(page, 'Start over').waitFor({ state: 'detached' });
    expect(await page.getByLabel('In one line').inputValue()).toBe('');
    expect(await page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain('core');
    await button(page, 'Undo').click();
    await texts.getByText('2 filled in').waitFor();
    expect(await page.getByLabel('In one line').inputValue()).toBe('Replace the core switch');
    await button(page, 'Start over').click();
  });

  it('that is refused unfolds what is wrong, and tells below what has no field', async () => {
    const page = await arrive(AGENT, '/tickets/new', { width: 390, scheme: 'dark' });
    await page.getByText('Change', { exact: true }).first().click();
    await page.getByLabel('In one line').fill('Replace the core switch');
    const backOut = { pointer: '/change/backOut', detail: 'Nobody can do that.' };
    const custom = { pointer: '/custom/site', detail: 'Say at which site.' };
    let errors = [custom, backOut];
    await page.route('**/api/v1/tickets', (route) =>
      route.request().method() === 'POST'
        ? route.fulfill({
            status: 400,
            contentType: 'application/problem+json',
            json: { type: '/problems/invalid_input', title: 'Not valid', status: 400, errors },
          })
        : route.continue(),
    );
    await button(page, 'Open the ticket').click();
    await page.getByText('Nobody can do that.').waitFor();
    await expect.poll(() => focused(page)).toBe('TEXTAREA');
    expect(
      await page.getByLabel('Back-out').evaluate((one) => one === document.activeElement),
    ).toBe(true);
    const notice = page.getByRole('alert').filter({ hasText: 'Say at which site.' });
    expect(await notice.textContent()).not.toContain('Nobody can do that.');
    expect(await violationsOn(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    errors = [custom];
    await button(page, 'Open the ticket').click();
    await page.getByText('Nobody can do that.').waitFor({ state: 'detached' });
    await notice.waitFor();
    // Nothing above is wrong: one stays where it was pressed.
    await expect.poll(() => focused(page)).toBe('BUTTON');
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await button(page, 'Start over').click();
  });

  it('that follows a standard change asks for no more than its beginning, dark and from right to left', async () => {
    const phone = await arrive(AGENT, '/tickets/new?standard=patch-meeting-rooms', {
      width: 390,
      scheme: 'dark',
      locale: 'ar',
    });
    await phone.getByText('تُحسب نهايته من مدته.').waitFor();
    expect(await phone.getByText('الخطوات').count()).toBe(0);
    expect(await phone.locator('input[type="datetime-local"]').count()).toBe(1);
    expect(await violationsOn(phone)).toEqual([]);
    expect(await overflow(phone)).toBe(0);
  });
});
