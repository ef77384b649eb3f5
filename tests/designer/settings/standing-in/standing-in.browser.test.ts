/** Naming who decides in one’s place, in a browser with a played API: with the keyboard, changed, ended, on a phone, from right to left. */
import type { Page, Route } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Delegation } from '#designer/client/delegations.ts';
import { violationsOn } from '../../../support/axe.ts';
import { type PlayedApp, startPlayedApp } from '../../canvas/played-app.ts';

const maya = { email: 'maya@demo.test', name: 'Maya' };
const ines = { email: 'ines@demo.test', name: 'Inês Duarte' };
const omar = { email: 'omar@demo.test', name: 'Omar Haddad' };

let app: PlayedApp;
let page: Page;
beforeAll(async () => {
  app = await startPlayedApp();
});
afterAll(() => app?.stop());
afterEach(async () => {
  await page?.unrouteAll({ behavior: 'ignoreErrors' });
  await page?.close();
});

const delegation = (part: Partial<Delegation>): Delegation => ({
  id: 'd1',
  person: maya,
  delegates: [ines],
  from: '2026-11-20T08:00:00Z',
  until: null,
  processes: null,
  away: false,
  reason: '',
  state: 'now',
  madeBy: null,
  endedAt: null,
  version: 1,
  allowed: ['edit', 'end'],
  ...part,
});

const ADMINISTRATOR = {
  user: { id: '1', ...maya, locale: null, timeZone: 'Europe/Berlin' },
  tenant: { key: 'main', name: 'Main' },
  permissions: ['process.read', 'people.manage'],
  roles: ['admin'],
  counts: { approvals: 0, tasks: 0 },
  meetings: false,
  sendsMail: true,
};

type Sent = { readonly method: string; readonly path: string; readonly body: unknown };

async function open(
  mine: Delegation[],
  forMe: Delegation[] = [],
  look: Parameters<PlayedApp['open']>[1] = {},
  address = '/settings/standing-in',
): Promise<Sent[]> {
  const sent: Sent[] = [];
  const answered = (route: Route): Promise<void> => {
    const request = route.request();
    const url = new URL(request.url());
    if (request.method() === 'GET') {
      const items = url.searchParams.get('of') === 'mine' ? mine : forMe;
      return route.fulfill({ json: { items, nextCursor: null } });
    }
    const path = url.pathname.replace('/api/v1', '');
    sent.push({ method: request.method(), path, body: request.postDataJSON() });
    if (path.endsWith('/end')) mine.splice(0, 1);
    else if (request.method() === 'POST') mine.push(delegation({ id: 'd2', delegates: [omar] }));
    return route.fulfill({ json: delegation({}) });
  };
  page = await app.visit(address, look, async ({ lists }, visited) => {
    const user = { active: true, roles: [], groups: [], manager: null, organization: null };
    lists.set('/users', [
      { ...user, id: 'u1', ...ines, version: 1, allowed: ['update'] },
      { ...user, id: 'u2', ...omar, version: 1, allowed: ['update'] },
    ]);
    await visited.route('**/api/v1/auth/session', (route) =>
      route.fulfill({ json: ADMINISTRATOR }),
    );
    await visited.route('**/api/v1/delegations**', answered);
    await visited.route('**/api/v1/delegations/**', answered);
  });
  return sent;
}

it('lets somebody else decide while one is away, and ends it early', async () => {
  const sent = await open([]);
  const mine = page.getByRole('region', { name: 'Who decides for you' });
  await mine.getByText('Nobody does.').waitFor();
  await mine.getByRole('button', { name: 'Name somebody' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Who decides for you' });
  await dialog.getByRole('button', { name: 'Choose somebody' }).press('Enter');
  await page.getByRole('option', { name: /Omar/ }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await dialog.getByText('Omar Haddad').waitFor();
  await dialog.getByLabel('Until', { exact: true }).fill('2026-12-01T09:00');
  await dialog.getByText('Where any is chosen, they stand in on no board.').waitFor();
  await dialog.getByLabel('I am away').press(' ');
  await dialog.getByLabel('Reason').fill('Holiday');
  expect(await violationsOn(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Let them decide' }).press('Enter');
  await mine.getByText('Omar Haddad', { exact: true }).waitFor();
  await mine.getByRole('button', { name: 'End: Omar Haddad' }).press('Enter');
  await mine.getByText('Nobody does.').waitFor();
  expect(sent).toEqual([
    {
      method: 'POST',
      path: '/delegations',
      body: {
        delegates: [omar.email],
        until: '2026-12-01T08:00:00.000Z',
        away: true,
        reason: 'Holiday',
      },
    },
    { method: 'POST', path: '/delegations/d2/end', body: expect.anything() },
  ]);
});

it('shows for whom one decides, and what is over when asked, on a phone and from right to left', async () => {
  const over = delegation({
    id: 'd0',
    state: 'over',
    allowed: [],
    endedAt: '2026-11-21T08:00:00Z',
  });
  const forMe = delegation({
    person: omar,
    delegates: [maya],
    away: true,
    processes: ['loan'],
    madeBy: ines,
    allowed: [],
  });
  await open([over], [forMe], { scheme: 'dark', locale: 'ar', width: 390 });
  const [mine, theirs] = [
    page.locator('section[aria-label]').nth(0),
    page.locator('section[aria-label]').nth(1),
  ];
  await theirs.getByText('Omar Haddad').waitFor();
  await theirs.getByText('Loan', { exact: false }).waitFor();
  expect(await mine.getByText('Inês Duarte').count()).toBe(0);
  await mine.getByRole('button', { expanded: false }).click();
  await mine.getByText('Inês Duarte').waitFor();
  expect(await violationsOn(page)).toEqual([]);
});

it('lets an administrator name somebody for another, from that person’s dialog', async () => {
  const sent = await open([], [], {}, '/settings/people');
  await page
    .getByRole('button', { name: /Inês Duarte/ })
    .first()
    .click();
  const person = page.getByRole('dialog', { name: /Inês Duarte/ });
  await person.getByRole('button', { name: 'Name somebody' }).press('Enter');
  const naming = page.getByRole('dialog', { name: 'Who decides for Inês Duarte' });
  await naming.getByText('They are away').waitFor();
  // Escape is for the dialog that lies on top.
  await page.keyboard.press('Escape');
  await naming.waitFor({ state: 'hidden' });
  await person.getByRole('button', { name: 'Name somebody' }).press('Enter');
  await naming.getByRole('button', { name: 'Choose somebody' }).press('Enter');
  await page.getByRole('option', { name: /Omar/ }).click();
  expect(await page.getByRole('option', { name: /Inês/ }).count()).toBe(0);
  await naming.getByRole('button', { name: 'Let them decide' }).press('Enter');
  await person.getByText('Omar Haddad', { exact: true }).waitFor();
  expect(sent).toMatchObject([{ body: { person: ines.email, delegates: [omar.email] } }]);
});
