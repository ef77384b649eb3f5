/** The parts the panel's forms are made of. Each takes a value and says what it shall be; none knows the definition. */
import { ActionIcon, Button, Textarea, TextInput, Tooltip } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { memo, type ReactNode } from 'react';
import { useSay } from '#designer/ui/diagram/say.ts';
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
