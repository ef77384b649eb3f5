/** What a rehearsal is played with: the tenant's rulesets and calendars, decided by the code that decides live. */

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { type CalendarRecord, calendarsQuery, usualIn } from '#designer/client/calendars.ts';
import type { Setting } from '#engine/rehearsal/index.ts';
import { rulesetsQuery } from '../queries.ts';

export type SettingQuery = {
  /** Null until it is there. */
  readonly setting: Setting | null;
  readonly error: unknown;
  readonly retry: () => void;
};

export const useSetting = (wanted: boolean): SettingQuery => {
  const rulesets = useQuery({ ...rulesetsQuery, enabled: wanted });
  const calendars = useQuery({ ...calendarsQuery, enabled: wanted });
  const judge = useQuery({
    queryKey: ['judge'],
    queryFn: loadJudge,
    enabled: wanted,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const setting = useMemo((): Setting | null => {
    if (!rulesets.data || !calendars.data || !judge.data) return null;
    return {
      judge: judge.data(rulesets.data.map(({ ruleset }) => ruleset)),
      calendar: calendarIn(calendars.data),
    };
  }, [rulesets.data, calendars.data, judge.data]);
  return {
    setting,
    error: rulesets.error ?? calendars.error ?? judge.error,
    retry: () => void Promise.all([rulesets.refetch(), calendars.refetch(), judge.refetch()]),
  };
};

/** The rule engine is fetched only when something is played. */
const loadJudge = async () => (await import('#rules/judge.ts')).judgeBy;

/** By key; where none is named the one that counts for the tenant. */
const calendarIn = (calendars: readonly CalendarRecord[]): Setting['calendar'] => {
  const byKey = new Map(calendars.map((calendar) => [calendar.key, calendar]));
  const own = usualIn(calendars) ?? null;
  return (key) => (key === undefined ? own : (byKey.get(key) ?? null));
};
