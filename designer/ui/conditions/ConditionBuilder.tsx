/**
 * Conditions by picking: facts, operators and values that fit each other, in groups. react-querybuilder keeps the tree;
 * its controls are ours, so that they look like the rest and speak the reader's language. Downloaded only when opened.
 */
import { useCallback, useMemo, useState } from 'react';
import type { RuleGroupType } from 'react-querybuilder';
import { QueryBuilder } from 'react-querybuilder';
import type { Condition } from '#engine/condition.ts';
import styles from './conditions.module.css';
import type { Fact, FactKind } from './facts.ts';
import { CUSTOM, kindOfComparison, OPERATORS_OF } from './facts.ts';
import { DeclareContext, FactsContext } from './facts-context.ts';
import { AddGroup, AddRule, Combinator, NotToggle, Remove } from './GroupControls.tsx';
import { takesList, toCondition, toQuery, UNCHOSEN, withoutUnchosen, withPlaces } from './query.ts';
import { FieldSelector, OperatorSelector } from './Selectors.tsx';
import { ValueEditor } from './ValueEditor.tsx';

type Props = {
  readonly label: string;
  readonly condition: Condition | undefined;
  readonly facts: readonly Fact[];
  readonly onChange: (condition: Condition | undefined) => void;
  readonly disabled?: boolean;
  /** There is room for a comparison on one line. */
  readonly wide?: boolean;
};

export const ConditionBuilder = ({
  label,
  condition,
  facts,
  onChange,
  disabled = false,
  wide = false,
}: Props) => {
  // A comparison whose fact is not chosen yet stays here: it is no condition.
  const [unfinished, setUnfinished] = useState<RuleGroupType | null>(null);
  const query = useMemo(() => {
    const kept = toCondition(toQuery(condition));
    const isOfThis =
      unfinished !== null &&
      JSON.stringify(toCondition(withoutUnchosen(unfinished))) === JSON.stringify(kept);
    return withPlaces(isOfThis ? unfinished : toQuery(condition));
  }, [condition, unfinished]);
  // Which kind a custom field has that was named here; later its comparison tells.
  const [declared, setDeclared] = useState<ReadonlyMap<string, FactKind>>(new Map());
  const declare = useCallback(
    (path: string, kind: FactKind) => setDeclared((before) => new Map([...before, [path, kind]])),
    [],
  );
  const known = useMemo(() => withUnknown(facts, query, declared), [facts, query, declared]);
  const fields = useMemo(
    () => known.map((fact) => ({ name: fact.path, value: fact.path, label: fact.label })),
    [known],
  );
  return (
    <FactsContext value={known}>
      <DeclareContext value={declare}>
        <fieldset
          className={wide ? `${styles.builder} ${styles.wide}` : styles.builder}
          aria-label={label}
          disabled={disabled}
        >
          <QueryBuilder<
            RuleGroupType,
            (typeof fields)[number],
            { name: string; value: string; label: string },
            { name: string; value: string; label: string }
          >
            query={query}
            onQueryChange={(next) => {
              const chosen = withoutUnchosen(next);
              const changed = toCondition(chosen);
              setUnfinished(chosen === next ? null : next);
              // The builder reports its own first reading of the query too.
              if (JSON.stringify(changed) !== JSON.stringify(toCondition(withoutUnchosen(query))))
                onChange(changed);
            }}
            fields={fields}
            getOperators={(field) => operatorsFor(known, field)}
            getDefaultValue={(rule) => defaultValue(known, rule.field, rule.operator)}
            autoSelectField={false}
            resetOnFieldChange
            resetOnOperatorChange={false}
            listsAsArrays
            showNotToggle
            maxLevels={4}
            disabled={disabled}
            suppressStandardClassnames
            controlClassnames={{
              ruleGroup: styles.group,
              header: styles.header,
              body: styles.body,
              rule: styles.rule,
            }}
            controlElements={{
              addRuleAction: AddRule,
              addGroupAction: AddGroup,
              removeRuleAction: Remove,
              removeGroupAction: Remove,
              combinatorSelector: Combinator,
              notToggle: NotToggle,
              fieldSelector: FieldSelector,
              operatorSelector: OperatorSelector,
              valueEditor: ValueEditor,
              valueSourceSelector: null,
            }}
          />
        </fieldset>
      </DeclareContext>
    </FactsContext>
  );
};

const operatorsFor = (facts: readonly Fact[], field: string) =>
  OPERATORS_OF[facts.find(({ path }) => path === field)?.kind ?? 'any'].map((name) => ({
    name,
    value: name,
    label: name,
  }));

const defaultValue = (facts: readonly Fact[], field: string, operator: string): unknown => {
  const fact = facts.find(({ path }) => path === field);
  if (takesList(operator)) return [];
  if (fact?.kind === 'yesNo') return true;
  if (fact?.kind === 'number') return 0;
  return fact?.options?.[0]?.value ?? '';
};

/** Facts a condition already asks about are offered even when nothing in the process makes them. */
const withUnknown = (
  facts: readonly Fact[],
  query: RuleGroupType,
  declared: ReadonlyMap<string, FactKind>,
): readonly Fact[] => {
  const known = new Set(facts.map(({ path }) => path));
  const strangers = new Map<string, FactKind>();
  const visit = (group: RuleGroupType) => {
    for (const rule of group.rules) {
      if ('rules' in rule) visit(rule);
      else if (rule.field !== UNCHOSEN && !known.has(rule.field)) {
        const { field, operator, value, valueSource } = rule;
        const said = valueSource === 'field' ? 'any' : kindOfComparison(operator, value);
        strangers.set(field, declared.get(field) ?? (field.startsWith(CUSTOM) ? said : 'any'));
      }
    }
  };
  visit(query);
  const added = [...strangers].map(
    ([path, kind]): Fact =>
      path.startsWith(CUSTOM)
        ? { path, label: path.slice(CUSTOM.length), group: 'custom', kind }
        : { path, label: path, group: 'variables', kind },
  );
  return [...facts, ...added];
};
