/** The calendars a desk works by; anybody who is signed in may read them, and who manages settings may change them. */
import { queryOptions } from '@tanstack/react-query';
import type { Calendar } from '#engine/calendar.ts';
import { get, patch, post } from './http.ts';
import { keys } from './query.ts';
import type {
  CalendarPreview,
  CalendarRecord,
  CalendarVersion,
  Country,
  HolidaysImported,
  PublicHoliday,
} from './types/calendars.ts';
import type { Page } from './types/common.ts';

export type { CalendarRecord } from './types/calendars.ts';

export const calendarsQuery = queryOptions({
  queryKey: keys.people('calendars', 'all'),
  staleTime: 60_000,
  queryFn: async ({ signal }) =>
    (await get<Page<CalendarRecord>>('/calendars', { limit: 200 }, signal)).items,
});

/** What counts where none is named. */
export const usualIn = (calendars: readonly CalendarRecord[]): CalendarRecord | undefined =>
  calendars.find(({ usual }) => usual) ?? calendars[0];

export const calendarQuery = (key: string) =>
  queryOptions({
    queryKey: keys.people('calendars', key),
    queryFn: ({ signal }) => get<CalendarRecord>(`/calendars/${key}`, undefined, signal),
  });

export const createCalendar = (
  body: Calendar & { key: string; name: string },
  idempotencyKey: string,
) => post<CalendarRecord>('/calendars', body, { idempotencyKey });

export const changeCalendar = (key: string, change: Calendar & { name: string }, version: number) =>
  patch<CalendarRecord>(`/calendars/${key}`, change, { version });

export const previewCalendar = (key: string, hours: Calendar, from: 'begin' | 'now') =>
  post<CalendarPreview>(`/calendars/${key}/preview`, { ...hours, from });

export const compute = (
  key: string,
  body: { from?: string; to?: string; businessSeconds?: number },
) => post<{ at?: string; businessSeconds?: number }>(`/calendars/${key}/compute`, body);

/** What a file holds; nothing is saved. */
export const readHolidayFile = (key: string, ics: string, years: string) =>
  post<HolidaysImported>(`/calendars/${key}/holidays/import`, { ics, years, preview: true });

export const countriesQuery = (language: string) =>
  queryOptions({
    queryKey: keys.people('countries', language),
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }) =>
      (await get<{ items: Country[] }>('/holidays/countries', { language }, signal)).items,
  });

export const publicHolidays = async (
  place: { country: string; region?: string; part?: string },
  years: string,
  language: string | undefined,
) => (await get<{ items: PublicHoliday[] }>('/holidays', { ...place, years, language })).items;

export const versionsQuery = (key: string) =>
  queryOptions({
    queryKey: keys.people('calendar-versions', key),
    queryFn: ({ signal }) =>
      get<Page<Omit<CalendarVersion, keyof Calendar>>>(
        `/calendars/${key}/versions`,
        { limit: 50 },
        signal,
      ),
  });

/** A version never changes. */
export const versionQuery = (key: string, number: number) =>
  queryOptions({
    queryKey: keys.people('calendar-version', [key, number]),
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ signal }) =>
      get<CalendarVersion>(`/calendars/${key}/versions/${number}`, undefined, signal),
  });
