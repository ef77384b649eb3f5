/**
 * Versions compared in a real Chromium: two drawings that move together, a list that leads through them by keyboard, what is
 * said before publishing, and going back to a former version.
 */
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Definition } from '#engine/definition.ts';
import { violationsOn } from '../../support/axe.ts';
import { tabTo } from './author.ts';
import { COLLEAGUE, type PlayedApi } from './played-api.ts';
import { PATIENCE, type PlayedApp, startPlayedApp } from './played-app.ts';
import { aProcess } from './support.ts';

const first = aProcess();
const second: Definition = aProcess({
  elements: [
    ...first.elements
      .filter(({ id }) => id !== 'no')
      .map((one) => (one.id === 'give' ? { ...one, name: 'Give it' } : one)),
    { id: 'label', type: 'userTask', name: 'Put a label on it', task: {} },
  ],
  flows: first.flows.flatMap((flow) => {
    if (flow.id === 'f5') return [{ ...flow, to: 'done' }];
    if (flow.id === 'f6')
      return [
        { ...flow, to: 'label' },
        { id: 'f7', from: 'label', to: 'done' },
      ];
    if (flow.id !== 'f2') return [flow];
    const dearer = { fact: 'variables.cost', operator: 'greaterThan' as const, value: 2000 };
    return [{ ...flow, conditions: { all: [dearer] } }];
  }),
  layout: { ...first.layout, label: { x: 820, y: 88 }, done: { x: 1100, y: 96 } },
});
const draft = { ...second, name: 'Lending' };

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

/** Two versions and a draft on the second. */
const open = async (look: Parameters<PlayedApp['open']>[1] = {}): Promise<void> => {
  ({ page, api } = await app.open(draft, look));
  api.versions.set(1, first).set(2, second);
  api.runs.set(1, { count: 4, touched: 3 });
};

const compare = async (search: string, look: Parameters<PlayedApp['open']>[1] = {}) => {
  await open(look);
  await page.goto(new URL(`/processes/loan/compare${search}`, page.url()).href);
  await page.locator('[data-row]').first().waitFor(PATIENCE);
};

const row = (name: string): Locator =>
  page
    .locator('li')
    .filter({ has: page.locator('[data-row]') })
    .filter({ hasText: name });
const head = (key: string): Locator => page.locator(`[data-row="${key}"]`);
const drawing = (name: string): Locator => page.getByRole('figure', { name });
/** How both drawings are moved and zoomed. */
const views = (): Promise<readonly string[]> =>
  page
    .locator('figure [role="application"] > div')
    .evaluateAll((all) => all.map((one) => (one as HTMLElement).style.transform));

describe('two versions', () => {
  it('stand beside each other with what differs marked, and listed in words', async () => {
    await compare('?from=1&to=2');
    const before = drawing('Before: Version 1');
    const after = drawing('After: Version 2');
    await before.getByRole('button', { name: /^End.*Removed/ }).waitFor();
    await after.getByRole('button', { name: /^Put a label on it.*Added/ }).waitFor();
    await before.getByRole('button', { name: /^Hand it over.*Changed/ }).waitFor();
    await after.getByRole('button', { name: /^Give it.*Changed/ }).waitFor();
    expect(await before.getByRole('button', { name: /Added/ }).count()).toBe(0);
    expect(await after.getByRole('button', { name: /Removed/ }).count()).toBe(0);
    const condition = row('From Dear? to Owner agrees');
    expect(await condition.locator('del').textContent()).toBe('cost > 1000');
    expect(await condition.locator('ins').textContent()).toBe('cost > 2000');
    await page
      .getByText('4 runs follow version 1; 3 stand on something that was changed or removed.')
      .waitFor();
  });

  it('are walked through by keyboard, and both drawings follow', async () => {
    await compare('?from=1&to=2');
    await tabTo(page, page.locator('[data-row]').first());
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    const current = page.locator('[data-row][aria-current="true"]');
    await expect
      .poll(() => current.getAttribute('data-row'), PATIENCE)
      .toBe(await page.evaluate(() => (document.activeElement as HTMLElement).dataset.row));
    const key = await current.getAttribute('data-row');
    expect(key).toBe(await page.locator('[data-row]').nth(2).getAttribute('data-row'));
    await expect.poll(async () => new Set(await views()).size, PATIENCE).toBe(1);
    const [walked] = await views();
    await head('element label').focus();
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await views())[0], PATIENCE).not.toBe(walked);
    const [one, other] = await views();
    expect(one).toBe(other);
    await page
      .getByRole('status')
      .filter({ hasText: 'Shown in both drawings: Put a label on it' })
      .waitFor({ state: 'attached' });
  });

  it('are zoomed together, and a mark in a drawing leads to its row', async () => {
    await compare('?from=1&to=2');
    await drawing('After: Version 2').getByRole('application').focus();
    const start = await views();
    await page.keyboard.press('+');
    await expect.poll(async () => (await views())[0], PATIENCE).not.toBe(start[0]);
    const [one, other] = await views();
    expect(one).toBe(other);
    const mark = drawing('Before: Version 1').getByRole('button', {
      name: /^Hand it over.*Changed/,
    });
    await mark.focus();
    await page.keyboard.press('Enter');
    await expect
      .poll(
        () => page.evaluate(() => (document.activeElement as HTMLElement).dataset.row),
        PATIENCE,
      )
      .toBe('element give');
  });

  it('show only what one asks for', async () => {
    await compare('?from=1&to=2');
    const moved = page.getByRole('button', { name: '1 only moved' });
    expect(await head('element done').count()).toBe(1);
    await moved.click();
    await expect.poll(() => head('element done').count(), PATIENCE).toBe(0);
    expect(await drawing('After: Version 2').getByRole('button', { name: /Moved/ }).count()).toBe(
      0,
    );
    expect(await moved.getAttribute('aria-pressed')).toBe('false');
    for (const name of [/added/, /removed/, /changed/])
      await page.getByRole('group', { name: 'Show' }).getByRole('button', { name }).click();
    await page.getByText('Everything that differs is hidden.').waitFor();
    await moved.click();
    await head('element done').waitFor();
  });

  it('are chosen on the page, and the same one twice differs in nothing', async () => {
    await compare('?from=1&to=2');
    await page.getByRole('button', { name: 'Swap the sides' }).click();
    await drawing('Before: Version 2')
      .getByRole('button', { name: /^Put a label on it.*Removed/ })
      .waitFor(PATIENCE);
    await page.getByRole('combobox', { name: 'After' }).click();
    await page.getByRole('option', { name: 'Version 2' }).click();
    await page.getByText('Nothing differs', { exact: true }).waitFor(PATIENCE);
    await page.getByRole('combobox', { name: 'After' }).click();
    await page.getByRole('option', { name: 'Your draft' }).click();
    const process = row('The process itself');
    await process.waitFor(PATIENCE);
    expect(await process.locator('ins').textContent()).toBe('Lending');
  });

  it.each([
    ['light', 'en-GB', 1440],
    ['dark', 'ar', 390],
  ] as const)('can be read by everybody: %s, %s, %i', async (scheme, locale, width) => {
    await compare('?from=1&to=2', { scheme, locale, width });
    await head('element give').click();
    expect(await violationsOn(page)).toEqual([]);
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth),
    ).toBe(true);
  });
});

describe('before publishing', () => {
  it('one is told how much changes and what stays, and led to it', async () => {
    await open();
    await page.reload();
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Publish version 3' });
    await dialog.getByText('Since version 2: 1 changed.').waitFor(PATIENCE);
    await dialog.getByText('4 runs stay on version 1.').waitFor();
    expect(await violationsOn(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'See what changes' }).click();
    await row('The process itself').waitFor(PATIENCE);
    await drawing('After: Your draft').waitFor();
  });
});

describe('the list of versions', () => {
  const listed = async () => {
    await open();
    await page.reload();
    await page.getByRole('button', { name: 'Versions' }).click();
    const drawer = page.getByRole('dialog', { name: 'Versions' });
    const version = (number: number) =>
      drawer.getByRole('listitem').filter({ hasText: `Version ${number}` });
    await version(1).waitFor(PATIENCE);
    return { drawer, version };
  };

  it('says who, why and how much, and compares each with the present one', async () => {
    const { version } = await listed();
    await version(2).getByText('1 added and 2 changed').waitFor();
    await version(2).getByText('Note 2').waitFor();
    await version(2).getByText('Maya').waitFor();
    await version(1).getByText('4 running').waitFor();
    expect(
      await version(2).getByRole('button', { name: 'Roll back to this version' }).count(),
    ).toBe(0);
    expect(await violationsOn(page)).toEqual([]);
    await version(1).getByRole('link', { name: 'Compare with …' }).click();
    await drawing('Before: Version 1').waitFor(PATIENCE);
    await drawing('After: Version 2').waitFor();
  });

  it('takes a version into the drawing, from where it is undone', async () => {
    const { version } = await listed();
    await version(1).getByRole('button', { name: 'Use as draft' }).click();
    await page.locator('.react-flow__node[data-id="no"]').waitFor(PATIENCE);
    await page.getByRole('button', { name: 'Undo: Version 1 taken as draft' }).click();
    await page.locator('.react-flow__node[data-id="no"]').waitFor({ state: 'detached' });
  });

  it('goes back to a former version in one act that says what happens', async () => {
    const { version } = await listed();
    await version(1).getByRole('button', { name: 'Roll back to this version' }).click();
    const dialog = page.getByRole('dialog', { name: 'Roll back to version 1' });
    await dialog.getByText('Version 3 is published with what version 1 says.').waitFor();
    await dialog.getByText('4 runs stay on the versions they began with.').waitFor();
    api.refusals.push({
      code: 'definition_has_errors',
      status: 422,
      detail: 'The process cannot be published.',
      errors: [
        { pointer: '/elements/1', detail: 'The queue is gone.' },
        { pointer: '/elements/2', detail: 'The group is gone.' },
      ],
    });
    const act = dialog.getByRole('button', { name: 'Publish version 1 again' });
    await act.click();
    await dialog.getByText('The queue is gone.').waitFor(PATIENCE);
    await act.click();
    await dialog
      .getByText('Version 3 is published and says what version 1 said.')
      .waitFor(PATIENCE);
    expect(api.republications.at(-1)).toEqual({ note: 'Version 1 again', presentVersion: 2 });
    expect(await violationsOn(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await version(3).waitFor(PATIENCE);
  });

  it('shows the version that has become present to who has no draft', async () => {
    await open();
    api.hasDraft = false;
    await page.reload();
    await page.locator('.react-flow__node[data-id="label"]').waitFor(PATIENCE);
    await page.getByRole('button', { name: 'Versions' }).click();
    await page.getByRole('button', { name: 'Roll back to this version' }).click();
    await page.getByRole('button', { name: 'Publish version 1 again' }).click();
    await page.getByText('Version 3 is published and says what version 1 said.').waitFor(PATIENCE);
    await page.getByRole('button', { name: 'Close' }).last().click();
    await page.locator('.react-flow__node[data-id="no"]').waitFor(PATIENCE);
    expect(await page.locator('.react-flow__node[data-id="label"]').count()).toBe(0);
  });
});

describe('a process that needs a review', () => {
  it('is set to need one by who may publish', async () => {
    await open();
    const required = page.getByRole('switch', {
      name: 'A colleague must approve before publishing',
    });
    expect(await required.isChecked()).toBe(false);
    await required.focus();
    await page.keyboard.press('Space');
    await expect.poll(() => api.reviewRequired, PATIENCE).toBe(true);
    await expect.poll(() => required.isChecked(), PATIENCE).toBe(true);
  });

  it('goes on needing one until a second person wants to do without', async () => {
    await open();
    api.reviewRequired = true;
    await page.reload();
    const required = page.getByRole('switch', {
      name: 'A colleague must approve before publishing',
    });
    await required.focus(PATIENCE);
    await page.keyboard.press('Space');
    await page.getByText('You have asked to switch this off.').waitFor(PATIENCE);
    expect([await required.isChecked(), await required.isDisabled()]).toEqual([true, true]);
    // Since when it waits is said, and who has asked may think better of it.
    await page.locator('time[datetime="2026-01-01T00:00:00Z"]').first().waitFor();
    expect(await violationsOn(page)).toEqual([]);
    await page.getByRole('button', { name: 'Withdraw the request' }).click();
    await page.getByText('You have asked to switch this off.').waitFor({ state: 'detached' });
    api.reviewOffAskedBy = COLLEAGUE;
    await page.reload();
    await page.getByText('Nils wants to switch this off.').waitFor(PATIENCE);
    await page.getByRole('button', { name: 'Leave it on' }).waitFor();
    await required.focus();
    await page.keyboard.press('Space');
    await expect.poll(() => required.isChecked(), PATIENCE).toBe(false);
  });

  it('is published when a colleague has approved, and says so before', async () => {
    await open();
    api.reviewRequired = true;
    await page.reload();
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Publish version 3' });
    await dialog
      .getByText('A colleague who may publish must approve this draft first.')
      .waitFor(PATIENCE);
    const act = dialog.getByRole('button', { name: 'Publish version 3' });
    expect(await act.isDisabled()).toBe(true);
    await dialog.getByRole('button', { name: 'Copy the link for your colleague' }).waitFor();
    expect(await violationsOn(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    api.review = { decision: 'approve', comment: 'Well drawn.' };
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    await dialog.getByText('Nils has approved this draft.').waitFor(PATIENCE);
    await dialog.getByText('Well drawn.').waitFor();
    expect(await act.isEnabled()).toBe(true);
  });

  it('shows a colleague’s draft to be decided on, and keeps what was written when it has changed', async () => {
    await open({ width: 390 });
    api.guards = {
      calls: [{ element: 'call', process: 'stock', version: 2 }],
      required: ['Two days'],
      loosened: [
        { scenario: 'One day', how: 'removed', by: COLLEAGUE, at: '2026-01-01T00:00:00Z' },
      ],
    };
    await page.goto(
      new URL(`/processes/loan/compare?from=2&to=draft&author=${COLLEAGUE.id}`, page.url()).href,
    );
    const review = page.getByRole('region', { name: 'Your review' });
    await review.waitFor(PATIENCE);
    await drawing('After: Draft of Nils').waitFor(PATIENCE);
    await review.getByText('It starts “stock”, version 2.').waitFor();
    await review.getByText('Scenarios it must pass: Two days').waitFor();
    await review.getByText('Nils has deleted the scenario “One day”, which had to pass.').waitFor();
    await review.getByRole('textbox', { name: 'A comment for the author' }).fill('Who is asked?');
    api.refusals.push({
      code: 'draft_changed',
      status: 412,
      detail: 'The draft has been changed.',
    });
    await review.getByRole('button', { name: 'Reject' }).click();
    await review.getByText('The draft has been changed.').waitFor(PATIENCE);
    expect(await violationsOn(page)).toEqual([]);
    await review.getByRole('button', { name: 'Reject' }).click();
    await review.getByText('Nils has rejected this draft.').waitFor(PATIENCE);
    expect(api.reviews.at(-1)).toEqual({
      decision: 'reject',
      comment: 'Who is asked?',
      sha256: 'hash-of-draft',
    });
  });
});

describe('what a tab remembers of a process', () => {
  it('gives way to what a colleague has published since', async () => {
    ({ page, api } = await app.open(first, {}, (played) => {
      played.hasDraft = false;
      played.versions.set(1, first);
    }));
    const label = page.locator('.react-flow__node[data-id="label"]');
    expect(await label.count()).toBe(0);
    api.versions.set(2, second);
    await page.reload();
    await label.waitFor(PATIENCE);
  });
});
