/** An address that leads nowhere, in a real Chromium: what is there says so, and the way to everything else is beside it. */
import { afterAll, beforeAll, it } from 'vitest';
import { emptyProcess } from '#designer/canvas/process/empty-process.ts';
import { type PlayedApp, startPlayedApp } from './canvas/played-app.ts';

let app: PlayedApp;

beforeAll(async () => {
  app = await startPlayedApp();
});

afterAll(async () => {
  await app?.stop();
});

it.each(['/nowhere', '/processes/loan/nowhere'])('keeps the navigation at %s', async (address) => {
  const { page } = await app.open(emptyProcess('loan', 'Loan'));
  await page.goto(new URL(address, page.url()).href);
  await page.getByRole('heading', { name: 'There is no such page' }).waitFor();
  await page.getByRole('navigation').getByRole('link', { name: 'Processes' }).click();
  await page.waitForURL('**/processes');
  await page.getByRole('heading', { name: 'There is no such page' }).waitFor({ state: 'hidden' });
  await page.context().close();
});
