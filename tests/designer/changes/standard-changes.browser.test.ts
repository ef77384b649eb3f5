/**
 * The catalog of standard changes, in a browser: one is found and opened, its plan is fixed until it is made a normal one;
 * another is proposed, approved by somebody else, suspended and retired; by keyboard, narrow, dark and from right to left.
 */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { violationsOn } from '../../support/axe.ts';
import { visitDemo } from '../../support/demo-visits.ts';

const { arrive, demo } = visitDemo({ timeZone: 'Europe/Berlin' });
const ADMIN = 'admin@perdura.local';
const AGENT = 'lena@demo.test';
const MANAGER = 'kofi@demo.test';
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** Which of the approvals somebody has to give is about it. */
async function approvalOf(page: Page, name: string): Promise<string> {
  let id: string | undefined;
  const look = async () => {
    const answer = await page.context().request.get(`${demo().url}/api/v1/approvals?limit=100`);
    const { items }: { items: { id: string; subject: { variables: { name?: string } } }[] } =
      await answer.json();
    id = items.find(({ subject }) => subject.variables.name === name)?.id;
    return id;
  };
  await expect.poll(look).toBeDefined();
  return id ?? '';
}

describe('a standard change', () => {
  it('is found by its words and opened with its plan, which is fixed until it is made a normal one', async () => {
    const page = await arrive(AGENT, '/change-calendar');
    await page.getByRole('link', { name: 'Standard changes' }).press('Enter');
    await page.getByRole('link', { name: 'Patch the meeting rooms', exact: true }).waitFor();
    expect(await violationsOn(page)).toEqual([]);
    await page.getByLabel('Search standard changes').fill('certificate vpn');
    await page.getByRole('link', { name: 'Patch the meeting rooms', exact: true }).waitFor({
      state: 'detached',
    });
    await page
      .getByRole('link', { name: 'Open this change: Renew the VPN certificate' })
      .press('Enter');
    const title = page.getByLabel('In one line');
    await expect.poll(() => title.inputValue()).toBe('Renew the VPN certificate');
    expect(await page.getByRole('combobox', { name: 'Standard change' }).inputValue()).toBe(
      'Renew the VPN certificate',
    );
    await title.fill('Renew it for this year');
    expect(await violationsOn(page)).toEqual([]);
    await button(page, 'Open the ticket').press('Enter');
    const plan = page.getByRole('region', { name: 'Plan' });
    await plan.getByRole('link', { name: 'Renew the VPN certificate, version 1' }).waitFor();
    // A free slot is looked for that is as long as it takes.
    expect(await plan.getByLabel('Minutes it takes').inputValue()).toBe('30');
    await plan.getByText('Impact, implementation').press('Enter');
    const backOut = plan.getByLabel('Back-out', { exact: true });
    expect(await backOut.inputValue()).toContain('Switch back to the old certificate');
    expect(await backOut.isEditable()).toBe(false);
    expect(await violationsOn(page)).toEqual([]);
    await button(page, 'Save the plan').press('Enter');
    await page.goto('/standard-changes/renew-certificate');
    await page.getByRole('link', { name: /Renew it for this year/ }).press('Enter');
    await button(page, 'Make it a normal change').press('Enter');
    const asked = page.getByRole('dialog');
    await asked.getByText('it needs to be approved like any other change').waitFor();
    await asked.getByRole('button', { name: 'Make it a normal change' }).press('Enter');
    await page.getByText('It is a normal change now').first().waitFor();
    await button(page, 'Make it a normal change').waitFor({ state: 'detached' });
    await plan.getByText('Impact, implementation').press('Enter');
    expect(await backOut.isEditable()).toBe(true);
    await page.goto('/standard-changes/renew-certificate');
    await page.getByText('1 of 1 went well').first().waitFor();
    await page
      .getByRole('link', { name: /Renew the VPN certificate/ })
      .first()
      .waitFor();
    expect(await page.getByRole('link', { name: /Renew it for this year/ }).count()).toBe(0);
    await page.goto('/standard-changes/grow-database');
    await page.getByText('6 of 7 went well').first().waitFor();
  });

  it('is proposed, and kept by change managers alone', async () => {
    const page = await arrive(AGENT, '/standard-changes');
    await button(page, 'Propose a standard change').press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('Restart the print server');
    await dialog.getByLabel('Back-out', { exact: true }).fill('Call the vendor.');
    expect(await violationsOn(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Propose it' }).press('Enter');
    await page.getByRole('heading', { name: 'Restart the print server' }).waitFor();
    await page.waitForURL((url) => url.pathname === '/standard-changes/restart-the-print-server');
    await page.getByText('Call the vendor.').first().waitFor();
    expect(await button(page, 'Retire').count()).toBe(0);
    expect(await page.getByRole('link', { name: 'Open this change' }).count()).toBe(0);
    expect(await violationsOn(page)).toEqual([]);

    const manager = await arrive(MANAGER, '/standard-changes/patch-meeting-rooms');
    for (const [act, done, state] of [
      ['Suspend', 'It is suspended', 'Suspended'],
      ['Resume', 'It is in use again', 'In use'],
      ['Retire', 'It is retired', 'Retired'],
    ] as const) {
      await button(manager, act).press('Enter');
      const why = manager.getByRole('dialog');
      await why.getByLabel('Why').fill('The rooms are rebuilt.');
      await why.getByRole('button', { name: act }).press('Enter');
      await manager.getByText(done).first().waitFor();
      await manager.getByText(state, { exact: true }).first().waitFor();
    }
    await manager.getByText('Retired by Kofi').waitFor();
    expect(await button(manager, 'Propose a new version').count()).toBe(0);
    expect(await violationsOn(manager)).toEqual([]);
  });

  it('is proposed in steps, which the next version begins with', async () => {
    const page = await arrive(AGENT, '/standard-changes');
    await button(page, 'Propose a standard change').press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('Swap a disk');
    await dialog.getByRole('button', { name: 'Add a step' }).press('Enter');
    await page.keyboard.type('Put the new one in');
    await dialog.getByLabel('How it is taken back').fill('Put the old one in');
    await dialog.getByRole('button', { name: 'Choose a person' }).press('Enter');
    await page.keyboard.type('Kofi');
    await page.getByRole('option', { name: /Kofi/ }).click();
    await dialog.getByRole('button', { name: 'Kofi' }).waitFor();
    await dialog.getByRole('button', { name: 'Add a step' }).press('Enter');
    const propose = dialog.getByRole('button', { name: 'Propose it' });
    expect(await propose.isEnabled()).toBe(false);
    await page.keyboard.type('Take the old one out');
    const second = dialog.getByRole('group', { name: 'Step 2' });
    await second.getByLabel('Minutes it takes').fill('15');
    await second.getByLabel('Who does it').press('ArrowDown');
    await page.getByRole('option', { name: 'Network', exact: true }).first().click();
    await button(page, 'Move “Take the old one out” up').press('Enter');
    await page.getByText('Now number 1 of 2').waitFor({ state: 'attached' });
    expect(await violationsOn(page)).toEqual([]);
    await propose.press('Enter');
    await page.waitForURL((url) => url.pathname === '/standard-changes/swap-a-disk');
    const steps = page.getByRole('region', { name: 'Plan of version 1' }).getByRole('listitem');
    await expect
      .poll(() => steps.allInnerTexts())
      .toEqual([
        expect.stringMatching(/^Take the old one out\s+Network\s+15 minutes$/),
        expect.stringMatching(/^Put the new one in\s.*Kofi.*Put the old one in$/s),
      ]);
    expect(await violationsOn(page)).toEqual([]);

    const manager = await arrive(MANAGER, '/approvals', { width: 390 });
    await manager.goto(`/approvals/${await approvalOf(manager, 'Swap a disk')}`);
    const asked = manager.getByRole('region', { name: 'Steps' }).getByRole('listitem');
    await asked.last().getByText('Taken back: Put the old one in').waitFor();
    expect(await asked.last().textContent()).toContain('Put the new one in');
    await manager.getByText('Whatever there is').waitFor();
    expect(await violationsOn(manager)).toEqual([]);
    await button(manager, 'Approve').press('Enter');
    await button(manager, 'Approve').waitFor({ state: 'detached' });
    await manager.goto('/standard-changes/swap-a-disk');
    await manager.getByText('In use', { exact: true }).first().waitFor();
    await button(manager, 'Propose a new version').press('Enter');
    const again = manager.getByRole('dialog');
    expect(await again.getByLabel('What is done').nth(0).inputValue()).toBe('Take the old one out');
    await again.getByRole('button', { name: 'Kofi' }).waitFor();
    await again.getByRole('button', { name: 'Remove “Put the new one in”' }).press('Enter');
    await again.getByLabel('How it is taken back').fill('Put it back');
    expect(await violationsOn(manager)).toEqual([]);
    const widest = await manager.evaluate(() => document.documentElement.scrollWidth);
    expect(widest).toBeLessThanOrEqual(390);
    await again.getByRole('button', { name: 'Propose it' }).press('Enter');
    await manager.getByText('Plan of version 2').press('Enter');
    await manager.getByText('Taken back: Put it back').waitFor();
  });

  it('is changed in what needs no approval', async () => {
    const page = await arrive(MANAGER, '/standard-changes/grow-database');
    await button(page, 'Change its settings').press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('Give the database more room');
    await dialog.getByLabel('Then nobody opens one').press('Space');
    await dialog.getByRole('button', { name: 'Save' }).press('Enter');
    await page.getByRole('heading', { name: 'Give the database more room' }).waitFor();
    await page.getByText('Suspended and reviewed after 2').waitFor();
    await button(page, 'Propose a new version').press('Enter');
    await dialog.getByLabel('Back-out', { exact: true }).fill('Restore last night.');
    await dialog.getByRole('button', { name: 'Propose it' }).press('Enter');
    await page.getByText('Version 2').first().waitFor();
    await page.getByText('To be decided', { exact: true }).waitFor();
    await page.getByText('Plan of version 2').press('Enter');
    await page.getByText('Restore last night.').waitFor();
  });

  it('can be read on a phone, dark and from right to left', async () => {
    const phone = await arrive(ADMIN, '/standard-changes', { width: 390, scheme: 'dark' });
    for (const address of ['/standard-changes', '/standard-changes/renew-certificate']) {
      await phone.goto(address);
      await phone.getByText('Renew the VPN certificate').first().waitFor();
      expect(await violationsOn(phone)).toEqual([]);
      const widest = await phone.evaluate(() => document.documentElement.scrollWidth);
      expect(widest).toBeLessThanOrEqual(390);
    }
    await phone.evaluate(() => localStorage.setItem('perdura.locale', 'ar'));
    await phone.reload();
    await phone.getByRole('heading', { name: 'الإصدارات' }).waitFor();
    expect(await violationsOn(phone)).toEqual([]);
  });
});
