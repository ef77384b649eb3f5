/** What every record has: a name, and where it is new a key made of the name unless another is wanted. */
import { TextInput } from '@mantine/core';
import { fieldError } from '#designer/client/problem.ts';
import { useText } from '#designer/ui/locale.ts';
import { toKey } from '#designer/ui/to-key.ts';

type Props = {
  value: string;
  onChange: (value: string) => void;
  problem: unknown;
};

export function NameField({ label, value, onChange, problem }: Props & { label: string }) {
  return (
    <TextInput
      label={label}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      required
      withAsterisk={false}
      error={fieldError(problem, '/name')}
      data-autofocus
    />
  );
}

export function KeyField({ name, value, onChange, problem }: Props & { name: string }) {
  const t = useText();
  return (
    <TextInput
      label={t('settings.key')}
      description={t('settings.key.help')}
      value={value}
      placeholder={toKey(name)}
      onChange={(event) => onChange(event.currentTarget.value)}
      pattern="[a-z0-9][a-z0-9\-]*"
      error={fieldError(problem, '/key')}
      dir="ltr"
    />
  );
}
