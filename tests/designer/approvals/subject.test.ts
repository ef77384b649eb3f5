/** What an approver is shown of what is to be decided. */
import { describe, expect, it } from 'vitest';
import { factWords } from '#designer/approvals/fact-words.ts';
import { piecesOf } from '#designer/approvals/pieces.ts';
import { doerOf, plannedOf } from '#designer/approvals/planned.ts';
import { waitsForAnswer } from '#designer/approvals/standing.ts';
import {
  byDue,
  catalogItemOf,
  descriptionOf,
  factsOf,
  filledBeside,
  filledIn,
  keyFactsOf,
  requesterOf,
  titleOf,
  withVariables,
} from '#designer/approvals/subject.ts';
import type { Approval } from '#designer/client/types/tasks.ts';
import { describeValues } from '#designer/ui/forms/answers.ts';
import type { StepFacts } from '#engine/changes/steps.ts';
import { type Known, knownIn, readingOf } from '#engine/reading.ts';
import { anApproval } from './an-approval.ts';

const about = (subject: Partial<Approval['subject']>, part: Partial<Approval> = {}): Approval =>
  anApproval({ subject: { ticket: {}, requester: {}, variables: {}, ...subject }, ...part });

describe('what an approver needs to know', () => {
  const approval = about({
    ticket: {
      number: 'REQ-000001',
      catalogItem: 'laptop',
      description: '',
      custom: { cost: 1450 },
      category: 'Hardware',
      impact: 3,
      organization: null,
    },
    requester: { name: 'Ravi Menon', email: 'ravi@demo.test' },
    variables: { cost: 1450, approvalLevel: 'manager' },
  });

  it('is what was filled in and worked out, each once', () => {
    expect(filledIn(approval)).toEqual({ cost: 1450, approvalLevel: 'manager' });
  });

  it('is the ticket’s own fields that say something and stand nowhere else', () => {
    expect(factsOf(approval)).toEqual([
      { name: 'category', value: 'Hardware' },
      { name: 'impact', value: 3 },
    ]);
  });

  it('is called by what is to be decided, a version of a standard change too', () => {
    const said = (id: string, values?: object) => `${id} ${JSON.stringify(values)}`;
    expect(titleOf(said, anApproval())).toBe('Laptop');
    const proposed = about(
      { variables: { standard: 'renew', name: 'Renew a certificate', version: 2 } },
      { ticket: null, name: 'Any step' },
    );
    expect(titleOf(said, proposed)).toBe(
      'approval.standard {"name":"Renew a certificate","version":2}',
    );
    expect(titleOf(said, about({}, { ticket: null, name: 'Any step' }))).toBe('Any step');
  });

  it('is said once, where the plan or another list says the same', () => {
    const reasons = ['it reaches far'];
    const filled = { risk: 'high', why: reasons, reasons, stage: 'high', stepsDone: [], cost: 2 };
    expect(filledBeside({ risk: 'high' }, filled)).toEqual({
      why: reasons,
      stage: 'high',
      stepsDone: [],
      cost: 2,
    });
  });

  it('is who asks, however little is known of them', () => {
    expect(requesterOf(approval)).toEqual({ name: 'Ravi Menon', email: 'ravi@demo.test' });
    expect(requesterOf(about({ ticket: { requester: 'ravi@demo.test' } }))).toEqual({
      name: 'ravi@demo.test',
      email: 'ravi@demo.test',
    });
    expect(requesterOf(about({}))).toBeNull();
  });

  it('is where it came from, if that says something', () => {
    expect([catalogItemOf(approval), descriptionOf(approval)]).toEqual(['laptop', null]);
  });
});

describe('several approvals', () => {
  it('stand in the order they fall due, those without a deadline last', () => {
    const due = (id: string, dueAt: string | null) => about({}, { id, dueAt });
    const sorted = [
      due('never', null),
      due('late', '2026-12-01T00:00:00Z'),
      due('soon', '2026-11-21T00:00:00Z'),
    ].sort(byDue);
    expect(sorted.map(({ id }) => id)).toEqual(['soon', 'late', 'never']);
  });
});

describe('values nobody typed', () => {
  const form = { schema: { properties: { cost: { title: 'Price' } } }, uiSchema: null };
  const variables = {
    properties: {
      approvalLevel: {
        title: 'Approval',
        oneOf: [{ const: 'manager', title: 'The manager decides' }],
      },
      cost: { title: 'Cost' },
    },
  };

  it('are told by the titles the process gives them, after the form’s own', () => {
    const values = { approvalLevel: 'manager', cost: 1500 };
    expect(describeValues(values, withVariables(form, variables))).toEqual([
      { name: 'cost', title: 'Price', value: 1500 },
      { name: 'approvalLevel', title: 'Approval', value: 'The manager decides' },
    ]);
    expect(withVariables(form, undefined)).toBe(form);
    expect(withVariables(null, undefined)).toBeNull();
  });

  it('of a row are the short ones', () => {
    const answers = [
      { name: 'model', title: 'Model', value: 'Ultralight' },
      { name: 'reason', title: 'Why', value: 'x'.repeat(200) },
      { name: 'cost', title: 'Price', value: 1500 },
    ];
    expect(keyFactsOf(answers).map(({ name }) => name)).toEqual(['model', 'cost']);
  });
});

describe('a fact that has changed', () => {
  const shape = {
    schema: {
      properties: {
        cost: { type: 'number', title: 'Price' },
        site: { title: 'Office', oneOf: [{ const: 'os', title: 'Oslo' }] },
        delivery: { properties: { byCar: { type: 'boolean', title: 'By car' } } },
      },
    },
  };
  const words = {
    field: (name: string) => `the ${name}`,
    value: (name: string, raw: unknown) => `${name}:${raw ?? 'none'}`,
    read: (raw: unknown, schema?: unknown, known?: Known) =>
      readingOf(raw, { schema, say: (one) => `:${one}`, ...(known ? { known } : {}) }),
  };
  const known = knownIn({ ticket: { change: { steps: [{ key: 's1', title: 'Swap it' }] } } });
  it.each([
    ['ticket.custom.cost', 1450, 'Price', ':1450'],
    ['variables.site', 'os', 'Office', 'Oslo'],
    ['variables.stepsDone', ['s1'], 'Steps done', 'Swap it'],
    ['variables.delivery', { byCar: true }, 'Delivery', 'By car: :true'],
    ['ticket.change.risk', 'high', 'the risk', 'risk:high'],
    ['variables.delivery.byCar', true, 'By car', ':true'],
    ['variables.neededBy', null, 'Needed by', ':none'],
    ['ticket.impact', 3, 'the impact', 'impact:3'],
    ['requester.department', 'IT', 'the requester: the department', ':IT'],
  ])('%s is called as it was asked for', (fact, raw, title, said) => {
    const told = factWords(fact, shape, words, known);
    expect([told.title, told.say(raw)]).toEqual([title, said]);
  });
});

describe('an answer', () => {
  const asked = (askedAt: string, answeredAt: string | null = null) => ({
    id: 'q',
    text: 'Why?',
    answer: null,
    askedBy: { email: 'a', name: 'A' },
    askedAt,
    answeredAt,
    answeredBy: null,
  });
  const why = { changed: [], by: null, reason: null };
  const earlier = [{ round: 1, endedAt: '2026-11-20T12:00:00Z', why, votes: [] }];
  it.each([
    ['waited for', { questions: [asked('2026-11-20T13:00:00Z')] }, true],
    ['there', { questions: [asked('2026-11-20T13:00:00Z', '2026-11-20T14:00:00Z')] }, false],
    ['of a round that is over', { questions: [asked('2026-11-20T11:00:00Z')] }, false],
    ['too late', { questions: [asked('2026-11-20T13:00:00Z')], state: 'approved' as const }, false],
  ])('that is %s holds up whoever waits for it, or nobody', (_, part, waits) => {
    expect(waitsForAnswer(anApproval({ earlier, ...part }))).toBe(waits);
  });
});

describe('what is planned of a change that is to be approved', () => {
  const swap = { key: 's1', title: 'Swap it', details: '', undo: 'Swap it back', minutes: 20 };
  const of = (change: unknown) => about({ ticket: { title: 'Replace the switch', change } });

  it('is its kind, its risk, its time and its steps, and no fact among others', () => {
    const approval = of({
      kind: 'normal',
      risk: 'high',
      plannedFrom: null,
      plannedTo: null,
      result: null,
      points: 40,
      steps: [swap],
    });
    expect(plannedOf(approval)).toEqual({ kind: 'normal', risk: 'high', texts: {}, steps: [swap] });
    expect(factsOf(approval)).toEqual([]);
  });

  it('is the part that somebody from outside is told, and nothing where they are told nothing', () => {
    expect(plannedOf(of({ risk: 'low' }))).toEqual({ risk: 'low', texts: {}, steps: [] });
    expect([of(null), of({}), of(undefined)].map(plannedOf)).toEqual([null, null, null]);
  });

  it('names whoever does a step as the plan does', () => {
    const people = new Map([['ann@demo.test', 'Ann Berg']]);
    const done = (assignment: StepFacts['assignment']) =>
      doerOf({ ...swap, ...(assignment ? { assignment } : {}) }, people);
    expect(done(undefined)).toBeUndefined();
    expect(done({ queue: 'service-desk' })).toEqual({ kind: 'queue', name: 'Service desk' });
    expect(done({ group: 'network' })).toEqual({ kind: 'group', name: 'Network' });
    expect(done({ user: 'Ann@demo.test' })).toEqual({ kind: 'user', name: 'Ann Berg' });
    expect(done({ user: 'zoe@demo.test' })).toEqual({ kind: 'user', name: 'zoe@demo.test' });
  });
});

describe('what has changed of a plan', () => {
  const swap = { key: 's1', title: 'Swap', details: '', undo: 'Swap back', minutes: 10 };
  const say = ({ title, undo }: { title: string; undo: string }) => `${title}, ${undo}`;

  it('is told text by text, and nothing of those that stayed', () => {
    const before = { impact: 'None.', backOut: 'The old ones.' };
    const after = { backOut: 'The old ones.', testPlan: 'By hand.' };
    expect(piecesOf({ fact: 'ticket.change.texts', before, after }, say)).toEqual([
      { fact: 'ticket.change.impact', before: 'None.', after: '' },
      { fact: 'ticket.change.testPlan', before: '', after: 'By hand.' },
    ]);
  });

  it('is told step by step, with what is added and what is gone', () => {
    const fact = 'ticket.change.steps';
    const look = { ...swap, key: 's2', title: 'Look', undo: '' };
    const before = [swap, look];
    const after = [
      { ...swap, undo: 'Call' },
      { ...look, key: 's3' },
    ];
    expect(piecesOf({ fact, before, after }, say)).toEqual([
      { fact, step: 'Swap', before: 'Swap, Swap back', after: 'Swap, Call' },
      { fact, step: 'Look', before: '', after: 'Look, ' },
      { fact, step: 'Look', before: 'Look, ', after: '' },
    ]);
    const turned = { fact, before, after: [look, swap] };
    expect(piecesOf(turned, say)).toEqual([turned]);
  });

  it('has the name that the field of the plan has', () => {
    const words = {
      field: (name: string) => `<${name}>`,
      value: (name: string) => name,
      read: () => null,
    };
    expect(factWords('ticket.change.plannedFrom', null, words)).toMatchObject({
      title: '<plannedFrom>',
    });
  });
});
