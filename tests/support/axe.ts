/** What axe finds wrong on a page. It comes in through the debugger, because the page's own policy lets no other script in. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, Result, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** WCAG 2.2, levels A and AA. What is right is not asked for: to describe all of that takes longer than to find what is wrong. */
const WCAG: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
  resultTypes: ['violations'],
};

export async function violationsOn(page: Page, options = WCAG): Promise<readonly Result[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source);
  return page.evaluate(async (chosen) => {
    const { axe } = window as unknown as {
      axe: { run: (on: Document, options: RunOptions) => Promise<AxeResults> };
    };
    return (await axe.run(document, chosen)).violations;
  }, options);
}
