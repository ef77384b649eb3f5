/** The canvas as its author uses it: elements by their names, keys and mouse, fields of the panel by their labels. */
import type { Locator, Page } from 'playwright-core';
import { eventually } from './eventually.ts';

const CHOOSE_MS = 3_000;

export function drawingOn(page: Page) {
  const panel = page.getByRole('complementary', { name: 'Properties' });
  const element = (name: string) => page.locator(`.react-flow__node[aria-label^="${name}"]`);

  async function select(name: string): Promise<void> {
    await page.getByRole('button', { name: 'Fit', exact: true }).click();
    await element(name).click();
    await panel.getByRole('textbox', { name: 'Name', exact: true }).waitFor();
  }

  async function rename(name: string): Promise<void> {
    await panel.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
    await element(name).waitFor();
  }

  /** Picks in the menu that is open, by typing. */
  async function pick(menu: string | RegExp, text: string): Promise<void> {
    const field = page.getByRole('combobox', { name: menu });
    await field.fill(text);
    await page.getByRole('option', { name: text, exact: true }).waitFor();
    await field.press('Enter');
    await field.waitFor({ state: 'hidden' });
  }

  return {
    panel,
    element,
    select,
    rename,

    /** By keyboard: a step of this kind after another, with a name; `outcome` says after which one. */
    async append(after: string, kind: string, name: string, outcome?: string): Promise<void> {
      await select(after);
      await element(after).focus();
      await page.keyboard.press('a');
      if (outcome) {
        const ways = page.getByRole('radiogroup', { name: 'After which outcome' });
        await ways.getByText(outcome, { exact: true }).click();
      }
      await pick(`Add a step after ${after}`, kind);
      await panel.getByRole('heading', { name: kind, exact: true }).waitFor();
      await rename(name);
    },

    /** By keyboard: a connection to a step that is there already. */
    async connect(from: string, to: string): Promise<void> {
      await select(from);
      await element(from).focus();
      await page.keyboard.press('c');
      await pick(`Connect ${from} to`, to);
    },

    /** By mouse: pulls a line from one step to another. */
    async pull(from: string, side: 'right' | 'bottom' | 'top', to: string): Promise<void> {
      const start = await centerOf(element(from).locator(`[data-handleid="${side}"]`));
      const end = await centerOf(element(to));
      await page.mouse.move(start.x, start.y);
      await page.mouse.down();
      await page.mouse.move((start.x + end.x) / 2, (start.y + end.y) / 2, { steps: 8 });
      await page.mouse.move(end.x, end.y, { steps: 8 });
      await page.mouse.up();
    },

    /** By mouse: takes a step somewhere else. */
    async drag(name: string, by: { readonly x: number; readonly y: number }): Promise<void> {
      const from = await centerOf(element(name));
      await page.mouse.move(from.x, from.y);
      await page.mouse.down();
      await page.mouse.move(from.x + by.x / 2, from.y + by.y / 2, { steps: 4 });
      await page.mouse.move(from.x + by.x, from.y + by.y, { steps: 4 });
      await page.mouse.up();
    },

    /** Chooses in a list of the panel or of a dialog, opening it again when it was closed under the pointer. */
    async choose(within: Locator, label: string, option: string): Promise<void> {
      const field = within.getByLabel(label, { exact: true }).first();
      const wanted = page.getByRole('option', { name: option, exact: true });
      await eventually(`“${option}” can be chosen for “${label}”`, async () => {
        if (!(await wanted.isVisible())) await field.click();
        await wanted.click({ timeout: CHOOSE_MS });
      });
    },
  };
}

async function centerOf(place: Locator): Promise<{ x: number; y: number }> {
  await place.waitFor({ state: 'attached' });
  const box = await place.boundingBox();
  if (!box) throw new Error('It is not in the picture.');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
