/**
 * The help of the designer is true: each key that it lists is pressed, on the drawing and with nothing but keys before it,
 * and does what the help says of it. What was pressed is held against the help at the end.
 */
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Definition } from '#engine/definition.ts';
import { announced, focusedOn, tabTo } from './author.ts';
import type { PlayedApi } from './played-api.ts';
import { PATIENCE, type PlayedApp, startPlayedApp } from './played-app.ts';
import { aProcess } from './support.ts';

const plain = aProcess();
const PARTED: Definition = {
  ...plain,
  elements: [
    ...plain.elements,
    { id: 'part', type: 'subProcess', name: 'Prepare' },
    { id: 'begun', type: 'startEvent', name: 'Begun', trigger: { type: 'inner' }, parent: 'part' },
    { id: 'wash', type: 'userTask', name: 'Wash it', task: {}, parent: 'part' },
    { id: 'over', type: 'endEvent', parent: 'part' },
  ],
  flows: [
    ...plain.flows,
    { id: 'p1', from: 'begun', to: 'wash' },
    { id: 'p2', from: 'wash', to: 'over' },
  ],
  layout: {
    ...plain.layout,
    part: { x: 0, y: 320 },
    begun: { x: 40, y: 384 },
    wash: { x: 152, y: 376 },
    over: { x: 408, y: 384 },
  },
  notes: [{ id: 'why', text: 'Why?', x: 240, y: -80 }],
};
/** Like stairs, so that nothing comes to lie on anything else however it is lined up. */
const STAIRS: Definition = {
  ...plain,
  layout: {
    start: { x: 0, y: 0 },
    choice: { x: 160, y: 96 },
    ask: { x: 320, y: 200 },
    give: { x: 640, y: 328 },
    done: { x: 896, y: 424 },
    no: { x: 1_104, y: 600 },
  },
};
const WAITING: Definition = {
  key: 'loan',
  name: 'Loan',
  elements: [
    { id: 'start', type: 'startEvent', trigger: { type: 'manual' } },
    {
      id: 'wait',
      type: 'intermediateCatchEvent',
      name: 'A while',
      timer: { after: { hours: 2 } },
    },
    { id: 'give', type: 'userTask', name: 'Hand it over', task: {} },
    { id: 'end', type: 'endEvent' },
  ],
  flows: [
    { id: 'f1', from: 'start', to: 'wait' },
    { id: 'f2', from: 'wait', to: 'give' },
    { id: 'f3', from: 'give', to: 'end' },
  ],
  layout: {},
};

let app: PlayedApp;
let page: Page;
let api: PlayedApi;
const pressed = { drawing: new Set<string>(), rehearsal: new Set<string>() };
let listedInRehearsal: readonly string[] = [];
let where: keyof typeof pressed = 'drawing';

beforeAll(async () => {
  app = await startPlayedApp();
});

afterAll(async () => {
  await app?.stop();
});

afterEach(async () => {
  await page?.close();
});

const open = async (draft: Definition) => {
  where = 'drawing';
  ({ page, api } = await app.open(draft));
};

describe('by the keys of the drawing one', () => {
  it('looks around', async () => {
    await open(PARTED);
    await goTo('Start', 'start');
    await press('ArrowRight');
    await isOn('choice');
    const atFirst = await zoom();
    await press('=');
    await expect.poll(zoom, PATIENCE).toBeGreaterThan(atFirst);
    const closer = await zoom();
    await press('-');
    await expect.poll(zoom, PATIENCE).toBeLessThan(closer);
    await press('=');
    await press('1');
    await expect.poll(zoom, PATIENCE).toBe(atFirst);
    await press('=');
    await press('0');
    await expect.poll(() => inView('no'), PATIENCE).toBe(true);
    expect(await inView('part')).toBe(true);
    await page.locator('.react-flow__minimap').waitFor({ state: 'detached' });
    await press('m');
    await page.locator('.react-flow__minimap').waitFor();
    await press('Shift+n');
    await expect.poll(() => focusedOn(page), PATIENCE).toMatch(/why$/);
    await press('Mod+a');
    await expect.poll(selected, PATIENCE).toBe(PARTED.elements.length + 1);
    await press('Escape');
    await expect.poll(selected, PATIENCE).toBe(0);
    await goTo('Hand it', 'give');
    await press('Enter');
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('canvas-name');
    await page.keyboard.press('Escape');
    await leaveFields();
    await press('o');
    await page.getByRole('list', { name: 'Process as a list' }).waitFor();
    await press('o');
    await page.locator('.react-flow__node[data-id="give"]').waitFor();
  });

  it.each([
    ['a', 'Add a step after Hand it over'],
    ['c', 'Connect Hand it over to'],
    ['b', 'Event on the border of Hand it over'],
    ['r', 'Turn Hand it over into'],
    ['i', 'Move into'],
    ['/', 'Find in this process'],
  ])('asks with %s what is to be done', async (key, label) => {
    await open(PARTED);
    await goTo('Hand it', 'give');
    await press(key);
    const field = page.getByRole('combobox', { name: label }).first();
    await expect.poll(() => hasFocus(field), PATIENCE).toBe(true);
    await page.keyboard.press('Escape');
    await field.waitFor({ state: 'hidden' });
  });

  it('makes, copies and removes', async () => {
    await open(PARTED);
    await goTo('Hand it', 'give');
    await press('F2');
    await expect
      .poll(() => hasFocus(page.getByRole('textbox', { name: 'Rename' })), PATIENCE)
      .toBe(true);
    await page.keyboard.type('Give it');
    await page.keyboard.press('Enter');
    await api.saved((draft) => nameIn(draft, 'give') === 'Give it');
    await isOn('give');
    await press('d');
    await api.saved((draft) => named(draft, 'Give it') === 2);
    await press('Mod+z');
    await api.saved((draft) => named(draft, 'Give it') === 1);
    await press('Mod+Shift+z');
    await api.saved((draft) => named(draft, 'Give it') === 2);
    await press('Delete');
    await api.saved((draft) => named(draft, 'Give it') === 1);
    await goTo('Give it', 'give');
    await press('Mod+c');
    await announced(page, '1 step copied');
    await press('Mod+v');
    await api.saved((draft) => named(draft, 'Give it') === 2);
    await press('Mod+x');
    await api.saved((draft) => named(draft, 'Give it') === 1);
    await goTo('Give it', 'give');
    await press('n');
    const note = page.getByRole('textbox', { name: 'Text of the note' });
    await expect.poll(() => hasFocus(note.first()), PATIENCE).toBe(true);
    await page.keyboard.type('Mind the door');
    await page.keyboard.press('Escape');
    await api.saved(({ notes }) => Boolean(notes?.some(({ about }) => about === 'give')));
    await goTo('Give it', 'give');
    await press('Shift+c');
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.tagName), PATIENCE)
      .toBe('TEXTAREA');
  });

  it('makes parts and groups', async () => {
    await open(PARTED);
    await goTo('Hand it', 'give');
    await press('s');
    await api.saved((draft) => parts(draft) === 2);
    await press('u');
    await api.saved((draft) => parts(draft) === 1);
    await goTo('Prepare', 'part');
    await press('f');
    await page.locator('.react-flow__node[data-id="wash"]').waitFor({ state: 'detached' });
    await press('f');
    await page.locator('.react-flow__node[data-id="wash"]').waitFor();
    await goTo('Hand it', 'give');
    await press('Mod+g');
    await api.saved(({ groups }) => groups?.length === 1);
    await press('Mod+Shift+g');
    await api.saved(({ groups }) => !groups?.length);
  });

  it('moves one step, and pushes what is behind it', async () => {
    await open(plain);
    await goTo('Owner', 'ask');
    await press('Shift+ArrowRight');
    await api.saved((draft) => at(draft, 'ask').x === at(plain, 'ask').x + 8);
    await press('Mod+Shift+ArrowRight');
    await api.saved((draft) => at(draft, 'give').x === at(plain, 'give').x + 8);
    await press('Mod+Shift+ArrowLeft');
    await api.saved((draft) => at(draft, 'give').x === at(plain, 'give').x);
    await press('Mod+Shift+ArrowDown');
    await api.saved((draft) => at(draft, 'no').y === at(plain, 'no').y + 8);
    await press('Mod+Shift+ArrowUp');
    await api.saved((draft) => at(draft, 'no').y === at(plain, 'no').y);
    await press('w');
    await page.locator('[data-tool="room"]').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('[data-tool="room"]').waitFor({ state: 'detached' });
  });

  it('lines up and spreads all that is selected', async () => {
    await open(STAIRS);
    await goTo('Start', 'start');
    await press('Mod+a');
    await expect.poll(selected, PATIENCE).toBe(plain.elements.length);
    for (const [keys, said] of [
      ['l l', 'Left edges of 6 steps aligned'],
      ['l c', '6 steps centred in a column'],
      ['l r', 'Right edges of 6 steps aligned'],
      ['l t', 'Upper edges of 6 steps aligned'],
      ['l m', '6 steps centred in a row'],
      ['l b', 'Lower edges of 6 steps aligned'],
      ['l a', '6 steps with equal gaps across'],
      ['l d', '6 steps with equal gaps down'],
    ] as const) {
      await press(keys);
      await announced(page, said);
      await page.keyboard.press('Control+z');
      await announced(page, `Undone: ${said}`);
    }
  });

  it('tidies up, in one line or in rows', async () => {
    await open(aLongLine());
    await goTo('Start', 'start');
    await press('Shift+t');
    await api.saved((draft) => width(draft) < 1_600 && at(draft, 's29').y > 400);
    await press('t');
    await api.saved((draft) => width(draft) > 6_000);
    await page.keyboard.press('Control+z');
    await api.saved((draft) => width(draft) < 1_600);
  });
});

it('does by the keys of a rehearsal what the help says of them', async () => {
  await open(WAITING);
  await press('Shift+r');
  where = 'rehearsal';
  await tabTo(page, page.getByRole('button', { name: 'Begin', exact: true }));
  await page.keyboard.press('Enter');
  const panel = page.getByRole('complementary', { name: 'Rehearsal' });
  await panel.getByRole('group', { name: 'A while' }).waitFor();
  await leaveFields();
  await press('n');
  await panel.getByRole('group', { name: 'Hand it over' }).waitFor();
  await press(',');
  await page.getByText('0 of 1').waitFor();
  await press('.');
  await page.getByText('1 of 1').waitFor();
  await press(',');
  await page.getByText('0 of 1').waitFor();
  await goTo('Hand it', 'give');
  await press('b');
  await page.locator('[aria-label*="playing on stops here"]').waitFor();
  await press('p');
  await page.getByText('Stopped at Hand it over.').first().waitFor();
  await press('w');
  await expect
    .poll(() => panel.evaluate((it) => it.contains(document.activeElement)), PATIENCE)
    .toBe(true);
  listedInRehearsal = await keysInHelp();
  await press('Shift+r');
  await panel.waitFor({ state: 'detached' });
});

it('lists no key that was not pressed here, and each that was', async () => {
  await open(PARTED);
  const listed = await keysInHelp();
  expect([...listed].sort()).toEqual([...pressed.drawing].sort());
  const all = new Set([...pressed.drawing, ...pressed.rehearsal]);
  expect(listedInRehearsal.filter((keys) => !all.has(keys))).toEqual([]);
});

async function press(keys: string): Promise<void> {
  pressed[where].add(keys);
  // Two keys in a row count as such only for a moment, so no slow machine may come between them.
  if (keys.includes(' '))
    await page.evaluate((both) => {
      for (const key of both)
        document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    }, keys.split(' '));
  else
    await page.keyboard.press(
      keys
        .replace('Mod', 'Control')
        .replace(/^Shift\+[a-z]$/, (one) => one.replace(/.$/, (letter) => letter.toUpperCase())),
    );
}

/** By the search, which selects it and gives it the focus. */
async function goTo(name: string, id: string): Promise<void> {
  await page.keyboard.press('/');
  const field = page.getByRole('combobox', { name: 'Find in this process' });
  await field.fill(name);
  await field.press('Enter');
  await field.waitFor({ state: 'hidden' });
  await isOn(id);
}

async function keysInHelp(): Promise<readonly string[]> {
  await leaveFields();
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await help.waitFor();
  const keys = await help.locator('section').first().locator('li > .p-hidden').allTextContents();
  await page.keyboard.press('Escape');
  await help.waitFor({ state: 'hidden' });
  return keys;
}

const leaveFields = () =>
  page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  });

const isOn = (id: string) => expect.poll(() => focusedOn(page), PATIENCE).toBe(id);
const hasFocus = (field: Locator) => field.evaluate((it) => it === document.activeElement);
const selected = () => page.locator('.react-flow__node.selected').count();
const zoom = async () =>
  Number.parseInt((await page.getByRole('button', { name: /^\d+ %/ }).textContent()) ?? '', 10);

const inView = async (id: string): Promise<boolean> => {
  const [box, pane] = await Promise.all([
    page.locator(`.react-flow__node[data-id="${id}"]`).boundingBox(),
    page.locator('.react-flow').boundingBox(),
  ]);
  if (!box || !pane) return false;
  const isAcross = box.x >= pane.x && box.x + box.width <= pane.x + pane.width;
  return isAcross && box.y >= pane.y && box.y + box.height <= pane.y + pane.height;
};

const at = ({ layout }: Definition, id: string) => layout?.[id] ?? { x: 0, y: 0 };
const nameIn = ({ elements }: Definition, id: string) => elements.find((it) => it.id === id)?.name;
const named = ({ elements }: Definition, name: string) =>
  elements.filter((it) => it.name === name).length;
const parts = ({ elements }: Definition) =>
  elements.filter(({ type }) => type === 'subProcess').length;
const width = ({ layout = {} }: Definition) => {
  const all = Object.values(layout).map(({ x }) => x);
  return Math.max(...all) - Math.min(...all);
};

function aLongLine(): Definition {
  const ids = Array.from({ length: 30 }, (_, index) => `s${index}`);
  const way = ['start', ...ids, 'end'];
  return {
    key: 'loan',
    name: 'Loan',
    elements: [
      { id: 'start', type: 'startEvent', trigger: { type: 'manual' } },
      ...ids.map((id) => ({ id, type: 'userTask', name: `Do ${id}`, task: {} }) as const),
      { id: 'end', type: 'endEvent' },
    ],
    flows: way.slice(1).map((to, index) => ({ id: `f${index}`, from: way[index] ?? '', to })),
    layout: {},
  };
}
