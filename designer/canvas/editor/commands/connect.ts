/** Joins two elements by a flow, by the way out that is free. */
import type { Definition, Element } from '#engine/definition.ts';
import type { Edit } from '#engine/edits.ts';
import { canConnect } from '#engine/edits.ts';
import { portsOf } from '#engine/ports.ts';

export const connect = (
  definition: Definition,
  source: Element,
  target: string,
  wanted?: string,
): Edit | undefined => {
  const port = wanted ?? freePort(definition, source);
  if (canConnect(definition, source.id, target, port) !== null) return undefined;
  return { type: 'connect', from: source.id, to: target, ...(port ? { port } : {}) };
};

/** The way out a new flow would take: the first port without a flow, else the last, else none. */
export const freePort = (definition: Definition, source: Element): string | undefined => {
  const ports = portsOf(source);
  const taken = new Set(
    definition.flows.filter((flow) => flow.from === source.id).map((flow) => flow.port),
  );
  return ports.find((port) => !taken.has(port)) ?? ports.at(-1);
};

/** Where a flow from here may lead, in the order of the definition. */
export const targetsOf = (definition: Definition, source: Element): readonly Element[] =>
  definition.elements.filter((target) => connect(definition, source, target.id) !== undefined);
