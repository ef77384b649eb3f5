/** One fact to type in, with the input that its kind asks for; empty is no value. */
import { NumberInput, Select, TagsInput, TextInput } from '@mantine/core';
import type { Fact } from '#designer/ui/conditions/facts.ts';
import { useSay } from '#designer/ui/diagram/say.ts';
import type { Json } from '#engine/json.ts';

type Props = {
  readonly label: string;
  readonly fact: Fact | undefined;
  readonly value: Json | undefined;
  readonly onChange: (value: Json) => void;
};

export const FactField = ({ label, fact, value, onChange }: Props) => {
  const say = useSay();
  const kind = fact?.kind ?? 'text';
  if (kind === 'choice' && fact?.options) {
    const { options } = fact;
    return (
      <Select
        label={label}
        data={options.map((option) => ({ value: String(option.value), label: option.label }))}
        value={value === null || value === undefined ? null : String(value)}
        clearable
        onChange={(next) =>
          onChange(options.find((option) => String(option.value) === next)?.value ?? null)
        }
      />
    );
  }
  if (kind === 'number') {
    return (
      <NumberInput
        label={label}
        value={typeof value === 'number' ? value : ''}
        onChange={(next) => onChange(typeof next === 'number' ? next : null)}
      />
    );
  }
  if (kind === 'yesNo') {
    return (
      <Select
        label={label}
        data={[
          { value: 'true', label: say('canvas.value.yes') },
          { value: 'false', label: say('canvas.value.no') },
        ]}
        value={typeof value === 'boolean' ? String(value) : null}
        clearable
        onChange={(next) => onChange(next === null ? null : next === 'true')}
      />
    );
  }
  if (kind === 'list') {
    return (
      <TagsInput
        label={label}
        value={Array.isArray(value) ? value.map(String) : []}
        onChange={(next) => onChange(next)}
      />
    );
  }
  return (
    <TextInput
      label={label}
      value={value === null || value === undefined ? '' : String(value)}
      maxLength={2_000}
      dir="auto"
      onChange={(event) => onChange(event.currentTarget.value || null)}
    />
  );
};
