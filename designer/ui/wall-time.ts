/** Instants as the clock on somebody's wall shows them, and back: what inputs for dates and times speak. Pure. */
import { instantOf, stretchAt } from '#engine/calendar/zone.ts';

/** `2026-11-21T15:30`; empty for what is no instant. */
export function toWall(zone: string, instant: string | number | undefined): string {
  const at = new Date(instant ?? Number.NaN).getTime();
  if (Number.isNaN(at)) return '';
  return new Date(at + stretchAt(zone, at).offset).toISOString().slice(0, 16);
}

/** The instant at which the wall shows this reading; undefined for what is none. */
export function fromWall(zone: string, reading: string): string | undefined {
  const at = Date.parse(`${reading.replace(' ', 'T')}Z`);
  return Number.isNaN(at) ? undefined : new Date(instantOf(zone, at)).toISOString();
}

/** The next full quarter of an hour, on every wall. */
export const nextQuarter = (now: number): string =>
  new Date((Math.floor(now / QUARTER) + 1) * QUARTER).toISOString();
const QUARTER = 900_000;

/** The next full hour on this wall. */
export const nextHour = (zone: string, now: number): string =>
  fromWall(zone, `${toWall(zone, now + 3_600_000).slice(0, 13)}:00`) ?? new Date(now).toISOString();
