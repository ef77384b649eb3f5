/** Turns an element into another of its family, in its place and with its flows. */

import { isActivity } from '#engine/definition/is-activity.ts';
import type { Definition, Element } from '#engine/definition.ts';
import type { Edit } from '#engine/edits.ts';
import { portsOf } from '#engine/ports.ts';
import type { Template } from '../templates.ts';
import { batch } from './batch.ts';

/** The same element as something else of its family: what both have in common stays. */
export const replaceKind = (
  definition: Definition,
  element: Element,
  template: Template,
): Edit | undefined => {
  const fresh = template.create(element.id);
  const next = { ...fresh, ...inCommon(element, fresh) } as Element;
  const ports = portsOf(next);
  const used = new Set<string | undefined>();
  const edits: Edit[] = [{ type: 'updateElement', id: element.id, element: next }];
  for (const flow of definition.flows.filter(({ from }) => from === element.id)) {
    const { port: was, ...bare } = flow;
    const free = ports.find((one) => !used.has(one));
    const port = was !== undefined && ports.includes(was) ? was : free;
    used.add(port);
    if (port !== was) {
      const changed = port === undefined ? bare : { ...bare, port };
      edits.push({ type: 'updateFlow', id: flow.id, flow: changed });
    }
  }
  return batch(edits);
};

const COMMON = ['name', 'documentation', 'parent'] as const;
const OF_ACTIVITIES = ['loop', 'inputs', 'outputs', 'undo', 'forCompensation'] as const;
const OF_TYPE: Partial<Record<Element['type'], readonly string[]>> = {
  exclusiveGateway: ['default'],
  inclusiveGateway: ['default'],
  boundaryEvent: ['attachedTo', 'interrupting'],
  endEvent: ['outcome'],
};

const inCommon = (element: Element, fresh: Element): object => {
  const kept: readonly string[] = [
    ...COMMON,
    ...(isActivity(element) && isActivity(fresh) ? OF_ACTIVITIES : []),
    ...(OF_TYPE[element.type] ?? []).filter((field) => OF_TYPE[fresh.type]?.includes(field)),
  ];
  return Object.fromEntries(Object.entries(element).filter(([field]) => kept.includes(field)));
};
