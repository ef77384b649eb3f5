/**
 * Who is on call, in a browser: a manager plans a rota with the keyboard and sees what it comes to, somebody is put in by drawing
 * and by a form, two people exchange shifts, and everybody can read it, narrow, dark and from right to left.
 */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { violationsOn } from '../../support/axe.ts';
import { visitDemo } from '../../support/demo-visits.ts';

const { arrive, demo } = visitDemo({ timeZone: 'Europe/Berlin' });
const ADMIN = 'admin@perdura.local';
const LENA = 'lena@demo.test';
const OMAR = 'omar@demo.test';

const timeline = (page: Page) => page.getByRole('region', { name: 'Shifts' });
const pick = async (page: Page, opens: string, name: string): Promise<void> => {
  await page.getByRole('button', { name: opens }).first().press('Enter');
  await page.getByLabel('Type a name or an address').fill(name);
  // Everybody is offered until the directory has answered.
  await expect.poll(() => page.getByRole('option').count()).toBe(1);
  await page.getByRole('option', { name: new RegExp(name) }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
};
const saved = (page: Page, text: string) => page.getByText(text).first().waitFor();

describe('a rota', () => {
  it('is planned by keyboard, with what it comes to beside it, and then says who is on call', async () => {
    const page = await arrive(ADMIN, '/on-call');
    await page.getByRole('link', { name: 'Network' }).waitFor();
    await page.getByRole('button', { name: 'New rota' }).press('Enter');
    await page.getByLabel('Name').first().fill('Servers');
    await pick(page, 'Add somebody', 'Lena');
    await pick(page, 'Add somebody', 'Omar');
    await page.getByRole('button', { name: 'Let Omar Haddad come earlier' }).press('Enter');
    await page.getByLabel('First day').fill('2026-01-05');
    await timeline(page).getByText('Omar Haddad', { exact: false }).first().waitFor();
    await page.getByText('No gaps and no double bookings in these weeks.').waitFor();
    expect(await violationsOn(page)).toEqual([]);
    await page.getByRole('button', { name: 'Save' }).press('Enter');
    await page.getByRole('heading', { name: 'Servers' }).waitFor();
    await timeline(page).getByRole('button').first().waitFor();
    expect(await violationsOn(page)).toEqual([]);
    await page.getByRole('link', { name: 'On call' }).first().click();
    await page.getByRole('link', { name: 'Servers' }).waitFor();
    await page
      .getByText(/^Until /)
      .nth(1)
      .waitFor();
  });

  it('lets somebody be put in by drawing over the weeks, or by the form', async () => {
    const page = await arrive(ADMIN, '/on-call/servers');
    await page.getByRole('button', { name: 'Later' }).press('Enter');
    const row = timeline(page).getByRole('list').last();
    await row.getByRole('button').first().waitFor();
    const box = await row.boundingBox();
    if (!box) throw new Error('The row is not shown.');
    await page.mouse.move(box.x + box.width * 0.25, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.4, box.y + box.height / 2, { steps: 6 });
    await page.mouse.up();
    const dialog = page.getByRole('dialog', { name: 'Somebody else, for a while' });
    await dialog.waitFor();
    const [from, to] = [dialog.getByLabel('From'), dialog.getByLabel('To')];
    expect(Date.parse(await to.inputValue())).toBeGreaterThan(Date.parse(await from.inputValue()));
    await pick(page, 'Choose somebody', 'Ravi');
    await dialog.getByLabel('Why').fill('Training');
    await dialog.getByRole('button', { name: 'Put on call' }).press('Enter');
    await saved(page, 'is on call then');
    await row.getByRole('button', { name: /Ravi.* stands in/ }).waitFor();

    await page.getByRole('button', { name: 'Put somebody in' }).press('Enter');
    await pick(page, 'Choose somebody', 'Ravi');
    await page.getByRole('button', { name: 'Put on call' }).press('Enter');
    await page
      .getByRole('button', { name: /^Take back: Ravi/ })
      .nth(1)
      .waitFor();
    await page
      .getByRole('button', { name: /^Take back: Ravi/ })
      .first()
      .press('Enter');
    await saved(page, 'Taken back');
  });

  it('lets two exchange shifts: one asks, the other hears of it and accepts', async () => {
    const lena = await arrive(LENA, '/on-call/servers');
    const omar = await arrive(OMAR, '/on-call/servers');
    await lena.getByRole('button', { name: 'Exchange a shift' }).press('Enter');
    await lena.getByLabel('Your shift').first().press('Enter');
    await lena.getByRole('option').first().waitFor();
    await lena.keyboard.press('ArrowDown');
    await lena.keyboard.press('Enter');
    await lena.getByLabel('Whose shift you take for it').first().fill('Omar');
    await lena.getByRole('option', { name: /^Omar/ }).first().waitFor();
    await lena.keyboard.press('ArrowDown');
    await lena.keyboard.press('Enter');
    await lena.getByRole('button', { name: 'Ask', exact: true }).press('Enter');
    await saved(lena, 'has been asked');
    await omar.getByRole('button', { name: /^Accept: Lena/ }).press('Enter');
    await saved(omar, 'Accepted');
    await lena.getByText('Accepted').first().waitFor();
  });

  it('gives the address of its calendar, once', async () => {
    const page = await arrive(LENA, '/on-call/servers');
    await page.getByRole('button', { name: 'Make an address' }).press('Enter');
    const address = await page.getByLabel('Address', { exact: true }).inputValue();
    const read = await fetch(
      new URL(new URL(address).pathname + new URL(address).search, demo().url),
    );
    expect(read.status).toBe(200);
    expect(await read.text()).toContain('BEGIN:VEVENT');
    await page.reload();
    await page.getByText(/You have one since/).waitFor();
    expect(await page.getByLabel('Address', { exact: true }).count()).toBe(0);
  });

  it('keeps what was typed when somebody else has changed the plan meanwhile', async () => {
    const [one, other] = [
      await arrive(ADMIN, '/on-call/servers?edit=true'),
      await arrive(ADMIN, '/on-call/servers?edit=true'),
    ];
    await one.getByLabel('Name').first().fill('Servers and more');
    await other.getByLabel('Name').first().fill('Servers, late');
    await one.getByRole('button', { name: 'Save' }).press('Enter');
    await one.getByRole('heading', { name: 'Servers and more' }).waitFor();
    await other.getByRole('button', { name: 'Save' }).press('Enter');
    await other.getByRole('alert').first().waitFor();
    expect(await other.getByLabel('Name').first().inputValue()).toBe('Servers, late');
  });

  it('is removed, and what was typed beside is not saved with it', async () => {
    const page = await arrive(ADMIN, '/on-call?edit=true');
    await page.getByLabel('Name').first().fill('Short');
    await pick(page, 'Add somebody', 'Lena');
    await page.getByRole('button', { name: 'Save' }).press('Enter');
    await page.getByRole('heading', { name: 'Short' }).waitFor();
    await page.goto('/on-call/short?edit=true');
    const sent: string[] = [];
    page.on('request', (request) => {
      if (/rotas\/short$/.test(request.url()) && request.method() !== 'GET')
        sent.push(request.method());
    });
    await page.getByLabel('Name').first().fill('Shorter');
    await page.getByRole('button', { name: 'Remove the rota' }).press('Enter');
    await page.getByRole('dialog').getByRole('button', { name: 'Remove the rota' }).press('Enter');
    await saved(page, 'The rota is removed');
    expect(sent).toEqual(['DELETE']);
  });

  it('is read on a phone, in the dark, and from right to left', async () => {
    const phone = await arrive(LENA, '/on-call/servers', { width: 390, scheme: 'dark' });
    await timeline(phone).getByRole('listitem').first().waitFor();
    expect(await violationsOn(phone)).toEqual([]);
    const isWide = () =>
      phone.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
    expect(await isWide()).toBe(false);
    await phone.evaluate(() => localStorage.setItem('perdura.locale', 'ar'));
    await phone.goto('/on-call/servers');
    await phone.getByRole('region', { name: 'المناوبات' }).getByRole('listitem').first().waitFor();
    expect(await phone.evaluate(() => document.documentElement.dir)).toBe('rtl');
    expect(await violationsOn(phone)).toEqual([]);
    expect(await isWide()).toBe(false);
  });
});
