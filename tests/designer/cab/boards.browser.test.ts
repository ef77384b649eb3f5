/** A board is made in the settings, its meetings are listed, and a change says which board it is before, in a real Chromium with a played API. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Board } from '#designer/client/types/cab.ts';
import { violationsOn } from '../../support/axe.ts';
import { type PlayedApp, startPlayedApp } from '../canvas/played-app.ts';
import { anItem, CAB, MAYA, PlayedBoard, person } from './played-board.ts';

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

const [nils, omar] = ['Nils', 'Omar'].map(person) as [typeof MAYA, typeof MAYA];
const boardOf = (part: Partial<Board> = {}): Board => ({
  ...CAB,
  description: '',
  timeZone: 'Europe/Berlin',
  minutes: 60,
  cutOffMinutes: 1_440,
  quorum: 2,
  virtual: false,
  meets: null,
  nextMeeting: null,
  waiting: 0,
  version: 1,
  members: [{ person: nils, role: 'chair' }],
  standIns: [],
  allowed: ['edit', 'delete', 'plan'],
  ...part,
});

it('is made by keyboard, with one chair and a day on which it meets', async () => {
  const played = new PlayedBoard({ seats: [], items: [] });
  page = await app.visit('/settings/boards', {}, async ({ lists }, visited) => {
    const user = { active: true, roles: [], groups: [], manager: null, organization: null };
    lists.set(
      '/users',
      [nils, omar].map((one) => ({ ...user, ...one, version: 1, allowed: [] })),
    );
    await played.play(visited);
  });
  await page.getByText('No boards').waitFor();
  await page.getByRole('button', { name: 'New board' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'New board' });
  await dialog.getByLabel('Name', { exact: true }).fill('Network board');
  for (const name of [nils.name, omar.name]) {
    await dialog.getByRole('button', { name: 'Add somebody' }).press('Enter');
    const option = page.getByRole('option', { name: new RegExp(name) });
    await option.waitFor();
    await option.click();
    await dialog.getByText(name, { exact: true }).waitFor();
  }
  // Whoever becomes the chair takes it from whoever had it.
  await dialog.getByRole('combobox', { name: 'Role of Omar' }).click();
  await page.getByRole('option', { name: 'Chair' }).click();
  await dialog.getByRole('combobox', { name: 'When it meets' }).click();
  await page.getByRole('option', { name: 'By itself' }).click();
  await dialog.getByLabel('First meeting').fill('2026-12-01T10:00');
  await dialog.getByRole('combobox', { name: 'Repeats' }).click();
  await page.getByRole('option', { name: 'Every other Tuesday' }).click();
  expect(await violationsOn(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Save' }).press('Enter');
  await dialog.waitFor({ state: 'hidden' });
  expect(played.sent).toEqual([
    {
      method: 'POST',
      path: '/boards',
      body: {
        key: 'network-board',
        name: 'Network board',
        description: '',
        quorum: 2,
        timeZone: 'Europe/Berlin',
        minutes: 60,
        cutOffMinutes: 1_440,
        virtual: false,
        meets: { starts: '2026-12-01T10:00', rrule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU' },
        members: [
          { person: nils.id, role: 'deputy' },
          { person: omar.id, role: 'chair' },
        ],
      },
    },
  ]);
});

it('tells what waits for it without a meeting, and plans one by hand', async () => {
  const played = new PlayedBoard({
    seats: [[nils, 'chair']],
    items: [anItem(1)],
    state: 'planned',
  });
  played.boards.push(boardOf({ waiting: 3 }));
  page = await app.visit('/cab', { width: 390, scheme: 'dark' }, (_, visited) =>
    played.play(visited),
  );
  await page.getByRole('link', { name: /CAB, week 48/ }).waitFor();
  await page.getByText('3 changes wait for “Change advisory board”', { exact: false }).waitFor();
  expect(await violationsOn(page)).toEqual([]);
  await page.getByRole('button', { name: `Plan a meeting of ${CAB.name}` }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Plan a meeting' });
  await dialog.getByLabel('Begins').fill('2026-12-03T14:00');
  expect(await violationsOn(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Plan a meeting' }).press('Enter');
  await dialog.waitFor({ state: 'hidden' });
  expect(played.sent).toEqual([
    {
      method: 'POST',
      path: '/meetings',
      body: { board: CAB.key, scheduledAt: '2026-12-03T13:00:00.000Z' },
    },
  ]);
});

it('is named on a change, with its conditions, each marked once it is met', async () => {
  const played = new PlayedBoard({
    seats: [[nils, 'chair']],
    items: [anItem(1)],
    state: 'planned',
  });
  const condition = { id: 'c1', text: 'Tell the customers', before: 'implement', person: omar };
  let met: unknown = null;
  page = await app.visit('/tickets/t1', {}, async (_, visited) => {
    await played.play(visited);
    await visited.route('**/api/v1/changes/t1/conditions**', (route) => {
      if (route.request().method() === 'POST') met = { at: '2026-11-24T10:00:00Z', by: MAYA };
      return route.fulfill({ json: { items: [{ ...condition, met }], nextCursor: null } });
    });
  });
  const conditions = page.getByRole('region', { name: 'Conditions of the board' });
  await conditions.getByRole('link', { name: 'CAB, week 48' }).waitFor();
  await conditions.getByText('Before it is begun').waitFor();
  expect(await violationsOn(page)).toEqual([]);
  await conditions.getByRole('button', { name: 'It is met: Tell the customers' }).press('Enter');
  await conditions.getByText('Met, says Maya').waitFor();
});
