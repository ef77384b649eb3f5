/** The web app in a real Chromium with a played API, so that only the web app is in question. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { build, preview } from 'vite';
import type { Definition } from '#engine/definition.ts';
import { launchBrowser } from '../../support/browser.ts';
import { PlayedApi } from './played-api.ts';

export const PATIENCE = { timeout: 20_000 };

const viteConfig = fileURLToPath(new URL('../../../designer/vite.config.ts', import.meta.url));

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
  const outDir = await mkdtemp(path.join(tmpdir(), 'perdura-canvas-'));
  const shared = { configFile: viteConfig, build: { outDir }, logLevel: 'error' } as const;
  await build(shared);
  const server = await preview({ ...shared, preview: { port: 0, host: '127.0.0.1' } });
  const browser = await launchBrowser();
  return {
    async open(draft, { scheme = 'light', locale = 'en-GB', width = 1440 } = {}, prepare) {
      const context = await browser.newContext({
        locale,
        colorScheme: scheme,
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
      await rm(outDir, { recursive: true, force: true });
    },
  };
}
