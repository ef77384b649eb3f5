/** Small processes to test with, words without a browser, and arbitrary edits of whatever process there is. */
import fc from 'fast-check';
import { createIntl } from 'react-intl';
import { messages } from '#designer/canvas/messages/en.ts';
import { createSay } from '#designer/ui/diagram/say.ts';
import type { Definition, Element } from '#engine/definition.ts';
import type { Edit } from '#engine/edits.ts';

export const say = createSay(createIntl({ locale: 'en', messages }));

export const aProcess = (changes: Partial<Definition> = {}): Definition => ({
  key: 'loan',
  name: 'Loan',
  elements: [
    { id: 'start', type: 'startEvent', trigger: { type: 'manual' } },
    { id: 'choice', type: 'exclusiveGateway', name: 'Dear?', default: 'f3' },
    {
      id: 'ask',
      type: 'approval',
      name: 'Owner agrees',
      approval: { mode: 'any', approvers: [{ group: 'managers' }] },
    },
    { id: 'give', type: 'userTask', name: 'Hand it over', task: {} },
    { id: 'done', type: 'endEvent', outcome: 'lent' },
    { id: 'no', type: 'endEvent', outcome: 'refused' },
  ],
  flows: [
    { id: 'f1', from: 'start', to: 'choice' },
    {
      id: 'f2',
      from: 'choice',
      to: 'ask',
      conditions: { all: [{ fact: 'variables.cost', operator: 'greaterThan', value: 1000 }] },
    },
    { id: 'f3', from: 'choice', to: 'give' },
    { id: 'f4', from: 'ask', to: 'give', port: 'approved' },
    { id: 'f5', from: 'ask', to: 'no', port: 'rejected' },
    { id: 'f6', from: 'give', to: 'done' },
  ],
  layout: {
    start: { x: 0, y: 96 },
    choice: { x: 120, y: 96 },
    ask: { x: 240, y: 88 },
    give: { x: 560, y: 88 },
    done: { x: 820, y: 96 },
    no: { x: 560, y: 208 },
  },
  ...changes,
});

const ids = ['start', 'choice', 'ask', 'give', 'done', 'no', 'x1', 'x2'];
const flowIds = ['f1', 'f2', 'f3', 'f4', 'f5', 'f6', 'f7', 'f8'];
const id = fc.constantFrom(...ids);
const point = fc.record({
  x: fc.integer({ max: 2_000, min: 0 }),
  y: fc.integer({ max: 900, min: 0 }),
});
const element = id.map((one): Element => ({ id: one, type: 'userTask', task: {} }));

/** Some fit the process and some do not: both must be harmless. */
export const anEdit: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({ type: fc.constant('addElement' as const), element, at: point }),
  fc.record({
    type: fc.constant('removeElements' as const),
    ids: fc.array(id, { maxLength: 3 }),
    heal: fc.boolean(),
  }),
  fc.record({ type: fc.constant('connect' as const), from: id, to: id }),
  fc.record({
    type: fc.constant('disconnect' as const),
    ids: fc.array(fc.constantFrom(...flowIds), { maxLength: 3 }),
  }),
  fc.record({ type: fc.constant('renameElement' as const), id, name: fc.string({ maxLength: 8 }) }),
  fc.record({
    type: fc.constant('moveElements' as const),
    positions: fc.dictionary(id, point, { maxKeys: 3, noNullPrototype: true }),
  }),
  fc.record({
    type: fc.constant('insertOnFlow' as const),
    flow: fc.constantFrom(...flowIds),
    element,
    at: point,
  }),
  fc.record({ type: fc.constant('setProperties' as const), name: fc.string({ maxLength: 8 }) }),
);
