/** What a scenario is called, where it is kept or named anew; nobody keeps two under one name. */
import { TextInput } from '@mantine/core';

/** What the record takes. */
const NAME_MAX = 200;

type Props = {
  readonly label: string;
  readonly placeholder?: string;
  readonly value: string;
  readonly onChange: (name: string) => void;
  /** Said where another scenario has this name. */
  readonly taken: string | undefined;
};

export const ScenarioName = ({ taken, onChange, ...field }: Props) => (
  <TextInput
    {...field}
    maxLength={NAME_MAX}
    dir="auto"
    required
    data-autofocus
    error={taken}
    onChange={(event) => onChange(event.currentTarget.value)}
  />
);
