/** The parts the panel's forms are made of. Each takes a value and says what it shall be; none knows the definition. */
import {
  ActionIcon,
  Button,
  NumberInput,
  Select,
  Textarea,
  TextInput,
  Tooltip,
} from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { memo, type ReactNode } from 'react';
import { useSay } from '#designer/ui/diagram/say.ts';
import type { Duration } from '#engine/definition.ts';
import { useEditor } from '../editor/editor.tsx';
import { useStable } from '../use-stable.ts';
import { useHalfTyped } from './half-typed.ts';
import styles from './panel.module.css';

type SectionProps = {
  readonly title: string;
  readonly hint?: string;
  readonly action?: ReactNode;
  readonly children?: ReactNode;
};

export const Section = ({ title, hint, action, children }: SectionProps) => (
  <section className={styles.section}>
    <div className={styles.sectionHead}>
      <h3 className={styles.sectionTitle}>{title}</h3>
      {action}
    </div>
    {hint && <p className={styles.hint}>{hint}</p>}
    {children}
  </section>
);

type TextProps = {
  readonly label: string;
  readonly value: string | undefined;
  readonly onChange: (value: string) => void;
  readonly placeholder?: string;
  readonly description?: string;
  readonly lines?: number;
  readonly mono?: boolean;
  readonly id?: string;
  readonly error?: string;
  readonly hideLabel?: boolean;
  readonly maxLength?: number;
  /** Whether the definition may hold this; else it stays in the field until it may. */
  readonly accept?: (text: string) => boolean;
};

const TEXT_MAX = 20_000;

/** Leaving the field ends the step to undo. */
export const TextField = ({ value, onChange, accept, error, ...rest }: TextProps) => {
  const say = useSay();
  const { seal, readOnly } = useEditor();
  const typed = useHalfTyped(value ?? '', onChange, accept);
  const onType = useStable(typed.type);
  const onLeave = useStable(() => {
    typed.leave();
    seal();
  });
  return (
    <PlainField
      {...rest}
      text={typed.text}
      error={typed.isAccepted ? error : say('canvas.field.notYet')}
      readOnly={readOnly}
      onType={onType}
      onLeave={onLeave}
    />
  );
};

type PlainProps = Omit<TextProps, 'value' | 'onChange' | 'accept'> & {
  readonly text: string;
  readonly readOnly: boolean;
  readonly onType: (text: string) => void;
  readonly onLeave: () => void;
};

/** While another field is typed in, it is neither drawn nor measured anew. */
const PlainField = memo(
  ({
    label,
    text,
    lines,
    mono,
    hideLabel,
    maxLength = TEXT_MAX,
    onType,
    onLeave,
    ...rest
  }: PlainProps) => {
    const shared = {
      ...rest,
      maxLength,
      label: hideLabel ? undefined : label,
      'aria-label': hideLabel ? label : undefined,
      value: text,
      dir: 'auto',
      onBlur: onLeave,
      classNames: mono ? { input: styles.mono } : undefined,
    } as const;
    return lines ? (
      <Textarea
        {...shared}
        autosize
        minRows={lines}
        maxRows={16}
        onChange={(e) => onType(e.currentTarget.value)}
      />
    ) : (
      <TextInput {...shared} onChange={(e) => onType(e.currentTarget.value)} />
    );
  },
);

const WALL_UNITS = ['minutes', 'hours', 'days'] as const;
const BUSINESS_UNITS = ['businessMinutes', 'businessHours', 'businessDays'] as const;
const UNITS = [...BUSINESS_UNITS, ...WALL_UNITS, 'seconds'] as const;
type Unit = (typeof UNITS)[number];

const AMOUNT_MAX = 1_000_000;

type DurationProps = {
  readonly label: string;
  readonly value: Duration | undefined;
  /** Whether there may be none. */
  readonly optional?: boolean;
  readonly fallback?: Duration;
  readonly onChange: (value: Duration | undefined) => void;
};

/** A number and a unit; business and wall time are different units, so that nobody has to guess what a day is. */
export const DurationField = ({ label, value, optional, fallback, onChange }: DurationProps) => {
  const say = useSay();
  const { readOnly, seal } = useEditor();
  if (!value) {
    return readOnly ? null : (
      <AddButton label={label} onClick={() => onChange(fallback ?? { businessHours: 8 })} />
    );
  }
  const { unit, amount, mixed } = readDuration(value);
  return (
    <div className={styles.row}>
      <NumberInput
        className={styles.amount}
        label={label}
        min={0}
        value={amount}
        readOnly={readOnly || mixed}
        onBlur={seal}
        max={AMOUNT_MAX}
        onChange={(next) =>
          typeof next === 'number' &&
          next >= 0 &&
          next <= AMOUNT_MAX &&
          onChange(writeDuration(unit, next))
        }
      />
      <Select
        className={styles.grow}
        aria-label={say('canvas.duration.unit')}
        data={[
          {
            group: say('canvas.duration.business'),
            items: BUSINESS_UNITS.map((one) => ({ value: one, label: say(`canvas.unit.${one}`) })),
          },
          {
            group: say('canvas.duration.wall'),
            items: WALL_UNITS.map((one) => ({ value: one, label: say(`canvas.unit.${one}`) })),
          },
        ]}
        value={unit}
        readOnly={readOnly || mixed}
        allowDeselect={false}
        onChange={(next) => {
          const found = UNITS.find((one) => one === next);
          if (found) onChange(writeDuration(found, amount));
        }}
      />
      {optional && !readOnly && (
        <RemoveButton
          label={say('canvas.field.remove', { what: label })}
          onClick={() => onChange(undefined)}
        />
      )}
    </div>
  );
};

/** Most durations have one part; those with more (made by a program) are shown in their smallest unit. */
const readDuration = (duration: Duration): { unit: Unit; amount: number; mixed: boolean } => {
  const amounts: Readonly<Record<string, unknown>> = duration;
  const parts = UNITS.filter((unit) => typeof amounts[unit] === 'number');
  const [unit = 'hours'] = parts;
  return { unit, amount: Number(amounts[unit] ?? 0), mixed: parts.length > 1 };
};

const writeDuration = (unit: Unit, amount: number): Duration => ({ [unit]: amount }) as Duration;

type ButtonProps = {
  readonly label: string;
  readonly onClick: () => void;
  readonly disabled?: boolean;
};

export const AddButton = ({ label, onClick, disabled }: ButtonProps) => (
  <Button
    className={styles.add}
    variant="subtle"
    size="compact-sm"
    leftSection={<IconPlus size={14} />}
    onClick={onClick}
    disabled={disabled}
  >
    {label}
  </Button>
);

export const RemoveButton = ({ label, onClick, disabled }: ButtonProps) => (
  <Tooltip label={label}>
    <ActionIcon
      className={styles.remove}
      aria-label={label}
      onClick={onClick}
      disabled={disabled}
      size="md"
    >
      <IconX size={15} />
    </ActionIcon>
  </Tooltip>
);
