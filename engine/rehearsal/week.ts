/**
 * Time as people tell it: `Fri 15:00` in the week a story begins in, `Mon+1 09:00` in the one after it, by the clock on
 * the wall of one zone. A scenario that is written so means the same in any week.
 */
import { instantOf, stretchAt } from '../calendar/zone.ts';
import { toInstant } from '../instant.ts';

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
/** The first day of 1970 was a Thursday. */
const FIRST_DAY = 3;

export const MOMENT =
  '^((Mon|Tue|Wed|Thu|Fri|Sat|Sun)([+-]\\d{1,4})? ([01]\\d|2[0-3]):[0-5]\\d|\\d{4}-\\d\\d-\\d\\dT.*)$';

export class Week {
  readonly #zone: string;
  /** The clock reading of Monday, midnight. */
  readonly #monday: number;

  /** The week that this instant lies in. */
  constructor(zone: string, within: string) {
    this.#zone = zone;
    const today = Math.floor(this.#reading(Date.parse(within)) / DAY);
    this.#monday = (today - ((today + FIRST_DAY) % 7)) * DAY;
  }

  /** The instant of `Fri 15:00`; an instant in any spelling stays what it is. Null for neither. */
  instant(text: string): string | null {
    const [, day = '', week = '0', hours, minutes] =
      /^([A-Z][a-z]{2})([+-]\d{1,4})? (\d\d):(\d\d)$/.exec(text) ?? [];
    if (!DAYS.includes(day)) return toInstant(text);
    const days = DAYS.indexOf(day) + Number(week) * 7;
    const passed = days * DAY + (Number(hours) * 60 + Number(minutes)) * MINUTE;
    return new Date(instantOf(this.#zone, this.#monday + passed)).toISOString();
  }

  /** The day so many days later than this instant, at a clock reading: `Tue+1 09:00`. */
  on(at: string, days: number, clock: string): string {
    return `${this.#day(this.#dayOf(at) + days)} ${clock}`;
  }

  /** The first `Mon`, at a clock reading, that is still to come. */
  next(at: string, name: string, clock: string): string {
    const today = this.#dayOf(at);
    for (let days = 0; days <= 7; days += 1) {
      const text = `${this.#day(today + days)} ${clock}`;
      if (!text.startsWith(name)) continue;
      const instant = this.instant(text);
      if (instant !== null && Date.parse(instant) > Date.parse(at)) return text;
    }
    return `${this.#day(today + 7)} ${clock}`;
  }

  /** How many weeks after the one it began in. */
  weekOf(at: string): number {
    return Math.floor(this.#dayOf(at) / 7);
  }

  get zone(): string {
    return this.#zone;
  }

  spoken(at: string): string {
    const passed = this.#reading(Date.parse(at)) - this.#monday;
    const day = Math.floor(passed / DAY);
    const clock = new Date(passed - day * DAY).toISOString().slice(11, 16);
    return `${this.#day(day)} ${clock}`;
  }

  /** The day so many days after Monday. */
  #day(day: number): string {
    const week = Math.floor(day / 7);
    return `${DAYS[day - week * 7]}${week === 0 ? '' : week > 0 ? `+${week}` : week}`;
  }

  #dayOf(at: string): number {
    return Math.floor((this.#reading(Date.parse(at)) - this.#monday) / DAY);
  }

  #reading(instant: number): number {
    return instant + stretchAt(this.#zone, instant).offset;
  }
}
