/** What two definitions differ in, told as a person would: a condition, an approver, a form field, a way that leads elsewhere. */
import { describe, expect, it } from 'vitest';
import type { Condition } from '#engine/condition.ts';
import type { Definition, Element } from '#engine/definition.ts';
import { compare, summaryOf, touchedBy } from '#engine/diff/compare.ts';

const base: Definition = {
  key: 'loan',
  name: 'Loan',
  elements: [
    { id: 'start', type: 'startEvent', trigger: { type: 'manual' } },
    { id: 'dear', type: 'exclusiveGateway', name: 'Dear?', default: 'cheap' },
    {
      id: 'ask',
      type: 'approval',
      approval: { mode: 'any', approvers: [{ group: 'managers' }, { user: 'ann@x.test' }] },
    },
    { id: 'give', type: 'userTask', name: 'Give', task: { due: { businessHours: 4 } } },
    { id: 'end', type: 'endEvent' },
  ],
  flows: [
    { id: 'in', from: 'start', to: 'dear' },
    {
      id: 'costly',
      from: 'dear',
      to: 'ask',
      conditions: { all: [{ fact: 'variables.cost', operator: 'greaterThan', value: 1000 }] },
    },
    { id: 'cheap', from: 'dear', to: 'give' },
    { id: 'yes', from: 'ask', to: 'give', port: 'approved' },
    { id: 'out', from: 'give', to: 'end' },
  ],
  layout: { start: { x: 0, y: 0 }, give: { x: 300, y: 0 } },
};

const withElement = (id: string, change: object): Definition => ({
  ...base,
  elements: base.elements.map((one) => (one.id === id ? ({ ...one, ...change } as Element) : one)),
});
const withFlow = (id: string, change: object): Definition => ({
  ...base,
  flows: base.flows.map((one) => (one.id === id ? { ...one, ...change } : one)),
});
const withConditions = (conditions: Condition) => withFlow('costly', { conditions });
/** `path: before → after` of every change of everything that was changed. */
const told = (after: Definition, before = base): string[] => {
  const { process, elements, flows } = compare(before, after);
  const say = (value: unknown) => (value === undefined ? '–' : JSON.stringify(value));
  const all = [{ id: '', changes: process }, ...elements, ...flows];
  return all.flatMap(({ id, changes }) =>
    changes.map((one) =>
      `${id} ${one.kind} ${one.path.join('.')}: ${say(one.before)} → ${say(one.after)}`.trim(),
    ),
  );
};

describe('two definitions that are the same', () => {
  it('differ in nothing, whatever the order of their names', () => {
    const turned = Object.fromEntries(Object.entries(base).reverse()) as Definition;
    expect(compare(base, turned)).toEqual({ process: [], elements: [], flows: [], notes: [] });
    expect(compare(base, { ...base, notes: [] })).toEqual(compare(base, base));
  });
});

describe('an element', () => {
  it('that came or went is told by its id, since ids stay', () => {
    const { elements } = base;
    const renamed = elements.map((one) => (one.id === 'give' ? { ...one, id: 'hand' } : one));
    const kinds = compare(base, { ...base, elements: renamed }).elements;
    expect(kinds.map(({ id, kind }) => [id, kind])).toEqual([
      ['hand', 'added'],
      ['give', 'removed'],
    ]);
  });

  it('that lies elsewhere on the drawing is moved and not changed', () => {
    const after = { ...base, layout: { ...base.layout, give: { x: 300, y: 80 } } };
    const comparison = compare(base, after);
    expect(comparison.elements).toEqual([
      {
        id: 'give',
        kind: 'moved',
        changes: [],
        move: { before: { x: 300, y: 0 }, after: { x: 300, y: 80 } },
      },
    ]);
    expect(summaryOf(comparison)).toEqual({ added: 0, removed: 0, changed: 0, moved: 1 });
    expect(touchedBy(comparison)).toEqual([]);
  });

  it('that lies in another part of the process is changed, wherever it is drawn', () => {
    expect(told(withElement('give', { parent: 'sub' }))).toEqual(['give value parent: – → "sub"']);
    expect(touchedBy(compare(base, withElement('give', { parent: 'sub' })))).toEqual(['give']);
  });

  it('is told by what its panel asks: a length of time is one thing, and approvers go by who they are', () => {
    expect(told(withElement('give', { task: { due: { hours: 2 } } }))).toEqual([
      'give value task.due: {"businessHours":4} → {"hours":2}',
    ]);
    const approvers = [{ user: 'ann@x.test' }, { group: 'managers' }, { role: 'admin' }];
    expect(told(withElement('ask', { approval: { mode: 'all', approvers } }))).toEqual([
      'ask value approval.mode: "any" → "all"',
      'ask value approval.approvers.role:admin: – → {"role":"admin"}',
      'ask order approval.approvers: ["group:managers","user:ann@x.test"] → ["user:ann@x.test","group:managers"]',
    ]);
  });

  it('tells a form by its fields, and outcomes by their keys', () => {
    const number = { type: 'number', title: 'Cost' };
    const before = withElement('give', {
      task: {
        form: { type: 'object', properties: { cost: number, old: {} }, required: ['old'] },
        outcomes: [{ key: 'done', label: 'Done' }],
      },
    });
    const after = withElement('give', {
      task: {
        form: {
          type: 'object',
          properties: { cost: { ...number, title: 'Price' }, why: { type: 'string' } },
          required: ['cost', 'why'],
        },
        outcomes: [
          { key: 'done', label: 'Handed over' },
          { key: 'lost', label: 'Lost' },
        ],
      },
    });
    expect(told(after, before)).toEqual([
      'give value task.form.properties.cost.title: "Cost" → "Price"',
      'give value task.form.properties.old: {} → –',
      'give value task.form.properties.why: – → {"type":"string"}',
      'give value task.form.required.old: true → false',
      'give value task.form.required.cost: false → true',
      'give value task.form.required.why: false → true',
      'give value task.outcomes.done.label: "Done" → "Handed over"',
      'give value task.outcomes.lost: – → {"key":"lost","label":"Lost"}',
    ]);
  });

  it('tells a whole form that came by its fields', () => {
    const form = { type: 'object', properties: { cost: { type: 'number' } } };
    expect(told(withElement('give', { task: { due: { businessHours: 4 }, form } }))).toEqual([
      'give value task.form.properties.cost: – → {"type":"number"}',
    ]);
  });
});

describe('a connection', () => {
  it('that leads elsewhere is one change', () => {
    expect(told(withFlow('cheap', { to: 'end' }))).toEqual([
      'cheap ends ends: {"from":"dear","to":"give"} → {"from":"dear","to":"end"}',
    ]);
  });

  it('that is asked earlier is a change of what asks', () => {
    const [first, costly, cheap, ...rest] = base.flows;
    const flows = [first, cheap, costly, ...rest].flatMap((flow) => flow ?? []);
    expect(told({ ...base, flows })).toEqual([
      'dear order ways: ["costly","cheap"] → ["cheap","costly"]',
    ]);
  });
});

describe('conditions', () => {
  const cost = (value: number) =>
    ({ fact: 'variables.cost', operator: 'greaterThan', value }) as const;
  const vip = { fact: 'ticket.tags', operator: 'contains', value: 'vip' } as const;
  const site = { fact: 'ticket.custom.site', operator: 'equal', value: 'Leipzig' } as const;

  it('are told one comparison at a time', () => {
    expect(told(withConditions({ all: [vip, cost(2000)] }))).toEqual([
      `costly condition conditions.all: ${JSON.stringify(cost(1000))} → ${JSON.stringify(cost(2000))}`,
      `costly condition conditions.all: – → ${JSON.stringify(vip)}`,
    ]);
  });

  it('are followed into groups', () => {
    const before = withConditions({ all: [cost(1000), { any: [vip, site] }] });
    const after = withConditions({ all: [cost(1000), { any: [vip] }] });
    expect(told(after, before)).toEqual([
      `costly condition conditions.all.any: ${JSON.stringify(site)} → –`,
    ]);
  });

  it('tell that any of them will do where all had to hold', () => {
    expect(told(withConditions({ any: [cost(1000), vip] }))).toEqual([
      'costly value conditions.combinator: "all" → "any"',
      `costly condition conditions: – → ${JSON.stringify(vip)}`,
    ]);
  });

  it('are told whole where only their order is another', () => {
    const before = withConditions({ all: [vip, site] });
    expect(told(withConditions({ all: [site, vip] }), before)).toEqual([
      `costly condition conditions: ${JSON.stringify({ all: [vip, site] })} → ${JSON.stringify({ all: [site, vip] })}`,
    ]);
  });

  it('that came or went altogether are told one by one', () => {
    expect(told(withFlow('costly', { conditions: undefined }))).toEqual([
      `costly condition conditions.all: ${JSON.stringify(cost(1000))} → –`,
    ]);
  });
});

describe('the process as a whole', () => {
  it('tells its name and its variables by field', () => {
    const variables = { type: 'object', properties: { cost: { type: 'number' } } };
    expect(told({ ...base, name: 'Lending', variables })).toEqual([
      'value name: "Loan" → "Lending"',
      'value variables.properties.cost: – → {"type":"number"}',
    ]);
    expect(summaryOf(compare(base, { ...base, name: 'Lending', variables })).changed).toBe(1);
  });

  it('tells that another document is behind it, and never the document', () => {
    const origin = { format: 'bpmn', process: 'P1', document: '<long/>' } as const;
    expect(told({ ...base, origin })).toEqual(['document origin: – → "P1"']);
  });

  it('tells what is written beside the drawing', () => {
    const note = { id: 'n', text: 'Ask Ann', x: 0, y: 0 };
    const before = { ...base, notes: [note, { ...note, id: 'm' }] };
    const after = {
      ...base,
      notes: [
        { ...note, text: 'Ask Bob' },
        { ...note, id: 'm', x: 8 },
      ],
    };
    expect(compare(before, after).notes.map(({ id, kind }) => [id, kind])).toEqual([
      ['n', 'changed'],
      ['m', 'moved'],
    ]);
  });
});
