/** The facts that conditions and placeholders can name. Variables and custom fields are the tenant's own and not listed. */
import { HISTORY_FACTS, PLAN_FACTS, STEPS_FACT } from '../changes/plan.ts';
import type { Definition } from '../definition.ts';

const PERSON = ['email', 'name', 'organization', 'manager'];

export const FACTS: { readonly [root: string]: readonly string[] | null } = {
  ticket: [
    'id',
    'number',
    'type',
    'title',
    'description',
    'status',
    'holdReason',
    'priority',
    'impact',
    'urgency',
    'category',
    'queue',
    'assignee',
    'requester',
    'organization',
    'tags',
    'custom',
    'createdAt',
    'catalogItem',
    'configItems',
    'criticality',
    'dueAt',
    'source',
    'change',
  ],
  requester: PERSON,
  variables: null,
  steps: null,
};

/** What is wrong with a fact's name, or null. Where the elements are not known, any step may be named; `loop`: of a repeated activity. */
export function factProblem(
  path: string,
  elements: ReadonlySet<string> | null,
  loop: readonly string[] | null = null,
): 'unknown-root' | 'unknown-field' | 'unknown-step' | null {
  const [root = '', name, field] = path.split('.');
  if (root === 'loop' && loop) return name && loop.includes(name) ? null : 'unknown-field';
  if (!Object.hasOwn(FACTS, root)) return 'unknown-root';
  if (root === 'steps') {
    if (name === undefined || (elements && !elements.has(name))) return 'unknown-step';
    return field === undefined || field === 'outcome' || field === 'at' ? null : 'unknown-field';
  }
  if (root === 'ticket' && name === 'change')
    return [...PLAN_FACTS, ...HISTORY_FACTS, STEPS_FACT].some((one) => one === field)
      ? null
      : 'unknown-field';
  const known = FACTS[root];
  return known && (name === undefined || !known.includes(name)) ? 'unknown-field' : null;
}

export function elementIds(definition: Definition): ReadonlySet<string> {
  return new Set(definition.elements.map(({ id }) => id));
}
