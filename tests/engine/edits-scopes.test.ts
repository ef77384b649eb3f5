/** Edits of what lies in what: sub-processes, borders, what undoes; and that no edit leaves anything pointing nowhere. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Definition, Element } from '#engine/definition.ts';
import { applyEdit, canConnect, type Edit } from '#engine/edits.ts';
import { lint } from '#engine/lint/index.ts';

const task = (id: string, more: object = {}): Element =>
  ({ id, name: id, type: 'userTask', task: {}, ...more }) as Element;
const start = (id: string, trigger: object, more: object = {}): Element =>
  ({ id, type: 'startEvent', trigger, ...more }) as Element;
const end = (id: string, more: object = {}): Element =>
  ({ id, type: 'endEvent', ...more }) as Element;

/** start > a > part { inner > b (undone by back, with a timer > late) > c > done } > end */
const drawing: Definition = {
  key: 'p',
  name: 'P',
  elements: [
    start('start', { type: 'manual' }),
    task('a'),
    { id: 'part', name: 'Part', type: 'subProcess' },
    start('inner', { type: 'inner' }, { parent: 'part' }),
    task('b', { parent: 'part', undo: 'back' }),
    task('back', { parent: 'part', forCompensation: true }),
    {
      id: 'timer',
      type: 'boundaryEvent',
      attachedTo: 'b',
      timer: { after: { hours: 1 } },
      parent: 'part',
    },
    task('c', { parent: 'part' }),
    end('done', { parent: 'part' }),
    end('late', { parent: 'part' }),
    end('end'),
  ],
  flows: [
    { id: 'f1', from: 'start', to: 'a' },
    { id: 'f2', from: 'a', to: 'part' },
    { id: 'f3', from: 'inner', to: 'b' },
    { id: 'f4', from: 'b', to: 'c' },
    { id: 'f5', from: 'c', to: 'done' },
    { id: 'f6', from: 'timer', to: 'late' },
    { id: 'f7', from: 'part', to: 'end' },
  ],
  layout: Object.fromEntries(
    ['start', 'a', 'part', 'inner', 'b', 'back', 'timer', 'c', 'done', 'late', 'end'].map(
      (id, index) => [id, { x: index * 10, y: 0 }],
    ),
  ),
};

const edited = (...edits: readonly Edit[]): Definition => edits.reduce(applyEdit, drawing);
const idsOf = ({ elements }: Definition) => elements.map(({ id }) => id);
const find = ({ elements }: Definition, id: string) => elements.find((one) => one.id === id);
const drawn = ({ flows }: Definition): readonly string[] =>
  flows.map(({ from, to, port }) => `${from} ${port ? `${port} ` : ''}> ${to}`);
const errors = (definition: Definition) =>
  lint(definition)
    .filter(({ level }) => level === 'error')
    .map(({ rule, message }) => `${rule}: ${message}`);

describe('what belongs to an element', () => {
  it('is deleted with it', () => {
    const after = edited({ type: 'removeElements', ids: ['part'], heal: true });
    expect(idsOf(after)).toEqual(['start', 'a', 'end']);
    expect(drawn(after)).toEqual(['start > a', 'a > end']);
    expect(Object.keys(after.layout ?? {})).toEqual(['start', 'a', 'end']);
  });

  it('dies on the border of what dies, and what it undid forgets it', () => {
    const withoutB = edited({ type: 'removeElements', ids: ['b'] });
    expect(idsOf(withoutB)).not.toContain('timer');
    const withoutBack = edited({ type: 'removeElements', ids: ['back'] });
    expect(find(withoutBack, 'b')).not.toHaveProperty('undo');
  });

  it('moves along, and by what its own owner is moved where both are named', () => {
    const { layout } = edited({ type: 'moveElements', positions: { part: { x: 120, y: 50 } } });
    expect(layout?.c).toEqual({ x: 170, y: 50 });
    expect(layout?.timer).toEqual({ x: 160, y: 50 });
    expect(layout?.end).toEqual({ x: 100, y: 0 });
    const both = edited({
      type: 'moveElements',
      positions: { part: { x: 120, y: 50 }, b: { x: 40, y: 80 } },
    });
    expect(both.layout?.b).toEqual({ x: 40, y: 80 });
    expect(both.layout?.timer).toEqual({ x: 60, y: 80 });
  });

  it('is copied with it, and means the copies', () => {
    const after = edited({ type: 'duplicateElements', ids: ['part'] });
    expect(find(after, 'b-2')).toMatchObject({ parent: 'part-2', undo: 'back-2' });
    expect(find(after, 'timer-2')).toMatchObject({ attachedTo: 'b-2', parent: 'part-2' });
    expect(drawn(after)).toContain('timer-2 > late-2');
  });
});

describe('a connection', () => {
  it.each([
    ['a', 'c', 'other_scope'],
    ['a', 'timer', 'into_start'],
    ['b', 'back', 'undoes'],
    ['back', 'c', 'undoes'],
    ['timer', 'c', null],
    ['a', 'end', null],
  ])('from %s to %s: %s', (from, to, refusal) => {
    expect(canConnect(drawing, from, to)).toBe(refusal);
  });

  it('leads from a race to events of its own only', () => {
    const race = edited(
      { type: 'addElement', element: { id: 'race', type: 'eventBasedGateway' } },
      {
        type: 'addElement',
        element: { id: 'wait', type: 'intermediateCatchEvent', signal: { name: 's' } },
      },
    );
    expect(canConnect(race, 'race', 'end')).toBe('no_race');
    expect(canConnect(race, 'race', 'wait')).toBeNull();
    const taken = applyEdit(race, { type: 'connect', from: 'race', to: 'wait' });
    expect(canConnect(taken, 'a', 'wait')).toBe('no_race');
  });
});

describe('moving into and out of a sub-process', () => {
  it('takes border and undoing along and cuts what would cross', () => {
    const after = edited({ type: 'reparentElements', ids: ['b'] });
    for (const id of ['b', 'timer', 'back']) expect(find(after, id)).not.toHaveProperty('parent');
    expect(drawn(after)).toEqual(['start > a', 'a > part', 'c > done', 'part > end']);
  });

  it('makes a start begin what it lies in', () => {
    const out = edited({ type: 'reparentElements', ids: ['inner'] });
    expect(find(out, 'inner')).toMatchObject({ trigger: { type: 'manual' } });
    const inside = edited({ type: 'reparentElements', ids: ['start'], parent: 'part' });
    expect(find(inside, 'start')).toMatchObject({ trigger: { type: 'inner' }, parent: 'part' });
  });

  it('does nothing into itself, into what is no sub-process, or for a border alone', () => {
    for (const edit of [
      { type: 'reparentElements', ids: ['part'], parent: 'part' },
      { type: 'reparentElements', ids: ['a'], parent: 'b' },
      { type: 'reparentElements', ids: ['timer'] },
    ] as const) {
      expect(applyEdit(drawing, edit)).toBe(drawing);
    }
  });

  it('lays an event onto another border, also of another part', () => {
    const after = edited({ type: 'attach', id: 'timer', to: 'a', at: { x: 1, y: 2 } });
    expect(find(after, 'timer')).toMatchObject({ attachedTo: 'a' });
    expect(find(after, 'timer')).not.toHaveProperty('parent');
    expect(drawn(after)).not.toContain('timer > late');
    expect(edited({ type: 'attach', id: 'timer', to: 'end' })).toBe(drawing);
  });
});

describe('a sub-process made of steps', () => {
  it('is led to and leads on as they did, and begins and ends inside', () => {
    const after = edited({ type: 'wrapElements', ids: ['a'], id: 'sub', name: 'Sub' });
    expect(find(after, 'a')).toMatchObject({ parent: 'sub' });
    expect(drawn(after)).toEqual(
      expect.arrayContaining(['start > sub', 'start-2 > a', 'a > end-2', 'sub > part']),
    );
    expect(errors(after)).toEqual([]);
  });

  it('leaves by an outcome for each way on', () => {
    const forked = edited(
      { type: 'addElement', element: { id: 'x', type: 'exclusiveGateway', default: 'g2' } },
      { type: 'disconnect', ids: ['f2'] },
      { type: 'connect', id: 'g1', from: 'a', to: 'x' },
      { type: 'connect', id: 'g2', from: 'x', to: 'part' },
      {
        type: 'connect',
        id: 'g3',
        from: 'x',
        to: 'end',
        conditions: { fact: 'ticket.priority', operator: 'equal', value: 1 },
      },
    );
    const after = applyEdit(forked, { type: 'wrapElements', ids: ['a', 'x'], id: 'sub' });
    expect(drawn(after)).toEqual(expect.arrayContaining(['sub part > part', 'sub end > end']));
    expect(find(after, 'x')).toMatchObject({ default: 'g2' });
    expect(errors(after)).toEqual([]);
  });

  it('is made of steps of one scope only', () => {
    expect(edited({ type: 'wrapElements', ids: ['a', 'b'], id: 'sub' })).toBe(drawing);
  });

  it('dissolves into what it was made of', () => {
    const there = edited({ type: 'wrapElements', ids: ['a'], id: 'sub' });
    const back = applyEdit(there, { type: 'dissolve', id: 'sub' });
    expect(idsOf(back).sort()).toEqual(idsOf(drawing).sort());
    expect([...drawn(back)].sort()).toEqual([...drawn(drawing)].sort());
    expect(errors(back)).toEqual([]);
  });

  it('dissolves in the place it had', () => {
    const after = edited({ type: 'dissolve', id: 'part' });
    expect(drawn(after)).toEqual(expect.arrayContaining(['a > b', 'b > c', 'c > end']));
    expect(find(after, 'b')).not.toHaveProperty('parent');
    expect(find(after, 'b')).toMatchObject({ undo: 'back' });
    expect(errors(after)).toEqual([]);
  });
});

describe('any edits of scopes', () => {
  const id = fc.constantFrom(...idsOf(drawing), 'x1', 'nobody');
  const ids = fc.array(id, { minLength: 1, maxLength: 3 });
  const edit: fc.Arbitrary<Edit> = fc.oneof(
    fc.record({ type: fc.constant('reparentElements' as const), ids }),
    fc.record({ type: fc.constant('reparentElements' as const), ids, parent: id }),
    fc.record({ type: fc.constant('attach' as const), id, to: id }),
    fc.record({ type: fc.constant('wrapElements' as const), ids, id: fc.constant('x1') }),
    fc.record({ type: fc.constant('dissolve' as const), id }),
    fc.record({ type: fc.constant('removeElements' as const), ids, heal: fc.boolean() }),
    fc.record({ type: fc.constant('duplicateElements' as const), ids }),
    fc.record({ type: fc.constant('connect' as const), from: id, to: id }),
  );

  it('leave no flow across a border, nothing in what is not there, and nothing twice', () =>
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 8 }), (edits) => {
        const after = edits.reduce(applyEdit, drawing);
        const elements = new Map(after.elements.map((element) => [element.id, element]));
        const flows = new Set(after.flows.map((flow) => flow.id));
        expect(elements.size).toBe(after.elements.length);
        expect(flows.size).toBe(after.flows.length);
        for (const { from, to } of after.flows) {
          expect(elements.has(from) && elements.has(to)).toBe(true);
          expect(elements.get(from)?.parent).toBe(elements.get(to)?.parent);
        }
        for (const element of after.elements) {
          if (element.parent !== undefined)
            expect(elements.get(element.parent)?.type).toBe('subProcess');
          if (element.type === 'boundaryEvent') {
            expect(elements.get(element.attachedTo)?.parent).toBe(element.parent);
          }
          if ('undo' in element && element.undo) expect(elements.has(element.undo)).toBe(true);
        }
        for (const rule of ['bad-parent', 'bad-attachment', 'dangling-flow']) {
          expect(lint(after).filter((finding) => finding.rule === rule)).toEqual([]);
        }
      }),
      { numRuns: 300 },
    ));
});
