/** Every rule with a drawing it speaks about and the same drawing mended; offered fixes really mend. */
import { describe, expect, it } from 'vitest';
import type { Condition } from '#engine/condition.ts';
import type { Definition } from '#engine/definition.ts';
import { applyEdit } from '#engine/edits.ts';
import { type Finding, type LintContext, lint, RULES } from '#engine/lint/index.ts';
import { approval, call, comment, process, review, wait, when } from '../support/process.ts';
import { type Example, SCOPE_EXAMPLES } from './lint-examples.ts';

type OnTicket = NonNullable<LintContext['triggers']>[number]['trigger'];

const yes = { yes: when('variables.yes', 'equal', true) };
const yesOrNo = { ...yes, no: { not: yes.yes } };
const below = (value: number): Condition => ({
  fact: 'variables.cost',
  operator: 'lessThan',
  value,
});
const above = (value: number): Condition => ({
  fact: 'variables.cost',
  operator: 'greaterThan',
  value,
});
const prices = (cheap: number, dear: number) => ({ cheap: below(cheap), dear: above(dear) });
const due = { ...approval, approval: { ...approval.approval, due: { days: 1 } } };
const outcomes = (...keys: readonly string[]) => ({
  type: 'userTask',
  task: { outcomes: keys.map((key) => ({ key, label: key })) },
});
const plain = process('start > a > end');
const flow = (definition: Definition, more: object): Definition => ({
  ...definition,
  flows: [...definition.flows, more as Definition['flows'][number]],
});
const set = (fields: object) => ({
  type: 'serviceTask',
  action: { type: 'updateTicket', set: fields },
});

const onTicket = (more: Partial<OnTicket>): OnTicket => ({ type: 'ticketCreated', ...more });
const other = (more: Partial<OnTicket>) => ({
  process: 'other',
  name: 'Other',
  trigger: onTicket(more),
});

const EXAMPLES: readonly Example[] = [
  ...SCOPE_EXAMPLES,
  {
    rule: 'schema',
    wrong: process('start > a > end', { a: { task: { due: { days: -1 } } } }),
    at: 'a',
    right: process('start > a > end', { a: { task: { due: { days: 1 } } } }),
  },
  { rule: 'no-start', wrong: process('a > end'), right: plain },
  {
    rule: 'several-starts',
    wrong: process('start > a > end; start2 > a'),
    at: 'start2',
    right: process('start > a > end; start2 > a', {
      start2: { trigger: { type: 'ticketCreated' } },
    }),
  },
  {
    rule: 'same-trigger',
    wrong: process('start > a > end', { start: { trigger: onTicket({}) } }),
    at: 'start',
    right: process('start > a > end', {
      start: { trigger: onTicket({ ticketTypes: ['problem'] }) },
    }),
    context: { triggers: [other({ ticketTypes: ['incident'] })] },
  },
  {
    rule: 'ends-open',
    wrong: process('start > a > end; a -rejected> c > end2', {
      start: { trigger: onTicket({}) },
      a: approval,
      c: comment,
    }),
    at: 'a',
    right: process('start > a > end; a -rejected> c > end2', {
      start: { trigger: onTicket({}) },
      a: approval,
      c: set({ status: 'cancelled' }),
    }),
  },
  {
    rule: 'idle-condition',
    wrong: process(
      'start > x -?later> a > end; x > end',
      { x: { default: 'f4' }, a: outcomes('ok') },
      { later: when('steps.a.outcome', 'equal', 'ok') },
    ),
    at: 'f2',
    right: process(
      'start > a > x -?earlier> b > end; x > end',
      { x: { default: 'f5' }, a: outcomes('ok') },
      { earlier: when('steps.a.outcome', 'equal', 'ok') },
    ),
  },
  { rule: 'no-end', wrong: process('start > a'), right: plain },
  {
    rule: 'duplicate-id',
    wrong: flow(plain, { id: 'a', from: 'start', to: 'end' }),
    at: 'a',
    right: plain,
  },
  {
    rule: 'dangling-flow',
    wrong: flow(plain, { id: 'f9', from: 'a', to: 'gone' }),
    at: 'f9',
    right: plain,
  },
  { rule: 'misplaced-flow', wrong: process('start > a > end > start'), at: 'f3', right: plain },
  {
    rule: 'unreachable-element',
    wrong: process('start > a > end; b > end'),
    at: 'b',
    right: plain,
  },
  {
    rule: 'dead-end',
    wrong: process('start > p > a > end; p > b'),
    at: 'b',
    right: process('start > p > a > end; p > b > end2'),
  },
  { rule: 'dead-end', wrong: process('start > p > a > end; p > b > c > b'), at: 'b' },
  {
    rule: 'gateway-choice',
    wrong: process('start > x -?yes> a > end; x > b > end', {}, yes),
    at: 'f4',
    right: process('start > x -?yes> a > end; x > b > end', { x: { default: 'f4' } }, yes),
  },
  { rule: 'gateway-choice', wrong: process('start > x -?yes> a > end', {}, yes), at: 'x' },
  {
    rule: 'gateway-choice',
    wrong: process('start > x > a > end', { x: { default: 'gone' } }),
    at: 'x',
  },
  {
    rule: 'gateway-choice',
    wrong: process('start > x -?yes> a > end; x -?yes> b > end', { x: { default: 'f2' } }, yes),
    at: 'f2',
  },
  {
    rule: 'gateway-choice',
    wrong: process('start > x > a > end; x > b > end; x > c > end', { x: { default: 'f2' } }, yes),
    at: 'f4',
  },
  {
    rule: 'gateway-choice',
    wrong: process('start > x -?dear> a > end; x -?cheap> b > end', {}, prices(500, 1000)),
    at: 'x',
    right: process('start > x -?yes> a > end; x -?no> b > end', {}, yesOrNo),
  },
  {
    rule: 'never-taken',
    wrong: process(
      'start > x -?yes> a > end; x -?yes> b > end; x > end',
      { x: { default: 'f6' } },
      yes,
    ),
    at: 'f4',
    right: process(
      'start > x -?yes> a > end; x -?no> b > end; x > end',
      { x: { default: 'f6' } },
      yesOrNo,
    ),
  },
  {
    rule: 'overlapping-conditions',
    wrong: process(
      'start > x -?dear> a > end; x -?cheap> b > end; x > end',
      { x: { default: 'f6' } },
      prices(1000, 500),
    ),
    at: 'f4',
    right: process(
      'start > x -?dear> a > end; x -?cheap> b > end; x > end',
      { x: { default: 'f6' } },
      prices(500, 1000),
    ),
  },
  {
    rule: 'ignored-conditions',
    wrong: process('start > a -?yes> end', {}, yes),
    at: 'f2',
    right: plain,
  },
  {
    rule: 'gateway-cycle',
    wrong: process('start > x > x2 -?yes> x; x2 > a > end', { x2: { default: 'f4' } }, yes),
    at: 'x',
    right: process('start > x > x2 -?yes> b > x; x2 > a > end', { x2: { default: 'f5' } }, yes),
  },
  {
    rule: 'busy-loop',
    wrong: process(
      'start > x > s > x2 -?yes> x; x2 > a > end',
      { s: comment, x2: { default: 'f5' } },
      yes,
    ),
    at: 's',
    right: process(
      'start > x > s > x2 -?yes> b > x; x2 > a > end',
      { s: comment, x2: { default: 'f6' } },
      yes,
    ),
  },
  {
    rule: 'duplicate-outcome',
    wrong: process('start > a -ok> end', { a: outcomes('ok', 'ok') }),
    at: 'a',
    right: process('start > a -ok> end', { a: outcomes('ok') }),
  },
  {
    rule: 'outcome-without-flow',
    wrong: process('start > a -ok> end', { a: outcomes('ok', 'no') }),
    at: 'a',
    right: process('start > a -ok> end; a > end2', { a: outcomes('ok', 'no') }),
  },
  {
    rule: 'outcome-without-flow',
    wrong: process('start > ask -approved> end', { ask: approval }),
    at: 'ask',
  },
  {
    rule: 'outcome-without-flow',
    wrong: process('start > ask -approved> ask2 -approved> end; ask -rejected> no', {
      ask: approval,
      ask2: approval,
      no: { type: 'endEvent' },
    }),
    at: 'ask2',
    right: process(
      'start > ask -approved> ask2 -approved> end; ask -rejected> no; ask2 -rejected> no',
      { ask: approval, ask2: approval, no: { type: 'endEvent' } },
    ),
  },
  {
    rule: 'timed-out-flow',
    wrong: process('start > ask -approved> end; ask -rejected> end', { ask: due }),
    at: 'ask',
    right: process('start > ask -approved> end; ask -rejected> end; ask -timedOut> end', {
      ask: due,
    }),
  },
  {
    rule: 'timed-out-flow',
    wrong: process('start > ask -approved> end; ask -rejected> end; ask -timedOut> end', {
      ask: approval,
    }),
    at: 'f4',
  },
  {
    rule: 'unknown-port',
    wrong: process('start > a -ok> end; a -other> end', { a: outcomes('ok') }),
    at: 'f3',
  },
  {
    rule: 'implicit-fork',
    wrong: process('start > a > b > end; a > c > end'),
    at: 'a',
    right: process('start > a > p > b > end; p > c > end'),
  },
  {
    rule: 'approval-quorum',
    wrong: process('start > ask > end', {
      ask: {
        ...approval,
        approval: {
          mode: 'nOfM',
          needed: 3,
          approvers: [{ user: 'a@x.test' }, { user: 'b@x.test' }],
        },
      },
    }),
    at: 'ask',
    right: process('start > ask > end', {
      ask: { ...approval, approval: { mode: 'nOfM', needed: 3, approvers: [{ group: 'cab' }] } },
    }),
  },
  {
    rule: 'approval-quorum',
    wrong: process('start > ask > end', {
      ask: {
        ...approval,
        approval: { mode: 'any', approvers: [{ outside: 'the supplier' }] },
      },
    }),
    at: 'ask',
    right: process('start > ask > end', {
      ask: {
        ...approval,
        approval: { mode: 'any', approvers: [{ outside: '{{ticket.custom.contact}}' }] },
      },
    }),
  },
  {
    // Nothing is sent from here.
    rule: 'approval-quorum',
    wrong: process('start > ask > end', {
      ask: {
        ...approval,
        approval: { mode: 'any', approvers: [{ outside: 'ana@supplier.test' }] },
      },
    }),
    at: 'ask',
    right: process('start > ask > end', {
      ask: { ...approval, approval: { mode: 'any', approvers: [{ user: 'ana@supplier.test' }] } },
    }),
    context: { sendsMail: false },
  },
  {
    rule: 'approval-quorum',
    wrong: process('start > ask > end', {
      ask: {
        ...approval,
        approval: {
          mode: 'any',
          approvers: [{ outside: 'ana@supplier.test' }],
          signature: 'I answer for it.',
        },
      },
    }),
    at: 'ask',
    right: process('start > ask > end', {
      ask: {
        ...approval,
        approval: { mode: 'any', approvers: [{ outside: 'ana@supplier.test' }] },
      },
    }),
  },
  {
    rule: 'approval-quorum',
    wrong: process('start > ask > end', {
      ask: {
        ...approval,
        approval: {
          mode: 'any',
          approvers: [{ group: 'cab' }],
          late: { outcome: 'approved' },
          stages: [
            {
              id: 's',
              groups: [{ id: 'g', mode: 'weighted', needed: 9, approvers: [{ user: 'a@x.test' }] }],
            },
          ],
        },
      },
    }),
    at: 'ask',
  },
  {
    rule: 'bad-form',
    wrong: process('start > a > end', {
      a: { task: { form: { type: 'object', required: ['x'] } } },
    }),
    at: 'a',
    right: process('start > a > end', {
      a: {
        task: { form: { type: 'object', properties: { x: { type: 'string' } }, required: ['x'] } },
      },
    }),
  },
  { rule: 'bad-form', wrong: { ...plain, variables: { type: 'array' } } },
  {
    rule: 'bad-form',
    wrong: process('start > a > end', {
      a: {
        task: { form: { type: 'object', properties: { x: { type: 'string', pattern: '(' } } } },
      },
    }),
    at: 'a',
  },
  {
    rule: 'ticket-fields',
    wrong: process('start > s > end', { s: set({ colour: 'red' }) }),
    at: 's',
    right: process('start > s > end', {
      s: set({ 'custom.colour': 'red', status: '{{variables.s}}' }),
    }),
  },
  {
    rule: 'ticket-fields',
    wrong: process('start > s > end', { s: set({ status: 'finished' }) }),
    at: 's',
  },
  {
    rule: 'ticket-fields',
    wrong: process('start > a > end', { a: { task: { completesOnStatus: { resolved: 'ok' } } } }),
    at: 'a',
  },
  {
    rule: 'timer',
    wrong: process('start > t > end', { t: wait({ after: { hours: 0 } }) }),
    at: 't',
    right: process('start > t > end', { t: wait({ after: { hours: 1 } }) }),
  },
  {
    rule: 'timer',
    wrong: process('start > t > end', { t: wait({ at: '2026-01-01T00:00:00Z' }) }),
    at: 't',
    context: { now: '2026-02-01T00:00:00Z' },
  },
  { rule: 'timer', wrong: process('start > t > end', { t: wait({ at: 'tomorrow' }) }), at: 't' },
  {
    rule: 'unknown-fact',
    wrong: process(
      'start > x -?odd> a > end; x > end',
      { x: { default: 'f4' } },
      { odd: when('weather.sun', 'equal', true) },
    ),
    at: 'f2',
    right: process(
      'start > x -?even> a > end; x > end',
      { x: { default: 'f4' } },
      { even: when('steps.a.outcome', 'equal', { fact: 'ticket.status' }) },
    ),
  },
  {
    rule: 'unknown-fact',
    wrong: process('start > s > end', {
      s: { ...comment, action: { type: 'comment', body: 'Hi {{ticket.numbr}}' } },
    }),
    at: 's',
  },
  {
    rule: 'unknown-custom-field',
    wrong: process(
      'start > x -?site> a > end; x > end',
      { x: { default: 'f4' } },
      { site: when('ticket.custom.sight', 'equal', 'Leipzig') },
    ),
    at: 'f2',
    right: process(
      'start > x -?site> a > end; x > end',
      { x: { default: 'f4' } },
      { site: when('ticket.custom.site', 'equal', 'Leipzig') },
    ),
    context: { customFields: { desk: ['site'], laptop: ['cost'] } },
  },
  {
    // The process is bound to an item, and that one’s form does not have the field.
    rule: 'unknown-custom-field',
    wrong: process('start > s > end', {
      start: { trigger: { type: 'ticketCreated', catalogItem: 'laptop' } },
      s: { ...comment, action: { type: 'comment', body: 'For {{ticket.custom.site}}' } },
    }),
    at: 's',
    right: process('start > set > s > end', {
      start: { trigger: { type: 'ticketCreated', catalogItem: 'laptop' } },
      set: set({ 'custom.site': 'Leipzig' }),
      s: { ...comment, action: { type: 'comment', body: 'For {{ticket.custom.site}}' } },
    }),
    context: { customFields: { desk: ['site'], laptop: ['cost'] } },
  },
  {
    rule: 'unknown-key',
    wrong: process('start > d > end', { d: { type: 'businessRuleTask', ruleset: 'gone' } }),
    at: 'd',
    context: { rulesets: ['here'] },
  },
  {
    rule: 'unknown-key',
    wrong: process('start > ask > end', {
      ask: { ...approval, approval: { mode: 'any', approvers: [{ group: 'gone' }] } },
    }),
    at: 'ask',
    context: { groups: [] },
    right: process('start > ask > end', { ask: approval }),
  },
  {
    rule: 'empty-name',
    wrong: process('start > a > end', { a: { name: ' ' } }),
    at: 'a',
    right: plain,
  },
  {
    rule: 'no-join',
    wrong: process('start > p > a > end; p > b > end2'),
    at: 'p',
    right: process('start > p > a > p2 > end; p > b > p2'),
  },
  {
    rule: 'can-get-stuck',
    wrong: process('start > x -?yes> a > p > end; x > b > p', { x: { default: 'f5' } }, yes),
    at: 'p',
    right: process('start > x -?yes> a > x2 > end; x > b > x2', { x: { default: 'f5' } }, yes),
  },
  { rule: 'can-get-stuck', wrong: process('start > x > p > a > end; p > b > x'), at: 'b' },
  {
    rule: 'runs-twice',
    wrong: process('start > p > a > c > end; p > b > c'),
    at: 'c',
    right: process('start > p > a > p2 > c > end; p > b > p2'),
  },
];

const context: LintContext = {};
const of = (rule: string, findings: readonly Finding[]) =>
  findings.filter((one) => one.rule === rule);

describe('a rule', () => {
  it.each(EXAMPLES.map((example) => [example.rule, example] as const))(
    '%s speaks about it',
    (rule, example) => {
      const [first] = of(rule, lint(example.wrong, example.context ?? context));
      expect(first).toBeDefined();
      expect(first?.message).not.toMatch(/undefined|\[object|null/);
      if (example.at) expect([first?.element, first?.flow]).toContain(example.at);
      if (example.right)
        expect(of(rule, lint(example.right, example.context ?? context))).toEqual([]);
    },
  );

  it('offers fixes that mend', () => {
    for (const { rule, wrong, context: known } of EXAMPLES) {
      for (const finding of of(rule, lint(wrong, known))) {
        if (!finding.fix) continue;
        const mended = finding.fix.reduce(applyEdit, wrong);
        const left = of(rule, lint(mended, known)).map(({ message }) => message);
        expect(left).not.toContain(finding.message);
      }
    }
  });

  it('has an example each', () => {
    // “not-proved” has a test of its own.
    const shown = new Set([...EXAMPLES.map(({ rule }) => rule), 'not-proved']);
    expect(RULES.map(({ name }) => name).filter((name) => !shown.has(name))).toEqual([]);
  });
});

describe('the lint', () => {
  it('leads an outcome to where the approval next to it leads its own', () => {
    const drawn = process('start > ask -approved> ask2 -approved> end; ask -rejected> no', {
      ask: approval,
      ask2: approval,
      no: { type: 'endEvent' },
    });
    const [found] = of('outcome-without-flow', lint(drawn));
    expect(found?.values).toMatchObject({ outcome: 'rejected', target: 'no' });
    const { flows } = (found?.fix ?? []).reduce(applyEdit, drawn);
    expect(flows.at(-1)).toMatchObject({ from: 'ask2', to: 'no', port: 'rejected' });
  });

  it('leads what a board defers back to whoever planned it', () => {
    const led = (drawing: string) => {
      const known = Object.entries({ cab: review, cab2: review, ask: approval });
      const named = known.filter(([id]) => drawing.includes(`${id} -`));
      const drawn = process(drawing, Object.fromEntries(named));
      const [found] = of('outcome-without-flow', lint(drawn));
      expect([found?.level, found?.values.outcome]).toEqual(['error', 'deferred']);
      const mended = (found?.fix ?? []).reduce(applyEdit, drawn);
      expect(lint(mended).filter(({ level }) => level === 'error')).toEqual([]);
      return found?.values.target;
    };
    const ways = 'cab -approved> end; cab -rejected> end2';
    expect(led(`start > plan > x > ask -approved> cab; ask -rejected> end2; ${ways}`)).toBe('plan');
    expect(led(`start > cab; ${ways}`)).toBe('end2');
    // From before a fork, its other branch would begin once more.
    expect(led(`start > plan > p > cab; p > end; ${ways}`)).toBe('end2');
    const first = 'start > plan > cab2 -approved> cab; cab2 -rejected> end2; cab2 -deferred> again';
    expect(led(`${first} > cab2; ${ways}`)).toBe('again');
  });

  it('lets a task without outcomes leave by “done”', () => {
    expect(lint(process('start > a -done> end'))).toEqual([]);
  });

  it('takes a last flow without conditions for a default, with a warning', () => {
    const choice = process('start > x -?yes> a > end; x > end', {}, yes);
    expect(lint(choice).map(({ rule, level }) => [rule, level])).toEqual([
      ['gateway-choice', 'warning'],
    ]);
    const hidden = process('start > x > end; x -?yes> a > end', {}, yes);
    expect(lint(hidden).map(({ rule, level }) => [rule, level])).toEqual([
      ['gateway-choice', 'error'],
    ]);
  });

  it('says for which facts a choice without a default has no way', () => {
    const choice = process('start > x -?dear> a > end; x -?cheap> b > end', {}, prices(500, 1000));
    const [finding] = of('gateway-choice', lint(choice));
    expect(finding).toMatchObject({
      level: 'error',
      message: expect.stringContaining('for example with variables.cost ≥ 500 and ≤ 1000.'),
      example: { all: [{ operator: 'greaterThanInclusive' }, { operator: 'lessThanInclusive' }] },
    });
    const several = process(
      'start > i -?dear> a > end; i -?cheap> b > end',
      { i: { type: 'inclusiveGateway' } },
      prices(1000, 1000),
    );
    expect(of('gateway-choice', lint(several))[0]?.message).toContain('variables.cost = 1000');
  });

  it('asks for no default where some condition holds in any case', () => {
    expect(lint(process('start > x -?yes> a > end; x -?no> b > end', {}, yesOrNo))).toEqual([]);
    // What the process says of its variables, a run may break.
    const declared = {
      ...process(
        'start > x -?yes> a > end; x -?no> b > end',
        {},
        {
          yes: { fact: 'variables.yes', operator: 'equal', value: true },
          no: { fact: 'variables.yes', operator: 'in', value: [false, null] },
        },
      ),
      variables: { type: 'object', properties: { yes: { type: 'boolean' } } },
    };
    expect(of('gateway-choice', lint(declared)).map(({ level }) => level)).toEqual(['error']);
  });

  it('tells why a flow is never taken, and once', () => {
    const choice = (first: Condition, second: Condition, third: Condition) =>
      of(
        'never-taken',
        lint(
          process(
            'start > x -?first> a > end; x -?second> b > end; x -?third> c > end; x > end',
            { x: { default: 'f8' } },
            { first, second, third },
          ),
        ),
      ).map(({ values, flow }) => `${flow} ${values.problem} ${values.other ?? ''}`);
    expect(choice(below(5), below(3), above(9))).toEqual(['f4 behind a']);
    expect(choice(below(5), above(4), when('variables.cost', 'equal', 7))).toEqual(['f6 behind b']);
    expect(choice(below(5), above(4), { all: [below(6), above(3)] })).toEqual(['f6 together ']);
    expect(choice(below(5), { all: [below(6), above(7)] }, above(9))).toEqual(['f4 never ']);
    expect(choice(below(5), when('ticket.priority', 'equal', 9), above(9))).toEqual(['f4 never ']);
    // That it compares with nothing is another finding.
    expect(choice(below(5), { fact: 'ticket.title', operator: 'in', value: [] }, above(9))).toEqual(
      [],
    );
  });

  it('does not take what the process says of a variable for certain', () => {
    const definition = {
      ...process(
        'start > x -?dear> a > end; x > end',
        { x: { default: 'f4' } },
        { dear: above(100) },
      ),
      variables: { type: 'object', properties: { cost: { type: 'integer', maximum: 10 } } },
    };
    expect(of('never-taken', lint(definition))).toMatchObject([
      { level: 'warning', flow: 'f2', values: { problem: 'declared' } },
    ]);
  });

  it('finds no fault with the order of a case and its special case, or of different questions', () => {
    const choice = (first: Condition, second: Condition) =>
      of(
        'overlapping-conditions',
        lint(
          process(
            'start > x -?first> a > end; x -?second> b > end; x > end',
            { x: { default: 'f6' } },
            { first, second },
          ),
        ),
      ).map(({ level, message }) => `${level} ${message}`);
    expect(choice(below(5), below(9))).toEqual([]);
    expect(choice(below(5), when('ticket.priority', 'equal', 1))).toEqual([]);
    expect(choice(below(9), above(5))).toEqual([
      'hint At “x” both “a” and “b” hold for variables.cost > 5 and < 9; “a” is taken, being first.',
    ]);
  });

  it('tells once of a fact that one condition names twice', () => {
    const both = { all: [when('ticket.site', 'equal', 1), when('ticket.site', 'equal', 2)] };
    const choice = process(
      'start > x -?both> a > end; x > end',
      { x: { default: 'f4' } },
      { both },
    );
    expect(of('unknown-fact', lint(choice))).toHaveLength(1);
  });

  it.each<[string, Partial<OnTicket>, Partial<OnTicket>, boolean]>([
    ['any ticket', {}, {}, true],
    ['an item’s own process and any ticket', { catalogItem: 'laptop' }, {}, false],
    ['one beside an item’s own', { catalogItem: 'laptop' }, { alongside: true }, true],
    ['two items', { catalogItem: 'laptop' }, { catalogItem: 'phone' }, false],
    ['one item twice', { catalogItem: 'laptop' }, { catalogItem: 'laptop' }, true],
    ['conditions of one only', { conditions: { all: [] } }, {}, true],
    ['conditions of both', { conditions: { all: [] } }, { conditions: { any: [] } }, false],
  ])('says when another process starts with the same tickets: %s', (_, own, their, overlaps) => {
    const drawn = process('start > a > end', { start: { trigger: onTicket(own) } });
    const found = of('same-trigger', lint(drawn, { triggers: [other(their)] }));
    expect(found.map(({ level, values }) => [level, values.others])).toEqual(
      overlaps ? [['warning', ['Other']]] : [],
    );
    expect(
      of('same-trigger', lint({ ...drawn, key: 'other' }, { triggers: [other(their)] })),
    ).toEqual([]);
  });

  it.each<[string, Condition, string[]]>([
    ['an empty group', { all: [] }, ['empty']],
    [
      'an empty group among others',
      { any: [when('ticket.title', 'equal', 'a'), { all: [] }] },
      ['empty'],
    ],
    ['nothing to compare with', when('ticket.title', 'equal', ''), ['no-value']],
    ['no choice', { fact: 'ticket.priority', operator: 'in', value: [] }, ['no-value']],
    ['emptiness itself', { fact: 'ticket.title', operator: 'isEmpty' }, []],
  ])('is not content with a condition that says nothing: %s', (_, condition, problems) => {
    const choice = process(
      'start > x -?when> a > end; x > end',
      { x: { default: 'f4' } },
      { when: condition },
    );
    expect(of('idle-condition', lint(choice)).map(({ values }) => values.problem)).toEqual(
      problems,
    );
  });

  it('takes a refusal that asks again, or leaves the ticket to a status, for looked after', () => {
    const again = process('start > a > end; a -rejected> b > a', {
      start: { trigger: onTicket({}) },
      a: approval,
    });
    expect(of('ends-open', lint(again))).toEqual([]);
    const byHand = process('start > a > end; a -rejected> end2', { a: approval });
    expect(of('ends-open', lint(byHand))).toEqual([]);
  });

  it('finds nothing in what is right', () => {
    expect(lint(plain)).toEqual([]);
  });

  it('tells the way into the trap', () => {
    const [finding] = of(
      'can-get-stuck',
      lint(process('start > x -?yes> a > p > end; x > b > p', { x: { default: 'f5' } }, yes)),
    );
    expect(finding?.values.path).toEqual(['start', 'x', 'a']);
    expect(finding?.message).toContain('by way of start, x, a, nothing');
  });

  it('knows that a terminate end can cut short the loop beside it', () => {
    const beside = process('start > p > a > end1; p > x > p3 > b > x; p3 > c > end2', {
      end1: { terminate: true },
    });
    expect(lint(beside).filter(({ level }) => level === 'error')).toEqual([]);
    const without = process('start > p > a > end1; p > x > p3 > b > x; p3 > c > end2');
    expect(lint(without).map(({ rule }) => rule)).toContain('can-get-stuck');
  });

  it('says when there is more to look at than it looks at', () => {
    const ways = Array.from({ length: 9 }, (_, n) => `i -?yes> a${n} > j`);
    const wide = process(
      `start > i > b > j; ${ways.join('; ')}; j > end`,
      { i: { type: 'inclusiveGateway', default: 'f2' }, j: { type: 'inclusiveGateway' } },
      yes,
    );
    expect(lint(wide).map(({ rule, level }) => [rule, level])).toEqual([['not-proved', 'error']]);
  });

  it.each([
    null,
    7,
    'text',
    [],
    {},
    { elements: 1, flows: 'x' },
    { elements: [null, { id: 1 }, { id: 'a', type: 'approval' }], flows: [null, { from: 'a' }] },
  ])('takes any JSON: %j', (value) => {
    const findings = lint(value);
    expect(findings.length).toBeGreaterThan(0);
    expect(findings[0]?.rule).toBe('schema');
  });

  it('refuses what is nested without end, instead of falling over it', () => {
    let conditions: unknown = { all: [] };
    for (let depth = 0; depth < 20_000; depth += 1) conditions = { not: conditions };
    expect(
      lint(flow(plain, { id: 'f9', from: 'a', to: 'end', conditions })).map(
        ({ message }) => message,
      ),
    ).toEqual(['This is nested too deeply.']);
  });

  it('names the field that does not fit', () => {
    const broken = process('start > ring > end', {
      ring: { ...call, action: { type: 'httpRequest', method: 'FETCH', url: '' } },
    });
    expect(of('schema', lint(broken)).map(({ pointer, message }) => [pointer, message])).toEqual([
      ['/elements/1/action/method', 'action.method must be one of GET, POST, PUT, PATCH, DELETE.'],
      ['/elements/1/action/url', 'action.url must not have fewer than 1 characters.'],
    ]);
  });

  it('has nothing against a thousand elements', () => {
    const ids = Array.from({ length: 990 }, (_, n) => `a${n}`);
    expect(lint(process(`start > ${ids.join(' > ')} > end`))).toEqual([]);
  });
});
