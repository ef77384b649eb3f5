/** Edits of flows. A gateway's default never names a flow that is gone. */
import type { Definition, Flow } from '../definition.ts';
import { canConnect } from './can-connect.ts';
import type { EditOf } from './edit.ts';
import { freeFlowId } from './ids.ts';
import { withoutReferences } from './references.ts';

export function connect(definition: Definition, edit: EditOf<'connect'>): Definition {
  const { type: _, id = freeFlowId(definition), ...flow } = edit;
  const isTaken =
    definition.flows.some((other) => other.id === id) ||
    definition.elements.some((element) => element.id === id);
  if (isTaken || canConnect(definition, edit.from, edit.to, edit.port) !== null) return definition;
  return { ...definition, flows: [...definition.flows, { id, ...flow }] };
}

export function disconnect(definition: Definition, edit: EditOf<'disconnect'>): Definition {
  const ids = new Set(edit.ids);
  const flows = definition.flows.filter((flow) => !ids.has(flow.id));
  if (flows.length === definition.flows.length) return definition;
  return {
    ...definition,
    flows,
    elements: definition.elements.map((element) => withoutReferences(element, ids)),
  };
}

export function updateFlow(definition: Definition, edit: EditOf<'updateFlow'>): Definition {
  if (!definition.flows.some((flow) => flow.id === edit.id)) return definition;
  const flows = definition.flows.map((flow) =>
    flow.id === edit.id ? { ...edit.flow, id: edit.id } : flow,
  );
  return { ...definition, flows };
}

export function reorderFlows(definition: Definition, edit: EditOf<'reorderFlows'>): Definition {
  const own = definition.flows.filter((flow) => flow.from === edit.element);
  const named = edit.order.flatMap((id) => own.filter((flow) => flow.id === id));
  const ordered = [...new Set<Flow>([...named, ...own])];
  let next = 0;
  const flows = definition.flows.map((flow) =>
    flow.from === edit.element ? (ordered[next++] ?? flow) : flow,
  );
  return flows.some((flow, index) => flow !== definition.flows[index])
    ? { ...definition, flows }
    : definition;
}
