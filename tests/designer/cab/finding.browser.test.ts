/** How somebody without any role finds the meetings of a board, in a real Chromium with a played API. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { violationsOn } from '../../support/axe.ts';
import { type PlayedApp, startPlayedApp } from '../canvas/played-app.ts';
import { anItem, MAYA, MEETING, PlayedBoard, person } from './played-board.ts';

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

const NOTE = {
  id: 'n1',
  text: 'Tuesday board: Dec 1',
  ticket: null,
  meeting: { id: MEETING },
  at: '2026-11-20T09:00:00Z',
  readAt: null,
};

it('by the rail, and by the note behind the bell, and is shown a change they may not read as no link', async () => {
  const hidden = anItem(1);
  const board = new PlayedBoard({
    seats: [[person('Kofi'), 'chair']],
    standIns: [[MAYA, person('Kofi')]],
    items: [{ ...hidden, ticket: { ...hidden.ticket, readable: false } }, anItem(2)],
    current: 't1',
  });
  page = await app.visit('/approvals', { width: 390, scheme: 'dark' }, async (_, visited) => {
    await board.play(visited, []);
    await visited.route('**/api/v1/me/notifications?*', (route) =>
      route.fulfill({ json: { items: [NOTE], nextCursor: null } }),
    );
    await visited.route('**/api/v1/me/notifications/read', (route) =>
      route.fulfill({ status: 204 }),
    );
  });
  await page.getByRole('link', { name: 'Meetings' }).waitFor();
  await page.getByRole('button', { name: 'Notifications, 1 unread' }).click();
  const note = page.getByRole('dialog').getByRole('link', { name: /Tuesday board: Dec 1/ });
  await note.waitFor();
  expect(await violationsOn(page)).toEqual([]);
  await note.press('Enter');

  await page.getByRole('heading', { name: 'Change number 1', level: 2 }).waitFor();
  expect(new URL(page.url()).pathname).toBe(`/cab/${MEETING}`);
  const article = page.getByRole('article');
  await article.getByText('CHG-000001', { exact: true }).waitFor();
  expect(await article.getByRole('link', { name: 'CHG-000001' }).count()).toBe(0);
  expect(await violationsOn(page)).toEqual([]);
  await page.getByRole('button', { name: 'Next change' }).click();
  await article.getByRole('link', { name: 'CHG-000002' }).waitFor();
});
