/**
 * A meeting held by six people at once, each in a browser of their own, against Perdura as a user starts it: a wall, desks and
 * phones. What one does the others see without asking for it, and the processes that waited go on as was decided.
 */
import { mkdir } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { violationsOn } from '../../support/axe.ts';
import { beforeBoard } from '../../support/board.ts';
import { launchBrowser } from '../../support/browser.ts';
import { eventually } from '../../support/eventually.ts';
import { type Call, signedIn } from '../../support/signed-in.ts';
import { type Started, startPerdura } from '../../support/started.ts';
import { type Person, signIn } from '../../support/web.ts';

const PHONE = { width: 390, height: 844 };
const DESK = { width: 1_280, height: 900 };
const WALL = { width: 1_920, height: 1_080 };
const SEATS = {
  kofi: { role: 'chair', ...WALL },
  lena: { role: 'deputy', ...DESK },
  sato: { role: 'member', ...DESK },
  ines: { role: 'member', ...PHONE },
  omar: { role: 'member', ...PHONE },
  maya: { role: 'member', ...DESK },
} as const;
type Name = keyof typeof SEATS;
const NAMES = Object.keys(SEATS) as Name[];
const MEMBERS = NAMES.filter((name) => SEATS[name].role === 'member');

let perdura: Started;
let browser: Browser;
let dana: Call;
const people = new Map<Name, Person>();
const pageOf = (name: Name): Page => people.get(name)?.page ?? expect.fail(`${name} is not there`);
beforeAll(async () => {
  perdura = await startPerdura({ DEMO: '1' });
  browser = await launchBrowser();
  dana = await signedIn(perdura, 'dana@demo.test');
  for (const name of NAMES) {
    const person = await signIn(browser, perdura, `${name}@demo.test`, {
      scheme: name === 'kofi' ? 'dark' : 'light',
    });
    const { width, height } = SEATS[name];
    await person.page.setViewportSize({ width, height });
    people.set(name, person);
  }
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await perdura?.stop();
});

type Made = { id: string; number: string };
type Meeting = { minutes: string; items: { state: string; ticket: { id: string } }[] };

type Asked = Made & { readonly title: string; readonly run: string };

/** Three changes whose processes wait for the board. */
async function asked(): Promise<readonly Asked[]> {
  // Days away, so that its cut-off is no moment of this test.
  const day = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
  await dana('POST', '/cab/boards', {
    key: 'six',
    name: 'Six of us',
    timeZone: 'Europe/Berlin',
    quorum: 4,
    cutOffMinutes: 0,
    meets: { starts: `${day}T10:00`, rrule: 'FREQ=WEEKLY' },
    members: NAMES.map((name) => ({ person: `${name}@demo.test`, role: SEATS[name].role })),
  });
  const definition = beforeBoard('six');
  await dana('PUT', `/processes/${definition.key}/draft`, definition);
  await dana('POST', `/processes/${definition.key}/draft/publish`, {});
  const changes: Asked[] = [];
  for (const title of ['New core switch', 'Move the mail', 'Renew the certificates']) {
    const change = await dana<Made>('POST', '/tickets', { type: 'change', title });
    const { id: run } = await dana<Made>('POST', `/processes/${definition.key}/runs`, {
      ticketId: change.id,
    });
    changes.push({ ...change, title, run });
  }
  return changes;
}

const everybody = (act: (page: Page, name: Name) => Promise<unknown>, names = NAMES) =>
  Promise.all(names.map((name) => act(pageOf(name), name)));

/** For whoever wants to look: PICTURES names a folder. */
async function picture(name: string): Promise<void> {
  const folder = process.env.PICTURES;
  if (!folder) return;
  await mkdir(folder, { recursive: true });
  await everybody((page, who) => page.screenshot({ path: `${folder}/${name}-${who}.png` }));
}

it('a board of six decides at once about three changes, and each hears of it where they are', async () => {
  const changes = await asked();
  const meeting = await eventually('all are on the agenda', async () => {
    const { items } = await dana<{ items: { id: string; items: number }[] }>(
      'GET',
      '/cab/meetings?board=six&state=planned',
    );
    const found = items.find((one) => one.items === changes.length);
    if (!found) throw new Error('They are not on it yet.');
    return found;
  });
  // In the order in which their processes came to the board.
  const { items } = await dana<Meeting>('GET', `/cab/meetings/${meeting.id}`);
  const [first, second, third] = items.map(
    ({ ticket }) => changes.find(({ id }) => id === ticket.id) ?? expect.fail('Not asked for.'),
  );
  const shows = (title = '') =>
    everybody((page) => page.getByRole('heading', { name: title, level: 2 }).waitFor());
  await everybody((page) => page.goto(`/cab/${meeting.id}`));
  await shows(first?.title);
  const kofi = pageOf('kofi');
  await kofi.getByRole('button', { name: 'Begin the meeting' }).click();
  await everybody((page) => page.getByText('Being held').first().waitFor());

  await everybody(
    (page) => page.getByRole('button', { name: 'For it', exact: true }).click(),
    MEMBERS,
  );
  await kofi.getByText('5 take part, 4 must').waitFor();
  await picture('votes');
  await kofi.keyboard.press('a');
  await kofi.keyboard.press('Enter');
  await everybody((page) => page.getByRole('region', { name: 'Approved' }).waitFor());
  for (const name of ['kofi', 'ines'] as const)
    expect(await violationsOn(pageOf(name)), name).toEqual([]);

  await kofi.keyboard.press('ArrowRight');
  await shows(second?.title);
  await everybody(
    (page, name) =>
      page
        .getByRole('button', {
          name: MEMBERS.indexOf(name) % 2 === 0 ? 'For it' : 'Against it',
          exact: true,
        })
        .click(),
    MEMBERS,
  );

  // One for it and one against it is a tie already.
  for (const count of ['2 for', '2 against'])
    await everybody((page) => page.getByText(count, { exact: true }).first().waitFor());
  await everybody((page) => page.getByText('It is a tie', { exact: true }).first().waitFor());
  await kofi.keyboard.press('r');
  await kofi.keyboard.press('Enter');
  await everybody((page) =>
    page.getByRole('region', { name: 'Rejected By casting vote' }).waitFor(),
  );
  await picture('tie');

  await kofi.getByRole('button', { name: 'End the meeting' }).click();
  const ending = kofi.getByRole('dialog', { name: 'End the meeting' });
  await ending.getByText('1 change is undecided and goes to the next meeting.').waitFor();
  await ending.getByRole('button', { name: 'End the meeting' }).click();
  await everybody((page) => page.getByText('Ended, minutes open').first().waitFor());
  const outcomeOf = async (run: string) =>
    (await dana<{ outcome: string | null }>('GET', `/runs/${run}`)).outcome;
  for (const [index, outcome] of ['approved', 'rejected'].entries())
    await eventually(`the process of change ${index + 1} goes on`, async () =>
      expect(await outcomeOf([first, second][index]?.run ?? '')).toBe(outcome),
    );
  expect(await outcomeOf(third?.run ?? '')).toBeNull();
  const ended = await dana<Meeting>('GET', `/cab/meetings/${meeting.id}`);
  expect(ended.minutes).toContain('Present: Kofi Mensah (chair), Haruka Sato');
  expect(ended.minutes).toContain('Absent: Lena Fischer\n');
  expect(ended.minutes).toContain('Rejected by the casting vote (for 2, against 2)');
  expect(ended.items.map(({ state }) => state)).toEqual(['approved', 'rejected', 'waiting']);
  await picture('ended');

  await kofi.getByRole('button', { name: 'Close the minutes' }).click();
  await kofi
    .getByRole('dialog', { name: 'Close the minutes' })
    .getByRole('button', { name: 'Close the minutes' })
    .click();
  await everybody((page) => page.getByText('Closed', { exact: true }).first().waitFor());
  for (const { complaints } of people.values()) expect(complaints).toEqual([]);
}, 120_000);
