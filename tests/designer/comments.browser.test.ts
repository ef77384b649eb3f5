/**
 * Two people at one process, each in a browser of their own: what one says the other sees without asking, mail and address
 * lead to it, and each sees that the other is there and no longer when they have gone.
 */
import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { violationsOn } from '../support/axe.ts';
import { type Look, visitDemo } from '../support/demo-visits.ts';

let maya: Page;
let omar: Page;
const visits = visitDemo();

const arrive = async (email: string, address: string, look: Look = {}): Promise<Page> => {
  const page = await visits.arrive(email, address, look);
  if (address !== '/processes') await page.locator('.react-flow__node').first().waitFor();
  return page;
};
const both = async (process: string): Promise<void> => {
  maya = await arrive('maya@demo.test', `/processes/${process}`);
  omar = await arrive('omar@demo.test', `/processes/${process}`);
};

const node = (page: Page, name: string): Locator =>
  page.locator(`.react-flow__node[aria-label^="${name}"]`);
const panel = (page: Page): Locator => page.getByRole('complementary', { name: 'Comments' });
const thread = (page: Page, text: string): Locator =>
  page.locator('[data-thread]').filter({ hasText: text });
const announced = (page: Page, text: string) =>
  page.getByRole('status').filter({ hasText: text }).first().waitFor({ state: 'attached' });

const say = async (page: Page, step: string, text: string): Promise<void> => {
  await node(page, step).click();
  await page.keyboard.press('Shift+C');
  const field = page.getByRole('textbox', { name: `Comment on “${step}”` });
  await field.fill(text);
  await page.keyboard.press('Control+Enter');
  await thread(page, text).waitFor();
};

describe('a comment', () => {
  it('is written by keyboard, calls a colleague by name, and is seen, heard and answered by them at once', async () => {
    await both('laptop-request');
    await node(maya, 'Manager approves').click();
    await maya.keyboard.press('Shift+C');
    const field = maya.getByRole('textbox', { name: 'Comment on “Manager approves”' });
    await expect.poll(() => field.evaluate((it) => it === document.activeElement)).toBe(true);
    await maya.keyboard.type('Who stands in? See https://example.com/rules. @oma');
    await maya.getByRole('option', { name: 'Omar Haddad' }).waitFor();
    expect(await maya.getByRole('option', { name: 'Ravi' }).count()).toBe(0);
    await maya.keyboard.press('Enter');
    await maya.keyboard.type('knows.');
    await maya.keyboard.press('Control+Enter');
    await thread(maya, 'Who stands in?').waitFor();
    expect(await field.inputValue()).toBe('');

    await announced(omar, 'Maya Okafor has commented: Who stands in?');
    await omar.getByRole('button', { name: '1 open comment on “Manager approves”' }).click();
    const seen = thread(omar, 'Who stands in?');
    await seen.getByText('@Omar Haddad').waitFor();
    const link = seen.getByRole('link', { name: 'https://example.com/rules' });
    expect(await link.getAttribute('rel')).toContain('noopener');
    await seen.getByRole('button', { name: 'Answer' }).click();
    await omar.keyboard.type('Their deputy does.');
    await omar.keyboard.press('Control+Enter');
    await thread(maya, 'Their deputy does.').waitFor();
    await node(maya, 'Manager approves')
      .and(maya.locator('[aria-label*="1 open comment"]'))
      .waitFor();
  });

  it('waits in the list of processes and in a mail for who is named, whose address leads to it', async () => {
    const list = await arrive('omar@demo.test', '/processes/laptop-request');
    await list.goto('/processes');
    await list.getByRole('link', { name: '1 open comment names you' }).click();
    await thread(list, 'Who stands in?').waitFor();
    const id = await thread(list, 'Who stands in?').getAttribute('data-thread');
    await list.goto(`/processes/laptop-request?thread=${id}`);
    const shown = list.locator(`[data-thread="${id}"][aria-current="true"]`);
    await shown.waitFor();
    await expect.poll(() => shown.evaluate((it) => it === document.activeElement)).toBe(true);
    await list.goto('/processes/laptop-request?thread=01890a5d-ac96-774b-bcce-b302099a8057');
    await list.getByText('There is no such comment on this process.').waitFor();
  });

  it('is edited, deleted after a question, resolved and reopened, all without a reload for the other', async () => {
    await both('normal-change');
    await maya.keyboard.press('Shift+C');
    await maya
      .getByRole('textbox', { name: 'Comment on the whole process' })
      .fill('Too manny steps');
    await panel(maya).getByRole('button', { name: 'Comment', exact: true }).click();
    await omar.getByRole('button', { name: 'Comments, 1 open thread' }).click();
    await thread(omar, 'Too manny steps').waitFor();
    expect(
      await panel(omar)
        .getByRole('button', { name: /^Edit or delete/ })
        .count(),
    ).toBe(0);

    await maya.getByRole('button', { name: 'Edit or delete “Too manny steps”' }).click();
    await maya.getByRole('menuitem', { name: 'Edit' }).click();
    await maya.getByRole('textbox', { name: 'Edit' }).fill('Too many steps');
    await maya.getByRole('button', { name: 'Save' }).click();
    await thread(omar, 'Too many steps').getByText('edited').waitFor();

    await thread(omar, 'Too many steps').getByRole('button', { name: 'Resolve' }).click();
    await maya.getByText('Nothing is open').waitFor();
    await maya.getByText('Resolved', { exact: true }).click();
    await thread(maya, 'Too many steps').getByText('Resolved by Omar Haddad').waitFor();
    await maya.getByRole('button', { name: 'Reopen' }).click();
    await thread(omar, 'Too many steps').waitFor();

    await maya.getByText('Open (1)').click();
    await maya.getByRole('button', { name: 'Edit or delete “Too many steps”' }).click();
    await maya.getByRole('menuitem', { name: 'Delete' }).click();
    await maya.getByRole('button', { name: 'Keep it' }).click();
    await thread(omar, 'Too many steps').waitFor();
    await maya.getByRole('button', { name: 'Edit or delete “Too many steps”' }).click();
    await maya.getByRole('menuitem', { name: 'Delete' }).click();
    await maya.getByRole('button', { name: 'Delete the comment' }).click();
    await thread(omar, 'This comment was deleted by who wrote it.').waitFor();
  });

  it('is lost neither by a refusal, nor by a reload, nor when it is too long or says nothing', async () => {
    maya = await arrive('maya@demo.test', '/processes/incident');
    await maya.route('**/threads', (route) =>
      route.request().method() === 'POST' ? route.abort() : route.continue(),
    );
    await maya.keyboard.press('Shift+C');
    const field = () => maya.getByRole('textbox', { name: 'Comment on the whole process' });
    await field().fill('   ');
    await maya.keyboard.press('Control+Enter');
    await maya.getByText('Write something first.').waitFor();
    await field().fill('x'.repeat(4_001));
    await maya.keyboard.press('Control+Enter');
    await maya.getByText('A comment has at most 4,000 characters; this one has 4,001.').waitFor();
    await field().fill('Worth keeping');
    await maya.keyboard.press('Control+Enter');
    await panel(maya).getByRole('alert').waitFor();
    expect(await field().inputValue()).toBe('Worth keeping');
    await maya.reload();
    await maya.locator('.react-flow__node').first().waitFor();
    await maya.keyboard.press('Shift+C');
    expect(await field().inputValue()).toBe('Worth keeping');
    await maya.unroute('**/threads');
    await maya.keyboard.press('Control+Enter');
    await thread(maya, 'Worth keeping').waitFor();
  });

  it('stays when its step has gone, under the name it had, and its mark can be switched off', async () => {
    maya = await arrive('maya@demo.test', '/processes/incident');
    await say(maya, 'Alert the managers', 'Must they know?');
    const mark = maya.getByRole('button', { name: '1 open comment on “Alert the managers”' });
    await mark.waitFor();
    await maya.getByRole('switch', { name: 'Show them on the drawing' }).press('Space');
    await mark.waitFor({ state: 'detached' });
    await maya.getByRole('switch', { name: 'Show them on the drawing' }).press('Space');
    await mark.waitFor();
    await maya.keyboard.press('Escape');
    await node(maya, 'Alert the managers').click();
    await maya.keyboard.press('Delete');
    await node(maya, 'Alert the managers').waitFor({ state: 'detached' });
    await mark.waitFor({ state: 'detached' });
    await maya.getByRole('button', { name: /^Comments, / }).click();
    const gone = thread(maya, 'Must they know?');
    await gone.getByText('no longer in this drawing').waitFor();
    await gone.getByText('Alert the managers').waitFor();
  });
});

describe('who else is here', () => {
  it('is shown with what they do and have selected, and no longer when they leave', async () => {
    await both('laptop-request');
    await maya.getByRole('button', { name: /Omar Haddad: looking at version 1/ }).waitFor();
    await omar.getByRole('button', { name: /Maya Okafor: looking at version 1/ }).waitFor();
    await node(omar, 'Manager approves').click();
    await maya.locator('.react-flow').getByText('Omar Haddad', { exact: true }).waitFor();
    await maya.getByRole('textbox', { name: 'Name of the process' }).fill('Laptops');
    await omar.getByRole('button', { name: /Maya Okafor: editing their draft/ }).waitFor();
    await maya.keyboard.press('Escape');
    await maya.getByRole('button', { name: 'Rehearse' }).click();
    const others = omar.getByRole('button', { name: /Maya Okafor: rehearsing their draft/ });
    await others.focus();
    await omar.keyboard.press('Enter');
    await omar.getByRole('heading', { name: '1 other person is here' }).waitFor();
    await maya.goto('/processes');
    await others.waitFor({ state: 'detached' });
  });
});

describe.each([
  { scheme: 'dark', locale: 'ar', width: 1440 },
  { scheme: 'dark', locale: 'en', width: 390 },
] as const)('in $scheme, in $locale, $width pixels wide', ({ scheme, locale, width }) => {
  it('comments and colleagues can be read and used by everybody', async () => {
    omar = await arrive('omar@demo.test', '/processes/laptop-request');
    const address = '/processes/laptop-request?comments=open';
    maya = await arrive('maya@demo.test', address, { scheme, width, locale });
    await maya.locator('[data-thread]').first().waitFor();
    const wrong = await violationsOn(maya);
    expect(wrong.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    const tooWide = await maya.evaluate(
      () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
    );
    expect(tooWide).toBe(false);
  });
});
