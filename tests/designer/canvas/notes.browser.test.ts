/** Notes in a real Chromium: written, moved, made larger, joined with steps, taken along and found, by keys and by hand. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Definition } from '#engine/definition.ts';
import { violationsOn } from '../../support/axe.ts';
import { announced, atRest, elementOn } from './author.ts';
import type { PlayedApi } from './played-api.ts';
import { PATIENCE, type PlayedApp, startPlayedApp } from './played-app.ts';
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

afterEach(async () => {
  await page.close();
});

const WHY = { id: 'why', text: 'Why does the owner decide?', x: 240, y: -88, about: 'ask' };
const open = async (changes: Partial<Definition> = {}, look = {}) => {
  ({ page, api } = await app.open(aProcess(changes), look));
};
const press = (keys: string) => page.keyboard.press(keys);
const note = (text: string) =>
  page.locator(`.react-flow__node-note[aria-label$=${JSON.stringify(text)}]`);
const writing = () => page.getByRole('textbox', { name: 'Text of the note' }).first();
const noted = (fits: (notes: NonNullable<Definition['notes']>) => boolean) =>
  api.saved(({ notes = [] }) => fits(notes));

describe('a note', () => {
  it('is added about the selected step by a key, written in place, and taken back in one step', async () => {
    await open();
    await elementOn(page, 'Owner agrees').click();
    await press('n');
    await writing().waitFor();
    await page.keyboard.type('Ask twice');
    await press('Enter');
    await page.keyboard.type('when dear');
    await press('Control+Enter');
    await announced(page, 'Note written');
    const saved = await noted(([one]) => one?.text === 'Ask twice\nwhen dear');
    expect(saved.notes?.[0]).toMatchObject({ id: 'note', about: 'ask' });
    expect(await page.locator('.react-flow__edge[data-id="about note"]').count()).toBe(1);
    expect(await violationsOn(page)).toEqual([]);
    await press('Control+z');
    await noted((notes) => notes.length === 0);
  });

  it('keeps its text when one goes on elsewhere, and lets one stay there', async () => {
    await open({ notes: [WHY] });
    await note(WHY.text).dblclick();
    await page.keyboard.type('Written');
    const name = page.getByRole('textbox', { name: 'Name of the process' }).first();
    await name.click();
    await noted(([one]) => one?.text === 'Written');
    await page.evaluate(() => new Promise((done) => setTimeout(done, 300)));
    expect(await name.evaluate((it) => it === document.activeElement)).toBe(true);
    await elementOn(page, 'Owner agrees').dblclick();
    await page.keyboard.type('Owner nods');
    await name.click();
    await api.saved(({ elements }) => elements.some((one) => one.name === 'Owner nods'));
    await page.evaluate(() => new Promise((done) => setTimeout(done, 300)));
    expect(await name.evaluate((it) => it === document.activeElement)).toBe(true);
  });

  it('is written anew by Enter, and Escape keeps what is written; one without a word goes away', async () => {
    await open({ notes: [WHY] });
    await press('Shift+N');
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.className), PATIENCE)
      .toContain('react-flow__node-note');
    await press('Enter');
    await writing().fill('Kept');
    await press('Escape');
    await noted(([one]) => one?.text === 'Kept');
    await press('n');
    await writing().waitFor();
    await press('Escape');
    await expect.poll(() => page.locator('.react-flow__node-note').count(), PATIENCE).toBe(1);
    await note('Kept').click();
    await press('Control+z');
    await noted(([one]) => one?.text === WHY.text);
    await note(WHY.text).dblclick();
    await writing().fill('Who decides?');
    await elementOn(page, 'Start').click();
    await noted(([one]) => one?.text === 'Who decides?');
  });

  it('is led to another step by a key, and by a line that is drawn', async () => {
    await open({ notes: [WHY] });
    await note(WHY.text).click();
    await press('c');
    await page.getByRole('combobox', { name: 'What the note is about' }).fill('Hand');
    await press('Enter');
    await announced(page, 'The note is about Hand it over');
    await noted(([one]) => one?.about === 'give');
    await note(WHY.text).hover();
    const from = await atRest(note(WHY.text).locator('[data-handleid="bottom"]'));
    const to = await atRest(elementOn(page, 'Dear?'));
    await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
    await page.mouse.down();
    await page.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 6 });
    await page.mouse.up();
    await noted(([one]) => one?.about === 'choice');
  });

  it('is moved by keys and by dragging, and goes along with its step', async () => {
    await open({ notes: [WHY] });
    await note(WHY.text).click();
    await press('Shift+ArrowRight');
    await announced(page, 'Note moved');
    await noted(([one]) => one?.x === 248);
    await elementOn(page, 'Owner agrees').click();
    await press('Shift+ArrowDown');
    await noted(([one]) => one?.x === 248 && one.y === -80);
    const at = await atRest(note(WHY.text));
    await page.mouse.move(at.x + 20, at.y + 20);
    await page.mouse.down();
    await page.mouse.move(at.x - 60, at.y - 30, { steps: 6 });
    await page.mouse.up();
    await noted(([one]) => one !== undefined && one.x < 240 && one.y < -80);
  });

  it('is made larger by a corner and in the panel', async () => {
    await open({ notes: [WHY] });
    await note(WHY.text).click();
    const corner = page.locator('.react-flow__resize-control.handle.bottom.right');
    const at = await atRest(corner);
    await page.mouse.move(at.x + 4, at.y + 4);
    await page.mouse.down();
    await page.mouse.move(at.x + 84, at.y + 84, { steps: 6 });
    await page.mouse.up();
    const { notes } = await noted(([one]) => (one?.width ?? 0) > 160);
    expect(notes?.[0]?.height).toBeGreaterThan(64);
    const width = page.getByRole('textbox', { name: 'Width' });
    await width.fill('320');
    await noted(([one]) => one?.width === 320);
  });

  it('is copied with its step, and deleted alone', async () => {
    await open({ notes: [WHY] });
    await elementOn(page, 'Owner agrees').click();
    await press('d');
    const saved = await noted((notes) => notes.length === 2);
    expect(saved.notes?.[1]).toMatchObject({ text: WHY.text, about: 'ask-2' });
    await press('Control+z');
    await note(WHY.text).click();
    await press('Delete');
    await announced(page, 'Note deleted');
    const left = await noted((notes) => notes.length === 0);
    expect(left.elements).toHaveLength(6);
  });

  it('is found by its text, and a step by what is said in it', async () => {
    await open({ notes: [WHY] });
    const field = page.getByRole('combobox', { name: 'Find in this process' });
    await press('/');
    await field.fill('owner decide');
    await press('Enter');
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-id')), PATIENCE)
      .toBe('note:why');
    await press('/');
    await field.fill('managers');
    const found = page.getByRole('option', { name: 'Owner agrees' });
    expect(await found.textContent()).toContain('Who is asked');
    await field.fill('variables.cost');
    const way = page.getByRole('option', { name: 'From Dear? to Owner agrees' });
    expect(await way.textContent()).toContain('cost > 1000');
    await press('Enter');
    await page
      .getByRole('complementary', { name: 'Properties' })
      .getByText('cost')
      .first()
      .waitFor();
  });

  it('is in the list, where it is written, and without barriers', async () => {
    await open({ notes: [WHY] });
    await press('o');
    const notes = page.getByRole('region', { name: 'Notes' });
    await notes.getByText('about Owner agrees').waitFor();
    await notes.getByRole('button', { name: 'Change the text' }).click();
    await notes.getByRole('textbox').fill('In the list');
    await press('Control+Enter');
    await noted(([one]) => one?.text === 'In the list');
    expect(await violationsOn(page)).toEqual([]);
  });
});
