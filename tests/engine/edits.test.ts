/** What each edit does to a definition, and what no edit ever does. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Definition, Element } from '#engine/definition.ts';
import { applyEdit, canConnect, type Edit } from '#engine/edits.ts';
import { structured } from '../support/definitions.ts';
import { approval, process } from '../support/process.ts';

const drawing = process('start > a > b > end');
const task = (id: string): Element => ({ id, name: id, type: 'userTask', task: {} });
const drawn = ({ flows }: Definition): string =>
  flows.map(({ from, to, port }) => `${from} ${port ? `${port} ` : ''}> ${to}`).join(', ');
const edited = (...edits: readonly Edit[]): Definition => edits.reduce(applyEdit, drawing);

describe('edits of elements', () => {
  it('adds one where it was dropped', () => {
    const { elements, layout } = edited({
      type: 'addElement',
      element: task('c'),
      at: { x: 8, y: 16 },
    });
    expect(elements.at(-1)?.id).toBe('c');
    expect(layout).toEqual({ c: { x: 8, y: 16 } });
  });

  it('takes them away with their flows and places, and forgets a default that is gone', () => {
    const gateway = process('start > x > a > end; x > end', { x: { default: 'f2' } });
    const placed = applyEdit(gateway, {
      type: 'moveElements',
      positions: { a: { x: 1, y: 1 }, x: { x: 2, y: 2 } },
    });
    const after = applyEdit(placed, { type: 'removeElements', ids: ['a', 'nobody'] });
    expect(drawn(after)).toBe('start > x, x > end');
    expect(after.layout).toEqual({ x: { x: 2, y: 2 } });
    expect(after.elements.find(({ id }) => id === 'x')).not.toHaveProperty('default');
  });

  it('heals the way where one element is taken out of it', () => {
    expect(drawn(edited({ type: 'removeElements', ids: ['a'], heal: true }))).toBe(
      'start > b, b > end',
    );
    expect(drawn(edited({ type: 'removeElements', ids: ['a', 'b'], heal: true }))).toBe('');
  });

  it('replaces one, which keeps its id', () => {
    const { elements } = edited({
      type: 'updateElement',
      id: 'a',
      element: { ...task('other'), name: 'New' },
    });
    expect(elements.find(({ id }) => id === 'a')).toMatchObject({ id: 'a', name: 'New' });
  });

  it('names one, or takes its name away', () => {
    expect(edited({ type: 'renameElement', id: 'a', name: 'Order' }).elements[1]?.name).toBe(
      'Order',
    );
    expect(edited({ type: 'renameElement', id: 'a', name: '' }).elements[1]).not.toHaveProperty(
      'name',
    );
  });

  it('puts one on a flow, leaving by its first port', () => {
    const ask = { id: 'ask', ...approval } as Element;
    const after = edited({ type: 'insertOnFlow', flow: 'f2', element: ask, at: { x: 0, y: 0 } });
    expect(drawn(after)).toBe('start > a, a > ask, ask approved > b, b > end');
  });

  it('copies several with the flows among them', () => {
    const placed = edited({ type: 'moveElements', positions: { a: { x: 0, y: 0 } } });
    const after = applyEdit(placed, {
      type: 'duplicateElements',
      ids: ['a', 'b'],
      offset: { x: 16, y: 0 },
    });
    expect(drawn(after)).toBe('start > a, a > b, b > end, a-2 > b-2');
    expect(after.layout?.['a-2']).toEqual({ x: 16, y: 0 });
    const again = applyEdit(after, { type: 'duplicateElements', ids: ['a-2'] });
    expect(again.elements.at(-1)?.id).toBe('a-3');
  });
});

describe('edits of flows', () => {
  it('connects with the next free id', () => {
    const { flows } = edited({ type: 'connect', from: 'a', to: 'end', port: 'quick' });
    expect(flows.at(-1)).toEqual({ id: 'f4', from: 'a', to: 'end', port: 'quick' });
  });

  it.each([
    ['a', 'start', 'into_start'],
    ['end', 'a', 'out_of_end'],
    ['a', 'a', 'same_element'],
    ['a', 'b', 'already_connected'],
    ['a', 'nobody', 'unknown_element'],
    ['b', 'a', null],
  ])('from %s to %s says %s', (from, to, refusal) => {
    expect(canConnect(drawing, from, to)).toBe(refusal);
    const after = edited({ type: 'connect', from, to });
    expect(after === drawing).toBe(refusal !== null);
  });

  it('lets two outcomes lead to one element', () => {
    const both = process('start > ask -approved> end', { ask: approval });
    expect(canConnect(both, 'ask', 'end', 'rejected')).toBeNull();
  });

  it('puts the flows of a gateway in order', () => {
    const gateway = process('start > x > a > end; x > b; x > c');
    const after = applyEdit(gateway, {
      type: 'reorderFlows',
      element: 'x',
      order: ['f5', 'f2', 'nobody'],
    });
    expect(after.flows.map(({ id }) => id)).toEqual(['f1', 'f5', 'f3', 'f2', 'f4']);
  });

  it('changes one, which keeps its id', () => {
    const { flows } = edited({
      type: 'updateFlow',
      id: 'f2',
      flow: { id: 'z', from: 'a', to: 'end', name: 'Quick' },
    });
    expect(flows[1]).toEqual({ id: 'f2', from: 'a', to: 'end', name: 'Quick' });
  });
});

describe('edits of the process', () => {
  it('sets and takes away its properties', () => {
    const after = edited({
      type: 'setProperties',
      name: 'New',
      description: 'Why',
      variables: { type: 'object' },
    });
    expect(after).toMatchObject({ name: 'New', description: 'Why', variables: { type: 'object' } });
    const bare = applyEdit(after, { type: 'setProperties', description: null, variables: null });
    expect(Object.keys(bare).sort()).toEqual(['elements', 'flows', 'key', 'name']);
  });

  it('keeps notes', () => {
    const note = { id: 'n1', text: 'Hm', x: 0, y: 0 };
    const after = edited(
      { type: 'addNote', note },
      { type: 'updateNote', id: 'n1', changes: { x: 8 } },
    );
    expect(after.notes).toEqual([{ ...note, x: 8 }]);
    expect(applyEdit(after, { type: 'removeNote', id: 'n1' }).notes).toEqual([]);
  });

  it('takes a note along with what it is about, and leaves it behind when that goes', () => {
    const note = { id: 'n1', text: 'Hm', x: 100, y: 0, about: 'a' };
    const at = { a: { x: 8, y: 8 } };
    const noted = edited({ type: 'moveElements', positions: at }, { type: 'addNote', note });
    const to = { a: { x: 24, y: 0 } };
    const moved = applyEdit(noted, { type: 'moveElements', positions: to });
    expect(moved.notes).toEqual([{ ...note, x: 116, y: -8 }]);
    const apart = { ...to, n1: { x: 1, y: 2 } };
    const named = applyEdit(noted, { type: 'moveElements', positions: apart });
    expect(named.notes).toEqual([{ ...note, x: 1, y: 2 }]);
    expect(named.layout).toEqual(to);
    const alone = applyEdit(noted, { type: 'moveElements', positions: { n1: { x: 1, y: 2 } } });
    expect(alone.notes).toEqual([{ ...note, x: 1, y: 2 }]);
    expect(alone.layout).toEqual(at);
    const gone = applyEdit(noted, { type: 'removeElements', ids: ['a'] });
    expect(gone.notes).toEqual([{ id: 'n1', text: 'Hm', x: 100, y: 0 }]);
  });

  it('joins a note with an element, and with nothing that is not there', () => {
    const note = { id: 'n1', text: 'Hm', x: 0, y: 0 };
    const about = (id: string | null) =>
      edited(
        { type: 'addNote', note },
        { type: 'updateNote', id: 'n1', changes: { about: 'a' } },
        { type: 'updateNote', id: 'n1', changes: { about: id } },
      ).notes;
    expect(about('b')).toEqual([{ ...note, about: 'b' }]);
    expect(about('nobody')).toEqual([note]);
    expect(about(null)).toEqual([note]);
  });

  it('takes several edits as one', () => {
    const both = edited({
      type: 'batch',
      edits: [
        { type: 'addElement', element: task('c') },
        { type: 'connect', from: 'b', to: 'c' },
      ],
    });
    expect(drawn(both)).toBe('start > a, a > b, b > end, b > c');
  });
});

describe('any edit', () => {
  const id = fc.oneof(
    fc.nat(12).map((n) => `e${n}`),
    fc.nat(12).map((n) => `f${n}`),
    fc.constant('nobody'),
  );
  const ids = fc.array(id, { maxLength: 4 });
  const point = fc.record({ x: fc.integer(), y: fc.integer() });
  const element = id.map(task);
  const edit: fc.Arbitrary<Edit> = fc.oneof(
    fc.record({ type: fc.constant('addElement' as const), element, at: point }),
    fc.record({ type: fc.constant('removeElements' as const), ids, heal: fc.boolean() }),
    fc.record({ type: fc.constant('connect' as const), from: id, to: id }),
    fc.record({ type: fc.constant('disconnect' as const), ids }),
    fc.record({ type: fc.constant('moveElements' as const), positions: fc.dictionary(id, point) }),
    fc.record({ type: fc.constant('updateElement' as const), id, element }),
    fc.record({ type: fc.constant('renameElement' as const), id, name: fc.string() }),
    fc.record({ type: fc.constant('reorderFlows' as const), element: id, order: ids }),
    fc.record({ type: fc.constant('insertOnFlow' as const), flow: id, element }),
    fc.record({ type: fc.constant('duplicateElements' as const), ids }),
  );

  it('leaves the definition it was given as it was: the past can be gone back to', () =>
    fc.assert(
      fc.property(structured, fc.array(edit, { maxLength: 8 }), (definition, edits) => {
        const past = [definition];
        const copies = [JSON.stringify(definition)];
        for (const one of edits) {
          const next = applyEdit(past.at(-1) ?? definition, one);
          past.push(next);
          copies.push(JSON.stringify(next));
        }
        expect(past.map((one) => JSON.stringify(one))).toEqual(copies);
      }),
    ));

  it('keeps ids unique, flows between elements that exist, and every default a flow of its gateway', () =>
    fc.assert(
      fc.property(structured, fc.array(edit, { maxLength: 8 }), (definition, edits) => {
        const after = edits.reduce(applyEdit, definition);
        const elements = new Set(after.elements.map((one) => one.id));
        const flows = new Set(after.flows.map((one) => one.id));
        expect(elements.size).toBe(after.elements.length);
        expect(flows.size).toBe(after.flows.length);
        for (const flow of after.flows) {
          expect(elements.has(flow.from) && elements.has(flow.to)).toBe(true);
        }
        for (const one of after.elements) {
          if (one.type === 'exclusiveGateway' && one.default)
            expect(flows.has(one.default)).toBe(true);
        }
      }),
    ));
});
