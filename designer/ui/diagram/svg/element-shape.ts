/** One element in a picture: the same shapes, signs and words as in the drawing, in light colours. */
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { isActivity } from '#engine/definition/is-activity.ts';
import type { Element } from '#engine/definition.ts';
import { linesBelow, roomIn } from '../box-lines.ts';
import { actorOf, iconOf } from '../element-icon.ts';
import { isBeside } from '../event-kind.ts';
import type { Rect } from '../shapes.ts';
import { shapeOf } from '../shapes.ts';
import { escaped as escapedTitle, tag } from './markup.ts';
import type { TextLook } from './text.ts';
import { LINE, linesOf, textAt } from './text.ts';

/** The light colours of `tokens.css`: a picture looks the same wherever it is shown. */
export const COLOURS = {
  ground: '#ffffff',
  line: '#8a91a0',
  rim: '#d2d5dc',
  sunken: '#f3f4f6',
  tint: '#fafafb',
  text: '#1a1d23',
  text2: '#4d5563',
  text3: '#626a79',
  accentSoft: '#ecedfb',
  accentText: '#3f48b5',
} as const;

export type Drawn = {
  readonly element: Element;
  readonly rect: Rect;
  readonly name: string;
  readonly summary: string;
  /** How much a collapsed sub-process holds; null for everything else. */
  readonly inside: number | null;
  /** It lies on the upper border of what it belongs to. */
  readonly above: boolean;
};

const NAME: TextLook = { size: 13, weight: 550, colour: COLOURS.text, lines: 2, width: 0 };
const SUMMARY: TextLook = { size: 12, colour: COLOURS.text3, lines: 1, width: 0 };

export const elementShape = (drawn: Drawn): string => {
  const { element, name, summary, inside } = drawn;
  const shape = inside === null ? shapeOf(element.type) : 'box';
  const title = summary ? `${name}: ${summary}` : name;
  const parts =
    shape === 'box' ? box(drawn) : shape === 'frame' ? frame(drawn) : sign(drawn, shape);
  return tag('g', { 'data-element': element.id }, [
    tag('title', {}, [escapedTitle(title)]),
    ...parts,
  ]);
};

const box = ({ element, rect, name, summary, inside }: Drawn): readonly string[] => {
  const { x, y, width, height } = rect;
  const isPerson = actorOf(element) === 'people';
  const room = roomIn(width) - (inside === null ? 0 : 40);
  const look = { ...NAME, width: room, lines: summary ? 2 : 3 };
  const lines = linesOf(name, look);
  const below = linesOf(summary, { ...SUMMARY, width: room, lines: linesBelow(name, room) });
  const tall = lines.length * NAME.size * LINE + below.length * SUMMARY.size * LINE;
  const top = y + (height - tall) / 2;
  return [
    tag('rect', {
      x,
      y,
      width,
      height,
      rx: 10,
      fill: COLOURS.ground,
      stroke: element.type === 'callActivity' ? COLOURS.line : COLOURS.rim,
      'stroke-width': element.type === 'callActivity' ? 3 : 1,
      'stroke-dasharray': isDashed(element) ? '5 4' : undefined,
    }),
    tag('rect', {
      x: x + 12,
      y: y + height / 2 - 16,
      width: 32,
      height: 32,
      rx: 8,
      fill: isPerson ? COLOURS.accentSoft : COLOURS.sunken,
    }),
    icon(
      element,
      { x: x + 19, y: y + height / 2 - 9 },
      18,
      isPerson ? COLOURS.accentText : COLOURS.text2,
    ),
    textAt(lines, { x: x + 54, y: top }, look, 'start'),
    textAt(
      below,
      { x: x + 54, y: top + lines.length * NAME.size * LINE },
      { ...SUMMARY, width: room },
      'start',
    ),
    ...(inside === null ? [] : [plus(x + width - 44, y + height / 2, inside)]),
    ...marks(element, rect),
  ];
};

const frame = ({ element, rect, name, summary }: Drawn): readonly string[] => {
  const { x, y, width, height } = rect;
  const look = { ...NAME, width: width - 48, lines: 1 };
  return [
    tag('rect', {
      x,
      y,
      width,
      height,
      rx: 14,
      fill: COLOURS.tint,
      stroke: COLOURS.line,
      'stroke-width': 1.5,
      'stroke-dasharray': isDashed(element) ? '5 4' : undefined,
    }),
    icon(element, { x: x + 14, y: y + 10 }, 15, COLOURS.text2),
    textAt(
      linesOf(summary ? `${name} · ${summary}` : name, look),
      { x: x + 36, y: y + 9 },
      look,
      'start',
    ),
    ...marks(element, rect),
  ];
};

type Sign = 'circle' | 'border' | 'diamond';

const sign = (drawn: Drawn, shape: Sign): readonly string[] => {
  const { element, rect } = drawn;
  const center = { x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 };
  const size = shape === 'circle' ? 20 : shape === 'border' ? 14 : 18;
  const outline =
    shape === 'diamond'
      ? [
          tag('rect', {
            x: center.x - 15.5,
            y: center.y - 15.5,
            width: 31,
            height: 31,
            rx: 5,
            transform: `rotate(45 ${center.x} ${center.y})`,
            fill: COLOURS.ground,
            stroke: COLOURS.line,
            'stroke-width': 1.5,
          }),
        ]
      : rings(element, center, rect.width / 2, shape === 'border' ? 2 : 3);
  return [
    ...outline,
    icon(element, { x: center.x - size / 2, y: center.y - size / 2 }, size, COLOURS.text2),
    ...caption(drawn, shape),
  ];
};

const rings = (
  element: Element,
  { x, y }: { readonly x: number; readonly y: number },
  radius: number,
  inset: number,
): readonly string[] => {
  const isEnd = element.type === 'endEvent';
  const ring = (r: number, width: number) =>
    tag('circle', {
      cx: x,
      cy: y,
      r,
      fill: COLOURS.ground,
      stroke: COLOURS.line,
      'stroke-width': width,
      'stroke-dasharray': isBeside(element) ? '4 3' : undefined,
    });
  const isDouble =
    element.type === 'intermediateCatchEvent' ||
    element.type === 'intermediateThrowEvent' ||
    element.type === 'boundaryEvent';
  const outer = ring(radius - (isEnd ? 1.5 : 0.75), isEnd ? 3 : 1.5);
  return isDouble ? [outer, ring(radius - inset - 2, 1)] : [outer];
};

/** Names of events stand below them, of those on a border beside, of gateways above. */
const caption = (
  { element, rect, name, summary, above }: Drawn,
  shape: Sign,
): readonly string[] => {
  const isRound = shape !== 'diamond';
  const width = shape === 'diamond' ? 136 : shape === 'border' ? 96 : 108;
  const look = { ...NAME, width };
  const lines = element.name || isRound ? linesOf(name, look) : [];
  const below = isRound ? linesOf(summary, { ...SUMMARY, width }) : [];
  const tall = lines.length * NAME.size * LINE;
  const middle = rect.x + rect.width / 2;
  const [x, y] =
    shape === 'border'
      ? [
          rect.x + rect.width + 5,
          above
            ? rect.y + rect.height * 0.45 - tall - below.length * SUMMARY.size * LINE
            : rect.y + rect.height * 0.55,
        ]
      : [middle, shape === 'circle' ? rect.y + rect.height + 5 : rect.y - 3 - tall];
  const anchor = shape === 'border' ? 'start' : 'middle';
  return [
    textAt(lines, { x, y }, look, anchor),
    textAt(below, { x, y: y + tall }, { ...SUMMARY, width }, anchor),
  ];
};

const isDashed = (element: Element): boolean =>
  element.type === 'subProcess' && element.triggeredByEvent === true;

/** Repeated (upright bars at once, lying ones in sequence), and there to undo another. */
const marks = (element: Element, { x, y, width, height }: Rect): readonly string[] => {
  if (!isActivity(element) || !(element.loop || element.forCompensation)) return [];
  const at = { x: x + width / 2, y: y + height - 9 };
  const paths = [
    ...(element.loop
      ? [element.loop.sequential ? 'M-6 -4h12M-6 0h12M-6 4h12' : 'M-4 -5v10M0 -5v10M4 -5v10']
      : []),
    ...(element.forCompensation ? ['M0 -4v8l-6 -4zM6 -4v8l-6 -4z'] : []),
  ];
  return paths.map((d, index) =>
    tag('path', {
      d,
      transform: `translate(${at.x + index * 18} ${at.y})`,
      fill: 'none',
      stroke: COLOURS.text2,
      'stroke-width': 2,
    }),
  );
};

const plus = (x: number, y: number, count: number): string =>
  tag('g', {}, [
    tag('path', {
      d: 'M0.5 0.5h13v13h-13zM7 3.5v7M3.5 7h7',
      transform: `translate(${x} ${y - 7})`,
      fill: 'none',
      stroke: COLOURS.text2,
      'stroke-width': 1.5,
    }),
    textAt(
      [String(count)],
      { x: x + 18, y: y - 7 },
      { size: 12, colour: COLOURS.text2, lines: 1, width: 30 },
      'start',
    ),
  ]);

const icon = (
  element: Element,
  { x, y }: { readonly x: number; readonly y: number },
  size: number,
  color: string,
): string =>
  tag('g', { transform: `translate(${x} ${y})` }, [
    renderToStaticMarkup(createElement(iconOf(element), { size, color, stroke: 1.75 })),
  ]);
