/** Notes without a browser: where they are drawn, what they take part in, and where a search finds what. */
import { describe, expect, it } from 'vitest';
import { toFlow } from '#designer/canvas/diagram/to-flow.ts';
import { copy } from '#designer/canvas/editor/commands/copy.ts';
import { lineBehind, makeRoom } from '#designer/canvas/editor/commands/make-room.ts';
import { addNote, nextNote } from '#designer/canvas/editor/commands/note.ts';
import { paste } from '#designer/canvas/editor/commands/paste.ts';
import { placesOf } from '#designer/canvas/menus/places.ts';
import { rectsFor, routesFor } from '#designer/ui/diagram/drawing.ts';
import { noteRect } from '#designer/ui/diagram/notes.ts';
import { segmentsOf } from '#designer/ui/diagram/route.ts';
import type { Rect } from '#designer/ui/diagram/shapes.ts';
import { toSvg } from '#designer/ui/diagram/svg/to-svg.ts';
import type { Definition, Note } from '#engine/definition.ts';
import { applyEdit } from '#engine/edits.ts';
import { aProcess, say } from './support.ts';

const WHY: Note = { id: 'why', text: 'Why <twice>?', x: 240, y: -88, about: 'ask' };
const FREE: Note = { id: 'free', text: 'Ask Ravi', x: 700, y: 320 };
const noted = (...notes: readonly Note[]): Definition => aProcess({ notes });

/** How far from rim to rim; not above zero where one lies on the other. */
const apart = (a: Rect, b: Rect): number =>
  Math.max(
    a.x - (b.x + b.width),
    b.x - (a.x + a.width),
    a.y - (b.y + b.height),
    b.y - (a.y + a.height),
  );

describe('a note in the drawing', () => {
  it('is a node of its own, with a line to what it is about', () => {
    const { notes, edges } = toFlow({ say, definition: noted(WHY, FREE) });
    expect(notes.map(({ id, ariaLabel }) => [id, ariaLabel])).toEqual([
      ['note:why', 'Note about Owner agrees: Why <twice>?'],
      ['note:free', 'Note: Ask Ravi'],
    ]);
    const lines = edges.filter(({ data }) => data?.association === 'note');
    expect(lines.map(({ source, target }) => [source, target])).toEqual([['note:why', 'ask']]);
  });

  it('is as high as its text needs, and never lower than it says', () => {
    const long = { ...FREE, text: 'word '.repeat(80) };
    expect(noteRect(FREE)).toMatchObject({ width: 160, height: 64 });
    expect(noteRect(long).height).toBeGreaterThan(200);
    expect(noteRect({ ...long, width: 640 }).height).toBeLessThan(noteRect(long).height);
  });

  it('stands in a picture, with its words as words', () => {
    const { svg } = toSvg(say, noted(WHY));
    expect(svg).toContain('data-note="why"');
    expect(svg).toContain('Why &lt;twice&gt;?');
    expect(toSvg(say, noted(WHY), { only: ['give'] }).svg).not.toContain('data-note');
  });
});

describe('what is done to notes', () => {
  it('puts a new one where nothing stands', () => {
    const first = addNote(aProcess(), aProcess().elements[2], { x: 0, y: 0 });
    const before = applyEdit(aProcess(), first.edit);
    const second = addNote(before, before.elements[2], { x: 0, y: 0 });
    expect(first.note.about).toBe('ask');
    const ask = rectsFor(before).get('ask') ?? noteRect(WHY);
    const [one, other] = [noteRect(first.note), noteRect(second.note)];
    expect(apart(one, other)).toBeGreaterThan(0);
    expect(apart(one, ask)).toBeLessThan(80);
    expect(apart(other, ask)).toBeLessThan(160);
  });

  it('puts one that is about nothing near the middle, on no step, no line and no other note', () => {
    let definition = aProcess();
    for (let count = 0; count < 6; count += 1) {
      const { edit, note } = addNote(definition, undefined, { x: 620, y: 124 });
      const rect = noteRect(note);
      const taken = [
        ...rectsFor(definition).values(),
        ...(definition.notes ?? []).map((n) => noteRect(n)),
      ];
      expect(Math.min(...taken.map((one) => apart(rect, one)))).toBeGreaterThan(0);
      for (const { points } of routesFor(definition).values())
        for (const { from, to } of segmentsOf(points)) {
          const [x, y] = [Math.min(from.x, to.x), Math.min(from.y, to.y)];
          const line = { x, y, width: Math.abs(from.x - to.x), height: Math.abs(from.y - to.y) };
          expect(apart(rect, line)).toBeGreaterThan(0);
        }
      definition = applyEdit(definition, edit);
    }
  });

  it('copies it with what it is about, and to the copy', () => {
    const definition = noted(WHY, FREE);
    const pasted = paste(definition, copy(definition, ['ask']));
    const after = applyEdit(definition, pasted.edit);
    expect(after.notes?.map(({ id, about }) => [id, about])).toEqual([
      ['why', 'ask'],
      ['free', undefined],
      ['why-2', 'ask-2'],
    ]);
  });

  it('makes room beside it too', () => {
    const definition = noted(WHY, FREE);
    const line = lineBehind(definition, 'ask', 'x');
    const { edit } = line ? makeRoom(definition, line, 80) : { edit: undefined };
    const after = edit ? applyEdit(definition, edit) : definition;
    expect(after.notes?.map(({ x }) => x)).toEqual([240, 780]);
  });

  it('goes from one to the next as one reads, and round', () => {
    const definition = noted(FREE, WHY);
    expect(nextNote(definition, undefined)).toBe('why');
    expect(nextNote(definition, 'why')).toBe('free');
    expect(nextNote(definition, 'free')).toBe('why');
    expect(nextNote(aProcess(), undefined)).toBeUndefined();
  });
});

describe('the places of a step', () => {
  const definition = aProcess();
  const side = { definition, names: { group: () => 'Managers' } };
  const placesIn = (id: string) => {
    const of = [...definition.elements, ...definition.flows].find((one) => one.id === id);
    return of ? placesOf(say, of, side) : [];
  };

  it('are named as in the panel, with what stands there in words and as it is written', () => {
    const place = placesIn('ask').find(({ text }) => text === 'Managers');
    expect(place?.label).toContain('Who is asked');
    expect(place?.raw).toContain('managers');
  });

  it('are conditions of a connection too', () => {
    const [place] = placesIn('f2');
    expect(place?.text).toBe('cost > 1000');
    expect(place?.raw).toContain('variables.cost');
  });
});
