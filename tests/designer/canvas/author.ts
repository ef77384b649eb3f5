/** What an author does without a mouse, what they find there, and what they are told. */
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { PATIENCE } from './played-app.ts';

export const elementOn = (page: Page, name: string): Locator =>
  page.locator(`.react-flow__node[aria-label^="${name}"]`);

/** The id of the element that has the focus, in the drawing or in the list. */
export const focusedOn = (page: Page): Promise<string | undefined> =>
  page.evaluate(() =>
    document.activeElement instanceof HTMLElement
      ? (document.activeElement.dataset.id ?? document.activeElement.dataset.outline)
      : undefined,
  );

export async function tabTo(page: Page, target: Locator, key = 'Tab'): Promise<void> {
  for (let step = 0; step < 80; step += 1) {
    if (await target.evaluate((it) => it === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${key} does not lead to ${target}.`);
}

/** Opens a menu by its key and takes what the text finds first. */
export async function pick(page: Page, key: string, label: string, text: string): Promise<void> {
  await page.keyboard.press(key);
  const field = page.getByRole('combobox', { name: label });
  await field.fill(text);
  await field.press('Enter');
  await field.waitFor({ state: 'hidden' });
  await expect.poll(() => focusedOn(page), PATIENCE).not.toBe(undefined);
}

export async function rename(page: Page, name: string): Promise<void> {
  await page.keyboard.press('F2');
  await page.getByRole('textbox', { name: 'Rename' }).fill(name);
  await page.keyboard.press('Enter');
  await elementOn(page, name).first().waitFor();
  await expect.poll(() => focusedOn(page), PATIENCE).not.toBe(undefined);
}

/** Waits until this was said to who cannot see it. */
export async function announced(page: Page, text: string): Promise<void> {
  await page.getByRole('status').filter({ hasText: text }).first().waitFor({ state: 'attached' });
}

const FRAMES_STILL = 8;

type Box = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

/**
 * Where something is drawn once it does not move any more: the drawing is brought into view after its steps are there,
 * and a press where one of them was meets nothing. Counted in frames, so that a busy machine is waited for.
 */
export async function atRest(what: Locator): Promise<Box> {
  await what.waitFor(PATIENCE);
  return what.evaluate(async (it, enough) => {
    const frame = () => new Promise((drawn) => requestAnimationFrame(drawn));
    let box = it.getBoundingClientRect();
    for (let still = 0; still < enough; ) {
      await frame();
      const now = it.getBoundingClientRect();
      still = now.x === box.x && now.y === box.y ? still + 1 : 0;
      box = now;
    }
    return { x: box.x, y: box.y, width: box.width, height: box.height };
  }, FRAMES_STILL);
}
