/**
 * `npm run screenshots`: the pictures in docs/images, taken of a demo instance that it starts, works in for a while, and
 * ends again. With names (`npm run screenshots -- desk canvas`) only those.
 */
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from './platform/browser.ts';
import { runProgram } from './platform/failure.ts';
import { freePort } from './platform/ports.ts';
import { projectRoot, readSettings } from './platform/settings.ts';
import { createStack } from './platform/stack.ts';
import { type Scene, workForAWhile } from './screenshots/scene.ts';

const SIZE = { width: 1560, height: 940 };
const PATIENCE_MS = 60_000;

type Picture = {
  readonly name: string;
  readonly who: string;
  readonly path: (scene: Scene) => string;
  /** Resolves when everything that belongs into the picture is there. */
  readonly ready: (page: Page, scene: Scene) => Promise<void>;
};

const PICTURES: readonly Picture[] = [
  {
    name: 'desk',
    who: 'omar',
    path: ({ atWork }) => `/desk?view=open&ticket=${atWork}&tab=process`,
    ready: (page) => page.getByRole('figure', { name: /Laptop request/ }).waitFor(),
  },
  {
    name: 'canvas',
    who: 'maya',
    path: () => '/processes/laptop-request',
    async ready(page) {
      // The step that is selected stands in the middle, between what leads to it and what follows.
      const approval = page.getByRole('group', { name: /^Manager approves/ });
      await approval.waitFor();
      const drawing = page.getByRole('application', { name: 'Process drawing' });
      await drawing.hover({ position: { x: 40, y: 40 } });
      await page.mouse.wheel(480, 0);
      await approval.click();
      await page.getByRole('textbox', { name: 'Name', exact: true }).waitFor();
      await page.mouse.move(0, 0);
      await page
        .getByRole('button', { name: 'Put a step in between' })
        .waitFor({ state: 'hidden' });
    },
  },
  {
    name: 'approval',
    who: 'ines',
    path: ({ approval }) => `/approvals/${approval}`,
    ready: (page) => page.getByRole('figure', { name: /Laptop request/ }).waitFor(),
  },
  {
    name: 'portal',
    who: 'ravi',
    path: () => '/portal',
    ready: (page) => page.getByText('Manager approves').first().waitFor(),
  },
  {
    name: 'clock',
    who: 'omar',
    path: () => '/tickets/PRB-000001',
    ready: (page) => page.getByText('How the time was counted').first().click(),
  },
  {
    name: 'wallboard',
    who: 'omar',
    path: () => '/desk',
    async ready(page) {
      await page.goto('/wallboard');
      await page.getByRole('heading', { name: 'Next to breach' }).waitFor();
    },
  },
  {
    name: 'rota',
    who: 'dana',
    path: () => '/on-call/network',
    ready: (page) =>
      page.getByRole('region', { name: 'Shifts' }).getByRole('button').first().waitFor(),
  },
];

await runProgram(async () => {
  const wanted = process.argv.slice(2);
  const pictures = PICTURES.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
  const dataDir = mkdtempSync(path.join(tmpdir(), 'perdura-screenshots-'));
  chmodSync(dataDir, 0o755);
  const { PATH, HOME, XDG_CACHE_HOME } = process.env;
  const port = await freePort('127.0.0.1');
  const environment = {
    PATH,
    HOME,
    XDG_CACHE_HOME,
    DATA_DIR: dataDir,
    PORT: String(port),
    DEMO: '1',
  };
  const settings = readSettings({ ...environment, LOG_LEVEL: 'warn' });
  const stack = createStack({ settings, say: console.log, durable: false });
  try {
    const { url } = await stack.start();
    console.log('Working in it for a while.');
    const scene = await workForAWhile(url);
    const browser = await launchBrowser();
    try {
      for (const picture of pictures) {
        await take(browser, url, picture, scene);
        console.log(`docs/images/${picture.name}.png`);
      }
    } finally {
      await browser.close();
    }
    return 0;
  } finally {
    await stack.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
});

async function take(browser: Browser, url: string, picture: Picture, scene: Scene): Promise<void> {
  const context = await browser.newContext({
    baseURL: url,
    viewport: SIZE,
    colorScheme: 'light',
    locale: 'en',
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const next = encodeURIComponent(picture.path(scene));
  await page.goto(`/sign-in?next=${next}`);
  await page.getByLabel('E-mail address').fill(`${picture.who}@demo.test`);
  await page.getByLabel('Password', { exact: true }).fill('perdura-demo');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('Live', { exact: true }).waitFor();
  await picture.ready(page, scene);
  // Fonts, and the view after it has moved.
  await page.evaluate('document.fonts.ready');
  await page.mouse.move(0, 0);
  const folder = path.join(projectRoot, 'docs', 'images');
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: path.join(folder, `${picture.name}.png`), animations: 'disabled' });
  await context.close();
}
