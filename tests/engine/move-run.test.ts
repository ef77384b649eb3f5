/** A run moves to another version: what it waits for stays, what beside it comes and goes, and nobody is led into a trap. */
import { describe, expect, it } from 'vitest';
import type { Definition } from '#engine/definition.ts';
import { advance, start } from '#engine/interpreter.ts';
import { moveRun } from '#engine/move/move-run.ts';
import type { State } from '#engine/state.ts';
import { approval, process, review, wait } from '../support/process.ts';

const at = '2026-03-02T08:00:00.000Z';
const later = '2026-03-02T09:00:00.000Z';
const begun = (definition: Definition): State =>
  start(definition, { type: 'started', at, start: 'start', variables: {} }).state;
const move = (from: Definition, to: Definition, state = begun(from), mapping = {}) =>
  moveRun(from, to, state, mapping, later);
const waits = (state: State) =>
  Object.values(state.tokens).map(({ element, wait: { kind } }) => `${element} ${kind}`);

describe('a token', () => {
  it('keeps what it waits for, and goes on by the new drawing', () => {
    const from = process('start > t > end', { t: wait({ after: { hours: 2 } }) });
    const to = process('start > t > after > end', { t: wait({ after: { hours: 9 } }) });
    const moved = move(from, to);
    if (!moved.moved) throw new Error('it was held');
    expect(moved.state.tokens).toEqual(begun(from).tokens);
    expect(moved.commands).toEqual([]);
    const on = advance(to, moved.state, { type: 'timerFired', at: later, token: 't2' });
    expect(waits(on.state)).toEqual(['after task']);
  });

  it('goes where a mapping says', () => {
    const moved = move(process('start > a > end'), process('start > b > end'), undefined, {
      a: 'b',
    });
    expect(moved).toMatchObject({ moved: true, landings: [{ from: 'a', to: 'b' }] });
  });

  it.each([
    ['gone', process('start > b > end')],
    ['other_type', process('start > a > end', { a: wait({ after: { hours: 1 } }) })],
    [
      'other_place',
      {
        ...process('start > s > end; in > out', {
          s: { type: 'subProcess' },
          in: { type: 'startEvent', trigger: { type: 'inner' }, parent: 's' },
          a: { type: 'userTask', task: {}, parent: 's' },
          out: { type: 'endEvent', parent: 's' },
        }),
      },
    ],
  ])('that has no place there holds the run back: %s', (problem, to) => {
    expect(move(process('start > a > end'), to)).toEqual({
      moved: false,
      holds: [{ token: 't2', element: 'a', problem }],
    });
  });

  it('at a join whose flow is gone holds the run back', () => {
    const from = process('start > p > a > q > end; p > b > q', {
      q: { type: 'parallelGateway' },
      p: { type: 'parallelGateway' },
    });
    const to = {
      ...from,
      flows: from.flows.map((flow) => (flow.to === 'q' ? { ...flow, id: `new-${flow.id}` } : flow)),
    };
    const half = advance(from, begun(from), {
      type: 'taskCompleted',
      at,
      token: 't3',
      outcome: null,
      values: {},
    }).state;
    expect(move(from, to, half)).toMatchObject({ moved: false, holds: [{ problem: 'flow_gone' }] });
  });
});

describe('a decision that is open', () => {
  const asked = (due: object, more = ''): Definition =>
    process(`start > a; a -approved> end; a -rejected> end${more}`, {
      a: { ...approval, approval: { ...approval.approval, ...due } },
    });
  const timed = asked({ due: { hours: 1 } }, '; a -timedOut> late > end');

  it('holds the run back where it can come to what the new element does not know', () => {
    expect(move(timed, asked({}))).toEqual({
      moved: false,
      holds: [{ token: 't2', element: 'a', problem: 'outcome_gone' }],
    });
  });

  it('goes along where the new element knows as much or more', () => {
    expect(move(timed, timed).moved).toBe(true);
    expect(move(asked({}), timed).moved).toBe(true);
  });

  it('stays with the board that it is before, and goes nowhere else', () => {
    const drawn = (board: string) =>
      process('start > a > end', { a: { ...review, cab: { board } } });
    const moved = move(drawn('it'), drawn('security'));
    if (!moved.moved) throw new Error('it was held');
    expect(moved.commands).toEqual([]);
    expect(waits(moved.state)).toEqual(['a review']);
    expect(move(drawn('it'), asked({}))).toMatchObject({
      moved: false,
      holds: [{ element: 'a', problem: 'other_type' }],
    });
  });

  it('in a loop holds it back by what has been decided already', () => {
    const each = (keys: readonly string[]): Definition =>
      process(`start > a > end${keys.map((key) => `; a -${key}> end`).join('')}`, {
        a: {
          type: 'userTask',
          task: { outcomes: keys.map((key) => ({ key, label: key })) },
          loop: { each: '2', sequential: true },
        },
      });
    const from = each(['yes', 'no']);
    const state = begun(from);
    const doing = Object.values(state.tokens).find(({ wait: { kind } }) => kind === 'task');
    const half = advance(from, state, {
      type: 'taskCompleted',
      at,
      token: doing?.id ?? '',
      outcome: 'no',
      values: {},
    }).state;
    expect(move(from, each(['yes']), state).moved).toBe(true);
    expect(move(from, each(['yes']), half)).toMatchObject({
      holds: [{ token: 't2', element: 'a', problem: 'outcome_gone' }],
    });
  });
});

describe('a join under way', () => {
  const q = { q: { type: 'parallelGateway' } };
  const three = process('start > p > a > q > after > end; p > b > q; p > c > q', q);
  const come = (...elements: string[]): State =>
    elements.reduce((state, element) => {
      const token = Object.values(state.tokens).find((one) => one.element === element)?.id ?? '';
      const event = { type: 'taskCompleted', at, token, outcome: null, values: {} } as const;
      return advance(three, state, event).state;
    }, begun(three));

  it('goes on where the new version has no more flows than have come', () => {
    const isGone = (id: string) => id === 'c';
    const two: Definition = {
      ...three,
      elements: three.elements.filter(({ id }) => !isGone(id)),
      flows: three.flows.filter(({ from, to }) => !isGone(from) && !isGone(to)),
    };
    const moved = move(three, two, come('a', 'b'), { c: null });
    if (!moved.moved) throw new Error('it was held');
    expect(waits(moved.state)).toEqual(['after task']);
  });

  it('goes on where the new version needs no more than have come', () => {
    const early = process('start > p > a > q > after > end; p > b > q; p > c > q', {
      q: { type: 'parallelGateway', join: { needed: 2 } },
    });
    const moved = move(three, early, come('a', 'b'));
    if (!moved.moved) throw new Error('it was held');
    expect(waits(moved.state)).toEqual(['c task', 'after task']);
    const back = move(early, three, moved.state);
    if (!back.moved) throw new Error('it was held');
    const [token] = Object.values(back.state.tokens);
    const event = { type: 'taskCompleted', at, token: token?.id ?? '', outcome: null } as const;
    expect(waits(advance(three, back.state, { ...event, values: {} }).state)).toEqual([
      'after task',
    ]);
  });
});

describe('what waits beside the flow', () => {
  const plain = process('start > a > end');
  const timed = process('start > a > end; late > chase > end', {
    late: { type: 'boundaryEvent', attachedTo: 'a', timer: { after: { hours: 2 } } },
  });

  it('begins where the new version has it, from the move on', () => {
    const moved = move(plain, timed);
    expect(moved).toMatchObject({ moved: true, begun: ['late'] });
    if (!moved.moved) return;
    expect(waits(moved.state)).toEqual(['a task', 'late timer']);
    expect(moved.commands).toContainEqual({
      type: 'timer',
      token: 't3',
      at: '2026-03-02T11:00:00.000Z',
    });
  });

  it('ends where the new version does not have it', () => {
    const moved = move(timed, plain);
    if (!moved.moved) throw new Error('it was held');
    expect(waits(moved.state)).toEqual(['a task']);
    expect(moved.commands).toMatchObject([{ type: 'withdraw', element: 'late' }]);
  });

  it('keeps its instant where both have it', () => {
    const moved = move(timed, timed);
    expect(moved).toMatchObject({ moved: true, begun: [], commands: [] });
  });
});

describe('a trap', () => {
  it('is seen before anything is moved', () => {
    const from = process('start > a > end');
    // Sound from its own start, but nobody who stands at `a` ever brings the other branch.
    const to = process('start > p > a > q > end; p > b > q', {
      p: { type: 'parallelGateway' },
      q: { type: 'parallelGateway' },
    });
    expect(move(from, to)).toMatchObject({
      moved: false,
      holds: [{ element: 'q', problem: 'would_get_stuck' }],
    });
  });
});

describe('what may be a trap', () => {
  const border = { type: 'boundaryEvent', attachedTo: 'a', interrupting: false };

  it('is no hold where it cannot be told whether what gathers before a join goes on', () => {
    const to = process('start > z > x > p > a > c > q > end; p > b > q; late > x', {
      q: { type: 'parallelGateway' },
      late: { ...border, timer: { after: { hours: 1 } } },
    });
    expect(move(process('start > z > end'), to)).toMatchObject({ moved: true, proved: false });
  });

  it('is one where a message can come oftener than a join takes', () => {
    const outcomes = ['l', 'r'].map((key) => ({ key, label: key }));
    const to = process('start > a > end; news > u -l> q > end2; u -r> q', {
      news: { ...border, message: { name: 'news' } },
      u: { type: 'userTask', task: { outcomes } },
      q: { type: 'parallelGateway', join: { needed: 1 } },
    });
    expect(move(to, to)).toMatchObject({ holds: [{ element: 'q', problem: 'would_get_stuck' }] });
  });
});

describe('what is being undone', () => {
  const task = { type: 'userTask', task: {} };
  const undoing = (first: string, more: object = {}): Definition =>
    process(`start > ${first} > b > th > end`, {
      [first]: { ...task, undo: 'u' },
      b: { ...task, undo: 'v' },
      th: { type: 'intermediateThrowEvent', compensation: {} },
      u: { ...task, forCompensation: true },
      v: { ...task, forCompensation: true },
      ...more,
    });
  const done = (definition: Definition, state: State, element: string): State => {
    const token = Object.values(state.tokens).find((one) => one.element === element)?.id ?? '';
    const event = { type: 'taskCompleted', at, token, outcome: null, values: {} } as const;
    return advance(definition, state, event).state;
  };
  const half = (definition: Definition, first: string): State =>
    done(definition, done(definition, begun(definition), first), 'b');

  it('goes on under its new name', () => {
    const to = undoing('a2');
    const moved = move(undoing('a'), to, half(undoing('a'), 'a'), { a: 'a2' });
    if (!moved.moved) throw new Error('it was held');
    expect(waits(moved.state)).toEqual(['th undoing', 'v task']);
    const next = done(to, moved.state, 'v');
    expect(waits(next)).toEqual(['th undoing', 'u task']);
    expect(done(to, next, 'u').status).toBe('completed');
  });

  it('is forgotten where the new version cannot undo it, but for what is under way', () => {
    const from = undoing('a');
    const to = undoing('a', { a: task, b: task });
    const moved = move(from, to, half(from, 'a'));
    expect(moved).toMatchObject({ moved: true, forgotten: ['a'] });
    if (moved.moved) expect(done(to, moved.state, 'v').status).toBe('completed');
  });

  it('is looked at for each run by what it has still to undo', () => {
    const choice = (undoOfC: object): Definition => {
      const drawn = process(
        `start > x > a > y > b > th > end; x > c > y${'w' in undoOfC ? '; go > p1 > p2 > out; in > p2' : ''}`,
        {
          a: { ...task, undo: 'u' },
          b: { ...task, undo: 'v' },
          c: { ...task, undo: 'w' },
          y: { type: 'exclusiveGateway' },
          th: { type: 'intermediateThrowEvent', compensation: {} },
          u: { ...task, forCompensation: true },
          v: { ...task, forCompensation: true },
          w: { ...task, forCompensation: true },
          ...undoOfC,
        },
      );
      return {
        ...drawn,
        flows: drawn.flows.map((flow) =>
          flow.from === 'x' && flow.to === 'c'
            ? {
                ...flow,
                conditions: { all: [{ fact: 'variables.c', operator: 'equal', value: true }] },
              }
            : flow,
        ),
        elements: drawn.elements.map((element) =>
          element.id === 'x' && element.type === 'exclusiveGateway'
            ? { ...element, default: 'f2' }
            : element,
        ),
      };
    };
    const from = choice({});
    // What undoes “c” waits at a join for what never comes.
    const inside = { parent: 'w' };
    const to = choice({
      w: { type: 'subProcess', forCompensation: true },
      go: { type: 'startEvent', trigger: { type: 'inner' }, ...inside },
      in: { ...task, ...inside },
      p1: { type: 'parallelGateway', ...inside },
      p2: { type: 'parallelGateway', ...inside },
      out: { type: 'endEvent', ...inside },
    });
    const chosen = (flow: string | null): State =>
      advance(from, begun(from), { type: 'flowChosen', at, token: 't2', flow }).state;
    const onward = (state: State, first: string) => done(from, done(from, state, first), 'b');
    const byC = from.flows.find((flow) => flow.to === 'c')?.id ?? '';
    expect(move(from, to, onward(chosen(null), 'a'))).toMatchObject({ moved: true, proved: true });
    expect(move(from, to, onward(chosen(byC), 'c'))).toMatchObject({
      holds: [{ problem: 'would_get_stuck' }],
    });
  });
});

describe('what was done', () => {
  it('is forgotten where the new version cannot undo it, and says so', () => {
    const undoable = process('start > a > b > end', {
      a: { type: 'userTask', task: {}, undo: 'u' },
      u: { type: 'userTask', task: {}, forCompensation: true },
    });
    const state = advance(undoable, begun(undoable), {
      type: 'taskCompleted',
      at,
      token: 't2',
      outcome: null,
      values: {},
    }).state;
    expect(move(undoable, process('start > a > b > end'), state)).toMatchObject({
      moved: true,
      forgotten: ['a'],
    });
    const kept = move(undoable, undoable, state);
    expect(kept.moved && kept.state.undos).toEqual([{ element: 'a' }]);
  });
});
