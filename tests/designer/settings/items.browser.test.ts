/** What the desk looks after, as somebody keeps it, imports it, and names it on a ticket. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { violationsOn } from '../../support/axe.ts';
import { launchBrowser } from '../../support/browser.ts';
import { type DemoTenant, openDemo } from '../../support/demo.ts';
import { signIn } from '../../support/web.ts';

const KEEPER = 'kofi@demo.test';
const AGENT = 'omar@demo.test';

let perdura: DemoTenant;
let browser: Browser;
beforeAll(async () => {
  perdura = await openDemo();
  browser = await launchBrowser();
}, 300_000);
afterAll(async () => {
  await browser?.close();
});

describe('services and systems', () => {
  it('are found, and each shows what it stands on and what stands on it', async () => {
    const { page, complaints } = await signIn(browser, perdura, AGENT);
    await page.goto('/settings/items');
    const table = page.getByRole('table', { name: 'Services and systems' });
    await table.getByRole('link', { name: 'Core switch' }).waitFor();
    await page.getByRole('textbox', { name: 'Search by name or key' }).fill('order');
    await table.getByRole('link', { name: 'Core switch' }).waitFor({ state: 'detached' });
    expect(await table.getByRole('link').allTextContents()).toEqual([
      'Order entry',
      'Order database',
    ]);
    // An agent reads it; it is kept by others.
    expect(await page.getByRole('button', { name: 'Import' }).count()).toBe(0);
    await table.getByRole('link', { name: 'Order database' }).click();
    const above = page.getByRole('region', { name: /^What depends on it/ });
    await above.getByRole('link', { name: 'Order entry' }).waitFor();
    const below = page.getByRole('region', { name: /^What it depends on/ });
    await below.getByRole('link', { name: 'Core switch' }).click();
    await page.getByRole('heading', { name: 'Core switch', level: 1 }).waitFor();
    const reached = page.getByRole('region', { name: /^What depends on it/ });
    await reached.getByRole('link', { name: 'Remote work' }).waitFor();
    expect(await reached.getByRole('listitem').first().textContent()).toContain('directly');
    expect(await violationsOn(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('come from a file once its lines fit, with what it would do said before', async () => {
    const { page, complaints } = await signIn(browser, perdura, KEEPER);
    await page.goto('/settings/items');
    await page.getByRole('button', { name: 'Import' }).click();
    const dialog = page.getByRole('dialog', { name: 'Import services and systems' });
    const paste = dialog.getByRole('textbox', { name: 'Or paste it here' });
    await paste.fill('key,name,depends_on\nwiki,Wiki,moon\ncore-switch,The core switch,');
    await dialog.getByRole('button', { name: 'See what it would do' }).click();
    await dialog.getByText('There is no “moon”, here or in the file.').waitFor();
    await dialog.getByText('Name: Core switch → The core switch').waitFor();
    expect(await dialog.getByRole('button', { name: 'Import 1 item' }).isDisabled()).toBe(true);
    await paste.fill('key,name,depends_on\nwiki,Wiki,directory\ncore-switch,The core switch,');
    await dialog.getByRole('button', { name: 'See what it would do' }).click();
    await dialog.getByRole('button', { name: 'Import 2 items' }).click();
    await page.getByText('1 added, 1 changed.').waitFor();
    await page.getByRole('link', { name: 'Wiki' }).click();
    await page.getByRole('button', { name: 'Edit' }).click();
    const edit = page.getByRole('dialog', { name: 'Wiki' });
    await edit.getByRole('combobox', { name: 'Depends on' }).fill('switch');
    await page.getByRole('option', { name: 'The core switch' }).click();
    await edit.getByRole('button', { name: 'Save' }).click();
    const below = page.getByRole('region', { name: /^What it depends on/ });
    // Until now it did so by way of the directory.
    await below
      .getByRole('listitem')
      .filter({ hasText: /^The core switch.*directly/ })
      .waitFor();
    await page.getByRole('button', { name: 'Retire' }).click();
    await page.getByRole('button', { name: 'Take into use again' }).waitFor();
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('are named on a ticket by who works on it', async () => {
    const { page, complaints } = await signIn(browser, perdura, AGENT);
    const found = await page.context().request.get('/api/v1/tickets?configItem=order-entry');
    const [ticket] = (await found.json()).items as { number: string }[];
    await page.goto(`/tickets/${ticket?.number}`);
    const fields = page.getByRole('complementary', { name: 'Fields' });
    await fields.getByText('Order entry', { exact: true }).waitFor();
    await fields.getByRole('button', { name: 'Change Affected' }).click();
    await page.getByRole('combobox', { name: 'Affected' }).fill('director');
    await page.getByRole('option', { name: 'Directory' }).click();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await fields.getByText('Directory', { exact: true }).waitFor();
    await fields.getByText(/^Reaches .*Mail/).waitFor();
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
