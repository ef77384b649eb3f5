/**
 * How risky a change is, in a browser: what is asked is settled, answered as a change is opened and later, told with its reasons,
 * and set otherwise by somebody who may; by keyboard, narrow, dark and from right to left.
 */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { violationsOn } from '../../support/axe.ts';
import { visitDemo } from '../../support/demo-visits.ts';

const { arrive } = visitDemo();
const ADMIN = 'admin@perdura.local';
const AGENT = 'omar@demo.test';
const MANAGER = 'kofi@demo.test';
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const question = (page: Page, number: number) =>
  page.getByRole('textbox', { name: `Question ${number}`, exact: true });
const risk = (page: Page) => page.getByRole('region', { name: 'Risk', exact: true });
const vendorNow = (page: Page) =>
  risk(page).getByRole('radiogroup', { name: 'Is the vendor at hand?' });
/** Whether a pointer at its middle meets it. */
const isOnTop = (one: Element): boolean => {
  const { x, y, width, height } = one.getBoundingClientRect();
  return document.elementFromPoint(x + width / 2, y + height / 2) === one;
};
/** Where the change of this file stands. */
let address = '';

describe('what is asked about changes', () => {
  it('is put in order by keyboard, and saved as one', async () => {
    const page = await arrive(ADMIN, '/settings/change-questions');
    await page.getByRole('listitem', { name: 'Question 5' }).waitFor();
    await button(page, 'Add a question').press('Enter');
    // Where one types next.
    await page.keyboard.type('Is the vendor at hand?');
    const card = page.getByRole('listitem', { name: 'Question 6' });
    await card.getByLabel('Answer 1 of Question 6', { exact: true }).fill('Yes');
    await card.getByLabel('Answer 2 of Question 6', { exact: true }).fill('No');
    await card.getByLabel('Points of answer 2 of Question 6').fill('30');
    await card.getByLabel('Standard').uncheck();
    await card.getByRole('button', { name: 'Move Question 6 up' }).press('Enter');
    // The focus stays on what was moved.
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Move Question 4 up', exact: true }).waitFor();
    expect(await question(page, 4).inputValue()).toBe('Is the vendor at hand?');
    // What is taken away leaves the focus beside it.
    const moved = page.getByRole('listitem', { name: 'Question 4', exact: true });
    await moved.getByRole('button', { name: 'Add an answer to Question 4' }).press('Enter');
    await page.keyboard.type('Perhaps');
    expect(await moved.getByLabel('Answer 3 of Question 4', { exact: true }).inputValue()).toBe(
      'Perhaps',
    );
    await moved.getByRole('button', { name: 'Remove Answer 3 of Question 4' }).press('Enter');
    expect(await moved.evaluate((one) => one.contains(document.activeElement))).toBe(true);
    expect(await violationsOn(page)).toEqual([]);
    await button(page, 'Save').press('Enter');
    await page.getByText('Saved').first().waitFor();
    await page.reload();
    await page.getByRole('listitem', { name: 'Question 6' }).waitFor();
    expect(await question(page, 4).inputValue()).toBe('Is the vendor at hand?');
  });

  it('is not saved without its words, and says so beside them', async () => {
    const page = await arrive(ADMIN, '/settings/change-questions');
    await button(page, 'Add a question').press('Enter');
    await button(page, 'Save').press('Enter');
    const field = question(page, 7);
    await page.locator('[aria-invalid="true"]').first().waitFor();
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    // Points that are emptied are neither what they were nor none.
    const points = page.getByLabel('Points of answer 2 of Question 1', { exact: true });
    const before = await points.inputValue();
    await points.fill('');
    expect(await points.getAttribute('aria-invalid')).toBe('true');
    await page.reload();
    await points.waitFor();
    expect(await points.inputValue()).toBe('');
    await button(page, 'Save').press('Enter');
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
      .toBe('Points of answer 2 of Question 1');
    expect(await violationsOn(page)).toEqual([]);
    await points.fill(before);
    expect(await points.getAttribute('aria-invalid')).toBeNull();
    await button(page, 'Discard changes').press('Enter');
  });
});

describe('a change', () => {
  it('is opened with answers, says why it is risky, and takes what the rules say', async () => {
    const page = await arrive(AGENT, '/tickets/new');
    await page.getByText('Change', { exact: true }).first().click();
    await page.getByLabel('In one line').fill('Renew the certificates');
    await page.getByText('About its risk (optional)').click();
    const vendor = page.getByRole('radiogroup', { name: 'Is the vendor at hand?' });
    await vendor.getByLabel('No', { exact: true }).check();
    expect(await violationsOn(page)).toEqual([]);
    // Nobody has said yet how far it reaches: neither little nor far.
    for (const field of ['Impact', 'Urgency']) {
      const level = page.getByRole('combobox', { name: field, exact: true });
      expect(await level.inputValue()).toBe('Medium');
      await level.click();
      await page.getByRole('option', { name: 'Low', exact: true }).click();
    }
    await button(page, 'Open the ticket').press('Enter');
    // The process has begun, and notes what the rules say.
    await risk(page).getByText('As the rules say.').waitFor();
    await risk(page).getByText('High risk').waitFor();
    address = new URL(page.url()).pathname;
    await risk(page).getByText('Is the vendor at hand? No: +30').waitFor();
    await risk(page).getByText('Questions: 1 of 6 answered').waitFor();
    await risk(page)
      .getByRole('radiogroup', { name: 'Has it been tested?' })
      .getByLabel('In part, or somewhere else')
      .check();
    await risk(page)
      .getByRole('button', { name: 'Take the answer back: Is the vendor at hand?' })
      .press('Enter');
    // The button is gone with the answer; one goes on where it was.
    expect(await vendorNow(page).evaluate((group) => group.contains(document.activeElement))).toBe(
      true,
    );
    await button(page, 'Save the answers').press('Enter');
    await risk(page).getByText('Has it been tested? In part, or somewhere else: +10').waitFor();
    await risk(page).getByText('Questions: 1 of 6 answered').waitFor();
    // The process that asks for its approval assesses it anew.
    await risk(page).getByText('Medium risk').waitFor();
    await risk(page).getByText('No rule of “How risky a change is” holds for it').waitFor();
    expect(await risk(page).getByText('Set another risk').count()).toBe(0);
    expect(await violationsOn(page)).toEqual([]);
  });

  it('keeps what is typed into its plan while its risk is answered', async () => {
    const page = await arrive(AGENT, address);
    await page.getByText('Impact, implementation').first().click();
    const backOut = page.getByLabel('Back-out');
    await backOut.fill('Put the old ones back.');
    await risk(page)
      .getByRole('radiogroup', { name: 'How long is something down?' })
      .getByLabel('Not at all')
      .check();
    await button(page, 'Save the answers').press('Enter');
    await risk(page).getByText('Questions: 2 of 6 answered').waitFor();
    expect(await backOut.inputValue()).toBe('Put the old ones back.');
    await button(page, 'Save the plan').press('Enter');
    await page.getByText('The plan is saved').first().waitFor();
  });

  it('has another risk by the word of somebody who may, with a name and a reason', async () => {
    const page = await arrive(MANAGER, address);
    await risk(page).getByText('Set another risk').click();
    await risk(page).getByLabel('Risk', { exact: true }).first().click();
    await page.getByRole('option', { name: 'High' }).click();
    expect(await button(page, 'Set the risk').isDisabled()).toBe(true);
    await risk(page).getByLabel('Why').fill('The quarter ends that day.');
    await button(page, 'Set the risk').press('Enter');
    await risk(page)
      .getByText(/Set by .+: The quarter ends that day\./)
      .waitFor();
    await risk(page).getByText('High risk').waitFor();
    await page.getByRole('tab', { name: 'Conversation' }).click();
    await page
      .getByText(/set the risk to high: The quarter ends that day\./)
      .first()
      .waitFor();
    expect(await violationsOn(page)).toEqual([]);
  });

  it('is left to the rules again by keyboard, and one goes on where the button was', async () => {
    const page = await arrive(MANAGER, address);
    await button(page, 'Take what the rules say').press('Enter');
    await risk(page).getByText('Medium risk').waitFor();
    expect(await button(page, 'Take what the rules say').count()).toBe(0);
    expect(await risk(page).evaluate((part) => part.contains(document.activeElement))).toBe(true);
    await risk(page).getByText('Set another risk').click();
    await risk(page).getByLabel('Risk', { exact: true }).first().click();
    await page.getByRole('option', { name: 'High' }).click();
    await risk(page).getByLabel('Why').fill('The quarter ends that day.');
    await button(page, 'Set the risk').press('Enter');
    await risk(page).getByText('High risk').waitFor();
  });

  it('can be read on a phone, dark and from right to left', async () => {
    const phone = await arrive(AGENT, address, { width: 390, scheme: 'dark' });
    await risk(phone).getByText('The quarter ends that day.').waitFor();
    expect(await violationsOn(phone)).toEqual([]);
    // The last answer is not under what stays at the foot of the page, and far enough from the one before.
    const answers = risk(phone).getByRole('radio');
    await answers.last().focus();
    expect(await answers.last().evaluate(isOnTop)).toBe(true);
    const tops = await answers.evaluateAll((all) =>
      all.slice(-2).map((one) => one.getBoundingClientRect().top),
    );
    expect((tops[1] ?? 0) - (tops[0] ?? 0)).toBeGreaterThanOrEqual(24);
    expect(await violationsOn(phone)).toEqual([]);
    const widest = () => phone.evaluate(() => document.documentElement.scrollWidth);
    expect(await widest()).toBeLessThanOrEqual(390);
    await phone.evaluate(() => localStorage.setItem('perdura.locale', 'ar'));
    await phone.reload();
    await phone.getByRole('region', { name: 'المخاطرة', exact: true }).waitFor();
    expect(await violationsOn(phone)).toEqual([]);
    const settings = await arrive(ADMIN, '/settings/change-questions', {
      width: 390,
      scheme: 'dark',
      locale: 'ar',
    });
    await settings.getByRole('listitem', { name: 'السؤال 6' }).waitFor();
    expect(await violationsOn(settings)).toEqual([]);
    expect(await settings.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
      390,
    );
  });
});
