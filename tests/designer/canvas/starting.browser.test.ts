/**
 * A run started from the drawing, in a real Chromium: the variables are asked for as the published version describes them,
 * what the server refuses stands at its field, and afterwards there is a way to what was started.
 */
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { emptyProcess } from '#designer/canvas/process/empty-process.ts';
import { PLAYED_NEXT, type PlayedApi, RUN } from './played-api.ts';
import { PATIENCE, type PlayedApp, startPlayedApp } from './played-app.ts';

const LOAN = {
  ...emptyProcess('loan', 'Loan'),
  variables: {
    type: 'object',
    properties: {
      people: { type: 'integer', title: 'How many people', minimum: 1 },
      urgent: { type: 'boolean', title: 'Urgent' },
    },
    required: ['people', 'urgent'],
  },
};

let app: PlayedApp;
let page: Page;
let api: PlayedApi;
let dialog: Locator;

beforeAll(async () => {
  app = await startPlayedApp();
});

afterAll(async () => {
  await app?.stop();
});

beforeEach(async () => {
  ({ page, api } = await app.open(LOAN));
  api.hasDraft = false;
  api.allowed = ['read', 'edit', 'publish', 'start'];
  await page.reload();
  await page.getByRole('button', { name: 'Start a run' }).click();
  dialog = page.getByRole('dialog', { name: 'Start “Loan”' });
  await dialog.getByRole('textbox', { name: 'Ticket' }).waitFor();
});

afterEach(async () => {
  await page.close();
});

describe('starting a run by hand', () => {
  it('asks for the variables and the ticket, and leads to the ticket', async () => {
    await start();
    await dialog.getByRole('link', { name: 'How many people' }).waitFor();
    expect(api.started).toEqual([]);
    await fill('3');
    await dialog.getByRole('textbox', { name: 'Ticket' }).fill('inc-000007 ');
    await start();
    const link = dialog.getByRole('link', { name: 'Open INC-000007' });
    await link.waitFor(PATIENCE);
    expect(await link.getAttribute('href')).toContain('/tickets/INC-000007?tab=process');
    expect(api.started).toEqual([
      { version: 3, variables: { people: 3, urgent: false }, ticketId: 'INC-000007' },
    ]);
  });

  it('shows what the server refuses at its field, and without a ticket the run’s id', async () => {
    api.refusals.push(
      { code: 'not_found', status: 404, detail: 'There is no such ticket.' },
      {
        code: 'invalid_input',
        status: 400,
        detail: 'The process cannot start with these variables.',
        errors: [{ pointer: '/variables/people', detail: 'must be at most 20.' }],
      },
    );
    await fill('300');
    const ticket = dialog.getByRole('textbox', { name: 'Ticket' });
    await ticket.fill('INC-999999');
    await start();
    await expect.poll(() => describedBy(ticket), PATIENCE).toContain('There is no ticket');
    await ticket.clear();
    await start();
    const people = dialog.getByRole('textbox', { name: 'How many people' });
    await expect.poll(() => describedBy(people), PATIENCE).toContain('must be at most 20.');
    await people.fill('20');
    await start();
    await dialog.getByText(RUN).waitFor();
    await dialog.getByRole('button', { name: 'Copy id' }).waitFor();
    expect(api.started).toEqual([{ version: 3, variables: { people: 20, urgent: false } }]);
  });

  it('runs the version whose form is shown, and shows the other one with what was filled in where that one is taken', async () => {
    const { properties } = LOAN.variables;
    const why = { type: 'string', title: 'Why' };
    const next = { ...LOAN, variables: { ...LOAN.variables, properties: { ...properties, why } } };
    api.versions.set(1, LOAN).set(2, next);
    api.next = { ...PLAYED_NEXT, version: 2 };
    api.toStart.push(1, 2);
    api.refusals.push({ code: 'stale_version', status: 412, detail: 'It takes version 2.' });
    await page.reload();
    await page.getByRole('button', { name: 'Start a run' }).click();
    await dialog.getByText('this run takes version 1.').waitFor(PATIENCE);
    await fill('3');
    await dialog.getByRole('textbox', { name: 'Ticket' }).fill('INC-000007');
    await start();
    await dialog.getByText(/^Version 2 is what takes this run\. Nothing has started yet/).waitFor();
    await dialog.getByRole('textbox', { name: 'Why' }).fill('For tests');
    expect(api.started).toEqual([]);
    await start();
    await dialog.getByRole('link', { name: 'Open INC-000007' }).waitFor(PATIENCE);
    const variables = { people: 3, urgent: false, why: 'For tests' };
    expect(api.started).toEqual([{ version: 2, variables, ticketId: 'INC-000007' }]);
  });

  it('speaks of a draft only where one says something else', async () => {
    const words = dialog.getByText('not the draft');
    await dialog.getByRole('textbox', { name: 'How many people' }).waitFor();
    expect(await words.count()).toBe(0);
    await page.keyboard.press('Escape');
    await page.getByRole('textbox', { name: 'Name of the process' }).fill('Another loan');
    await page.getByRole('button', { name: 'Start a run' }).click();
    await page.getByText('Version 3 runs, not the draft.').waitFor();
  });
});

const start = () => dialog.getByRole('button', { name: 'Start a run' }).click();

const fill = async (people: string) => {
  await dialog.getByRole('textbox', { name: 'How many people' }).fill(people);
  await dialog.getByRole('radio', { name: 'No' }).check();
};

/** The sentences that a screen reader says with a field. */
const describedBy = (field: Locator): Promise<string> =>
  field.evaluate((it) =>
    (it.getAttribute('aria-describedby') ?? '')
      .split(' ')
      .map((id) => document.getElementById(id)?.textContent ?? '')
      .join(' '),
  );
