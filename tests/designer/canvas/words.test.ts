/** Every kind, action, operator, port and rule has its words, in both languages. */
import { describe, expect, it } from 'vitest';
import { factsOf } from '#designer/canvas/conditions/facts.ts';
import { TEMPLATE_GROUPS, TEMPLATES } from '#designer/canvas/editor/templates.ts';
import { findingWords, fixWords } from '#designer/canvas/findings/words.ts';
import { messages as arabic } from '#designer/canvas/messages/ar.ts';
import { messages as english } from '#designer/canvas/messages/en.ts';
import { FIELD_KINDS } from '#designer/canvas/panel/form-fields.ts';
import { findingsOf, rulesetFindingWords } from '#designer/canvas/rulesets/words.ts';
import { OPERATORS_OF } from '#designer/ui/conditions/facts.ts';
import {
  conditionWords,
  durationWords,
  stepName,
  summaryOf,
  timerWords,
} from '#designer/ui/diagram/words.ts';
import { NOTES } from '#engine/bpmn/report.ts';
import { CONDITION_OPERATORS, type ConditionOperator } from '#engine/condition.ts';
import {
  type ApprovalStage,
  ELEMENT_SCHEMAS,
  type Element,
  TICKET_TYPES,
} from '#engine/definition.ts';
import { lint, RULES } from '#engine/lint/index.ts';
import { TICKET_STATUSES } from '#engine/lint/ticket-fields.ts';
import { NOT_CHOSEN } from '#engine/not-chosen.ts';
import { RULESET_RULES } from '#rules/lint-ruleset.ts';
import type { Ruleset } from '#rules/ruleset.ts';
import { aProcess, say } from './support.ts';

const needed = [
  ...Object.keys(ELEMENT_SCHEMAS).map((type) => `canvas.kind.${type}`),
  ...TEMPLATES.map(({ name }) => name),
  ...TEMPLATE_GROUPS.map((group) => `canvas.palette.${group}`),
  ...CONDITION_OPERATORS.flatMap((name) => [
    `canvas.operator.${name}`,
    `canvas.operatorName.${name}`,
  ]),
  ...TICKET_TYPES.map((type) => `canvas.value.type.${type}`),
  ...TICKET_STATUSES.map((status) => `canvas.value.status.${status}`),
  ...FIELD_KINDS.map((kind) => `canvas.form.kind.${kind}`),
  ...Object.keys(NOTES).map((code) => `canvas.bpmn.note.${code}`),
  ...['error', 'warning', 'hint'].map((level) => `canvas.level.${level}`),
];

describe('the words of the canvas', () => {
  it.each(needed)('%s', (id) => {
    expect(english).toHaveProperty([id]);
  });

  it('are the same ids in Arabic, in the same order', () => {
    expect(Object.keys(arabic)).toEqual(Object.keys(english));
  });

  it('have Arabic for everything but what is written in Latin letters', () => {
    const same = Object.entries(english)
      .filter(([id, text]) => arabic[id as keyof typeof english] === text)
      .map(([id]) => id);
    expect(same).toEqual([
      'canvas.summary.set',
      'canvas.run.step',
      'canvas.rehearse.clockOf',
      'canvas.presence.who',
    ]);
  });

  it('say every rule of the lint', () => {
    const ids = Object.keys(english);
    const unsaid = RULES.map(({ name }) => name).filter(
      (name) =>
        !ids.some(
          (id) => id === `canvas.finding.${name}` || id.startsWith(`canvas.finding.${name}.`),
        ),
    );
    expect(unsaid).toEqual([]);
  });

  it('say everything that the lint finds in rulesets', () => {
    // A ruleset that does not fit its schema cannot be drawn.
    const unsaid = RULESET_RULES.filter(
      (name) =>
        name !== 'schema' &&
        !Object.keys(english).some((id) => id.startsWith(`canvas.rulesetFinding.${name}`)),
    );
    expect(unsaid).toEqual([]);
  });

  it('offer only operators that exist', () => {
    for (const names of Object.values(OPERATORS_OF)) {
      for (const name of names) expect(CONDITION_OPERATORS).toContain(name);
    }
  });
});

describe('a process in words', () => {
  it('says conditions as one would', () => {
    expect(
      conditionWords(say, {
        all: [
          { fact: 'variables.cost', operator: 'greaterThan', value: 1000 },
          {
            any: [
              { fact: 'ticket.priority', operator: 'equal', value: 1 },
              { fact: 'ticket.type', operator: 'in', value: ['incident', 'problem'] },
            ],
          },
        ],
      }),
    ).toBe('cost > 1000 and (priority is critical or type is incident or problem)');
  });

  it('says lengths of time with their kind of time', () => {
    expect(durationWords(say, { businessHours: 8 })).toBe('8 working hours');
    expect(durationWords(say, { days: 1, hours: 2 })).toBe('1 day 2 hours');
    expect(timerWords(say, { fact: 'ticket.dueAt', before: { businessDays: 2 } })).toBe(
      '2 working days before due time',
    );
  });

  it('says who must approve', () => {
    const approval = {
      mode: 'nOfM',
      needed: 2,
      approvers: [{ group: 'cab' }, { relation: 'requesterManager' }],
    } as const;
    expect(summaryOf(say, { id: 'a', type: 'approval', approval })).toBe(
      '2 of cab and Requester’s manager',
    );
    const group = (id: string, role: string) => ({
      id,
      mode: 'any' as const,
      approvers: [{ role }],
    });
    const groups = [group('it', 'IT'), group('sec', 'Security'), group('ciso', 'CISO')];
    const experts = { id: 's1', groups, enough: [['it', 'sec'], ['ciso']] };
    const sum = (stages: readonly ApprovalStage[]) =>
      summaryOf(say, { id: 'a', type: 'approval', approval: { stages } });
    expect(sum([experts])).toBe('IT and Security, or CISO');
    expect(sum([experts, { id: 's2', name: 'Owner', groups: [group('o', 'o')] }])).toBe(
      '2 stages: IT and Security, or CISO → Owner',
    );
  });
});

describe('a board', () => {
  const on = (board: string): Element => ({
    id: 'a',
    type: 'cabReview',
    name: 'CAB',
    cab: { board },
  });
  const names = { board: (key: string) => (key === 'cab' ? 'Change advisory board' : undefined) };

  it('is on the box by its name, or still to be chosen', () => {
    expect(summaryOf(say, on('cab'), names)).toBe('Board: Change advisory board');
    expect(summaryOf(say, on('it'), names)).toBe('Board: it');
    expect(summaryOf(say, on(NOT_CHOSEN), names)).toBe('Choose a board');
  });

  it('can be asked about afterwards, in every way it can come out', () => {
    const drawn = aProcess({ elements: [on('cab')], flows: [] });
    const fact = factsOf(say, drawn).find(({ path }) => path === 'steps.a.outcome');
    expect(fact?.options?.map(({ label }) => label)).toEqual(['approved', 'rejected', 'deferred']);
  });

  it('is asked for where none is chosen, where there is none, and where there is no change', () => {
    const said = (board: string, boards?: readonly string[]) => {
      const flow = { id: 'f', from: 'start', to: 'a' };
      const start: Element = { id: 'start', type: 'startEvent', trigger: { type: 'manual' } };
      const drawn = aProcess({ elements: [start, on(board)], flows: [flow] });
      return lint(drawn, boards ? { boards } : {}).map((one) => findingWords(say, drawn, one));
    };
    expect(said(NOT_CHOSEN)).toContain('No board is chosen for “CAB”.');
    expect(said('it', ['cab'])).toContain('“CAB” names “it”, which does not exist.');
    expect(said('it')).toContain(
      'A run begun by hand without a ticket would stop at “CAB”: there is no change to put before the board.',
    );
  });
});

describe('a finding in words', () => {
  const cost = (operator: ConditionOperator, value: number) => ({
    fact: 'variables.cost',
    operator,
    value,
  });

  it('tells for which facts a choice has no way', () => {
    const definition = aProcess();
    const { default: _, ...choice } = definition.elements[1] as Element & { default: string };
    const elements = definition.elements.map((one) => (one.id === 'choice' ? choice : one));
    const flows = definition.flows.map((flow) =>
      flow.id === 'f3' ? { ...flow, conditions: cost('lessThan', 500) } : flow,
    );
    const drawn = { ...definition, elements, flows };
    const found = lint(drawn).find(({ rule }) => rule === 'gateway-choice');
    expect(found && findingWords(say, drawn, found)).toBe(
      '“Dear?” has no way for “otherwise”, which is missing when cost ≥ 500 and cost ≤ 1000.',
    );
  });

  it('names where its fix leads to', () => {
    const { elements, flows, ...rest } = aProcess();
    const ask = elements.find(({ id }) => id === 'ask') ?? elements[0];
    const drawn = {
      ...rest,
      elements: [...elements, { ...ask, id: 'again', name: 'Ask again' } as Element],
      flows: [...flows, { id: 'f7', from: 'again', to: 'done', port: 'approved' }],
    };
    const found = lint(drawn).find(({ rule }) => rule === 'outcome-without-flow');
    expect(found && fixWords(say, drawn, found)).toBe('Lead it to “End”');
  });

  it('tells of rules by their names, or by their places', () => {
    const ruleset: Ruleset = {
      key: '',
      name: '',
      hitPolicy: 'first',
      rules: [
        { id: 'rule-1', conditions: cost('greaterThan', 5), set: { a: 1 } },
        { id: 'rule-2', name: 'Cheap', conditions: cost('lessThan', 9), set: { a: 2 } },
        { id: 'rule-3', conditions: cost('greaterThan', 7), set: { a: 3 } },
      ],
      otherwise: { a: 0 },
    };
    const words = findingsOf(ruleset).map((one) => rulesetFindingWords(say, ruleset, one));
    expect(words).toEqual([
      '“Rule 3” is never reached: whenever it holds, “Rule 1” before it holds too.',
      '“Rule 1” holds as well when cost > 5 and cost < 9. Only their order lets it decide.',
    ]);
    expect(findingsOf({ ...ruleset, rules: [] })).toEqual([]);
    const [last] = findingsOf({
      ...ruleset,
      rules: ruleset.rules.slice(1, 2),
      otherwise: undefined,
    });
    expect(last && rulesetFindingWords(say, ruleset, last)).toBe(
      'Nothing is set when no rule holds, as when cost ≥ 9; variables stay as they were.',
    );
  });
});

it('a step is called by its name, or by what it is where it has none', () => {
  const step = { type: 'endEvent', state: 'next', at: null } as const;
  expect(stepName(say, { ...step, name: 'Delivered' })).toBe('Delivered');
  expect(stepName(say, { ...step, name: null })).toBe('End');
});

describe('a count of nothing', () => {
  it.each(['running', 'cancelled'])('is no “0 of 0” of a back-test that is %s', (state) => {
    expect(say(`canvas.backtest.state.${state}`, { done: 0, total: 0 })).not.toContain('0');
  });
});

it('a calendar that does not exist is said to be one', () => {
  const due = { businessHours: 4, calendar: 'plant' };
  const process = aProcess({
    elements: [
      { id: 'start', type: 'startEvent', trigger: { type: 'manual' } },
      { id: 'do', type: 'userTask', name: 'Do it', task: { due } },
    ],
    flows: [{ id: 'f', from: 'start', to: 'do' }],
  });
  const findings = lint(process, { calendars: ['business-hours'] });
  expect(findings.map((finding) => findingWords(say, process, finding))).toContain(
    '“Do it” counts the working hours of “plant”, a calendar that does not exist.',
  );
});
