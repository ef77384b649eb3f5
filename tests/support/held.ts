/** A slow network: what is asked of an address next is done, and its answer is under way until it is let through. */
import type { Page } from 'playwright-core';

export type Held = {
  /** The server has done what was asked. */
  readonly done: Promise<void>;
  readonly letThrough: () => void;
};

export async function holdAnswer(page: Page, method: string, address: string): Promise<Held> {
  const done = Promise.withResolvers<void>();
  const through = Promise.withResolvers<void>();
  let isHeld = false;
  await page.route(address, async (route) => {
    if (isHeld || route.request().method() !== method) return route.fallback();
    isHeld = true;
    const answer = await route.fetch();
    done.resolve();
    await through.promise;
    await route.fulfill({ response: answer });
  });
  return { done: done.promise, letThrough: through.resolve };
}
