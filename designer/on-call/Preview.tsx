/** What a plan comes to in the next four weeks, worked out here as it is typed. */
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { calendarsQuery } from '#designer/client/calendars.ts';
import type { Gap, RotaPerson, Shift } from '#designer/client/types/rotas.ts';
import { useText } from '#designer/ui/locale.ts';
import { useNow } from '#designer/ui/time.ts';
import { gapsBetween } from '#engine/rota/gaps.ts';
import { holidaysOf } from '#engine/rota/holidays.ts';
import { layersBetween, shiftsBetween } from '#engine/rota/shifts.ts';
import type { Plan, Shift as PlannedShift } from '#engine/rota.ts';
import classes from './on-call.module.css';
import { Timeline } from './Timeline.tsx';
import { weeksFrom } from './timeline.ts';
import { Wrong } from './Wrong.tsx';

const WEEKS = 4;

export function Preview({
  plan,
  people,
}: {
  plan: Plan | null;
  people: ReadonlyMap<string, RotaPerson>;
}) {
  const t = useText();
  const now = useNow();
  const calendars = useQuery(calendarsQuery).data;
  const shown = useMemo(() => {
    if (!plan) return null;
    const holidays = Object.fromEntries(
      (calendars ?? []).map((calendar) => [calendar.key, holidaysOf(calendar)]),
    );
    const rota = { plans: [{ since: null, plan }], changes: [], holidays };
    const window = weeksFrom(plan.timeZone, now, WEEKS, 0);
    const [from, to] = [new Date(window.from).toISOString(), new Date(window.to).toISOString()];
    const personOf = (id: string): RotaPerson =>
      people.get(id) ?? { id, name: '', email: '', active: false };
    const names = new Map(plan.layers.map(({ id, name }) => [id, name]));
    const toShift = (shift: PlannedShift): Shift => ({
      ...shift,
      change: null,
      person: personOf(shift.person),
      layer: shift.layer === null ? null : { id: shift.layer, name: names.get(shift.layer) ?? '' },
    });
    const gaps = gapsBetween(rota, from, to, (id) => personOf(id).active).map(
      (gap): Gap => ({ ...gap, person: gap.person === null ? null : personOf(gap.person) }),
    );
    return {
      window,
      gaps,
      schedule: shiftsBetween(rota, from, to).map(toShift),
      layers: layersBetween(rota, from, to).map(({ layer, name, shifts }) => ({
        id: layer,
        name,
        shifts: shifts.map(toShift),
      })),
    };
  }, [plan, people, calendars, now]);
  return (
    <section className={classes.section}>
      <h2 className={classes.heading}>{t('onCall.preview')}</h2>
      <p className={classes.quiet}>{t('onCall.preview.text')}</p>
      {plan && shown && (
        <>
          <Timeline timeZone={plan.timeZone} {...shown} />
          <Wrong timeZone={plan.timeZone} rota="" gaps={shown.gaps} doubles={[]} />
        </>
      )}
    </section>
  );
}
