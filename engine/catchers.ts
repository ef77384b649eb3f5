/** Who would catch what is thrown where, as the drawing tells: the order is that of `run/throwing.ts`. */
import type { Definition, Element, ElementOf } from './definition.ts';
import type { Graph } from './graph.ts';

export type ThrownKind = 'error' | 'escalation';
export type Thrower = {
  readonly element: Element;
  readonly kind: ThrownKind;
  readonly code: string;
};
export type Catcher = {
  readonly element: ElementOf<'boundaryEvent'> | ElementOf<'startEvent'>;
  readonly kind: ThrownKind;
  readonly code: string | undefined;
};

export function throwersIn(definition: Definition): readonly Thrower[] {
  return definition.elements.flatMap((element): readonly Thrower[] => {
    if (element.type !== 'endEvent' && element.type !== 'intermediateThrowEvent') return [];
    const error = element.type === 'endEvent' ? element.error : undefined;
    const { escalation } = element;
    return [
      ...(error ? [{ element, kind: 'error', code: error.code } as const] : []),
      ...(escalation ? [{ element, kind: 'escalation', code: escalation.code } as const] : []),
    ];
  });
}

export function catchersIn(definition: Definition): readonly Catcher[] {
  return definition.elements.flatMap((element) =>
    element.type === 'boundaryEvent' || element.type === 'startEvent'
      ? (['error', 'escalation'] as const).flatMap((kind) => asCatcher(element, kind) ?? [])
      : [],
  );
}

/** The element that catches it, or null. */
export function catcherOf(graph: Graph, { element, kind, code }: Thrower): string | null {
  let at: Element | undefined = element;
  // As far as they lie in one another, and no further should they do so in a circle.
  for (let depth = 0; at && depth <= graph.elements.size; depth += 1) {
    const onBorder = best(graph.borders(at.id), kind, code);
    if (onBorder) return onBorder.id;
    let scope: Element | undefined = graph.elements.get(at.parent ?? '');
    if (scope && isEventSub(scope)) {
      // What goes wrong in an event sub-process concerns those around the scope it belongs to.
      for (let turns = 0; scope && isEventSub(scope) && turns <= graph.elements.size; turns += 1)
        scope = graph.elements.get(scope.parent ?? '');
    } else {
      const starts = graph.eventStarts(at.parent ?? null).map(({ start }) => start);
      const inScope = best(starts, kind, code);
      if (inScope) return inScope.id;
    }
    at = scope;
  }
  return null;
}

function best(
  candidates: readonly Catcher['element'][],
  kind: ThrownKind,
  code: string,
): Catcher['element'] | undefined {
  const catchers = candidates.flatMap((one) => asCatcher(one, kind) ?? []);
  const found =
    catchers.find((one) => one.code === code) ?? catchers.find((one) => one.code === undefined);
  return found?.element;
}

function asCatcher(element: Catcher['element'], kind: ThrownKind): Catcher | null {
  const event = element.type === 'boundaryEvent' ? element : element.trigger;
  if ('type' in event && event.type !== 'event' && event.type !== 'boundaryEvent') return null;
  const caught =
    kind in event ? (event as Pick<ElementOf<'boundaryEvent'>, ThrownKind>)[kind] : undefined;
  return caught ? { element, kind, code: caught.code } : null;
}

function isEventSub(element: Element): boolean {
  return element.type === 'subProcess' && element.triggeredByEvent === true;
}
