/** A plan while it is typed: everything as its field holds it, and what it comes to when it can be followed. Pure. */

import type { Rota, RotaLayer, RotaPerson } from '#designer/client/types/rotas.ts';
import { WEEKDAYS, type Weekday } from '#engine/calendar/week.ts';
import { planProblems } from '#engine/rota/problems.ts';
import type { Layer, Plan } from '#engine/rota.ts';

export type HoursDraft = Record<Weekday, string>;
export type LayerDraft = {
  id: string;
  name: string;
  people: RotaPerson[];
  every: number;
  unit: 'day' | 'week';
  weekday: Weekday;
  at: string;
  startsOn: string;
  endsOn: string;
  isLimited: boolean;
  hours: HoursDraft;
  take: 'none' | 'also' | 'only' | 'never';
  calendar: string | null;
};
export type PlanDraft = {
  name: string;
  key: string;
  timeZone: string;
  layers: LayerDraft[];
  isNeededLimited: boolean;
  needed: HoursDraft;
};

export const draftOf = (rota: Rota): PlanDraft => ({
  name: rota.name,
  key: rota.key,
  timeZone: rota.timeZone,
  layers: rota.layers.map(layerDraftOf),
  isNeededLimited: rota.needed !== undefined,
  needed: spelledHours(rota.needed),
});

const layerDraftOf = ({ rotation, hours, holidays, ...layer }: RotaLayer): LayerDraft => ({
  id: layer.id,
  name: layer.name,
  people: [...layer.people],
  every: rotation.every,
  unit: rotation.unit,
  weekday: rotation.weekday ?? weekdayOf(layer.startsOn),
  at: rotation.at,
  startsOn: layer.startsOn,
  endsOn: layer.endsOn ?? '',
  isLimited: hours !== undefined,
  hours: spelledHours(hours),
  take: holidays?.take ?? 'none',
  calendar: holidays?.calendar ?? null,
});

export const newLayer = (id: string, name: string, today: string): LayerDraft => ({
  id,
  name,
  people: [],
  every: 1,
  unit: 'week',
  weekday: 'mon',
  at: '09:00',
  startsOn: today,
  endsOn: '',
  isLimited: false,
  hours: spelledHours(undefined),
  take: 'none',
  calendar: null,
});

/** The first `layer-<number>` that none has. */
export function freeId(layers: readonly LayerDraft[]): string {
  for (let number = layers.length + 1; ; number += 1)
    if (!layers.some(({ id }) => id === `layer-${number}`)) return `layer-${number}`;
}

export const PRESETS: Record<'nights' | 'weekends' | 'office', HoursDraft> = {
  nights: everyDay('00:00-08:00, 18:00-24:00'),
  weekends: { ...everyDay(''), sat: '00:00-24:00', sun: '00:00-24:00' },
  office: { ...everyDay('09:00-17:00'), sat: '', sun: '' },
};

function everyDay(text: string): HoursDraft {
  return { mon: text, tue: text, wed: text, thu: text, fri: text, sat: text, sun: text };
}

function spelledHours(hours: Layer['hours']): HoursDraft {
  const spelled = everyDay('');
  for (const day of WEEKDAYS)
    spelled[day] = (hours?.[day] ?? []).map(([from, to]) => `${from}-${to}`).join(', ');
  return spelled;
}

/** `18:00-24:00, 00:00-08:00` as intervals; null for what is none. */
export function parseHours(text: string): string[][] | null {
  const parts = text.split(/[,،]/).filter((part) => part.trim() !== '');
  const intervals = parts.map((part) => {
    const [, from, fromMinute, to, toMinute] =
      /^\s*(\d{1,2}):(\d\d)\s*[-–]\s*(\d{1,2}):(\d\d)\s*$/.exec(part) ?? [];
    if (from === undefined || to === undefined) return null;
    const begin = `${from.padStart(2, '0')}:${fromMinute}`;
    const end = `${to.padStart(2, '0')}:${toMinute}`;
    const isTime = [begin, end].every((time) => /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/.test(time));
    return isTime && begin < end ? [begin, end] : null;
  });
  return intervals.some((one) => one === null) ? null : intervals.filter((one) => one !== null);
}

function hoursOf(draft: HoursDraft): NonNullable<Layer['hours']> | null {
  const hours: Partial<Record<Weekday, string[][]>> = {};
  for (const day of WEEKDAYS) {
    const intervals = parseHours(draft[day]);
    if (intervals === null) return null;
    if (intervals.length > 0) hours[day] = intervals;
  }
  return hours;
}

/** Null while something in it cannot be read; what it says may still be wrong. */
export function planOf({ timeZone, layers, isNeededLimited, needed }: PlanDraft): Plan | null {
  const planned: Layer[] = [];
  for (const layer of layers) {
    const hours = layer.isLimited ? hoursOf(layer.hours) : undefined;
    if (hours === null || layer.people.length === 0 || layer.name.trim() === '') return null;
    const { every, unit, weekday, at } = layer;
    planned.push({
      id: layer.id,
      name: layer.name.trim(),
      people: layer.people.map(({ id }) => id),
      rotation: { every, unit, at, ...(unit === 'week' ? { weekday } : {}) },
      startsOn: layer.startsOn,
      ...(layer.endsOn === '' ? {} : { endsOn: layer.endsOn }),
      ...(hours ? { hours } : {}),
      ...(layer.take === 'none' || layer.calendar === null
        ? {}
        : { holidays: { calendar: layer.calendar, take: layer.take } }),
    });
  }
  const when = isNeededLimited ? hoursOf(needed) : undefined;
  return when === null ? null : { timeZone, layers: planned, ...(when ? { needed: when } : {}) };
}

/** One that can be followed, for showing what it comes to. */
export function soundPlan(draft: PlanDraft): Plan | null {
  const plan = planOf(draft);
  const isTime = draft.layers.every(({ at }) => /^\d\d:\d\d$/.test(at));
  return plan && isTime && planProblems(plan).length === 0 ? plan : null;
}

function weekdayOf(date: string): Weekday {
  const day = new Date(`${date}T00:00:00Z`).getUTCDay();
  return WEEKDAYS[(day + 6) % 7] ?? 'mon';
}
