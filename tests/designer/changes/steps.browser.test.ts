/**
 * A change that is planned in steps, in a browser: they are written and put in order by keyboard, carried out one after the
 * other, and backed out; the same on a phone, dark and from right to left.
 */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { violationsOn } from '../../support/axe.ts';
import { visitDemo } from '../../support/demo-visits.ts';

const { arrive, demo, send } = visitDemo();
const HOUR = 3_600_000;
const steps = (page: Page) => page.getByRole('region', { name: 'Steps', exact: true });
const stepCalled = (page: Page, title: string) =>
  steps(page).getByRole('listitem').filter({ hasText: title });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

const hasFocus = (page: Page) => page.evaluate(() => document.activeElement?.textContent);

/** A change that is due, and what it is called. */
async function change(page: Page, plan: object): Promise<string> {
  const { number } = await send(page, 'POST', '/tickets', {
    type: 'change',
    title: 'Renew the certificates',
    change: { kind: 'standard', ...plan },
  });
  return number;
}
const due = () => ({
  plannedFrom: new Date(Date.now() - HOUR).toISOString(),
  plannedTo: new Date(Date.now() + HOUR).toISOString(),
});

describe('the steps of a change', () => {
  it('are written and put in order by keyboard, carried out, and taken back', async () => {
    const page = await arrive('admin@perdura.local');
    const number = await change(page, {});
    let letThrough = () => {};
    const held = new Promise<void>((resolve) => {
      letThrough = resolve;
    });
    await page.route(/\/risk$/, async (route) => {
      await held;
      await route.continue();
    });
    await page.goto(`/tickets/${number}`);
    // Nothing that comes late pushes away what one types.
    await page.getByRole('heading', { name: 'Plan', exact: true }).waitFor();
    expect(await button(page, 'Plan it in steps').count()).toBe(0);
    letThrough();
    await button(page, 'Plan it in steps').press('Enter');
    // Where one types, in sight.
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('maxlength')))
      .toBe('200');
    await page.keyboard.type('Install the certificates');
    expect(await page.getByLabel('What is done').inputValue()).toBe('Install the certificates');
    // Only the plan scrolls; nothing makes the page around it longer than the screen.
    expect(await page.evaluate(() => document.documentElement.scrollHeight - innerHeight)).toBe(0);
    const place = await page.getByLabel('What is done').boundingBox();
    expect(place?.y).toBeGreaterThan(0);
    expect((place?.y ?? 0) + (place?.height ?? 0)).toBeLessThan(900);
    await page.getByLabel('How it is taken back').fill('Install the old ones');
    await button(page, 'Add a step').press('Enter');
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('maxlength')))
      .toBe('200');
    await page.keyboard.type('Take it out of the balancer');
    await page.getByLabel('How it is taken back').nth(1).fill('Put it back');
    await button(page, 'Move “Take it out of the balancer” up').press('Enter');
    await page.getByText('Now number 1 of 2').waitFor({ state: 'attached' });
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
    await expect.poll(focused).toBe('Move “Take it out of the balancer” down');
    expect(await violationsOn(page)).toEqual([]);
    await button(page, 'Save the steps').press('Enter');
    await stepCalled(page, 'Take it out of the balancer').getByText('To come').waitFor();
    await expect.poll(() => hasFocus(page)).toBe('Steps');
    const titles = await steps(page).getByRole('listitem').allInnerTexts();
    expect(titles.map((text) => /balancer|Install/.exec(text)?.[0])).toEqual([
      'balancer',
      'Install',
    ]);
    expect(await violationsOn(page)).toEqual([]);

    await send(page, 'PATCH', `/changes/${number}`, due());
    await button(page, 'Planned').press('Enter');
    await stepCalled(page, 'balancer').getByText('Being done').waitFor();
    await button(page, 'Back out…').waitFor();
    await button(page, 'Complete').press('Enter');
    await button(page, 'Done').press('Enter');
    await stepCalled(page, 'Install the certificates').getByText('Being done').waitFor();
    await stepCalled(page, 'balancer').getByText('Done', { exact: true }).waitFor();
    await button(page, 'Change the steps').press('Enter');
    await expect.poll(() => steps(page).getByText('begun, and stays').count()).toBe(2);
    await button(page, 'Cancel').press('Enter');
    await expect.poll(() => hasFocus(page)).toBe('Steps');

    await button(page, 'Back out…').press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Why').fill('Nobody can sign in.');
    expect(await violationsOn(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Ask to back it out' }).press('Enter');
    await button(page, 'Back out…').waitFor({ state: 'detached' });
    await expect.poll(() => hasFocus(page)).toBe('Steps');
    const strip = page.getByLabel('Being backed out', { exact: true });
    await strip.getByText('It is asked whether it is to be backed out').waitFor();
    await strip.getByText('Nobody can sign in.').waitFor();
    await stepCalled(page, 'Install the certificates').getByText('Begun, and called off').waitFor();
    expect(await violationsOn(page)).toEqual([]);
    await page.getByRole('tab', { name: 'Conversation' }).click();
    await page.getByText('asks that it be backed out: Nobody can sign in.').waitFor();
    await page.getByRole('tab', { name: 'Plan' }).click();
    const manager = await arrive('kofi@demo.test');
    await manager.goto(`/tickets/${number}`);
    await manager.getByRole('link', { name: 'Back it out?' }).first().click();
    await manager.getByText('Nobody can sign in.').first().waitFor();
    const planned = manager.getByRole('region', { name: 'What is planned' });
    const asked = (title: string) => planned.getByRole('listitem').filter({ hasText: title });
    await asked('Install the certificates').getByText('Begun, and called off').waitFor();
    await asked('balancer').getByText('Done', { exact: true }).waitFor();
    expect(await violationsOn(manager)).toEqual([]);
    await button(manager, 'Approve').click();
    // It was under way when it was called off.
    await stepCalled(page, 'Install the certificates').getByText('Being taken back').waitFor();
    await strip.getByText('what is done is taken back').waitFor();
    await button(page, 'Taken back').press('Enter');
    await stepCalled(page, 'balancer').getByText('Being taken back').waitFor();
    await page.getByText('Take back: Take it out of the balancer').first().waitFor();
    await button(page, 'Taken back').press('Enter');
    await stepCalled(page, 'balancer').getByText('Taken back', { exact: true }).waitFor();
    await stepCalled(page, 'Install the certificates')
      .getByText('Taken back', { exact: true })
      .waitFor();
    await strip.waitFor({ state: 'detached' });
    // Its status says only that it is in review.
    const header = page.locator('header').filter({ hasText: number });
    await header.getByText('Backed out', { exact: true }).waitFor();
    expect(await violationsOn(page)).toEqual([]);
    await page.getByRole('tab', { name: 'Conversation' }).click();
    const folded = page.getByRole('button', { name: /earlier/ });
    await folded.first().waitFor();
    // One that is gone before it is clicked has opened already.
    const unfold = async () => {
      await folded
        .first()
        .click({ timeout: 2_000 })
        .catch(() => {});
      return folded.count();
    };
    await expect.poll(unfold).toBe(0);
    await page.getByText('Outcome: Taken back', { exact: true }).first().waitFor();
    expect(await page.getByText('Outcome: undone').count()).toBe(0);
    expect(await violationsOn(page)).toEqual([]);
    await page.goto('/change-calendar');
    // Once on each day that it lies on, with enough of its name to know it by.
    const line = page.getByRole('link', { name: /Renew the certificates.*Backed out/s }).first();
    const name = await line.getByText('Renew the certificates').boundingBox();
    expect(name?.width).toBeGreaterThanOrEqual(80);
    expect(await violationsOn(page)).toEqual([]);
  });

  it('are made others than those that were approved with a reason, and are approved anew', async () => {
    const page = await arrive('admin@perdura.local');
    const { number } = await send(page, 'POST', '/tickets', {
      type: 'change',
      title: 'Move the proxy',
      change: {
        kind: 'normal',
        backOut: 'Move it back.',
        steps: [{ title: 'Move it' }],
        plannedFrom: new Date(Date.now() + 24 * HOUR).toISOString(),
        plannedTo: new Date(Date.now() + 25 * HOUR).toISOString(),
      },
    });
    const manager = await arrive('kofi@demo.test');
    const asked = async (besides?: string): Promise<string> => {
      const found = async () => {
        const path = `${demo().url}/api/v1/tickets/${number}/approvals`;
        const { items } = await (await manager.context().request.get(path)).json();
        const isNew = ({ id, state }: { id: string; state: string }) =>
          state === 'open' && id !== besides;
        return items.find(isNew)?.id as string | undefined;
      };
      await expect.poll(found, { timeout: 30_000 }).toBeDefined();
      return (await found()) ?? '';
    };
    const first = await asked();
    // Whoever writes steps when the approval comes is asked for the reason where they write.
    await page.goto(`/tickets/${number}`);
    await button(page, 'Change the steps').click();
    const editor = steps(page);
    await editor.getByLabel('What is done').fill('Move it twice');
    expect(await editor.getByText('has approved the plan').count()).toBe(0);
    await manager.goto(`/approvals/${first}`);
    await manager.getByText('Move it back.').waitFor();
    await button(manager, 'Approve').click();
    await editor.getByText('has approved the plan').waitFor();
    expect(await editor.getByLabel('What is done').inputValue()).toBe('Move it twice');
    await button(page, 'Save the steps').click();
    // Said once, where one stands then.
    await editor.getByText('Say why it is to be another').waitFor();
    expect(await editor.getByText('has approved the plan').count()).toBe(1);
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-invalid')))
      .toBe('true');
    expect(await page.getByText('Not as things stand').count()).toBe(0);
    await editor.getByLabel('Why the plan is to be another').fill('Once is not enough.');
    expect(await violationsOn(page)).toEqual([]);
    await button(page, 'Save the steps').click();
    await stepCalled(page, 'Move it twice').getByText('To come').waitFor();
    await manager.goto(`/approvals/${await asked(first)}`);
    // What is another since they approved it, and why.
    await manager.getByText('Once is not enough.').first().waitFor();
    await manager.getByText('Move it twice').first().waitFor();
    await button(manager, 'Approve').waitFor();
    // A text that is another has them asked again, who read which.
    await page.getByText('Impact, implementation, test, communication, back-out').click();
    await page.getByLabel('Back-out').fill('Call the vendor.');
    await button(page, 'Save the plan').click();
    const again = manager.getByRole('region', { name: 'Why everybody is asked again' });
    await again.getByText('Call the vendor.').waitFor();
    await again.getByText('Move it back.').waitFor();
    expect(await violationsOn(manager)).toEqual([]);
  });

  it('stay with what was written about it when it is over', async () => {
    const page = await arrive('admin@perdura.local');
    const number = await change(page, { backOut: 'Put the old ones back.' });
    await send(page, 'PATCH', `/tickets/${number}`, { status: 'cancelled' });
    await page.goto(`/tickets/${number}`);
    const plan = page.getByRole('region', { name: 'Plan', exact: true });
    await plan.getByText('Impact, implementation').press('Enter');
    const written = plan.getByLabel('Back-out');
    expect(await written.inputValue()).toBe('Put the old ones back.');
    expect(await written.isEditable()).toBe(false);
    // Nothing is asked about what nobody has written.
    expect(await plan.locator('textarea:visible').count()).toBe(1);
    expect(await violationsOn(page)).toEqual([]);
  });

  it('can be read and written on a phone, dark and from right to left', async () => {
    const planner = await arrive('admin@perdura.local');
    const long = 'Unternehmenszertifikatsverwaltungsdienst'.repeat(3);
    const number = await change(planner, {
      ...due(),
      steps: [
        { title: `Install ${long}`, details: long, undo: long, minutes: 90 },
        { title: 'Look at it', assignment: { queue: 'change' } },
      ],
    });
    for (const locale of ['en', 'ar'] as const) {
      const phone = await arrive('admin@perdura.local', undefined, {
        width: 390,
        scheme: 'dark',
        locale,
      });
      await phone.goto(`/tickets/${number}`);
      const section = phone.getByRole('region', {
        name: locale === 'en' ? 'Steps' : 'الخطوات',
        exact: true,
      });
      await section.getByText(locale === 'en' ? 'Being done' : 'قيد التنفيذ').waitFor();
      await section.locator('summary').first().press('Enter');
      await section.getByText(long, { exact: true }).first().waitFor();
      expect(await violationsOn(phone)).toEqual([]);
      await section
        .getByRole('button', { name: locale === 'en' ? 'Change the steps' : 'غيّر الخطوات' })
        .press('Enter');
      await section.locator('fieldset').first().waitFor();
      expect(await violationsOn(phone)).toEqual([]);
      const widest = await phone.evaluate(() => document.documentElement.scrollWidth);
      expect(widest).toBeLessThanOrEqual(390);
      const tooLong = () => document.documentElement.scrollHeight - innerHeight;
      expect(await phone.evaluate(tooLong)).toBe(0);
    }
    // Backed out, its page says so on top.
    const { request } = planner.context();
    const { steps } = await (await request.get(`${demo().url}/api/v1/changes/${number}`)).json();
    const failed = { outcome: 'failed', values: { note: long } };
    const { task } = steps[0];
    await send(planner, 'POST', `/tasks/${task}/complete`, failed);
    const phone = await arrive('admin@perdura.local', undefined, {
      width: 390,
      scheme: 'dark',
      locale: 'ar',
    });
    await phone.goto(`/tickets/${number}`);
    const strip = phone.getByLabel('قيد التراجع', { exact: true });
    await strip.getByText(long).last().waitFor();
    expect(await violationsOn(phone)).toEqual([]);
    const widest = await phone.evaluate(() => document.documentElement.scrollWidth);
    expect(widest).toBeLessThanOrEqual(390);
  });
});
