/** A note in a picture: paper with one round corner, its text in lines, and a dashed line to what it is about. */
import type { DrawnNote } from '../notes.ts';
import { NOTE_TEXT, noteLines } from '../notes.ts';
import { pathOf } from '../route.ts';
import { COLOURS } from './element-shape.ts';
import { escaped, tag } from './markup.ts';
import { textAt } from './text.ts';

const CORNER = 14;
const PAPER = { fill: '#fffbee', stroke: '#b5a87f' } as const;

export const noteLine = ({ line }: DrawnNote): string =>
  line
    ? tag('path', {
        d: pathOf(line.points),
        fill: 'none',
        stroke: PAPER.stroke,
        'stroke-width': 1.5,
        'stroke-dasharray': '5 4',
      })
    : '';

export const noteShape = ({ note, rect: { x, y, width, height } }: DrawnNote): string => {
  const { size, padding } = NOTE_TEXT;
  const look = { size, colour: COLOURS.text2, lines: 1, width: width - padding.x * 2 };
  const at = { x: x + padding.x, y: y + padding.y };
  return tag('g', { 'data-note': note.id }, [
    tag('title', {}, [escaped(note.text)]),
    tag('path', {
      ...PAPER,
      d: `M${x} ${y}h${width}v${height - CORNER}q0 ${CORNER} -${CORNER} ${CORNER}h-${width - CORNER}z`,
    }),
    textAt(noteLines(note.text, width), at, look, 'start'),
  ]);
};
