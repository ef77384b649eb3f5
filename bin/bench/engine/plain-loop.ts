/**
 * The reference of the engine benchmark: a plain loop over the same graph. It keeps one mutable list of tokens and says
 * nothing to anybody: no state that can be stored, no commands, no events, no limits. As quick as JavaScript goes.
 */
import type { Definition } from '#engine/definition.ts';

export type Decide = (gateway: string) => string | undefined;
type Place = {
  readonly type: string;
  readonly out: Way[];
  readonly fallback: string | undefined;
  incoming: number;
};
type Way = { readonly id: string; readonly to: Place; readonly port: string | undefined };

export type PlainGraph = { readonly start: Place; readonly names: Map<Place, string> };

export function toPlainGraph(definition: Definition): PlainGraph {
  const places = new Map<string, Place>();
  for (const element of definition.elements) {
    const fallback = element.type === 'exclusiveGateway' ? element.default : undefined;
    places.set(element.id, { type: element.type, out: [], fallback, incoming: 0 });
  }
  for (const { id, from, to, port } of definition.flows) {
    const [source, target] = [places.get(from), places.get(to)];
    if (!source || !target) continue;
    source.out.push({ id, to: target, port });
    target.incoming += 1;
  }
  const [start] = [...places.values()].filter(({ type }) => type === 'startEvent');
  if (!start) throw new Error('the process has no start');
  return { start, names: new Map([...places].map(([id, place]) => [place, id])) };
}

/** Plays one ticket and returns how many elements it went through. */
export function playPlainly({ start, names }: PlainGraph, decide: Decide, outcome: string): number {
  const tokens: Place[] = [start];
  const joins = new Map<Place, number>();
  let moves = 0;
  for (let place = tokens.shift(); place; place = tokens.shift()) {
    moves += 1;
    if (place.type === 'parallelGateway' && place.incoming > 1) {
      const arrived = (joins.get(place) ?? 0) + 1;
      joins.set(place, arrived % place.incoming);
      if (arrived < place.incoming) continue;
    }
    if (place.type === 'parallelGateway') {
      for (const way of place.out) tokens.push(way.to);
    } else if (place.type === 'exclusiveGateway' && place.out.length > 1) {
      const chosen = decide(names.get(place) ?? '') ?? place.fallback;
      const way = place.out.find(({ id }) => id === chosen);
      if (way) tokens.push(way.to);
    } else {
      const way =
        place.out.find(({ port }) => port === undefined || port === outcome) ?? place.out[0];
      if (way) tokens.push(way.to);
    }
  }
  return moves;
}
