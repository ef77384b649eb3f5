/** Putting a drawing in order: whatever is aligned, spread or pushed stays in its part, off other steps, and savable. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Arranged, ArrangeRefusal } from '#designer/canvas/editor/commands/align.ts';
import {
  ALIGNMENTS,
  align,
  DISTRIBUTIONS,
  distribute,
} from '#designer/canvas/editor/commands/align.ts';
import { lineAt, lineBehind, makeRoom } from '#designer/canvas/editor/commands/make-room.ts';
import { tidy } from '#designer/canvas/editor/commands/tidy.ts';
import { rectsFor } from '#designer/ui/diagram/drawing.ts';
import type { Definition } from '#engine/definition.ts';
import { applyEdit } from '#engine/edits.ts';
import { isDefinition } from '#engine/lint/index.ts';
import { everyElement } from './every-element.ts';
import { aProcess } from './support.ts';

const lined = (definition: Definition, made: Arranged | ArrangeRefusal): Definition => {
  if (typeof made === 'string') throw new Error(`Refused: ${made}`);
  return made.edit ? applyEdit(definition, made.edit) : definition;
};
const rect = (definition: Definition, id: string) => {
  const found = rectsFor(definition).get(id);
  if (!found) throw new Error(`Nothing is drawn for “${id}”.`);
  return found;
};
const middle = (definition: Definition, id: string) => {
  const { y, height } = rect(definition, id);
  return y + height / 2;
};
const whole = applyEdit(
  { ...everyElement, layout: {} },
  tidy({ ...everyElement, layout: {} }, () => ''),
);

describe('lining up', () => {
  it('brings middles into a row, whatever their sizes', () => {
    const definition = lined(aProcess(), align(aProcess(), ['start', 'ask', 'no'], 'middle'));
    expect(middle(definition, 'ask')).toBe(middle(definition, 'start'));
    expect(middle(definition, 'no')).toBe(middle(definition, 'start'));
  });

  it.each([
    ['left', { x: 560 }],
    ['right', { x: 704 }],
  ] as const)('brings %s edges into a column', (alignment, place) => {
    const definition = lined(aProcess(), align(aProcess(), ['give', 'no'], alignment));
    expect(rect(definition, 'no')).toMatchObject(place);
    expect(rect(definition, 'give')).toMatchObject({ x: 560, y: 88 });
  });

  it('takes an event on the border along with its step', () => {
    const host = everyElement.elements.find(({ type }) => type === 'boundaryEvent');
    if (host?.type !== 'boundaryEvent') throw new Error('There is no event on a border.');
    const others = whole.elements.filter(
      ({ id, parent, type }) =>
        parent === host.parent && type !== 'boundaryEvent' && id !== host.attachedTo,
    );
    const chosen = [host.attachedTo, ...others.map(({ id }) => id)];
    const definition = lined(whole, distribute(whole, chosen, 'down'));
    const by = {
      x: rect(definition, host.attachedTo).x - rect(whole, host.attachedTo).x,
      y: rect(definition, host.attachedTo).y - rect(whole, host.attachedTo).y,
    };
    const event = rect(whole, host.id);
    expect(rect(definition, host.id)).toMatchObject({ x: event.x + by.x, y: event.y + by.y });
  });

  it('refuses what would lie on one another, lies in different parts, or is alone', () => {
    expect(align(aProcess(), ['start', 'choice'], 'left')).toBe('covered');
    expect(align(aProcess(), ['start'], 'left')).toBe('tooFew');
    expect(distribute(aProcess(), ['start', 'give'], 'across')).toBe('tooFew');
    const inner = whole.elements.find(({ parent }) => parent !== undefined)?.id ?? '';
    const outer = whole.elements.find(({ parent, type }) => !parent && type === 'startEvent')?.id;
    expect(align(whole, [inner, outer ?? ''], 'top')).toBe('scopes');
  });

  it('makes the gaps equal, and wide enough where they were none', () => {
    const crowded = aProcess({
      layout: { ...aProcess().layout, choice: { x: 32, y: 96 }, ask: { x: 64, y: 88 } },
    });
    for (const definition of [aProcess(), crowded]) {
      const spread = lined(
        definition,
        distribute(definition, ['start', 'choice', 'ask'], 'across'),
      );
      const [a, b, c] = ['start', 'choice', 'ask'].map((id) => rect(spread, id));
      const gaps = [
        (b?.x ?? 0) - (a?.x ?? 0) - (a?.width ?? 0),
        (c?.x ?? 0) - (b?.x ?? 0) - (b?.width ?? 0),
      ];
      expect(gaps[0]).toBe(gaps[1]);
      expect(gaps[0]).toBeGreaterThanOrEqual(16);
      expect(rect(spread, 'start')).toEqual(rect(definition, 'start'));
    }
  });

  it('says that nothing is to be done where they stand so already', () => {
    const once = lined(aProcess(), align(aProcess(), ['give', 'no'], 'left'));
    expect(align(once, ['give', 'no'], 'left')).toMatchObject({ edit: undefined });
  });

  it('keeps every process savable, in its frames and apart, whatever is lined up', () => {
    const ids = whole.elements.map(({ id }) => id);
    const act = fc.record({
      ids: fc.uniqueArray(fc.constantFrom(...ids), { minLength: 1, maxLength: 6 }),
      how: fc.constantFrom(...ALIGNMENTS, ...DISTRIBUTIONS),
    });
    fc.assert(
      fc.property(fc.array(act, { maxLength: 6 }), (acts) => {
        let definition = whole;
        for (const { ids: chosen, how } of acts) {
          const made =
            how === 'across' || how === 'down'
              ? distribute(definition, chosen, how)
              : align(definition, chosen, how);
          if (typeof made === 'string') continue;
          const next = lined(definition, made);
          expect(isDefinition(next)).toBe(true);
          expectInFrames(next);
          expect(next.elements).toEqual(definition.elements);
          definition = next;
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('making room', () => {
  it('pushes everything behind the line, and nothing before it', () => {
    const line = lineAt(aProcess(), { x: 500, y: 100 }, 'x');
    const made = makeRoom(aProcess(), line, 80);
    const definition = made.edit ? applyEdit(aProcess(), made.edit) : aProcess();
    expect(made).toMatchObject({ by: 80, count: 3 });
    expect(definition.layout).toEqual({
      ...aProcess().layout,
      give: { x: 640, y: 88 },
      done: { x: 900, y: 96 },
      no: { x: 640, y: 208 },
    });
  });

  it('takes room away only as far as nothing touches', () => {
    const line = lineAt(aProcess(), { x: 500, y: 100 }, 'x');
    const made = makeRoom(aProcess(), line, -4_000);
    const definition = made.edit ? applyEdit(aProcess(), made.edit) : aProcess();
    expect(made.by).toBe(-112);
    expect(rect(definition, 'give').x).toBe(rect(definition, 'ask').x + 192 + 16);
    expect(makeRoom(definition, { ...line, at: line.at - 112 }, -8)).toMatchObject({ by: 0 });
  });

  it('pushes from an element, of which an event on its border is a part', () => {
    const line = lineBehind(aProcess(), 'ask', 'x');
    expect(line && makeRoom(aProcess(), line, 8).count).toBe(3);
    const event = whole.elements.find((one) => one.type === 'boundaryEvent');
    if (event?.type !== 'boundaryEvent') throw new Error('There is no event on a border.');
    expect(lineBehind(whole, event.id, 'y')).toEqual(lineBehind(whole, event.attachedTo, 'y'));
    expect(lineBehind(whole, 'nobody', 'y')).toBeUndefined();
  });

  it('grows the frame it is made in, and pushes what stands behind that', () => {
    const frame = whole.elements.find(({ id, type }) => {
      const holds = whole.elements.filter(({ parent }) => parent === id);
      const isLed = whole.flows.some(({ from }) => from === id);
      return type === 'subProcess' && holds.length > 1 && isLed;
    });
    const first = whole.elements.find(
      ({ parent, type }) => parent === frame?.id && type === 'startEvent',
    );
    const next = whole.flows.find(({ from }) => from === frame?.id)?.to;
    const line = lineBehind(whole, first?.id ?? '', 'x');
    if (!frame || !line || !next) throw new Error('There is no sub-process to make room in.');
    const made = makeRoom(whole, line, 64);
    const definition = made.edit ? applyEdit(whole, made.edit) : whole;
    expect(rect(definition, frame.id).width).toBe(rect(whole, frame.id).width + 64);
    expect(rect(definition, next).x).toBe(rect(whole, next).x + 64);
    expectInFrames(definition);
  });

  it('comes back to the same drawing when the same room is taken away again', () => {
    const at = fc.record({
      x: fc.integer({ max: 900, min: 0 }),
      y: fc.integer({ max: 300, min: 0 }),
    });
    fc.assert(
      fc.property(
        at,
        fc.constantFrom('x', 'y'),
        fc.integer({ min: 1, max: 40 }),
        (point, axis, steps) => {
          const line = lineAt(aProcess(), point, axis);
          const made = makeRoom(aProcess(), line, steps * 8);
          const wider = made.edit ? applyEdit(aProcess(), made.edit) : aProcess();
          const taken = makeRoom(wider, line, -made.by);
          const back = taken.edit ? applyEdit(wider, taken.edit) : wider;
          expect(taken.by).toBe(made.by === 0 ? 0 : -made.by);
          expect(back.layout).toEqual(aProcess().layout);
        },
      ),
    );
  });
});

const expectInFrames = (definition: Definition) => {
  const rects = rectsFor(definition);
  for (const { id, parent, type } of definition.elements) {
    const frame = rects.get(parent ?? '');
    const own = rects.get(id);
    if (!frame || !own || type === 'boundaryEvent') continue;
    expect(own.x).toBeGreaterThan(frame.x);
    expect(own.y).toBeGreaterThan(frame.y);
    expect(own.x + own.width).toBeLessThan(frame.x + frame.width);
    expect(own.y + own.height).toBeLessThan(frame.y + frame.height);
  }
};
