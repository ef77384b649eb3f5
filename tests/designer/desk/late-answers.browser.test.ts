/**
 * Answers that come late, on a slow network and from what others do meanwhile: what somebody types, chooses or opens until then
 * stays as it is.
 */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { violationsOn } from '../../support/axe.ts';
import { visitDemo } from '../../support/demo-visits.ts';
import { holdAnswer } from '../../support/held.ts';

const { arrive, demo, send } = visitDemo();
const MANAGER = 'kofi@demo.test';
const HOUR = 3_600_000;
const hours = (later: number) => new Date(Date.now() + later * HOUR).toISOString();
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

describe('a ticket', () => {
  const opened = async (page: Page, title: string, more: object = {}): Promise<string> => {
    const { number } = await send(page, 'POST', '/tickets', { type: 'incident', title, ...more });
    await page.goto(`/tickets/${number}`);
    return number;
  };
  const standing = async (page: Page, number: string) =>
    (await page.context().request.get(`${demo().url}/api/v1/tickets/${number}`)).json();
  const isFocused = (element: Element) => element === document.activeElement;

  it('keeps what is typed on while a comment goes out, and sends each part once', async () => {
    const page = await arrive(MANAGER);
    const { number } = await send(page, 'POST', '/tickets', { type: 'incident', title: 'No mail' });
    await page.goto(`/tickets/${number}`);
    const held = await holdAnswer(page, 'POST', '**/comments');
    const field = page.getByRole('textbox', { name: 'Answer to the requester' });
    await field.fill('We are looking at it.');
    await field.press('Control+Enter');
    await held.done;
    await field.pressSequentially(' More by noon.');
    held.letThrough();
    const said = (text: string) =>
      page.getByRole('article').getByText(text, { exact: true }).waitFor();
    await said('We are looking at it.');
    await expect.poll(() => field.inputValue()).toBe('More by noon.');
    await page.reload();
    expect(await field.inputValue()).toBe('More by noon.');
    await field.press('Control+Enter');
    await said('More by noon.');
    await expect.poll(() => field.inputValue()).toBe('');
  });

  it('calls nobody back to the comment who has gone on to something else', async () => {
    const page = await arrive(MANAGER);
    const { number } = await send(page, 'POST', '/tickets', { type: 'incident', title: 'No fax' });
    await page.goto(`/tickets/${number}`);
    const held = await holdAnswer(page, 'POST', '**/comments');
    const field = page.getByRole('textbox', { name: 'Answer to the requester' });
    await field.fill('Which one?');
    await field.press('Control+Enter');
    await held.done;
    const category = page.getByRole('textbox', { name: /Category/ });
    await category.fill('fax');
    held.letThrough();
    await expect.poll(() => field.inputValue()).toBe('');
    await page.keyboard.type(' machines');
    expect(await category.inputValue()).toBe('fax machines');
  });

  it('keeps the title and the category that are being typed when it becomes another', async () => {
    const page = await arrive(MANAGER);
    const { number } = await send(page, 'POST', '/tickets', {
      type: 'incident',
      title: 'No phone',
    });
    await page.goto(`/tickets/${number}`);
    await button(page, 'No phone').click();
    const title = page.getByRole('textbox', { name: 'Edit the title' });
    await title.fill('No phone in');
    await send(page, 'PATCH', `/tickets/${number}`, { priority: 1, category: 'voice' });
    const category = page.getByRole('textbox', { name: /Category/ });
    await expect.poll(() => category.inputValue()).toBe('voice');
    await page.keyboard.type(' Leipzig');
    await page.keyboard.press('Enter');
    await button(page, 'No phone in Leipzig').waitFor();

    const held = await holdAnswer(page, 'PATCH', `**/tickets/*`);
    await category.fill('lines');
    await category.press('Enter');
    await held.done;
    // Also before the first answer is there: one's own first word is nobody else's.
    await category.fill('lines and phones');
    await category.press('Enter');
    held.letThrough();
    await expect.poll(async () => (await standing(page, number)).category).toBe('lines and phones');
    await expect.poll(() => category.inputValue()).toBe('lines and phones');
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  it('asks before it writes over the title that somebody else gave it while one typed', async () => {
    const page = await arrive(MANAGER);
    const number = await opened(page, 'No scanner');
    await button(page, 'No scanner').click();
    await page.getByRole('textbox', { name: 'Edit the title' }).fill('No scanner in Bonn');
    await send(page, 'PATCH', `/tickets/${number}`, { title: 'No scanner in Kiel', priority: 1 });
    await page.getByRole('region', { name: `${number} No scanner in Kiel` }).waitFor();
    await page.keyboard.press('Enter');
    const asked = page.getByRole('dialog', { name: `${number} has changed meanwhile` });
    for (const side of ['No scanner', 'No scanner in Kiel', 'No scanner in Bonn'])
      await asked.getByText(side, { exact: true }).waitFor();
    expect(await violationsOn(page)).toEqual([]);
    expect((await standing(page, number)).title).toBe('No scanner in Kiel');
    await asked.getByRole('button', { name: 'Save my change' }).click();
    await expect.poll(async () => (await standing(page, number)).title).toBe('No scanner in Bonn');
    await button(page, 'No scanner in Bonn').waitFor();
  });

  it('shows what somebody else wrote where one has typed and taken it back', async () => {
    const page = await arrive(MANAGER);
    const number = await opened(page, 'No plotter', { category: 'print' });
    const category = page.getByRole('textbox', { name: /Category/ });
    await category.fill('prints');
    await send(page, 'PATCH', `/tickets/${number}`, { category: 'paper', title: 'No big plotter' });
    await button(page, 'No big plotter').waitFor();
    await category.fill('print');
    await category.press('Enter');
    await expect.poll(() => category.inputValue()).toBe('paper');

    await button(page, 'No big plotter').click();
    const title = page.getByRole('textbox', { name: 'Edit the title' });
    await title.fill('No big plotters');
    await send(page, 'PATCH', `/tickets/${number}`, { title: 'No plotter at all' });
    await page.getByRole('region', { name: `${number} No plotter at all` }).waitFor();
    await title.fill('No big plotter');
    await title.press('Enter');
    await button(page, 'No plotter at all').waitFor();
    // What would have been sent before is there once this is.
    await category.fill('ink');
    await category.press('Enter');
    await expect.poll(async () => (await standing(page, number)).category).toBe('ink');
    expect((await standing(page, number)).title).toBe('No plotter at all');
  });

  it('leaves what is there alone while it asks, also where the refusal is the first news of it', async () => {
    const page = await arrive(MANAGER);
    await page.route('**/events/stream*', (route) => route.abort());
    const number = await opened(page, 'No badge', { category: 'doors' });
    const asked = page.getByRole('dialog', { name: `${number} has changed meanwhile` });
    const keepTheirs = asked.getByRole('button', { name: 'Keep what is there' }).last();

    await button(page, 'No badge').click();
    const title = page.getByRole('textbox', { name: 'Edit the title' });
    await title.fill('No badges');
    await send(page, 'PATCH', `/tickets/${number}`, { title: 'No card' });
    await title.press('Enter');
    await keepTheirs.click();
    await button(page, 'No card').waitFor();
    await expect.poll(() => button(page, 'No card').evaluate(isFocused)).toBe(true);

    const category = page.getByRole('textbox', { name: /Category/ });
    await category.fill('gates');
    await send(page, 'PATCH', `/tickets/${number}`, { category: 'locks' });
    await category.press('Enter');
    await keepTheirs.click();
    await expect.poll(() => category.inputValue()).toBe('locks');
    await asked.waitFor({ state: 'detached' });
    await category.focus();
    await category.blur();

    // What would have been sent before is there once this is.
    await button(page, 'No card').click();
    await title.fill('No card at all');
    await title.press('Enter');
    await expect.poll(() => button(page, 'No card at all').evaluate(isFocused)).toBe(true);
    await expect.poll(async () => (await standing(page, number)).title).toBe('No card at all');
    expect((await standing(page, number)).category).toBe('locks');
  });

  it('keeps the tags that came while others were added', async () => {
    const page = await arrive(MANAGER);
    const { number } = await send(page, 'POST', '/tickets', {
      type: 'incident',
      title: 'No wiki',
      tags: ['wiki'],
    });
    await page.goto(`/tickets/${number}`);
    const opener = page.getByRole('button', { name: /^Change Tags/i });
    await opener.click();
    await page.getByRole('dialog').getByLabel('Change Tags').last().fill('slow');
    await page.keyboard.press('Enter');
    await send(page, 'PATCH', `/tickets/${number}`, { tags: ['wiki', 'berlin'] });
    await opener.getByText('berlin').waitFor();
    await opener.click();
    await opener.getByText('slow').waitFor();
    expect(await opener.textContent()).toContain('berlin');
  });
});

describe('the list of tickets', () => {
  it('leaves the field alone in which one searches on, also after a blank', async () => {
    const page = await arrive(MANAGER, '/desk');
    const field = page.getByRole('textbox', { name: 'Search in this view' });
    await field.pressSequentially('vpn ');
    await page.waitForURL('**/desk?*q=vpn*');
    await page.keyboard.type('drops');
    await page.waitForURL('**/desk?*q=vpn*drops*');
    expect(await field.inputValue()).toBe('vpn drops');
  });
});

describe('the plan of a change', () => {
  const planned = async (page: Page, plan: object = {}): Promise<string> => {
    const { number } = await send(page, 'POST', '/tickets', {
      type: 'change',
      title: 'Move the proxy',
      change: { kind: 'normal', plannedFrom: hours(24), plannedTo: hours(25), ...plan },
    });
    await page.goto(`/tickets/${number}`);
    return number;
  };
  const texts = 'Impact, implementation, test, communication, back-out';

  it('keeps what is typed and unfolded while it is being saved', async () => {
    const page = await arrive(MANAGER);
    await planned(page);
    await page.getByText(texts).click();
    const backOut = page.getByLabel('Back-out');
    await backOut.fill('Put the old one back.');
    const held = await holdAnswer(page, 'PATCH', '**/changes/*');
    await button(page, 'Save the plan').click();
    await held.done;
    await backOut.fill('Put the old one back. Then call.');
    await page.getByLabel('Test plan').fill('Open a page.');
    held.letThrough();
    await page.getByText('The plan is saved').first().waitFor();
    expect(await backOut.inputValue()).toBe('Put the old one back. Then call.');
    expect(await page.getByLabel('Test plan').inputValue()).toBe('Open a page.');
    // It is one's own word that came back.
    expect(await page.getByText('Changed by somebody else meanwhile').count()).toBe(0);
    const saved = page.waitForResponse(
      (answer) => answer.request().method() === 'PATCH' && answer.url().includes('/changes/'),
    );
    await button(page, 'Save the plan').click();
    expect((await saved).ok()).toBe(true);
    await page.reload();
    await page.getByText(texts).click();
    expect(await backOut.inputValue()).toBe('Put the old one back. Then call.');
    expect(await page.getByLabel('Test plan').inputValue()).toBe('Open a page.');
  });

  it('shows what others plan in what one has not touched, and names what both have', async () => {
    const page = await arrive(MANAGER);
    const number = await planned(page);
    await page.getByText(texts).click();
    const backOut = page.getByLabel('Back-out');
    await backOut.fill('Mine.');
    await send(page, 'PATCH', `/changes/${number}`, { backOut: 'Theirs.', impact: 'None.' });
    const told = page.getByText('Changed by somebody else meanwhile: Back-out.');
    await told.waitFor();
    expect(await page.getByLabel('Impact on services and people').inputValue()).toBe('None.');
    expect(await backOut.inputValue()).toBe('Mine.');
    expect(await violationsOn(page)).toEqual([]);
    await button(page, 'Take theirs').click();
    expect(await backOut.inputValue()).toBe('Theirs.');
    expect(await told.count()).toBe(0);
  });

  it('looks for a free time from the one that is typed in, and gives that back', async () => {
    const page = await arrive(MANAGER);
    await planned(page);
    const from = page.getByLabel('Planned from');
    const to = page.getByLabel('Planned until');
    await from.fill('2031-03-04T20:10');
    await to.fill('2031-03-04T20:40');
    const asked = page.waitForRequest('**/next-slot');
    await button(page, 'Next free slot').click();
    expect((await asked).postDataJSON()).toEqual({ minutes: 60, from: '2031-03-04T20:10:00.000Z' });
    await expect.poll(() => to.inputValue()).toBe('2031-03-04T21:10');
    expect(await from.inputValue()).toBe('2031-03-04T20:10');
    await button(page, 'Undo').click();
    expect(await to.inputValue()).toBe('2031-03-04T20:40');
    expect(await from.inputValue()).toBe('2031-03-04T20:10');

    // What is typed while it is looked for is the newer word.
    const held = await holdAnswer(page, 'POST', `**/next-slot`);
    await button(page, 'Next free slot').click();
    await held.done;
    await from.fill('2031-03-05T20:00');
    held.letThrough();
    await page.getByText('The times were changed while a free one was looked for.').waitFor();
    expect(await from.inputValue()).toBe('2031-03-05T20:00');
  });
});
