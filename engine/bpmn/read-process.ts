/**
 * One process of a document as a definition. Elements come in the order of the document, each before what lies in it.
 * Reading the same document again gives the same ids: an export finds the elements of the document by them.
 */
import type { Condition } from '../condition.ts';
import type { Definition, Element, Flow, Note } from '../definition.ts';
import { LIMITS, NOTE_LENGTH, NOTE_SIZE } from '../definition.ts';
import { isObject } from '../json.ts';
import { isDefinition } from '../lint/schema.ts';
import { applyExact } from './exact.ts';
import { held, isA, type Node, nodeOf, nodesOf, textOf } from './node.ts';
import { readCollapsed, readLayout, shapesOf } from './read-drawing.ts';
import { cut, isTaken, readBase, readElement } from './read-element.ts';
import { eventDefinitionsOf } from './read-events.ts';
import type { Reading, Undo } from './reading.ts';
import { BpmnError } from './refusal.ts';
import type { Say } from './report.ts';
import { conditionText } from './spelling.ts';
import { fittingIds, freeName, isId, isKey, keyFrom } from './words.ts';

export type ReadProcess = {
  readonly definition: Definition;
  readonly process: Node;
  /** The ids that the document has for ours, in the order of elements, flows and notes. */
  readonly names: Names;
  readonly held: ReadonlySet<Node>;
};

export type Names = {
  readonly elements: readonly string[];
  readonly flows: readonly string[];
  readonly notes: readonly string[];
  /** `bpmn:Message order` → the id of the message with that name. */
  readonly roots: ReadonlyMap<string, string>;
  /** Activity → the border event and the association that lead to what undoes it. */
  readonly undo: ReadonlyMap<string, { readonly boundary: string; readonly association: string }>;
  /** Note → the association that joins it with what it is about, and in which direction. */
  readonly about: ReadonlyMap<
    string,
    { readonly association: string; readonly isFromNote: boolean }
  >;
};

type Contents = {
  readonly nodes: Node[];
  readonly flows: Node[];
  readonly artifacts: Node[];
};

export function readProcess(root: Node, process: Node, say: Say): ReadProcess {
  const contents = collect(process);
  const isBorder = (node: Node) => isA(node, 'bpmn:BoundaryEvent');
  const taken = new Set(contents.nodes.filter(isTaken));
  for (const node of contents.nodes) {
    const host = nodeOf(node, 'attachedToRef');
    const isLoose = host ? !taken.has(host) : held(node, 'exact') === undefined;
    if (isBorder(node) && isLoose) taken.delete(node);
  }
  const nodes = contents.nodes.filter((node) => taken.has(node));
  const leads = (flow: Node, end: string): boolean => {
    const node = nodeOf(flow, end);
    return node ? taken.has(node) : held(flow, 'exact') !== undefined;
  };
  const flows = contents.flows.filter((one) => leads(one, 'sourceRef') && leads(one, 'targetRef'));
  const notes = contents.artifacts.filter((one) => isA(one, 'bpmn:TextAnnotation'));
  const drawn = shapesOf(root);
  const drawnNotes = notes.filter((note) => drawn.has(note));
  if (
    nodes.length > LIMITS.elements ||
    flows.length > LIMITS.flows ||
    drawnNotes.length > LIMITS.elements
  ) {
    throw new BpmnError(
      'too_large',
      `A process may have ${LIMITS.elements} elements and ${LIMITS.flows} flows.`,
    );
  }
  const ids = idsOf([...nodes, ...flows, ...drawnNotes]);
  const understood = new Set<Node>([process]);
  const roots = new Map<string, string>();
  const undoes = undoOf(contents, taken);
  const reading: Reading = {
    say,
    trusts: true,
    hold: (node) => understood.add(node),
    idOf: (node) => (node ? ids.get(node) : undefined),
    root: (node, name) => {
      understood.add(node);
      const key = `${node.$type} ${name}`;
      if (!roots.has(key) && node.id) roots.set(key, node.id);
    },
    undoOf: (activity) => undoes.get(activity),
  };
  const elements = nodes.map((node) => {
    understood.add(node);
    return readElement(node, reading, parentOf(node, process, ids));
  });
  const readFlows = flows.map((flow) => readFlow(flow, reading));
  const lines = linesOf(drawnNotes, contents.artifacts, taken);
  const layout = readLayout(nodes, drawn, ids);
  const collapsed = readCollapsed(nodes, drawn, ids);
  const definition = {
    ...readHead(process, root, reading),
    elements,
    flows: readFlows,
    ...(drawnNotes.length > 0
      ? { notes: drawnNotes.map((note) => readNote(note, drawn, lines.get(note), reading)) }
      : {}),
    ...(Object.keys(layout).length > 0 ? { layout } : {}),
    ...(collapsed.length > 0 ? { collapsed } : {}),
  };
  applyExact(process, definition);
  const undo = new Map(
    [...undoes].flatMap(([activity, { boundary, association }]) => {
      const id = ids.get(activity);
      return id === undefined
        ? []
        : [[id, { boundary: boundary.id ?? '', association: association.id ?? '' }] as const];
    }),
  );
  const about = new Map(
    [...lines].map(([note, { association, isFromNote }]) => [
      ids.get(note) ?? '',
      { association: association.id ?? '', isFromNote },
    ]),
  );
  const xmlIds = (list: readonly Node[]) => list.map(({ id }) => id ?? '');
  const ordered = inOrder(process, definition, xmlIds(nodes), xmlIds(flows));
  return {
    definition: ordered.definition,
    process,
    held: understood,
    names: { ...ordered.names, notes: xmlIds(drawnNotes), roots, undo, about },
  };
}

/** Everything in the process and its sub-processes; ids are given to what has none. */
function collect(process: Node): Contents {
  const found: Contents = { nodes: [], flows: [], artifacts: [] };
  const used = new Set<string>();
  const enter = (scope: Node, depth: number): void => {
    if (depth > LIMITS.nesting + 1) {
      throw new BpmnError('too_large', `Sub-processes may lie ${LIMITS.nesting} deep.`);
    }
    for (const one of nodesOf(scope, 'flowElements')) {
      one.id ||= freeName(`${one.$type.slice('bpmn:'.length)}_without_id`, used);
      one.$parent ??= scope;
      if (isA(one, 'bpmn:SequenceFlow')) found.flows.push(one);
      else if (isA(one, 'bpmn:FlowNode')) found.nodes.push(one);
      if (isA(one, 'bpmn:SubProcess') && isTaken(one)) enter(one, depth + 1);
    }
    for (const one of nodesOf(scope, 'artifacts')) {
      one.id ||= freeName(`${one.$type.slice('bpmn:'.length)}_without_id`, used);
      found.artifacts.push(one);
    }
  };
  enter(process, 1);
  return found;
}

function idsOf(nodes: readonly Node[]): ReadonlyMap<Node, string> {
  const fitting = fittingIds(nodes.map(({ id }) => id ?? ''));
  return new Map(
    nodes.map((node) => {
      const ours = textOf(node, 'perdura:ref');
      return [node, ours !== undefined && isId(ours) ? ours : (fitting.get(node.id ?? '') ?? '')];
    }),
  );
}

function parentOf(node: Node, process: Node, ids: ReadonlyMap<Node, string>): string | undefined {
  return node.$parent && node.$parent !== process ? ids.get(node.$parent) : undefined;
}

function undoOf({ nodes, artifacts }: Contents, taken: ReadonlySet<Node>): Map<Node, Undo> {
  const found = new Map<Node, Undo>();
  for (const boundary of nodes) {
    const [event, ...others] = eventDefinitionsOf(boundary);
    const activity = nodeOf(boundary, 'attachedToRef');
    if (event?.$type !== 'bpmn:CompensateEventDefinition' || others.length > 0) continue;
    if (!activity || !taken.has(activity) || found.has(activity)) continue;
    const association = artifacts.find(
      (one) => isA(one, 'bpmn:Association') && nodeOf(one, 'sourceRef') === boundary,
    );
    const handler = association && nodeOf(association, 'targetRef');
    if (association && handler && taken.has(handler) && isA(activity, 'bpmn:Activity')) {
      found.set(activity, { boundary, association, handler });
    }
  }
  return found;
}

function readFlow(flow: Node, reading: Reading): Flow {
  reading.hold(flow);
  const read: Record<string, unknown> = {
    id: reading.idOf(flow) ?? '',
    from: reading.idOf(nodeOf(flow, 'sourceRef')) ?? '',
    to: reading.idOf(nodeOf(flow, 'targetRef')) ?? '',
  };
  const port = textOf(flow, 'perdura:port');
  if (port !== undefined && isId(port)) read.port = port;
  const name = textOf(flow, 'name');
  if (name !== undefined) read.name = cut(flow, name, LIMITS.nameLength, reading);
  const expression = nodeOf(flow, 'conditionExpression');
  const text = expression && textOf(expression, 'body')?.trim();
  const ours = held(flow, 'conditions') as Condition | undefined;
  if (expression && isFittingCondition(ours) && conditionText(ours).trim() === text) {
    reading.hold(expression);
    read.conditions = ours;
  } else if (expression && text) {
    reading.hold(expression);
    reading.say('rewrite', flow, [text]);
  }
  if (held(flow, 'exact') === undefined) return read as Flow;
  const plain = { ...read };
  applyExact(flow, read);
  return (isFittingFlow(read) ? read : plain) as Flow;
}

const isFittingFlow = (flow: unknown): boolean =>
  isDefinition({ key: 'one', name: '', elements: [], flows: [flow] });

const isFittingCondition = (condition: unknown): condition is Condition =>
  isObject(condition) && isFittingFlow({ id: 'f', from: 'a', to: 'b', conditions: condition });

/** Which element a note is about: the first that a line joins it with. */
type Line = { readonly association: Node; readonly element: Node; readonly isFromNote: boolean };

function linesOf(
  notes: readonly Node[],
  artifacts: readonly Node[],
  taken: ReadonlySet<Node>,
): ReadonlyMap<Node, Line> {
  const drawn = new Set(notes);
  const lines = new Map<Node, Line>();
  for (const association of artifacts) {
    if (!isA(association, 'bpmn:Association')) continue;
    const [source, target] = [nodeOf(association, 'sourceRef'), nodeOf(association, 'targetRef')];
    if (!source || !target) continue;
    const isFromNote = drawn.has(source);
    const [note, element] = isFromNote ? [source, target] : [target, source];
    if (drawn.has(note) && taken.has(element) && !lines.has(note))
      lines.set(note, { association, element, isFromNote });
  }
  return lines;
}

const isNoteLength = (length: number): boolean =>
  length >= NOTE_LENGTH.minimum && length <= NOTE_LENGTH.maximum;

function readNote(
  note: Node,
  drawn: ReturnType<typeof shapesOf>,
  line: Line | undefined,
  reading: Reading,
): Note {
  reading.hold(note);
  if (line) reading.hold(line.association);
  const shape = drawn.get(note);
  const { x = 0, y = 0 } = shape?.at ?? {};
  const text = cut(note, textOf(note, 'text') ?? '', LIMITS.textLength, reading);
  const about = reading.idOf(line?.element);
  const read: Record<string, unknown> = { id: reading.idOf(note) ?? '', text, x, y };
  for (const side of ['width', 'height'] as const) {
    const length = shape?.[side];
    if (length !== undefined && length !== NOTE_SIZE[side] && isNoteLength(length))
      read[side] = length;
  }
  if (about !== undefined) read.about = about;
  applyExact(note, read);
  return read as Note;
}

function readHead(
  process: Node,
  root: Node,
  reading: Reading,
): { key: string; name: string; description?: string; variables?: Record<string, unknown> } {
  const { name, documentation } = readBase(process, reading);
  const participant = participantOf(root, process);
  const shown = participant && textOf(participant, 'name');
  const known = name ?? shown?.slice(0, LIMITS.nameLength) ?? process.id ?? '';
  const ours = textOf(process, 'perdura:key');
  const key =
    ours !== undefined && isKey(ours)
      ? ours
      : [known, process.id ?? ''].map(keyFrom).find((one) => one);
  const variables = held(process, 'variables');
  return {
    key: key ?? 'process',
    name: known,
    ...(documentation === undefined ? {} : { description: documentation }),
    ...(isObject(variables) ? { variables } : {}),
  };
}

export function participantOf(root: Node, process: Node): Node | undefined {
  for (const one of nodesOf(root, 'rootElements')) {
    if (!isA(one, 'bpmn:Collaboration')) continue;
    const found = nodesOf(one, 'participants').find(
      (participant) => nodeOf(participant, 'processRef') === process,
    );
    if (found) return found;
  }
  return undefined;
}

/** Elements and flows in the order that our extension remembers; what it does not name follows what it came after. */
function inOrder(
  process: Node,
  definition: Definition,
  elements: readonly string[],
  flows: readonly string[],
): { definition: Definition; names: Pick<Names, 'elements' | 'flows'> } {
  const order = held(process, 'order');
  const placesOf = (name: string, ids: readonly string[]): readonly number[] => {
    const list = isObject(order) && Array.isArray(order[name]) ? order[name] : [];
    const places = new Map(list.map((id: unknown, index) => [id, index]));
    let last = -1;
    const wanted = ids.map((id) => {
      last = places.get(id) ?? last;
      return last;
    });
    const byPlace = (one: number, other: number) => (wanted[one] ?? 0) - (wanted[other] ?? 0);
    return ids.map((_, index) => index).sort(byPlace);
  };
  const sorted = <T>(items: readonly T[], places: readonly number[]): T[] =>
    places.flatMap((place) => items.slice(place, place + 1));
  const elementPlaces = placesOf('elements', elements);
  const flowPlaces = placesOf('flows', flows);
  return {
    definition: {
      ...definition,
      elements: sorted<Element>(definition.elements, elementPlaces),
      flows: sorted<Flow>(definition.flows, flowPlaces),
    },
    names: { elements: sorted(elements, elementPlaces), flows: sorted(flows, flowPlaces) },
  };
}

/** The processes of a document, those without elements too. */
export const processesOf = (root: Node): readonly Node[] =>
  nodesOf(root, 'rootElements').filter((one) => isA(one, 'bpmn:Process'));

export const hasElements = (process: Node): boolean =>
  nodesOf(process, 'flowElements').some((one) => isA(one, 'bpmn:FlowNode'));
