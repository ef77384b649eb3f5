/** What keeps something from being a plan one can follow, each with the place where it stands. */
import { isDate } from '../calendar/dates.ts';
import { calendarProblems } from '../calendar/problems.ts';
import { isTimeZone } from '../calendar/zone.ts';
import type { Layer, Plan } from '../rota.ts';

export type PlanProblem = { readonly pointer: string; readonly detail: string };

/** In plain English; empty when it is one. */
export function planProblems({ timeZone, layers, needed }: Plan): readonly PlanProblem[] {
  const seen = new Set<string>();
  return [
    ...(isTimeZone(timeZone)
      ? []
      : [{ pointer: '/timeZone', detail: `“${timeZone}” is no known time zone.` }]),
    ...layers.flatMap((layer, index) => {
      const pointer = `/layers/${index}`;
      const isSecond = seen.has(layer.id);
      seen.add(layer.id);
      return [
        ...(isSecond ? [{ pointer: `${pointer}/id`, detail: 'Another layer has this id.' }] : []),
        ...layerProblems(pointer, layer),
      ];
    }),
    ...weekProblems('/needed', needed),
  ];
}

function layerProblems(pointer: string, layer: Layer): readonly PlanProblem[] {
  const { startsOn, endsOn, rotation, hours } = layer;
  const dates = [
    ...noDate(`${pointer}/startsOn`, startsOn),
    ...(endsOn === undefined ? [] : noDate(`${pointer}/endsOn`, endsOn)),
  ];
  const isBackwards = dates.length === 0 && endsOn !== undefined && endsOn <= startsOn;
  return [
    ...dates,
    ...(isBackwards
      ? [{ pointer: `${pointer}/endsOn`, detail: 'It ends before it has begun.' }]
      : []),
    ...(rotation.unit === 'day' && rotation.weekday !== undefined
      ? [
          {
            pointer: `${pointer}/rotation/weekday`,
            detail: 'Turns of days are handed over on any day.',
          },
        ]
      : []),
    ...weekProblems(`${pointer}/hours`, hours),
  ];
}

const weekProblems = (pointer: string, week: Layer['hours']): readonly PlanProblem[] =>
  week
    ? calendarProblems({ timeZone: 'UTC', week }).map((problem) => ({
        ...problem,
        pointer: problem.pointer.replace('/week', pointer),
      }))
    : [];

const noDate = (pointer: string, date: string): readonly PlanProblem[] =>
  isDate(date) ? [] : [{ pointer, detail: `“${date}” is no date.` }];
