/**
 * A major incident in a browser: declared from its ticket, told to stakeholders, resolved with what belongs to it, reviewed; with
 * the status page for everybody, and for nobody without its address. By keyboard, narrow, dark and from right to left.
 */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { violationsOn } from '../../support/axe.ts';
import { visitDemo } from '../../support/demo-visits.ts';

const { arrive, arriveAsStranger } = visitDemo();
const ADMIN = 'admin@perdura.local';
const OMAR = 'omar@demo.test';
const RAVI = 'ravi@demo.test';

const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: typeof name === 'string' });
const opened = async (page: Page, title: string): Promise<string> => {
  await page.goto('/tickets/new');
  await page.getByLabel('In one line').fill(title);
  await button(page, 'Open the ticket').press('Enter');
  await page.waitForURL(/\/tickets\/(?!new)/);
  return page.url();
};

describe('a major incident', () => {
  it('is declared from its ticket, told, resolved and reviewed', async () => {
    const page = await arrive(OMAR, '/desk');
    await opened(page, 'Nobody has mail');
    await button(page, 'Declare major incident').press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Headline').fill('No mail for anybody');
    await dialog.getByRole('button', { name: 'Choose somebody' }).press('Enter');
    await page.getByLabel('Type a name or an address').locator('visible=true').fill('Omar');
    await expect.poll(() => page.getByRole('option').count()).toBe(1);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await dialog.getByLabel('Services that are not available').click();
    await page.getByRole('option', { name: 'Mail' }).click();
    await page.keyboard.press('Escape');
    await dialog.getByLabel('War room').fill('https://meet.example.test/1');
    await dialog.getByLabel('Stakeholders: roles').click();
    await page.getByRole('option', { name: 'Agent' }).click();
    await page.keyboard.press('Escape');
    expect(await violationsOn(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Declare major incident' }).press('Enter');
    await page.getByRole('link', { name: 'Open its page' }).press('Enter');
    await page.getByRole('heading', { name: 'No mail for anybody' }).waitFor();
    expect(await violationsOn(page)).toEqual([]);

    await button(page, 'Write an update').press('Enter');
    await page.getByLabel('Template').first().click();
    await page.getByRole('option', { name: 'We are looking into it' }).click();
    await button(page, 'Preview').press('Enter');
    await page.getByText('We are investigating a disruption of Mail.').waitFor();
    await page.getByText(/Mailed to .*Omar Haddad/).waitFor();
    await button(page, 'Send').press('Enter');
    await page.getByText('Omar Haddad told the stakeholders').waitFor();

    await button(page, 'Resolve').press('Enter');
    await page.getByLabel('What happened and what was done').fill('A full disk was emptied.');
    await page.getByRole('dialog').getByRole('button', { name: 'Resolve' }).press('Enter');
    await page.getByText('Resolved, to be reviewed').waitFor();

    await button(page, 'Write the review').press('Enter');
    await page.getByLabel('What happened').fill('Nobody had mail.');
    await page.getByLabel('Why it happened').fill('Nobody watched the disk.');
    await button(page, 'Add an action').press('Enter');
    await page.getByLabel('Action', { exact: true }).fill('Watch the disk');
    await button(page, 'By whom?').press('Enter');
    await page.getByLabel('Type a name or an address').locator('visible=true').fill('Lena');
    await expect.poll(() => page.getByRole('option').count()).toBe(1);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByLabel('Until').fill('2031-01-31');
    expect(await violationsOn(page)).toEqual([]);
    await button(page, 'Finish the review').press('Enter');
    await page.getByRole('link', { name: 'Watch the disk' }).waitFor();
    // The process closes the ticket, and with it the major incident.
    await page.getByText('Closed', { exact: true }).first().waitFor();
  });

  it('is announced to all who work on tickets until they put it away, and takes in what is selected', async () => {
    const page = await arrive(OMAR, '/desk');
    await opened(page, 'All is down');
    await button(page, 'Declare major incident').press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Choose somebody' }).press('Enter');
    await page.getByLabel('Type a name or an address').locator('visible=true').fill('Omar');
    await expect.poll(() => page.getByRole('option').count()).toBe(1);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await dialog.getByRole('button', { name: 'Declare major incident' }).press('Enter');
    await page.getByRole('link', { name: 'Open its page' }).waitFor();
    await opened(page, 'Mine is down too');
    const number = page.url().split('/').at(-1)?.split('?')[0] ?? '';

    await page.goto('/desk');
    const banner = page.getByRole('complementary', { name: 'Major incidents' });
    await banner.getByText('All is down').waitFor();
    await page.goto('/desk?view=all&q=Mine%20is%20down%20too');
    await page.getByText('Mine is down too').first().waitFor();
    await page.keyboard.press('x');
    await button(page, 'Part of').press('Enter');
    await page.getByRole('menuitem', { name: /All is down/ }).press('Enter');
    await page.getByText(/1 incident is part of/).waitFor();
    await page.goto(`/tickets/${number}`);
    await page.getByText(/^Part of INC-.* All is down/).waitFor();

    await button(page, 'Put away for this session').press('Enter');
    await banner.waitFor({ state: 'detached' });
    await page.goto('/desk');
    await page
      .getByRole('heading', { name: 'Desk' })
      .or(page.getByText('Unassigned'))
      .first()
      .waitFor();
    expect(await banner.count()).toBe(0);
  });

  it('is not changed over what somebody else has changed meanwhile', async () => {
    const [mine, theirs] = [
      await arrive(OMAR, '/major-incidents'),
      await arrive(ADMIN, '/major-incidents'),
    ];
    for (const page of [mine, theirs]) {
      await page.getByRole('link', { name: 'All is down' }).first().press('Enter');
      await page.getByRole('heading', { level: 1, name: 'All is down' }).waitFor();
      await button(page, 'Change').press('Enter');
    }
    await mine.getByLabel('Headline').fill('All of it is down');
    await theirs.getByRole('dialog').getByText('2 · High').click();
    await button(theirs, 'Save').press('Enter');
    await theirs.locator('article').getByText('2 · High').first().waitFor();
    // The page behind the dialog tells it by itself.
    await mine.locator('article').getByText('2 · High').waitFor();
    await button(mine, 'Save').press('Enter');
    await mine.getByRole('dialog').getByRole('alert').waitFor();
    expect(await mine.getByLabel('Headline').inputValue()).toBe('All of it is down');
  });

  it('stands on the status page for whoever asks for things, and has no page for them', async () => {
    const page = await arrive(RAVI, '/status');
    await page.getByText('1 disruption is being worked on.').waitFor();
    await page.getByRole('heading', { name: 'All is down' }).waitFor();
    expect(await violationsOn(page)).toEqual([]);
    expect(await page.getByRole('complementary', { name: 'Major incidents' }).count()).toBe(0);
  });
});

describe('the status page', () => {
  it('is opened to whoever has its address in the settings, and ended there', async () => {
    const page = await arrive(ADMIN, '/settings/majors');
    const minutes = page.getByLabel('2 · High');
    await minutes.fill('45');
    await button(page, 'Make a secret address').press('Enter');
    const address = await page.getByLabel('Its secret address').inputValue();
    // What was typed beside it is still there when the settings have been read again.
    await button(page, 'Make another address').waitFor();
    expect(await minutes.inputValue()).toBe('45 minutes');
    expect(await violationsOn(page)).toEqual([]);
    const stranger = await arriveAsStranger({ width: 390, scheme: 'dark' });
    const place = new URL(address).pathname;
    await stranger.goto(place);
    await stranger.getByText('1 disruption is being worked on.').waitFor();
    expect(await violationsOn(stranger)).toEqual([]);
    await button(page, 'End the address').press('Enter');
    await page.getByText('The page can be read only after signing in').waitFor();
    await stranger.goto(place);
    await stranger.getByRole('alert').waitFor();
  });

  it('is settled with services and templates', async () => {
    const page = await arrive(ADMIN, '/settings/majors', { scheme: 'dark' });
    await button(page, 'New service').press('Enter');
    await page.getByRole('dialog').getByLabel('Name').fill('Web shop');
    await button(page, 'Save').last().press('Enter');
    await page.getByRole('cell', { name: 'Web shop', exact: true }).waitFor();
    await button(page, 'New template').press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('Own words');
    await dialog.getByLabel('Text').fill('Ask {{nobody}}.');
    await dialog.getByRole('button', { name: 'Save' }).press('Enter');
    await dialog.getByText('Nothing is known as {{nobody}}.').waitFor();
    await dialog.getByLabel('Text').fill('Next: {{majorIncident.nextUpdateAt}}.');
    await dialog.getByRole('button', { name: 'Save' }).press('Enter');
    await page.getByRole('cell', { name: 'Own words', exact: true }).waitFor();
    expect(await violationsOn(page)).toEqual([]);
  });
});

describe('the page of major incidents', () => {
  it.each([
    { scheme: 'light', width: 390 },
    { scheme: 'dark', width: 1440 },
  ] as const)('can be read $scheme and $width wide, in English and in Arabic', async (look) => {
    const page = await arrive(OMAR, '/major-incidents', look);
    await page.getByRole('link', { name: 'All is down' }).waitFor();
    expect(await violationsOn(page)).toEqual([]);
    const overflow = () =>
      page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(await overflow()).toBeLessThanOrEqual(0);
    await page.evaluate(() => localStorage.setItem('perdura.locale', 'ar'));
    await page.reload();
    await page.getByRole('heading', { name: 'الحوادث الجسيمة' }).waitFor();
    expect(await page.evaluate(() => document.documentElement.dir)).toBe('rtl');
    expect(await violationsOn(page)).toEqual([]);
    expect(await overflow()).toBeLessThanOrEqual(0);
  });
});
