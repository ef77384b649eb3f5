/**
 * A process played while it is drawn, in a real Chromium: begun, answered, moved in time, stepped back, stopped and made to
 * fail; kept, and held against the drawing when that changes. The interpreter, the rules and the calendars are the real ones;
 * only the API is played.
 */
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Definition } from '#engine/definition.ts';
import { shippedCatalogItems, shippedProcesses, shippedRulesets } from '#rules/shipped/index.ts';
import { violationsOn } from '../../support/axe.ts';
import { OFFICE } from '../../support/clock.ts';
import { approval, call, process, when } from '../../support/process.ts';
import { announced, elementOn, tabTo } from './author.ts';
import type { PlayedApi } from './played-api.ts';
import { PATIENCE, type PlayedApp, startPlayedApp } from './played-app.ts';

const laptop = shippedProcesses.find(({ key }) => key === 'laptop-request');
if (!laptop) throw new Error('there is no laptop request');
const LAPTOP: Definition = { ...laptop, key: 'loan' };
const LOAN: Definition = {
  ...process('start > ask; ask -approved> give > end; ask -rejected> no', {
    ask: { ...approval, name: 'Owner agrees' },
    give: { type: 'userTask', name: 'Hand it over', task: {} },
    no: { type: 'endEvent' },
  }),
  key: 'loan',
  name: 'Loan',
};
const CALLING: Definition = {
  ...process('start > a > shop > end', {
    a: { type: 'userTask', name: 'Fill in', task: {} },
    shop: { ...call, name: 'Ask the shop' },
  }),
  key: 'loan',
};

let app: PlayedApp;
let page: Page;
let api: PlayedApi;
let panel: Locator;
let bar: Locator;

beforeAll(async () => {
  app = await startPlayedApp();
});

afterAll(async () => {
  await app?.stop();
});

afterEach(async () => {
  await page?.close();
});

describe('the shipped laptop request', () => {
  it('begins with one press, waits for its approval, and is played to its end over a jump of the clock', async () => {
    await rehearse(LAPTOP);
    await panel.getByRole('textbox', { name: 'Price' }).fill('2400');
    await begin();
    await waiting('Manager approves');
    await panel.getByText('Who approves a laptop decides').first().waitFor();
    expect(await stateOf('manager-approval')).toBe('here');
    expect(await stateOf('approval-level')).toBe('done');
    await jump('Tomorrow 09:00');
    await bar.getByText('Tue 09:00').waitFor();
    await act('Manager approves', 'Approve');
    await waiting('Order the laptop');
    await act('Order the laptop', 'Ordered and received');
    await act('Set up account and software', 'Ready');
    await panel.getByText('The process has ended as “fulfilled”').first().waitFor();
    const mail = panel.getByRole('listitem').filter({ hasText: 'A mail would go to' }).last();
    await mail.getByText('More').click();
    await mail.getByText('is set up and ready to be picked up').waitFor();
    await announced(page, 'The process has ended as “fulfilled”');
  });

  it('says why it went where it went', async () => {
    await rehearse(LAPTOP);
    await begin();
    const decided = panel.getByRole('listitem').filter({ hasText: 'Approval needed? → No' }).last();
    await decided.getByText('More').click();
    await decided.getByText('Approval was').waitFor();
    await decided.getByRole('button').click();
    await expect.poll(() => selectedOn('needs-approval'), PATIENCE).toBe(true);
  });
});

describe('a rehearsal', () => {
  it('takes the last happening back, and does it again', async () => {
    await rehearse(LOAN);
    await begin();
    expect(await bar.getByText(/played/).count()).toBe(0);
    await act('Owner agrees', 'Approve');
    await waiting('Hand it over');
    await bar.getByRole('button', { name: 'Step back' }).click();
    await waiting('Owner agrees');
    expect(await stateOf('give')).toBe('ahead');
    await bar.getByRole('button', { name: 'Step forward' }).click();
    await waiting('Hand it over');
    await bar.getByText('1 of 1').waitFor();
  });

  it('is followed as large as can be read, until somebody looks elsewhere, and then again', async () => {
    const names = Array.from({ length: 14 }, (_, index) => `s${index}`);
    const tasks = names.map(
      (id) => [id, { type: 'userTask', name: `Do ${id}`, task: {} }] as const,
    );
    await rehearse({
      ...process(`start > ${names.join(' > ')} > end`, Object.fromEntries(tasks)),
      key: 'loan',
    });
    await begin();
    await page.locator('.react-flow').hover();
    for (const name of names.slice(0, 9)) {
      await waiting(`Do ${name}`);
      await act(`Do ${name}`, 'Complete');
    }
    await waiting('Do s9');
    await expect.poll(() => isSeen('s9'), PATIENCE).toBe(true);
    const again = page.getByRole('button', { name: 'Follow again' });
    expect(await again.count()).toBe(0);
    await page.locator('.react-flow').hover();
    await page.mouse.wheel(-4_000, 0);
    await again.waitFor();
    await act('Do s9', 'Complete');
    await waiting('Do s10');
    expect(await isSeen('s10')).toBe(false);
    await again.click();
    await expect.poll(() => isSeen('s10'), PATIENCE).toBe(true);
    await again.waitFor({ state: 'detached' });
    await page.keyboard.press('0');
    await again.click();
    // Large enough to be read again.
    await expect
      .poll(() => page.getByRole('button', { name: /^\d+ %/ }).textContent(), PATIENCE)
      .toMatch(/^(5[5-9]|[6-9]\d|100) %/);
    expect(await isSeen('s10')).toBe(true);
  });

  it('stops where it shall when it plays on by itself', async () => {
    await rehearse(LOAN);
    await begin();
    await waiting('Owner agrees');
    await elementOn(page, 'Hand it over').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Stop here when playing on' }).click();
    await page.locator('[aria-label*="playing on stops here"]').waitFor();
    await bar.getByRole('button', { name: 'Play on' }).click();
    await bar.getByText('Stopped at Hand it over.').waitFor();
    await bar.getByRole('button', { name: 'Play on' }).click();
    await bar.getByText('Played to the end.').waitFor();
  });

  it('fails where it is told to, and is tried again', async () => {
    await rehearse(CALLING);
    await begin();
    await panel.getByText('Make something fail').click();
    await panel.getByRole('button', { name: 'Fail next …' }).click();
    await page.getByRole('button', { name: 'Fail like this' }).click();
    await act('Fill in', 'Complete');
    await panel
      .getByText('Failed: the other system is not available just now http_503', { exact: true })
      .waitFor();
    expect(await stateOf('shop')).toBe('failed');
    await act('Ask the shop', 'Try again');
    await act('Ask the shop', 'Answer');
    await panel.getByText('The process has ended').first().waitFor();
  });

  it('reads a ticket of the desk for its facts, and says when there is none', async () => {
    await rehearse(LOAN, (given) => given.things.set('/tickets/INC-000007', TICKET));
    await panel.getByText('A real one').click();
    const number = panel.getByRole('textbox', { name: 'Number of the ticket' });
    await number.fill('INC-999999');
    await begin();
    await panel.getByText('There is no ticket with this number').waitFor();
    await number.fill('inc-000007');
    await begin();
    await waiting('Owner agrees');
  });

  it('changes nothing of what is drawn, and goes back to it as it was', async () => {
    await open(LOAN);
    await elementOn(page, 'Hand it over').click();
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Give');
    await page.getByRole('button', { name: 'Rehearse' }).click();
    await begin();
    await elementOn(page, 'Owner agrees').click();
    await page.keyboard.press('Delete');
    await page.keyboard.press('Control+z');
    expect(await elementOn(page, 'Give').count()).toBe(1);
    await page.getByRole('button', { name: 'Back to the drawing' }).click();
    const name = page.getByRole('textbox', { name: 'Name', exact: true });
    expect(await name.inputValue()).toBe('Give');
    await page.getByRole('button', { name: /^Undo: / }).click();
    await expect.poll(() => name.inputValue(), PATIENCE).toBe('Hand it over');
  });

  it('plays the same happenings on what the drawing has become, and says where they no longer fit', async () => {
    await rehearse(LOAN);
    await begin();
    await act('Owner agrees', 'Approve');
    await act('Hand it over', 'Complete');
    await page.getByRole('button', { name: 'Back to the drawing' }).click();
    await elementOn(page, 'Hand it over').click();
    await page.keyboard.press('Delete');
    await page.getByRole('button', { name: 'Rehearse' }).click();
    await panel.getByText('From here it no longer fits (2. ').first().waitFor();
    await panel.getByRole('button', { name: 'Leave this out' }).click();
    await expect.poll(() => panel.getByText('no longer fits').count(), PATIENCE).toBe(0);
  });
});

describe('a kept scenario', () => {
  it('passes, differs when the drawing changes, and is accepted as it comes out now', async () => {
    await rehearse(LOAN);
    await begin();
    await bar.getByRole('button', { name: 'Play on' }).click();
    await panel.getByText('The process has ended').first().waitFor();
    await panel.getByRole('button', { name: 'Keep as scenario' }).click();
    const dialog = page.getByRole('dialog', { name: 'Keep as scenario' });
    await dialog.getByText('Owner agrees').first().waitFor();
    expect(await dialog.textContent()).not.toContain('approval ask');
    await dialog.getByRole('textbox', { name: 'Name' }).fill('All goes well');
    await dialog.getByRole('checkbox', { name: 'Must pass before publishing' }).check();
    await dialog.getByRole('button', { name: 'Keep scenario' }).click();
    await page.getByRole('button', { name: '1 of 1 kept scenarios pass' }).waitFor();
    expect(api.scenarios).toMatchObject([
      {
        name: 'All goes well',
        required: true,
        scenario: { process: 'loan', trace: expect.arrayContaining(['approval ask']) },
      },
    ]);
    await page.getByRole('button', { name: 'Back to the drawing' }).click();
    await elementOn(page, 'end').click();
    await page.getByRole('textbox', { name: 'Outcome' }).fill('lent');
    await page.getByRole('button', { name: '0 of 1 kept scenarios pass' }).click();
    await panel.getByText('completed: lent').waitFor();
    await panel.getByRole('button', { name: 'All goes well', exact: true }).click();
    await panel.getByText('comes out otherwise than expected').waitFor();
    await panel.getByRole('button', { name: 'This is right: expect it from now on' }).click();
    await page.getByRole('button', { name: '1 of 1 kept scenarios pass' }).waitFor();
    expect(api.scenarios[0]?.scenario.trace?.at(-1)).toBe('completed: lent');
  });

  it('is renamed, made optional and deleted; a name that is taken is told at its field', async () => {
    const scenario = { name: 'One', happenings: [], trace: [] };
    await rehearse(LOAN, (given) => {
      given.scenarios = [
        { id: 's1', name: 'One', scenario, required: true, version: 1 },
        {
          id: 's2',
          name: 'Two',
          scenario: { ...scenario, name: 'Two' },
          required: false,
          version: 1,
        },
      ];
    });
    await panel.getByRole('tab', { name: 'Scenarios (2)' }).click();
    await pickAct('One', 'Rename …');
    const dialog = page.getByRole('dialog', { name: 'Rename “One”' });
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Two');
    await dialog.getByRole('button', { name: 'Rename' }).click();
    await dialog.getByText('There is a scenario with this name.').waitFor();
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Uno');
    await dialog.getByRole('button', { name: 'Rename' }).click();
    await pickAct('Uno', 'Need not pass before publishing');
    await expect
      .poll(() => api.scenarios.map(({ required }) => required), PATIENCE)
      .toEqual([false, false]);
    await pickAct('Two', 'Delete');
    await expect.poll(() => api.scenarios.map(({ name }) => name), PATIENCE).toEqual(['Uno']);
  });

  it('is counted in what is covered, and what never was is shown on the drawing', async () => {
    await rehearse(LOAN);
    await begin();
    await bar.getByRole('button', { name: 'Play on' }).click();
    await panel.getByText('The process has ended').first().waitFor();
    await panel.getByRole('tab', { name: 'Scenarios (0)' }).click();
    await panel.getByText('77 % (7 of 9 steps and connections)').waitFor();
    await panel.getByText('The way from Owner agrees: rejected').waitFor();
    await panel.getByRole('switch', { name: 'Show on the drawing how often' }).click();
    await page.locator('.react-flow__node[aria-label$="never"]').waitFor();
  });
});

describe('a finding that comes with a way into a trap', () => {
  it('is played to the trap', async () => {
    const trap = process(
      'start > p; p > a > p2; p > x; x -?cheap> b > p2; x > end2; p2 > end',
      { x: { type: 'exclusiveGateway', default: 'f7' } },
      { cheap: when('variables.cost', 'equal', 1) },
    );
    await open({ ...trap, key: 'loan' });
    await page.locator('[aria-controls="canvas-findings"]').click();
    await page.getByRole('button', { name: 'Play it' }).first().click();
    await panel.getByRole('heading', { name: 'What has happened' }).waitFor();
    expect(await stateOf('start')).toBe('done');
    expect(await stateOf('p2')).toBe('failed');
  });
});

describe('without a mouse', () => {
  it('is begun, answered, stopped, stepped and left by keys alone, and told', async () => {
    await open(LOAN);
    await page.keyboard.press('Shift+R');
    await announced(page, 'Nothing is saved');
    await tabTo(page, panel.getByRole('button', { name: 'Begin', exact: true }));
    await page.keyboard.press('Enter');
    await announced(page, 'Now waiting: Owner agrees');
    await page.keyboard.press('w');
    await tabTo(page, panel.getByRole('button', { name: 'Approve', exact: true }));
    await page.keyboard.press('Enter');
    await announced(page, 'Now waiting: Hand it over');
    const heading = panel.getByRole('heading', { name: 'Waiting' });
    await expect
      .poll(() => heading.evaluate((it) => it === document.activeElement), PATIENCE)
      .toBe(true);
    await page.keyboard.press(',');
    await announced(page, 'Now waiting: Owner agrees');
    await page.keyboard.press('.');
    await announced(page, 'Now waiting: Hand it over');
    await page.keyboard.press('n');
    await announced(page, 'No deadline is running.');
    await page.keyboard.press('p');
    await announced(page, 'Played to the end.');
    await page.keyboard.press('Shift+R');
    await page.getByRole('button', { name: 'Rehearse' }).waitFor();
  });
});

describe('a ticket that something is promised for', () => {
  it('shows its clocks at the moment of the rehearsal, jumps to what they tell, and tells of it', async () => {
    await rehearse(LOAN, (given) => given.things.set('/tickets/clocks/foretell', FORETOLD));
    await begin();
    const clock = panel.getByRole('region', { name: 'Answered in two hours' });
    await clock.getByText('due Monday 11:00').waitFor();
    await page.keyboard.press('n');
    await bar.getByText('Mon 11:00').waitFor();
    await panel
      .getByRole('listitem')
      .filter({ hasText: 'Answered in two hours is missed' })
      .last()
      .waitFor();
    await panel.getByText('Then: people are told').waitFor({ state: 'attached' });
    await panel.getByRole('button', { name: 'On the ticket' }).click();
    await page.getByRole('menuitem', { name: 'An agent replies' }).click();
    await panel.getByText('An agent replies').waitFor();
    await announced(page, 'An agent replies');
    expect((await violationsOn(page)).map(({ id }) => id)).toEqual([]);
  });
});

describe('everybody', () => {
  it.each([
    { scheme: 'light', locale: 'en', width: 1440 },
    { scheme: 'dark', locale: 'ar', width: 390 },
  ] as const)('can use it in $scheme, in $locale, $width pixels wide', async (look) => {
    await open(LAPTOP, look);
    await page.keyboard.press('Shift+R');
    const wrong = async () =>
      (await violationsOn(page)).map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
    panel = page.locator('aside').last();
    await panel.locator('button[type="submit"]').waitFor();
    expect(await wrong()).toEqual([]);
    await panel.locator('input[inputmode="decimal"], input[id="root_cost"]').first().fill('2400');
    await panel.locator('button[type="submit"]').click();
    await page
      .locator('.react-flow__node [data-state="here"]')
      .first()
      .waitFor({ state: 'attached' });
    expect(await wrong()).toEqual([]);
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth),
    ).toBe(true);
  });
});

/** One clock over a Monday morning, Europe/Berlin, that is missed at eleven. */
const FORETOLD = {
  clocks: [
    {
      id: 'c1',
      name: 'Answered in two hours',
      kind: 'sla',
      measures: 'firstResponse',
      subject: { kind: 'ticket', id: 'x' },
      policy: { key: 'answered', version: 1, target: 'all' },
      calendar: { key: 'office', version: 1, zone: null },
      state: 'running',
      ticking: true,
      cycle: 1,
      targetSeconds: 7_200,
      elapsedSeconds: 0,
      remainingSeconds: 7_200,
      startedAt: '2026-03-02T08:00:00.000Z',
      dueAt: '2026-03-02T10:00:00.000Z',
      breachedAt: null,
      stoppedAt: null,
      thresholds: [{ id: '#deadline', nth: 1, at: '2026-03-02T10:00:00.000Z', told: null }],
      segments: [
        {
          from: '2026-03-02T08:00:00.000Z',
          to: null,
          state: 'running',
          cycle: 1,
          calendar: null,
          endCause: null,
          cause: { kind: 'run', label: null, actor: null, status: 'new', happening: 'opened' },
        },
      ],
      strip: [
        {
          from: '2026-03-02T08:00:00.000Z',
          to: '2026-03-02T10:00:00.000Z',
          kind: 'counted',
          segment: 0,
        },
      ],
      revisions: [],
    },
  ],
  told: [
    {
      clock: 'c1',
      name: 'Answered in two hours',
      subject: null,
      threshold: '#deadline',
      nth: 1,
      at: '2026-03-02T10:00:00.000Z',
      isBreach: true,
      actions: ['notify'],
    },
  ],
  nextAt: '2026-03-02T10:00:00.000Z',
};

const TICKET = {
  id: '7',
  number: 'INC-000007',
  type: 'incident',
  title: 'No sound',
  description: '',
  status: 'new',
  holdReason: null,
  priority: 2,
  impact: 2,
  urgency: 2,
  category: null,
  queue: null,
  assignee: null,
  organization: null,
  requester: { id: '9', email: 'ravi@demo.test', name: 'Ravi' },
  tags: [],
  custom: {},
  source: 'portal',
  catalogItem: null,
  createdAt: '2026-03-02T08:00:00Z',
  dueAt: null,
};

async function open(
  definition: Definition,
  look?: Parameters<PlayedApp['open']>[1],
  prepare?: (given: PlayedApi) => void,
): Promise<void> {
  ({ page, api } = await app.open(definition, look, (given) => {
    given.lists.set('/calendars', [{ key: 'business-hours', name: 'Office', ...OFFICE }]);
    given.lists.set('/catalog/items', shippedCatalogItems);
    given.lists.set(
      '/rulesets',
      shippedRulesets.map((ruleset) => ({
        key: ruleset.key,
        name: ruleset.name,
        version: 1,
        ruleset,
        allowed: [],
      })),
    );
    prepare?.(given);
  }));
  panel = page.getByRole('complementary', { name: 'Rehearsal' });
  bar = page.getByRole('toolbar', { name: 'Play the rehearsal' });
}

async function rehearse(
  definition: Definition,
  prepare?: (given: PlayedApi) => void,
): Promise<void> {
  await open(definition, undefined, prepare);
  await page.getByRole('button', { name: 'Rehearse' }).click();
}

const begin = () => panel.getByRole('button', { name: 'Begin', exact: true }).click();

const waiting = (name: string) => panel.getByRole('group', { name }).waitFor();

const act = (name: string, label: string) =>
  panel.getByRole('group', { name }).getByRole('button', { name: label, exact: true }).click();

async function jump(label: string): Promise<void> {
  await bar.getByRole('button', { name: 'Jump to …' }).click();
  await page.getByRole('button', { name: label }).click();
}

async function pickAct(scenario: string, label: string): Promise<void> {
  await panel.getByRole('button', { name: `More for ${scenario}` }).click();
  await page.getByRole('menuitem', { name: label }).click();
}

const stateOf = (id: string) =>
  page
    .locator(`.react-flow__node[data-id="${id}"] [data-state]`)
    .first()
    .getAttribute('data-state');

/** Whole, in the pane of the drawing. */
const isSeen = async (id: string): Promise<boolean> => {
  const [box, pane] = await Promise.all([
    page.locator(`.react-flow__node[data-id="${id}"]`).boundingBox(),
    page.locator('.react-flow').boundingBox(),
  ]);
  return Boolean(box && pane && box.x >= pane.x && box.x + box.width <= pane.x + pane.width);
};

const selectedOn = (id: string) =>
  page
    .locator(`.react-flow__node[data-id="${id}"]`)
    .evaluate((it) => it.classList.contains('selected'));
