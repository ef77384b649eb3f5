/**
 * People who come to the demo in a browser: a demo for the file, somebody signed in at a page, each in a context of their own that
 * is closed after the story. A story fails where a page complained.
 */
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { launchBrowser } from './browser.ts';
import { type DemoTenant, openDemo } from './demo.ts';
import { openPage, type Person, signIn } from './web.ts';

export type Look = Parameters<typeof signIn>[3];

/** Called once at the top of a file; `usual` is how everybody looks at it unless a story says otherwise. */
export function visitDemo(usual: Look = {}) {
  let tenant: DemoTenant;
  let browser: Browser;
  const people: Person[] = [];
  beforeAll(async () => {
    tenant = await openDemo();
    browser = await launchBrowser();
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
  });
  afterEach(async () => {
    const complaints = people.flatMap((person) => person.complaints);
    for (const { page } of people.splice(0)) await page.context().close();
    expect(complaints).toEqual([]);
  });
  return {
    demo: () => tenant,
    /** On no page yet where no address is given. */
    async arrive(email: string, address?: string, look: Look = {}): Promise<Page> {
      const person = await signIn(browser, tenant, email, { ...usual, ...look });
      people.push(person);
      if (address !== undefined) await person.page.goto(address);
      return person.page;
    },
    /** Said by whoever looks at the page, beside it. */
    async send(page: Page, method: 'POST' | 'PATCH', path: string, data: object) {
      const { request } = page.context();
      const { csrfToken } = await (await request.get(`${tenant.url}/api/v1/me`)).json();
      const headers = { 'x-csrf-token': csrfToken };
      const answer = await request.fetch(`${tenant.url}/api/v1${path}`, { method, data, headers });
      expect(answer.ok(), await answer.text()).toBe(true);
      return answer.json();
    },
    /** Somebody who has not signed in. */
    async arriveAsStranger(look: Look = {}): Promise<Page> {
      const person = await openPage(browser, tenant.url, { ...usual, ...look });
      people.push(person);
      return person.page;
    },
  };
}
