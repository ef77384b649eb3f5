/** Putting a drawing in order in a real Chromium: by keys, from the panel, and by dragging with the lines that draw a drag. */
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Definition } from '#engine/definition.ts';
import { violationsOn } from '../../support/axe.ts';
import { announced, atRest, elementOn } from './author.ts';
import type { PlayedApi } from './played-api.ts';
import { type PlayedApp, startPlayedApp } from './played-app.ts';
import { aProcess } from './support.ts';

let app: PlayedApp;
let page: Page;
let api: PlayedApi;

beforeAll(async () => {
  app = await startPlayedApp();
});

afterAll(async () => {
  await app?.stop();
});

beforeEach(async () => {
  ({ page, api } = await app.open(aProcess()));
});

afterEach(async () => {
  await page.close();
});

const press = (keys: string) => page.keyboard.press(keys);
/** One right after the other, however slow the machine: they count as two keys in a row only for a moment. */
const pressTogether = (...keys: readonly string[]) =>
  page.evaluate((all) => {
    for (const key of all)
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
  }, keys);
const element = (name: string): Locator => elementOn(page, name);
const layout = async (id: string) => {
  const saved = await api.saved(() => true);
  return saved.layout?.[id];
};

describe('lining up', () => {
  it('is done by two keys, said, and taken back in one step', async () => {
    await element('Hand it over').click();
    await page.locator('[data-id="no"].react-flow__node').click({ modifiers: ['Shift'] });
    await pressTogether('l', 'r');
    await announced(page, 'Right edges of 2 steps aligned');
    await api.saved((saved) => saved.layout?.no?.x === 704);
    await press('Control+z');
    await announced(page, 'Undone: Right edges of 2 steps aligned');
    await api.saved((saved) => saved.layout?.no?.x === 560);
  });

  it('is offered in the panel, and says why it does nothing', async () => {
    await element('Start').click();
    await element('Dear?').click({ modifiers: ['Shift'] });
    const tools = page.getByRole('toolbar', { name: 'Line up' });
    await tools.getByRole('button', { name: 'Align left edges' }).click();
    await page.getByRole('alert').getByText('They would lie on one another.').waitFor();
    expect(await tools.getByRole('button', { name: 'Equal gaps across' }).count()).toBe(0);
    expect(await violationsOn(page)).toEqual([]);
  });
});

describe('making room', () => {
  it('by keys pushes what stands behind the selected step', async () => {
    await element('Owner agrees').click();
    await press('Control+Shift+ArrowRight');
    await press('Control+Shift+ArrowRight');
    await announced(page, 'Room made: 3 steps pushed to the right');
    await api.saved((saved) => saved.layout?.give?.x === 576 && saved.layout?.ask?.x === 240);
    await press('Control+z');
    await api.saved((saved) => saved.layout?.give?.x === 560);
  });

  it('by dragging shows what comes, and Escape lets it be', async () => {
    const give = await atRest(element('Hand it over'));
    await press('w');
    await page.getByText('Drag right or down to push').waitFor();
    const from = { x: give.x - 30, y: give.y + give.height + 20 };
    const drag = async () => {
      await page.mouse.move(from.x, from.y);
      await page.mouse.down();
      await page.mouse.move(from.x + 20, from.y, { steps: 4 });
      await page.mouse.move(from.x + 60, from.y, { steps: 4 });
    };
    const movedBy = async () => ((await element('Hand it over').boundingBox())?.x ?? 0) - give.x;
    await drag();
    await expect.poll(movedBy).toBeGreaterThan(40);
    await press('Escape');
    await expect.poll(movedBy).toBe(0);
    await page.mouse.up();
    await drag();
    await page.mouse.up();
    await announced(page, 'Room made: 3 steps pushed to the right');
    const saved = await api.saved(({ layout: at }) => at?.give?.x !== 560);
    expect(saved.layout?.ask).toEqual({ x: 240, y: 88 });
    await press('Escape');
    await announced(page, 'Dragging moves steps again.');
  });
});

describe('dragging', () => {
  const pull = async (name: string, by: { x: number; y: number }) => {
    const box = await atRest(element(name));
    const from = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(from.x + by.x / 2, from.y + by.y / 2, { steps: 3 });
    await page.mouse.move(from.x + by.x, from.y + by.y, { steps: 3 });
  };

  it('is drawn to the middle of a neighbour, and only to the grid while Alt is held', async () => {
    const crooked = aProcess({ layout: { ...aProcess().layout, ask: { x: 240, y: 107 } } });
    api.changeElsewhere(crooked);
    await page.evaluate(() => sessionStorage.clear());
    await page.reload();
    await element('Hand it over').waitFor();
    await pull('Hand it over', { x: 0, y: 22 });
    await page.mouse.up();
    // The middle of “Owner agrees”, which is on no grid.
    await api.saved((saved) => saved.layout?.give?.y === 107);
    await page.keyboard.down('Alt');
    await pull('Hand it over', { x: 0, y: 14 });
    await page.mouse.up();
    await page.keyboard.up('Alt');
    await expect.poll(async () => ((await layout('give'))?.y ?? 0) % 8).toBe(0);
  });
});

describe('a sub-process', () => {
  const part = { parent: 'part' };
  const loan = aProcess({
    elements: [
      ...aProcess().elements.map((one) => (one.id === 'give' ? { ...one, id: 'part' } : one)),
      { id: 'begin', type: 'startEvent', trigger: { type: 'inner' }, ...part },
      { id: 'lend', type: 'serviceTask', action: { type: 'comment', body: '' }, ...part },
      { id: 'over', type: 'endEvent', ...part },
    ].map((one) =>
      one.id === 'part' ? { id: 'part', type: 'subProcess', name: 'Hand it over' } : one,
    ) as Definition['elements'],
    flows: [
      ...aProcess().flows.map((flow) => ({
        ...flow,
        from: flow.from === 'give' ? 'part' : flow.from,
        to: flow.to === 'give' ? 'part' : flow.to,
      })),
      { id: 'f7', from: 'begin', to: 'lend' },
      { id: 'f8', from: 'lend', to: 'over' },
    ],
    layout: {
      ...aProcess().layout,
      part: { x: 560, y: 40 },
      begin: { x: 600, y: 96 },
      lend: { x: 720, y: 88 },
      over: { x: 984, y: 96 },
      done: { x: 1_140, y: 96 },
      no: { x: 560, y: 320 },
    },
  });

  beforeEach(async () => {
    api.changeElsewhere(loan);
    await page.evaluate(() => sessionStorage.clear());
    await page.reload();
    await element('Hand it over').waitFor();
  });

  it('collapses to a box by a key, shows there what is found inside, and expands by its plus', async () => {
    const hidden = page.locator('.react-flow__node[data-id="lend"]');
    await hidden.waitFor();
    await element('Hand it over').click({ position: { x: 20, y: 12 } });
    await press('f');
    await announced(page, 'Hand it over collapsed, 3 things inside');
    await hidden.waitFor({ state: 'detached' });
    // What is found inside: a comment that says nothing.
    await page
      .locator('.react-flow__node[data-id="part"][aria-label*="collapsed, 3 things inside"]')
      .locator('[data-level]')
      .waitFor();
    expect(await violationsOn(page)).toEqual([]);
    const saved = await api.saved(({ collapsed }) => collapsed?.join() === 'part');
    expect(saved.layout).toEqual(loan.layout);
    await page.getByRole('button', { name: 'Expand Hand it over' }).click();
    await hidden.waitFor();
    await api.saved(({ collapsed }) => collapsed === undefined);
  });

  it('expands also where one may only look', async () => {
    api.changeElsewhere({ ...loan, collapsed: ['part'] });
    await page.goto(`${page.url()}?version=3`);
    await page.getByRole('button', { name: 'Expand Hand it over' }).click();
    await page.locator('.react-flow__node[data-id="lend"]').waitFor();
    expect((await api.saved(() => true)).collapsed).toEqual(['part']);
  });

  it('folds in the list too', async () => {
    await press('o');
    const rows = page.getByRole('list', { name: 'Process as a list' });
    await rows.getByRole('button', { name: 'Collapse Hand it over' }).click();
    await rows.getByRole('button', { name: 'Expand Hand it over' }).waitFor();
    expect(await rows.locator('[data-outline="lend"]').count()).toBe(0);
    await press('f');
    await rows.locator('[data-outline="lend"]').waitFor();
  });
});

describe('a group', () => {
  it('is put behind what is selected by a key, named, and moved by its name with all it holds', async () => {
    await element('Owner agrees').click();
    await element('Hand it over').click({ modifiers: ['Shift'] });
    await press('Control+g');
    await announced(page, 'Group put behind 2 steps');
    const name = page.getByRole('textbox', { name: 'Name of the group' });
    await name.fill('Decide and do');
    const label = page.getByRole('button', { name: 'Decide and do', exact: true });
    const box = await atRest(label);
    await page.mouse.move(box.x + 10, box.y + 6);
    await page.mouse.down();
    await page.mouse.move(box.x + 10, box.y + 60, { steps: 5 });
    await page.mouse.move(box.x + 10, box.y + 130, { steps: 5 });
    await page.mouse.up();
    const moved = await api.saved(({ layout: at }) => (at?.ask?.y ?? 0) > 140);
    expect((moved.layout?.give?.y ?? 0) - (moved.layout?.ask?.y ?? 0)).toBe(0);
    expect(moved.layout?.no).toEqual(aProcess().layout?.no);
    expect(moved.groups).toMatchObject([{ name: 'Decide and do', elements: ['ask', 'give'] }]);
    await label.click();
    await press('Control+Shift+g');
    await announced(page, 'Group Decide and do removed; what it held stays');
    await api.saved(({ groups }) => groups === undefined);
    expect(await violationsOn(page)).toEqual([]);
  });
});
