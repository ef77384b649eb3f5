/**
 * A drawing as one SVG file: what the canvas shows, on white and in light colours, with nothing outside of itself. Words are text.
 * The same definition gives the same picture, character by character, in a browser and on a server.
 */
import type { Definition, Element, Flow } from '#engine/definition.ts';
import { withBelongings } from '#engine/edits.ts';
import { countInside, isCollapsed, shownOf } from '../collapsed.ts';
import { associationsFor, rectsFor, routesFor } from '../drawing.ts';
import { inDrawingOrder, liesAbove } from '../frames.ts';
import type { DrawnGroup } from '../groups.ts';
import { groupsOf } from '../groups.ts';
import { notesOf } from '../notes.ts';
import { pathOf } from '../route.ts';
import type { Say } from '../say.ts';
import type { Point, Rect } from '../shapes.ts';
import { boundsOf } from '../shapes.ts';
import { withLayout } from '../with-layout.ts';
import type { Names } from '../words.ts';
import { flowWords, nameOf, summaryOf } from '../words.ts';
import { COLOURS, elementShape } from './element-shape.ts';
import { escaped, tag } from './markup.ts';
import { noteLine, noteShape } from './note-shape.ts';
import { linesOf, textAt, widthOf } from './text.ts';

export type Picture = {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
};

type Options = {
  readonly names?: Names;
  /** Only these, with what lies in them and the flows among them; without it all. */
  readonly only?: readonly string[];
};

const FONTS = "Inter, 'Noto Sans Arabic', 'Segoe UI', system-ui, -apple-system, sans-serif";
/** Names beside circles and above diamonds reach this far out of their elements. */
const MARGIN = { x: 72, y: 56 };
const BESIDE = 48;
const LABEL = { size: 12, colour: COLOURS.text2, lines: 1, width: 176 } as const;

export const toSvg = (say: Say, given: Definition, { names, only }: Options = {}): Picture => {
  const definition = withLayout(given, (flow) => flowWords(say, given, flow, names));
  const rects = rectsFor(definition);
  const routes = routesFor(definition);
  const chosen = only && new Set(withBelongings(definition, only).map(({ id }) => id));
  const isDrawn = (id: string) => !chosen || chosen.has(id);
  const elements = inDrawingOrder(definition).filter(({ id }) => isDrawn(id));
  const flows = shownOf(definition).flows.filter(({ from, to }) => isDrawn(from) && isDrawn(to));
  const undoing = associationsFor(definition).filter(
    ({ from, to }) => isDrawn(from) && isDrawn(to),
  );
  const shapes = elements.map((element) => {
    const isFrame = element.type === 'subProcess' && !isCollapsed(definition, element.id);
    const markup = elementShape({
      element,
      rect: rects.get(element.id) ?? NOWHERE,
      name: nameOf(say, element),
      summary: summaryOf(say, element, names),
      inside: isCollapsed(definition, element.id) ? countInside(definition, element.id) : null,
      above: liesAbove(element, rects),
    });
    return { isFrame, markup };
  });
  const lines = flows.map((flow) => flowShape(flow, routes.get(flow.id)?.points ?? []));
  const labels = flows.map((flow) => {
    const at = routes.get(flow.id)?.label;
    return at ? labelShape(flowWords(say, definition, flow, names), at) : '';
  });
  const points = [
    ...flows.map(({ id }) => routes.get(id)?.points ?? []),
    ...undoing.map(({ points: way }) => way),
  ];
  const groups = groupsOf(definition).filter(({ group }) => group.elements.some(isDrawn));
  const notes = notesOf(definition).filter(
    ({ note }) => !chosen || (note.about !== undefined && chosen.has(note.about)),
  );
  const bounds = frameOf(
    [
      ...elements.map((element) => withCaption(element, rects.get(element.id) ?? NOWHERE)),
      ...groups.map(({ rect }) => rect),
      ...notes.map(({ rect }) => rect),
    ],
    points.flat(),
  );
  const svg = tag(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width: bounds.width,
      height: bounds.height,
      viewBox: `${bounds.x} ${bounds.y} ${bounds.width} ${bounds.height}`,
      'font-family': FONTS,
      role: 'img',
    },
    [
      tag('title', {}, [escaped(definition.name || definition.key)]),
      tag('rect', { ...bounds, fill: COLOURS.ground }),
      ...groups.map(groupShape),
      ...shapes.filter(({ isFrame }) => isFrame).map(({ markup }) => markup),
      ...undoing.map(({ points: way }) => undoShape(way)),
      ...notes.map(noteLine),
      ...lines,
      ...shapes.filter(({ isFrame }) => !isFrame).map(({ markup }) => markup),
      ...labels,
      ...notes.map(noteShape),
    ],
  );
  return { svg, width: bounds.width, height: bounds.height };
};

const NOWHERE: Rect = { x: 0, y: 0, width: 0, height: 0 };

/** The name of an event on a border stands beside it. */
const withCaption = ({ type }: Element, rect: Rect): Rect =>
  type === 'boundaryEvent' ? { ...rect, width: rect.width + BESIDE } : rect;

const flowShape = ({ id }: Flow, points: readonly Point[]): string => {
  const end = points.at(-1);
  const before = points.at(-2);
  if (!end || !before) return '';
  const angle = (Math.atan2(end.y - before.y, end.x - before.x) * 180) / Math.PI;
  return tag('g', { 'data-flow': id }, [
    tag('path', { d: pathOf(points), fill: 'none', stroke: COLOURS.line, 'stroke-width': 1.5 }),
    tag('path', {
      d: 'M0 0L-9 -4.5Q-7.5 0 -9 4.5Z',
      transform: `translate(${end.x} ${end.y}) rotate(${angle})`,
      fill: COLOURS.line,
    }),
  ]);
};

const groupShape = ({ group, rect }: DrawnGroup): string => {
  const look = { size: 12, weight: 600, colour: COLOURS.text2, lines: 1, width: rect.width - 32 };
  return tag('g', { 'data-group': group.id }, [
    tag('title', {}, [escaped(group.name ?? '')]),
    tag('rect', {
      ...rect,
      rx: 14,
      fill: 'none',
      stroke: COLOURS.line,
      'stroke-width': 1.5,
      'stroke-dasharray': '5 4',
    }),
    textAt(linesOf(group.name ?? '', look), { x: rect.x + 16, y: rect.y + 8 }, look, 'start'),
  ]);
};

const undoShape = (points: readonly Point[]): string =>
  tag('path', {
    d: pathOf(points),
    fill: 'none',
    stroke: COLOURS.line,
    'stroke-width': 1.5,
    'stroke-dasharray': '2 4',
    'stroke-linecap': 'round',
  });

/** On a ground of its own, so that its line does not strike it out. */
const labelShape = (text: string, at: Point): string => {
  const [line] = linesOf(text, LABEL);
  if (!line) return '';
  const width = Math.min(LABEL.width, widthOf(line, LABEL.size)) + 12;
  return tag('g', {}, [
    tag('title', {}, [escaped(text)]),
    tag('rect', {
      x: at.x - width / 2,
      y: at.y - 10,
      width,
      height: 20,
      rx: 4,
      fill: COLOURS.ground,
    }),
    textAt([line], { x: at.x, y: at.y - 7.5 }, LABEL, 'middle'),
  ]);
};

const frameOf = (rects: readonly Rect[], points: readonly Point[]): Rect => {
  const dots = points.map(({ x, y }) => ({ x, y, width: 0, height: 0 }));
  const inner = boundsOf([...rects, ...dots]);
  return {
    x: Math.floor(inner.x - MARGIN.x),
    y: Math.floor(inner.y - MARGIN.y),
    width: Math.ceil(inner.width + MARGIN.x * 2),
    height: Math.ceil(inner.height + MARGIN.y * 2),
  };
};
