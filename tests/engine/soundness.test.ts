/** What the prover says of drawings, of runs under way, and of the facts that a trap needs. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Condition } from '#engine/condition.ts';
import type { Definition } from '#engine/definition.ts';
import { advance, start } from '#engine/interpreter.ts';
import { lint } from '#engine/lint/index.ts';
import { prove, proveFrom } from '#engine/soundness/prove.ts';
import { satisfiable } from '#engine/soundness/satisfiable.ts';
import type { State } from '#engine/state.ts';
import { shippedProcesses } from '#rules/shipped/index.ts';
import { border, eventSub, inner, nested, on, sub } from '../support/nested.ts';
import { comment, process, review, wait, when } from '../support/process.ts';
import { tangled } from '../support/tangled.ts';

const AT = '2026-03-02T08:00:00.000Z';
const hour = { after: { hours: 1 } };
const inclusive = { type: 'inclusiveGateway' };
const race = { type: 'eventBasedGateway' };
const yes = { yes: when('variables.yes', 'equal', true) };

const asking = (...keys: string[]) => ({
  type: 'userTask',
  task: { outcomes: keys.map((key) => ({ key, label: key })) },
});

const SOUND: { readonly [name: string]: Definition } = {
  'a timer that calls work off, brought together by an exclusive gateway': process(
    'start > a > x > end; late > b > x',
    { late: border('a', { timer: hour }) },
  ),
  'an inclusive gateway that waits for what can come': process(
    'start > i -?yes> a > j > end; i > b > j',
    { i: { ...inclusive, default: 'f5' }, j: inclusive },
    yes,
  ),
  'a join of one that calls off the rest': process('start > p > a > q > end; p > b > q', {
    p: {},
    q: { type: 'parallelGateway', join: { needed: 1, cancelRest: true } },
  }),
  'a join of two in a loop, of which the third may be late': process(
    'start > x > p > a > q > ask -ok> end; p > b > q; p > c > q; ask -again> x',
    { q: { type: 'parallelGateway', join: { needed: 2 } }, ask: asking('again', 'ok') },
  ),
  'a board that sends it back as often as it likes': process(
    'start > plan > cab -approved> end; cab -rejected> end2; cab -deferred> plan',
    { cab: review },
  ),
  'a message that may come again and again and has a join of its own': process(
    'start > a > end; news > p > b > q > end2; p > c > q',
    {
      news: border('a', { message: { name: 'news' }, interrupting: false }),
      q: { type: 'parallelGateway' },
    },
  ),
  'a loop that may have had enough': process('start > a > end', {
    a: { type: 'userTask', task: {}, loop: { each: '3', until: 'loop.completed >= 2' } },
  }),
  'an event sub-process that takes the place of a loop': nested(
    process(
      'start > a > x -?yes> a; x > end; startE > c > endE',
      { e: eventSub, startE: on({ signal: { name: 'stop' } }), x: { default: 'f4' } },
      yes,
    ),
    { e: 'startE c endE' },
  ),
  'an error that is caught': nested(
    process(
      'start > s > end; bad > b > end; start1 > x -?yes> oops; x > end1',
      {
        s: sub,
        start1: inner,
        x: { default: 'f6' },
        bad: border('s', { error: {} }),
        oops: { type: 'endEvent', error: { code: 'oops' } },
      },
      yes,
    ),
    { s: 'start1 x oops end1' },
  ),
};

const TRAPS: { readonly [name: string]: readonly [Definition, string, string] } = {
  'a border that leads past a join': [
    process('start > p > a > q > end; p > b > q; late > c > end2', {
      q: { type: 'parallelGateway' },
      late: border('a', { timer: hour }),
    }),
    'stuck',
    'q',
  ],
  'a race before a join': [
    process('start > e > t > q > end; e > m > q', {
      e: race,
      t: wait(hour),
      m: { type: 'intermediateCatchEvent', signal: { name: 'news' } },
      q: { type: 'parallelGateway' },
    }),
    'stuck',
    'q',
  ],
  'an inclusive choice before a parallel join': [
    process(
      'start > i -?yes> a > q > end; i > b > q',
      {
        i: { ...inclusive, default: 'f5' },
        q: { type: 'parallelGateway' },
      },
      yes,
    ),
    'stuck',
    'q',
  ],
  'a join inside a sub-process': [
    nested(
      process(
        'start > s > end; start1 > x -?yes> a > q > end1; x > b > q',
        {
          s: sub,
          start1: inner,
          x: { default: 'f7' },
          q: { type: 'parallelGateway' },
        },
        yes,
      ),
      { s: 'start1 x a b q end1' },
    ),
    'stuck',
    'q',
  ],
  'an error that leads past a join': [
    process('start > p > a > q > end; p > b > q; bad > c > end2', {
      a: comment,
      q: { type: 'parallelGateway' },
      bad: border('a', { error: {} }),
    }),
    'stuck',
    'q',
  ],
  'a loop that nothing leaves': [process('start > x > a > b > x'), 'endless', 'a'],
  'a round of a join that never gets full': [
    process(
      'start > x > p > a > q > ask -ok> end; p > b > q; p > c -yes> q; c -no> end2; ask -again> x',
      {
        q: { type: 'parallelGateway', join: { needed: 2 } },
        ask: asking('again', 'ok'),
        c: asking('yes', 'no'),
      },
    ),
    'stuck',
    'q',
  ],
  'what begins beside a task while others stand behind it': [
    process(
      `start > p > a > q > end; p > x > b > q; p > x2 > c > q
      late > p2 > x; p2 > x2; p2 > one -yes> p3 > end2; p2 > two -yes> p3; one -no> end3; two -no> end4`,
      {
        q: { type: 'parallelGateway', join: { needed: 1, cancelRest: true } },
        late: border('a', { timer: hour, interrupting: false }),
        p3: {},
        one: asking('yes', 'no'),
        two: asking('yes', 'no'),
      },
    ),
    'stuck',
    'p3',
  ],
  'an inclusive gateway that a border can make go on twice': [
    process(
      `start > p > a > i > p2 > p3 > end; p > b > i; p > c > i; late > i
      p > d > p2; p > e > p3`,
      { i: inclusive, late: border('b', { timer: hour, interrupting: false }) },
    ),
    'stuck',
    'p2',
  ],
  'a token that comes back to an inclusive gateway while another is on its way': [
    process(
      `start > p; p > c > x3; p > a > x; p > b > x; x > i; x3 > i; i > ask -ok> q > end
      ask -again> x; ask -other> x3; p > d > x4 > q; p > e > x4`,
      { i: inclusive, q: { type: 'parallelGateway' }, ask: asking('ok', 'again', 'other') },
    ),
    'stuck',
    'q',
  ],
  'a token that comes before a join when it has called off the rest': [
    process('start > p > a > x > p2 > b > q > p3 > end; p2 > c > q; p > d > x; p > e > p3', {
      q: { type: 'parallelGateway', join: { needed: 1, cancelRest: true } },
    }),
    'stuck',
    'p3',
  ],
  'a timer beside a loop that may be left by the last end': [
    nested(
      process(
        `start > p > s > p2 > end; p > a > p2; late > end2; stop > end3
        start1 > x > b > ask -again> x; ask -ok> end1`,
        {
          s: sub,
          start1: inner,
          ask: asking('again', 'ok'),
          late: border('s', { timer: hour }),
          stop: border('a', { timer: hour, interrupting: false }),
          end3: { type: 'endEvent', terminate: true },
        },
      ),
      { s: 'start1 x b ask end1' },
    ),
    'stuck',
    'p2',
  ],
  'a branch more with each turn': [process('start > x > p > a > end; p > b > x'), 'endless', 'b'],
};

/** Where the error is caught, only one outcome fills a join of two. */
const CATCHING = 'bad > u -l> q > end2; u -r> q';
const catching = (host: string) => ({
  bad: border(host, { error: {} }),
  u: asking('l', 'r'),
  q: { type: 'parallelGateway' },
});
const within = (name: string, element: { readonly type: string }): Definition =>
  nested(
    process(`start > s > end; ${CATCHING}; start1 > ${name} > end1`, {
      ...catching('s'),
      s: sub,
      start1: inner,
      [name]: element,
    }),
    { s: `start1 ${name} end1` },
  );
const working = (more: object): Definition =>
  process(`start > a > end; ${CATCHING}`, {
    ...catching('a'),
    a: { type: 'userTask', task: {}, ...more },
  });
const saying = (key: string, value: string) => ({
  type: 'intermediateThrowEvent',
  message: { name: 'news', key, value },
});
const hearing = (key: string) => ({
  type: 'intermediateCatchEvent',
  message: { name: 'news', key },
});

/** Only this error is caught. */
function withCode(code: string, { elements, ...rest }: Definition): Definition {
  const only = elements.map((one) => (one.id === 'bad' ? { ...one, error: { code } } : one));
  return { ...rest, elements: only } as Definition;
}

/** With a question to the record, and the same with one that the run answers itself. */
const ASKED: { readonly [name: string]: readonly [Definition, Definition] } = {
  'a fact that holds no instant': [
    within('w', wait({ fact: 'ticket.dueAt' })),
    within('w', wait(hour)),
  ],
  'a calendar that is missing': [
    within('w', wait({ after: { businessHours: 1 } })),
    within('w', wait({ at: '2030-01-01T00:00:00Z' })),
  ],
  'a calendar that is missing for the time before an instant': [
    withCode('not_found', within('w', wait({ fact: 'ticket.dueAt', before: { businessDays: 2 } }))),
    withCode('not_found', within('w', wait({ fact: 'ticket.dueAt', before: { days: 2 } }))),
  ],
  'inputs from the record': [
    working({ inputs: { n: 'ticket.priority + 1' } }),
    working({ inputs: { n: 'variables.n + 1' } }),
  ],
  'a list from the record': [
    working({ loop: { each: 'filter(ticket.custom.list, x => x > 1)' } }),
    working({ loop: { each: 'filter(variables.list, x => x > 1)' } }),
  ],
  'what is said of the record': [
    within('m', saying('ticket.number', 'upper(ticket.custom.word)')),
    within('m', saying('variables.order', 'upper(variables.word)')),
  ],
  'a key that looks at the record': [
    within('m', hearing('upper(ticket.number)')),
    within('m', hearing('upper(variables.order)')),
  ],
};

describe('what cannot be answered', () => {
  it.each(Object.entries(ASKED))('may be %s, and is caught', (_name, [asked, own]) => {
    expect(prove(asked, 'start')).toMatchObject({ verdict: 'stuck', element: 'q' });
    expect(prove(own, 'start').verdict).toBe('sound');
    const neverThrown = (definition: Definition) =>
      lint(definition).filter(({ rule }) => rule === 'never-thrown');
    expect(neverThrown(asked)).toEqual([]);
    expect(neverThrown(own)).toMatchObject([{ element: 'bad' }]);
  });

  it('fails with a code of its own', () => {
    const named = (code: string) => withCode(code, within('w', wait({ fact: 'ticket.dueAt' })));
    expect(prove(named('bad_instant'), 'start').verdict).toBe('stuck');
    expect(prove(named('broken'), 'start').verdict).toBe('sound');
  });
});

describe('the prover', () => {
  it.each(Object.entries(SOUND))('shows that %s always ends', (_name, definition) => {
    expect(prove(definition, 'start')).toMatchObject({ verdict: 'sound' });
  });

  it.each(Object.entries(TRAPS))('finds %s', (_name, [definition, verdict, element]) => {
    const proof = prove(definition, 'start');
    const whole = prove(definition, 'start', { states: 2_000, moves: 20_000, whole: true });
    expect(proof.verdict === 'growing' ? 'endless' : proof.verdict).toBe(verdict);
    expect(whole.verdict === 'growing' ? 'endless' : whole.verdict).toBe(verdict);
    if (verdict === 'stuck') expect(proof).toMatchObject({ element });
  });

  it('tells a way that can be played, event by event, into the trap', () => {
    const [definition] = TRAPS['a border that leads past a join'] ?? [];
    if (!definition) throw new Error('invariant: it is there');
    const proof = prove(definition, 'start');
    if (proof.verdict !== 'stuck') throw new Error('it is stuck');
    let { state } = start(definition, { type: 'started', at: AT, start: 'start', variables: {} });
    for (const { event } of proof.path) if (event) ({ state } = advance(definition, state, event));
    const failed = Object.values(state.tokens).find(({ wait: { kind } }) => kind === 'failed');
    expect(failed).toMatchObject({ element: 'q', wait: { code: 'join_stuck' } });
    expect(proof.missing).toEqual(['f3']);
  });

  it('names the branch that is missing on the way that the facts allow', () => {
    const definition = process(
      'start > first -?dear> fork; first > x; fork > a > join > end; fork > x > b > second -?dearer> join; second > c > end3',
      {
        fork: { type: 'parallelGateway' },
        join: { type: 'parallelGateway' },
        first: { type: 'exclusiveGateway', default: 'f3' },
        second: { type: 'exclusiveGateway', default: 'f11' },
      },
      {
        dear: when('variables.cost', 'greaterThan', 500),
        dearer: when('variables.cost', 'greaterThan', 900),
      },
    );
    const [finding] = lint(definition).filter(({ rule }) => rule === 'can-get-stuck');
    expect(finding?.values).toMatchObject({ missing: ['second'] });
    expect(finding?.message).toContain('nothing comes from “second”');
  });

  it('leaves a question open that is too large', () => {
    const [large] = Object.values(SOUND);
    if (!large) throw new Error('invariant: there is one');
    expect(prove(large, 'start', { states: 1, moves: 1 }).verdict).toBe('open');
  });

  it('leaves it open where it could matter how often a message comes', () => {
    const definition = (repeat: object) =>
      process('start > p > a > i > end; p > b > i; news > c > i', {
        i: inclusive,
        news: border('a', { interrupting: false, ...repeat }),
      });
    const verdictOf = (repeat: object) => prove(definition(repeat), 'start').verdict;
    expect(verdictOf({ message: { name: 'news' } })).toBe('open');
    expect(verdictOf({ timer: hour, repeat: 3 })).toBe('open');
    expect(verdictOf({ timer: hour, repeat: 2 })).toBe('sound');
  });

  it('lets a person decide where tokens gather before a join and may all go on', () => {
    const drawn = (way: string, c: ReturnType<typeof asking>) =>
      process(`start > x > p > a > c ${way}; p > b > q > end; late > x`, {
        q: { type: 'parallelGateway' },
        late: border('a', { timer: hour, interrupting: false }),
        c,
      });
    const gathering = drawn('> q', asking('on'));
    expect(prove(gathering, 'start')).toMatchObject({ verdict: 'growing', element: 'q' });
    const found = (definition: Definition) =>
      lint(definition).find(({ rule }) => rule === 'can-get-stuck');
    expect(found(gathering)).toMatchObject({ level: 'error', values: { waivable: true } });
    const astray = found(drawn('-on> q; c -off> end2', asking('on', 'off')));
    expect(astray).toMatchObject({ level: 'error', element: 'q', values: { problem: 'stuck' } });
    expect(astray?.values).not.toHaveProperty('waivable');
  });

  it('says the same when it looks at every order of events', () =>
    fc.assert(
      fc.property(tangled, (definition) => {
        if (definition.elements.length > 16) return;
        const whole = prove(definition, 's0', { states: 1_000, moves: 4_000, whole: true });
        if (whole.verdict === 'open' || whole.verdict === 'growing') return;
        const { verdict } = prove(definition, 's0', { states: 1_000, moves: 4_000 });
        if (verdict === 'open' || verdict === 'growing') return;
        expect(verdict === 'sound').toBe(whole.verdict === 'sound');
      }),
      { numRuns: 1_500, interruptAfterTimeLimit: 3_000 },
    ));

  it('finds every shipped process sound', () => {
    for (const definition of shippedProcesses) {
      for (const { id, type, parent } of definition.elements) {
        // No run begins inside of a sub-process.
        if (type === 'startEvent' && parent === undefined)
          expect(prove(definition, id).verdict).toBe('sound');
      }
    }
  });
});

describe('a run under way', () => {
  const forked = process('start > p > a > q > end; p > b > q', { q: { type: 'parallelGateway' } });
  const begun = start(forked, { type: 'started', at: AT, start: 'start', variables: {} }).state;

  it('is shown to come to its end', () => {
    expect(proveFrom(forked, begun).verdict).toBe('sound');
  });

  it('is found stuck where what it waits for is gone', () => {
    const tokens = Object.values(begun.tokens).filter(({ element }) => element === 'a');
    const without: State = {
      ...begun,
      tokens: Object.fromEntries(tokens.map((token) => [token.id, token])),
    };
    expect(proveFrom(forked, without)).toMatchObject({ verdict: 'stuck', element: 'q' });
  });

  it.each([
    ['a message', { message: { name: 'news' } }],
    ['a signal', { signal: { name: 'news' } }],
    ['a timer', { timer: hour, repeat: 3 }],
  ])('is found stuck where %s can still come twice', (_name, event) => {
    const definition = process('start > a > end; news > y -l> q > end2; y -r> q', {
      news: border('a', { ...event, interrupting: false }),
      y: asking('l', 'r'),
      q: { type: 'parallelGateway', join: { needed: 1 } },
    });
    const { state } = start(definition, { type: 'started', at: AT, start: 'start', variables: {} });
    const stuck = { verdict: 'stuck', element: 'q' };
    expect(prove(definition, 'start')).toMatchObject(stuck);
    expect(proveFrom(definition, state)).toMatchObject(stuck);
  });

  it('counts how often a timer has come already', () => {
    const definition = process('start > a > end; late > y -l> q > end2; y -r> q', {
      late: border('a', { timer: hour, repeat: 4, interrupting: false }),
      y: asking('l', 'r'),
      q: { type: 'parallelGateway', join: { needed: 1 } },
    });
    let { state } = start(definition, { type: 'started', at: AT, start: 'start', variables: {} });
    const comes = (element: string, event: object) => {
      const token = Object.values(state.tokens).find((one) => one.element === element)?.id;
      ({ state } = advance(definition, state, { at: AT, token, ...event } as never));
    };
    const verdicts = ['l', 'r', 'l', 'r'].map((outcome) => {
      comes('late', { type: 'timerFired' });
      comes('y', { type: 'taskCompleted', outcome, values: {} });
      return proveFrom(definition, state).verdict;
    });
    expect(verdicts).toEqual(['stuck', 'stuck', 'stuck', 'sound']);
  });

  it('may retry what has failed', () => {
    const tokens = Object.values(begun.tokens).map((token) => ({
      ...token,
      wait: { kind: 'failed', code: 'oops', message: 'Oops.', attempt: 1 } as const,
    }));
    const failed = { ...begun, tokens: Object.fromEntries(tokens.map((one) => [one.id, one])) };
    expect(proveFrom(forked, failed).verdict).toBe('sound');
  });
});

describe('a trap that the conditions have a say in', () => {
  /** Two gateways, of which the second must agree with the first. */
  const twice = (first: object, second: object, more: object = {}): Definition =>
    process(
      `start > x -?one> p > a > q > end; p > b > x3; x > c > x3; x3 > x4 -?two> q; x4 > end2`,
      { x: { default: 'f8' }, x4: { default: 'f12' }, q: { type: 'parallelGateway' }, ...more },
      { one: first, two: second } as never,
    );
  const cost = (operator: 'greaterThan' | 'lessThan', value: number) => ({
    fact: 'variables.cost',
    operator,
    value,
  });
  const found = (definition: Definition) =>
    lint(definition).find(({ rule }) => rule === 'can-get-stuck');

  it('is a warning where they rule it out', () => {
    const finding = found(twice(cost('greaterThan', 100), cost('greaterThan', 100)));
    expect(finding).toMatchObject({ level: 'warning', values: { ruledOut: true } });
  });

  it('is an error where they let it happen', () => {
    const finding = found(twice(cost('greaterThan', 50), cost('greaterThan', 100)));
    expect(finding?.level).toBe('error');
    expect(finding?.values).not.toHaveProperty('waivable');
  });

  it('is an error where a form changes what they look at in between', () => {
    const b = {
      type: 'userTask',
      task: { form: { type: 'object', properties: { cost: { type: 'number' } } } },
    };
    const finding = found(twice(cost('greaterThan', 100), cost('greaterThan', 100), { b, c: b }));
    expect(finding?.level).toBe('error');
  });

  it('can be let pass by a person where it takes somebody who changes the record', () => {
    const urgent = { fact: 'ticket.priority', operator: 'lessThan', value: 3 };
    expect(found(twice(urgent, urgent))).toMatchObject({
      level: 'error',
      values: { waivable: true },
    });
  });

  it('knows the outcome of a step that was just taken', () => {
    const outcomes = ['yes', 'no'].map((key) => ({ key, label: key }));
    const definition = process(
      'start > a -yes> p > b > q > end; p > x > q; a -no> x; x -?no> end2',
      {
        a: { type: 'userTask', task: { outcomes } },
        q: { type: 'parallelGateway' },
        x: { default: 'f7' },
      },
      { no: when('steps.a.outcome', 'equal', 'no') },
    );
    const [finding] = lint(definition).filter(({ rule }) => rule === 'can-get-stuck');
    expect(finding).toMatchObject({ level: 'warning', values: { ruledOut: true } });
  });
});

describe('what is known of the facts on a way into a trap', () => {
  const asks = (name: string, more: object = {}) => ({
    type: 'userTask',
    task: { form: { type: 'object', properties: { [name]: { type: 'number' } }, ...more } },
  });
  const closed = { additionalProperties: false };
  const updates = (set: object) => ({
    type: 'serviceTask',
    action: { type: 'updateTicket', set },
  });
  const is = (fact: string, value: unknown) => when(fact, 'equal', value);
  const big = when('variables.amount', 'greaterThan', 100);
  const split = is('ticket.category', 'x');
  const chance = (definition: Definition) => {
    const [finding] = lint(definition).filter(({ rule }) => rule === 'can-get-stuck');
    const { ruledOut, waivable } = finding?.values ?? {};
    return ruledOut ? 'ruled out' : waivable ? 'perhaps' : finding?.level;
  };

  type Work = { readonly type: string; readonly task?: object };
  /** First it holds; then something is done; then it must not hold, for the join to wait for ever. */
  const across = (condition: Condition, done: Work): Definition =>
    process(
      'start > x1 -?first> t > x2 -?first> end; x2 > x3 -?split> p > end3; x3 > p; x1 > end2',
      {
        t: done,
        x1: { default: 'f9' },
        x2: { default: 'f5' },
        x3: { default: 'f8' },
      },
      { first: condition, split },
    );

  it.each([
    ['priority', { urgency: 3 }],
    ['priority', { impact: 3 }],
    ['holdReason', { status: 'resolved' }],
    ['dueAt', { status: 'resolved' }],
    ['custom', { 'custom.city': 'Oslo' }],
  ])('a ticket’s %s follows from %j', (field, set) => {
    expect(chance(across(is(`ticket.${field}`, 1), updates(set)))).toBe('error');
    expect(chance(across(is(`ticket.${field}`, 1), updates({ title: 'T' })))).toBe('ruled out');
  });

  it('another requester is somebody else in all', () => {
    const acme = is('requester.organization', 'acme');
    expect(chance(across(acme, updates({ requester: 'ada@demo.test' })))).toBe('error');
    expect(chance(across(acme, updates({ title: 'T' })))).toBe('ruled out');
  });

  it('a form that is not closed may bring any variable', () => {
    expect(chance(across(big, asks('note')))).toBe('perhaps');
    expect(chance(across(big, asks('note', { ...closed, patternProperties: {} })))).toBe('perhaps');
    expect(chance(across(big, asks('note', closed)))).toBe('ruled out');
    expect(chance(across(big, asks('amount', closed)))).toBe('error');
    expect(chance(across(big, { type: 'userTask', task: {} }))).toBe('ruled out');
  });

  it('a variable may be other than the process says', () => {
    const variables = {
      type: 'object',
      properties: { amount: { type: 'integer', maximum: 10 } },
    };
    const definition = process(
      'start > x1 -?big> x3 -?split> p > end3; x3 > p; x1 > end2',
      { x1: { default: 'f6' }, x3: { default: 'f5' } },
      { big, split },
    );
    expect(chance(definition)).toBe('error');
    expect(chance({ ...definition, variables })).toBe('perhaps');
  });

  /** What was decided inside about an amount, and what is decided outside about it. */
  const around = (more: object): Definition =>
    nested(
      process(
        `start > t0 > s -big> x1 -?big> end1; x1 > x2 -?split> p > end; x2 > p; s -small> end2
        start1 > t1 > x3 -?big> end3; x3 > end4`,
        {
          t0: asks('amount', closed),
          s: { ...sub, ...more },
          start1: inner,
          t1: asks('amount', closed),
          x1: { default: 'f5' },
          x2: { default: 'f8' },
          x3: { default: 'f13' },
          end3: { type: 'endEvent', outcome: 'big' },
          end4: { type: 'endEvent', outcome: 'small' },
        },
        { big, split },
      ),
      { s: 'start1 t1 x3 end3 end4' },
    );

  it('is not known outside where the results stay inside', () => {
    expect(chance(around({ outputs: { done: 'true' } }))).toBe('perhaps');
    expect(chance(around({}))).toBe('ruled out');
  });

  it('stays known around what keeps its results inside', () => {
    const keeping = (more: object) =>
      nested(
        process(
          `start > x1 -?big> s > x2 -?big> end; x2 > x3 -?split> p > end3; x3 > p; x1 > end2
          start1 > t1 > end1`,
          {
            s: { ...sub, ...more },
            start1: inner,
            t1: asks('amount', closed),
            x1: { default: 'f9' },
            x2: { default: 'f5' },
            x3: { default: 'f8' },
          },
          { big, split },
        ),
        { s: 'start1 t1 end1' },
      );
    expect(chance(keeping({ outputs: { done: 'true' } }))).toBe('ruled out');
    expect(chance(keeping({ outputs: { amount: 'variables.amount' } }))).toBe('error');
    expect(chance(keeping({}))).toBe('error');
  });

  it('is of one among several where a sub-process is open more than once', () => {
    const inside = (loop: object) =>
      nested(
        process(
          `start > s > end
          start1 > x1 -?big> t > x2 -?big> end1; x2 > x3 -?split> p > end3; x3 > p; x1 > end2`,
          {
            s: { ...sub, loop },
            start1: inner,
            x1: { default: 'f11' },
            x2: { default: 'f7' },
            x3: { default: 'f10' },
          },
          { big, split },
        ),
        { s: 'start1 x1 t x2 x3 p end1 end2 end3' },
      );
    expect(chance(inside({ each: 'variables.list', sequential: true }))).toBe('ruled out');
    expect(chance(inside({ each: 'variables.list' }))).toBe('perhaps');
  });
});

describe('conditions that are taken together', () => {
  const leaf = (fact: string, operator: string, value?: unknown) =>
    ({ fact, operator, value }) as never;

  it.each([
    [[leaf('a', 'greaterThan', 3), leaf('a', 'lessThan', 4)], 'yes'],
    [[leaf('a', 'greaterThan', 3), leaf('a', 'lessThan', 3)], 'no'],
    [[leaf('a', 'equal', 'x'), leaf('a', 'notEqual', 'x')], 'no'],
    [[leaf('a', 'in', ['x', 'y']), leaf('a', 'notIn', ['x'])], 'yes'],
    [[leaf('a', 'isEmpty'), leaf('a', 'equal', 'x')], 'no'],
    [[leaf('a', 'startsWith', 'x'), leaf('a', 'equal', 'y')], 'unknown'],
    [[{ any: [leaf('a', 'equal', 1), leaf('b', 'equal', 1)] }, leaf('a', 'equal', 2)], 'yes'],
    [[{ not: leaf('a', 'equal', 1) }, leaf('a', 'equal', 1)], 'no'],
  ] as const)('%j can hold at once: %s', (conditions, answer) => {
    const assumed = conditions.map((condition) => ({ condition, holds: true }));
    expect(satisfiable(assumed)).toBe(answer);
  });
});
