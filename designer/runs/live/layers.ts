/** What is written on an element, by layer: a few numbers, and how hot it is beside the others. Pure. */
import type { ElementFigures } from '#designer/client/runs.ts';
import type { Definition, Element } from '#engine/definition.ts';

export const LAYERS = ['now', 'waits', 'again', 'late', 'breaches'] as const;
export type Layer = (typeof LAYERS)[number];

export const toLayer = (text: unknown): Layer => LAYERS.find((layer) => layer === text) ?? 'now';

export type Mark =
  | { readonly kind: 'now'; readonly runs: number; readonly failed: number }
  | { readonly kind: 'waits'; readonly median: number; readonly p95: number; readonly heat: Heat }
  | { readonly kind: 'again'; readonly times: number; readonly heat: Heat }
  | {
      readonly kind: 'late';
      readonly late: number;
      readonly timed: number;
      readonly overdue: number;
      readonly heat: Heat;
    }
  | {
      readonly kind: 'breaches';
      readonly breached: number;
      readonly promised: number;
      readonly heat: Heat;
    };

export type Heat = 1 | 2 | 3 | 4;

export type Figures = { readonly [element: string]: ElementFigures };

/** Where nothing waits a length of time says nothing. */
const SHORTEST_SECONDS = 1;

/** The marks of one layer, by element; those that would say nothing are left out. */
export function marksFor(
  layer: Layer,
  { elements }: Pick<Definition, 'elements'>,
  figures: Figures,
): ReadonlyMap<string, Mark> {
  const most = Math.max(0, ...elements.map(({ id }) => amountOf(layer, figures[id])));
  return new Map(
    elements.flatMap((element) => {
      const mark = markOf(layer, element, figures[element.id], most);
      return mark ? [[element.id, mark] as const] : [];
    }),
  );
}

function markOf(
  layer: Layer,
  element: Element,
  figures: ElementFigures | undefined,
  most: number,
): Mark | null {
  if (!figures) return null;
  const heat = heatOf(amountOf(layer, figures), most);
  switch (layer) {
    case 'now': {
      const { failed } = figures;
      const runs = isBeside(element) ? failed : figures.runs;
      return runs > 0 ? { kind: 'now', runs, failed } : null;
    }
    case 'waits': {
      const { medianSeconds: median, p95Seconds: p95 } = figures;
      if (median === null || p95 === null || p95 < SHORTEST_SECONDS) return null;
      return { kind: 'waits', median, p95, heat };
    }
    case 'again':
      return figures.again ? { kind: 'again', times: figures.again, heat } : null;
    case 'late': {
      const { late, timed, overdue } = figures;
      return late + overdue > 0 ? { kind: 'late', late, timed, overdue, heat } : null;
    }
    case 'breaches': {
      const { breached, promised } = figures;
      return breached > 0 ? { kind: 'breaches', breached, promised, heat } : null;
    }
  }
}

/** What waits on a border or for its sub-process to begin is no place where work stands. */
const isBeside = ({ type }: Element): boolean => type === 'boundaryEvent' || type === 'startEvent';

function amountOf(layer: Layer, figures: ElementFigures | undefined): number {
  if (!figures) return 0;
  switch (layer) {
    case 'now':
      return figures.runs;
    case 'waits':
      return figures.medianSeconds ?? 0;
    case 'again':
      return figures.again ?? 0;
    case 'late':
      return shareOf(figures.late, figures.timed) || (figures.overdue > 0 ? 0.01 : 0);
    case 'breaches':
      return shareOf(figures.breached, figures.promised);
  }
}

export const shareOf = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

const heatOf = (amount: number, most: number): Heat =>
  most === 0 ? 1 : (Math.max(1, Math.min(4, Math.ceil((amount / most) * 4))) as Heat);
