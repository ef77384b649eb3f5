/** People at the web app: each has a browser context of their own. When a step fails, what they saw is kept as a picture. */
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { DemoTenant } from './demo.ts';

export const DEMO_PASSWORD = 'perdura-demo';
const PATIENCE_MS = 60_000;

export type Person = {
  readonly page: Page;
  /** What the page reported as broken: exceptions, and what the content security policy refused. */
  readonly complaints: readonly string[];
};

type Options = {
  readonly scheme?: 'light' | 'dark';
  readonly width?: number;
  readonly timeZone?: string;
  /** As they have chosen it in this browser. */
  readonly locale?: 'en' | 'ar';
};

export async function openPage(
  browser: Browser,
  url: string,
  options: Options = {},
): Promise<Person> {
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width: options.width ?? 1440, height: 900 },
    colorScheme: options.scheme ?? 'light',
    locale: 'en',
    timezoneId: options.timeZone,
    reducedMotion: 'reduce',
  });
  const { locale } = options;
  if (locale !== undefined)
    await context.addInitScript((chosen) => localStorage.setItem('perdura.locale', chosen), locale);
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  page.setDefaultNavigationTimeout(PATIENCE_MS);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.stack ?? error.message));
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) complaints.push(message.text());
  });
  return { page, complaints };
}

/** Somebody who is signed in already, and on no page yet. */
export async function signIn(
  browser: Browser,
  { url, tenant }: DemoTenant,
  email: string,
  options: Options = {},
): Promise<Person> {
  const person = await openPage(browser, url, options);
  const { page } = person;
  const answer = await page.context().request.post(`${url}/api/v1/auth/login`, {
    data: { email, password: DEMO_PASSWORD, tenant },
  });
  if (!answer.ok()) throw new Error(`${email} was not let in: ${await answer.text()}`);
  return person;
}

/** The same through the page for it. */
export async function signInByHand(browser: Browser, url: string, email: string): Promise<Person> {
  const person = await openPage(browser, url);
  const { page } = person;
  await page.goto('/sign-in');
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(DEMO_PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('navigation', { name: 'Main navigation' }).waitFor();
  return person;
}

/** Does a step of a walk; when it fails, says which one and where the picture of each page lies. */
export async function step<T>(
  name: string,
  people: readonly Person[],
  act: () => Promise<T>,
): Promise<T> {
  try {
    return await act();
  } catch (cause) {
    const slug = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
    const pictures: string[] = [];
    for (const [index, { page }] of people.entries()) {
      const file = path.join(tmpdir(), `perdura-${process.pid}-${slug}-${index + 1}.png`);
      await page.screenshot({ path: file }).then(
        () => pictures.push(file),
        () => undefined,
      );
    }
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`${name}: ${why}\nPictures: ${pictures.join(', ') || 'none'}`, { cause });
  }
}
