/** Every scenario file in a real Chromium, under a policy that lets nothing be evaluated: the same trace, the same state. */
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { build, type Rolldown } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { playScenario } from '#engine/rehearsal/index.ts';
import { judgeBy } from '#rules/judge.ts';
import { shippedRulesets } from '#rules/shipped/index.ts';
import { launchBrowser } from '../support/browser.ts';
import { OFFICE } from '../support/clock.ts';
import { STORIES } from './files.ts';
import type { Rehearse } from './in-browser.ts';

const PAGE = 'http://rehearsal.test/';
const POLICY = "default-src 'none'; script-src 'self'";

let browser: Browser;
let page: Page;
beforeAll(async () => {
  const script = await scriptOf('in-browser.ts');
  browser = await launchBrowser();
  page = await browser.newPage({ timezoneId: 'America/New_York', locale: 'ar' });
  await page.route(`${PAGE}**`, (route) =>
    route.request().url() === PAGE
      ? route.fulfill({
          contentType: 'text/html',
          headers: { 'content-security-policy': POLICY },
          body: '<!doctype html><title>Rehearsal</title><script type="module" src="/script.js"></script>',
        })
      : route.fulfill({ contentType: 'text/javascript', body: script }),
  );
  await page.goto(PAGE);
  await page.waitForFunction(() => 'rehearse' in globalThis);
});
afterAll(() => browser.close());

async function scriptOf(file: string): Promise<string> {
  const built = (await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      target: 'es2023',
      lib: { entry: fileURLToPath(new URL(file, import.meta.url)), formats: ['es'] },
    },
  })) as Rolldown.RolldownOutput[];
  const [chunk] = built[0]?.output ?? [];
  if (!chunk) throw new Error('nothing was built');
  return chunk.code;
}

describe('a scenario in a browser', () => {
  it.each(STORIES.map((story) => [story.title, story] as const))(
    '%s',
    async (_, { definition, scenario }) => {
      const told = await page.evaluate(
        ([drawn, written]) =>
          (globalThis as unknown as { rehearse: Rehearse }).rehearse(drawn, written),
        [definition, scenario] as const,
      );
      const setting = { judge: judgeBy(shippedRulesets), calendar: () => OFFICE };
      const { rehearsal } = await playScenario(definition, scenario, setting);
      expect(told.trace).toEqual(scenario.trace);
      expect(told.state).toBe(JSON.stringify(rehearsal.state));
    },
  );
});
