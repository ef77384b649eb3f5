/**
 * What a condition may ask about, and which comparisons make sense of it: a kind for each fact, operators for each kind. The
 * fields of a ticket and of who asked for it are here, since every condition knows them; what else there is, each area says.
 */
import type { Say } from '#designer/ui/diagram/say.ts';
import { CHANGE_KINDS, RESULTS, RISK_WORDS, RISKS } from '#engine/changes/plan.ts';
import type { ConditionOperator } from '#engine/condition.ts';
import { isObject } from '#engine/json.ts';

export type FactKind = 'text' | 'number' | 'yesNo' | 'choice' | 'list' | 'instant' | 'any';

export type FactOption = { readonly value: string | number; readonly label: string };

export const FACT_GROUPS = [
  'variables',
  'steps',
  'ticket',
  'custom',
  'requester',
  'organization',
  'clock',
] as const;

export type Fact = {
  readonly path: string;
  readonly label: string;
  readonly group: (typeof FACT_GROUPS)[number];
  readonly kind: FactKind;
  readonly options?: readonly FactOption[];
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

const TICKET_FIELDS: readonly {
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
  { field: 'configItems', kind: 'list' },
  { field: 'criticality', kind: 'choice', values: [1, 2, 3, 4] },
  { field: 'change.kind', kind: 'choice', values: CHANGE_KINDS },
  { field: 'change.risk', kind: 'choice', values: RISKS },
  { field: 'change.riskBy', kind: 'choice', values: RISK_WORDS },
  { field: 'change.result', kind: 'choice', values: RESULTS },
  { field: 'change.incidents', kind: 'number' },
  { field: 'change.similar', kind: 'number' },
  { field: 'change.similarFailed', kind: 'number' },
  { field: 'change.points', kind: 'number' },
  { field: 'change.unanswered', kind: 'number' },
  { field: 'change.dependants', kind: 'number' },
  { field: 'change.services', kind: 'number' },
  { field: 'change.steps', kind: 'list' },
  { field: 'change.begun', kind: 'list' },
  { field: 'change.plannedFrom', kind: 'instant' },
  { field: 'change.plannedTo', kind: 'instant' },
  { field: 'source', kind: 'text' },
  { field: 'dueAt', kind: 'instant' },
  { field: 'createdAt', kind: 'instant' },
];

/** `options`: what the tenant has of them, by field; such a field is chosen and not typed. */
export const ticketFacts = (
  say: Say,
  options: Readonly<Record<string, readonly FactOption[] | undefined>> = {},
): readonly Fact[] =>
  TICKET_FIELDS.map(({ field, kind, values }) => {
    const path = `ticket.${field}`;
    const known =
      options[field] ??
      values?.map((value) => ({
        value,
        label: say(`canvas.value.${field.split('.').at(-1)}.${value}`),
      })) ??
      [];
    return {
      path,
      label: say(`canvas.fact.${path}`),
      group: 'ticket',
      kind: known.length > 0 ? 'choice' : kind,
      ...(known.length > 0 ? { options: known } : {}),
    };
  });

const REQUESTER_FIELDS = ['email', 'name', 'organization', 'manager'];

export const requesterFacts = (
  say: Say,
  options: Readonly<Record<string, readonly FactOption[] | undefined>> = {},
): readonly Fact[] =>
  REQUESTER_FIELDS.map((field) => {
    const path = `requester.${field}`;
    const known = options[field] ?? [];
    return {
      path,
      label: say(`canvas.fact.${path}`),
      group: 'requester',
      kind: known.length > 0 ? 'choice' : 'text',
      ...(known.length > 0 ? { options: known } : {}),
    };
  });

/** Each property of a form’s JSON Schema is a fact of its name. */
export const schemaFacts = (schema: unknown, root = 'variables.'): readonly Fact[] => {
  if (!isObject(schema) || !isObject(schema.properties)) return [];
  return Object.entries(schema.properties).flatMap(([name, property]): Fact[] => {
    if (!isObject(property)) return [];
    const title = typeof property.title === 'string' && property.title ? property.title : name;
    const values = Array.isArray(property.enum) ? property.enum.filter(isScalar) : [];
    return [
      {
        path: `${root}${name}`,
        label: title,
        group: root === CUSTOM ? 'custom' : 'variables',
        kind: values.length > 0 ? 'choice' : kindOfSchema(property),
        ...(values.length > 0
          ? { options: values.map((value) => ({ value, label: String(value) })) }
          : {}),
      },
    ];
  });
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
