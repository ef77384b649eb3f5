/** A meeting of a board in a real Chromium with a played API: from a phone, by keys alone, with ties and too few, and with others who are quicker. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { messages as ar } from '#designer/messages/ar.ts';
import { messages as en } from '#designer/messages/en.ts';
import { violationsOn } from '../../support/axe.ts';
import { unheardLabelsOn } from '../../support/label-in-name.ts';
import { type PlayedApp, startPlayedApp } from '../canvas/played-app.ts';
import { anItem, aVote, MAYA, MEETING, PlayedBoard, person } from './played-board.ts';

const [lea, nils, omar] = ['Lea', 'Nils', 'Omar'].map(person) as [
  typeof MAYA,
  typeof MAYA,
  typeof MAYA,
];
const AGENDA = `/meetings/${MEETING}/items`;

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
}
const heading = (name: string) => page.getByRole('heading', { name, level: 2 });
const button = (name: string) => page.getByRole('button', { name, exact: true });

it('lets a member vote from a phone in Arabic, and takes nobody away from what they are writing', async () => {
  const board = new PlayedBoard({
    seats: [
      [omar, 'chair', 'present'],
      [MAYA, 'member'],
    ],
    items: [anItem(1), anItem(2)],
    current: 't1',
  });
  await open(board, { width: 390, scheme: 'dark', locale: 'ar' });
  await heading('Change number 1').waitFor();
  await page.getByText('Swap the firewall').first().waitFor();
  expect(await violationsOn(page)).toEqual([]);
  const widest = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(widest).toBeLessThanOrEqual(390);

  // What it is about comes first; the vote is a press away.
  const top = async (name: string) =>
    (await page.getByRole('heading', { name, exact: true }).boundingBox())?.y ?? Number.NaN;
  expect(await top('لماذا فيه مخاطرة')).toBeLessThan(await top('صوتك'));
  expect(await top('صوتك')).toBeLessThan(await top('الخطوات'));
  const toVote = await button('إلى التصويت').boundingBox();
  expect((toVote?.y ?? Number.NaN) + (toVote?.height ?? 0)).toBeLessThan(844);
  await button('إلى التصويت').click();
  await expect.poll(() => top('صوتك')).toBeLessThan(300);
  expect(await top('صوتك')).toBeGreaterThan(0);
  await page.getByLabel('تعليق').fill('الخطة جيدة');
  // The chair goes on: what is being written stays in front of whoever writes it.
  await board.meanwhile(page, (meeting) => {
    meeting.current = 't2';
  });
  await page.getByText('يتناول الاجتماع الآن').waitFor();
  expect(await page.getByLabel('تعليق').inputValue()).toBe('الخطة جيدة');
  await button('مع التغيير').click();
  await page.getByText('أنت موافق. يمكنك تغيير صوتك حتى يتقرر.').waitFor();
  expect(board.sent).toEqual([
    {
      method: 'POST',
      path: `${AGENDA}/t1/votes`,
      body: { vote: 'approve', seenPlan: 1, comment: 'الخطة جيدة' },
    },
  ]);
  await page.getByText('الأصوات توافق عليه').waitFor();

  await button('الذهاب إليه').click();
  await heading('Change number 2').waitFor();
  await board.meanwhile(page, (meeting) => {
    meeting.items[1]?.votes.push(aVote(omar, 'reject', 'Too early'));
  });
  await page.getByText('Too early').waitFor();
  expect(await violationsOn(page)).toEqual([]);
});

it('is run by keys, from the first change to closed minutes', async () => {
  const votes = [aVote(MAYA, 'approve'), aVote(nils, 'approve', 'Tested.')];
  const board = new PlayedBoard({
    seats: [
      [MAYA, 'chair'],
      [nils, 'deputy'],
      [lea, 'member'],
    ],
    items: [anItem(1, { votes }), anItem(2, { votes }), anItem(3)],
    state: 'planned',
    runs: true,
  });
  await open(board);
  await button('Begin the meeting').press('Enter');
  await button('End the meeting').waitFor();
  await page.getByText('3 of 14 similar changes went wrong: +20').waitFor();

  await page.keyboard.press('p');
  const people = page.getByRole('dialog', { name: 'Who is there' });
  await people.getByRole('button', { name: 'There: Maya' }).press('Enter');
  await people.getByRole('button', { name: 'There: Maya', pressed: true }).waitFor();
  expect(await violationsOn(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await people.waitFor({ state: 'hidden' });

  await page.keyboard.press('a');
  await page.keyboard.press('Enter');
  await page.getByRole('region', { name: 'Approved' }).waitFor();

  await page.keyboard.press('ArrowRight');
  await heading('Change number 2').waitFor();
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Change number 2');
  await page.keyboard.press('a');
  await button('Add a condition').press('Enter');
  await page.getByLabel('Condition 1', { exact: true }).waitFor();
  await page.keyboard.type('Tell the customers');
  expect(await violationsOn(page)).toEqual([]);
  expect(await unheardLabelsOn(page)).toEqual([]);
  await page.keyboard.press('Control+Enter');
  await page.getByRole('region', { name: 'Approved with 1 condition' }).waitFor();

  await page.keyboard.press('ArrowRight');
  await heading('Change number 3').waitFor();
  await page.keyboard.press('d');
  await page.keyboard.press('Enter');
  await page.getByRole('region', { name: 'Put off' }).waitFor();
  await page.keyboard.press('ArrowLeft');
  await heading('Change number 2').waitFor();

  await button('End the meeting').press('Enter');
  const ending = page.getByRole('dialog', { name: 'End the meeting' });
  await ending.getByText('Every change on the agenda is decided.').waitFor();
  await ending.getByRole('button', { name: 'End the meeting' }).press('Enter');
  await heading('Minutes').waitFor();
  const text = page.getByLabel('Text of the minutes');
  await text.press('Control+End');
  await page.keyboard.type(' Thank you.');
  await page.getByText('Saved', { exact: true }).waitFor();
  expect(board.meeting.minutes).toContain('Thank you.');
  expect(await violationsOn(page)).toEqual([]);
  await button('Close the minutes').press('Enter');
  await page
    .getByRole('dialog', { name: 'Close the minutes' })
    .getByRole('button', { name: 'Close the minutes' })
    .press('Enter');
  await page.getByText('The minutes are closed').first().waitFor();
  await expect.poll(() => text.count()).toBe(0);
  await page.emulateMedia({ media: 'print' });
  expect(await page.getByText('Thank you.').isVisible()).toBe(true);
  expect(await page.getByRole('button').count()).toBe(0);
  await page.emulateMedia({ media: null });

  const ruled = board.sent.filter(({ path }) => path.startsWith(AGENDA));
  expect(ruled.map(({ path, body }) => [path.slice(AGENDA.length + 1), body])).toEqual([
    ['t1', { decision: 'approved', note: null, conditions: [], seenVersion: 1 }],
    [
      't2',
      {
        decision: 'approved',
        note: null,
        seenVersion: 1,
        conditions: [{ text: 'Tell the customers', before: 'implement', person: null }],
      },
    ],
    ['t3', { decision: 'deferred', note: null, deferTo: 'next', seenVersion: 1 }],
  ]);
  expect(board.sent.map(({ body }) => (body as { current?: string } | null)?.current)).toEqual(
    expect.arrayContaining(['t2', 't3']),
  );
  expect(board.meeting.state).toBe('closed');
});

it('keeps the vote of who runs it apart from what the board decides, before the meeting and in it', async () => {
  const board = new PlayedBoard({
    seats: [
      [MAYA, 'chair', 'present'],
      [nils, 'member', 'present'],
    ],
    items: [anItem(1, { votes: [aVote(nils, 'approve')] })],
    state: 'planned',
    runs: true,
  });
  await open(board, { width: 390, scheme: 'dark' });
  const vote = page.getByRole('region', { name: 'Your vote' });
  const decision = page.getByRole('region', { name: 'Decision of the board' });
  const before = page.getByRole('button', { name: 'Decide before the meeting' });
  await vote.waitFor();
  expect(await decision.count()).toBe(0);
  expect(await before.getAttribute('aria-expanded')).toBe('false');
  // The letter that everybody votes with votes.
  await page.keyboard.press('a');
  await page.getByText('You are for it.').waitFor();
  await before.press('Enter');
  await decision.getByRole('button', { name: 'Approve', exact: true }).waitFor();
  expect(await violationsOn(page)).toEqual([]);
  expect(await unheardLabelsOn(page)).toEqual([]);
  const widest = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(widest).toBeLessThanOrEqual(390);
  await page.keyboard.press('r');
  await page.getByText('You are against it.').waitFor();
  expect(await page.getByRole('form').count()).toBe(0);
  expect(board.itemOf(1).decision).toBeNull();

  await button('Begin the meeting').press('Enter');
  await button('End the meeting').waitFor();
  expect(await before.count()).toBe(0);
  expect(await vote.getByRole('button').allTextContents()).toEqual(
    expect.arrayContaining(['For it', 'Against it', 'Abstain']),
  );
  // While it is held letters prepare a decision, and a second press says it.
  await page.keyboard.press('d');
  await page.getByRole('form', { name: 'Put off' }).waitFor();
  await page.getByText('You are against it.').waitFor();
  expect(board.itemOf(1).decision).toBeNull();
  expect(board.sent.filter(({ path }) => path.startsWith(AGENDA)).map(({ body }) => body)).toEqual([
    { vote: 'approve', seenPlan: 1 },
    { vote: 'reject', seenPlan: 1 },
  ]);
  expect(await violationsOn(page)).toEqual([]);
});

it.each([
  ['en', 390, 'dark'],
  ['ar', 1280, 'light'],
] as const)(
  'says in %s that a change was made another since one voted on it, what of it, and asks for the vote anew',
  async (locale, width, scheme) => {
    const board = new PlayedBoard({
      seats: [
        [omar, 'chair', 'present'],
        [MAYA, 'member'],
      ],
      items: [anItem(1, { votes: [aVote(MAYA, 'approve', 'Good')], allowed: ['vote'] })],
      current: 't1',
    });
    await open(board, { width, scheme, locale });
    const cab = locale === 'ar' ? ar : en;
    const say = (id: keyof typeof en) => page.getByText(cab[id] as string).first();
    await say('cab.vote.yours.approve').waitFor();
    const asked = page.waitForRequest((request) => request.url().endsWith(`${AGENDA}/t1`));
    await board.meanwhile(page, ({ items: [item] }) => {
      if (!item) return;
      const reason = 'The vendor is late.';
      const at = '2026-11-24T09:20:00Z';
      const altered = [
        { at, by: omar, fields: ['testPlan'], reason: 'Said long ago.' },
        { at, by: omar, fields: ['kind'], reason: null },
        { at, by: null, fields: ['risk'], reason: null },
        { at, by: nils, fields: ['steps', 'backOut'], reason },
      ];
      Object.assign(item, { votes: [], plan: 2, version: 2, altered });
    });
    await say('cab.altered.anew').waitFor();
    await asked;
    await page.getByText('The vendor is late.').waitFor();
    await page.getByText(new RegExp(`Nils.*${cab['field.backOut']}`)).waitFor();
    await page.getByText(new RegExp(`2026.*: ${cab['field.risk']}`)).waitFor();
    await page.getByText(new RegExp(`^[^\\d]+: ${cab['field.testPlan']}`)).waitFor();
    expect(await page.getByText('Said long ago.').count()).toBe(0);
    await say('cab.vote.yours.none').waitFor();
    expect(await violationsOn(page)).toEqual([]);
    await button(cab['cab.vote.reject'] as string).click();
    await say('cab.vote.yours.reject').waitFor();
    expect(board.sent.map(({ body }) => body)).toMatchObject([{ vote: 'reject', seenPlan: 2 }]);
  },
);

describe('what the votes do not carry', () => {
  const tied = [aVote(nils, 'approve'), aVote(lea, 'reject')];
  const boardOf = () =>
    new PlayedBoard({
      seats: [
        [MAYA, 'chair', 'present'],
        [nils, 'member'],
        [lea, 'member'],
      ],
      items: [
        anItem(1, { votes: tied }),
        anItem(2),
        anItem(3, { late: true, votes: [aVote(nils, 'approve'), aVote(lea, 'approve')] }),
      ],
      quorum: 3,
      runs: true,
      current: 't1',
    });

  it('is told: a tie takes the casting vote, too few and what came late can only be put off', async () => {
    const board = boardOf();
    await open(board, { scheme: 'dark', width: 1024 });
    await page.getByText('It is a tie', { exact: true }).waitFor();
    await page.keyboard.press('r');
    await page.getByText('It is a tie. The chair decides with a casting vote.').waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'Rejected By casting vote' }).waitFor();
    expect(board.itemOf(1)).toMatchObject({ decision: 'rejected', castingVote: true });

    await page.keyboard.press('ArrowRight');
    await page.getByText('Too few take part', { exact: true }).waitFor();
    await page.keyboard.press('a');
    await page.getByText('Too few take part: 1 of 3. It can only be put off.').waitFor();
    expect(await button('Approve it').isDisabled()).toBe(true);
    expect(await violationsOn(page)).toEqual([]);

    await page.keyboard.press('Escape');
    await page.keyboard.press('ArrowRight');
    await button('Admit it').waitFor();
    await page.keyboard.press('a');
    await page.getByText('It came late and is not admitted.', { exact: false }).waitFor();
    await button('Admit it').press('Enter');
    await page.getByText('and was admitted.', { exact: false }).waitFor();
    await expect.poll(() => button('Approve it').isDisabled()).toBe(false);
  });

  it('is told also where somebody was quicker, and nothing that was written is lost', async () => {
    const board = boardOf();
    await open(board);
    await heading('Change number 1').waitFor();
    const reason = page.getByLabel('Reason, as it stands in the minutes');
    await page.keyboard.press('a');
    await reason.fill('The plan is good.');
    // Somebody votes, and the page has not heard of it yet.
    board.itemOf(1).votes = [aVote(nils, 'reject'), aVote(lea, 'reject')];
    board.itemOf(1).version += 1;
    await button('Approve by casting vote').press('Enter');
    await page.getByText('Somebody voted, decided or wrote meanwhile.', { exact: false }).waitFor();
    await page.getByText('It cannot be approved against them.', { exact: false }).waitFor();
    expect(await reason.inputValue()).toBe('The plan is good.');
    expect(await violationsOn(page)).toEqual([]);
    expect(board.itemOf(1).decision).toBeNull();

    const discussion = page.getByLabel('Discussion');
    await discussion.fill('Mine');
    await board.meanwhile(page, ({ items: [first] }) => {
      if (first) first.discussion = 'Theirs';
    });
    await page.getByText('Somebody else has written here meanwhile:').waitFor();
    await button('Keep what I wrote').press('Enter');
    await expect.poll(() => board.itemOf(1).discussion).toBe('Mine');
    expect(await discussion.inputValue()).toBe('Mine');
  });
});
