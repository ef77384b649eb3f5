/** Calendars and what belongs to them, as the API answers. */

import type { NamedDay } from '#engine/calendar/holidays.ts';
import type { Calendar } from '#engine/calendar.ts';

export type CalendarRecord = Calendar & {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly usual: boolean;
  readonly version: number;
  readonly allowed: readonly string[];
};

type Stand = {
  readonly state: string;
  readonly dueAt: string | null;
  readonly breachedAt: string | null;
};

export type CalendarPreview = {
  readonly open: number;
  readonly missed: number;
  readonly met: number;
  readonly clocks: readonly {
    readonly clock: string;
    readonly name: string;
    readonly ticket: { readonly id: string; readonly number: string; readonly title: string };
    readonly before: Stand;
    readonly after: Stand;
    readonly flips: boolean;
  }[];
};

export type PublicHoliday = NamedDay & {
  /** When it begins, where it is no whole day. */
  readonly from: string | null;
};

export type Country = {
  readonly country: string;
  readonly name: string;
  readonly regions: readonly {
    readonly region: string;
    readonly name: string;
    readonly parts: readonly { readonly part: string; readonly name: string }[];
  }[];
};

export type LeftOut = {
  readonly name: string;
  readonly from: string | null;
  readonly why: 'timed' | 'cancelled' | 'no_date' | 'rule' | 'too_long' | 'other_years';
};

export type HolidaysImported = {
  readonly added: readonly NamedDay[];
  readonly changed: readonly NamedDay[];
  readonly left: readonly NamedDay[];
  readonly leftOut: readonly LeftOut[];
};

export type CalendarVersion = Calendar & {
  readonly number: number;
  readonly savedAt: string;
  readonly savedBy: { readonly id: string; readonly name: string } | null;
  readonly openClocks: number;
};

export type RecountedClock = {
  readonly clock: string;
  readonly name: string;
  readonly ticket: { readonly id: string; readonly number: string; readonly title: string };
  readonly before: Stand;
  /** Null where nothing is promised any more. */
  readonly after: Stand | null;
  readonly flips: boolean;
  readonly applied: boolean;
};

export type Recount = {
  readonly id: string;
  readonly scope: {
    readonly policies?: readonly string[];
    readonly calendars?: readonly string[];
    readonly from: 'begin' | 'now';
    readonly finishedSince?: string;
  };
  readonly reason: string;
  readonly createdBy: { readonly id: string; readonly name: string; readonly email: string } | null;
  readonly createdAt: string;
  readonly endedAt: string | null;
  readonly allowed: readonly string[];
  readonly state: 'looking' | 'ready' | 'applying' | 'completed' | 'cancelled' | 'left';
  readonly tickets: number;
  readonly clocks: number;
  readonly flips: number;
  readonly applied: number;
};
