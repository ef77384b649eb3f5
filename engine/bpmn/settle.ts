/**
 * The last hand at a document that was written: it is read again as an import would, and what was not understood word for
 * word is put beside it. So an export always comes in again as the definition it was made from.
 */
import type { Definition } from '../definition.ts';
import type { Create } from './document.ts';
import { corrections } from './exact.ts';
import { extensionsOf, type Node, nodeOf, nodesOf, textOf, within } from './node.ts';
import { type ReadProcess, readProcess } from './read-process.ts';
import { fittingIds } from './words.ts';
import { addExtension } from './write-events.ts';

type Ids = {
  readonly elements: readonly string[];
  readonly flows: readonly string[];
  readonly notes: readonly string[];
};

const silent = () => {};

export function settle(
  create: Create,
  root: Node,
  process: Node,
  definition: Definition,
  ids: Ids,
): void {
  forget(process);
  const first = readProcess(root, process, silent);
  setReferences(process, first, definition, ids);
  setOrder(create, process, first, ids);
  const read = readProcess(root, process, silent);
  const nodes = nodesById(process);
  const correct = (
    names: readonly string[],
    found: readonly object[],
    wanted: readonly string[],
    meant: readonly object[],
  ): void => {
    const places = new Map(wanted.map((id, index) => [id, index]));
    for (const [index, id] of names.entries()) {
      const [node, is, said] = [nodes.get(id), meant[places.get(id) ?? -1], found[index]];
      if (node && is && said) setExact(create, node, said, is);
    }
  };
  correct(read.names.elements, read.definition.elements, ids.elements, definition.elements);
  correct(read.names.flows, read.definition.flows, ids.flows, definition.flows);
  correct(read.names.notes, read.definition.notes ?? [], ids.notes, definition.notes ?? []);
  setExact(create, process, headOf(read.definition), headOf(definition));
}

/** All but what has elements and flows of its own; lists of notes and places only where they differ in kind. */
function headOf(definition: Definition): object {
  const { elements: _e, flows: _f, notes, origin: _o, ...head } = definition;
  return notes?.length === 0 ? { ...head, notes } : head;
}

function setExact(create: Create, node: Node, said: object, is: object): void {
  const list = corrections(said, is);
  if (list.length === 0) return;
  dropExtension(node, 'perdura:Exact');
  addExtension(create, node, 'exact', list);
}

/** Takes away what earlier exports had to add, but for the mark of those that lead nowhere. */
function forget(process: Node): void {
  dropExtension(process, 'perdura:Order');
  for (const node of within(process)) {
    const exact = extensionsOf(node).find(({ $type }) => $type === 'perdura:Exact');
    if (exact && isLoose(node)) exact.set('body', '[]');
    else if (exact) dropExtension(node, 'perdura:Exact');
  }
}

const isLoose = (node: Node): boolean =>
  node.$type === 'bpmn:SequenceFlow'
    ? !nodeOf(node, 'sourceRef') || !nodeOf(node, 'targetRef')
    : node.$type === 'bpmn:BoundaryEvent' && !nodeOf(node, 'attachedToRef');

export function dropExtension(node: Node, type: string): void {
  const holder = nodeOf(node, 'extensionElements');
  const all = holder ? nodesOf(holder, 'values') : [];
  const left = all.filter(({ $type }) => $type !== type);
  if (!holder || left.length === all.length) return;
  if (left.length === 0) node.set('extensionElements', undefined);
  else holder.set('values', left);
}

function setReferences(process: Node, read: ReadProcess, definition: Definition, ids: Ids): void {
  const nodes = nodesById(process);
  const { elements, flows, notes } = read.names;
  const inDocument = documentOrder(process, new Set([...elements, ...flows, ...notes]));
  const fitting = fittingIds(inDocument);
  const meant = [
    ...definition.elements.map(({ id }, index) => [ids.elements[index], id] as const),
    ...definition.flows.map(({ id }, index) => [ids.flows[index], id] as const),
    ...(definition.notes ?? []).map(({ id }, index) => [ids.notes[index], id] as const),
  ];
  for (const [name = '', id] of meant) {
    const node = nodes.get(name);
    if (!node) continue;
    if (fitting.get(name) !== id) node.set('perdura:ref', id);
    else if (textOf(node, 'perdura:ref') !== undefined) node.set('perdura:ref', undefined);
  }
}

/** The order in which ids are given: nodes, then flows, then texts, each as they stand. */
function documentOrder(process: Node, taken: ReadonlySet<string>): readonly string[] {
  const lists: [string[], string[], string[]] = [[], [], []];
  for (const node of within(process)) {
    if (!node.id || !taken.has(node.id)) continue;
    const list =
      node.$type === 'bpmn:SequenceFlow' ? 1 : node.$type === 'bpmn:TextAnnotation' ? 2 : 0;
    lists[list].push(node.id);
  }
  return lists.flat();
}

function setOrder(create: Create, process: Node, read: ReadProcess, ids: Ids): void {
  const order: Record<string, readonly string[]> = {};
  for (const name of ['elements', 'flows'] as const) {
    const wanted = ids[name];
    const same = wanted.length === read.names[name].length;
    if (!same || wanted.some((id, index) => id !== read.names[name][index])) order[name] = wanted;
  }
  if (Object.keys(order).length > 0) addExtension(create, process, 'order', order);
}

export function nodesById(process: Node): ReadonlyMap<string, Node> {
  const found = new Map<string, Node>();
  for (const node of within(process)) if (node.id && !found.has(node.id)) found.set(node.id, node);
  return found;
}
