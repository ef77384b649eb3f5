/**
 * From the document to what React Flow draws: a pure function of definition, findings, selection, positions in mid-drag
 * and, for a run, its layer. React Flow holds nothing of its own that could differ from the definition; what did not
 * change keeps its identity, so that a large drawing repaints only what did.
 */
import type { Edge, Node } from '@xyflow/react';
import { countInside, isCollapsed, shownFor, shownOf } from '#designer/ui/diagram/collapsed.ts';
import type { Moved } from '#designer/ui/diagram/drawing.ts';
import { associationsFor, rectsFor, routesFor } from '#designer/ui/diagram/drawing.ts';
import type { ElementState } from '#designer/ui/diagram/ElementBox.tsx';
import { isBeside } from '#designer/ui/diagram/event-kind.ts';
import { depthsOf, liesAbove } from '#designer/ui/diagram/frames.ts';
import { groupsOf } from '#designer/ui/diagram/groups.ts';
import type { Say } from '#designer/ui/diagram/say.ts';
import type { Point, Rect } from '#designer/ui/diagram/shapes.ts';
import type { Names } from '#designer/ui/diagram/words.ts';
import { flowWords, kindOf, loopWords, nameOf, summaryOf } from '#designer/ui/diagram/words.ts';
import type { Definition, Element, Group } from '#engine/definition.ts';
import { isActivity } from '#engine/definition.ts';
import type { Finding, Level } from '#engine/lint/index.ts';
import type { Selection } from '../editor/editor.tsx';

export type ElementData = {
  readonly element: Element;
  readonly name: string;
  readonly summary: string;
  readonly level: Level | null;
  readonly findings: number;
  readonly readOnly: boolean;
  /** It would take up what is being dragged. */
  readonly receives: boolean;
  /** The only thing selected: its acts are shown beside it. */
  readonly alone: boolean;
  readonly mark: ElementMark | null;
  /** How much lies in a collapsed sub-process; null where nothing is hidden. */
  readonly inside: number | null;
  /** It lies on the upper border of what it belongs to. */
  readonly above: boolean;
};
export type ElementNode = Node<ElementData, 'element'>;

export type GroupData = { readonly group: Group; readonly readOnly: boolean };
export type GroupNode = Node<GroupData, 'group'>;
export type AnyNode = ElementNode | GroupNode;

/** Groups have ids of their own among the nodes: an element may be called as a group is. */
const GROUP_PREFIX = 'group:';
export const groupIn = (definition: Definition, node: string): Group | undefined =>
  definition.groups?.find(({ id }) => node === `${GROUP_PREFIX}${id}`);

export type FlowData = {
  readonly points: readonly Point[];
  readonly at: Point;
  readonly label: string;
  readonly level: Level | null;
  readonly readOnly: boolean;
  readonly alone: boolean;
  readonly mark?: FlowMark | null;
  /** Joins an activity with what undoes it: dotted, and nothing to choose. */
  readonly isAssociation?: boolean;
};
export type FlowEdge = Edge<FlowData, 'flow'>;

/** What is laid over an element: how it stands in a rehearsal, or how often it was come to. */
export type ElementMark = {
  readonly state?: ElementState;
  readonly tokens: number;
  /** Running on by itself stops here. */
  readonly isBreak: boolean;
  readonly count?: number;
  /** Of a collapsed sub-process: how much of what it hides was come to. */
  readonly inside?: { readonly reached: number; readonly all: number };
  /** Said to who cannot see it. */
  readonly said: string;
};
export type FlowMark = { readonly state?: 'taken' | 'ahead'; readonly count?: number };

export type Layer = {
  readonly elements: ReadonlyMap<string, ElementMark>;
  readonly flows: ReadonlyMap<string, FlowMark>;
};

export type Drawing = {
  readonly nodes: readonly ElementNode[];
  readonly groups: readonly GroupNode[];
  readonly edges: readonly FlowEdge[];
};

export type Subject = {
  readonly say: Say;
  readonly definition: Definition;
  readonly names?: Names;
  readonly findings?: readonly Finding[];
  readonly selection?: Selection;
  readonly moved?: Moved;
  /** The sub-process that takes up what is dragged. */
  readonly into?: string;
  readonly readOnly?: boolean;
  readonly layer?: Layer | null;
};

/** What is said of each element and flow. It does not change while something is dragged, so it is kept from frame to frame. */
type Words = {
  readonly elements: ReadonlyMap<string, ElementWords>;
  readonly flows: ReadonlyMap<string, FlowWords>;
};
type ElementWords = {
  readonly name: string;
  readonly summary: string;
  readonly kind: string;
  /** What is shown by its place and its marks: repeated, on the border of, inside of. */
  readonly more: readonly string[];
};
type FlowWords = { readonly label: string; readonly aria: string };
type Kept = { readonly say: Say; readonly names: Names; readonly words: Words };

const kept = new WeakMap<Definition, Kept>();
const NO_NAMES: Names = {};

const wordsOf = ({ say, definition, names = NO_NAMES }: Subject): Words => {
  const known = kept.get(definition);
  if (known?.say === say && known.names === names) return known.words;
  const byId = new Map(definition.elements.map((element) => [element.id, element]));
  const called = (id: string): string => {
    const element = byId.get(id);
    return element ? nameOf(say, element) : id;
  };
  const elements = new Map(
    definition.elements.map((element): [string, ElementWords] => [
      element.id,
      {
        name: nameOf(say, element),
        summary: summaryOf(say, element, names),
        kind: kindOf(say, element),
        more: moreOf(say, element, called),
      },
    ]),
  );
  const flows = new Map(
    definition.flows.map((flow): [string, FlowWords] => {
      const label = flowWords(say, definition, flow, names);
      const from = elements.get(flow.from)?.name ?? flow.from;
      const to = elements.get(flow.to)?.name ?? flow.to;
      return [flow.id, { label, aria: flowLabelOf(say, from, to, label) }];
    }),
  );
  const words = { elements, flows };
  kept.set(definition, { say, names, words });
  return words;
};

const NOWHERE: Rect = { x: 0, y: 0, width: 0, height: 0 };

/** Frames under their contents and under all lines, events on a border over what they lie on. */
const layerOf = ({ type }: Element, depth: number): number =>
  type === 'subProcess' ? depth - 100 : type === 'boundaryEvent' ? 2 : 1;

const UNSAID: ElementWords = { name: '', summary: '', kind: '', more: [] };

export const toFlow = (subject: Subject, before?: Drawing): Drawing => {
  const { say, definition, findings = [], selection, moved, readOnly = false, layer } = subject;
  const words = wordsOf(subject);
  const shown = shownOf(definition);
  const levels = levelsOf(definition, findings);
  const routes = routesFor(definition, moved);
  const chosen = new Set(selection?.elements);
  const chosenFlows = new Set(selection?.flows);
  const lastChosen = selection?.elements.at(-1) ?? definition.elements[0]?.id ?? '';
  const tabStop = shownFor(definition, lastChosen);
  const alone = moved?.size ? undefined : onlyOne(selection);
  const rects = rectsFor(definition, moved);
  const depths = depthsOf(definition);
  const nodes = shown.elements.map((element): ElementNode => {
    const { x, y, ...size } = rects.get(element.id) ?? NOWHERE;
    const own = levels.get(element.id);
    const said = words.elements.get(element.id) ?? UNSAID;
    const mark = layer?.elements.get(element.id) ?? null;
    const inside = isCollapsed(definition, element.id) ? countInside(definition, element.id) : null;
    return {
      id: element.id,
      type: 'element',
      position: { x, y },
      ...size,
      measured: size,
      zIndex: inside === null ? layerOf(element, depths.get(element.id) ?? 0) : 1,
      selected: chosen.has(element.id),
      dragging: moved?.has(element.id) ?? false,
      // One stop for Tab; arrow keys go on from there.
      focusable: element.id === tabStop,
      // React Flow says what it is only of what can have the focus.
      ariaRole: 'group',
      ariaLabel: ariaLabelOf(say, said, own?.count ?? 0, mark, inside),
      data: {
        element,
        name: said.name,
        summary: said.summary,
        level: own?.level ?? null,
        findings: own?.count ?? 0,
        readOnly,
        receives: subject.into === element.id && !moved?.has(element.id),
        alone: alone === element.id,
        mark,
        inside,
        above: liesAbove(element, rects),
      },
    };
  });
  const edges = shown.flows.flatMap((flow): FlowEdge[] => {
    const route = routes.get(flow.id);
    if (!route) return [];
    const said = words.flows.get(flow.id);
    return [
      {
        id: flow.id,
        type: 'flow',
        source: flow.from,
        target: flow.to,
        selected: chosenFlows.has(flow.id),
        focusable: false,
        ariaLabel: said?.aria ?? '',
        data: {
          points: route.points,
          at: route.label,
          label: said?.label ?? '',
          level: levels.get(flow.id)?.level ?? null,
          readOnly,
          alone: alone === flow.id,
          mark: layer?.flows.get(flow.id) ?? null,
        },
      },
    ];
  });
  for (const { id, from, to, points } of associationsFor(definition, moved)) {
    edges.push({
      id,
      type: 'flow',
      source: from,
      target: to,
      selectable: false,
      focusable: false,
      ariaLabel: say('canvas.flow.undoes', {
        name: words.elements.get(from)?.name ?? from,
        by: words.elements.get(to)?.name ?? to,
      }),
      data: { ...BARE, points, at: points[0] ?? NOWHERE, isAssociation: true },
    });
  }
  const groups = groupsOf(definition, moved).map(({ group, rect }): GroupNode => {
    const { x, y, ...size } = rect;
    return {
      id: `${GROUP_PREFIX}${group.id}`,
      type: 'group',
      position: { x, y },
      ...size,
      measured: size,
      zIndex: -200,
      selectable: false,
      focusable: false,
      connectable: false,
      dragHandle: `.${GROUP_HANDLE}`,
      style: { pointerEvents: 'none' },
      ariaRole: 'group',
      ariaLabel: say('canvas.group.holds', {
        name: group.name || say('canvas.group'),
        count: group.elements.length,
      }),
      data: { group, readOnly },
    };
  });
  return {
    nodes: keepSame(nodes, before?.nodes),
    groups: keepSame(groups, before?.groups),
    edges: keepSame(edges, before?.edges),
  };
};

const BARE = { label: '', level: null, readOnly: true, alone: false } as const;

const onlyOne = (selection: Selection | undefined): string | undefined => {
  const ids = selection ? [...selection.elements, ...selection.flows] : [];
  return ids.length === 1 ? ids[0] : undefined;
};

/** By this part of it a group is dragged. */
export const GROUP_HANDLE = 'group-handle';

const LEVELS: readonly Level[] = ['error', 'warning', 'hint'];

/**
 * The worst level and the number of findings of each element and flow. A finding of a flow counts for that alone; what is
 * found inside of a collapsed sub-process counts for its box.
 */
const levelsOf = (definition: Definition, findings: readonly Finding[]) => {
  const levels = new Map<string, { level: Level; count: number }>();
  const sources = new Map(definition.flows.map(({ id, from }) => [id, from]));
  for (const { element, flow, level } of findings) {
    const lies = (flow === undefined ? undefined : sources.get(flow)) ?? element;
    const box = lies === undefined ? undefined : shownFor(definition, lies);
    for (const id of new Set([box === lies ? (flow ?? element) : box])) {
      if (!id) continue;
      const known = levels.get(id);
      const worse = !known || LEVELS.indexOf(level) < LEVELS.indexOf(known.level);
      levels.set(id, { level: worse ? level : known.level, count: (known?.count ?? 0) + 1 });
    }
  }
  return levels;
};

const ariaLabelOf = (
  say: Say,
  { name, summary, kind, more }: ElementWords,
  findings: number,
  mark: ElementMark | null,
  inside: number | null,
): string => {
  const parts = [name === kind ? name : `${name}, ${kind}`];
  if (summary) parts.push(summary);
  if (inside !== null) parts.push(say('canvas.collapsed', { count: inside }));
  parts.push(...more);
  if (findings > 0) parts.push(say('canvas.findings.count', { count: findings }));
  if (mark?.said) parts.push(mark.said);
  return parts.join(', ');
};

const moreOf = (say: Say, element: Element, called: (id: string) => string): readonly string[] => {
  const more: string[] = [];
  if (isActivity(element) && element.loop) more.push(loopWords(say, element.loop));
  if (isBeside(element)) more.push(say('canvas.summary.beside'));
  if (element.type === 'boundaryEvent')
    more.push(say('canvas.summary.on', { name: called(element.attachedTo) }));
  else if (element.parent !== undefined)
    more.push(say('canvas.summary.in', { name: called(element.parent) }));
  return more;
};

/** “From Dear? to Owner agrees, when: cost > 1000” */
const flowLabelOf = (say: Say, from: string, to: string, when: string): string =>
  when
    ? say('canvas.flow.fromToWhen', { from, to, when })
    : say('canvas.flow.fromTo', { from, to });

const keepSame = <Item extends { readonly id: string; readonly data?: object }>(
  items: readonly Item[],
  before: readonly Item[] = [],
): readonly Item[] => {
  const known = new Map(before.map((item) => [item.id, item]));
  return items.map((item) => {
    const old = known.get(item.id);
    return old && isSame(old, item) ? old : item;
  });
};

/** Equal to the depth at which nodes and edges hold values: positions, sizes and data are compared by content. */
const isSame = (a: object, b: object): boolean => {
  const left: Readonly<Record<string, unknown>> = { ...a };
  const right: Readonly<Record<string, unknown>> = { ...b };
  return Object.keys(right).every((key) => {
    const x = left[key];
    const y = right[key];
    if (x === y) return true;
    return isNested(key) && isObject(x) && isObject(y) && isSame(x, y);
  });
};

const isNested = (key: string) =>
  ['data', 'position', 'measured', 'at', 'mark', 'style'].includes(key);
const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
