/** For whom one votes, where it is not for oneself alone: said, and chosen where there are several. */
import { Select } from '@mantine/core';
import { useIntl } from 'react-intl';
import type { Person } from '#designer/client/types/people.ts';
import { useText } from '#designer/ui/locale.ts';
import classes from './meeting.module.css';
import { ALL, type OwnVoting } from './use-own-vote.ts';

type Props = {
  /** Oneself, where one sits on the board. */
  me: Person | null;
  speaksFor: readonly Person[];
  voting: Pick<OwnVoting, 'whose' | 'setWhose'>;
};

export function ForWhom({ me, speaksFor, voting }: Props) {
  const t = useText();
  const intl = useIntl();
  const names = intl.formatList(
    speaksFor.map(({ name }) => name),
    { type: 'conjunction' },
  );
  if (speaksFor.length === 0) return null;
  if (me === null && speaksFor.length === 1)
    return <p className={classes.quiet}>{t('cab.vote.for', { names })}</p>;
  return (
    <Select
      label={t('cab.vote.whose')}
      size="md"
      value={voting.whose}
      onChange={(next) => next && voting.setWhose(next)}
      allowDeselect={false}
      data={[
        { value: ALL, label: me === null ? names : t('cab.vote.whose.all', { names }) },
        ...(me === null ? [] : [{ value: me.id, label: t('cab.vote.whose.me') }]),
        ...speaksFor.map(({ id, name }) => ({
          value: id,
          label: t('cab.vote.whose.one', { name }),
        })),
      ]}
    />
  );
}
