/**
 * How smoothly a process can be drawn: frame times while panning, zooming, dragging and typing its name at 50, 300 and 1,000
 * elements. Beside each stands an empty React Flow canvas under the same panning or zooming (else: panning) in the same browser, so
 * that a machine without a graphics card judges itself. The API is played. Options: `--frames 120`, `--sizes 50,300,1000`.
 */
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Browser, Page, Route } from 'playwright-core';
import { build, preview } from 'vite';
import type { Definition } from '#engine/definition.ts';
import { launchBrowser } from '../platform/browser.ts';
import { processOf } from './canvas/definition.ts';
import { median, percentile, report, say } from './report.ts';

type Gesture = 'pan' | 'zoom' | 'drag' | 'type';
const GESTURES: readonly Gesture[] = ['pan', 'zoom', 'drag', 'type'];
const file = (name: string) => fileURLToPath(new URL(name, import.meta.url));

type Times = Readonly<Record<Gesture, readonly number[]>>;

export async function run(args: readonly string[] = []): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    strict: false,
    options: {
      frames: { type: 'string', default: '120' },
      sizes: { type: 'string', default: '50,300,1000' },
    },
  });
  const frames = Number(values.frames);
  const sizes = String(values.sizes).split(',').map(Number);
  const folder = await mkdtemp(path.join(tmpdir(), 'perdura-bench-canvas-'));
  const browser = await launchBrowser();
  try {
    say('Building the web app and the empty canvas …');
    const product = await serve(
      file('../../designer/vite.config.ts'),
      path.join(folder, 'product'),
    );
    const empty = await serve(undefined, path.join(folder, 'empty'));
    for (const size of sizes) {
      const reference = await emptyTimes(browser, empty.url, frames);
      say(`${size} elements …`);
      const page = await openProcess(browser, product.url, processOf(size));
      const times = await measure(page, frames, GESTURES);
      await page.context().close();
      for (const gesture of GESTURES) tell(gesture, size, times[gesture], reference[gesture]);
    }
    await Promise.all([product.close(), empty.close()]);
  } finally {
    await browser.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function tell(gesture: Gesture, size: number, times: readonly number[], beside: readonly number[]) {
  const figure = { name: 'canvas', unit: 'ms' };
  report({
    ...figure,
    metric: `${gesture}_frame_median_ms_${size}`,
    value: median(times),
    reference: median(beside),
  });
  report({
    ...figure,
    metric: `${gesture}_frame_p95_ms_${size}`,
    value: percentile(times, 0.95),
    reference: percentile(beside, 0.95),
  });
}

async function serve(configFile: string | undefined, outDir: string) {
  const root = configFile ? path.dirname(configFile) : file('./canvas');
  const shared = { configFile: configFile ?? false, root, logLevel: 'error' } as const;
  const input = configFile ? undefined : file('./canvas/reference.html');
  await build({
    ...shared,
    build: { outDir, emptyOutDir: true, ...(input ? { rolldownOptions: { input } } : {}) },
  });
  const server = await preview({
    ...shared,
    build: { outDir },
    preview: { port: 0, host: '127.0.0.1' },
  });
  return { url: server.resolvedUrls?.local[0] ?? '', close: () => server.close() };
}

async function newPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({
    locale: 'en-GB',
    viewport: { width: 1440, height: 900 },
  });
  return context.newPage();
}

async function emptyTimes(browser: Browser, url: string, frames: number): Promise<Times> {
  const page = await newPage(browser);
  await page.goto(`${url}reference.html`);
  await page.locator('.react-flow__pane').waitFor();
  const { pan, zoom } = await measure(page, frames, ['pan', 'zoom']);
  await page.context().close();
  return { pan, zoom, drag: pan, type: pan };
}

async function measure(page: Page, frames: number, gestures: readonly Gesture[]): Promise<Times> {
  const times: Record<Gesture, readonly number[]> = { pan: [], zoom: [], drag: [], type: [] };
  await page.evaluate(readFileSync(file('./canvas/frames.js'), 'utf8'));
  for (const gesture of gestures) {
    const order = JSON.stringify({ gesture, frames });
    times[gesture] = await page.evaluate<number[]>(`frameTimes(${order})`);
    await page.waitForTimeout(500);
  }
  return times;
}

async function openProcess(browser: Browser, url: string, definition: Definition): Promise<Page> {
  const page = await newPage(browser);
  await page.route('**/api/v1/**', (route) => answer(route, definition));
  await page.goto(`${url}processes/${definition.key}`);
  await page.locator('.react-flow__node').first().waitFor({ timeout: 120_000 });
  // The lint proves such a process while nobody waits for it; that is not what is measured here.
  await page.waitForTimeout(4_000);
  return page;
}

/** As much of the API as an open process asks for. */
function answer(route: Route, definition: Definition): Promise<void> {
  const at = new URL(route.request().url()).pathname.replace('/api/v1', '');
  const { key, name } = definition;
  const instant = '2026-01-01T00:00:00Z';
  const draft = { revision: 1, baseVersion: null, updatedAt: instant };
  if (at === '/auth/session') {
    const user = { id: '1', email: 'a@example.test', name: 'A', locale: null, timeZone: null };
    const permissions = ['process.read', 'process.author', 'process.publish'];
    const tenant = { key: 'main', name: 'Main' };
    const counts = { approvals: 0, tasks: 0 };
    return route.fulfill({ json: { user, tenant, permissions, roles: [], counts } });
  }
  if (at === `/processes/${key}`) {
    const allowed = ['read', 'edit', 'publish'];
    return route.fulfill({ json: { key, name, version: null, draft, running: 0, allowed } });
  }
  if (at === `/processes/${key}/draft`) return route.fulfill({ json: { definition, ...draft } });
  if (at === '/events/stream') return route.abort();
  return route.fulfill({ json: { items: [], nextCursor: null } });
}
