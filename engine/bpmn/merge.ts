/**
 * Lays what has changed since the import over the document that came in. Two documents are written, of the definition as
 * it came and as it is now; where they say the same, the document keeps its own words, whoever wrote them and whatever
 * they mean. Only what an element itself loses is lost: what hangs on it, leads to it or draws it.
 */
import { canonicalJson } from '../canonical.ts';
import type { Create } from './document.ts';
import { mergeDrawing } from './merge-drawing.ts';
import {
  childrenOf,
  extensionsOf,
  given,
  isA,
  isNode,
  type Node,
  nodeOf,
  nodesOf,
  within,
} from './node.ts';
import { dropExtension } from './settle.ts';
import { snapshot } from './snapshot.ts';
import type { Written } from './write-process.ts';

type Place = {
  readonly node: Node;
  readonly scope: string;
  readonly list: 'flowElements' | 'artifacts';
};

const LISTS = ['flowElements', 'artifacts'] as const;
const OWN_LISTS: ReadonlySet<string> = new Set(LISTS);

export function merge(
  create: Create,
  root: Node,
  process: Node,
  before: Written,
  after: Written,
): void {
  const [old, fresh] = [placesIn(before.process), placesIn(after.process)];
  let present = placesIn(process);
  const added = new Set<Node>();
  const scopeOf = (id: string): Node =>
    id === after.process.id ? process : (present.get(id)?.node ?? process);

  for (const [id, place] of fresh) {
    const was = old.get(id);
    const own = present.get(id);
    if (!was || !own) {
      if (was) continue;
      for (const list of LISTS)
        if (place.node.$descriptor.propertiesByName[list]) place.node.set(list, []);
      add(scopeOf(place.scope), place.list, place.node);
      added.add(place.node);
      present = new Map([...present, [id, place]]);
      continue;
    }
    const node = change(create, own.node, was.node, place.node);
    if (was.scope !== place.scope) {
      remove(own.node.$parent, own.list, own.node);
      add(scopeOf(place.scope), place.list, node);
    } else if (node !== own.node) replace(own.node.$parent, own.list, own.node, node);
    if (node !== own.node) present = new Map([...present, [id, { ...own, node }]]);
  }
  const gone = new Set<Node>();
  for (const id of old.keys()) {
    const place = fresh.has(id) ? undefined : present.get(id);
    if (!place) continue;
    remove(place.node.$parent, place.list, place.node);
    for (const node of within(place.node)) gone.add(node);
  }
  change(create, process, before.process, after.process);
  addRoots(root, after);
  rebind(root);
  relink(process, present);
  prune(root, gone);
  mergeDrawing({ create, root, process, before, after, added });
}

function placesIn(process: Node): Map<string, Place> {
  const places = new Map<string, Place>();
  const enter = (scope: Node): void => {
    for (const list of LISTS) {
      for (const node of nodesOf(scope, list)) {
        if (node.id) places.set(node.id, { node, scope: scope.id ?? '', list });
        if (isA(node, 'bpmn:SubProcess')) enter(node);
      }
    }
  };
  enter(process);
  return places;
}

/** Puts the differences between two writings into a third; the third comes back, or what had to take its place. */
function change(create: Create, own: Node, before: Node, after: Node): Node {
  if (canonicalJson(snapshot(before, OWN_LISTS)) === canonicalJson(snapshot(after, OWN_LISTS))) {
    return own;
  }
  const names = new Set([...propertiesOf(before), ...propertiesOf(after)]);
  const differing = [...names].filter((name) => !isSame(before, after, name));
  const lacks = differing.some((name) => !own.$descriptor.propertiesByName[name]);
  const isOther = own.$type !== after.$type && (before.$type !== after.$type || lacks);
  const target = isOther ? retyped(create, own, after.$type) : own;
  for (const name of differing) {
    if (name === 'bpmn:extensionElements') changeExtensions(create, target, before, after);
    else if (target.$descriptor.propertiesByName[name])
      changeProperty(create, target, before, after, name);
  }
  return target;
}

const propertiesOf = (node: Node): readonly string[] =>
  given(node).flatMap(({ property }) => {
    const { localName, name } = property.ns;
    const isElsewhere =
      OWN_LISTS.has(localName) || localName === 'incoming' || localName === 'outgoing';
    return isElsewhere || localName === 'id' ? [] : [name];
  });

function saidOf(node: Node, name: string): unknown {
  return given(node).find(({ property }) => property.ns.name === name)?.value;
}

function isSame(before: Node, after: Node, name: string): boolean {
  const plain = (node: Node): unknown =>
    (snapshot(node, OWN_LISTS) as Readonly<Record<string, unknown>>)[name];
  return canonicalJson(plain(before)) === canonicalJson(plain(after));
}

function changeProperty(create: Create, own: Node, before: Node, after: Node, name: string): void {
  const [was, is, has] = [saidOf(before, name), saidOf(after, name), saidOf(own, name)];
  const property = own.$descriptor.propertiesByName[name];
  if (property?.isReference || is === undefined) {
    own.set(name, is);
    return;
  }
  const [old, now, theirs] = [was, is, has].map((value) => [value].flat().filter(isNode));
  if (!old || !now || !theirs || now.length === 0) {
    own.set(name, is);
    return;
  }
  // Where one stands for one, what the document says beside it stays.
  const merged = now.map((node, index) => {
    const [its, counterpart] = [theirs[index], old[index]];
    const isPair =
      its && counterpart && counterpart.$type === node.$type && its.$type === node.$type;
    const result = isPair ? change(create, its, counterpart, node) : node;
    result.$parent = own;
    return result;
  });
  const further = old.length <= 1 ? theirs.slice(Math.max(old.length, now.length)) : [];
  own.set(name, Array.isArray(is) ? [...merged, ...further] : merged[0]);
}

function changeExtensions(create: Create, own: Node, before: Node, after: Node): void {
  for (const { $type } of extensionsOf(before)) dropExtension(own, $type);
  const values = extensionsOf(after);
  if (values.length === 0) return;
  const holder = nodeOf(own, 'extensionElements') ?? create('bpmn:ExtensionElements');
  holder.$parent = own;
  for (const value of values) {
    value.$parent = holder;
    (holder.get('values') as Node[]).push(value);
  }
  own.set('extensionElements', holder);
}

/** The same element as another type, with all that the other type has a place for. */
function retyped(create: Create, own: Node, type: string): Node {
  const node = create(type, { id: own.id });
  for (const { property, value } of given(own)) {
    if (node.$descriptor.propertiesByName[property.ns.name]) node.set(property.ns.name, value);
  }
  Object.assign(node.$attrs, own.$attrs);
  if (own.$parent) node.$parent = own.$parent;
  for (const child of childrenOf(node)) child.$parent = node;
  return node;
}

function add(scope: Node, list: string, node: Node): void {
  (scope.get(list) as Node[]).push(node);
  node.$parent = scope;
}

function remove(scope: Node | undefined, list: string, node: Node): void {
  scope?.set(
    list,
    nodesOf(scope, list).filter((one) => one !== node),
  );
}

function replace(scope: Node | undefined, list: string, node: Node, by: Node): void {
  scope?.set(
    list,
    nodesOf(scope, list).map((one) => (one === node ? by : one)),
  );
}

/** Messages, signals, errors and escalations that are newly spoken of. */
function addRoots(root: Node, after: Written): void {
  const own = nodesOf(root, 'rootElements');
  const known = new Set(own.map(({ id }) => id));
  const fresh = new Set(nodesOf(after.root, 'rootElements'));
  const named: Node[] = [];
  for (const node of within(root)) {
    for (const { property, value } of given(node)) {
      if (!property.isReference || !isNode(value) || !fresh.has(value) || known.has(value.id))
        continue;
      known.add(value.id);
      named.push(value);
    }
  }
  for (const node of named) node.$parent = root;
  if (named.length > 0) root.set('rootElements', [...named, ...own]);
}

/** References lead to what now stands under an id, whichever document it came from. */
function rebind(root: Node): void {
  const here = new Set(within(root));
  const byId = new Map<string, Node>();
  for (const node of here) if (node.id && !byId.has(node.id)) byId.set(node.id, node);
  const bound = (value: unknown): unknown =>
    isNode(value) && !here.has(value) ? (byId.get(value.id ?? '') ?? value) : value;
  for (const node of here) {
    for (const { property, value } of given(node)) {
      if (!property.isReference) continue;
      const isOff = [value].flat().some((one) => bound(one) !== one);
      if (isOff) node.set(property.ns.name, Array.isArray(value) ? value.map(bound) : bound(value));
    }
  }
}

/** What flows lead to and from, in both directions and to the elements that now stand there. */
function relink(process: Node, present: ReadonlyMap<string, Place>): void {
  const flows = [...present.values()]
    .map(({ node }) => node)
    .filter((node) => isA(node, 'bpmn:SequenceFlow'));
  const here = new Set([...within(process)]);
  for (const { node } of present.values()) {
    if (!isA(node, 'bpmn:FlowNode')) continue;
    for (const [list, end] of [
      ['incoming', 'targetRef'],
      ['outgoing', 'sourceRef'],
    ] as const) {
      const leading = flows.filter((flow) => here.has(flow) && nodeOf(flow, end)?.id === node.id);
      const listed = nodesOf(node, list).map(({ id }) => id);
      const kept = nodesOf(node, list).filter(({ id }) => leading.some((flow) => flow.id === id));
      const wanted = [...kept, ...leading.filter(({ id }) => !listed.includes(id))];
      if (wanted.length !== listed.length || kept.length !== listed.length) node.set(list, wanted);
    }
  }
}

/** Takes away what leads to something gone: flows, associations, message flows, borders; and whatever hangs on those. */
function prune(root: Node, gone: Set<Node>): void {
  const goneIds = new Set<string>();
  const all = new Set([...within(root)]);
  const stillThere = new Set([...all].map(({ id }) => id));
  const note = (node: Node): void => {
    if (node.id && !stillThere.has(node.id)) goneIds.add(node.id);
  };
  for (const node of gone) note(node);
  for (let again = goneIds.size > 0; again; ) {
    again = false;
    for (const node of within(root)) {
      if (!needsItsEnds(node)) continue;
      const leadsNowhere = given(node).some(
        ({ property, value }) =>
          property.isReference && isNode(value) && goneIds.has(value.id ?? ''),
      );
      if (!leadsNowhere || !node.$parent) continue;
      for (const { property, value } of given(node.$parent)) {
        if (!Array.isArray(value) || !value.includes(node)) continue;
        node.$parent.set(
          property.ns.name,
          value.filter((one) => one !== node),
        );
        for (const lost of within(node)) if (lost.id) goneIds.add(lost.id);
        again = true;
      }
    }
  }
  if (goneIds.size === 0) return;
  const isGone = (value: unknown): boolean => isNode(value) && goneIds.has(value.id ?? '');
  for (const node of within(root)) {
    for (const { property, value } of given(node)) {
      if (!property.isReference) continue;
      if (Array.isArray(value))
        node.set(
          property.ns.name,
          value.filter((one) => !isGone(one)),
        );
      else if (isGone(value)) node.set(property.ns.name, undefined);
    }
  }
}

const needsItsEnds = (node: Node): boolean =>
  isA(node, 'bpmn:SequenceFlow', 'bpmn:Association', 'bpmn:MessageFlow', 'bpmn:BoundaryEvent') ||
  isA(node, 'bpmndi:BPMNShape', 'bpmndi:BPMNEdge');
