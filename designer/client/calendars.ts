/** The calendars a desk works by; anybody who is signed in may read them. */
import { queryOptions } from '@tanstack/react-query';
import type { Calendar } from '#engine/calendar.ts';
import { get } from './http.ts';
import { keys } from './query.ts';
import type { Page } from './types/common.ts';

export type CalendarRecord = Calendar & {
  readonly key: string;
  readonly name: string;
  readonly usual: boolean;
};

export const calendarsQuery = queryOptions({
  queryKey: keys.people('calendars', 'all'),
  staleTime: 60_000,
  queryFn: async ({ signal }) =>
    (await get<Page<CalendarRecord>>('/calendars', { limit: 200 }, signal)).items,
});

/** What counts where none is named. */
export const usualIn = (calendars: readonly CalendarRecord[]): CalendarRecord | undefined =>
  calendars.find(({ usual }) => usual) ?? calendars[0];
