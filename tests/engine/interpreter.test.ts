/** What holds for every process: who is heard, what is limited, what survives, and what is said in which order. */
import { describe, expect, it } from 'vitest';
import type { Definition } from '#engine/definition.ts';
import { advance, outstanding, start } from '#engine/interpreter.ts';
import { jsonBytes } from '#engine/json.ts';
import type { Command, Event } from '#engine/messages.ts';
import { MAX_TOKENS, MAX_VARIABLES_BYTES, MAX_VISITS, type State } from '#engine/state.ts';
import { approval, call, comment, process, wait } from '../support/process.ts';
import { scenario } from '../support/scenario.ts';

const at = '2026-03-02T08:00:00.000Z';
const begin = (definition: Definition) =>
  start(definition, { type: 'started', at, start: 'start', variables: {} });
const types = (commands: readonly Command[]) => commands.map(({ type }) => type);

describe('a token', () => {
  it('is one stay at one element: what is late for an earlier stay changes nothing', () => {
    const definition = process('start > a -again> a; a > end');
    const first = begin(definition);
    const completed = {
      type: 'taskCompleted',
      at,
      token: 't2',
      outcome: 'again',
      values: {},
    } as const;
    const second = advance(definition, first.state, completed);
    expect(Object.keys(second.state.tokens)).toEqual(['t3']);
    expect(advance(definition, second.state, completed)).toEqual({
      state: second.state,
      commands: [],
    });
  });

  it('hears only what it waits for', () => {
    const definition = process('start > a > end');
    const { state } = begin(definition);
    const deaf: readonly Event[] = [
      { type: 'timerFired', at, token: 't2' },
      { type: 'approvalDecided', at, token: 't2', outcome: 'approved' },
      { type: 'flowChosen', at, token: 't2', flow: 'f1' },
      { type: 'rulesetRun', at, token: 't2', variables: { a: 1 } },
      { type: 'acted', at, token: 't2' },
      { type: 'callDone', at, token: 't2', variables: {} },
      { type: 'askFailed', at, token: 't2', code: 'x', message: 'x' },
      { type: 'callFailed', at, token: 't2', code: 'x', message: 'x' },
      { type: 'instantResolved', at, token: 't2', due: at },
      { type: 'retried', at, token: 't2' },
      { type: 'taskCompleted', at, token: 't9', outcome: null, values: {} },
      { type: 'taskCompleted', at, token: 'constructor', outcome: null, values: {} },
      { type: 'started', at, start: 'start', variables: {} },
    ];
    for (const event of deaf)
      expect(advance(definition, state, event)).toEqual({ state, commands: [] });
  });

  it('moves with one entered and one left for every flow it takes', () => {
    const { commands } = begin(process('start > p > a > end; p > b > end'));
    expect(commands).toEqual([
      { type: 'entered', token: 't1', element: 'start', at, flow: null },
      { type: 'left', token: 't1', element: 'start', at, flow: 'f1', outcome: null },
      { type: 'entered', token: 't2', element: 'p', at, flow: 'f1' },
      { type: 'left', token: 't2', element: 'p', at, flow: 'f2', outcome: null },
      { type: 'left', token: 't2', element: 'p', at, flow: 'f4', outcome: null },
      { type: 'entered', token: 't3', element: 'a', at, flow: 'f2' },
      { type: 'openTask', token: 't3', element: 'a', at },
      { type: 'entered', token: 't4', element: 'b', at, flow: 'f4' },
      { type: 'openTask', token: 't4', element: 'b', at },
    ]);
  });
});

describe('several flows from an element that is no gateway', () => {
  it('are all taken', () =>
    scenario(process('start > a > b > end; a > c > end'))
      .starts()
      .completes('a')
      .traces(`task a
               task b
               task c`));
});

describe('a cancelled run', () => {
  it('withdraws everything in the order in which it came, says so once, and hears nothing more', () => {
    const definition = process(
      'start > p > a > end; p > ask -approved> end; p > t > end; p > ring > end',
      {
        ask: approval,
        t: wait({ after: { hours: 1 } }),
        ring: call,
      },
    );
    const { state } = begin(definition);
    const { state: over, commands } = advance(definition, state, {
      type: 'cancelled',
      at,
      reason: 'enough',
    });
    expect(
      commands.map((command) =>
        'element' in command ? `${command.type} ${command.element}` : command.type,
      ),
    ).toEqual(['withdraw a', 'withdraw ask', 'withdraw t', 'withdraw ring', 'ended']);
    expect(commands.at(-1)).toEqual({
      type: 'ended',
      at,
      status: 'cancelled',
      outcome: null,
      reason: 'enough',
    });
    expect(over).toMatchObject({ status: 'cancelled', tokens: {} });
    expect(outstanding(definition, over)).toEqual([]);
    expect(advance(definition, over, { type: 'cancelled', at, reason: 'again' }).commands).toEqual(
      [],
    );
  });

  it('withdraws in the order of age also when a database has turned the names round', () => {
    const definition = process('start > p > a > end; p > b > end; p > c > end');
    const { state } = begin(definition);
    const turned: State = {
      ...state,
      tokens: Object.fromEntries(Object.entries(state.tokens).reverse()),
    };
    const cancel = { type: 'cancelled', at, reason: '' } as const;
    expect(advance(definition, turned, cancel).commands).toEqual(
      advance(definition, state, cancel).commands,
    );
  });
});

describe('what is outstanding after a shell was lost', () => {
  it('is every question, call and timer, and nothing that the record holds', () => {
    const definition = process(
      'start > p > a > end; p > ask -approved> end; p > t > end; p > ring > end; p > say > end',
      {
        ask: approval,
        t: wait({ after: { hours: 1 } }),
        ring: call,
        say: comment,
      },
    );
    const { state, commands } = begin(definition);
    const again = outstanding(definition, state);
    expect(types(again)).toEqual(['timer', 'call', 'ask']);
    expect(again).toEqual(commands.filter(({ type }) => ['timer', 'call', 'ask'].includes(type)));
  });

  it('counts the attempts of a call', () => {
    const definition = process('start > ring > end', { ring: call });
    let { state } = begin(definition);
    ({ state } = advance(definition, state, {
      type: 'callFailed',
      at,
      token: 't2',
      code: 'x',
      message: 'x',
    }));
    ({ state } = advance(definition, state, { type: 'retried', at, token: 't2' }));
    expect(outstanding(definition, state)).toMatchObject([{ type: 'call', attempt: 2 }]);
  });
});

describe('a timer that comes again in business time', () => {
  const timer = { after: { businessHours: 4 } };
  const definition = process('start > a > end; late > b > end', {
    late: { type: 'boundaryEvent', attachedTo: 'a', timer, interrupting: false, repeat: 3 },
  });
  const due = '2026-03-02T12:00:00.000Z';
  const first = advance(definition, begin(definition).state, {
    type: 'instantResolved',
    at,
    token: 't3',
    due,
  });
  /** The worker was away when it was due. */
  const later = '2026-03-02T12:30:00.000Z';
  const fired = advance(definition, first.state, { type: 'timerFired', at: later, token: 't3' });
  const asked = { type: 'ask', ask: { kind: 'resolveInstant', timer, from: due } };
  const answer = (state: State, answeredAt: string, next: string) => {
    const [token = ''] = outstanding(definition, state).flatMap((command) =>
      command.type === 'ask' ? [command.token] : [],
    );
    return advance(definition, state, {
      type: 'instantResolved',
      at: answeredAt,
      token,
      due: next,
    });
  };

  it('asks when, counted from when it was due, and asks the same after a shell was lost', () => {
    expect(fired.commands.filter(({ type }) => type === 'ask')).toMatchObject([asked]);
    const state = JSON.parse(JSON.stringify(fired.state)) as State;
    expect(state).toEqual(fired.state);
    expect(outstanding(definition, state)).toMatchObject([asked]);
  });

  it('keeps its count and its place in the state', () => {
    const next = '2026-03-02T16:00:00.000Z';
    const { state } = answer(fired.state, later, next);
    const waits = Object.values(state.tokens).map((token) => token.wait);
    expect(waits).toContainEqual({ kind: 'timer', at: next, round: 2 });
  });

  it('comes at once when the answer was long in coming, and no more often than it is told', () => {
    let { state } = fired;
    const comings = [];
    for (const hour of [16, 17, 18, 19]) {
      const step = answer(state, `2026-03-02T${hour}:00:00.000Z`, `2026-03-02T${hour}:00:00.000Z`);
      comings.push(step.commands.filter(({ type }) => type === 'openTask').length);
      state = step.state;
    }
    expect(comings).toEqual([1, 1, 0, 0]);
    expect(outstanding(definition, state)).toEqual([]);
  });
});

describe('limits', () => {
  it('stops a loop that never waits', () => {
    const { state } = begin(process('start > x > x2; x2 > x; x2 > end'));
    expect(state.visits.x).toBe(MAX_VISITS + 1);
    expect(Object.values(state.tokens).map(({ wait: { kind } }) => kind)).toEqual(['failed']);
  });

  it('stops a fork that would hold too many tokens, and lets it through when there is room again', () => {
    const drawn = process('start > p > a > end');
    const more = Array.from({ length: MAX_TOKENS }, (_, n) => ({
      id: `m${n}`,
      from: 'p',
      to: 'a',
    }));
    const crowded = begin({ ...drawn, flows: [...drawn.flows, ...more] });
    expect(crowded.commands.at(-1)).toMatchObject({ type: 'failed', code: 'token_limit' });
    const fits = { ...drawn, flows: [...drawn.flows, ...more.slice(1)] };
    const retried = advance(fits, crowded.state, { type: 'retried', at, token: 't2' });
    expect(Object.keys(retried.state.tokens)).toHaveLength(MAX_TOKENS);
  });
});

describe('what a run carries', () => {
  const definition = process('start > a -again> a; a > end');
  const notes = (name: string, length: number) => ({ [name]: 'é'.repeat(length) });
  const completed = (state: State, event: Event) => advance(definition, state, event);

  it('is measured as UTF-8', () => {
    for (const text of ['plain', 'é', '漢字', '🙂', 'a"\n', '\ud800'])
      expect(jsonBytes({ text }), text).toBe(Buffer.byteLength(JSON.stringify({ text })));
  });

  it('is bounded: what brings too much fails, with name, sizes and a way out', () => {
    let { state } = begin(definition);
    const bring = (token: string, values: Record<string, string>, outcome = 'again') =>
      completed(state, { type: 'taskCompleted', at, token, outcome, values });
    ({ state } = bring('t2', notes('first', 300_000)));
    const { commands, state: full } = bring('t3', notes('second', 250_000));
    expect(commands).toMatchObject([{ type: 'failed', code: 'variables_too_large', token: 't3' }]);
    expect(commands[0]).toHaveProperty(
      'message',
      expect.stringMatching(
        /“second” \(501 kB\).*1101 kB.*1000 kB.*“first” with 601 kB.*try again/,
      ),
    );
    expect(jsonBytes(full.variables)).toBeLessThan(MAX_VARIABLES_BYTES);
    ({ state } = advance(definition, full, { type: 'retried', at, token: 't3' }));
    ({ state } = bring('t3', notes('second', 10), 'done'));
    expect(state).toMatchObject({ status: 'completed', variables: { second: 'é'.repeat(10) } });
  });
});

describe('a half-drawn process', () => {
  it.each([
    ['start > a', 'no_flow'],
    ['start > a > nowhere', 'unknown_element'],
  ])('“%s” fails its token with %s', (drawing, code) => {
    const drawn = process(drawing);
    const definition = { ...drawn, elements: drawn.elements.filter(({ id }) => id !== 'nowhere') };
    const { state } = begin(definition);
    const done = advance(definition, state, {
      type: 'taskCompleted',
      at,
      token: 't2',
      outcome: null,
      values: {},
    });
    expect(done.commands.at(-1)).toMatchObject({ type: 'failed', code });
  });

  it('fails at once when it has no such start', () => {
    expect(types(begin(process('a > end')).commands)).toEqual(['entered', 'failed']);
  });

  it('knows elements named like what every object has', () => {
    const definition = process('start > constructor > toString > end');
    let { state } = begin(definition);
    for (const token of ['t2', 't3']) {
      ({ state } = advance(definition, state, {
        type: 'taskCompleted',
        at,
        token,
        outcome: null,
        values: {},
      }));
    }
    expect(state.status).toBe('completed');
    const turning = begin(process('start > constructor > toString > constructor'));
    expect(turning.state.visits).toEqual({ constructor: 1 });
  });
});

describe('an unknown answer', () => {
  it('fails the gateway when it names a flow that was not asked about', () => {
    const definition = process(
      'start > x -?yes> end; x > a > end',
      { x: { default: 'f3' } },
      { yes: { all: [] } },
    );
    const { state } = begin(definition);
    const { commands } = advance(definition, state, {
      type: 'flowChosen',
      at,
      token: 't2',
      flow: 'f9',
    });
    expect(commands).toMatchObject([{ type: 'failed', code: 'unknown_flow' }]);
  });
});
