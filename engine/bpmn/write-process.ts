/**
 * A definition as a BPMN document of its own. Names of the document it came from are used again where they are given, so
 * that this document and that one can be laid over each other.
 */
import type { Definition, Element, Flow } from '../definition.ts';
import { LIMITS } from '../definition.ts';
import { NAMESPACE } from './descriptor.ts';
import type { Create } from './document.ts';
import type { Node } from './node.ts';
import type { Names } from './read-process.ts';
import { conditionText } from './spelling.ts';
import { freeName, xmlText } from './words.ts';
import { type Box, writeDrawing } from './write-drawing.ts';
import { isEventScope, writeBase, writeElement } from './write-element.ts';
import { addExtension, expression, writeEvents } from './write-events.ts';

/** The name of who wrote a document. */
export const EXPORTER = 'Perdura';

/** The document a definition came from: what its parts are called there. */
export type Origin = {
  readonly definition: Definition;
  readonly names: Names;
  readonly process: string;
  /** Every id of the document. */
  readonly taken: ReadonlySet<string>;
};

export type Written = {
  readonly root: Node;
  readonly process: Node;
  /** Ids in the document, in the order of the definition. */
  readonly elements: readonly string[];
  readonly flows: readonly string[];
  readonly notes: readonly string[];
  readonly boxes: ReadonlyMap<string, Box>;
};

export function writeProcess(definition: Definition, create: Create, origin?: Origin): Written {
  const taken = new Set(origin?.taken);
  const processId =
    origin?.process ??
    freeName(/^[a-z]/.test(definition.key) ? definition.key : `Process_${definition.key}`, taken);
  const elements = name(
    definition.elements,
    taken,
    origin?.definition.elements,
    origin?.names.elements,
  );
  const flows = name(definition.flows, taken, origin?.definition.flows, origin?.names.flows);
  const notes = name(definition.notes ?? [], taken, origin?.definition.notes, origin?.names.notes);

  const process = create('bpmn:Process', { id: processId, isExecutable: true });
  process.set('perdura:key', definition.key);
  writeBase(create, process, { name: definition.name, documentation: definition.description });
  if (definition.variables) addExtension(create, process, 'variables', definition.variables);

  const roots = new Map<string, Node>();
  const rootOf = (type: string, code: string): Node => {
    const key = `${type} ${code}`;
    const known = roots.get(key);
    if (known) return known;
    const kind = type.slice('bpmn:'.length);
    const id = origin?.names.roots.get(key) ?? freeName(`${kind}_${code}`, taken);
    const coded =
      kind === 'Error'
        ? { errorCode: code }
        : kind === 'Escalation'
          ? { escalationCode: code }
          : {};
    const root = create(type, { id, name: code, ...coded });
    roots.set(key, root);
    return root;
  };

  const scopes = scopesOf(definition);
  const nodes = definition.elements.map((element, index) =>
    writeElement(create, element, elements[index] ?? '', scopes.get(element) ?? null),
  );
  const byId = new Map<string, Node>();
  const byElement = new Map<Element, Node>();
  for (const [index, element] of definition.elements.entries()) {
    const node = nodes[index];
    if (!node) continue;
    byElement.set(element, node);
    if (!byId.has(element.id)) byId.set(element.id, node);
  }
  const nodeOf = (id: string): Node | undefined => byId.get(id);
  const holderOf = (element: Element | undefined): Node => {
    const scope = element && scopes.get(element);
    return (scope && byElement.get(scope)) ?? process;
  };

  for (const [element, node] of byElement) {
    put(holderOf(element), 'flowElements', node);
    const said = saidBy(element, scopes.get(element) ?? null);
    const events = said ? writeEvents(create, said, rootOf, nodeOf) : [];
    for (const event of events) event.$parent = node;
    if (events.length > 0) node.set('eventDefinitions', events);
    if (element.type === 'boundaryEvent') {
      const host = nodeOf(element.attachedTo);
      if (host) node.set('attachedToRef', host);
      else addExtension(create, node, 'exact', []);
    }
  }

  const scopeOfId = new Map(definition.elements.map((element) => [element.id, element] as const));
  const flowNodes = new Map<string, Node>();
  for (const [index, flow] of definition.flows.entries()) {
    const node = writeFlow(create, flow, flows[index] ?? '', nodeOf);
    const [from, to] = [holderOf(scopeOfId.get(flow.from)), holderOf(scopeOfId.get(flow.to))];
    put(from === to ? from : process, 'flowElements', node);
    if (!flowNodes.has(flow.id)) flowNodes.set(flow.id, node);
  }
  for (const [element, node] of byElement) {
    if (element.type !== 'exclusiveGateway' && element.type !== 'inclusiveGateway') continue;
    const flow = flowNodes.get(element.default ?? '');
    if (flow) node.set('default', flow);
  }
  for (const [element, node] of byElement) {
    const handler = 'undo' in element ? nodeOf(element.undo ?? '') : undefined;
    if (!handler) continue;
    const known = origin?.names.undo.get(element.id);
    const boundary = create('bpmn:BoundaryEvent', {
      id: known?.boundary ?? freeName(`${node.id}_undo`, taken),
      attachedToRef: node,
      eventDefinitions: [create('bpmn:CompensateEventDefinition')],
    });
    put(holderOf(element), 'flowElements', boundary);
    const association = create('bpmn:Association', {
      id: known?.association ?? freeName(`${node.id}_undone_by`, taken),
      associationDirection: 'One',
      sourceRef: boundary,
      targetRef: handler,
    });
    put(holderOf(element), 'artifacts', association);
  }
  for (const [index, note] of (definition.notes ?? []).entries()) {
    const text = note.text.trim() === '' ? {} : { text: xmlText(note.text) };
    const annotation = create('bpmn:TextAnnotation', { id: notes[index] ?? '', ...text });
    put(process, 'artifacts', annotation);
    const element = nodeOf(note.about ?? '');
    if (!element) continue;
    const known = origin?.names.about.get(note.id);
    const [sourceRef, targetRef] = known?.isFromNote
      ? [annotation, element]
      : [element, annotation];
    const id = known?.association ?? freeName(`${annotation.id}_about`, taken);
    put(process, 'artifacts', create('bpmn:Association', { id, sourceRef, targetRef }));
  }

  const root = create('bpmn:Definitions', {
    id: freeName(`${processId}_definitions`, taken),
    targetNamespace: `${NAMESPACE}/processes`,
    exporter: EXPORTER,
    rootElements: [...roots.values(), process],
  });
  for (const one of root.get('rootElements') as Node[]) one.$parent = root;
  const boxes = writeDrawing({ create, definition, root, process, nodes, notes, taken });
  return { root, process, elements, flows, notes, boxes };
}

function writeFlow(
  create: Create,
  flow: Flow,
  id: string,
  nodeOf: (id: string) => Node | undefined,
): Node {
  const node = create('bpmn:SequenceFlow', { id });
  writeBase(create, node, { name: flow.name });
  const [source, target] = [nodeOf(flow.from), nodeOf(flow.to)];
  if (source) {
    node.set('sourceRef', source);
    (source.get('outgoing') as Node[]).push(node);
  }
  if (target) {
    node.set('targetRef', target);
    (target.get('incoming') as Node[]).push(node);
  }
  if (!source || !target) addExtension(create, node, 'exact', []);
  if (flow.port !== undefined) node.set('perdura:port', flow.port);
  if (flow.conditions) {
    addExtension(create, node, 'conditions', flow.conditions);
    node.set('conditionExpression', expression(create, conditionText(flow.conditions)));
  }
  return node;
}

function put(holder: Node, property: 'flowElements' | 'artifacts', node: Node): void {
  (holder.get(property) as Node[]).push(node);
  node.$parent = holder;
}

function saidBy(element: Element, scope: Element | null) {
  switch (element.type) {
    case 'startEvent':
      return element.trigger.type === 'event' && isEventScope(scope) ? element.trigger : null;
    case 'intermediateCatchEvent':
    case 'intermediateThrowEvent':
    case 'boundaryEvent':
    case 'endEvent':
      return element;
    default:
      return null;
  }
}

/** The sub-process each element is put into; none where `parent` names none, goes in circles or lies too deep. */
function scopesOf(definition: Definition): ReadonlyMap<Element, Element> {
  const byId = new Map<string, Element>();
  for (const one of definition.elements) if (!byId.has(one.id)) byId.set(one.id, one);
  const scopeOf = (element: Element): Element | undefined => {
    const scope = byId.get(element.parent ?? '');
    return scope?.type === 'subProcess' ? scope : undefined;
  };
  const scopes = new Map<Element, Element>();
  for (const element of definition.elements) {
    const scope = scopeOf(element);
    let depth = 0;
    for (let at = scope; at && depth <= LIMITS.nesting; at = scopeOf(at)) depth += 1;
    if (scope && depth <= LIMITS.nesting) scopes.set(element, scope);
  }
  return scopes;
}

/** The names that these have in the document they came from, else their own ids or the next that is free. */
function name(
  parts: readonly { readonly id: string }[],
  taken: Set<string>,
  before: readonly { readonly id: string }[] = [],
  names: readonly string[] = [],
): readonly string[] {
  const known = new Map<string, string[]>();
  for (const [index, { id }] of before.entries()) {
    known.set(id, [...(known.get(id) ?? []), names[index] ?? '']);
  }
  return parts.map(({ id }) => known.get(id)?.shift() ?? freeName(id, taken));
}
