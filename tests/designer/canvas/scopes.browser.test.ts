/**
 * Sub-processes, borders and what undoes, drawn without a mouse in a real Chromium, and with one where the mouse does more.
 * The API is played; what is published at the end must be a process without errors. Every kind of element, its panel and
 * its row are held against WCAG by axe, light and dark, in English and Arabic, on a desk and on a phone.
 */
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { emptyProcess } from '#designer/canvas/process/empty-process.ts';
import type { Definition, ElementOf } from '#engine/definition.ts';
import { lint } from '#engine/lint/index.ts';
import { violationsOn } from '../../support/axe.ts';
import { announced, atRest, elementOn, focusedOn, pick, rename, tabTo } from './author.ts';
import { everyElement } from './every-element.ts';
import type { PlayedApi } from './played-api.ts';
import { PATIENCE, type PlayedApp, startPlayedApp } from './played-app.ts';

const withPart: Definition = {
  key: 'loan',
  name: 'Loan',
  elements: [
    { id: 'start', type: 'startEvent', trigger: { type: 'manual' } },
    { id: 'part', type: 'subProcess', name: 'Prepare it' },
    { id: 'inner', type: 'startEvent', trigger: { type: 'inner' }, parent: 'part' },
    { id: 'done', type: 'endEvent', parent: 'part' },
    { id: 'install', type: 'userTask', name: 'Install', task: {} },
    { id: 'end', type: 'endEvent' },
  ],
  flows: [
    { id: 'f1', from: 'start', to: 'part' },
    { id: 'f2', from: 'part', to: 'end' },
    { id: 'f3', from: 'inner', to: 'done' },
  ],
};

const reminded: Definition = {
  key: 'loan',
  name: 'Loan',
  elements: [
    { id: 'start', type: 'startEvent', trigger: { type: 'manual' } },
    { id: 'install', type: 'userTask', name: 'Install', task: {} },
    {
      id: 'reminder',
      type: 'boundaryEvent',
      name: 'Reminder',
      attachedTo: 'install',
      timer: { after: { businessHours: 4 } },
    },
    { id: 'remind', type: 'userTask', name: 'Remind them', task: {} },
    { id: 'end', type: 'endEvent' },
  ],
  flows: [
    { id: 'f1', from: 'start', to: 'install' },
    { id: 'f2', from: 'install', to: 'end' },
    { id: 'f3', from: 'reminder', to: 'remind' },
    { id: 'f4', from: 'remind', to: 'end' },
  ],
};
const reminderIn = ({ elements }: Definition): Partial<ElementOf<'boundaryEvent'>> =>
  elements.find((one) => one.type === 'boundaryEvent') ?? {};

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

describe('drawing by keyboard', () => {
  it('builds a sub-process with a time limit on its border and publishes it', async () => {
    await open(emptyProcess('loan', 'Loan'));
    await press('ArrowRight');
    await pick(page, 'a', 'Add a step after', 'sub-process');
    await rename(page, 'Prepare it');
    await press('ArrowDown');
    await expect.poll(focused, PATIENCE).toBe('start-2');
    await pick(page, 'a', 'Add a step after', 'task');
    await rename(page, 'Install');
    await select('Prepare it');
    await pick(page, 'b', 'Event on the border of Prepare it', 'long');
    await announced(page, 'If it takes too long put on the border of Prepare it');
    await pick(page, 'a', 'Add a step after', 'notify');
    await rename(page, 'Say that it takes longer');
    await press('Enter');
    await tabTo(page, page.getByRole('textbox', { name: 'Text' }));
    await page.keyboard.type('It takes longer.');
    await select('Say that it takes longer');
    await pick(page, 'a', 'Add a step after', 'end');
    await page.getByText('Nothing to mend').waitFor();
    const saved = await api.saved(({ flows }) => flows.length === 6);
    const sub = saved.elements.find(({ type }) => type === 'subProcess');
    expect(saved.elements.find(({ name }) => name === 'Install')).toMatchObject({
      parent: sub?.id,
    });
    expect(saved.elements.find(({ type }) => type === 'boundaryEvent')).toMatchObject({
      attachedTo: sub?.id,
      timer: { after: { businessHours: 8 } },
    });
    expect(errorsIn(saved)).toEqual([]);
    await publish();
    expect(api.publications).toHaveLength(1);
  });

  it('lets a reminder come again in working time, and once at a date', async () => {
    await open(reminded);
    await select('Reminder');
    await press('Enter');
    const stops = page.getByRole('switch', { name: 'Calls the work off' });
    await tabTo(page, stops);
    await press('Space');
    const howOften = page.getByRole('textbox', { name: 'How often' });
    const hint = await page.getByText('Each time after the same length again').boundingBox();
    expect(hint?.width).toBeGreaterThan(200);
    await howOften.fill('3');
    const often = await api.saved((draft) => reminderIn(draft).repeat === 3);
    expect(reminderIn(often)).toMatchObject({
      timer: { after: { businessHours: 4 } },
      interrupting: false,
    });
    expect(lint(often).map(({ rule }) => rule)).not.toContain('event-setting');
    await page.getByRole('radio', { name: 'For a time' }).press('ArrowRight');
    await howOften.waitFor({ state: 'hidden' });
    const once = await api.saved((draft) => 'at' in (reminderIn(draft).timer ?? {}));
    expect(reminderIn(once)).not.toHaveProperty('repeat');
  });

  it('turns, wraps, moves and dissolves, each one step to undo', async () => {
    await open(emptyProcess('loan', 'Loan'));
    await press('ArrowRight');
    await pick(page, 'a', 'Add a step after', 'task');
    await rename(page, 'Look');
    await pick(page, 'r', 'Turn Look into', 'approval');
    await announced(page, 'Look is now: Approval');
    await press('Control+z');
    await press('s');
    await announced(page, 'Sub-process made of 1 step');
    const wrapped = await api.saved(({ elements }) => elements.length === 6);
    expect(errorsIn(wrapped)).toEqual([]);
    await press('u');
    await announced(page, 'Sub-process dissolved');
    const dissolved = await api.saved(({ elements }) => elements.length === 3);
    expect(dissolved.flows.map(({ from, to }) => [from, to])).toEqual([
      ['start', 'userTask'],
      ['userTask', 'end'],
    ]);
    await press('Control+z');
    await press('Control+z');
    await announced(page, 'Undone: Sub-process made of 1 step');
    await press('Control+Shift+z');
    await select('Sub-process');
    await press('Delete');
    await announced(page, 'Sub-process deleted, and 3 things with it');
    await press('Control+z');
    await api.saved(({ elements }) => elements.length === 6);
  });

  it('does the same in the list, which is nested as the process is', async () => {
    await open(everyElement);
    await press('o');
    const inside = page.getByRole('list', { name: 'Inside Prepare the machine' });
    await inside.getByRole('list', { name: 'Inside Asked to stop' }).waitFor();
    const row = inside.getByRole('button', { name: /^Install the system/ });
    await row.focus();
    await pick(page, 'b', 'Event on the border of Install the system', 'fails');
    await inside.getByRole('button', { name: /on Install the system/ }).waitFor();
    await inside.getByRole('button', { name: /^Wipe it again/ }).focus();
    await press('Delete');
    const saved = await api.saved(({ elements }) => !elements.some(({ id }) => id === 'wipe'));
    expect(saved.elements.find(({ id }) => id === 'install')).not.toHaveProperty('undo');
  });
});

describe('with a mouse', () => {
  it('drags a step into a sub-process, and the sub-process with it', async () => {
    await open(withPart);
    await drag(element('Install'), element('Prepare it'));
    await announced(page, '1 step moved into Prepare it');
    const laid = await api.saved(({ elements }) =>
      elements.some(({ id, parent }) => id === 'install' && parent === 'part'),
    );
    const frame = await atRest(element('Prepare it'));
    await page.mouse.move(frame.x + 60, frame.y + 12);
    await page.mouse.down();
    await page.mouse.move(frame.x + 60, frame.y + 172, { steps: 8 });
    await page.mouse.up();
    const moved = await api.saved(({ layout }) => layout?.part?.y !== laid.layout?.part?.y);
    const by = (id: string) => (moved.layout?.[id]?.y ?? 0) - (laid.layout?.[id]?.y ?? 0);
    expect(by('part')).toBeGreaterThan(100);
    expect([by('inner'), by('install')]).toEqual([by('part'), by('part')]);
    expect(by('end')).toBe(0);
  });
});

describe('the panel', () => {
  it('fills in a message, reads expressions while they are typed, and chooses a process', async () => {
    await open(everyElement);
    await select('Order accessories');
    const panel = page.getByRole('complementary', { name: 'Properties' });
    await panel.getByRole('button', { name: 'Use the newest (4)' }).click();
    await panel.getByLabel('For each of', { exact: true }).fill('1 +');
    await panel.getByText('Cannot be read yet').waitFor();
    await panel.getByLabel('For each of', { exact: true }).fill('1 + 2');
    const saved = await api.saved(({ elements }) =>
      elements.some((one) => one.type === 'callActivity' && one.loop?.each === '1 + 2'),
    );
    expect(saved.elements.find(({ id }) => id === 'call')).toMatchObject({ version: 4 });
    await select('Remind');
    await panel.getByLabel('What', { exact: true }).first().click();
    await page.getByRole('option', { name: 'A message' }).click();
    await panel.getByLabel('Key', { exact: true }).fill('ticket.number');
    await api.saved(({ elements }) =>
      elements.some((one) => one.type === 'boundaryEvent' && one.message?.key === 'ticket.number'),
    );
  });

  it('asks whom one names, once they are named, and the next of the same kind', async () => {
    const approval = { mode: 'any', approvers: [{ user: 'ana@demo.test' }] } as const;
    const ask = { id: 'ask', type: 'approval', name: 'Ask', approval } as const;
    const people = [
      { id: 'u1', name: 'Ana Sousa', email: 'ana@demo.test' },
      { id: 'u2', name: 'Inês Duarte', email: 'ines@demo.test' },
    ];
    ({ page, api } = await app.open(
      { ...reminded, elements: [...reminded.elements, ask] },
      {},
      ({ lists }) => lists.set('/users', people),
    ));
    await select('Ask');
    const panel = page.getByRole('complementary', { name: 'Properties' });
    const approvers = (count: number) =>
      api.saved(({ elements }) =>
        elements.some((one) => one.type === 'approval' && one.approval.approvers?.length === count),
      );
    await panel.getByRole('button', { name: 'Add somebody' }).click();
    const added = panel.getByRole('combobox', { name: 'Who' }).nth(1);
    await expect
      .poll(() => added.evaluate((it) => it === document.activeElement), PATIENCE)
      .toBe(true);
    for (const key of ['Enter', 'Tab']) {
      await added.fill('');
      await page.keyboard.type('ines');
      await page.getByRole('option', { name: 'Inês Duarte' }).waitFor();
      expect(JSON.stringify(await api.saved(() => true))).not.toContain('"ines"');
      await page.keyboard.press(key);
      await expect.poll(() => added.inputValue(), PATIENCE).toBe('Inês Duarte');
    }
    const saved = await approvers(2);
    expect(saved.elements.at(-1)).toMatchObject({
      approval: { approvers: [{ user: 'ana@demo.test' }, { user: 'ines@demo.test' }] },
    });
  });

  it('asks in stages of groups, without a mouse, and says what is enough', async () => {
    const approval = { mode: 'any', approvers: [{ role: 'it' }] } as const;
    const ask = { id: 'ask', type: 'approval', name: 'Ask', approval } as const;
    await open({ ...reminded, elements: [...reminded.elements, ask] });
    await select('Ask');
    const panel = page.getByRole('complementary', { name: 'Properties' });
    const act = (name: string) => panel.getByRole('button', { name }).last().press('Enter');
    await panel.getByRole('radio', { name: 'By weight' }).press(' ');
    await panel.getByRole('textbox', { name: 'Weight of it' }).fill('3');
    await act('Ask in stages');
    await act('Ask another group as well');
    await panel.getByRole('combobox', { name: 'Kind' }).last().waitFor();
    await panel.getByRole('radio', { name: 'Any one group' }).press(' ');
    await panel.getByText('Enough is: it, or Requester’s manager.').waitFor();
    await act('Add a stage');
    await panel.getByRole('textbox', { name: 'Name of the stage' }).fill('Owner');
    await act('Ask Owner earlier');
    await act('Due after');
    await panel.getByRole('combobox', { name: 'It ends as' }).press('Enter');
    await page.getByRole('option', { name: 'Rejected' }).click();
    const { elements } = await api.saved((saved) =>
      JSON.stringify(saved).includes('"outcome":"rejected"'),
    );
    const manager = { mode: 'any', approvers: [{ relation: 'requesterManager' }] };
    expect(elements.at(-1)).toEqual({
      ...ask,
      approval: {
        stages: [
          { id: 'stage2', name: 'Owner', groups: [{ id: 'group1', ...manager }] },
          {
            id: 'stage1',
            groups: [
              { id: 'group1', mode: 'weighted', needed: 2, approvers: [{ role: 'it', weight: 3 }] },
              { id: 'group2', ...manager },
            ],
            enough: [['group1'], ['group2']],
          },
        ],
        due: { businessDays: 2 },
        late: { outcome: 'rejected' },
      },
    });
    // From its beginning: what is half below its head is not small.
    await panel.evaluate((it) => it.scrollTo(0, 0));
    expect(await mistakes('the panel of an approval in stages')).toEqual([]);
  });
});

describe.each([
  { scheme: 'dark', locale: 'ar', width: 1440 },
  { scheme: 'dark', locale: 'en-GB', width: 390 },
] as const)(
  'every element in $scheme, $locale, $width pixels wide',
  ({ scheme, locale, width }) => {
    it('can be read and used by everybody', async () => {
      await open(everyElement, { scheme, locale, width });
      const wrong = [...(await mistakes('the drawing'))];
      if (width > 390) {
        for (const name of NAMES) {
          await select(name);
          wrong.push(...(await mistakes(`the panel of ${name}`)));
        }
      }
      await press('Escape');
      await press('o');
      await page.locator('[data-outline="sub"]').waitFor();
      wrong.push(...(await mistakes('the list')));
      expect(wrong).toEqual([]);
    });
  },
);

const NAMES = [
  'Prepare the machine',
  'Install the system',
  'Remind',
  'Order accessories',
  'Before the board',
  'Call for help',
  'Given up',
  'What comes',
  'Somebody says stop',
];

async function open(...what: Parameters<PlayedApp['open']>): Promise<void> {
  ({ page, api } = await app.open(...what));
}

const element = (name: string) => elementOn(page, name);
const press = (keys: string) => page.keyboard.press(keys);
const focused = () => focusedOn(page);
const errorsIn = (definition: Definition) =>
  lint(definition)
    .filter(({ level }) => level === 'error')
    .map(({ message }) => message);

/** By the finder, as one who cannot see the drawing does. */
async function select(name: string): Promise<void> {
  await press('Escape');
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await press('/');
  // The finder, in whatever language.
  const field = page.locator('[role="dialog"] input[role="combobox"]');
  await field.fill(name);
  await field.press('Enter');
  const id = await element(name).first().getAttribute('data-id');
  await page.locator(`.react-flow__node[data-id="${id}"].selected`).waitFor(PATIENCE);
  await expect.poll(focused, PATIENCE).toBe(id);
}

async function publish(): Promise<void> {
  await page.getByRole('button', { name: 'Publish', exact: true }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Publish version 1' });
  await dialog.getByRole('button', { name: 'Publish version 1' }).press('Enter');
  await page.getByRole('dialog', { name: 'Version 1 is published' }).waitFor();
}

async function drag(what: Locator, onto: Locator): Promise<void> {
  const from = await atRest(what);
  const to = await atRest(onto);
  await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
  await page.mouse.down();
  const target = { x: to.x + to.width / 2, y: to.y + to.height / 2 };
  await page.mouse.move(target.x - 20, target.y - 20, { steps: 8 });
  await page.mouse.move(target.x, target.y, { steps: 4 });
  await page.mouse.up();
}

async function mistakes(where: string): Promise<readonly string[]> {
  const found = await violationsOn(page);
  return found.map(({ id, nodes }) => `${where}: ${id}: ${nodes[0]?.html.slice(0, 200)}`);
}
