import { expect, it } from 'vitest';
import { publicHolidays } from '#domain/calendars/public-holidays.ts';

const daysIn = async (country: string, year: number) =>
  publicHolidays({ country }, { first: year, last: year }, ['public'], 'en');

it('closes the days of holidays that begin on the eve', async () => {
  const israel = await daysIn('IL', 2026);
  expect(israel.length).toBeGreaterThan(5);
  expect(israel.every(({ from }) => from === null)).toBe(true);
  expect(israel[0]).toMatchObject({ date: '2026-04-02', name: 'Passover (Pesach)' });
  const feast = (await daysIn('SA', 2026)).filter(({ name }) => /Ramadan|Eid al-Fitr/.test(name));
  expect(feast.map(({ date }) => date)).toEqual([
    '2026-03-19',
    '2026-03-20',
    '2026-03-21',
    '2026-03-22',
  ]);
  expect((await daysIn('IR', 2026)).filter(({ from }) => from === '00:00')).toEqual([]);
});

it('closes a day on which the clock is put forward at midnight', async () => {
  // Cairo, on the last Friday of April.
  expect(await daysIn('EG', 2025)).toContainEqual(
    expect.objectContaining({ date: '2025-04-25', from: null }),
  );
});
