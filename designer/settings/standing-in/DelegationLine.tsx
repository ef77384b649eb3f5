/** Who stands in for whom, how long and where, with what may be done about it. */
import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useIntl } from 'react-intl';
import { type Delegation, endDelegation } from '#designer/client/delegations.ts';
import { keys } from '#designer/client/query.ts';
import { useRoundWords } from '#designer/ui/approval/use-words.ts';
import { Chip } from '#designer/ui/Chip.tsx';
import { useText } from '#designer/ui/locale.ts';
import { exact } from '#designer/ui/time.ts';
import { useToast } from '#designer/ui/toast.ts';
import classes from './standing-in.module.css';
import { useProcessNames } from './use-process-names.ts';

const TONES = { now: 'good', coming: 'info', over: 'neutral' } as const;

type Props = { delegation: Delegation; of: 'mine' | 'forMe'; onEdit: () => void };

export function DelegationLine({ delegation, of, onEdit }: Props) {
  const t = useText();
  const intl = useIntl();
  const toast = useToast();
  const client = useQueryClient();
  const { list } = useRoundWords();
  const nameOf = useProcessNames();
  const [isBusy, setBusy] = useState(false);
  const { id, person, delegates, state, allowed, processes, madeBy, reason, away } = delegation;
  const who = of === 'forMe' ? person.name : list(delegates.map(({ name }) => name));
  const at = (instant: string) => exact(intl, Date.parse(instant));
  const { from } = delegation;
  const until = delegation.endedAt ?? delegation.until;
  const span =
    until === null
      ? t('standingIn.since', { from: at(from) })
      : t('standingIn.span', { from: at(from), until: at(until) });
  const notes = [
    processes === null
      ? t('standingIn.everywhere')
      : t('standingIn.only', { processes: list(processes.map(nameOf)) }),
    ...(madeBy ? [t('standingIn.madeBy', { name: madeBy.name })] : []),
    ...(reason === '' ? [] : [reason]),
  ];
  const end = async () => {
    setBusy(true);
    try {
      await endDelegation(id);
      toast.done(t('standingIn.ended', { who }));
      await client.invalidateQueries({ queryKey: keys.delegations() });
    } catch (error) {
      toast.failed(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <li className={classes.line} data-state={state}>
      <div className={classes.what}>
        <p className={classes.who}>
          <bdi>{who}</bdi>
          <Chip tone={TONES[state]}>{t(`standingIn.state.${state}`)}</Chip>
          {away && state !== 'over' && <Chip>{t('standingIn.away')}</Chip>}
        </p>
        <p className={classes.span}>{span}</p>
        <p className={classes.notes} dir="auto">
          {notes.join(' · ')}
        </p>
      </div>
      <div className={classes.acts}>
        {allowed.includes('edit') && (
          <Button
            variant="subtle"
            size="compact-sm"
            aria-label={t('standingIn.edit', { who })}
            onClick={onEdit}
          >
            {t('common.edit')}
          </Button>
        )}
        {allowed.includes('end') && (
          <Button
            variant="subtle"
            size="compact-sm"
            loading={isBusy}
            aria-label={t('standingIn.endFor', { who })}
            onClick={() => void end()}
          >
            {t('standingIn.end')}
          </Button>
        )}
      </div>
    </li>
  );
}
