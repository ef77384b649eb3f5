/** axe over the pages people use, each with something on it. Reported is what axe calls serious or critical. */
import type { Browser, Page } from 'playwright-core';
import { call, type Instance, tokenFor } from '#bin/interop/replay.ts';
import { violationsOn } from '../support/axe.ts';
import { eventually } from '../support/eventually.ts';
import { DEMO_PASSWORD, openPage, signIn, step } from '../support/web.ts';

export async function seriousViolations(
  browser: Browser,
  url: string,
  scheme: 'light' | 'dark',
): Promise<string[]> {
  const { ticket, approval } = await somethingToLookAt(url);
  const found: string[] = [];

  const visitor = await openPage(browser, url, { scheme });
  await visitor.page.goto('/sign-in');
  await visitor.page.getByRole('button', { name: 'Sign in' }).waitFor();
  found.push(...(await look(visitor.page, 'sign-in')));
  await visitor.page.context().close();

  const visits: { who: string; name: string; path: string; shows: RegExp }[] = [
    { who: 'omar', name: 'desk', path: '/desk?view=open', shows: new RegExp(ticket) },
    { who: 'omar', name: 'ticket', path: `/tickets/${ticket}`, shows: /Conversation/ },
    {
      who: 'omar',
      name: 'process',
      path: `/tickets/${ticket}?tab=process`,
      shows: /Laptop request, version/i,
    },
    { who: 'ravi', name: 'portal', path: '/portal', shows: /Laptop/ },
    {
      who: 'ines',
      name: 'approval',
      path: `/approvals/${approval}`,
      shows: /What you need to know/,
    },
    { who: 'maya', name: 'canvas', path: '/processes/laptop-request', shows: /Manager approves/ },
  ];
  for (const who of new Set(visits.map((visit) => visit.who))) {
    const person = await signIn(browser, { url }, `${who}@demo.test`, { scheme });
    for (const { name, path, shows } of visits.filter((visit) => visit.who === who)) {
      await step(`axe on ${name} in ${scheme}`, [person], async () => {
        await person.page.goto(path);
        await person.page.getByText(shows).first().waitFor();
        found.push(...(await look(person.page, name)));
      });
    }
    await person.page.context().close();
  }
  return found;
}

/** A request for a laptop that waits for its approval. */
async function somethingToLookAt(url: string): Promise<{ ticket: string; approval: string }> {
  const ravi = await tokenFor(url, 'ravi@demo.test', DEMO_PASSWORD);
  const values = { model: 'Standard 14-inch', cost: 1_500, reason: 'My old one is broken.' };
  const made = await call<{ number: string }>(ravi, 'POST', '/catalog/items/laptop/requests', {
    values,
  });
  const ines = await tokenFor(url, 'ines@demo.test', DEMO_PASSWORD);
  const approval = await eventuallyAsked(ines, made.number);
  return { ticket: made.number, approval };
}

function eventuallyAsked(approver: Instance, number: string): Promise<string> {
  return eventually(`${number} waits for its approval`, async () => {
    const path = '/approvals?state=open&approver=me&limit=100';
    type Asked = { id: string; ticket: { number: string } | null };
    const { items } = await call<{ items: Asked[] }>(approver, 'GET', path);
    const mine = items.find(({ ticket }) => ticket?.number === number);
    if (!mine) throw new Error(`It does not; ${items.length} others do.`);
    return mine.id;
  });
}

/** Colours arrive by transitions, however short: three frames in a row in which nothing that ends is on its way. */
const SETTLED = `(async () => {
  const moves = ({ effect, playState }) =>
    playState === 'running' && effect?.getComputedTiming().endTime !== Infinity;
  for (let still = 0; still < 3; still += 1) {
    await new Promise(requestAnimationFrame);
    if (document.getAnimations().some(moves)) still = -1;
  }
})()`;

async function look(page: Page, name: string): Promise<string[]> {
  await page.evaluate(SETTLED);
  const violations = await violationsOn(page, { resultTypes: ['violations'] });
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(
        ({ target, failureSummary }) => `${name}: ${id} at ${target.join(' ')}: ${failureSummary}`,
      ),
    );
}
