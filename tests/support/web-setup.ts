/** Before the tests that play the API to the web app: the app as people get it, built only when its sources have changed. */
import { fileURLToPath } from 'node:url';
import { findBrowser } from '#bin/platform/browser.ts';
import { buildWebApp } from '#bin/platform/web-build.ts';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));

export const VITE_CONFIG = fileURLToPath(new URL('../../designer/vite.config.ts', import.meta.url));

export default async function setup(): Promise<void> {
  // Unpacked by one, before many ask for it.
  findBrowser();
  await buildWebApp(PROJECT);
}
