/**
 * Words in a picture, as text that can be searched and read aloud. SVG breaks no lines by itself, and whoever opens the picture may
 * have other fonts: widths are judged generously. What is cut short here stands whole in the title of its element.
 */
import { escaped as escapedLine, tag } from './markup.ts';

export type TextLook = {
  readonly size: number;
  readonly weight?: number;
  readonly colour: string;
  readonly lines: number;
  readonly width: number;
};

export type Anchor = 'start' | 'middle';

export const LINE = 1.25;

/** The lines of a text, the last one cut where there are more. */
export const linesOf = (
  text: string,
  { size, lines: most, width }: TextLook,
): readonly string[] => {
  const words = text.trim().split(/\s+/u).filter(Boolean);
  const lines: string[] = [];
  let line = '';
  for (const word of words) {
    const longer = line ? `${line} ${word}` : word;
    if (widthOf(longer, size) <= width) {
      line = longer;
      continue;
    }
    if (line) lines.push(line);
    line = word;
    while (widthOf(line, size) > width) {
      const fits = fitting(line, size, width);
      lines.push(fits);
      line = line.slice(fits.length);
    }
  }
  if (line) lines.push(line);
  if (lines.length <= most) return lines;
  const last = lines[most - 1] ?? '';
  return [...lines.slice(0, most - 1), `${fitting(last, size, width - size)}…`];
};

/** Lines under one another; `y` is the upper edge of the first. */
export const textAt = (
  lines: readonly string[],
  { x, y }: { readonly x: number; readonly y: number },
  { size, weight, colour, width }: TextLook,
  anchor: Anchor,
): string => {
  if (lines.length === 0) return '';
  const isRightToLeft = RIGHT_TO_LEFT.test(lines.join(' '));
  const left = isRightToLeft && anchor === 'start' ? x + width : x;
  return tag(
    'text',
    {
      'font-size': size,
      'font-weight': weight,
      fill: colour,
      'text-anchor': anchor,
      direction: isRightToLeft ? 'rtl' : undefined,
    },
    lines.map((line, index) =>
      tag('tspan', { x: left, y: y + size * (LINE * index + 0.95) }, [escapedLine(line)]),
    ),
  );
};

/** By the first letter that has a direction, as `dir="auto"` does it. */
const RIGHT_TO_LEFT = /^[^\p{L}]*[\p{Script=Arabic}\p{Script=Hebrew}]/u;

const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Extended_Pictographic}]/u;
const NARROW = /[iljtfrI.,:;'|!()[\] ]/u;
const BROAD = /[mwMW@%]/u;

export const widthOf = (text: string, size: number): number => {
  let width = 0;
  for (const letter of text) {
    const share = WIDE.test(letter)
      ? 1.05
      : NARROW.test(letter)
        ? 0.33
        : BROAD.test(letter)
          ? 0.92
          : /\p{Lu}/u.test(letter)
            ? 0.7
            : 0.57;
    width += share * size;
  }
  return width;
};

/** As many letters as fit, and at least one. */
const fitting = (text: string, size: number, width: number): string => {
  const letters = [...text];
  let end = 1;
  while (end < letters.length && widthOf(letters.slice(0, end + 1).join(''), size) <= width)
    end += 1;
  return letters.slice(0, end).join('');
};
