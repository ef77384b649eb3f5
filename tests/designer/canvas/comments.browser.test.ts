/** Comments in a real Chromium, where they meet what else the canvas does with the keys and the focus. */
import type { Page, Route } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { elementOn, focusedOn } from './author.ts';
import { COLLEAGUE } from './played-api.ts';
import { PATIENCE, type PlayedApp, startPlayedApp } from './played-app.ts';
import { aProcess } from './support.ts';

const AT = '2026-01-01T00:00:00Z';
const comment = (body: string) => ({
  id: 'c1',
  author: COLLEAGUE,
  body,
  mentions: [],
  createdAt: AT,
  version: 1,
  editedAt: null,
  deletedAt: null,
  allowed: ['edit', 'delete'],
});
const thread = (body: string) => ({
  id: 't1',
  element: null,
  elementName: null,
  version: 1,
  draftOf: null,
  createdAt: AT,
  resolvedAt: null,
  resolvedBy: null,
  comments: [comment(body)],
  allowed: ['answer'],
});

let app: PlayedApp;
let page: Page;
/** Answers to what is said, as soon as the test lets them go. */
let answers: (() => void)[];

beforeAll(async () => {
  app = await startPlayedApp();
});
afterAll(async () => {
  await app?.stop();
});
beforeEach(async () => {
  answers = [];
  const { elements } = aProcess();
  const unsaid = elements.map((one) =>
    one.type === 'approval'
      ? { ...one, name: 'Owner agrees', approval: { ...one.approval, approvers: [] } }
      : one,
  );
  ({ page } = await app.open(aProcess({ elements: unsaid })));
  await page.route('**/api/v1/processes/loan/threads**', async (route: Route) => {
    if (route.request().method() === 'GET')
      return route.fulfill({ json: { items: [thread('Why?')], nextCursor: null } });
    const { body } = route.request().postDataJSON();
    await new Promise<void>((done) => answers.push(done));
    return route.fulfill({ status: 201, json: thread(body) });
  });
  await page.reload();
  await elementOn(page, 'Owner agrees').click();
  await page.keyboard.press('Shift+C');
  await comments().getByText('Why?').waitFor(PATIENCE);
});
afterEach(async () => {
  await page.close();
});

const comments = () => page.getByRole('complementary', { name: 'Comments' });

describe('the comments', () => {
  it('lose nothing that is typed while one is on its way', async () => {
    const field = page.getByRole('textbox', { name: 'Comment on “Owner agrees”' });
    await field.fill('First');
    await page.keyboard.press('Control+Enter');
    await expect.poll(() => answers.length, PATIENCE).toBe(1);
    await page.keyboard.type(' and second');
    const typed = await field.inputValue();
    for (const answer of answers) answer();
    await expect.poll(() => field.isEditable(), PATIENCE).toBe(true);
    await expect.poll(() => field.inputValue(), PATIENCE).toBe(typed.replace(/^First/, ''));
  });

  it('make room for what a step says when Enter asks for that', async () => {
    await elementOn(page, 'Owner agrees').focus();
    await page.keyboard.press('Enter');
    const name = page.getByRole('textbox', { name: 'Name', exact: true });
    await expect
      .poll(() => name.evaluate((it) => it === document.activeElement).catch(() => false), PATIENCE)
      .toBe(true);
    expect(await comments().count()).toBe(0);
    expect(await focusedOn(page)).toBe(undefined);
  });
});

describe('what is to be mended', () => {
  it('is filled in where the comments were', async () => {
    await page.getByRole('button', { name: /\d errors?/ }).click();
    const findings = page.getByRole('list', { name: 'Findings' });
    await findings
      .getByRole('button', { name: /Owner agrees/ })
      .first()
      .click();
    await page.getByRole('textbox', { name: 'Name', exact: true }).waitFor(PATIENCE);
    expect(await comments().count()).toBe(0);
  });
});

describe('a step that is clicked', () => {
  it('is selected, also where a connection was', async () => {
    await page.keyboard.press('Escape');
    await elementOn(page, 'Owner agrees').focus();
    await page.keyboard.press('/');
    await page.getByRole('combobox', { name: 'Find in this process' }).fill('variables.cost');
    await page.getByRole('option', { name: 'From Dear? to Owner agrees' }).click();
    await expect.poll(() => page.locator('.react-flow__edge.selected').count(), PATIENCE).toBe(1);
    await elementOn(page, 'Start').click();
    await expect.poll(() => page.locator('.react-flow__node.selected').count(), PATIENCE).toBe(1);
    expect(await page.locator('.react-flow__edge.selected').count()).toBe(0);
  });
});
