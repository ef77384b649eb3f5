/**
 * Conditions by picking: facts, operators and values that fit each other, in groups. react-querybuilder keeps the tree;
 * its controls are ours, so that they look like the rest and speak the reader's language. Downloaded only when opened.
 */
import { ActionIcon, Button, SegmentedControl, Select, Tooltip } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useCallback, useMemo, useState } from 'react';
import type {
  ActionProps,
  CombinatorSelectorProps,
  FieldSelectorProps,
  NotToggleProps,
  OperatorSelectorProps,
  RuleGroupType,
} from 'react-querybuilder';
import { QueryBuilder } from 'react-querybuilder';
import { useSay } from '#designer/ui/diagram/say.ts';
import type { Condition } from '#engine/condition.ts';
import { CustomField } from './CustomField.tsx';
import styles from './conditions.module.css';
import type { Fact, FactKind } from './facts.ts';
import { CUSTOM, kindOfComparison, OPERATORS_OF } from './facts.ts';
import { DeclareContext, FactsContext, useFact, useFacts } from './facts-context.ts';
import { takesList, toCondition, toQuery, UNCHOSEN, withoutUnchosen, withPlaces } from './query.ts';
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

const Combinator = ({ value, handleOnChange, disabled, rules }: CombinatorSelectorProps) => {
  const say = useSay();
  if (rules.length < 2) return null;
  return (
    <SegmentedControl
      size="xs"
      disabled={disabled}
      aria-label={say('canvas.condition.combine')}
      value={value}
      onChange={handleOnChange}
      data={[
        { value: 'and', label: say('canvas.condition.all') },
        { value: 'or', label: say('canvas.condition.any') },
      ]}
    />
  );
};

const NotToggle = ({ checked, handleOnChange, disabled, path, ruleGroup }: NotToggleProps) => {
  const say = useSay();
  if (path.length === 0 && ruleGroup.rules.length === 0 && !checked) return null;
  return (
    <Button
      size="compact-xs"
      variant={checked ? 'light' : 'subtle'}
      color={checked ? 'iris' : 'gray'}
      aria-pressed={checked}
      disabled={disabled}
      onClick={() => handleOnChange(!checked)}
    >
      {say('canvas.condition.notToggle')}
    </Button>
  );
};

const AddRule = ({ handleOnClick, disabled }: ActionProps) => {
  const say = useSay();
  return (
    <Button
      size="compact-xs"
      variant="subtle"
      leftSection={<IconPlus size={14} />}
      disabled={disabled}
      onClick={(event) => handleOnClick(event)}
    >
      {say('canvas.condition.add')}
    </Button>
  );
};

const AddGroup = ({ handleOnClick, disabled, ruleOrGroup }: ActionProps) => {
  const say = useSay();
  // A group is worth offering once there is something to group.
  if ('rules' in ruleOrGroup && ruleOrGroup.rules.length === 0) return null;
  return (
    <Button
      size="compact-xs"
      variant="subtle"
      color="gray"
      disabled={disabled}
      onClick={(event) => handleOnClick(event)}
    >
      {say('canvas.condition.addGroup')}
    </Button>
  );
};

const Remove = ({ handleOnClick, disabled, ruleOrGroup }: ActionProps) => {
  const say = useSay();
  return (
    <Tooltip label={say('canvas.act.delete')}>
      <ActionIcon
        className={'field' in ruleOrGroup ? styles.remove : undefined}
        size="sm"
        aria-label={say('canvas.condition.remove')}
        disabled={disabled}
        onClick={(event) => handleOnClick(event)}
      >
        <IconTrash size={15} />
      </ActionIcon>
    </Tooltip>
  );
};

const GROUPS = ['variables', 'steps', 'ticket', 'custom', 'requester'] as const;
const OTHER_CUSTOM = '+custom';

const FieldSelector = (props: FieldSelectorProps) => {
  const { value, handleOnChange, disabled } = props;
  const say = useSay();
  const facts = useFacts();
  const [isNaming, setNaming] = useState(false);
  const [isBack, setBack] = useState(false);
  const onDone = () => {
    setNaming(false);
    setBack(true);
  };
  if (isNaming) return <CustomField {...props} onDone={onDone} />;
  const data = GROUPS.flatMap((group) => {
    const items = facts
      .filter((fact) => fact.group === group)
      .map((fact) => ({ value: fact.path, label: fact.label }));
    if (group === 'custom')
      items.push({ value: OTHER_CUSTOM, label: say('canvas.condition.customField') });
    return items.length > 0 ? [{ group: say(`canvas.facts.${group}`), items }] : [];
  });
  return (
    <Select
      size="xs"
      aria-label={say('canvas.condition.fact')}
      // Whoever comes back from naming a field comes back to where they went from, and has not asked for the list.
      autoFocus={isBack}
      openOnFocus={!isBack}
      onBlur={() => setBack(false)}
      data={data}
      placeholder={say('canvas.condition.chooseFact')}
      value={!value || value === UNCHOSEN ? null : value}
      onChange={(next) => {
        if (next === OTHER_CUSTOM) setNaming(true);
        else if (next) handleOnChange(next);
      }}
      searchable
      allowDeselect={false}
      disabled={disabled}
      nothingFoundMessage={say('canvas.picker.none')}
      maxDropdownHeight={320}
      comboboxProps={{ width: 260, position: 'bottom-start' }}
    />
  );
};

const OperatorSelector = ({ value, field, handleOnChange, disabled }: OperatorSelectorProps) => {
  const say = useSay();
  const fact = useFact(field);
  const kind = fact?.kind ?? 'any';
  const names = OPERATORS_OF[kind];
  return (
    <Select
      className={styles.operator}
      size="xs"
      aria-label={say('canvas.condition.operator')}
      data={names.map((name) => ({
        value: name,
        label: say(
          kind === 'instant' && say.has(`canvas.operatorName.instant.${name}`)
            ? `canvas.operatorName.instant.${name}`
            : `canvas.operatorName.${name}`,
        ),
      }))}
      value={value ?? null}
      onChange={(next) => next && handleOnChange(next)}
      allowDeselect={false}
      disabled={disabled}
      comboboxProps={{ width: 200, position: 'bottom-start' }}
    />
  );
};
