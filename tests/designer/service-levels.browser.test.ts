/**
 * Clocks as people see them: an agent whose list is in the order of what breaches next and stays right, a screen on the wall that
 * survives a lost connection, and whoever answers for service levels on the way from a number to its ticket.
 */
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { violationsOn } from '../support/axe.ts';
import { launchBrowser } from '../support/browser.ts';
import { type DemoTenant, openDemo } from '../support/demo.ts';
import { DEMO_PASSWORD, openPage, type Person, signIn } from '../support/web.ts';

const OMAR = 'omar@demo.test';
const ADMIN = 'admin@perdura.local';

let perdura: DemoTenant;
let browser: Browser;
let omar: Caller;
const people: Person[] = [];

type Caller = (method: string, path: string, body?: object) => Promise<Record<string, string>>;

beforeAll(async () => {
  perdura = await openDemo();
  browser = await launchBrowser();
  const admin = await callerFor(ADMIN);
  const always = { calendar: { always: true }, thresholds: [] };
  await admin('POST', '/sla/policies', {
    key: 'tasks',
    name: 'Tasks',
    kind: 'sla',
    measures: 'resolution',
    ticketTypes: ['task'],
    targets: [
      { id: 'critical', priorities: [1], within: { seconds: 1 } },
      { id: 'soon', priorities: [2], within: { minutes: 45 } },
      { id: 'others', within: { hours: 3 } },
    ],
    ...always,
  });
  omar = await callerFor(OMAR);
  for (const [title, priority] of [
    ['Later today', 3],
    ['Within the hour', 2],
    ['Missed', 1],
  ] as const)
    await omar('POST', '/tickets', { type: 'task', title, priority, queue: 'network' });
  const kept = await omar('POST', '/tickets', { type: 'task', title: 'Kept', queue: 'network' });
  for (const status of ['in_progress', 'resolved'])
    await omar('PATCH', `/tickets/${kept.id}`, { status });
}, 300_000);
afterAll(async () => {
  await browser?.close();
});
afterEach(async () => {
  const complaints = people.flatMap((person) => person.complaints);
  for (const { page } of people.splice(0)) await page.context().close();
  expect(complaints).toEqual([]);
});

async function callerFor(email: string): Promise<Caller> {
  const person = await signIn(browser, perdura, email);
  const { request } = person.page.context();
  const { csrfToken } = await (await request.get('/api/v1/me')).json();
  return async (method, path, data) => {
    const answer = await request.fetch(`/api/v1${path}`, {
      method,
      data,
      headers: { 'x-csrf-token': csrfToken },
    });
    if (!answer.ok()) throw new Error(await answer.text());
    return answer.json();
  };
}

const arrive = async (address: string, look: Parameters<typeof signIn>[3] = {}): Promise<Page> => {
  const person = await signIn(browser, perdura, OMAR, look);
  people.push(person);
  await person.page.goto(address);
  return person.page;
};

const tasksIn = async (page: Page): Promise<string[]> => {
  const rows = await page.getByRole('row').filter({ hasText: 'TSK-' }).allInnerTexts();
  return rows.flatMap((row) => /Later today|Within the hour|Missed/.exec(row)?.[0] ?? []);
};

describe('a queue in the order of what breaches next', () => {
  it('is chosen by keyboard, counts down by itself, and offers a new order when a clock is paused', async () => {
    const page = await arrive('/desk?view=queue:network');
    await page.getByRole('button', { name: 'Group and order' }).press('Enter');
    await page.getByRole('menuitem', { name: 'What breaches next' }).press('Enter');
    await page.getByText('Due within an hour').waitFor();
    await expect.poll(() => tasksIn(page)).toEqual(['Missed', 'Within the hour', 'Later today']);
    const row = page.getByRole('row').filter({ hasText: 'Within the hour' });
    const first = /\d\d:\d\d/.exec((await row.textContent()) ?? '')?.[0];
    expect(first).toBeDefined();
    await expect
      .poll(async () => /\d\d:\d\d/.exec((await row.textContent()) ?? '')?.[0])
      .not.toBe(first);
    expect(await row.locator('[title^="Tasks: "]').getAttribute('title')).toMatch(
      /^Tasks: \d+m left, due (today|tomorrow) /,
    );
    expect(await violationsOn(page)).toEqual([]);

    const link = await row.getByRole('link').getAttribute('href');
    const number = link?.split('/').at(-1);
    await omar('PATCH', `/tickets/${number}`, { status: 'in_progress' });
    await omar('PATCH', `/tickets/${number}`, { status: 'on_hold', holdReason: 'awaiting_user' });
    await row.getByText('Paused').first().waitFor();
    expect(await tasksIn(page)).toEqual(['Missed', 'Within the hour', 'Later today']);
    await page.getByRole('button', { name: /The order has changed/ }).press('Enter');
    await expect.poll(() => tasksIn(page)).toEqual(['Missed', 'Later today', 'Within the hour']);
    await omar('PATCH', `/tickets/${number}`, { status: 'in_progress' });
  });
});

describe('a screen on the wall', () => {
  it('is opened by a token that can do nothing else, and says how old it is without a connection', async () => {
    const page = await arrive('/settings/tokens');
    await page.getByRole('button', { name: 'Create token' }).first().press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('What is it for?').fill('The wall');
    await dialog.getByRole('switch', { name: 'Only for a wallboard' }).press('Space');
    await dialog.getByLabel('Your password').fill(DEMO_PASSWORD);
    await dialog.getByRole('button', { name: 'Create token' }).press('Enter');
    const address = (await dialog.locator('code').textContent()) ?? '';
    expect(address).toContain('/wallboard#token=');

    const screen = await openPage(browser, perdura.url);
    people.push(screen);
    await screen.page.clock.install();
    await screen.page.goto(address.replace('#', '?queues=network#'));
    const wall = screen.page;
    await wall.getByRole('heading', { name: 'Next to breach' }).waitFor();
    expect(await wall.getByRole('row').filter({ hasText: 'TSK-' }).first().textContent()).toContain(
      'Missed',
    );
    expect(await wall.locator('html').getAttribute('data-mantine-color-scheme')).toBe('dark');
    expect(await wall.getByRole('rowheader').allInnerTexts()).toEqual(['Network']);
    expect(await violationsOn(wall)).toEqual([]);
    expect((await wall.context().request.get('/api/v1/wallboard')).status()).toBe(401);

    await wall.context().setOffline(true);
    await wall.clock.runFor(60_000);
    await wall.getByRole('status').filter({ hasText: 'No connection' }).waitFor();
    await wall.getByRole('heading', { name: 'Next to breach' }).waitFor();
    await wall.context().setOffline(false);
    await wall.clock.runFor(30_000);
    await wall
      .getByRole('status')
      .filter({ hasText: /^as of/ })
      .waitFor();

    await page.goto('/settings/tokens');
    await page.getByRole('button', { name: 'Revoke “The wall”' }).press('Enter');
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Revoke/ })
      .press('Enter');
    await page.getByText('“The wall” no longer works').waitFor();
    await wall.clock.runFor(30_000);
    await wall.getByText('The token of this screen is not valid').waitFor();
    expect(await wall.getByRole('row').count()).toBe(0);
  });

  it('says why it shows nothing, to whoever has no token or a wrong one', async () => {
    const stranger = await openPage(browser, perdura.url);
    people.push(stranger);
    await stranger.page.goto('/wallboard');
    await stranger.page.getByRole('link', { name: 'Sign in' }).waitFor();
    await stranger.page.goto('/wallboard#token=wrong');
    await stranger.page.reload();
    await stranger.page.getByText('The token of this screen is not valid').waitFor();
  });
});

describe('a report of service levels', () => {
  it('leads from a number to its tickets, and to the strip of the clock', async () => {
    const page = await arrive('/desk');
    await page.getByRole('link', { name: 'Reports' }).click();
    const table = page.getByRole('region', { name: 'By Service target' });
    await table.getByRole('row').filter({ hasText: 'Tasks' }).getByText('50%').waitFor();
    await table.getByRole('button', { name: '1, Missed: Tasks' }).press('Enter');
    const list = page.getByRole('region', { name: 'Tasks: Missed' });
    await list.getByRole('link').filter({ hasText: 'Missed' }).waitFor();
    await page.getByRole('region', { name: /^Who had them/ }).waitFor();
    expect(await violationsOn(page)).toEqual([]);
    const file = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download as CSV' }).press('Enter');
    expect((await file).suggestedFilename()).toMatch(/^service-levels-policy-.*\.csv$/);
    await list.getByRole('link').first().press('Enter');
    await page.getByRole('region', { name: /“Tasks”/ }).waitFor();
    await page
      .getByRole('region', { name: 'Who had it' })
      .getByText('Nobody', { exact: false })
      .waitFor();
  });
});
