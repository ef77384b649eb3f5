/** A long process in rows, as a text is: narrow enough to be read, its lines led back cleanly, and calm under small changes. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tidy } from '#designer/canvas/editor/commands/tidy.ts';
import { rectsFor, routesFor } from '#designer/ui/diagram/drawing.ts';
import { segmentsOf } from '#designer/ui/diagram/route.ts';
import { boundsOf } from '#designer/ui/diagram/shapes.ts';
import type { Definition, Element } from '#engine/definition.ts';
import { applyEdit } from '#engine/edits.ts';
import { everyElement } from './every-element.ts';

const inRows = (definition: Definition): Definition =>
  applyEdit(
    definition,
    tidy(definition, ({ name = '' }) => name, true),
  );

const task = (id: string): Element => ({ id, type: 'userTask', name: `Do ${id}`, task: {} });

/**
 * So many steps in a line; each of `back` leads back so many steps, each of `round` does by a step of its own, each of `beside`
 * has a second way round the next step.
 */
const aLine = (
  steps: number,
  {
    back = [],
    round = [],
    beside = [],
  }: {
    back?: readonly [number, number][];
    round?: readonly [number, number][];
    beside?: readonly number[];
  } = {},
): Definition => {
  const ids = Array.from({ length: steps }, (_, index) => `s${index}`);
  const way = ['start', ...ids, 'end'];
  const branches = new Set([...[...back, ...round].map(([at]) => at), ...beside]);
  return {
    key: 'long',
    name: 'Long',
    elements: [
      { id: 'start', type: 'startEvent', trigger: { type: 'manual' } },
      ...ids.map(
        (id, index): Element =>
          branches.has(index) ? { id, type: 'exclusiveGateway', name: `Is ${id}?` } : task(id),
      ),
      ...beside.map((at) => task(`beside${at}`)),
      ...round.map(([at]) => task(`round${at}`)),
      { id: 'end', type: 'endEvent' },
    ],
    flows: [
      ...way.slice(1).map((to, index) => ({
        id: `f${index}`,
        from: way[index] ?? '',
        to,
        ...(branches.has(index - 1) ? { name: 'otherwise' } : {}),
      })),
      ...back.map(([at, by]) => ({ id: `b${at}`, from: `s${at}`, to: `s${at - by}` })),
      ...round.flatMap(([at, by]) => [
        { id: `r${at}`, from: `s${at}`, to: `round${at}` },
        { id: `a${at}`, from: `round${at}`, to: `s${at - by}` },
      ]),
      ...beside.flatMap((at) => [
        { id: `o${at}`, from: `s${at}`, to: `beside${at}` },
        { id: `i${at}`, from: `beside${at}`, to: `s${at + 2}` },
      ]),
    ],
    layout: {},
  };
};

const inserted = (definition: Definition, behind: string): Definition => {
  const flow = definition.flows.find(({ from }) => from === behind);
  if (!flow) throw new Error(`Nothing follows ${behind}.`);
  const edit = { type: 'insertOnFlow', flow: flow.id, element: task('new'), at: { x: 0, y: 0 } };
  return applyEdit(definition, edit as Parameters<typeof applyEdit>[1]);
};

/** Elements that a line goes through. */
const hits = (definition: Definition): readonly string[] => {
  const rects = [...rectsFor(definition)];
  const frames = new Set(definition.elements.map(({ parent }) => parent));
  const routes = routesFor(definition);
  return definition.flows.flatMap(({ id, from, to }) =>
    segmentsOf(routes.get(id)?.points ?? []).flatMap((segment) =>
      rects.flatMap(([other, rect]) =>
        other !== from &&
        other !== to &&
        !frames.has(other) &&
        Math.min(segment.from.x, segment.to.x) < rect.x + rect.width &&
        Math.max(segment.from.x, segment.to.x) > rect.x &&
        Math.min(segment.from.y, segment.to.y) < rect.y + rect.height &&
        Math.max(segment.from.y, segment.to.y) > rect.y
          ? [`${id} through ${other}`]
          : [],
      ),
    ),
  );
};

const overlaps = (definition: Definition): readonly string[] => {
  const rects = [...rectsFor(definition)];
  return rects.flatMap(([a, one], index) =>
    rects
      .slice(index + 1)
      .flatMap(([b, two]) =>
        one.x < two.x + two.width &&
        two.x < one.x + one.width &&
        one.y < two.y + two.height &&
        two.y < one.y + one.height
          ? [`${a} on ${b}`]
          : [],
      ),
  );
};

const CASES = {
  'of thirty steps': aLine(30),
  'of forty steps': aLine(40),
  'with second ways': aLine(36, { beside: [3, 9, 14, 20, 28] }),
  'that leads back a little': aLine(30, {
    back: [
      [5, 3],
      [12, 2],
    ],
  }),
  'that leads back over several rows': aLine(36, {
    back: [
      [16, 12],
      [30, 20],
    ],
  }),
  'that leads back from second ways': aLine(34, {
    back: [[12, 9]],
    round: [
      [4, 2],
      [22, 9],
    ],
  }),
} as const;

describe.each(Object.entries(CASES))('a process %s, in rows', (_, drawn) => {
  const definition = inRows(drawn);

  it('is no wider than can be read, and higher than it was', () => {
    const { width, height } = boundsOf(rectsFor(definition).values());
    expect(width).toBeLessThanOrEqual(1_800);
    expect(width).toBeLessThan(height * 3);
  });

  it('has no line through an element, and nothing on anything else', () => {
    expect(hits(definition)).toEqual([]);
    expect(overlaps(definition)).toEqual([]);
  });

  it('is the same when it is put in rows again', () => {
    expect(inRows(definition).layout).toEqual(definition.layout);
  });
});

describe('a process in rows', () => {
  it('leads from the end of a row to the beginning of the next by the lane between them', () => {
    const definition = inRows(aLine(30));
    const rects = rectsFor(definition);
    const back = definition.flows.flatMap(({ id, from, to }) => {
      const [source, target] = [rects.get(from), rects.get(to)];
      return source && target && target.x < source.x ? [{ id, source, target }] : [];
    });
    expect(back.length).toBeGreaterThan(3);
    for (const { id, source, target } of back) {
      const heights =
        routesFor(definition)
          .get(id)
          ?.points.map(({ y }) => y) ?? [];
      expect(Math.max(...heights)).toBeLessThanOrEqual(target.y + target.height / 2);
      expect(Math.min(...heights)).toBeGreaterThanOrEqual(source.y + source.height / 2);
    }
  });

  it('moves only what follows a new step in its row', () => {
    const before = inRows(aLine(30));
    const after = inRows(inserted(before, 's1'));
    const rowOf = (id: string) => before.layout?.[id]?.y;
    const moved = before.elements.filter(
      ({ id }) => JSON.stringify(after.layout?.[id]) !== JSON.stringify(before.layout?.[id]),
    );
    expect(moved.length).toBeGreaterThan(0);
    expect(moved.every(({ id }) => rowOf(id) === rowOf('s1'))).toBe(true);
  });

  it('stays in one line where that can be read', () => {
    const short = aLine(4);
    expect(inRows(short).layout).toEqual(
      applyEdit(
        short,
        tidy(short, () => ''),
      ).layout,
    );
  });

  it('keeps apart whatever there is', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 27 }), { maxLength: 5 }), (beside) => {
        expect(overlaps(inRows(aLine(30, { beside: [...new Set(beside)] })))).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });

  it('takes every kind of element', () => {
    const definition = inRows({ ...everyElement, layout: {} });
    expect(Object.keys(definition.layout ?? {})).toHaveLength(definition.elements.length);
    expect(hits(definition)).toEqual([]);
  });
});
