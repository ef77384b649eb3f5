/** What is wrong with a field of the draft: what the browser sees itself, else what the server said of it. */
import { useCallback, useMemo } from 'react';
import { isProblem } from '#designer/client/problem.ts';
import { useText } from '#designer/ui/locale.ts';
import { type CalendarDraft, mistakesIn, placeOf } from './draft.ts';

/** By its place: `periods/0/week/mon`. */
export type Wrong = (at: string) => string | undefined;

export function useWrong(draft: CalendarDraft, problem: unknown): Wrong {
  const t = useText();
  const told = useMemo(() => {
    const refused = isProblem(problem)
      ? problem.errors.map(
          ({ pointer, detail }) => [placeOf(pointer, draft) ?? pointer.slice(1), detail] as const,
        )
      : [];
    const seen = mistakesIn(draft).map(
      ({ at, what }) => [at, t(`calendars.wrong.${what}`)] as const,
    );
    return new Map([...refused, ...seen]);
  }, [draft, problem, t]);
  return useCallback((at: string) => told.get(at), [told]);
}
