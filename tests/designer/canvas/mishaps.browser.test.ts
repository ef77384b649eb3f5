/**
 * What goes wrong while a process is drawn, in a real Chromium: a key that is taken, a connection that breaks at the wrong
 * moment, a save on top of a save, a beginning that is refused. It is said where somebody acted, and nothing is lost or
 * done twice.
 */
import type { Locator, Page, Route } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { emptyProcess } from '#designer/canvas/process/empty-process.ts';
import type { Definition } from '#engine/definition.ts';
import { violationsOn } from '../../support/axe.ts';
import { OFFICE } from '../../support/clock.ts';
import { process, wait } from '../../support/process.ts';
import { announced, elementOn } from './author.ts';
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
  await page?.close();
});

async function open(draft: Definition, prepare?: (given: PlayedApi) => void): Promise<void> {
  ({ page, api } = await app.open(draft, {}, (given) => {
    given.lists.set('/calendars', [{ key: 'business-hours', name: 'Office', ...OFFICE }]);
    prepare?.(given);
  }));
}

/** The Idempotency-Keys that these requests came with; the first of them is never answered. */
async function keysSentTo(address: string): Promise<string[]> {
  const keys: string[] = [];
  await page.route(address, async (route) => {
    if (route.request().method() !== 'POST') return route.fallback();
    keys.push((await route.request().headerValue('idempotency-key')) ?? '');
    return keys.length === 1 ? route.abort() : route.fallback();
  });
  return keys;
}

describe('a new process', () => {
  it('does not take the place of one that nobody here knew of, and offers ways out', async () => {
    await open(emptyProcess('loan', 'Loan'));
    api.others.set('taken', emptyProcess('taken', 'A colleague’s'));
    await page.goto(new URL('/processes', page.url()).href);
    await page.getByRole('button', { name: 'New process' }).click();
    const dialog = page.getByRole('dialog', { name: 'New process' });
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Taken');
    await dialog.getByRole('button', { name: 'Create process' }).click();
    await dialog.getByText('There is a process with this key.').waitFor(PATIENCE);
    expect(api.others.get('taken')?.name).toBe('A colleague’s');
    expect(await dialog.getByRole('textbox', { name: 'Name' }).inputValue()).toBe('Taken');
    expect(await dialog.getByRole('link', { name: 'Open “taken”' }).getAttribute('href')).toContain(
      '/processes/taken',
    );
    expect(await violationsOn(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Use “taken-2”' }).click();
    await dialog.getByRole('button', { name: 'Create process' }).click();
    await page.waitForURL(/processes\/taken-2/);
    expect(api.others.get('taken-2')?.name).toBe('Taken');
  });
});

describe('what is sent again', () => {
  it('is the same start of a run where no answer came, and another one after a refusal', async () => {
    await open(emptyProcess('loan', 'Loan'), (given) => {
      given.hasDraft = false;
      given.allowed = ['read', 'edit', 'start'];
    });
    const keys = await keysSentTo('**/processes/loan/runs');
    api.refusals.push({ code: 'invalid_input', status: 400, detail: 'Not today.' });
    await page.getByRole('button', { name: 'Start a run' }).click();
    const dialog = page.getByRole('dialog', { name: 'Start “Loan”' });
    const start = dialog.getByRole('button', { name: 'Start a run' });
    await start.click();
    await dialog.getByRole('alert').waitFor(PATIENCE);
    await start.click();
    await dialog.getByText('Not today.').first().waitFor(PATIENCE);
    await start.click();
    await dialog.getByRole('status').waitFor(PATIENCE);
    expect(keys).toEqual([keys[0], keys[0], keys[2]]);
    expect(keys[2]).not.toBe(keys[0]);
  });

  it('is the same going back; and beside an old version it forgets nothing that was drawn', async () => {
    await open({ ...aProcess(), name: 'Lending' }, (given) => {
      given.versions.set(1, aProcess()).set(2, aProcess({ name: 'Second' }));
    });
    await page.getByRole('textbox', { name: 'Name of the process' }).fill('Mine');
    await api.saved(({ name }) => name === 'Mine');
    await page.getByRole('button', { name: 'Versions' }).click();
    const drawer = page.getByRole('dialog', { name: 'Versions' });
    await drawer.getByRole('link', { name: 'Version 1', exact: true }).click();
    await page.getByRole('link', { name: 'Back to the draft' }).waitFor(PATIENCE);
    const keys = await keysSentTo('**/versions/1/publish-again');
    await page.getByRole('button', { name: 'Versions' }).click();
    await drawer.getByRole('button', { name: 'Roll back to this version' }).click();
    const dialog = page.getByRole('dialog', { name: 'Roll back to version 1' });
    const act = dialog.getByRole('button', { name: 'Publish version 1 again' });
    await act.click();
    await dialog.getByRole('alert').waitFor(PATIENCE);
    await act.click();
    await dialog
      .getByText('Version 3 is published and says what version 1 said.')
      .waitFor(PATIENCE);
    expect(keys).toEqual([keys[0], keys[0]]);
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'Back to the draft' }).click();
    await page.getByRole('button', { name: /^Undo: / }).click(PATIENCE);
    await expect
      .poll(() => page.getByRole('textbox', { name: 'Name of the process' }).inputValue(), PATIENCE)
      .toBe('Lending');
  });
});

describe('publishing what is not saved yet', () => {
  it('says that nothing was published, and asks first which of two drafts it shall be', async () => {
    await open(aProcess());
    const dialog = page.getByRole('dialog', { name: 'Publish version 1' });
    const publish = dialog.getByRole('button', { name: 'Publish version 1' });
    await page.route('**/processes/loan/draft', (route) =>
      route.request().method() === 'PUT' ? route.abort() : route.fallback(),
    );
    await page.getByRole('textbox', { name: 'Name of the process' }).fill('Lending');
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    await dialog.getByRole('textbox', { name: 'What has changed?' }).fill('Another name');
    await publish.click();
    await dialog.getByText('Nothing was published').waitFor(PATIENCE);
    expect(api.publications).toEqual([]);
    const { layout: _, ...theirs } = aProcess({ name: 'Theirs' });
    api.changeElsewhere(theirs);
    await page.unroute('**/processes/loan/draft');
    const other = page.getByRole('button', { name: 'Take the other' });
    // It may have tried again by itself, and the button be gone: then nothing is left waiting to press it later.
    await publish.evaluateAll((all) => {
      for (const button of all) (button as HTMLElement).click();
    });
    await other.click(PATIENCE);
    await expect
      .poll(() => dialog.getByRole('textbox', { name: 'What has changed?' }).inputValue(), PATIENCE)
      .toBe('Another name');
    await publish.click();
    await expect.poll(() => api.publications, PATIENCE).toMatchObject([{ note: 'Another name' }]);
    await page.getByRole('button', { name: 'Go on drawing' }).click();
    // What they had drawn without places has been given some.
    const places = await page
      .locator('.react-flow__node')
      .evaluateAll((all) => all.map((one) => (one as HTMLElement).style.transform));
    expect(new Set(places).size).toBe(theirs.elements.length);
  });

  it('saves one at a time, however many wait for it', async () => {
    await open(aProcess(), (given) => given.versions.set(1, aProcess({ name: 'First' })));
    const held: Route[] = [];
    const answers: number[] = [];
    page.on('response', (response) => {
      if (response.request().method() === 'PUT') answers.push(response.status());
    });
    await page.route('**/processes/loan/draft', (route) => {
      if (route.request().method() !== 'PUT' || held.length > 0) return route.fallback();
      held.push(route);
    });
    const name = page.getByRole('textbox', { name: 'Name of the process' });
    await name.fill('One');
    await expect.poll(() => held.length, PATIENCE).toBe(1);
    await name.fill('Two');
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Publish version 2' });
    await dialog.getByRole('button', { name: 'See what changes' }).click();
    await dialog.getByRole('button', { name: 'Publish version 2' }).click();
    await held[0]?.fallback();
    await page.getByText('Version 2').first().waitFor(PATIENCE);
    await expect.poll(() => api.publications.length, PATIENCE).toBe(1);
    expect(new Set(answers)).toEqual(new Set([200]));
    expect(await page.getByText('This draft was changed elsewhere').count()).toBe(0);
  });
});

describe('a tool', () => {
  it('is put away where there is nothing to use it on', async () => {
    await open(aProcess());
    const room = page.getByRole('button', { name: 'Make or take away room' });
    const isReady = () => room.getAttribute('aria-pressed');
    for (const [there, back] of [
      ['Shift+R', 'Shift+R'],
      ['o', 'o'],
    ] as const) {
      await page.keyboard.press('w');
      await expect.poll(isReady, PATIENCE).toBe('true');
      await page.keyboard.press(there);
      await announced(page, 'Dragging moves steps again.');
      await page.keyboard.press(back);
      await expect.poll(isReady, PATIENCE).toBe('false');
    }
  });

  it('zooms in by the plus as well', async () => {
    await open(aProcess());
    const zoom = () =>
      page
        .locator('.react-flow__viewport')
        .evaluate((it) => new DOMMatrix(getComputedStyle(it).transform).a);
    const before = await zoom();
    await page.keyboard.press('+');
    await expect.poll(zoom, PATIENCE).toBeGreaterThan(before);
  });
});

describe('a rehearsal', () => {
  const panel = (): Locator => page.getByRole('complementary', { name: 'Rehearsal' });
  const begin = () => panel().getByRole('button', { name: 'Begin', exact: true }).click();
  const rehearse = () => page.getByRole('button', { name: 'Rehearse', exact: true }).click();
  /** Its first step holds a box with a name, and beside that a group. */
  const boxed = (): Definition => ({
    ...process('start > sub > end; s2 > a > end2', {
      sub: { type: 'subProcess', name: 'Lend' },
      s2: { type: 'startEvent', trigger: { type: 'none' }, parent: 'sub' },
      a: { type: 'userTask', name: 'Fill in', task: {}, parent: 'sub' },
      end2: { type: 'endEvent', parent: 'sub' },
    }),
    key: 'loan',
    groups: [{ id: 'g', name: 'All of it', elements: ['start', 'end'] }],
  });

  /** Whether a right click on it opens a menu of ours, and not that of the browser. */
  const hasOwnMenu = async (place: Locator): Promise<boolean> => {
    const answer = await page.evaluateHandle(() => {
      const isOurs = new Promise<boolean>((done) => {
        window.addEventListener('contextmenu', (event) => done(event.defaultPrevented), {
          once: true,
        });
      });
      return { isOurs };
    });
    await place.click({ button: 'right' });
    return answer.evaluate(({ isOurs }) => isOurs);
  };

  it('that cannot begin keeps what was typed, and marks what does not fit', async () => {
    const schema = {
      type: 'object',
      properties: { cost: { type: 'string', title: 'Price' } },
    };
    const asked = {
      ...process('start > a > end', {
        start: { type: 'startEvent', trigger: { type: 'ticketCreated', catalogItem: 'tripod' } },
      }),
      key: 'loan',
      variables: { type: 'object', properties: { cost: { type: 'integer' } } },
    } as Definition;
    await open(asked, (given) =>
      given.lists.set('/catalog/items', [{ key: 'tripod', name: 'Tripod', schema, allowed: [] }]),
    );
    await rehearse();
    await panel().getByRole('textbox', { name: 'Title' }).fill('For the fair');
    const price = panel().getByRole('textbox', { name: 'Price' });
    await price.fill('a lot');
    await begin();
    await panel().getByText('The variables of the process take no such value.').first().waitFor();
    await announced(page, 'This cannot be played.');
    expect(await price.getAttribute('aria-invalid')).toBe('true');
    expect(await panel().getByRole('textbox', { name: 'Title' }).inputValue()).toBe('For the fair');
    expect(await violationsOn(page)).toEqual([]);
    // Nor does it begin about a ticket that is not named.
    await panel().getByText('A real one').click();
    await expect
      .poll(
        () => panel().getByRole('button', { name: 'Begin', exact: true }).isDisabled(),
        PATIENCE,
      )
      .toBe(true);
  });

  it('says at once why a key does nothing', async () => {
    const odd = { all: [{ fact: 'a', operator: 'no' }] };
    const half = process(
      'start > w > x; x -?odd> b > end; x > end2',
      { w: wait({ after: { hours: 1 } }), x: { type: 'exclusiveGateway', default: 'f5' } },
      { odd: odd as never },
    );
    await open({ ...half, key: 'loan' });
    await rehearse();
    await begin();
    await panel().getByRole('heading', { name: 'What has happened' }).waitFor(PATIENCE);
    await page.keyboard.press('n');
    await page.getByRole('alert').filter({ hasText: 'The drawing is not finished' }).waitFor();
  });

  it('changes not even how it is looked at, and has no menu for what cannot be played', async () => {
    await open(boxed());
    await rehearse();
    await begin();
    await elementOn(page, 'Lend').click({ position: { x: 10, y: 8 } });
    await page.locator('.react-flow__node.selected[data-id="sub"]').waitFor(PATIENCE);
    await page.keyboard.press('f');
    expect(await hasOwnMenu(page.getByRole('button', { name: 'All of it' }))).toBe(false);
    expect(await hasOwnMenu(elementOn(page, 'Fill in'))).toBe(true);
    await page.getByRole('menuitem', { name: /Stop here/ }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Back to the drawing' }).click();
    expect(await elementOn(page, 'Fill in').count()).toBe(1);
    expect(await page.getByRole('button', { name: /^Undo: / }).count()).toBe(0);
  });

  it('keeps the path that is shown, says so, and opens at it from an address', async () => {
    await open({ ...process('start > a > b > end'), key: 'loan' });
    await rehearse();
    await begin();
    for (const step of ['a', 'b'])
      await panel()
        .getByRole('group', { name: step, exact: true })
        .getByRole('button', { name: 'Complete' })
        .click();
    await page.keyboard.press(',');
    await page.getByText('1 of 2').waitFor(PATIENCE);
    await panel().getByRole('button', { name: 'Keep as scenario' }).click();
    const dialog = page.getByRole('dialog', { name: 'Keep as scenario' });
    await dialog.getByText('the one thing that has happened are kept').waitFor();
    await dialog.getByText('The one that was stepped back over is not.').waitFor();
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Half of it');
    await dialog.getByRole('button', { name: 'Keep scenario' }).click();
    await page.getByText('1 of 1').first().waitFor(PATIENCE);
    expect(api.scenarios[0]?.scenario.happenings).toEqual([{ type: 'complete', element: 'a' }]);
    await page.goto(new URL('/processes/loan?scenario=s1', page.url()).href);
    await panel().getByText('“Half of it” comes out as expected').waitFor(PATIENCE);
    await panel().getByRole('tab', { name: 'Scenarios (1)' }).click();
    await panel().getByRole('button', { name: 'More for Half of it' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await expect.poll(() => api.scenarios, PATIENCE).toEqual([]);
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await expect
      .poll(() => api.scenarios.map(({ name }) => name), PATIENCE)
      .toEqual(['Half of it']);
  });

  it('is played by who may only read, who is offered to keep nothing', async () => {
    const scenario = { name: 'One', happenings: [], trace: [] };
    await open({ ...process('start > a > end'), key: 'loan' }, (given) => {
      given.hasDraft = false;
      given.allowed = ['read'];
      given.scenarios = [{ id: 's1', name: 'One', scenario, required: true, version: 1 }];
    });
    await page.getByText('You can look at this, but not change it.').waitFor(PATIENCE);
    await rehearse();
    await begin();
    await panel().getByRole('heading', { name: 'What has happened' }).waitFor(PATIENCE);
    expect(await panel().getByRole('button', { name: 'Keep as scenario' }).count()).toBe(0);
    await panel().getByRole('tab', { name: 'Scenarios (1)' }).click();
    await panel().getByRole('button', { name: 'One', exact: true }).waitFor();
    expect(await panel().getByRole('button', { name: 'More for One' }).count()).toBe(0);
  });
});
