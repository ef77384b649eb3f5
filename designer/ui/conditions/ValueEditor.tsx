/**
 * What a fact is compared with: typed as the fact is, one value or several, or another fact. Numbers stay numbers and
 * choices keep the type of their option, because `"2"` and `2` are not equal when the process runs.
 */
import {
  ActionIcon,
  MultiSelect,
  NumberInput,
  Select,
  TagsInput,
  TextInput,
  Tooltip,
} from '@mantine/core';
import { IconBraces } from '@tabler/icons-react';
import type { ValueEditorProps } from 'react-querybuilder';
import { useSay } from '#designer/ui/diagram/say.ts';
import styles from './conditions.module.css';
import type { Fact, FactOption } from './facts.ts';
import { useFact, useFacts } from './facts-context.ts';
import { replaceRule, takesList, takesValue, takesWords } from './query.ts';

export const ValueEditor = (props: ValueEditorProps) => {
  const { field, operator, schema, path, rule, disabled } = props;
  const say = useSay();
  if (!takesValue(operator)) return null;
  const isFact = rule.valueSource === 'field';
  const setSource = () => {
    const next = {
      ...rule,
      valueSource: isFact ? ('value' as const) : ('field' as const),
      value: isFact ? '' : 'ticket.category',
    };
    schema.dispatchQuery(replaceRule(schema.getQuery(), path, next));
  };
  return (
    <div className={styles.value}>
      {isFact ? (
        <FactEditor {...props} />
      ) : takesList(operator) ? (
        <ListEditor {...props} />
      ) : (
        <OneEditor {...props} />
      )}
      {!takesList(operator) && (
        <Tooltip
          label={say(isFact ? 'canvas.condition.compareValue' : 'canvas.condition.compareFact')}
        >
          <ActionIcon
            size="sm"
            variant={isFact ? 'light' : 'subtle'}
            color={isFact ? 'iris' : 'gray'}
            aria-pressed={isFact}
            aria-label={say('canvas.condition.compareFact')}
            disabled={disabled}
            onClick={setSource}
          >
            <IconBraces size={14} />
          </ActionIcon>
        </Tooltip>
      )}
      <span className="p-hidden">{field}</span>
    </div>
  );
};

const OneEditor = ({ field, value, handleOnChange, disabled }: ValueEditorProps) => {
  const say = useSay();
  const fact = useFact(field);
  const label = say('canvas.condition.value');
  const shared = { size: 'xs', 'aria-label': label, disabled, className: styles.input } as const;
  if (fact?.kind === 'yesNo') {
    return (
      <Select
        {...shared}
        allowDeselect={false}
        data={[
          { value: 'true', label: say('canvas.value.yes') },
          { value: 'false', label: say('canvas.value.no') },
        ]}
        value={String(value === true || value === 'true')}
        onChange={(next) => handleOnChange(next === 'true')}
      />
    );
  }
  if (fact?.options) return <OptionEditor {...{ fact, value, handleOnChange, shared }} />;
  if (fact?.kind === 'number') {
    return (
      <NumberInput
        {...shared}
        value={typeof value === 'number' ? value : ''}
        onChange={(next) => handleOnChange(typeof next === 'number' ? next : 0)}
      />
    );
  }
  return (
    <TextInput
      {...shared}
      value={
        value === null || value === undefined
          ? ''
          : typeof value === 'object'
            ? JSON.stringify(value)
            : String(value)
      }
      placeholder={fact?.kind === 'instant' ? '2026-01-31T09:00:00Z' : ''}
      onChange={(event) =>
        handleOnChange(
          fact?.kind === 'any' ? guess(event.currentTarget.value) : event.currentTarget.value,
        )
      }
    />
  );
};

type OptionProps = {
  readonly fact: Fact;
  readonly value: unknown;
  readonly handleOnChange: (value: unknown) => void;
  readonly shared: {
    readonly size: 'xs';
    readonly 'aria-label': string;
    readonly disabled?: boolean;
    readonly className?: string;
  };
};

const OptionEditor = ({ fact, value, handleOnChange, shared }: OptionProps) => (
  <Select
    {...shared}
    searchable={(fact.options?.length ?? 0) > 8}
    allowDeselect={false}
    data={toData(fact.options ?? [], [value])}
    value={value === undefined || value === null ? null : String(value)}
    onChange={(next) => handleOnChange(typed(fact.options ?? [], next ?? ''))}
    comboboxProps={{ width: 200, position: 'bottom-end' }}
  />
);

const ListEditor = ({ field, operator, value, handleOnChange, disabled }: ValueEditorProps) => {
  const say = useSay();
  const fact = useFact(field);
  const values: unknown[] = Array.isArray(value) ? value : value ? [value] : [];
  const shared = {
    size: 'xs',
    'aria-label': say('canvas.condition.value'),
    disabled,
    className: styles.input,
  } as const;
  const isWords = takesWords(operator);
  const options = isWords ? [] : (fact?.options ?? []);
  if (options.length > 0) {
    return (
      <MultiSelect
        {...shared}
        data={toData(options, values)}
        value={values.map(String)}
        onChange={(next) => handleOnChange(next.map((one) => typed(options, one)))}
      />
    );
  }
  return (
    <TagsInput
      {...shared}
      value={values.map(String)}
      placeholder={say('canvas.condition.listPlaceholder')}
      onChange={(next) =>
        handleOnChange(
          next.map((one) =>
            !isWords && (fact?.kind === 'number' || fact?.kind === 'any') ? guess(one) : one,
          ),
        )
      }
    />
  );
};

const FactEditor = ({ value, handleOnChange, disabled }: ValueEditorProps) => {
  const say = useSay();
  const facts = useFacts();
  return (
    <Select
      size="xs"
      className={styles.input}
      aria-label={say('canvas.condition.otherFact')}
      searchable
      allowDeselect={false}
      disabled={disabled}
      data={facts.map(({ path, label }) => ({ value: path, label }))}
      value={typeof value === 'string' ? value : null}
      onChange={(next) => next && handleOnChange(next)}
      comboboxProps={{ width: 240, position: 'bottom-end' }}
    />
  );
};

/** The options, and what is set although it is none of them, so that it can be seen. */
const toData = (options: readonly FactOption[], values: readonly unknown[]) => {
  const known = new Set(options.map(({ value }) => String(value)));
  const strangers = values.filter(
    (value) => value !== undefined && value !== null && value !== '' && !known.has(String(value)),
  );
  return [
    ...options.map(({ value, label }) => ({ value: String(value), label })),
    ...strangers.map((value) => ({ value: String(value), label: String(value) })),
  ];
};

const typed = (options: readonly FactOption[], text: string): string | number =>
  options.find(({ value }) => String(value) === text)?.value ?? text;

/** Where the kind of a fact is not known, what looks like a number or yes and no is one. */
const guess = (text: string): unknown => {
  if (text === 'true' || text === 'false') return text === 'true';
  return text.trim() !== '' && String(Number(text)) === text.trim() ? Number(text) : text;
};
