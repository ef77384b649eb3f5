/** What is promised, as somebody keeps it: conditions, which target holds, recounts, ladders and contracts; by mouse and by keyboard. */
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { violationsOn } from '../../support/axe.ts';
import { launchBrowser } from '../../support/browser.ts';
import { type DemoTenant, openDemo } from '../../support/demo.ts';
import { signIn } from '../../support/web.ts';

/** Who keeps the settings of the demo. */
const KEEPER = 'dana@demo.test';
const ADMIN = 'admin@perdura.local';

let perdura: DemoTenant;
let browser: Browser;
beforeAll(async () => {
  perdura = await openDemo();
  browser = await launchBrowser();
}, 300_000);
afterAll(async () => {
  await browser?.close();
});

const keeper = (options: Parameters<typeof signIn>[3] = {}) =>
  signIn(browser, perdura, KEEPER, options);
const api = async <T>(page: Page, path: string): Promise<T> =>
  (await page.context().request.get(`/api/v1${path}`)).json();
const part = (page: Page, name: string) => page.getByRole('region', { name });

/** Chooses in a select, by its name and that of the option. */
async function choose(within: Page | Locator, field: string | RegExp, option: string | RegExp) {
  const page = 'page' in within ? within.page() : within;
  await within.getByRole('combobox', { name: field }).first().click();
  await page.getByRole('option', { name: option, exact: typeof option === 'string' }).click();
}

describe('a service target', () => {
  it('is told as a sentence while its condition is written, and saved with it', async () => {
    const { page, complaints } = await keeper();
    await page.goto('/settings/targets/incident-resolution');
    const about = part(page, 'Which tickets it is about');
    await about.getByRole('button', { name: 'Add a condition' }).click();
    await choose(about, 'What is compared', 'category');
    await about.getByText('Say what “category” is compared with.').waitFor();
    await about.getByLabel('With what').fill('vpn');
    await about.getByText('category is vpn', { exact: true }).waitFor();
    expect(await about.getByText('Say what').count()).toBe(0);

    const counting = part(page, 'When its clock begins, stands still and ends');
    await counting.getByText('status is on hold').waitFor();
    await counting.getByRole('button', { name: 'Stands still: say otherwise' }).click();
    const still = counting.getByRole('group', { name: 'Stands still' }).first();
    await still.getByRole('button', { name: 'Add a condition' }).click();
    await still.getByRole('combobox', { name: 'What is compared' }).last().click();
    await page.getByRole('option', { name: 'reason for holding' }).click();
    await still.getByText(/^status is on hold and reason for holding is /).waitFor();
    await counting.getByRole('button', { name: 'Stands still: back to the usual' }).click();
    await counting.getByText('status is on hold', { exact: true }).waitFor();

    await page.reload();
    await page.getByText('You have changes that are not saved.').waitFor();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Saved as version 2.').waitFor();
    const { policy } = await api<{ policy: object }>(page, '/sla/policies/incident-resolution');
    expect(policy).toMatchObject({
      when: { all: [{ fact: 'ticket.category', operator: 'equal', value: 'vpn' }] },
    });
    expect(policy).not.toHaveProperty('pause');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('is moved as often as it is asked to, however quickly', async () => {
    const { page } = await keeper();
    const order = async () =>
      (await api<{ items: { key: string }[] }>(page, '/sla/policies')).items.map(({ key }) => key);
    await page.goto('/settings/targets');
    const down = page.getByRole('button', { name: /^Move .* down$/ }).first();
    await down.waitFor();
    const before = await order();
    const name = await down.getAttribute('aria-label');
    const button = page.getByRole('button', { name: name ?? '', exact: true });
    await page.evaluate((label) => {
      const press = () =>
        document.querySelector<HTMLElement>(`[aria-label=${JSON.stringify(label)}]`)?.click();
      press();
      press();
    }, name);
    await button.waitFor();
    const [one = '', two = '', three = '', ...others] = before;
    await expect.poll(order).toEqual([two, three, one, ...others]);
    await page.context().close();
  });

  it('keeps what is typed while it is being saved', async () => {
    const { page } = await keeper();
    const released = Promise.withResolvers<void>();
    await page.route('**/api/v1/sla/policies/*', async (route) => {
      if (route.request().method() !== 'GET') await released.promise;
      await route.continue();
    });
    await page.goto('/settings/targets/incident-resolution');
    const said = page.getByRole('textbox', { name: 'What it is for' });
    await said.fill('One');
    const sent = page.waitForRequest((request) => request.method() === 'PATCH');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await sent;
    await said.fill('One, and two');
    released.resolve();
    await page.getByText(/^Saved as version/).waitFor();
    expect(await said.inputValue()).toBe('One, and two');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('You have changes that are not saved.').waitFor({ state: 'detached' });
    const { policy } = await api<{ policy: object }>(page, '/sla/policies/incident-resolution');
    expect(policy).toMatchObject({ description: 'One, and two' });
    await page.context().close();
  });

  it('offers to count open tickets again, and the recount lives on at its own address', async () => {
    const { page } = await keeper();
    await page.goto('/settings/targets/incident-resolution');
    await page.getByRole('button', { name: 'Remove this condition' }).first().click();
    await page.getByLabel('P1: how much').fill('1');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('button', { name: 'Recalculate open tickets…' }).click();
    await page.getByRole('button', { name: 'Show what would change' }).click();
    await page.waitForURL('**/settings/recounts/*');
    const address = page.url();
    await page.getByText('Waits for you').waitFor();
    const changes = page.getByRole('table', { name: 'Clocks that would stand otherwise' });
    await changes.getByText('Order entry is down in all branches').waitFor();
    await changes.getByText('As before, by the new version').first().waitFor();
    await page.getByText('To in time').click();
    await page.getByText('None of these.').waitFor();
    await page.getByText('All', { exact: true }).click();
    await changes.waitFor();
    expect(await violationsOn(page)).toEqual([]);

    await page.goto('/settings/recounts');
    await page.getByRole('table').getByText('Waits for you').first().waitFor();
    await page.goto(address);
    await page.getByRole('button', { name: /^Count \d+ clocks? again$/ }).click();
    await page.getByText('Counted again', { exact: true }).waitFor();
    await page.getByText('Each clock keeps its earlier result').waitFor();
    await page.context().close();
  });

  it('shows which one holds, and why the others do not', async () => {
    const { page } = await keeper();
    await page.goto('/settings/targets');
    const holds = part(page, 'Which of them holds?');
    await holds.getByText('One in mind').click();
    await choose(holds, 'Type', 'Problem');
    await choose(holds, 'Organization', 'Northwind Sales');
    await holds.getByRole('button', { name: 'Show which holds' }).click();
    await holds.getByText('None holds: such a ticket has no clock.').waitFor();
    await holds.getByText('Tier: gold.').waitFor();
    await holds.getByText('queue is Network').waitFor();
    await choose(holds, 'Queue', 'Network');
    await holds.getByRole('button', { name: 'Show which holds' }).press('Enter');
    await holds.getByText('1 holds.').waitFor();
    await holds.getByText(/^Due .+, if it began now\./).waitFor();

    await holds.getByText('A ticket', { exact: true }).click();
    await holds.getByLabel('Number of the ticket').fill('INC-999999');
    await page.keyboard.press('Enter');
    await holds.getByText('This cannot be found').waitFor();
    await page.context().close();
  });

  it('is made new by keyboard alone, and told what is wrong at its place', async () => {
    const { page } = await keeper();
    await page.goto('/settings/targets');
    await page.getByRole('link', { name: 'New service target' }).press('Enter');
    await page.getByLabel('Name', { exact: true }).fill('First answer to changes');
    const measures = page.getByRole('combobox', { name: 'Measures' });
    await measures.press('ArrowDown');
    await page.getByRole('option', { name: 'First response' }).waitFor();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await expect.poll(() => measures.inputValue()).toBe('First response');
    await page.getByLabel('P1: how much').fill('0');
    await page.getByRole('button', { name: 'Save', exact: true }).press('Enter');
    await page.getByText('It must be at least one second long.').first().waitFor();
    await page.getByLabel('P1: how much').fill('2');
    await page.getByRole('button', { name: 'Move P1 down' }).press('Enter');
    await page.getByRole('button', { name: 'Move P1 up' }).press('Enter');
    await page.getByRole('button', { name: 'Save', exact: true }).press('Enter');
    await page.waitForURL('**/settings/targets/first-answer-to-changes');
    await page.context().close();
  });
});

describe('a ladder', () => {
  it('shows who would be told if it began now, and asks what becomes of escalations under way', async () => {
    const { page, complaints } = await keeper();
    await page.goto('/settings/ladders/network');
    const preview = part(page, 'If it began now');
    await preview.getByText('Lumen Carrier (noc@carrier.test)').waitFor();
    await part(page, 'Where it is climbed').getByText('Network, gold customers').waitFor();
    await page.getByRole('button', { name: 'Another level' }).press('Enter');
    await page.getByRole('button', { name: 'Move Level 4 up' }).press('Enter');
    const third = page.getByRole('listitem', { name: 'Level 3' });
    await third.getByLabel('Level 3, called').fill('All of them');
    await choose(third, 'Kind', 'Group');
    await choose(third, 'Who', 'Network');
    await preview.getByText('Level 3: All of them').waitFor();
    await page.getByRole('button', { name: 'Save…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/escalations? climbs? this ladder/).waitFor();
    await dialog.getByText('They go on by what is saved now').click();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await part(page, 'Versions').getByText('Version 2').waitFor();
    const use = await api<{ running: number; versions: { running: number }[] }>(
      page,
      '/escalation-ladders/network/use',
    );
    expect(use.versions[0]?.running).toBe(use.running);
    await page.getByRole('button', { name: 'Edit from version 1' }).click();
    await expect.poll(() => page.getByRole('listitem', { name: 'Level 4' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Discard changes' }).click();
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('says that somebody was quicker, and keeps what was typed', async () => {
    const [mine, theirs] = [await keeper(), await keeper()];
    for (const { page } of [mine, theirs]) {
      await page.goto('/settings/ladders/usual');
      await page.getByLabel('Name', { exact: true }).waitFor();
    }
    await mine.page.getByLabel('Name', { exact: true }).fill('Mine');
    await theirs.page.getByLabel('Name', { exact: true }).fill('Theirs');
    await theirs.page.getByRole('button', { name: 'Save', exact: true }).click();
    await theirs.page.getByRole('heading', { name: 'Theirs' }).waitFor();
    await mine.page.getByRole('button', { name: 'Save', exact: true }).click();
    await mine.page.getByText('Somebody has saved version 2 since you began.').waitFor();
    await mine.page.getByRole('button', { name: 'Keep mine on top of version 2' }).click();
    await mine.page.getByRole('button', { name: 'Save', exact: true }).click();
    await mine.page.getByRole('heading', { name: 'Mine' }).waitFor();
    for (const { page } of [mine, theirs]) await page.context().close();
  });
});

describe('a contract', () => {
  it('is made, and says what becomes of tickets when it ends', async () => {
    const { page } = await keeper();
    await page.goto('/settings/contracts');
    await page.getByText(/^\d+ days left$/).waitFor();
    await page.getByRole('button', { name: 'New contract' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name', { exact: true }).fill('Hosting');
    await choose(dialog, 'Kind', 'Owed by a supplier');
    await choose(dialog, 'Organization', 'Northwind IT');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByText('Say which vendor owes it.').waitFor();
    await dialog.getByLabel('Supplier', { exact: true }).fill('Hosters');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('Owed by a supplier · Hosters').waitFor();
    await page.getByRole('button', { name: 'Recalculate open tickets…' }).waitFor();
    await page.getByRole('button', { name: 'Change Northwind gold' }).click();
    const after = page.getByRole('region', { name: 'When it ends' });
    await after.getByText('No other contract holds after it.').waitFor();
    await after.getByText(/Network, gold customers/).waitFor();
    await page.context().close();
  });
});

describe('an organization', () => {
  it('says its tier for all that is part of it, and people speak for it', async () => {
    const { page, complaints } = await signIn(browser, perdura, ADMIN);
    await page.goto('/settings/organizations');
    const dialog = page.getByRole('dialog');
    const add = async (name: string, fill: () => Promise<void>) => {
      await page.getByRole('button', { name: 'Add an organization' }).click();
      await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
      await fill();
      await dialog.getByRole('button', { name: 'Save' }).click();
      await dialog.waitFor({ state: 'detached' });
    };
    await add('Acme', async () => {
      await dialog.getByLabel('Tier').fill('gold');
      await page.keyboard.press('Escape');
      await choose(dialog, 'Time zone', 'Asia/Tokyo');
    });
    await add('Acme Berlin', async () => {
      await choose(dialog, 'Part of', 'Acme');
      await choose(dialog, 'Time zone', 'Europe/Berlin');
    });
    const row = page.getByRole('row', { name: /^Acme Berlin/ });
    await row.getByText('gold, from Acme').waitFor();
    await row.getByText('Europe/Berlin', { exact: true }).waitFor();
    expect(await violationsOn(page)).toEqual([]);

    await page.goto('/settings/people');
    await page.getByRole('button', { name: 'Change Ravi Menon' }).click();
    await choose(dialog, 'Organization', 'Acme Berlin');
    await dialog.getByRole('button', { name: /^Manager:/ }).click();
    await page.keyboard.type('maya');
    await page.getByRole('option', { name: /^Maya/ }).click();
    await dialog.getByRole('button', { name: 'Save changes' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await api(page, '/users/ravi@demo.test')).toMatchObject({
      organization: { key: 'acme-berlin' },
      manager: { email: 'maya@demo.test' },
    });
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

describe('an escalation on a ticket', () => {
  it('rests for a reason, and is taken on by whoever works the ticket', async () => {
    const { page } = await signIn(browser, perdura, 'sato@demo.test');
    const { items } = await api<{ items: { number: string }[] }>(
      page,
      '/tickets?type=problem&queue=network',
    );
    await page.goto(`/tickets/${items[0]?.number}`);
    const notice = page.getByRole('region', { name: 'Escalation' });
    await notice.getByText(/^Escalated: level \d was asked\.$/).waitFor();
    await notice.getByRole('button', { name: 'Let it rest…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Until (within seven days)').fill('2001-01-01T10:00');
    await dialog.getByLabel('Why').fill('The carrier calls back');
    await dialog.getByRole('button', { name: 'Let it rest' }).click();
    await dialog.getByText('Choose a moment within the next seven days.').waitFor();
    const soon = new Date(Date.now() + 86_400_000).toISOString().slice(0, 16);
    await dialog.getByLabel('Until (within seven days)').fill(soon);
    await dialog.getByRole('button', { name: 'Let it rest' }).press('Enter');
    await notice.getByText('The carrier calls back').waitFor();
    expect(await violationsOn(page)).toEqual([]);
    await notice.getByRole('button', { name: 'I have it' }).press('Enter');
    await notice.waitFor({ state: 'detached' });
    await page.context().close();
  });
});

describe('the pages of what is promised', () => {
  for (const { locale, ...options } of [
    { scheme: 'light', width: 1440, locale: 'en' },
    { scheme: 'dark', width: 390, locale: 'ar' },
  ] as const)
    it(`can be used by everybody: ${options.width} wide, ${options.scheme}, ${locale}`, async () => {
      const { page } = await keeper({ ...options, locale });
      const wrong: string[] = [];
      for (const path of ['targets', 'targets/gold-network', 'ladders/network', 'contracts']) {
        await page.goto(`/settings/${path}`);
        await page.getByRole('heading', { level: 1 }).waitFor();
        await page.waitForLoadState('networkidle');
        expect(await page.evaluate(() => document.documentElement.dir)).toBe(
          locale === 'ar' ? 'rtl' : 'ltr',
        );
        for (const { id, nodes } of await violationsOn(page))
          wrong.push(`${path}: ${id} ${nodes[0]?.html}`);
        const isWide = await page.evaluate(
          () => document.documentElement.scrollWidth > window.innerWidth,
        );
        if (isWide) wrong.push(`${path} is wider than the window`);
      }
      expect(wrong).toEqual([]);
      await page.context().close();
    });
});
