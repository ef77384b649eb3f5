/** Who stands in for members of a board, on the page of its meeting: for whom they vote and how that is told, in a real Chromium with a played API. */
import { mkdir } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { violationsOn } from '../../support/axe.ts';
import { unheardLabelsOn } from '../../support/label-in-name.ts';
import { type PlayedApp, startPlayedApp } from '../canvas/played-app.ts';
import { anItem, aVote, MAYA, MEETING, PlayedBoard, person } from './played-board.ts';

const [kofi, lea, nils] = ['Kofi', 'Lea', 'Nils'].map(person) as [
  typeof MAYA,
  typeof MAYA,
  typeof MAYA,
];
const VOTES = `/meetings/${MEETING}/items/t1/votes`;

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

async function open(board: PlayedBoard, look: Parameters<PlayedApp['visit']>[1] = {}) {
  page = await app.visit(`/cab/${MEETING}`, look, (_, visited) => board.play(visited));
  await page.getByRole('heading', { name: 'Change number 1', level: 2 }).waitFor();
}
const button = (name: string) => page.getByRole('button', { name, exact: true });

/** For whoever wants to look: PICTURES names a folder. */
async function picture(name: string): Promise<void> {
  const folder = process.env.PICTURES;
  if (!folder) return;
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}

it('votes from a phone for all they stand in for, then for one, and the member’s own word replaces it', async () => {
  const board = new PlayedBoard({
    seats: [
      [kofi, 'chair'],
      [lea, 'member'],
      [nils, 'member', 'present'],
    ],
    standIns: [
      [MAYA, kofi],
      [MAYA, lea],
    ],
    items: [anItem(1)],
    current: 't1',
  });
  await open(board, { width: 390, scheme: 'dark' });
  await page.getByText('You stand in for Kofi and Lea.').waitFor();
  await page.getByRole('heading', { name: 'Your vote as a stand-in' }).waitFor();
  expect(await page.getByText('Maya may vote in their place').count()).toBe(2);
  expect(await violationsOn(page)).toEqual([]);
  await picture('phone-before');
  await button('For it').click();
  for (const name of ['Kofi', 'Lea'])
    await page.getByText(`Maya for ${name}`, { exact: true }).waitFor();
  // One person, for however many they speak.
  await page.getByText('1 for', { exact: true }).waitFor();
  await page.getByText('2 take part, 2 must').waitFor();
  await page.getByText('You are for it.').waitFor();

  await page.getByRole('combobox', { name: 'For whom' }).click();
  await page.getByRole('option', { name: 'Only Lea' }).click();
  await button('Abstain').click();
  await page.getByText('1 abstains').waitFor();
  expect(board.sent.map(({ path, body }) => [path, body])).toEqual([
    [VOTES, { vote: 'approve', seenPlan: 1 }],
    [VOTES, { vote: 'abstain', seenPlan: 1, for: 'lea' }],
  ]);

  await board.meanwhile(page, ({ items: [item] }) => {
    if (item) item.votes = [aVote(lea, 'reject', 'Back early'), ...item.votes.slice(0, 1)];
  });
  await page.getByText('Back early').waitFor();
  expect(await page.getByText('Maya for Lea', { exact: true }).count()).toBe(0);
  await page.getByText('You vote for Kofi. If they vote themselves, that counts.').waitFor();
  expect(await page.getByRole('combobox', { name: 'For whom' }).count()).toBe(0);
  expect(await violationsOn(page)).toEqual([]);
  const widest = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(widest).toBeLessThanOrEqual(390);
  await picture('phone-after');
});

it('tells a member in Arabic who has voted in their place, and takes their own vote over it', async () => {
  const board = new PlayedBoard({
    seats: [
      [kofi, 'chair', 'present'],
      [MAYA, 'member'],
    ],
    standIns: [[lea, MAYA]],
    items: [anItem(1, { votes: [aVote(MAYA, 'reject', 'قالت لا', lea)] })],
    current: 't1',
  });
  await open(board, { width: 390, locale: 'ar' });
  await page.getByText(/صوّت .?Lea.? نيابة عنك: .?رافض.?\. صوتك أنت يحل محله\./).waitFor();
  const inPlace = page.getByText(/^.?Lea.? نيابة عن .?Maya.?$/);
  await inPlace.waitFor();
  // What was said stands above who has said it, and not in one line with it.
  const said = await page.getByText('قالت لا', { exact: true }).boundingBox();
  const by = await inPlace.boundingBox();
  expect((said?.y ?? 0) + (said?.height ?? 0)).toBeLessThanOrEqual(by?.y ?? 0);
  expect(await violationsOn(page)).toEqual([]);
  await picture('phone-arabic');
  await button('مع التغيير').click();
  await page.getByText('أنت موافق. يمكنك تغيير صوتك حتى يتقرر.').waitFor();
  expect(await inPlace.count()).toBe(0);
});

it('notes who is there through whom, by whoever runs it and by who stands in, with keys alone', async () => {
  const seats = [
    [MAYA, 'chair', 'present'],
    [lea, 'member', 'excused'],
    [nils, 'member'],
  ] as const;
  const board = new PlayedBoard({
    seats,
    items: [anItem(1)],
    current: 't1',
    runs: true,
    standIns: [
      [person('Bartholomew'), lea],
      [kofi, lea],
      [MAYA, nils],
    ],
  });
  await open(board, { width: 390 });
  await page.keyboard.press('p');
  const people = page.getByRole('dialog', { name: 'Who is there' });
  await people.getByRole('button', { name: 'Through Kofi: Lea' }).press('Enter');
  await people.getByRole('button', { name: 'Through Kofi: Lea', pressed: true }).waitFor();
  await people.getByRole('button', { name: 'Through Maya: Nils' }).press('Enter');
  await people.getByRole('button', { name: 'Through Maya: Nils', pressed: true }).waitFor();
  expect(await violationsOn(page)).toEqual([]);
  expect(await unheardLabelsOn(page)).toEqual([]);
  const widest = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(widest).toBeLessThanOrEqual(390);
  await picture('attendance');
  // Pressed again it is not so.
  await people.getByRole('button', { name: 'Through Maya: Nils' }).press('Enter');
  await people.getByRole('button', { name: 'Through Maya: Nils', pressed: false }).waitFor();
  expect(board.sent.map(({ body }) => body)).toEqual([
    { person: 'lea', attendance: 'present', through: 'kofi' },
    { person: 'nils', attendance: 'present', through: '1' },
    { person: 'nils', attendance: null, through: null },
  ]);
  await page.keyboard.press('Escape');
  await people.waitFor({ state: 'hidden' });
  await page.getByText('Through Kofi', { exact: true }).waitFor();
  // A member who stands in for another chooses between themselves and them.
  await page.getByRole('combobox', { name: 'For whom' }).click();
  for (const name of ['Myself and Nils', 'Only myself', 'Only Nils'])
    await page.getByRole('option', { name }).waitFor();
  await page.keyboard.press('Escape');
  await picture('desk');
});

it('lets who stands in say that somebody is there through them, and of others nothing', async () => {
  const board = new PlayedBoard({
    seats: [
      [nils, 'chair'],
      [lea, 'member'],
    ],
    standIns: [[MAYA, lea]],
    items: [anItem(1)],
    current: 't1',
  });
  await open(board);
  await page.keyboard.press('p');
  const people = page.getByRole('dialog', { name: 'Who is there' });
  await people.getByRole('button', { name: 'Through Maya: Lea' }).press('Enter');
  await people.getByRole('button', { name: 'Through Maya: Lea', pressed: true }).waitFor();
  expect(await people.getByRole('group').getByRole('button').count()).toBe(1);
  expect(await violationsOn(page)).toEqual([]);
});

it('keeps what is said and written for oneself and for another apart', async () => {
  const board = new PlayedBoard({
    seats: [
      [kofi, 'chair', 'present'],
      [MAYA, 'member'],
      [nils, 'member'],
    ],
    standIns: [[MAYA, nils]],
    items: [anItem(1, { votes: [aVote(nils, 'reject', 'Nils would not', MAYA)] })],
    current: 't1',
  });
  await open(board);
  const comment = page.getByRole('textbox', { name: 'Comment' });
  const pressed = page.locator('#cab-own-vote').getByRole('button', { pressed: true });
  const choose = async (name: string) => {
    await page.getByRole('combobox', { name: 'For whom' }).click();
    await page.getByRole('option', { name, exact: true }).click();
  };
  await page.getByText('You have not voted on this change.').waitFor();
  expect([await pressed.count(), await comment.inputValue()]).toEqual([0, '']);
  await comment.fill('For both of us');
  await choose('Only Nils');
  await page.getByText('You are against it.').waitFor();
  expect(await pressed.getAttribute('data-vote')).toBe('reject');
  expect(await comment.inputValue()).toBe('Nils would not');
  await comment.fill('He has changed his mind');
  await choose('Only myself');
  expect([await pressed.count(), await comment.inputValue()]).toEqual([0, '']);
  await choose('Only Nils');
  expect(await comment.inputValue()).toBe('He has changed his mind');
  await page.locator('#cab-own-vote').getByRole('button', { name: 'For it' }).click();
  await page.getByText('You are for it.').waitFor();
  expect(board.sent.map(({ body }) => body)).toEqual([
    { vote: 'approve', seenPlan: 1, comment: 'He has changed his mind', for: 'nils' },
  ]);
  await choose('Myself and Nils');
  expect([await pressed.count(), await comment.inputValue()]).toEqual([0, 'For both of us']);
});

it('offers nothing in the place of who is there, and says where they stand', async () => {
  const board = new PlayedBoard({
    seats: [
      [nils, 'chair', 'present'],
      [lea, 'member'],
    ],
    standIns: [
      [MAYA, nils],
      [MAYA, lea],
    ],
    items: [anItem(1)],
    current: 't1',
  });
  board.meeting.members.push({
    person: kofi,
    role: 'member',
    attendance: 'excused',
    through: null,
  });
  board.meeting.standIns.push({ person: MAYA, for: kofi, now: true });
  await open(board, { width: 390 });
  // Not in the place of Nils, who is there.
  expect(await page.getByText('Maya may vote in their place').count()).toBe(2);
  await page.keyboard.press('p');
  const people = page.getByRole('dialog', { name: 'Who is there' });
  await people.getByRole('button', { name: 'Through Maya: Lea' }).waitFor();
  const seat = (name: string) => people.getByRole('listitem').filter({ hasText: name });
  expect(await seat('Nils').getByRole('button').count()).toBe(0);
  await seat('Nils').getByText('There', { exact: true }).waitFor();
  await seat('Kofi').getByText('Excused', { exact: true }).waitFor();
  await seat('Kofi').getByRole('button', { name: 'Through Maya: Kofi' }).waitFor();
  expect(await violationsOn(page)).toEqual([]);
});
