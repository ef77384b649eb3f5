/** Before the tests that play the API to the web app: the app is built once for all of them. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder with the built web app. */
    webFolder: string;
  }
}

export const VITE_CONFIG = fileURLToPath(new URL('../../designer/vite.config.ts', import.meta.url));

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const outDir = await mkdtemp(path.join(tmpdir(), 'perdura-web-'));
  await build({ configFile: VITE_CONFIG, build: { outDir }, logLevel: 'error' });
  project.provide('webFolder', outDir);
  return () => rm(outDir, { recursive: true, force: true });
}
