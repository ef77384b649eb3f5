/** What a new process can begin as: complete, free of findings, proved to end, and in both languages. */
import { describe, expect, it } from 'vitest';
import { toFlow } from '#designer/canvas/diagram/to-flow.ts';
import arabic from '#designer/canvas/process/starts/ar.json' with { type: 'json' };
import { STARTS, startIn } from '#designer/canvas/process/starts/index.ts';
import { rectsFor } from '#designer/ui/diagram/drawing.ts';
import { toSvg } from '#designer/ui/diagram/svg/to-svg.ts';
import { withLayout } from '#designer/ui/diagram/with-layout.ts';
import { meaning } from '#engine/canonical.ts';
import { isDefinition, lint } from '#engine/lint/index.ts';
import { prove } from '#engine/soundness/prove.ts';
import { say } from './support.ts';

const context = {
  rulesets: [],
  queues: ['service-desk', 'network', 'hardware', 'software', 'change'],
  groups: ['service-desk', 'network', 'managers', 'cab'],
  roles: ['approver', 'admin', 'change-manager'],
  catalogItems: [],
  users: [],
  calendars: [],
};
/** What people read: it must be there in every language. */
const TEXTS = [
  'name',
  'description',
  'label',
  'title',
  'instructions',
  'message',
  'text',
  'body',
  'subject',
];
const textsOf = (value: unknown): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) =>
    typeof one === 'string' ? (TEXTS.includes(name) ? [one] : []) : textsOf(one),
  );
};
const holes = (text: string) => text.match(/\{\{[^}]*\}\}/g)?.sort() ?? [];

describe.each(STARTS.map((start) => [start.key, start] as const))('beginning as %s', (_, start) => {
  it('is a definition without any finding', () => {
    expect(isDefinition(start)).toBe(true);
    expect(lint(start, context)).toEqual([]);
  });

  it('is proved to end on every way', () => {
    const starts = start.elements.filter(({ type }) => type === 'startEvent');
    expect(starts).toHaveLength(1);
    for (const { id } of starts) expect(prove(start, id)).toMatchObject({ verdict: 'sound' });
  });

  it('says everything in Arabic too, with the same placeholders, and nothing else is changed', () => {
    const arabic = startIn(start, 'ar');
    const [english, said] = [textsOf(start), textsOf(arabic)];
    expect(said).toHaveLength(english.length);
    for (const [index, text] of english.entries()) {
      if (text.replace(/\{\{[^}]*\}\}/g, '').trim() === '') continue;
      expect(said[index], text).toMatch(/\p{Script=Arabic}/u);
      expect(holes(said[index] ?? '')).toEqual(holes(text));
    }
    expect(arabic.flows.map(({ from, to, port }) => [from, to, port])).toEqual(
      start.flows.map(({ from, to, port }) => [from, to, port]),
    );
    expect(lint(arabic, context)).toEqual([]);
    expect(startIn(start, 'de-DE')).toBe(start);
    expect(meaning(startIn(start, 'en-GB'))).toBe(meaning(start));
  });

  it('has a picture with every step of it, apart from one another', () => {
    const drawn = withLayout(start);
    const { svg } = toSvg(say, start);
    for (const { id } of start.elements) expect(svg).toContain(`data-element="${id}"`);
    const spots = [...rectsFor(drawn).values()].map(({ x, y }) => `${x} ${y}`);
    expect(new Set(spots).size).toBe(spots.length);
  });
});

describe('an event on the upper border', () => {
  it('has its name above that border, and one on the lower border below', () => {
    const reminder = STARTS.find(({ key }) => key === 'remind-and-escalate');
    if (!reminder) throw new Error('There is no such start.');
    const { nodes } = toFlow({ say, definition: withLayout(reminder) });
    const above = (id: string) => nodes.find((node) => node.id === id)?.data.above;
    expect([above('escalate-after'), above('remind-after'), above('work')]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe('what processes begin as', () => {
  it('has no Arabic words left that nobody says', () => {
    const said = new Set(STARTS.flatMap(textsOf));
    expect(Object.keys(arabic).filter((text) => !said.has(text))).toEqual([]);
  });
});
