/** How something comes again: by the weekday it begins on, or by a rule for whoever needs another. */
import { Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useText } from '#designer/ui/locale.ts';
import { isDate, REPEATS, repeatsOf, ruleOf } from './repeats.ts';
import { useRepeatsWord } from './use-repeats.ts';

type Props = {
  /** The day on which it begins; empty where it is not chosen yet. */
  first: string;
  rrule: string | null;
  onChange: (rrule: string | null) => void;
  error?: string | undefined;
};

const BY_RULE = 'rule';

export function RepeatsField({ first, rrule, onChange, error }: Props) {
  const t = useText();
  const word = useRepeatsWord();
  const isKnown = isDate(first);
  const chosen = isKnown ? repeatsOf(rrule, first) : rrule === null ? 'never' : null;
  const [isRule, setRule] = useState(chosen === null);
  const offered = isKnown ? REPEATS : (['never'] as const);
  return (
    <>
      <Select
        label={t('repeats.label')}
        data={[
          ...offered.map((value) => ({ value: value as string, label: word(value, first) })),
          { value: BY_RULE, label: t('repeats.rule') },
        ]}
        value={isRule || chosen === null ? BY_RULE : chosen}
        allowDeselect={false}
        onChange={(next) => {
          const found = offered.find((one) => one === next);
          setRule(found === undefined);
          if (found) onChange(ruleOf(found, first));
        }}
        error={isRule || chosen === null ? undefined : error}
      />
      {(isRule || chosen === null) && (
        <TextInput
          label={t('repeats.rule')}
          description={t('changes.window.rule.help')}
          value={rrule ?? ''}
          onChange={(event) => onChange(event.currentTarget.value.trim() || null)}
          error={error}
          dir="ltr"
        />
      )}
    </>
  );
}
