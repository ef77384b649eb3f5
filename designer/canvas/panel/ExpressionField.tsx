/**
 * A value that is computed: its text is read while it is typed and reaches the definition only once it can be. What the
 * process knows by name is offered for the word being typed.
 */
import { Autocomplete } from '@mantine/core';
import { useState } from 'react';
import { problemIn } from '#engine/expression/index.ts';
import { useEditor } from '../editor/editor.tsx';
import { strangerIn } from './expression-names.ts';
import { useHalfTyped } from './half-typed.ts';
import styles from './panel.module.css';

type Props = {
  readonly label: string;
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
  readonly description?: string;
  readonly placeholder?: string;
  readonly hideLabel?: boolean;
  readonly optional?: boolean;
  /** What the lint says of it. */
  readonly error?: string;
  /** Known here beside the facts of the process, such as `loop.index`. */
  readonly also?: readonly string[];
};

const OFFERED_MAX = 40;

export const ExpressionField = ({
  label,
  value,
  onChange,
  hideLabel,
  optional = false,
  error,
  also = [],
  ...rest
}: Props) => {
  const { say, facts, readOnly, seal } = useEditor();
  const [isFocused, setIsFocused] = useState(false);
  const accept = (text: string) =>
    text.trim() === '' ? optional : problemIn(text) === null && text.length <= LENGTH_MAX;
  const typed = useHalfTyped(
    value ?? '',
    (text) => onChange(text.trim() === '' ? undefined : text),
    accept,
  );
  const { text } = typed;
  const word = /[A-Za-z_][\w.-]*$/.exec(text)?.[0] ?? '';
  const before = text.slice(0, text.length - word.length);
  const paths = [...also, 'ticket.number', ...facts.map(({ path }) => path)];
  const offered =
    word === ''
      ? []
      : paths.filter((path) => path.toLowerCase().includes(word.toLowerCase()) && path !== word);
  const unread = text.trim() === '' ? null : problemIn(text);
  // A name may be half typed while there is something to complete it with.
  const stranger = isFocused && offered.length > 0 ? undefined : strangerIn(text);
  // Nobody has to be told of a field that waits to be filled in.
  const isUntouched = text === '' && !value;
  const problem =
    typed.isAccepted || isUntouched
      ? stranger
        ? say('canvas.expression.stranger', { name: stranger })
        : error
      : unread
        ? say('canvas.expression.unread', { why: unread.message })
        : say('canvas.field.notYet');
  return (
    <Autocomplete
      {...rest}
      label={hideLabel ? undefined : label}
      aria-label={hideLabel ? label : undefined}
      className={styles.grow}
      classNames={{ input: styles.mono }}
      data={offered.slice(0, OFFERED_MAX).map((path) => `${before}${path}`)}
      renderOption={({ option }) => (
        <span className={styles.mono} dir="ltr">
          {option.value.slice(before.length)}
        </span>
      )}
      filter={({ options }) => options}
      value={text}
      readOnly={readOnly}
      error={problem}
      dir="ltr"
      spellCheck={false}
      maxDropdownHeight={240}
      onChange={typed.type}
      onFocus={() => setIsFocused(true)}
      onBlur={() => {
        setIsFocused(false);
        typed.leave();
        seal();
      }}
    />
  );
};

const LENGTH_MAX = 2_000;
