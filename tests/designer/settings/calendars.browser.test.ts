/** Business calendars as somebody keeps them: typed, dragged, imported, looked at as a year, and saved with what it does to clocks. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { violationsOn } from '../../support/axe.ts';
import { launchBrowser } from '../../support/browser.ts';
import { type DemoTenant, openDemo } from '../../support/demo.ts';
import { signIn } from '../../support/web.ts';

const EDITOR = '/settings/calendars/business-hours';
/** Who manages the settings. */
const KEEPER = 'admin@perdura.local';

let perdura: DemoTenant;
let browser: Browser;
beforeAll(async () => {
  perdura = await openDemo();
  browser = await launchBrowser();
}, 300_000);
afterAll(async () => {
  await browser?.close();
});

async function opened(options: Parameters<typeof signIn>[3] = {}) {
  const person = await signIn(browser, perdura, KEEPER, options);
  await open(person.page);
  return person;
}

async function open(page: Page): Promise<void> {
  await page.goto(EDITOR);
  await page.getByRole('heading', { name: 'Week', exact: true }).waitFor();
}

const hours = (page: Page, day: string) => page.getByLabel(`Hours on ${day}`);
const calendar = (page: Page) =>
  page.evaluate(async () => (await fetch('/api/v1/calendars/business-hours')).json());

describe('a business calendar', () => {
  it('is found in the settings, and another is added', async () => {
    const { page, complaints } = await signIn(browser, perdura, KEEPER);
    await page.goto('/settings/calendars');
    await page.getByRole('link', { name: 'Business hours' }).waitFor();
    await page.getByRole('button', { name: 'Add calendar' }).click();
    await page.getByLabel('Name').fill('Night shift');
    await page.getByRole('dialog').getByRole('button', { name: 'Add' }).click();
    await page.waitForURL('**/settings/calendars/night-shift');
    expect(await hours(page, 'Monday').inputValue()).toBe('09:00–17:00');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('is typed, dragged and copied, and what cannot be read is told and kept', async () => {
    const { page } = await opened();
    await hours(page, 'Monday').fill('8-12, 13-17:30');
    await page.getByRole('button', { name: 'More for Monday' }).click();
    await page.getByRole('menuitem', { name: 'Copy to Monday to Friday' }).click();
    expect(await hours(page, 'Friday').inputValue()).toBe('08:00–12:00, 13:00–17:30');
    await hours(page, 'Tuesday').fill('nine to');
    await page.getByText('Write hours like').waitFor();
    expect(await page.getByRole('button', { name: 'Save…' }).isDisabled()).toBe(true);

    await hours(page, 'Tuesday').fill('');
    await drag(page, 'Tuesday', 9 / 24, 17 / 24);
    expect(await hours(page, 'Tuesday').inputValue()).toBe('09:00–17:00');
    await page.getByRole('button', { name: 'Tuesday, 09:00 to 17:00' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Shift+ArrowRight');
    expect(await hours(page, 'Tuesday').inputValue()).toBe('09:15–17:15');

    await page.reload();
    await page.getByText('You have changes that are not saved.').waitFor();
    expect(await hours(page, 'Tuesday').inputValue()).toBe('09:15–17:15');
    await page.getByRole('button', { name: 'Discard changes' }).click();
    await expect.poll(() => hours(page, 'Monday').inputValue()).not.toContain('13');
    await page.context().close();
  });

  it('lets a date be typed, though half a year is long past', async () => {
    const { page } = await opened();
    await page.getByRole('button', { name: 'Add a day' }).click();
    await page.keyboard.type('12242031');
    const date = page.locator('input[type=date]:focus');
    expect(await date.inputValue()).toBe('2031-12-24');
    await page.getByRole('button', { name: 'Discard changes' }).click();
    await page.context().close();
  });

  it('takes the holidays of a country, shows its year, and is saved with what it does to clocks', async () => {
    const { page, complaints } = await opened();
    await page.getByRole('button', { name: 'Add holidays…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox', { name: 'Country' }).fill('German');
    await page.getByRole('option', { name: 'Germany' }).click();
    await dialog.getByRole('combobox', { name: 'Region' }).click();
    await page.getByRole('option', { name: 'Bayern' }).click();
    await dialog.getByRole('button', { name: 'Show the days' }).click();
    await dialog.getByText(/^\d+ new days$/).waitFor();
    await dialog.getByText('Epiphany').first().waitFor();
    await dialog.getByRole('button', { name: /^Add \d+ days$/ }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: /25 December 2026, Holiday, Christmas Day/ }).waitFor();

    await page.getByRole('button', { name: 'Save…' }).click();
    await dialog
      .getByText(/^Added .*Christmas Day, Closed$/)
      .first()
      .waitFor();
    await dialog.getByText(/open clocks? counts? in it|No open clock/).waitFor();
    await dialog.getByRole('button', { name: 'Save version' }).click();
    await dialog.waitFor({ state: 'detached' });
    const saved = await calendar(page);
    expect(saved.version).toBe(2);
    expect(saved.exceptions).toContainEqual({ date: '2027-01-06', name: 'Epiphany' });
    await page.getByText('Version 2').click();
    await page
      .getByText(/^Added .*Epiphany, Closed$/)
      .first()
      .waitFor();
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('takes a file, and lists what is no closed day', async () => {
    const { page } = await opened();
    const year = new Date().getFullYear() + 1;
    await page.getByRole('button', { name: 'Add holidays…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('From a file', { exact: true }).click();
    const choosing = page.waitForEvent('filechooser');
    await dialog.getByLabel('iCalendar file (.ics)').click();
    const text = [
      'BEGIN:VCALENDAR',
      'BEGIN:VEVENT',
      'SUMMARY:Plant closed',
      `DTSTART;VALUE=DATE:${year}0803`,
      `DTEND;VALUE=DATE:${year}0806`,
      'END:VEVENT',
      'BEGIN:VEVENT',
      'SUMMARY:Party',
      `DTSTART:${year}0806T160000Z`,
      'END:VEVENT',
      'END:VCALENDAR',
    ].join('\r\n');
    const file = { name: 'plant.ics', mimeType: 'text/calendar', buffer: Buffer.from(text) };
    await (await choosing).setFiles(file);
    await dialog.getByRole('button', { name: 'Show the days' }).click();
    await dialog.getByText('3 new days').waitFor();
    await dialog.getByText('1 entry left out').click();
    await dialog.getByText('has a time of day').waitFor();
    await dialog.getByRole('button', { name: 'Add 3 days' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Discard changes' }).click();
    await page.context().close();
  });

  it('has its clocks counted again when somebody chooses so', async () => {
    const { page } = await opened();
    const { version } = await calendar(page);
    await hours(page, 'Sunday').fill('0-24');
    await page.getByRole('button', { name: 'Save…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Count them again from the beginning').click();
    await dialog.getByRole('button', { name: 'Save, and look at the recount' }).click();
    await page.waitForURL('**/settings/recounts/*');
    await page.getByText('Waits for you').waitFor();
    expect((await calendar(page)).version).toBe(version + 1);
    const apply = page.getByRole('button', { name: /^Count \d+ clocks? again$/ });
    const leave = page.getByRole('button', { name: 'Leave them as they are' });
    await ((await apply.count()) > 0 ? apply : leave).click();
    await page.getByText(/^(Counted again|Left as it was)$/).waitFor();
    await page.context().close();
  });

  it('tells that somebody else has saved it, and keeps what was typed', async () => {
    const [mine, theirs] = [await opened(), await opened()];
    await hours(mine.page, 'Saturday').fill('10-14');
    await hours(theirs.page, 'Friday').fill('9-12');
    await theirs.page.getByRole('button', { name: 'Save…' }).click();
    await theirs.page.getByRole('button', { name: 'Save version' }).click();
    await theirs.page.getByRole('dialog').waitFor({ state: 'detached' });

    await mine.page.getByRole('button', { name: 'Save…' }).click();
    await mine.page.getByRole('button', { name: 'Save version' }).click();
    await mine.page.getByText('Somebody has saved this calendar since you began').waitFor();
    expect(await hours(mine.page, 'Saturday').inputValue()).toContain('10');
    await mine.page.getByRole('button', { name: /^Keep mine/ }).click();
    expect(await mine.page.getByRole('button', { name: 'Save…' }).isEnabled()).toBe(true);
    for (const { page } of [mine, theirs]) await page.context().close();
  });

  it('is tried out', async () => {
    const { page } = await opened();
    await page.getByLabel('Business hours').fill('3');
    await page.getByRole('button', { name: 'Count', exact: true }).click();
    await page.getByText(/^It is then .+\.$/).waitFor();
    await page.context().close();
  });

  it('lets a year be walked with the keyboard, and a day be changed from there', async () => {
    const { page } = await opened();
    const day = (date: string) => page.locator(`[data-date="${date}"]`);
    const reached = () => page.evaluate(() => document.activeElement?.getAttribute('data-date'));
    await page.locator('[data-date][tabindex="0"]').focus();
    const first = (await reached()) ?? '';
    const next = new Date(Date.parse(first) + 8 * 86_400_000).toISOString().slice(0, 10);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    await expect.poll(reached).toBe(next);
    await day(next).press('Enter');
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
      .toBe('Name');
    await page.getByRole('button', { name: 'Discard changes' }).click();
    await page.context().close();
  });
});

describe.each([
  { scheme: 'light', locale: 'ar', width: 1440 },
  { scheme: 'dark', locale: 'en', width: 390 },
] as const)('calendars in $scheme, in $locale, $width pixels wide', ({ scheme, locale, width }) => {
  it('can be read and used by everybody', async () => {
    const { page } = await signIn(browser, perdura, KEEPER, { scheme, width, locale });
    const wrong: string[] = [];
    for (const [address, shown] of [
      ['/settings/calendars', 'table'],
      [EDITOR, '#calendar-versions + details'],
    ] as const) {
      await page.goto(address);
      await page.locator(shown).first().waitFor();
      for (const { id, nodes } of await violationsOn(page))
        wrong.push(`${address}: ${id} ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
      const { wide, seen } = await page.evaluate(() => ({
        wide: document.documentElement.scrollWidth,
        seen: document.documentElement.clientWidth,
      }));
      if (wide > seen) wrong.push(`${address} is ${wide} wide on ${seen}`);
    }
    expect(wrong).toEqual([]);
    await page.context().close();
  });
});

async function drag(page: Page, day: string, from: number, to: number): Promise<void> {
  const bar = page.locator(`[data-bar="${day}"]`);
  await bar.scrollIntoViewIfNeeded();
  const box = await bar.boundingBox();
  if (!box) throw new Error('The bar has no place on the page.');
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width * from, y);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * to, y, { steps: 4 });
  await page.mouse.up();
}
