/** A drawing as a picture: all of it is there, as text, and no name can be more than a name. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { createIntl } from 'react-intl';
import { describe, expect, it } from 'vitest';
import { messages } from '#designer/canvas/messages/en.ts';
import { createSay } from '#designer/ui/diagram/say.ts';
import { escaped } from '#designer/ui/diagram/svg/markup.ts';
import { linesOf, widthOf } from '#designer/ui/diagram/svg/text.ts';
import { toSvg } from '#designer/ui/diagram/svg/to-svg.ts';
import type { Definition } from '#engine/definition.ts';
import { applyEdit } from '#engine/edits.ts';
import { everyElement } from '../canvas/every-element.ts';
import { aProcess } from '../canvas/support.ts';

const say = createSay(createIntl({ locale: 'en', messages }));
const shipped = (key: string): Definition =>
  JSON.parse(readFileSync(new URL(`../../../rules/shipped/${key}.json`, import.meta.url), 'utf8'));
const named = (svg: string, attribute: string) =>
  [...svg.matchAll(new RegExp(`${attribute}="([^"]*)"`, 'g'))].map(([, id]) => id).sort();
/** Tags open and close in order, and every attribute is in quotes. */
const expectWellFormed = (svg: string) => {
  const open: string[] = [];
  let rest = svg;
  while (rest) {
    const [whole, close, name, single] =
      /^<(\/?)([a-z]+)(?:\s[\w:-]+="[^"<]*")*(\/?)>/i.exec(rest) ?? /^[^<>]+/.exec(rest) ?? [];
    if (!whole) throw new Error(`Not well formed at “${rest.slice(0, 60)}”.`);
    if (name && close) expect(open.pop()).toBe(name);
    else if (name && !single) open.push(name);
    rest = rest.slice(whole.length);
  }
  expect(open).toEqual([]);
};

describe('the picture of a process', () => {
  it.each([
    aProcess(),
    everyElement,
    ...['laptop-request', 'incident', 'normal-change'].map(shipped),
  ])('holds every element and flow of $key, in well-formed SVG', (definition) => {
    const { svg, width, height } = toSvg(say, definition);
    expect(named(svg, 'data-element')).toEqual(definition.elements.map(({ id }) => id).sort());
    expect(named(svg, 'data-flow')).toEqual(definition.flows.map(({ id }) => id).sort());
    expectWellFormed(svg);
    expect(svg).toMatch(`width="${width}" height="${height}"`);
    expect(svg).not.toMatch(/<(script|style|foreignObject|image|use)\b|href=|url\(/);
  });

  it('has names, second lines and conditions as text', () => {
    const { svg } = toSvg(say, aProcess());
    for (const text of ['Owner agrees', 'Hand it over', 'approved', 'lent', 'Dear?'])
      expect(svg).toContain(`>${text}<`);
    expect(svg).toContain('cost');
  });

  it('says below a short name all that fits into two lines, and below a long one what fits into one', () => {
    const board = 'Change advisory board';
    const told = (name: string) => {
      const cab = { id: 'cab', type: 'cabReview', name, cab: { board: 'cab' } } as const;
      const drawn = { ...aProcess(), elements: [cab], flows: [], layout: { cab: { x: 0, y: 0 } } };
      const { svg } = toSvg(say, drawn, { names: { board: () => board } });
      return [...svg.matchAll(/<tspan[^>]*>([^<]*)</g)].map(([, line]) => line);
    };
    expect(told('Board decides').join(' ')).toBe(`Board decides Board: ${board}`);
    const long = told('The board of the whole house decides about it');
    expect([long.length, long.at(-1)?.endsWith('…')]).toEqual([3, true]);
  });

  it('holds only what is selected, with the flows among it', () => {
    const { svg, width } = toSvg(say, aProcess(), { only: ['ask', 'give'] });
    expect(named(svg, 'data-element')).toEqual(['ask', 'give']);
    expect(named(svg, 'data-flow')).toEqual(['f4']);
    expect(width).toBeLessThan(toSvg(say, aProcess()).width);
  });

  it('hides what is collapsed, and says how much that is', () => {
    const folded = applyEdit(everyElement, {
      type: 'setCollapsed',
      ids: ['sub'],
      collapsed: true,
    });
    const inside = everyElement.elements.filter(({ parent }) => parent === 'sub');
    const { svg } = toSvg(say, folded);
    for (const { id } of inside) expect(svg).not.toContain(`data-element="${id}"`);
    expect(svg).toContain('data-element="sub"');
  });

  it('lets no name be markup, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (name) => {
        const definition = applyEdit(
          { ...aProcess(), name },
          { type: 'renameElement', id: 'give', name },
        );
        const { svg } = toSvg(say, definition);
        expectWellFormed(svg);
        expect(svg).toContain(`<title>${escaped(name || 'loan')}</title>`);
      }),
    );
    const evil = '</text><script>alert(1)</script>&"\u0000\uD800';
    const { svg } = toSvg(say, { ...aProcess(), name: evil });
    expect(svg).not.toContain('<script');
    expect(svg).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&amp;&quot;\uFFFD\uFFFD');
  });

  it('writes from the right what is written so', () => {
    const definition = applyEdit(aProcess(), {
      type: 'renameElement',
      id: 'give',
      name: 'تسليم الجهاز',
    });
    expect(toSvg(say, definition).svg).toMatch(/direction="rtl"[^>]*><tspan[^>]*>تسليم/);
  });
});

describe('the lines of a text', () => {
  const look = { size: 13, colour: '', width: 120, lines: 2 };

  it('break between words, and a word that is too long within itself', () => {
    expect(linesOf('Hand the laptop over to them', { ...look, lines: 9 })).toEqual([
      'Hand the laptop',
      'over to them',
    ]);
    expect(linesOf('x'.repeat(60), { ...look, lines: 9 }).join('')).toBe('x'.repeat(60));
  });

  it('are never wider or more than there is room for', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => {
        const lines = linesOf(text, look);
        expect(lines.length).toBeLessThanOrEqual(2);
        for (const line of lines) expect(widthOf(line, 13)).toBeLessThanOrEqual(120 + 13);
      }),
    );
  });
});
