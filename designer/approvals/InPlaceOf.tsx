/** For whom one decides, where it is not only for oneself; where it may be for several, the choice. */
import { Radio } from '@mantine/core';
import { useMe } from '#designer/client/me.ts';
import { useRoundWords } from '#designer/ui/approval/use-words.ts';
import { useText } from '#designer/ui/locale.ts';
import classes from './DecisionPanel.module.css';
import type { Voices } from './standing.ts';

const EVERYBODY = '';

type Props = {
  voices: Voices;
  /** Whom alone; null: everybody one may decide for. */
  forOnly: string | null;
  onChange: (forOnly: string | null) => void;
};

export function InPlaceOf({ voices: { own, others }, forOnly, onChange }: Props) {
  const t = useText();
  const { list } = useRoundWords();
  const { email } = useMe().user;
  const [only] = others;
  if (!only) return null;
  if (!own && others.length === 1)
    return (
      <p className={classes.inPlaceOf} dir="auto">
        {t(only.isAway ? 'approval.forAway' : 'approval.for', { name: only.name })}
      </p>
    );
  const names = others.map(({ name }) => name);
  const everybody = list([...(own ? [t('approval.forMyself')] : []), ...names]);
  const choices = [
    { value: EVERYBODY, label: everybody },
    ...(own ? [{ value: email, label: t('approval.forMyselfOnly') }] : []),
    ...others.map((one) => ({
      value: one.email,
      label: t(one.isAway ? 'approval.forOnlyAway' : 'approval.forOnly', { name: one.name }),
    })),
  ];
  return (
    <Radio.Group
      label={t('approval.forWhom')}
      value={forOnly ?? EVERYBODY}
      onChange={(value) => onChange(value === EVERYBODY ? null : value)}
    >
      <div className={classes.voices}>
        {choices.map(({ value, label }) => (
          <Radio key={value} value={value} label={<bdi>{label}</bdi>} />
        ))}
      </div>
    </Radio.Group>
  );
}
