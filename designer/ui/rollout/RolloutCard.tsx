/** A version on its way: said plainly, with how it does, and with what may be done about it. */
import { Button } from '@mantine/core';
import { IconRoute } from '@tabler/icons-react';
import { useState } from 'react';
import { useMay } from '#designer/client/me.ts';
import type { NextVersion, Process } from '#designer/client/types/processes.ts';
import { useText } from '../locale.ts';
import { ChangeRollout } from './ChangeRollout.tsx';
import { EndRollout } from './EndRollout.tsx';
import { RolloutSides } from './RolloutSides.tsx';
import classes from './rollout.module.css';
import { useRolloutWords } from './words.ts';

type Props = {
  readonly record: Process;
  readonly next: NextVersion;
  /** How much room there is for the numbers. */
  readonly room?: 'none' | 'narrow' | 'wide';
};

export function RolloutCard({ record, next, room = 'narrow' }: Props) {
  const t = useText();
  const words = useRolloutWords();
  const mayRead = useMay('run.read');
  const [asked, setAsked] = useState<'change' | 'everyone' | 'callOff'>();
  const rest = record.version;
  const close = () => setAsked(undefined);
  return (
    <section className={classes.card} aria-label={t('rollout.title', { version: next.version })}>
      <p className={classes.sentence}>
        <IconRoute size={16} aria-hidden />
        <span>
          <strong>{`${words.sentence(next, rest)}.`}</strong>{' '}
          {!next.begun &&
            (rest === null ? t('rollout.nothingUntilThen') : t('rollout.untilThen', { rest }))}
        </span>
      </p>
      {next.begun && mayRead && room !== 'none' && (
        <RolloutSides process={record.key} wide={room === 'wide'} />
      )}
      {record.allowed.includes('publish') && (
        <div className={classes.acts}>
          <Button size="xs" variant="default" onClick={() => setAsked('change')}>
            {t('rollout.change')}
          </Button>
          <Button size="xs" variant="default" onClick={() => setAsked('everyone')}>
            {t('rollout.everyoneNow')}
          </Button>
          <Button size="xs" variant="default" onClick={() => setAsked('callOff')}>
            {next.begun && rest !== null ? t('rollout.back', { rest }) : t('rollout.callOff')}
          </Button>
        </div>
      )}
      {asked === 'change' && (
        <ChangeRollout
          record={record}
          version={next.version}
          rest={rest}
          first={{ from: next.begun ? null : next.from, share: next.share }}
          begun={next.begun}
          onClose={close}
        />
      )}
      {(asked === 'everyone' || asked === 'callOff') && (
        <EndRollout
          record={record}
          version={next.version}
          rest={rest}
          how={asked}
          onClose={close}
        />
      )}
    </section>
  );
}
