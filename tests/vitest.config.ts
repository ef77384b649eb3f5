/**
 * The tests in tiers by their file's suffix, so that each can run alone: `vitest run -c tests/vitest.config.ts
 * --project unit`. Services are started by the first tier that needs them (tests/support/services.ts).
 */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('..', import.meta.url));
const support = (file: string) => fileURLToPath(new URL(`support/${file}`, import.meta.url));

const slowSuffixes = ['**/*.db.test.*', '**/*.temporal.test.*', '**/*.browser.test.*'];
/** The web app in a browser, with a played API. */
const played = ['canvas', 'approvals', 'cab', 'settings/standing-in'].map(
  (folder) => `tests/designer/${folder}/**/*.browser.test.{ts,tsx}`,
);
const interop = ['**/*.interop.test.*'];
/** Everything killed in turn: they wait more than they work, as what runs on Temporal does. */
const faults = ['tests/faults/**/*.e2e.ts'];

function tier(
  name: string,
  include: string[],
  options: {
    exclude?: string[];
    setup?: readonly string[];
    timeoutMs: number;
    workers?: number;
    /** Files share a worker and what it has loaded: half of what a small file takes. */
    shared?: boolean;
    order: number;
  },
) {
  return {
    root,
    test: {
      name,
      include,
      exclude: ['**/node_modules/**', '**/.data/**', '**/dist/**', ...(options.exclude ?? [])],
      globalSetup: (options.setup ?? []).map(support),
      setupFiles: [support('seed-setup.ts')],
      testTimeout: options.timeoutMs,
      hookTimeout: Math.max(60_000, options.timeoutMs),
      // What is waited for may take its time on a busy machine; a test that waits in vain is told by the test's own end.
      expect: { poll: { timeout: 15_000 } },
      maxWorkers: options.workers,
      isolate: !options.shared,
      sequence: { groupOrder: options.order },
      fileParallelism: options.workers !== 1,
    },
  };
}

export default defineConfig({
  root,
  test: {
    projects: [
      tier('unit', ['tests/**/*.test.{ts,tsx}'], {
        exclude: [...slowSuffixes, ...interop],
        // Properties over whole processes take twenty seconds alone.
        timeoutMs: 90_000,
        workers: 2,
        shared: true,
        order: 0,
      }),
      tier('db', ['tests/**/*.db.test.{ts,tsx}'], {
        setup: ['database-setup.ts'],
        timeoutMs: 30_000,
        workers: 2,
        shared: true,
        order: 1,
      }),
      tier('temporal', ['tests/**/*.temporal.test.{ts,tsx}', ...faults], {
        setup: ['temporal-setup.ts'],
        timeoutMs: 120_000,
        workers: 3,
        order: 2,
      }),
      tier('played', played, {
        setup: ['web-setup.ts'],
        timeoutMs: 300_000,
        // As many as cores: pages work as long as they wait, and one that has to wait for another browser only waits longer.
        workers: 2,
        order: 3,
      }),
      tier('browser', ['tests/**/*.browser.test.{ts,tsx}', 'tests/**/*.e2e.ts'], {
        exclude: [...played, ...faults],
        setup: ['temporal-setup.ts', 'demo-setup.ts'],
        timeoutMs: 300_000,
        workers: 2,
        order: 3,
      }),
      tier('interop', ['tests/**/*.interop.test.{ts,tsx}'], {
        setup: ['temporal-setup.ts'],
        timeoutMs: 300_000,
        workers: 1,
        order: 4,
      }),
    ],
  },
});
