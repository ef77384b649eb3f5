/** The help of the designer is true: each key it lists is pressed in a real Chromium, and each of them does something. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Definition } from '#engine/definition.ts';
import { PATIENCE, type PlayedApp, startPlayedApp } from './played-app.ts';
import { aProcess } from './support.ts';

let app: PlayedApp;

beforeAll(async () => {
  app = await startPlayedApp();
});

afterAll(async () => {
  await app?.stop();
});

const plain = aProcess();
const drawing: Definition = {
  ...plain,
  elements: [
    ...plain.elements,
    { id: 'part', type: 'subProcess', name: 'Prepare' },
    { id: 'inner', type: 'userTask', name: 'Wash', task: {}, parent: 'part' },
  ],
  layout: { ...plain.layout, part: { x: 0, y: 320 }, inner: { x: 40, y: 376 } },
  notes: [{ id: 'why', text: 'Why?', x: 240, y: -40 }],
};

/** What is selected when it is pressed, by ids; in an order in which what one does leaves the next something to do. */
const KEYS: readonly (readonly [keys: string, ...selected: string[]])[] = [
  ['a', 'give'],
  ['c', 'give'],
  ['b', 'give'],
  ['r', 'give'],
  ['i', 'give'],
  ['F2', 'give'],
  ['n', 'give'],
  ['Shift+n'],
  ['/'],
  ['f', 'part'],
  ['Mod+z'],
  ['Mod+Shift+z'],
  ['f', 'part'],
  ['l l', 'done', 'no'],
  ['Mod+z'],
  ['l c', 'done', 'no'],
  ['Mod+z'],
  ['l r', 'done', 'no'],
  ['Mod+z'],
  ['l t', 'done', 'no'],
  ['Mod+z'],
  ['l m', 'done', 'no'],
  ['Mod+z'],
  ['l b', 'done', 'no'],
  ['Mod+z'],
  ['l a', 'start', 'choice', 'no'],
  ['Mod+z'],
  ['l d', 'start', 'ask', 'no'],
  ['Mod+z'],
  ['w'],
  ['Mod+Shift+ArrowRight', 'ask'],
  ['Mod+Shift+ArrowLeft', 'ask'],
  ['Mod+Shift+ArrowDown', 'ask'],
  ['Mod+Shift+ArrowUp', 'ask'],
  ['Mod+g', 'give'],
  ['Mod+Shift+g', 'give'],
  ['Shift+ArrowRight', 'give'],
  ['ArrowRight', 'start'],
  ['Enter', 'give'],
  ['Escape', 'give'],
  ['Mod+a'],
  ['=', 'start'],
  ['-', 'start'],
  ['1', 'start'],
  ['m'],
  ['o'],
  ['o'],
  ['d', 'give'],
  ['Mod+c', 'give'],
  ['Mod+v', 'give'],
  ['Mod+x', 'give-2'],
  ['u', 'part'],
  ['s', 'give'],
  ['t'],
  ['Delete', 'choice'],
  ['Shift+c', 'give'],
  ['Shift+r'],
];

it('does something by each key that the help lists', async () => {
  const { page } = await app.open(drawing);
  const listed = await keysInHelp(page);
  expect([...new Set(KEYS.map(([keys]) => keys))].sort()).toEqual([...listed].sort());
  for (const [keys, ...selected] of KEYS) {
    await select(page, selected);
    const before = await seen(page);
    await press(page, keys);
    await expect.poll(() => seen(page), { ...PATIENCE, message: keys }).not.toEqual(before);
    await leave(page, keys);
  }
  await page.close();
}, 600_000);

async function keysInHelp(page: Page): Promise<readonly string[]> {
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await help.waitFor();
  const here = await help.locator('section').first().locator('li').allInnerTexts();
  const keys = await help.locator('section').first().locator('li > .p-hidden').allTextContents();
  expect(keys).toHaveLength(here.length);
  await page.keyboard.press('Escape');
  await help.waitFor({ state: 'hidden' });
  return keys;
}

/** Selected, and the last of them with the focus, as by Tab. */
async function select(page: Page, ids: readonly string[]): Promise<void> {
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  for (const [index, id] of ids.entries()) {
    const node = page.locator(`.react-flow__node[data-id="${id}"]`);
    await node.click({ force: true, ...(index > 0 ? { modifiers: ['Shift'] } : {}) });
    await expect.poll(() => node.getAttribute('class'), PATIENCE).toContain('selected');
  }
  const last = ids.at(-1);
  if (last !== undefined) await page.locator(`.react-flow__node[data-id="${last}"]`).focus();
}

/** Two keys in a row count as such only for a moment, so no slow machine may come between them. */
const press = (page: Page, keys: string): Promise<void> =>
  keys.includes(' ')
    ? page.evaluate((both) => {
        for (const key of both)
          document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
      }, keys.split(' '))
    : page.keyboard.press(
        keys
          .replace('Mod', 'Control')
          .replace(/^Shift\+[a-z]$/, (one) => one.replace(/.$/, (letter) => letter.toUpperCase())),
      );

/** All that a person sees or hears of it. */
const seen = (page: Page) =>
  page.evaluate(() => {
    const all = (selector: string) => [...document.querySelectorAll<HTMLElement>(selector)];
    const active = document.activeElement as HTMLElement | null;
    return [
      all('[role="status"]').map((one) => one.textContent),
      all('.react-flow__viewport').map((one) => one.style.transform),
      all('.react-flow__node').map(
        (one) => `${one.dataset.id} ${one.className} ${one.style.transform}`,
      ),
      all('[role="dialog"], .react-flow__minimap, [data-outline-list], [data-tool]').length,
      `${active?.tagName} ${active?.id} ${active?.dataset.id} ${active?.getAttribute('aria-label')}`,
    ].join('\n');
  });

/** Back to the drawing, with nothing open. */
async function leave(page: Page, keys: string): Promise<void> {
  if (['a', 'c', 'b', 'r', 'i', 'F2', 'n', '/', 'w', 'Enter'].includes(keys))
    await page.keyboard.press('Escape');
  await expect
    .poll(
      () => page.locator('[role="combobox"][aria-expanded="true"], textarea.nodrag').count(),
      PATIENCE,
    )
    .toBe(0);
}
