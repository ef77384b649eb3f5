/** The mail page in a browser with a played API: what an address means by which somebody would decide without signing in. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { OutgoingMail } from '#designer/client/operations.ts';
import { violationsOn } from '../../support/axe.ts';
import { type PlayedApp, startPlayedApp } from '../canvas/played-app.ts';

let app: PlayedApp;
beforeAll(async () => {
  app = await startPlayedApp();
});
afterAll(() => app?.stop());

const letter = (id: string, part: Partial<OutgoingMail>): OutgoingMail => ({
  id,
  to: 'ann@demo.test',
  subject: `Letter ${id}`,
  state: 'captured',
  ticketId: null,
  body: 'Open it: https://perdura.test/approvals/1',
  lastError: null,
  decidesByLink: true,
  createdAt: '2026-11-20T08:00:00Z',
  ...part,
});

it('says of what is kept, and of what was sent, that the key to decide by is not in it', async () => {
  const mail = [
    letter('one', {}),
    letter('two', { state: 'sent' }),
    letter('three', { decidesByLink: false }),
  ];
  const page = await app.visit(
    '/settings/mail',
    { width: 390, scheme: 'dark' },
    async (_, visited) => {
      await visited.route('**/api/v1/auth/session', (route) =>
        route.fulfill({
          json: {
            user: { id: '1', email: 'maya@demo.test', name: 'Maya', locale: null, timeZone: 'UTC' },
            tenant: { key: 'main', name: 'Main' },
            permissions: ['run.operate'],
            roles: ['admin'],
            counts: { approvals: 0, tasks: 0 },
            meetings: false,
            sendsMail: true,
          },
        }),
      );
      await visited.route('**/api/v1/operations/mail*', (route) =>
        route.fulfill({ json: { items: mail, nextCursor: null } }),
      );
    },
  );
  const kept = page.getByText('by what is kept here nobody can decide');
  const sent = page.getByText('The key in it is put in only as the mail leaves');
  for (const subject of ['Letter one', 'Letter two', 'Letter three'])
    await page.locator('summary', { hasText: subject }).press('Enter');
  await kept.waitFor();
  await sent.waitFor();
  expect([await kept.count(), await sent.count()]).toEqual([1, 1]);
  expect(await violationsOn(page)).toEqual([]);
  // The first that is sent says that a server is set up, however much was kept before; nobody reloads.
  const banner = page.getByText('no mail server was set up');
  await banner.waitFor();
  mail.unshift(letter('four', { state: 'queued' }), letter('five', { state: 'sent' }));
  await banner.waitFor({ state: 'detached' });
  const widest = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(widest).toBeLessThanOrEqual(390);
  await page.close();
});
