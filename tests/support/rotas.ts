/** Rotas of every kind over twenty zones, for properties, and an oracle that asks the wall minute by minute. */
import fc from 'fast-check';
import { addSeconds } from '#engine/instant.ts';
import type { Layer, Plan, Rota, RotaChange } from '#engine/rota.ts';
import { ZONES } from './calendars.ts';
import { beforeNextJump, wallAt } from './wall-clock.ts';

const MINUTE = 60_000;
const DAY_MS = 86_400_000;
const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

export const alwaysFrom = (timeZone: string, layers: readonly Layer[]): Rota => ({
  plans: [{ since: null, plan: { timeZone, layers } }],
  changes: [],
  holidays: {},
});

const clock = fc
  .integer({ min: 0, max: 95 })
  .map(
    (quarter) =>
      `${String(quarter >> 2).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`,
  );
const interval = fc
  .tuple(clock, clock)
  .filter(([one, other]) => one !== other)
  .map(([one, other]) => (one < other ? [one, other] : [other, one]));
const day = fc.option(fc.array(interval, { maxLength: 2 }), { nil: undefined });
const hours = fc.record({ mon: day, tue: day, wed: day, thu: day, fri: day, sat: day, sun: day });
const names = ['ann', 'bo', 'cy', 'dee'];

/** Days around a moment, counted from it. */
const near = fc.integer({ min: -20, max: 3 });

const layer = fc.record({
  name: fc.constantFrom('First', 'Second'),
  people: fc.array(fc.constantFrom(...names), { minLength: 1, maxLength: 4 }),
  every: fc.integer({ min: 1, max: 3 }),
  turn: fc.oneof(
    fc.constant({ unit: 'day' as const }),
    fc.constant({ unit: 'week' as const }),
    fc.constantFrom(...WEEKDAYS).map((weekday) => ({ unit: 'week' as const, weekday })),
  ),
  at: clock,
  starts: near,
  lasts: fc.option(fc.integer({ min: 1, max: 25 }), { nil: undefined }),
  hours: fc.option(hours, { nil: undefined }),
  take: fc.option(fc.constantFrom('also' as const, 'only' as const, 'never' as const), {
    nil: undefined,
  }),
});

const someMinutes = fc.nat(3 * 24 * 60);
const spans = fc.tuple(someMinutes, fc.integer({ min: 1, max: 2_000 }));
const change = fc.oneof(
  fc.record({
    kind: fc.constant('override' as const),
    person: fc.constantFrom(...names),
    span: spans,
  }),
  fc.record({
    kind: fc.constant('swap' as const),
    people: fc.constantFrom(['ann', 'bo'] as const, ['cy', 'dee'] as const),
    one: spans,
    other: spans,
  }),
);

const anywhen = fc
  .integer({
    min: Date.parse('1971-01-01T00:00:00Z') / MINUTE,
    max: Date.parse('2090-01-01T00:00:00Z') / MINUTE,
  })
  .map((minute) => new Date(minute * MINUTE).toISOString());

/** A rota, and a moment at which something of it happens; half of them shortly before the clock jumps. */
export const rotaAtMoment: fc.Arbitrary<{ readonly rota: Rota; readonly from: string }> = fc
  .record({
    zone: fc.constantFrom(...ZONES),
    at: anywhen,
    isJump: fc.boolean(),
    plans: fc.array(fc.array(layer, { minLength: 1, maxLength: 3 }), {
      minLength: 1,
      maxLength: 2,
    }),
    since: someMinutes,
    changes: fc.array(change, { maxLength: 3 }),
    holidays: fc.array(near, { maxLength: 3 }),
  })
  .map(({ zone, at, isJump, plans, since, changes, holidays }) => {
    const from = isJump ? beforeNextJump(zone, at) : at;
    const today = wallAt(zone, Date.parse(from)).slice(0, 10);
    const date = (days: number) => addSeconds(`${today}T00:00:00Z`, days * 86_400).slice(0, 10);
    const span = ([begin, minutes]: readonly [number, number]) => ({
      from: addSeconds(from, begin * 60),
      to: addSeconds(from, (begin + minutes) * 60),
    });
    const toPlan = (layers: (typeof plans)[number]): Plan => ({
      timeZone: zone,
      layers: layers.map(({ turn, every, at, starts, lasts, take, hours, ...rest }, index) => ({
        ...rest,
        id: `l${index}`,
        rotation: { every, at, ...turn },
        startsOn: date(starts),
        ...(lasts === undefined ? {} : { endsOn: date(starts + lasts) }),
        ...(hours ? { hours } : {}),
        ...(take ? { holidays: { calendar: 'de', take } } : {}),
      })),
    });
    const rota: Rota = {
      plans: plans.map((layers, index) => ({
        since: index === 0 ? null : addSeconds(from, since * 60),
        plan: toPlan(layers),
      })),
      changes: changes.map((one, index): RotaChange => {
        const id = `c${index}`;
        if (one.kind === 'override')
          return { kind: one.kind, id, person: one.person, ...span(one.span) };
        return {
          kind: one.kind,
          id,
          one: { person: one.people[0], ...span(one.one) },
          other: { person: one.people[1], ...span(one.other) },
        };
      }),
      holidays: { de: holidays.map(date) },
    };
    return { rota, from };
  });

/**
 * Who is on call in each minute from there on, by the wall alone. A hand-over has happened once the wall has shown it or
 * something later, so the oracle walks up to the moment from two days before and remembers the latest reading it saw.
 */
export function minuteByMinute(rota: Rota, from: string, minutes: number): (string | null)[] {
  const begin = Date.parse(from);
  const zone = rota.plans[0]?.plan.timeZone ?? 'UTC';
  let latest = '';
  const found: (string | null)[] = [];
  for (let at = begin - 2 * DAY_MS; at < begin + minutes * MINUTE; at += MINUTE) {
    const wall = wallAt(zone, at);
    if (wall > latest) latest = wall;
    if (at >= begin) found.push(personAt(rota, at, wall, latest));
  }
  return found;
}

function personAt(rota: Rota, at: number, wall: string, latest: string): string | null {
  const plan = rota.plans.findLast(({ since }) => since === null || Date.parse(since) <= at)?.plan;
  const planned =
    plan?.layers.reduce<string | null>(
      (found, one) => personOf(rota, one, wall, latest) ?? found,
      null,
    ) ?? null;
  const isIn = (span: { from: string; to: string }) =>
    Date.parse(span.from) <= at && at < Date.parse(span.to);
  return rota.changes.reduce((person, change) => {
    if (change.kind === 'override') return isIn(change) ? change.person : person;
    const { one, other } = change;
    if (isIn(other) && person === other.person) return one.person;
    return isIn(one) && person === one.person ? other.person : person;
  }, planned);
}

function personOf(rota: Rota, layer: Layer, wall: string, latest: string): string | null {
  const { rotation, startsOn, endsOn, people, hours, holidays } = layer;
  const begins = `${startsOn} ${rotation.at}`;
  if (latest < begins || (endsOn !== undefined && latest >= `${endsOn} ${rotation.at}`))
    return null;
  const [date = '', now = ''] = wall.split(' ');
  const isHoliday = holidays && (rota.holidays[holidays.calendar] ?? []).includes(date);
  const isOpen =
    !hours ||
    (hours[weekdayOf(date)] ?? []).some(
      ([opens = '', closes = '']) => opens <= now && now < closes,
    );
  if (holidays?.take === 'also' ? !isOpen && !isHoliday : !isOpen) return null;
  if (holidays?.take === 'only' && !isHoliday) return null;
  if (holidays?.take === 'never' && isHoliday) return null;
  const anchor = anchorOf(layer);
  const [lastDate = '', lastTime = ''] = latest.split(' ');
  const days = (midnight(lastDate) - midnight(anchor)) / DAY_MS - (lastTime < rotation.at ? 1 : 0);
  const turn = Math.floor(days / (rotation.every * (rotation.unit === 'week' ? 7 : 1)));
  return people[turn % people.length] ?? null;
}

const midnight = (date: string): number => Date.parse(`${date}T00:00:00Z`);
const weekdayOf = (date: string) =>
  WEEKDAYS[(new Date(midnight(date)).getUTCDay() + 6) % 7] ?? 'mon';

function anchorOf({ rotation, startsOn }: Layer): string {
  if (rotation.unit === 'day' || rotation.weekday === undefined) return startsOn;
  let date = startsOn;
  while (weekdayOf(date) !== rotation.weekday)
    date = new Date(midnight(date) - DAY_MS).toISOString().slice(0, 10);
  return date;
}
