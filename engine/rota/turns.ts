/**
 * The turns of a layer. One hands over at the first moment at which the wall shows the hand-over or something later: where
 * that reading comes twice it is the first time, and where the clock skips it, the moment of the jump.
 */
import { firstReadingOf } from '../calendar/dates.ts';
import { DAY, WEEKDAYS } from '../calendar/week.ts';
import { stretchAt } from '../calendar/zone.ts';
import type { Layer } from '../rota.ts';
import type { Bounds, Stretch } from './stretches.ts';

/** Which turn of the layer it is, counted from 0, and whose. */
export type Turn = { readonly turn: number; readonly person: string };

/** No zone's clock has ever been put forward or back by more than this at once, or been as far from UTC. */
const LARGEST_JUMP = 2 * DAY;
/** 1970-01-05, a Monday. */
const A_MONDAY = 4 * DAY;

/** Whole turns that reach into the bounds. */
export function turnsOf(layer: Layer, zone: string, bounds: Bounds): readonly Stretch<Turn>[] {
  const { people, rotation } = layer;
  const length = rotation.every * (rotation.unit === 'week' ? 7 : 1) * DAY;
  const first = firstHandOver(layer);
  const { from: begins, to: ends } = lifeOf(layer, zone);
  const [from, to] = [Math.max(bounds.from, begins), Math.min(bounds.to, ends)];
  if (from >= to) return [];
  const reading = from + stretchAt(zone, from).offset - LARGEST_JUMP;
  const turns: Stretch<Turn>[] = [];
  for (let turn = Math.max(0, Math.floor((reading - first) / length)); ; turn += 1) {
    const begin = Math.max(begins, handOver(zone, first + turn * length));
    if (begin >= to) return turns;
    const end = Math.min(ends, handOver(zone, first + (turn + 1) * length));
    const person = people[turn % people.length];
    if (person !== undefined && begin < end && from < end)
      turns.push({ from: begin, to: end, is: { turn, person } });
  }
}

/** From its first hand-over to its last; infinite where it goes on. */
export function lifeOf({ rotation, startsOn, endsOn }: Layer, zone: string): Bounds {
  const at = timeOf(rotation.at);
  return {
    from: handOver(zone, firstReadingOf(startsOn) + at),
    to:
      endsOn === undefined ? Number.POSITIVE_INFINITY : handOver(zone, firstReadingOf(endsOn) + at),
  };
}

/** The reading from which turns are counted: the day it starts, or the hand-over before, where turns are weeks. */
function firstHandOver({ rotation: { unit, weekday, at }, startsOn }: Layer): number {
  const start = firstReadingOf(startsOn);
  if (unit === 'day' || weekday === undefined) return start + timeOf(at);
  const today = ((((start - A_MONDAY) / DAY) % 7) + 7) % 7;
  const since = (today - WEEKDAYS.indexOf(weekday) + 7) % 7;
  return start - since * DAY + timeOf(at);
}

function handOver(zone: string, reading: number): number {
  for (let at = reading - LARGEST_JUMP; ; ) {
    const { from, to, offset } = stretchAt(zone, at);
    if (reading < to + offset) return Math.max(from, reading - offset);
    at = to;
  }
}

function timeOf(text: string): number {
  const [hours, minutes] = text.split(':').map(Number);
  return ((hours ?? 0) * 60 + (minutes ?? 0)) * 60_000;
}
