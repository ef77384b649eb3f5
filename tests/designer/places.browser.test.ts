/** Every place somebody may go to, on a phone: none is cut off, each is a thumb wide, and where one is is marked. */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { violationsOn } from '../support/axe.ts';
import { visitDemo } from '../support/demo-visits.ts';

const { arrive } = visitDemo();
const bar = (page: Page) => page.getByRole('navigation', { name: /^(Main navigation|التنقل)/ });

it.each([
  ['en', 'light', 'More places', 'Meetings'],
  ['ar', 'dark', 'المزيد من الأماكن', 'الاجتماعات'],
] as const)(
  'are all reached from the foot of the screen (%s)',
  async (locale, scheme, more, cab) => {
    const page = await arrive('kofi@demo.test', '/approvals', { width: 390, scheme, locale });
    const others = bar(page).getByRole('button', { name: more });
    await others.waitFor();
    const places = await bar(page)
      .locator('a:visible, button:visible')
      .evaluateAll((all) =>
        all.map((place) => {
          const label = place.querySelector('span:nth-of-type(2)');
          return {
            width: place.getBoundingClientRect().width,
            isCut: label !== null && label.scrollWidth > label.clientWidth,
          };
        }),
      );
    expect(places).toHaveLength(5);
    expect(places.filter(({ width, isCut }) => width < 44 || isCut)).toEqual([]);
    expect(await violationsOn(page)).toEqual([]);
    expect(await others.getAttribute('data-active')).toBeNull();
    await others.press('Enter');
    const list = page.getByRole('dialog', { name: more });
    await list.waitFor();
    expect(await list.getByRole('link').count()).toBe(6);
    expect(await violationsOn(page)).toEqual([]);
    await list.getByRole('link', { name: cab }).press('Enter');
    await page.waitForURL('**/cab');
    await expect.poll(() => others.getAttribute('data-active')).toBe('true');
  },
);

it('stand side by side where there is room', async () => {
  const page = await arrive('kofi@demo.test', '/approvals');
  await bar(page).getByRole('link', { name: 'Meetings' }).waitFor();
  expect(await bar(page).getByRole('button').count()).toBe(0);
});
