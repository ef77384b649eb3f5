/** The web app in a real Chromium with a played API, so that only the web app is in question. */
import type { Page } from 'playwright-core';
import { preview } from 'vite';
import type { Definition } from '#engine/definition.ts';
import { launchBrowser } from '../../support/browser.ts';
import { VITE_CONFIG } from '../../support/web-setup.ts';
import { PlayedApi } from './played-api.ts';

export const PATIENCE = { timeout: 20_000 };

type Look = {
  readonly scheme?: 'light' | 'dark';
  readonly locale?: string;
  readonly width?: number;
};

export type PlayedApp = {
  /** The canvas with this draft on it, in a browser context of its own. */
  readonly open: (
    draft: Definition,
    look?: Look,
    /** Before anything is asked of it. */
    prepare?: (api: PlayedApi) => void,
  ) => Promise<{ readonly page: Page; readonly api: PlayedApi }>;
  readonly stop: () => Promise<void>;
};

export async function startPlayedApp(): Promise<PlayedApp> {
  const server = await preview({
    configFile: VITE_CONFIG,
    preview: { port: 0, host: '127.0.0.1' },
    logLevel: 'error',
  });
  const browser = await launchBrowser();
  return {
    async open(draft, { scheme = 'light', locale = 'en-GB', width = 1440 } = {}, prepare) {
      const context = await browser.newContext({
        locale,
        colorScheme: scheme,
        reducedMotion: 'reduce',
        viewport: { width, height: width < 500 ? 844 : 900 },
      });
      const page = await context.newPage();
      const api = new PlayedApi(draft);
      prepare?.(api);
      await page.route('**/api/v1/**', (route) => api.answer(route));
      await page.goto(`${server.resolvedUrls?.local[0]}processes/${draft.key}`);
      await page.locator('.react-flow__node[data-id="start"]').waitFor({ timeout: 120_000 });
      return { page, api };
    },
    async stop() {
      await browser.close();
      await server.close();
    },
  };
}
