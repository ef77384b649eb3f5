/** A change in words: the panel's own for every field of the language, and sentences for what is asked and who is asked. */
import { describe, expect, it } from 'vitest';
import { labelFor } from '#designer/canvas/compare/labels.ts';
import { toRows } from '#designer/canvas/compare/rows.ts';
import { summaryWords } from '#designer/canvas/compare/summary.ts';
import { changeWords } from '#designer/canvas/compare/words.ts';
import { messages as ar } from '#designer/canvas/messages/ar.ts';
import { type Definition, ELEMENT_SCHEMAS, Flow } from '#engine/definition.ts';
import { compare, summaryOf } from '#engine/diff/compare.ts';
import { GROUPS } from '#engine/diff/groups.ts';
import { aProcess, say } from './support.ts';

/** `label: before → after` of everything that was changed. */
const told = (after: Definition, before = aProcess()): string[] => {
  const board = (key: string) => (key === 'cab' ? 'Change board' : undefined);
  const names = { group: board, board };
  const comparison = compare(before, after);
  return toRows(comparison, before, after).flatMap(({ id, changes }) =>
    changes.map((change) => {
      const {
        label,
        before: was,
        after: is,
      } = changeWords(say, change, {
        before: { definition: before, names },
        after: { definition: after, names },
        id,
      });
      return `${label}: ${was ?? '–'} → ${is ?? '–'}`;
    }),
  );
};
const withElement = (id: string, change: object): Definition =>
  aProcess({
    elements: aProcess().elements.map((one) => (one.id === id ? { ...one, ...change } : one)),
  });
const withFlow = (id: string, change: object): Definition =>
  aProcess({ flows: aProcess().flows.map((one) => (one.id === id ? { ...one, ...change } : one)) });

describe('a change in words', () => {
  it('says a condition as a sentence, and in which group it stands', () => {
    const cost = (value: number) =>
      ({ fact: 'variables.cost', operator: 'greaterThan', value }) as const;
    const vip = { fact: 'ticket.priority', operator: 'equal', value: 1 } as const;
    expect(told(withFlow('f2', { conditions: { all: [cost(2000)] } }))).toEqual([
      'Taken when: cost > 1000 → cost > 2000',
    ]);
    const before = withFlow('f2', { conditions: { all: [{ any: [cost(1), vip] }] } });
    const after = withFlow('f2', { conditions: { all: [{ any: [cost(1)] }] } });
    expect(told(after, before)).toEqual(['Taken when · Any holds: priority is critical → –']);
    expect(told(withFlow('f2', { conditions: { any: [cost(1000), vip] } }))).toEqual([
      'Taken when: All hold → Any holds',
      'Taken when: – → priority is critical',
    ]);
  });

  it('says who is asked, how many of them and by when', () => {
    const approvers = [{ group: 'managers' }, { group: 'cab' }];
    const after = withElement('ask', {
      approval: { mode: 'all', approvers, due: { businessHours: 8 } },
    });
    expect(told(after)).toEqual([
      'How many must approve: Any one → All',
      'Who is asked: – → Change board',
      'Due after: – → 8 working hours',
    ]);
  });

  it('says which board decides, and what it is told', () => {
    const on = (cab: object) =>
      withElement('give', { type: 'cabReview', task: undefined, cab: { ...cab } });
    expect(told(on({ board: 'cab', message: 'Soon' }), on({ board: 'it' }))).toEqual([
      'Board: it → Change board',
      'Message: – → Soon',
    ]);
    expect(told(on({ board: 'cab' }), on({ board: 'not-chosen' }))).toEqual([
      'Board: no board yet → Change board',
    ]);
  });

  it('says stages and their groups by their names, wherever they stand now', () => {
    const it = { id: 'it', name: 'IT', mode: 'nOfM', needed: 2, approvers: [{ group: 'cab' }] };
    const money = { id: 'money', mode: 'any', approvers: [{ user: 'ann@x.test' }] };
    const first = { id: 's1', name: 'Experts', groups: [it, money] };
    const last = { id: 's2', groups: [{ id: 'g', mode: 'any', approvers: [{ role: 'ciso' }] }] };
    const staged = (stages: readonly object[], more: object = {}) =>
      withElement('ask', { approval: { stages, ...more } });
    const weighty = {
      ...it,
      mode: 'weighted',
      approvers: [
        { group: 'cab', weight: 3, veto: true },
        { user: 'bob@x.test', weight: 2 },
      ],
    };
    const dear = { fact: 'variables.cost', operator: 'greaterThan', value: 9 };
    const after = staged(
      [
        { ...last, when: { all: [dear] } },
        { ...first, groups: [weighty, money], enough: [['it'], ['money']] },
      ],
      { late: { escalateTo: [{ role: 'head' }], after: { hours: 2 }, outcome: 'rejected' } },
    );
    expect(told(after, staged([first, last]))).toEqual([
      'How many must approve · Experts · IT: A number → By weight',
      'Who is asked · Experts · IT · Change board · Weight: – → 3',
      'Who is asked · Experts · IT · Change board · Veto: – → yes',
      'Who is asked · Experts · IT: – → bob@x.test (weight 2)',
      'What is enough · Experts: – → IT, or ann@x.test',
      'Asked only where · Stage 1: – → cost > 9',
      'Stages: Experts › Stage 2 → Stage 1 › Experts',
      'Then ask: – → head',
      'They have: – → 2 hours',
      'It ends as: – → rejected',
    ]);
    expect(told(staged([first]), staged([first, last]))).toEqual(['Stage · Stage 2: ciso → –']);
  });

  it('says fields of a form by kind and label, and who does the work', () => {
    const form = {
      type: 'object',
      properties: { cost: { type: 'number', title: 'Cost' } },
      required: ['cost'],
    };
    const before = withElement('give', { task: { form } });
    const after = withElement('give', {
      task: {
        assignment: { group: 'cab' },
        form: {
          ...form,
          properties: { cost: { type: 'number', title: 'Price' }, why: { type: 'string' } },
          required: [],
        },
      },
    });
    expect(told(after, before)).toEqual([
      'Form · cost · Label: Cost → Price',
      'Form · why: – → Text',
      'Required · cost: yes → no',
      'Who does it: – → Change board',
    ]);
  });

  it('says where a connection leads and in which order ways are asked, by the names of the steps', () => {
    expect(told(withFlow('f3', { to: 'no' }))).toEqual([
      'Leads: From Dear? to Hand it over → From Dear? to End',
    ]);
    const [f1, f2, f3, ...rest] = aProcess().flows;
    const flows = [f1, f3, f2, ...rest].flatMap((flow) => flow ?? []);
    expect(told(aProcess({ flows }))).toEqual([
      'Ways out: Owner agrees › Hand it over → Hand it over › Owner agrees',
    ]);
    expect(told(withElement('choice', { default: 'f2' }))).toEqual([
      'Otherwise (taken when nothing else holds): Hand it over → Owner agrees',
    ]);
  });

  it('reads from the process itself through its steps, each with its ways, to what is gone', () => {
    const before = aProcess();
    const after = aProcess({
      name: 'Lending',
      elements: before.elements.filter(({ id }) => id !== 'no'),
      flows: before.flows.flatMap((flow) =>
        flow.id === 'f5' ? [] : flow.id === 'f2' ? { ...flow, name: 'dear' } : flow,
      ),
    });
    expect(toRows(compare(before, after), before, after).map(({ key }) => key)).toEqual([
      'process',
      'flow f2',
      'flow f5',
      'element no',
    ]);
  });

  it('sums up without what only moved', () => {
    const after = withElement('ask', { name: 'Owner decides' });
    const moved = { ...after, layout: { ...after.layout, give: { x: 0, y: 0 } } };
    expect(summaryWords(say, summaryOf(compare(aProcess(), moved)))).toBe('1 changed');
    expect(summaryWords(say, summaryOf(compare(after, moved)))).toBe('');
  });
});

describe('every field of the language', () => {
  it('has a label, and every heading its word, in both languages', () => {
    const schemas = [...Object.values(ELEMENT_SCHEMAS), Flow];
    const places = [...new Set(schemas.flatMap((schema) => placesIn(schema, [])))].filter(
      (place) => !['id', 'from', 'to'].includes(place),
    );
    expect(places.length).toBeGreaterThan(80);
    const labels = places.map((place) => [place, labelFor(place.split('.'))?.id] as const);
    expect(labels.filter(([, id]) => !id || !say.has(id) || !(id in ar))).toEqual([]);
    expect(GROUPS.filter((group) => !say.has(`canvas.compare.group.${group}`))).toEqual([]);
  });
});

/** Every path through objects of a schema; what lies in lists and maps is its author's own. */
function placesIn(schema: unknown, path: readonly string[]): readonly string[] {
  const { properties, anyOf } = schema as {
    readonly properties?: Readonly<Record<string, unknown>>;
    readonly anyOf?: readonly unknown[];
  };
  if (anyOf) return anyOf.flatMap((one) => placesIn(one, path));
  if (!properties) return [path.join('.')];
  return Object.entries(properties).flatMap(([name, inner]) => placesIn(inner, [...path, name]));
}
