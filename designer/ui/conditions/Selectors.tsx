/** What is compared, and how. */
import { Select } from '@mantine/core';
import { useState } from 'react';
import type { FieldSelectorProps, OperatorSelectorProps } from 'react-querybuilder';
import { useSay } from '#designer/ui/diagram/say.ts';
import { CustomField } from './CustomField.tsx';
import styles from './conditions.module.css';
import { FACT_GROUPS, OPERATORS_OF } from './facts.ts';
import { useFact, useFacts } from './facts-context.ts';
import { UNCHOSEN } from './query.ts';

const OTHER_CUSTOM = '+custom';

export const FieldSelector = (props: FieldSelectorProps) => {
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
  const data = FACT_GROUPS.flatMap((group) => {
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

export const OperatorSelector = ({
  value,
  field,
  handleOnChange,
  disabled,
}: OperatorSelectorProps) => {
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
