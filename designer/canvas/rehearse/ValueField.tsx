/** A value that comes from outside: a number, yes or no, a list as JSON, else a text. Empty is no value. */
import { Textarea } from '@mantine/core';
import { useSay } from '#designer/ui/diagram/say.ts';
import type { Json } from '#engine/json.ts';

type Props = {
  readonly label: string;
  readonly text: string;
  readonly onChange: (text: string) => void;
};

export const ValueField = ({ label, text, onChange }: Props) => {
  const say = useSay();
  return (
    <Textarea
      label={label}
      placeholder={say('canvas.rehearse.valueHint')}
      value={text}
      autosize
      minRows={1}
      maxRows={8}
      maxLength={20_000}
      dir="auto"
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
};

export const readValue = (text: string): Json | undefined => {
  const bare = text.trim();
  if (bare === '') return undefined;
  try {
    return JSON.parse(bare) as Json;
  } catch {
    return text;
  }
};
