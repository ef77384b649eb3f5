/**
 * Between react-querybuilder's query and our conditions, both ways. A condition that goes there and back means the same;
 * one made of groups comes back as it was. The query builder has a `not` switch on groups where we have a `not` around
 * anything, so a lone comparison under `not` gains a group of one.
 */
import type { FieldSelectorProps, RuleGroupType, RuleType } from 'react-querybuilder';
import type { Condition, ConditionLeaf } from '#engine/condition.ts';
import { CONDITION_OPERATORS } from '#engine/condition.ts';

type Rule = RuleType | RuleGroupType;

export const EMPTY_QUERY: RuleGroupType = { combinator: 'and', rules: [] };

export const toQuery = (condition: Condition | undefined): RuleGroupType => {
  if (!condition) return EMPTY_QUERY;
  const rule = toRule(condition);
  return 'rules' in rule ? rule : { combinator: 'and', rules: [rule] };
};

/**
 * The same query with each part named by its place. The builder makes up new names for parts that have none, and a field
 * whose part has another name than before is another field: it would lose the focus with every letter typed.
 */
export const withPlaces = (group: RuleGroupType, id = 'group'): RuleGroupType => ({
  ...group,
  id,
  rules: group.rules.map((rule, index) =>
    'rules' in rule ? withPlaces(rule, `${id}.${index}`) : { ...rule, id: `${id}.${index}` },
  ),
});

/** Stands for a fact that nobody has chosen yet; the builder's own sign for it. */
export const UNCHOSEN = '~';

/** The query without comparisons whose fact is not chosen yet, and without groups that hold nothing else; itself where all are. */
export const withoutUnchosen = (group: RuleGroupType): RuleGroupType => {
  let same = true;
  const rules = group.rules.flatMap((rule) => {
    const kept = 'rules' in rule ? withoutUnchosen(rule) : rule.field === UNCHOSEN ? null : rule;
    if (kept === rule) return [rule];
    same = false;
    return kept === null || ('rules' in kept && kept.rules.length === 0) ? [] : [kept];
  });
  return same ? group : { ...group, rules };
};

/** `undefined` when nothing is asked: a flow or trigger then has no conditions at all. */
export const toCondition = (query: RuleGroupType): Condition | undefined =>
  query.rules.length === 0 && !query.not ? undefined : groupCondition(query);

/** Whether the operator compares with nothing. */
export const takesValue = (operator: string): boolean =>
  operator !== 'isEmpty' && operator !== 'isNotEmpty';

/** Whether the operator compares with a list. */
export const takesList = (operator: string): boolean =>
  operator === 'in' || operator === 'notIn' || takesWords(operator);

/** Whether what stands in the list are words to be found, and not values that a fact may have. */
export const takesWords = (operator: string): boolean => operator === 'matchesText';

const toRule = (condition: Condition): Rule => {
  if ('all' in condition) return { combinator: 'and', rules: condition.all.map(toRule) };
  if ('any' in condition) return { combinator: 'or', rules: condition.any.map(toRule) };
  if ('not' in condition) {
    const inner = toRule(condition.not);
    return 'rules' in inner && !inner.not
      ? { ...inner, not: true }
      : { combinator: 'and', not: true, rules: [inner] };
  }
  return leafRule(condition);
};

const leafRule = ({ fact, operator, value }: ConditionLeaf): RuleType =>
  isFactReference(value)
    ? { field: fact, operator, value: value.fact, valueSource: 'field' }
    : { field: fact, operator, value, valueSource: 'value' };

const groupCondition = (group: RuleGroupType): Condition => {
  const members = group.rules.map((rule) => ('rules' in rule ? groupCondition(rule) : leaf(rule)));
  const condition: Condition = group.combinator === 'or' ? { any: members } : { all: members };
  return group.not ? { not: condition } : condition;
};

const leaf = (rule: RuleType): ConditionLeaf => {
  const operator = CONDITION_OPERATORS.find((known) => known === rule.operator) ?? 'equal';
  if (!takesValue(operator)) return { fact: rule.field, operator };
  const value: unknown = rule.valueSource === 'field' ? { fact: rule.value } : rule.value;
  return value === undefined
    ? { fact: rule.field, operator }
    : { fact: rule.field, operator, value };
};

const isFactReference = (value: unknown): value is { readonly fact: string } =>
  typeof value === 'object' &&
  value !== null &&
  'fact' in value &&
  typeof value.fact === 'string' &&
  Object.keys(value).length === 1;

type Query = ReturnType<FieldSelectorProps['schema']['getQuery']>;

/** The query with the comparison at this place replaced. */
export const replaceRule = (query: Query, path: readonly number[], rule: object): Query => {
  const [index, ...rest] = path;
  if (index === undefined) return rule as Query;
  return {
    ...query,
    rules: query.rules.map((member, at) =>
      at !== index || typeof member === 'string'
        ? member
        : replaceRule(member as Query, rest, rule),
    ),
  } as Query;
};
