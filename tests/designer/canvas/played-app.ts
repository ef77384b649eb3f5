/** The web app in a real Chromium with a played API, so that only the web app is in question. */
import type { BrowserContext, Page } from 'playwright-core';
import { emptyProcess } from '#designer/canvas/process/empty-process.ts';
import type { Definition } from '#engine/definition.ts';
import { launchBrowser } from '../../support/browser.ts';
import { PlayedApi } from './played-api.ts';
import { startPlayedServer } from './played-server.ts';

export const PATIENCE = { timeout: 20_000 };

type Look = {
  readonly scheme?: 'light' | 'dark';
  readonly locale?: string;
  readonly width?: number;
};

export type PlayedApp = {
  /** The canvas with this draft on it, in a browser that knows nothing of what was before. The test closes the page. */
  readonly open: (
    draft: Definition,
    look?: Look,
    /** Before anything is asked of it. */
    prepare?: (api: PlayedApi) => void,
  ) => Promise<{ readonly page: Page; readonly api: PlayedApi }>;
  /** Another page of the app; what the played API knows nothing of is answered by the test. */
  readonly visit: (
    address: string,
    look?: Look,
    prepare?: (api: PlayedApi, page: Page) => void | Promise<void>,
  ) => Promise<Page>;
  readonly stop: () => Promise<void>;
};

export async function startPlayedApp(): Promise<PlayedApp> {
  const server = await startPlayedServer();
  const { origin } = server;
  const browser = await launchBrowser();
  const contexts = new Map<string, BrowserContext[]>();

  /** One that nobody has a page in: what it has compiled of the app is half of what opening the app takes. */
  async function contextFor(look: Look): Promise<BrowserContext> {
    const key = JSON.stringify(look);
    const known = (contexts.get(key) ?? []).filter((context) =>
      browser.contexts().includes(context),
    );
    const free = known.find((context) => context.pages().length === 0);
    if (free) return free;
    const { scheme = 'light', locale = 'en-GB', width = 1440 } = look;
    const context = await browser.newContext({
      locale,
      colorScheme: scheme,
      reducedMotion: 'reduce',
      viewport: { width, height: width < 500 ? 844 : 900 },
    });
    contexts.set(key, [...known, context]);
    return context;
  }

  async function pageOn(api: PlayedApi, look: Look): Promise<Page> {
    const context = await contextFor(look);
    const page = await context.newPage();
    await forgetAll(page, origin);
    await server.play(page, api);
    return page;
  }

  return {
    async visit(address, look = {}, prepare) {
      const api = new PlayedApi(emptyProcess('loan', 'Loan'));
      const page = await pageOn(api, look);
      await prepare?.(api, page);
      await page.goto(`${origin}${address}`);
      return page;
    },
    async open(draft, look = {}, prepare) {
      const api = new PlayedApi(draft);
      prepare?.(api);
      const page = await pageOn(api, look);
      await page.goto(`${origin}/processes/${draft.key}`);
      await page.locator('.react-flow__node[data-id="start"]').waitFor({ timeout: 120_000 });
      return { page, api };
    },
    async stop() {
      await browser.close();
      await server.stop();
    },
  };
}

/** Cookies, storage and permissions; what was compiled stays. */
async function forgetAll(page: Page, origin: string): Promise<void> {
  const context = page.context();
  const devtools = await context.newCDPSession(page);
  const storageTypes = 'cookies,local_storage,indexeddb,service_workers';
  await devtools.send('Storage.clearDataForOrigin', { origin, storageTypes });
  await devtools.detach();
  await context.clearPermissions();
}
