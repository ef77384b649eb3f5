/**
 * A process drawn without a mouse, in a real Chromium: appended, renamed, connected, looked up, undone, kept over a reload,
 * and the same from the list view. The API is played here, so that only the web app is in question; what it was sent at
 * the end must be a process without errors.
 */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { emptyProcess } from '#designer/canvas/process/empty-process.ts';
import { lint } from '#engine/lint/index.ts';
import { announced, elementOn, focusedOn, rename, tabTo } from './author.ts';
import type { PlayedApi } from './played-api.ts';
import { PATIENCE, type PlayedApp, startPlayedApp } from './played-app.ts';

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
  ({ page, api } = await app.open(emptyProcess('loan', 'Loan')));
});

afterEach(async () => {
  await page.close();
});

describe('drawing a process by keyboard', () => {
  it('appends, renames and connects, and saves a process without errors', async () => {
    await press('ArrowRight');
    await appendHere('approv');
    await rename(page, 'Owner agrees');
    await appendHere('task', 'Owner agrees');
    await rename(page, 'Say why not');
    await press('c');
    await page.getByRole('combobox', { name: 'Connect Say why not to' }).fill('end');
    await press('Enter');
    const saved = await api.saved(({ flows }) => flows.length === 4);
    expect(saved.elements.map(({ name }) => name)).toEqual([
      undefined,
      undefined,
      'Owner agrees',
      'Say why not',
    ]);
    expect(saved.flows.map(({ from, to, port }) => [from, to, port])).toEqual([
      ['start', 'approval', undefined],
      ['approval', 'end', 'approved'],
      ['approval', 'userTask', 'rejected'],
      ['userTask', 'end', undefined],
    ]);
    expect(lint(saved).filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('announces what was done and undone', async () => {
    await press('ArrowRight');
    await appendHere('wait');
    await announced(page, 'Wait added after Start');
    await press('Control+z');
    await announced(page, 'Undone: Wait added after Start');
    expect(await page.locator('.react-flow__node').count()).toBe(2);
    await press('Control+Shift+z');
    await announced(page, 'Done again: Wait added after Start');
  });

  it('fills a task in and publishes it, without a mouse', async () => {
    await press('ArrowRight');
    await appendHere('task');
    await press('Enter');
    await expect.poll(focusedId, PATIENCE).toBe('canvas-name');
    await press('Control+a');
    await page.keyboard.type('Hand it over');
    const instructions = page.getByRole('textbox', { name: 'What is to be done' });
    await tabTo(page, instructions);
    await page.keyboard.type('Give the thing to whoever asked for it.');
    await tabTo(page, page.getByRole('button', { name: 'Publish', exact: true }), 'Shift+Tab');
    await press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Publish version 1' });
    await tabTo(page, dialog.getByRole('textbox', { name: 'What has changed?' }));
    await page.keyboard.type('A first try');
    await tabTo(page, dialog.getByRole('button', { name: 'Publish version 1' }));
    await press('Enter');
    const done = page.getByRole('dialog', { name: 'Version 1 is published' });
    await done.getByText(/From now on it starts by hand \(“Start a run”\)\./).waitFor();
    await press('Enter');
    await page.getByText('Version 1 · no draft').waitFor();
    expect(api.publications).toEqual([{ note: 'A first try', from: null, share: null }]);
    const published = await api.saved(() => true);
    expect(published.elements[2]).toMatchObject({
      name: 'Hand it over',
      task: { instructions: 'Give the thing to whoever asked for it.' },
    });
    expect(lint(published).filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('goes back to what is compared after a custom field was named, or was not', async () => {
    const loan = emptyProcess('loan', 'Loan');
    api.changeElsewhere({
      ...loan,
      elements: loan.elements.map((one) =>
        one.type === 'startEvent'
          ? {
              ...one,
              trigger: {
                type: 'ticketCreated',
                conditions: { all: [{ fact: 'ticket.priority', operator: 'equal', value: 1 }] },
              },
            }
          : one,
      ),
    });
    await page.reload();
    await element('Start').focus();
    await press('Enter');
    const compared = page.getByRole('combobox', { name: 'What is compared' });
    const isBack = () => compared.evaluate((it) => it === document.activeElement);
    const isOpen = () => compared.getAttribute('aria-expanded');
    for (const leave of ['Escape', 'Cancel', 'Use this field']) {
      await compared.click();
      await page.getByRole('option', { name: 'Another custom field …' }).click();
      const name = page.getByRole('textbox', { name: 'Name of the field' });
      await name.fill('colour');
      if (leave === 'Escape') await press('Escape');
      else {
        await tabTo(page, page.getByRole('button', { name: leave }));
        await press('Enter');
      }
      await name.waitFor({ state: 'hidden' });
      await expect.poll(isBack, PATIENCE).toBe(true);
      expect(await isOpen()).toBe('false');
    }
    await api.saved(({ elements }) => JSON.stringify(elements).includes('ticket.custom.colour'));
  });

  it('keeps undo over a reload', async () => {
    await press('ArrowRight');
    await appendHere('task');
    await page.getByText(/^Saved \d/).waitFor();
    await page.reload();
    await element('Task').waitFor();
    await press('Control+z');
    await api.saved(({ elements }) => elements.length === 2);
  });

  it('sees no conflict in a save of its own that was never answered', async () => {
    page.on('dialog', (dialog) => void dialog.accept());
    api.isSilent = true;
    await press('ArrowRight');
    await appendHere('task');
    await api.saved(({ elements }) => elements.length === 3);
    api.isSilent = false;
    await page.reload();
    await element('Task').waitFor();
    await press('Control+z');
    await api.saved(({ elements }) => elements.length === 2);
  });

  it('walks along the connections, finds a step, and goes into its panel', async () => {
    await press('ArrowRight');
    await appendHere('approv');
    await rename(page, 'Owner agrees');
    await press('ArrowRight');
    await expect.poll(focused, PATIENCE).toBe('end');
    await press('/');
    await page.getByRole('combobox', { name: 'Find in this process' }).fill('owner');
    await press('Enter');
    await expect.poll(focused, PATIENCE).toBe('approval');
    await press('Enter');
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.id), PATIENCE)
      .toBe('canvas-name');
  });

  it('does the same in the list', async () => {
    await press('o');
    const rows = page.getByRole('list', { name: 'Process as a list' });
    await rows.getByRole('button', { name: 'Add a step after Start' }).press('Enter');
    await page.getByRole('menuitem', { name: 'Notify' }).press('Enter');
    await announced(page, 'Notify added after Start');
    await page.keyboard.press('F2');
    await page.keyboard.type('Tell everybody');
    await press('Enter');
    const saved = await api.saved(({ elements }) => elements[2]?.name === 'Tell everybody');
    expect(saved.flows.map(({ from, to }) => [from, to])).toEqual([
      ['start', 'notify'],
      ['notify', 'end'],
    ]);
    await press('Delete');
    await api.saved(({ elements }) => elements.length === 2);
  });

  it('copies steps as text and pastes them', async () => {
    await press('ArrowRight');
    await appendHere('task');
    await page.evaluate(() => {
      const copied = new DataTransfer();
      const event = (type: string) =>
        new ClipboardEvent(type, { clipboardData: copied, bubbles: true, cancelable: true });
      document.dispatchEvent(event('copy'));
      document.dispatchEvent(event('paste'));
    });
    const saved = await api.saved(({ elements }) => elements.length === 4);
    expect(saved.elements.at(-1)?.id).toBe('userTask-2');
  });
});

describe('a step that lies beyond the edge of the drawing', () => {
  const frame = () => page.locator('.react-flow').first().boundingBox();

  beforeEach(async () => {
    const loan = emptyProcess('loan', 'Loan');
    api.changeElsewhere({
      ...loan,
      elements: [...loan.elements, { id: 'lend', type: 'userTask', name: 'Lend it', task: {} }],
      flows: [
        { id: 'f1', from: 'start', to: 'lend' },
        { id: 'f2', from: 'lend', to: 'end' },
      ],
      layout: { ...loan.layout, lend: { x: 240, y: 120 }, end: { x: 520, y: 128 } },
    });
    await page.evaluate(() => sessionStorage.clear());
    await page.reload();
    await element('Start').focus();
    await press('ArrowRight');
    await expect.poll(focused, PATIENCE).toBe('lend');
    // Away from it again, as with the mouse.
    await page.mouse.move(500, 500);
    await page.mouse.wheel(-700, 0);
  });

  it.each([
    ['a', 'Add a step after Lend it'],
    ['b', 'Event on the border of Lend it'],
  ])('has its menu in sight, with the focus, after %s', async (key, label) => {
    await press(key);
    const field = page.getByRole('combobox', { name: label }).first();
    await field.waitFor();
    await page.keyboard.type('n');
    await expect.poll(() => field.inputValue(), PATIENCE).toBe('n');
    const [menu, drawing] = [await field.boundingBox(), await frame()];
    const step = await element('Lend it').boundingBox();
    expect(menu && step && menu.x >= step.x + step.width).toBe(true);
    expect(menu && drawing && menu.x >= drawing.x).toBe(true);
    expect(menu && drawing && menu.x + menu.width <= drawing.x + drawing.width).toBe(true);
  });

  it('has its menu in sight although it is wider than the drawing', async () => {
    const loan = emptyProcess('loan', 'Loan');
    const part = { parent: 'part' };
    api.changeElsewhere({
      ...loan,
      elements: [
        ...loan.elements,
        { id: 'part', type: 'subProcess', name: 'Prepare it' },
        { id: 'begin', type: 'startEvent', name: 'Begun', trigger: { type: 'inner' }, ...part },
        { id: 'lend', type: 'userTask', name: 'Lend it', task: {}, ...part },
        { id: 'over', type: 'endEvent', ...part },
      ],
      flows: [
        { id: 'f1', from: 'start', to: 'part' },
        { id: 'f2', from: 'part', to: 'end' },
        { id: 'f3', from: 'begin', to: 'lend' },
        { id: 'f4', from: 'lend', to: 'over' },
      ],
      layout: {
        start: { x: 64, y: 128 },
        begin: { x: 200, y: 128 },
        lend: { x: 600, y: 120 },
        over: { x: 2_000, y: 128 },
        end: { x: 2_400, y: 128 },
      },
    });
    await page.reload();
    await element('Start').focus();
    await press('ArrowRight');
    await expect.poll(focused, PATIENCE).toBe('part');
    await press('a');
    await page.keyboard.type('n');
    const field = page.getByRole('combobox', { name: 'Add a step after Prepare it' });
    await expect.poll(() => field.inputValue(), PATIENCE).toBe('n');
    const [menu, drawing] = [await field.boundingBox(), await frame()];
    expect(menu && drawing && menu.x + menu.width <= drawing.x + drawing.width).toBe(true);
  });

  it('is not left for another page by a letter that no act of the drawing has', async () => {
    await press('j');
    await press('?');
    const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await help.waitFor();
    expect(await help.getByText('New ticket').count()).toBe(0);
    expect(new URL(page.url()).pathname).toBe('/processes/loan');
  });
});

describe('a process without a draft', () => {
  it('says that it is the published version until something is changed, and asks for no draft', async () => {
    const failures: string[] = [];
    page.on('response', (answer) => {
      if (answer.status() >= 400) failures.push(answer.url());
    });
    api.hasDraft = false;
    await page.evaluate(() => sessionStorage.clear());
    await page.reload();
    await page.getByText('Version 3 · no draft').waitFor();
    expect(await page.getByText('Saved', { exact: true }).count()).toBe(0);
    const publish = page.getByRole('button', { name: 'Publish', exact: true });
    expect(await publish.getAttribute('aria-disabled')).toBe('true');
    await element('Start').focus();
    await appendHere('task');
    await page.getByText('Draft on version 3').waitFor();
    await page.getByText(/^Saved \d/).waitFor();
    expect(await publish.getAttribute('aria-disabled')).toBeNull();
    expect(failures).toEqual([]);
  });
});

describe('saving', () => {
  it('stops and asks when the draft was changed elsewhere, and loses neither side', async () => {
    api.changeElsewhere({ ...emptyProcess('loan', 'Theirs') });
    await press('ArrowRight');
    await appendHere('task');
    const dialog = page.getByRole('dialog', { name: 'This draft was changed elsewhere' });
    await dialog.getByRole('button', { name: 'Take the other' }).click();
    await page.getByRole('heading', { name: 'Theirs', level: 1 }).waitFor();
    await press('Control+z');
    await element('Task').waitFor();
    await api.saved(({ elements }) => elements.length === 3);
  });

  it('tries again when the connection was lost', async () => {
    api.isAway = true;
    await press('ArrowRight');
    await appendHere('task');
    await page.getByText('Not saved: no connection').waitFor();
    api.isAway = false;
    await api.saved(({ elements }) => elements.length === 3);
  });
});

const element = (name: string) => elementOn(page, name);
const press = (keys: string) => page.keyboard.press(keys);
const focused = () => focusedOn(page);
const focusedId = () => page.evaluate(() => document.activeElement?.id);

async function appendHere(text: string, after = ''): Promise<void> {
  await press('a');
  const field = page.getByRole('combobox', { name: `Add a step after ${after}` });
  await field.fill(text);
  await field.press('Enter');
  await field.waitFor({ state: 'hidden' });
  await expect.poll(focused, PATIENCE).not.toBe(undefined);
}
