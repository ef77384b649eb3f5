/**
 * Conflicts and free slots in small worlds, held against an oracle that knows only minutes, single steps between items, and
 * what the wall shows.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conflictsOf } from '#engine/changes/conflicts.ts';
import { graphOf, MOST_STEPS, type Relation } from '#engine/changes/graph.ts';
import { nextFreeSlot } from '#engine/changes/next-slot.ts';
import {
  CHANGE_KINDS,
  CONFLICT_KINDS,
  type Conflict,
  type Freeze,
  type Plan,
  type Window,
  type World,
} from '#engine/changes/plan.ts';
import { wallAt } from '#tests/support/wall-clock.ts';

const MINUTE = 60_000;
const ZONE = 'Europe/Berlin';
/** The night in which clocks go forward, that in which they go back, and one of no note. */
const NIGHTS = ['2027-03-27T20:00:00Z', '2027-10-30T20:00:00Z', '2027-06-01T20:00:00Z'].map(
  Date.parse,
);
const MINUTES = 14 * 60;
const STEP = 15;

const ITEMS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
const PEOPLE = ['ann', 'bob'];
const GROUPS = ['net', 'db'];

type Small = Omit<World, 'graph'> & {
  readonly relations: readonly Relation[];
  readonly begin: number;
};

const quarter = (most: number) => fc.nat(most / STEP).map((n) => n * STEP);
const iso = (begin: number, minute: number): string =>
  new Date(begin + minute * MINUTE).toISOString();
const someOf = (all: readonly string[], minLength = 0) => fc.subarray([...all], { minLength });

const world = fc
  .constantFrom(...NIGHTS)
  .chain((begin): fc.Arbitrary<{ small: Small; plan: Plan }> => {
    const span = fc
      .tuple(quarter(MINUTES - 60), quarter(300))
      .map(([from, length]) => ({ from: iso(begin, from), to: iso(begin, from + length + STEP) }));
    const plan = (id: string): fc.Arbitrary<Plan> =>
      fc
        .tuple(span, fc.constantFrom(...CHANGE_KINDS), someOf(ITEMS), someOf(PEOPLE))
        .map(([at, kind, items, people]) => ({ id, kind, items, people, ...at }));
    const scope = fc.oneof(
      fc.constant({ kind: 'all' as const }),
      someOf(ITEMS, 1).map((items) => ({ kind: 'items' as const, items })),
    );
    const freezes: fc.Arbitrary<Freeze[]> = fc.array(
      fc
        .tuple(
          span,
          fc.oneof(
            scope,
            fc
              .subarray([...CHANGE_KINDS], { minLength: 1 })
              .map((kinds) => ({ kind: 'kinds' as const, kinds })),
          ),
        )
        .map(([at, of]) => ({ id: '', ...at, scope: of })),
      { maxLength: 2 },
    );
    const date = new Date(begin).toISOString().slice(0, 10);
    const at = fc.oneof(
      span,
      fc
        .tuple(fc.constantFrom('22:00', '00:30', '02:00', '02:30', '03:00'), quarter(240))
        .map(([time, minutes]) => ({
          first: date,
          time,
          minutes: minutes + STEP,
          timeZone: ZONE,
          rule: DAILY,
        })),
    );
    const windows: fc.Arbitrary<Window[]> = fc.array(
      fc
        .tuple(
          at,
          fc.oneof(
            scope,
            someOf(GROUPS, 1).map((groups) => ({ kind: 'groups' as const, groups })),
          ),
        )
        .map(([when, of]) => ({ id: '', at: when, scope: of })),
      { maxLength: 3 },
    );
    const relations = fc.array(
      fc
        .tuple(fc.nat(ITEMS.length - 1), fc.nat(ITEMS.length - 1))
        .filter(([one, other]) => one < other)
        .map(([one, other]) => ({ from: ITEMS[one] ?? '', to: ITEMS[other] ?? '' })),
      { maxLength: 9 },
    );
    const groups = fc
      .array(fc.tuple(fc.constantFrom(...ITEMS), fc.constantFrom(...GROUPS)))
      .map((pairs) => new Map(pairs));
    const holidays = fc.array(
      span.map((one) => ({ ...one, date: one.from })),
      { maxLength: 1 },
    );
    const numbered = <T>(all: readonly T[]): T[] =>
      all.map((one, id) => ({ ...one, id: `n${id}` }));
    return fc
      .record({
        plan: plan('mine'),
        others: fc.array(plan(''), { maxLength: 4 }),
        relations,
        groups,
        windows,
        freezes,
        holidays,
      })
      .map(({ plan: mine, others, windows: open, freezes: frozen, ...rest }) => ({
        plan: mine,
        small: {
          begin,
          ...rest,
          others: numbered(others),
          windows: numbered(open),
          freezes: numbered(frozen),
        },
      }));
  });

const DAILY = {
  freq: 'DAILY',
  interval: 1,
  count: null,
  until: null,
  months: [],
  monthDays: [],
  weekdays: [],
  weekStart: 1,
  others: [],
};

const toWorld = ({ relations, begin: _, ...rest }: Small): World => ({
  ...rest,
  graph: graphOf(relations),
});

/** Every way of so many steps from one item to another, walked one by one. */
function isWay(
  relations: readonly Relation[],
  from: string,
  to: string,
  steps = MOST_STEPS,
): boolean {
  if (steps === 0) return false;
  return relations.some(
    (one) => one.from === from && (one.to === to || isWay(relations, one.to, to, steps - 1)),
  );
}

const covers = ({ from, to }: { from: string; to: string }, at: number): boolean =>
  Date.parse(from) <= at && at < Date.parse(to);

/** The minute at which the wall shows this; where it is skipped, as long after the jump as it would have been. */
function startsAt(begin: number, time: string): number[] {
  const starts: number[] = [];
  const passed = new Set<string>();
  for (let minute = -2 * 24 * 60; minute < 2 * 24 * 60; minute += 1) {
    const wall = wallAt(ZONE, begin + minute * MINUTE);
    const [day = '', now] = wall.split(' ');
    if (now === time && !passed.has(day)) {
      passed.add(day);
      starts.push(begin + minute * MINUTE);
    }
    // In the spring night 02:00 to 03:00 is not there.
    const skipped = `03:${time.slice(3)}`;
    if (time.startsWith('02') && day === '2027-03-28' && now === skipped)
      starts.push(begin + minute * MINUTE);
  }
  return starts;
}

const openAt =
  (begin: number, windows: readonly Window[], zoneStarts: Map<string, number[]>) =>
  (at: number): boolean =>
    windows.some(({ at: when }) => {
      if (!('rule' in when)) return covers(when, at);
      const starts = zoneStarts.get(when.time) ?? startsAt(begin, when.time);
      zoneStarts.set(when.time, starts);
      const first = Date.parse(`${when.first}T00:00:00Z`) - 2 * 60 * MINUTE;
      return starts.some(
        (start) => start >= first && start <= at && at < start + when.minutes * MINUTE,
      );
    });

/** What does not suit the change in one minute, by kind and by what it is about. */
function minutely(small: Small, mine: Omit<Plan, 'from' | 'to'>): (at: number) => Set<string> {
  const { relations, begin } = small;
  const starts = new Map<string, number[]>();
  const isOn = (scope: Window['scope'], item: string | null): boolean =>
    scope.kind === 'items'
      ? item !== null && scope.items.includes(item)
      : scope.kind === 'groups' &&
        item !== null &&
        scope.groups.includes(small.groups.get(item) ?? '-');
  const windowsOf = (item: string | null): Window[] => {
    const of = (kind: string) =>
      small.windows.filter(
        ({ scope }) => scope.kind === kind && (kind === 'all' || isOn(scope, item)),
      );
    return [of('items'), of('groups'), of('all')].find(({ length }) => length > 0) ?? [];
  };
  const sets = (mine.items.length > 0 ? mine.items : [null])
    .map(windowsOf)
    .filter(({ length }) => length > 0)
    .map((windows) => openAt(begin, windows, starts));
  const any = (other: readonly string[], is: (one: string, two: string) => boolean) =>
    mine.items.some((one) => other.some((two) => is(one, two)));
  return (at) => {
    const found = new Set<string>();
    for (const other of small.others) {
      if (!covers(other, at)) continue;
      const isShared = (item: string) => mine.items.includes(item);
      // What both touch is told as such, and not again as a way around it.
      const apart = other.items.filter((item) => !isShared(item));
      if (other.items.some(isShared)) found.add(`same_item:${other.id}`);
      if (any(apart, (one, two) => isWay(relations, one, two))) found.add(`depends_on:${other.id}`);
      if (any(apart, (one, two) => isWay(relations, two, one))) found.add(`needed_by:${other.id}`);
      if (other.people.some((one) => mine.people.includes(one)))
        found.add(`same_person:${other.id}`);
    }
    if (mine.kind !== 'emergency' && sets.some((isOpen) => !isOpen(at)))
      found.add('outside_window');
    for (const freeze of small.freezes) {
      const { scope } = freeze;
      const holds =
        scope.kind === 'all' ||
        (scope.kind === 'kinds' && scope.kinds.includes(mine.kind)) ||
        (scope.kind === 'items' &&
          any(scope.items, (one, two) => one === two || isWay(relations, two, one)));
      if (holds && covers(freeze, at)) found.add(`freeze:${freeze.id}`);
    }
    for (const holiday of small.holidays)
      if (covers(holiday, at)) found.add(`holiday:${holiday.date}`);
    return found;
  };
}

const named = (conflict: Conflict): string => {
  if (conflict.kind === 'outside_window') return conflict.kind;
  if (conflict.kind === 'freeze') return `freeze:${conflict.freeze}`;
  if (conflict.kind === 'holiday') return `holiday:${conflict.date}`;
  return `${conflict.kind}:${conflict.change}`;
};

describe('the conflicts of a change', () => {
  it('are those that the oracle sees in any of its minutes, from the first to the last of them', () =>
    fc.assert(
      fc.property(world, ({ small, plan }) => {
        const at = minutely(small, plan);
        const seen = new Map<string, { from: string; to: string }>();
        for (let now = Date.parse(plan.from); now < Date.parse(plan.to); now += MINUTE)
          for (const key of at(now)) {
            const from = seen.get(key)?.from ?? new Date(now).toISOString();
            seen.set(key, { from, to: new Date(now + MINUTE).toISOString() });
          }
        const found = new Map<string, { from: string; to: string }>();
        for (const conflict of conflictsOf(plan, toWorld(small))) {
          const known = found.get(named(conflict));
          const { from, to } = conflict;
          found.set(named(conflict), {
            from: known && known.from < from ? known.from : from,
            to: known && known.to > to ? known.to : to,
          });
        }
        expect(found).toEqual(seen);
      }),
      { numRuns: 150 },
    ));

  it('name a way there, one step at a time and none shorter', () =>
    fc.assert(
      fc.property(world, ({ small, plan }) => {
        for (const conflict of conflictsOf(plan, toWorld(small))) {
          if (!('path' in conflict) || !('change' in conflict)) continue;
          const { kind, path } = conflict;
          const other = small.others.find(({ id }) => id === conflict.change);
          expect(plan.items).toContain(path[0]);
          expect(other?.items).toContain(path.at(-1));
          if (kind === 'same_item') expect(path).toHaveLength(1);
          for (const [index, item] of path.slice(1).entries()) {
            const [from, to] = kind === 'depends_on' ? [path[index], item] : [item, path[index]];
            expect(small.relations).toContainEqual({ from, to });
          }
          const [first, last] = [path[0] ?? '', path.at(-1) ?? ''];
          const steps = path.length - 2;
          if (steps > 0)
            expect(
              kind === 'depends_on'
                ? isWay(small.relations, first, last, steps)
                : isWay(small.relations, last, first, steps),
            ).toBe(false);
        }
      }),
      { numRuns: 150 },
    ));

  it('are none with what only touches it', () => {
    const [ten, eleven, noon] = ['10', '11', '12'].map((hour) => `2027-06-01T${hour}:00:00.000Z`);
    const plan = { id: 'mine', kind: 'normal', items: ['a'], people: ['ann'] } as const;
    const beside = [
      { ...plan, id: 'before', from: '2027-06-01T09:00:00.000Z', to: ten ?? '' },
      { ...plan, id: 'after', from: eleven ?? '', to: noon ?? '' },
    ];
    const freeze = { id: 'f', scope: { kind: 'all' }, from: eleven ?? '', to: noon ?? '' } as const;
    const mine = { ...plan, from: ten ?? '', to: eleven ?? '' };
    const around = { ...EMPTY, others: beside, freezes: [freeze] };
    expect(conflictsOf(mine, around)).toEqual([]);
    expect(conflictsOf({ ...mine, to: '2027-06-01T11:00:00.001Z' }, around)).toMatchObject([
      { kind: 'same_item', change: 'after', from: eleven, to: '2027-06-01T11:00:00.001Z' },
      { kind: 'same_person', change: 'after' },
      { kind: 'freeze', freeze: 'f' },
    ]);
    expect(() => conflictsOf({ ...mine, to: mine.from }, around)).toThrow(RangeError);
  });
});

describe('the next free slot', () => {
  it('is the first minute from which the oracle sees nothing that is to be avoided', () =>
    fc.assert(
      fc.property(
        world,
        fc.subarray([...CONFLICT_KINDS]),
        fc.integer({ min: 1, max: 20 }).map((n) => n * STEP),
        quarter(MINUTES / 2),
        fc.constantFrom(null, 'open' as const, 'closed' as const),
        ({ small, plan }, avoid, minutes, earliest, take) => {
          const { begin } = small;
          const at = minutely(small, plan);
          const isAvoided = (key: string) => avoid.some((kind) => key.split(':')[0] === kind);
          const isNight = (minute: number): boolean => {
            const [, now = ''] = wallAt(ZONE, begin + minute * MINUTE).split(' ');
            return now >= '22:00' || now < '04:00';
          };
          const fits = (minute: number): boolean =>
            ![...at(begin + minute * MINUTE)].some(isAvoided) &&
            (take === null || isNight(minute) === (take === 'open'));
          const good = Array.from({ length: MINUTES }, (_, minute) => fits(minute));
          let expected: number | null = null;
          let run = 0;
          for (let minute = earliest; minute < MINUTES && expected === null; minute += 1) {
            run = good[minute] ? run + 1 : 0;
            if (run === minutes) expected = minute + 1 - minutes;
          }
          const slot = nextFreeSlot(
            plan,
            {
              minutes,
              avoid,
              from: iso(begin, earliest),
              until: iso(begin, MINUTES),
              hours: take === null ? undefined : { calendar: NIGHT, take },
            },
            toWorld(small),
          );
          expect(slot).toEqual(
            expected === null
              ? null
              : { from: iso(begin, expected), to: iso(begin, expected + minutes) },
          );
        },
      ),
      { numRuns: 150 },
    ));

  it('has a length', () => {
    const wanted = { from: iso(0, 0), until: iso(0, 60), avoid: [] };
    const mine = { id: 'mine', kind: 'normal', items: [], people: [] } as const;
    expect(() => nextFreeSlot(mine, { ...wanted, minutes: 0 }, EMPTY)).toThrow(RangeError);
    expect(nextFreeSlot(mine, { ...wanted, minutes: 60 }, EMPTY)).toEqual({
      from: wanted.from,
      to: wanted.until,
    });
    expect(nextFreeSlot(mine, { ...wanted, minutes: 61 }, EMPTY)).toBeNull();
  });
});

const EMPTY: World = {
  others: [],
  windows: [],
  freezes: [],
  holidays: [],
  graph: graphOf([]),
  groups: new Map(),
};

const HOURS = [
  ['00:00', '04:00'],
  ['22:00', '24:00'],
];
const NIGHT = {
  timeZone: ZONE,
  week: {
    mon: HOURS,
    tue: HOURS,
    wed: HOURS,
    thu: HOURS,
    fri: HOURS,
    sat: HOURS,
    sun: HOURS,
  },
};
