/**
 * The web app for everybody: each page in light and dark, in English and Arabic, on a desk and on a phone, held against
 * WCAG 2.2 AA by axe, with nothing wider than the screen and nothing that the content security policy refuses. What axe
 * cannot see (the keyboard, what is said when something changes) has tests of its own below.
 */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { violationsOn } from '../support/axe.ts';
import { launchBrowser } from '../support/browser.ts';
import { type DemoTenant, openDemo } from '../support/demo.ts';
import { unheardLabelsOn } from '../support/label-in-name.ts';
import { openPage, type Person, signIn } from '../support/web.ts';

const PHONE = 390;
const TICKET_NUMBER = /^[A-Z]+-\d{6}$/;

let perdura: DemoTenant;
let browser: Browser;
beforeAll(async () => {
  perdura = await openDemo();
  browser = await launchBrowser();
}, 300_000);
afterAll(async () => {
  await browser?.close();
});

const DESK = [
  '/desk?view=open',
  '/desk?view=open&ticket=INC-000002',
  '/desk?view=mine&q=nothing-fits-this',
  '/tickets/REQ-000001?tab=process',
  '/tickets/INC-000002?tab=related',
  '/tickets/new',
  '/desk?view=open&group=due',
  '/reports/service-levels?by=queue',
  '/wallboard',
];
const SETTINGS = ['me', 'tokens', 'status', 'mail', 'dead-letters'].map(
  (section) => `/settings/${section}`,
);
const WALKS: Record<string, readonly string[]> = {
  'omar@demo.test': DESK,
  'ines@demo.test': ['/approvals', 'first approval'],
  'ravi@demo.test': [
    '/portal',
    '/portal/catalog/laptop',
    '/portal/broken',
    '/portal/requests/REQ-000002',
  ],
  'maya@demo.test': [
    '/processes',
    'rehearsal',
    '/processes/laptop-request/live',
    '/processes/laptop-request/backtests',
    ...SETTINGS,
  ],
};

/** Two looks for each page, by turns, that differ in all there is: light and dark, English and Arabic, a desk and a phone. */
describe.each([
  { scheme: 'light', locale: 'en', width: 1440, turn: 0 },
  { scheme: 'dark', locale: 'ar', width: PHONE, turn: 0 },
  { scheme: 'dark', locale: 'ar', width: 1440, turn: 1 },
  { scheme: 'light', locale: 'en', width: PHONE, turn: 1 },
] as const)('in $scheme, in $locale, $width pixels wide', ({ scheme, locale, width, turn }) => {
  it.each(Object.entries(WALKS))(
    'the pages of %s can be read and used by everybody',
    async (email, addresses) => {
      const person = await signIn(browser, perdura, email, { scheme, width, locale });
      const { page } = person;
      const wrong: string[] = [];
      for (const address of addresses.filter((_, index) => index % 2 === turn)) {
        await go(page, address);
        expect(await page.locator('html').getAttribute('dir')).toBe(
          locale === 'ar' ? 'rtl' : 'ltr',
        );
        for (const mistake of await mistakesOn(page)) wrong.push(`${address}: ${mistake}`);
      }
      expect(wrong).toEqual([]);
      expect(person.complaints).toEqual([]);
      await page.context().close();
    },
  );
});

describe('what a step says of itself', () => {
  it.each(['laptop-request', 'incident'])(
    'is heard as it is read, at every step of %s',
    async (process) => {
      const { page } = await signIn(browser, perdura, 'maya@demo.test');
      await page.goto(`/processes/${process}`);
      await page.getByText('List', { exact: true }).click();
      const steps = page.locator('[data-outline]');
      await steps.first().waitFor();
      const wrong = new Set<string>();
      for (let step = 0; step < (await steps.count()); step += 1) {
        const name = (await steps.nth(step).getAttribute('data-outline')) ?? '';
        await steps.nth(step).click();
        await page.locator(`[data-outline="${name}"][aria-pressed="true"]`).waitFor();
        for (const label of await unheardLabelsOn(page)) wrong.add(label);
      }
      expect([...wrong]).toEqual([]);
      await page.context().close();
    },
  );
});

describe('the sign-in page', () => {
  it('can be read by everybody, and says what is wrong beside the field', async () => {
    const { page } = await openPage(browser, perdura.url);
    await page.goto('/sign-in');
    expect(await mistakesOn(page)).toEqual([]);
    await page.getByLabel('E-mail address').fill('omar@demo.test');
    await page.getByLabel('Password', { exact: true }).fill('not the password');
    await page.keyboard.press('Enter');
    await page.getByText('The address or the password is not right.').waitFor();
    expect(await page.getByLabel('Password', { exact: true }).getAttribute('aria-invalid')).toBe(
      'true',
    );
    expect(await mistakesOn(page)).toEqual([]);
    await page.context().close();
  });
});

describe('somebody without the desk', () => {
  it('meets nothing that fails on the way in, and is sent to where they may be', async () => {
    const { page } = await openPage(browser, perdura.url);
    const failed: string[] = [];
    page.on('response', (answer) => {
      if (answer.status() >= 400) failed.push(`${answer.status()} ${answer.url()}`);
    });
    await page.goto('/');
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    await page.context().close();
    const ravi = await signIn(browser, perdura, 'ravi@demo.test');
    await ravi.page.goto('/desk');
    await ravi.page.waitForURL('**/portal');
    await ravi.page.goto('/tickets/REQ-000002');
    await ravi.page.waitForURL('**/portal/requests/REQ-000002');
    await ravi.page.context().close();
    expect(failed).toEqual([]);
  });

  it('decides on what the page of the approval says, and is led to no ticket they may not open', async () => {
    const { page } = await signIn(browser, perdura, 'ines@demo.test');
    await go(page, 'first approval');
    await page.getByRole('heading', { name: 'What you need to know' }).waitFor();
    expect(await page.locator('main a[href^="/tickets/"]').count()).toBe(0);
    await page.goto('/tickets/REQ-000005');
    await page.getByRole('link', { name: 'Go to the start page' }).click();
    await page.waitForURL((url) => !url.pathname.includes('REQ-000005'));
    await page.context().close();
  });
});

describe('the picture of a run', () => {
  it('is moved and zoomed by keys as by the pointer', async () => {
    const { page } = await signIn(browser, perdura, 'omar@demo.test');
    await go(page, '/tickets/REQ-000001?tab=process');
    const pane = page.getByRole('application', { name: /^Drawing of/ });
    const view = () =>
      pane.locator('> div').evaluate((drawing) => {
        const { a, e } = new DOMMatrix(getComputedStyle(drawing).transform);
        return { scale: a, x: e };
      });
    await pane.focus();
    const opened = await view();
    await page.keyboard.press('0');
    await expect.poll(async () => (await view()).scale).toBeLessThan(opened.scale);
    await page.keyboard.press('Home');
    await page.keyboard.press('+');
    await expect.poll(async () => (await view()).scale).toBeGreaterThan(0.6);
    const closer = await view();
    await page.keyboard.press('ArrowLeft');
    await expect.poll(async () => (await view()).x).toBeGreaterThan(closer.x);
    const before = await view();
    const box = await pane.boundingBox();
    if (!box) throw new Error('The picture has no place on the page.');
    await page.mouse.move(box.x + 300, box.y + 30);
    await page.mouse.down();
    await page.mouse.move(box.x + 200, box.y + 30, { steps: 4 });
    await page.mouse.up();
    await expect.poll(async () => Math.round((await view()).x - before.x)).toBe(-100);
    // Let go outside of the picture: coming back does not drag it along.
    const dragged = await view();
    await page.mouse.down();
    await page.mouse.move(box.x + 200, box.y - 40);
    await page.mouse.up();
    await page.mouse.move(box.x + 300, box.y + 30, { steps: 4 });
    expect(await view()).toEqual(dragged);
    await page.context().close();
  });
});

describe('the profile', () => {
  it('keeps the zone of the browser itself, and what is chosen while that is being saved', async () => {
    const { page } = await signIn(browser, perdura, 'maya@demo.test', {
      timeZone: 'America/New_York',
    });
    await go(page, '/settings/me');
    const zone = page.getByRole('combobox', { name: 'Time zone' });
    const save = page.getByRole('button', { name: 'Save', exact: true });
    const kept = () =>
      page.evaluate(async () => (await (await fetch('/api/v1/auth/session')).json()).user.timeZone);
    const choose = async (name: string) => {
      await zone.click();
      await page.getByRole('option', { name, exact: true }).click();
    };
    const before = await kept();
    // A slow network: the answer is under way until it is let through.
    let letThrough = () => {};
    const held = new Promise<void>((done) => {
      letThrough = done;
    });
    await page.route('**/api/v1/me', async (route) => {
      const answer = await route.fetch();
      await held;
      await route.fulfill({ response: answer });
    });
    await choose('As this browser: America/New_York');
    await save.click();
    // Mails tell times by what is kept, and are written where no browser is.
    await expect.poll(kept).toBe('America/New_York');
    await zone.fill(before);
    await choose(before);
    letThrough();
    await page.getByText('Saved', { exact: true }).waitFor();
    expect(await zone.inputValue()).toBe(before);
    await page.unroute('**/api/v1/me');
    await save.click();
    await expect.poll(kept).toBe(before);
    await page.context().close();
  });
});

describe('the desk by keyboard alone', () => {
  let omar: Person;
  beforeAll(async () => {
    omar = await signIn(browser, perdura, 'omar@demo.test');
    await go(omar.page, '/desk?view=open');
  });
  afterAll(() => omar?.page.context().close());

  it('moves with J and K, opens with Enter and closes with Escape', async () => {
    const { page } = omar;
    await page.keyboard.press('j');
    await expect.poll(() => focusedTicket(page)).toMatch(TICKET_NUMBER);
    const second = await focusedTicket(page);
    await page.keyboard.press('j');
    await expect.poll(() => focusedTicket(page)).not.toBe(second);
    await page.keyboard.press('k');
    await expect.poll(() => focusedTicket(page)).toBe(second);
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.searchParams.get('ticket') === second);
    await page.keyboard.press('Escape');
    await page.waitForURL((url) => !url.searchParams.has('ticket'));
  });

  it('lists its keys on ?, and gives the focus back', async () => {
    const { page } = omar;
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    expect(await mistakesOn(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('finds a ticket from anywhere with the command palette', async () => {
    const { page } = omar;
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').getByRole('textbox').fill('INC-000003');
    await page.locator('[data-action]', { hasText: 'INC-000003' }).waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/tickets/INC-000003');
  });
});

async function go(page: Page, address: string): Promise<void> {
  if (address === 'first approval') {
    await page.goto('/approvals');
    await page.locator('main a[href^="/approvals/"]').first().click();
    await page.waitForURL(/approvals\/[0-9a-f-]{36}/);
  } else if (address === 'rehearsal') {
    await page.goto('/processes/laptop-request');
    await page.locator('.react-flow__node').first().waitFor();
    await page.keyboard.press('Shift+R');
    await page.keyboard.press('w');
    await page.locator('#root_cost').waitFor();
  } else {
    await page.goto(address);
  }
  await page.locator('main').waitFor();
  // Skeletons, and drawings that are still being laid out, are no pages yet.
  await page
    .locator('.mantine-Skeleton-root, [aria-busy="true"]')
    .first()
    .waitFor({ state: 'detached' });
  await page.waitForLoadState('load');
}

async function mistakesOn(page: Page): Promise<string[]> {
  const violations = await violationsOn(page);
  const found = violations.map(
    ({ id, nodes }) =>
      `${id} at ${nodes
        .slice(0, 3)
        .map(({ target }) => target.join(' '))
        .join('; ')}`,
  );
  const tooWide = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
  const wide = tooWide > 0 ? [`${tooWide} pixels wider than the screen`] : [];
  const isDesigner = new URL(page.url()).pathname.startsWith('/processes');
  return [...found, ...wide, ...(isDesigner ? await unheardLabelsOn(page) : [])];
}

const focusedTicket = (page: Page): Promise<string | undefined> =>
  page.evaluate(() => document.activeElement?.getAttribute('href')?.split('/').at(-1));
