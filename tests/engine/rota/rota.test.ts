/** Rotas as people plan them: weeks, nights, holidays, standing in, exchanging, and what was forgotten. */
import { describe, expect, it } from 'vitest';
import { doubleBookings, gapsBetween } from '#engine/rota/gaps.ts';
import { holidaysOf } from '#engine/rota/holidays.ts';
import { planProblems } from '#engine/rota/problems.ts';
import { layersBetween, onCallAt, shiftsBetween } from '#engine/rota/shifts.ts';
import type { Layer, Rota } from '#engine/rota.ts';
import { alwaysFrom } from '#tests/support/rotas.ts';

const weekly = (change: Partial<Layer> = {}): Layer => ({
  id: 'weeks',
  name: 'Weeks',
  people: ['ann', 'bo', 'cy'],
  rotation: { every: 1, unit: 'week', weekday: 'mon', at: '09:00' },
  startsOn: '2027-01-04',
  ...change,
});
const daily = (change: Partial<Layer> = {}): Layer => ({
  ...weekly({ id: 'days', rotation: { every: 1, unit: 'day', at: '02:30' } }),
  ...change,
});
const told = (rota: Rota, from: string, to: string): string[] =>
  shiftsBetween(rota, from, to).map(
    (shift) => `${shift.person} ${shift.from.slice(0, 16)} ${shift.to.slice(0, 16)}`,
  );

describe('turns of a week', () => {
  const rota = alwaysFrom('Europe/Berlin', [weekly()]);

  it('are handed over at the same local time in summer and in winter', () => {
    expect(told(rota, '2027-03-22T08:00Z', '2027-04-05T07:00Z')).toEqual([
      'cy 2027-03-22T08:00 2027-03-29T07:00',
      'ann 2027-03-29T07:00 2027-04-05T07:00',
    ]);
    expect(told(rota, '2027-10-25T07:00Z', '2027-11-08T08:00Z')).toEqual([
      'ann 2027-10-25T07:00 2027-11-01T08:00',
      'bo 2027-11-01T08:00 2027-11-08T08:00',
    ]);
  });

  it('do so on the other half of the world too, where summer ends in April', () => {
    const south = alwaysFrom('Australia/Sydney', [weekly()]);
    expect(told(south, '2027-03-28T22:00Z', '2027-04-11T23:00Z')).toEqual([
      'ann 2027-03-28T22:00 2027-04-04T23:00',
      'bo 2027-04-04T23:00 2027-04-11T23:00',
    ]);
  });

  it('begin in the middle of a week where the rota does, and go on from the next hand-over', () => {
    const begun = alwaysFrom('UTC', [weekly({ startsOn: '2027-01-06', endsOn: '2027-01-13' })]);
    expect(told(begun, '2027-01-01T00:00Z', '2027-02-01T00:00Z')).toEqual([
      'ann 2027-01-06T09:00 2027-01-11T09:00',
      'bo 2027-01-11T09:00 2027-01-13T09:00',
    ]);
  });

  it('tell from when to when somebody has them, whenever one asks', () => {
    expect(onCallAt(rota, '2027-01-07T12:00:00.000Z')).toEqual({
      from: '2027-01-04T08:00:00.000Z',
      to: '2027-01-11T08:00:00.000Z',
      person: 'ann',
      layer: 'weeks',
      turn: 0,
      change: null,
    });
    expect(onCallAt(rota, '2027-01-04T07:59:59.999Z')).toBeNull();
  });
});

describe('a hand-over at a time that the clock skips, or shows twice', () => {
  const rota = alwaysFrom('Europe/Berlin', [daily({ startsOn: '2027-03-01' })]);

  it('happens when the clock jumps over it', () => {
    expect(told(rota, '2027-03-28T00:30Z', '2027-03-28T01:30Z')).toEqual([
      'cy 2027-03-28T00:30 2027-03-28T01:00',
      'ann 2027-03-28T01:00 2027-03-28T01:30',
    ]);
  });

  it('happens the first time', () => {
    expect(told(rota, '2027-10-31T00:00Z', '2027-10-31T02:00Z').at(-1)).toContain(
      '2027-10-31T00:30 2027-10-31T02:00',
    );
  });
});

describe('layers', () => {
  const nights = weekly({
    id: 'nights',
    name: 'Nights',
    people: ['dee'],
    hours: {
      mon: [['18:00', '24:00']],
      tue: [
        ['00:00', '08:00'],
        ['18:00', '24:00'],
      ],
    },
  });

  it('lie over those before them in their hours, and a night is one shift', () => {
    const rota = alwaysFrom('UTC', [weekly(), nights]);
    expect(told(rota, '2027-01-04T12:00Z', '2027-01-05T20:00Z')).toEqual([
      'ann 2027-01-04T12:00 2027-01-04T18:00',
      'dee 2027-01-04T18:00 2027-01-05T08:00',
      'ann 2027-01-05T08:00 2027-01-05T18:00',
      'dee 2027-01-05T18:00 2027-01-05T20:00',
    ]);
    expect(
      layersBetween(rota, '2027-01-04T12:00:00Z', '2027-01-05T20:00:00Z').map((row) => [
        row.name,
        row.shifts.length,
      ]),
    ).toEqual([
      ['Weeks', 1],
      ['Nights', 2],
    ]);
  });

  it('take holidays besides their hours, only those, or none', () => {
    const on = (take: 'also' | 'only' | 'never', hours?: Layer['hours']) =>
      told(
        {
          ...alwaysFrom('UTC', [
            weekly({
              people: ['dee'],
              holidays: { calendar: 'de', take },
              ...(hours ? { hours } : {}),
            }),
          ]),
          holidays: { de: ['2027-01-06'] },
        },
        '2027-01-05T00:00Z',
        '2027-01-08T00:00Z',
      );
    const mornings = { tue: [['08:00', '12:00']], wed: [['08:00', '12:00']] };
    expect(on('also', mornings)).toEqual([
      'dee 2027-01-05T08:00 2027-01-05T12:00',
      'dee 2027-01-06T00:00 2027-01-07T00:00',
    ]);
    expect(on('only', mornings)).toEqual(['dee 2027-01-06T08:00 2027-01-06T12:00']);
    expect(on('only')).toEqual(['dee 2027-01-06T00:00 2027-01-07T00:00']);
    expect(on('never')).toEqual([
      'dee 2027-01-05T00:00 2027-01-06T00:00',
      'dee 2027-01-07T00:00 2027-01-08T00:00',
    ]);
  });

  it('find holidays in a calendar: its days, its closed exceptions, none that it opens', () => {
    const calendar = {
      timeZone: 'UTC',
      week: {},
      holidays: ['2027-01-06', '2027-01-07'],
      exceptions: [
        { date: '2027-01-07', open: [['09:00', '12:00']] },
        { date: '2027-01-01', name: 'New year' },
      ],
    };
    expect(holidaysOf(calendar)).toEqual(['2027-01-01', '2027-01-06']);
  });
});

describe('two who exchange shifts', () => {
  const rota: Rota = {
    ...alwaysFrom('UTC', [weekly()]),
    changes: [
      {
        kind: 'swap',
        id: 's',
        one: { person: 'ann', from: '2027-01-04T09:00:00Z', to: '2027-01-11T09:00:00Z' },
        other: { person: 'bo', from: '2027-01-11T09:00:00Z', to: '2027-01-18T09:00:00Z' },
      },
    ],
  };

  it('each have what the other had, and nobody else notices', () => {
    expect(told(rota, '2027-01-04T09:00Z', '2027-01-25T09:00Z')).toEqual([
      'bo 2027-01-04T09:00 2027-01-11T09:00',
      'ann 2027-01-11T09:00 2027-01-18T09:00',
      'cy 2027-01-18T09:00 2027-01-25T09:00',
    ]);
  });

  it('exchange no more than what is theirs', () => {
    const span = { from: '2027-01-05T09:00:00Z', to: '2027-01-06T09:00:00Z' };
    const [swap] = rota.changes;
    const before = { kind: 'override', id: 'o', person: 'cy', ...span } as const;
    const changed = { ...rota, changes: swap ? [before, swap] : [] };
    expect(told(changed, '2027-01-04T09:00Z', '2027-01-11T09:00Z')).toEqual([
      'bo 2027-01-04T09:00 2027-01-05T09:00',
      'cy 2027-01-05T09:00 2027-01-06T09:00',
      'bo 2027-01-06T09:00 2027-01-11T09:00',
    ]);
  });
});

describe('what was forgotten', () => {
  const office = { mon: [['09:00', '17:00']], tue: [['09:00', '17:00']] };

  it('is told as a gap, from the first turn on', () => {
    const rota = alwaysFrom('UTC', [weekly({ hours: office })]);
    expect(gapsBetween(rota, '2027-01-01T00:00:00Z', '2027-01-05T12:00:00Z')).toEqual([
      {
        from: '2027-01-04T17:00:00.000Z',
        to: '2027-01-05T09:00:00.000Z',
        reason: 'nobody',
        person: null,
      },
    ]);
  });

  it('is no gap where nobody is needed', () => {
    const { plans, ...rest } = alwaysFrom('UTC', [weekly({ hours: office })]);
    const needed = { mon: [['09:00', '17:30']], tue: [['09:00', '17:00']] };
    const rota = {
      ...rest,
      plans: plans.map(({ since, plan }) => ({ since, plan: { ...plan, needed } })),
    };
    expect(gapsBetween(rota, '2027-01-04T00:00:00Z', '2027-01-06T12:00:00Z')).toMatchObject([
      { from: '2027-01-04T17:00:00.000Z', to: '2027-01-04T17:30:00.000Z' },
    ]);
  });

  it('is a gap too when whose shift it is cannot answer', () => {
    const rota = alwaysFrom('UTC', [weekly()]);
    expect(
      gapsBetween(
        rota,
        '2027-01-10T00:00:00Z',
        '2027-01-12T00:00:00Z',
        (person) => person !== 'bo',
      ),
    ).toEqual([
      {
        from: '2027-01-11T09:00:00.000Z',
        to: '2027-01-12T00:00:00.000Z',
        reason: 'inactive',
        person: 'bo',
      },
    ]);
  });

  it('is nothing before the first turn that a plan had while it held', () => {
    const plan = (startsOn: string) => ({ timeZone: 'UTC', layers: [weekly({ startsOn })] });
    const gaps = (first: string, then: string) =>
      gapsBetween(
        {
          plans: [
            { since: null, plan: plan(first) },
            { since: '2026-12-01T00:00:00.000Z', plan: plan(then) },
          ],
          changes: [],
          holidays: {},
        },
        '2026-11-01T00:00:00Z',
        '2027-02-01T00:00:00Z',
      );
    // It was to begin in January, and begins in February instead.
    expect(gaps('2027-01-04', '2027-03-01')).toEqual([]);
    // It was to begin in January, and has begun at once.
    expect(gaps('2027-01-04', '2020-01-06')).toEqual([]);
    expect(gaps('2026-11-02', '2027-01-04')).toEqual([
      {
        from: '2026-12-01T00:00:00.000Z',
        to: '2027-01-04T09:00:00.000Z',
        reason: 'nobody',
        person: null,
      },
    ]);
  });

  it('is one person in two rotas at a time, for as long as both last', () => {
    const one = alwaysFrom('UTC', [weekly()]);
    const other = alwaysFrom('UTC', [daily({ people: ['bo', 'ann'] })]);
    const [from, to] = ['2027-01-10T03:00:00Z', '2027-01-13T00:00:00Z'];
    const found = doubleBookings([
      { rota: 'a', shifts: shiftsBetween(one, from, to) },
      { rota: 'b', shifts: shiftsBetween(other, from, to) },
    ]);
    expect(found).toEqual([
      {
        person: 'ann',
        rotas: ['a', 'b'],
        from: '2027-01-11T02:30:00.000Z',
        to: '2027-01-11T09:00:00.000Z',
      },
      {
        person: 'bo',
        rotas: ['a', 'b'],
        from: '2027-01-12T02:30:00.000Z',
        to: '2027-01-13T00:00:00.000Z',
      },
    ]);
  });

  it('is found in a year of hours of many rotas, with many changes, without anybody waiting', () => {
    const quarters = Array.from({ length: 24 }, (_, hour) =>
      ['00', '30'].map((minute) => `${String(hour).padStart(2, '0')}:${minute}`),
    );
    const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
    const hours = Object.fromEntries(days.map((day) => [day, quarters]));
    const rota = alwaysFrom('Europe/Berlin', [daily({ people: ['ann'], hours })]);
    const begin = Date.parse('2027-02-01T00:00:00Z');
    const at = (hour: number) => new Date(begin + hour * 3_600_000).toISOString();
    const changes = Array.from({ length: 1_000 }, (_, index) => ({
      kind: 'override' as const,
      id: `c${index}`,
      person: 'bo',
      from: at(index * 8),
      to: at(index * 8 + 4),
    }));
    const begun = performance.now();
    const shifts = shiftsBetween({ ...rota, changes }, at(0), at(8_760));
    const found = doubleBookings(
      Array.from({ length: 10 }, (_, index) => ({ rota: `r${index}`, shifts })),
    );
    expect(found.length).toBe(shifts.length);
    expect(performance.now() - begun).toBeLessThan(8_000);
  });

  it('is told of a plan with the place where it stands', () => {
    expect(
      planProblems({
        timeZone: 'Europe/Nowhere',
        layers: [
          weekly({ startsOn: '2027-02-30', hours: { mon: [['18:00', '08:00']] } }),
          weekly({ rotation: { every: 1, unit: 'day', weekday: 'mon', at: '09:00' } }),
          weekly({ id: 'third', endsOn: '2027-01-04' }),
        ],
      }).map(({ pointer }) => pointer),
    ).toEqual([
      '/timeZone',
      '/layers/0/startsOn',
      '/layers/0/hours/mon/0',
      '/layers/1/id',
      '/layers/1/rotation/weekday',
      '/layers/2/endsOn',
    ]);
  });
});
