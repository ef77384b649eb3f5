/** Sub-processes drawn as one box: nothing moves, nothing is lost, and what is found inside shows on the box. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toFlow } from '#designer/canvas/diagram/to-flow.ts';
import { collapse, expand } from '#designer/canvas/editor/commands/fold.ts';
import { tidy } from '#designer/canvas/editor/commands/tidy.ts';
import { findNeighbour } from '#designer/canvas/editor/walk.ts';
import { toOutline } from '#designer/canvas/outline/order.ts';
import { countInside, isCollapsed, shownFor, shownOf } from '#designer/ui/diagram/collapsed.ts';
import { rectsFor, routesFor } from '#designer/ui/diagram/drawing.ts';
import { fromBpmn, toBpmn } from '#engine/bpmn/index.ts';
import { meaning } from '#engine/canonical.ts';
import type { Definition } from '#engine/definition.ts';
import { applyEdit } from '#engine/edits.ts';
import { isDefinition } from '#engine/lint/index.ts';
import { everyElement } from './every-element.ts';
import { say } from './support.ts';

const tidied = (definition: Definition): Definition =>
  applyEdit(
    definition,
    tidy(definition, () => ''),
  );
const whole = tidied({ ...everyElement, layout: {} });
const folded = applyEdit(whole, collapse(['sub']));
const subs = whole.elements.filter(({ type }) => type === 'subProcess').map(({ id }) => id);
const inside = (definition: Definition, id: string): readonly string[] =>
  definition.elements
    .filter(({ parent }) => parent === id)
    .flatMap((element) => [element.id, ...inside(definition, element.id)]);

describe('a collapsed sub-process', () => {
  it('is a box where its frame was, and hides what lies in it', () => {
    const frame = rectsFor(whole).get('sub');
    const box = rectsFor(folded).get('sub');
    expect(box).toMatchObject({ x: frame?.x, width: 192, height: 64 });
    expect((box?.y ?? 0) + 32).toBe((frame?.y ?? 0) + (frame?.height ?? 0) / 2);
    const hidden = inside(whole, 'sub');
    expect(countInside(folded, 'sub')).toBe(hidden.length);
    const { nodes, edges } = toFlow({ say, definition: folded });
    expect(nodes.map(({ id }) => id).filter((id) => hidden.includes(id))).toEqual([]);
    expect(edges.filter(({ source }) => hidden.includes(source))).toEqual([]);
    expect(nodes.find(({ id }) => id === 'sub')).toMatchObject({
      data: { inside: hidden.length },
      ariaLabel: expect.stringContaining(`collapsed, ${hidden.length} things inside`),
    });
  });

  it('has its flows end at the box', () => {
    const box = rectsFor(folded).get('sub');
    const into = folded.flows.find(({ to }) => to === 'sub');
    const end = routesFor(folded)
      .get(into?.id ?? '')
      ?.points.at(-1);
    expect(end).toEqual({ x: box?.x, y: (box?.y ?? 0) + 32 });
  });

  it('shows the worst of what is found inside of it, and counts all of it', () => {
    const [one, other] = inside(whole, 'sub');
    const finding = (element: string, level: 'error' | 'hint') =>
      ({ rule: 'no-end', level, element, message: '', values: {} }) as const;
    const findings = [finding(one ?? '', 'hint'), finding(other ?? '', 'error')];
    const level = (definition: Definition) =>
      toFlow({ say, definition, findings }).nodes.find(({ id }) => id === 'sub')?.data;
    expect(level(folded)).toMatchObject({ level: 'error', findings: 2 });
    expect(level(whole)).toMatchObject({ level: null, findings: 0 });
  });

  it('is not walked into, and is one row of the list', () => {
    expect(findNeighbour(whole, 'sub', 'down')).not.toBe(findNeighbour(folded, 'sub', 'down'));
    const rows = toOutline(shownOf(folded)).map(({ element }) => element.id);
    expect(rows).toContain('sub');
    expect(rows).not.toContain(inside(whole, 'sub')[0]);
    expect(shownFor(folded, inside(whole, 'sub')[0] ?? '')).toBe('sub');
  });

  it('means what it meant, moves nothing, and expands to the same drawing', () => {
    expect(meaning(folded)).toBe(meaning(whole));
    expect(folded.layout).toEqual(whole.layout);
    expect(isDefinition(folded)).toBe(true);
    expect(applyEdit(folded, expand(folded, ['sub']))).toEqual(whole);
  });

  it('is forgotten with the sub-process', () => {
    for (const edit of [
      { type: 'removeElements', ids: ['sub'] },
      { type: 'dissolve', id: 'sub' },
    ] as const) {
      expect(applyEdit(folded, edit)).not.toHaveProperty('collapsed');
    }
    expect(applyEdit(whole, collapse(['nobody', 'start']))).toBe(whole);
  });

  it('is no place to drop into unseen, and takes what it holds along', () => {
    const at = folded.layout?.sub ?? { x: 0, y: 0 };
    const positions = { sub: { x: at.x + 80, y: at.y + 40 } };
    const moved = applyEdit(folded, { type: 'moveElements', positions });
    for (const id of inside(whole, 'sub')) {
      const was = whole.layout?.[id];
      expect(moved.layout?.[id]).toEqual({ x: (was?.x ?? 0) + 80, y: (was?.y ?? 0) + 40 });
    }
  });
});

describe('collapsing and expanding', () => {
  it('keeps what stands in one scope apart, also after tidying up in between', () => {
    const act = fc.record({
      id: fc.constantFrom(...subs),
      tidies: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(act, { maxLength: 8 }), (acts) => {
        let definition = whole;
        for (const { id, tidies } of acts) {
          const edit = isCollapsed(definition, id) ? expand(definition, [id]) : collapse([id]);
          definition = applyEdit(definition, edit);
          if (tidies) definition = tidied(definition);
          expect(isDefinition(definition)).toBe(true);
          expect(overlapping(definition)).toEqual([]);
        }
        expect(meaning(definition)).toBe(meaning(whole));
      }),
      { numRuns: 60 },
    );
  });

  it('goes out to BPMN as not expanded, and comes in again', async () => {
    const xml = await toBpmn(folded);
    expect(xml).toMatch(/bpmnElement="sub"[^>]*isExpanded="false"/);
    expect(xml.match(/isExpanded="true"/g)).toHaveLength(subs.length - 1);
    const read = await fromBpmn(xml);
    expect(read.definitions[0]?.collapsed).toEqual(['sub']);
    expect(read.definitions[0]?.layout).toEqual(folded.layout);
  });

  it('is written into the document a process came from', async () => {
    const { definitions } = await fromBpmn(await toBpmn(whole));
    const imported = definitions[0];
    if (!imported) throw new Error('Nothing was imported.');
    const xml = await toBpmn(applyEdit(imported, collapse(['sub'])));
    expect(xml).toMatch(/bpmnElement="sub"[^>]*isExpanded="false"/);
    const again = await fromBpmn(xml);
    expect(again.definitions[0]?.collapsed).toEqual(['sub']);
  });
});

const overlapping = (definition: Definition): readonly string[] => {
  const rects = rectsFor(definition);
  const shown = shownOf(definition).elements.filter(({ type }) => type !== 'boundaryEvent');
  return shown.flatMap((one, index) =>
    shown.slice(index + 1).flatMap((other) => {
      const [a, b] = [rects.get(one.id), rects.get(other.id)];
      if (!a || !b || one.parent !== other.parent) return [];
      const apart =
        a.x + a.width <= b.x ||
        b.x + b.width <= a.x ||
        a.y + a.height <= b.y ||
        b.y + b.height <= a.y;
      return apart ? [] : [`${one.id} on ${other.id}`];
    }),
  );
};
