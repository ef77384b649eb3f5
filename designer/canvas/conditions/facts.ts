/**
 * What a condition may ask about in this process: fields of the ticket and of the requester, variables made by forms,
 * rulesets, calls and the catalog item, and the outcomes of earlier steps. Each with its kind, so that the editor offers
 * only operators and values that make sense. Order is the order in which they are offered.
 */

import type { Say } from '#designer/ui/diagram/say.ts';
import { nameOf, portWords } from '#designer/ui/diagram/words.ts';
import type { ConditionOperator } from '#engine/condition.ts';
import type { Definition, Element } from '#engine/definition.ts';
import { isObject } from '#engine/json.ts';

export type FactKind = 'text' | 'number' | 'yesNo' | 'choice' | 'list' | 'instant' | 'any';

export type FactOption = { readonly value: string | number; readonly label: string };

export type Fact = {
  readonly path: string;
  readonly label: string;
  readonly group: 'ticket' | 'custom' | 'requester' | 'variables' | 'steps';
  readonly kind: FactKind;
  readonly options?: readonly FactOption[];
};

export type FactSources = {
  /** Ruleset key → the variables it sets, with an example value of each. */
  readonly rulesets?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** JSON Schema of the catalog item's form, whose values become variables. */
  readonly catalogForm?: Readonly<Record<string, unknown>>;
  /** Forms whose values tickets carry as custom fields: the bound item’s, or of all items where there is none. */
  readonly customForms?: readonly Readonly<Record<string, unknown>>[];
  readonly queues?: readonly FactOption[];
};

export const CUSTOM = 'ticket.custom.';

export const OPERATORS_OF: Record<FactKind, readonly ConditionOperator[]> = {
  text: [
    'equal',
    'notEqual',
    'contains',
    'doesNotContain',
    'startsWith',
    'endsWith',
    'matchesText',
    'in',
    'notIn',
    'isEmpty',
    'isNotEmpty',
  ],
  number: [
    'equal',
    'notEqual',
    'greaterThan',
    'greaterThanInclusive',
    'lessThan',
    'lessThanInclusive',
    'in',
    'notIn',
    'isEmpty',
    'isNotEmpty',
  ],
  yesNo: ['equal', 'notEqual', 'isEmpty', 'isNotEmpty'],
  choice: ['equal', 'notEqual', 'in', 'notIn', 'isEmpty', 'isNotEmpty'],
  list: ['contains', 'doesNotContain', 'isEmpty', 'isNotEmpty'],
  instant: ['lessThan', 'greaterThan', 'isEmpty', 'isNotEmpty'],
  any: [
    'equal',
    'notEqual',
    'greaterThan',
    'greaterThanInclusive',
    'lessThan',
    'lessThanInclusive',
    'contains',
    'doesNotContain',
    'startsWith',
    'endsWith',
    'matchesText',
    'in',
    'notIn',
    'isEmpty',
    'isNotEmpty',
  ],
};

const STATUSES = [
  'new',
  'in_progress',
  'on_hold',
  'pending_approval',
  'known_error',
  'assess',
  'authorize',
  'scheduled',
  'implement',
  'review',
  'resolved',
  'closed',
  'cancelled',
];

const TICKET: readonly {
  readonly field: string;
  readonly kind: FactKind;
  readonly values?: readonly (string | number)[];
}[] = [
  {
    field: 'type',
    kind: 'choice',
    values: ['incident', 'service_request', 'problem', 'change', 'task'],
  },
  { field: 'priority', kind: 'choice', values: [1, 2, 3, 4] },
  { field: 'impact', kind: 'choice', values: [1, 2, 3] },
  { field: 'urgency', kind: 'choice', values: [1, 2, 3] },
  { field: 'status', kind: 'choice', values: STATUSES },
  { field: 'title', kind: 'text' },
  { field: 'description', kind: 'text' },
  { field: 'category', kind: 'text' },
  { field: 'queue', kind: 'text' },
  { field: 'assignee', kind: 'text' },
  { field: 'organization', kind: 'text' },
  { field: 'tags', kind: 'list' },
  { field: 'source', kind: 'text' },
  { field: 'dueAt', kind: 'instant' },
  { field: 'createdAt', kind: 'instant' },
];

const REQUESTER = ['email', 'name', 'organization', 'manager'];

export const factsOf = (
  say: Say,
  definition: Definition,
  sources: FactSources = {},
): readonly Fact[] => {
  const facts = new Map<string, Fact>();
  const add = (fact: Fact) => {
    if (!facts.has(fact.path)) facts.set(fact.path, fact);
  };
  // What the process itself makes is asked about most.
  addVariables(definition.variables, add);
  addVariables(sources.catalogForm, add);
  for (const element of definition.elements) addElement(say, element, sources, add);
  for (const { field, kind, values } of TICKET) {
    const path = `ticket.${field}`;
    const options =
      field === 'queue'
        ? sources.queues
        : values?.map((value) => ({ value, label: say(`canvas.value.${field}.${value}`) }));
    const known = options && options.length > 0;
    add({
      path,
      label: say(`canvas.fact.${path}`),
      group: 'ticket',
      kind: known ? 'choice' : kind,
      ...(known ? { options } : {}),
    });
  }
  for (const form of sources.customForms ?? []) addVariables(form, add, CUSTOM);
  for (const field of REQUESTER) {
    const path = `requester.${field}`;
    add({ path, label: say(`canvas.fact.${path}`), group: 'requester', kind: 'text' });
  }
  return [...facts.values()];
};

const addElement = (
  say: Say,
  element: Element,
  sources: FactSources,
  add: (fact: Fact) => void,
) => {
  if (element.type === 'userTask') addVariables(element.task.form, add);
  if (element.type === 'businessRuleTask') {
    for (const [name, example] of Object.entries(sources.rulesets?.[element.ruleset] ?? {})) {
      add({
        path: `variables.${name}`,
        label: name,
        group: 'variables',
        kind: kindOfExample(example),
      });
    }
  }
  if (element.type === 'serviceTask' && element.action.type === 'httpRequest') {
    for (const name of Object.keys(element.action.result ?? {})) {
      add({ path: `variables.${name}`, label: name, group: 'variables', kind: 'any' });
    }
  }
  const ports = outcomesOf(element);
  if (ports.length > 0) {
    add({
      path: `steps.${element.id}.outcome`,
      label: say('canvas.fact.outcomeOf', { name: nameOf(say, element) }),
      group: 'steps',
      kind: 'choice',
      options: ports.map((port) => ({ value: port, label: portWords(say, element, port) })),
    });
  }
};

const outcomesOf = (element: Element): readonly string[] => {
  if (element.type === 'approval') {
    return element.approval.due ? ['approved', 'rejected', 'timedOut'] : ['approved', 'rejected'];
  }
  return element.type === 'userTask' ? (element.task.outcomes ?? []).map(({ key }) => key) : [];
};

/** Each property of a form's JSON Schema is a variable of its name. */
const addVariables = (schema: unknown, add: (fact: Fact) => void, root = 'variables.') => {
  if (!isObject(schema) || !isObject(schema.properties)) return;
  for (const [name, property] of Object.entries(schema.properties)) {
    if (!isObject(property)) continue;
    const title = typeof property.title === 'string' && property.title ? property.title : name;
    const values = Array.isArray(property.enum) ? property.enum.filter(isScalar) : [];
    add({
      path: `${root}${name}`,
      label: title,
      group: root === CUSTOM ? 'custom' : 'variables',
      kind: values.length > 0 ? 'choice' : kindOfSchema(property),
      ...(values.length > 0
        ? { options: values.map((value) => ({ value, label: String(value) })) }
        : {}),
    });
  }
};

const kindOfSchema = (property: Readonly<Record<string, unknown>>): FactKind => {
  switch (property.type) {
    case 'number':
    case 'integer':
      return 'number';
    case 'boolean':
      return 'yesNo';
    case 'array':
      return 'list';
    case 'string':
      return property.format === 'date' || property.format === 'date-time' ? 'instant' : 'text';
    default:
      return 'any';
  }
};

const kindOfExample = (value: unknown): FactKind => {
  if (typeof value === 'number') return 'number';
  if (typeof value === 'boolean') return 'yesNo';
  if (typeof value === 'string') return 'text';
  return Array.isArray(value) ? 'list' : 'any';
};

const isScalar = (value: unknown): value is string | number =>
  typeof value === 'string' || typeof value === 'number';

/** What a fact that nobody has declared holds, as far as what it is compared with tells. */
export const kindOfComparison = (operator: string, value: unknown): FactKind => {
  const one: unknown = Array.isArray(value) ? value[0] : value;
  if (typeof one === 'number') return 'number';
  if (typeof one === 'boolean') return 'yesNo';
  if (typeof one !== 'string') return 'any';
  return operator === 'lessThan' || operator === 'greaterThan' ? 'instant' : 'text';
};

export const CUSTOM_KINDS = ['text', 'number', 'yesNo', 'instant', 'list'] as const;

/** The first comparison with a custom field of this kind. */
export const firstComparison = (
  kind: FactKind,
): { readonly operator: ConditionOperator; readonly value: string | number | boolean } => {
  if (kind === 'number') return { operator: 'equal', value: 0 };
  if (kind === 'yesNo') return { operator: 'equal', value: true };
  if (kind === 'instant') return { operator: 'lessThan', value: '' };
  return { operator: kind === 'list' ? 'contains' : 'equal', value: '' };
};
