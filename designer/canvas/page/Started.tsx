/** What has become of a start: the way to its ticket, to the run’s own page, and the id it is asked for with. */
import { Button, CopyButton } from '@mantine/core';
import { IconCircleCheckFilled } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useMay } from '#designer/client/me.ts';
import { useSay } from '#designer/ui/diagram/say.ts';
import { useText } from '#designer/ui/locale.ts';
import { forgetKept } from '#designer/ui/use-kept.ts';
import type { StartedRun } from '../queries.ts';
import styles from './page.module.css';

type Props = {
  readonly run: StartedRun;
  readonly version: number;
  readonly ticket: string | null;
  /** Where the form has kept what was typed. */
  readonly keptAs: readonly string[];
  readonly onClose: () => void;
};

export const Started = ({ run, version, ticket, keptAs, onClose }: Props) => {
  const say = useSay();
  const t = useText();
  const mayRead = useMay('run.read');
  // Only now: the form writes once more as it goes.
  useEffect(() => {
    for (const name of keptAs) forgetKept(name);
  }, [keptAs]);
  return (
    <div className={styles.dialog}>
      <p className={styles.done} role="status">
        <IconCircleCheckFilled size={18} aria-hidden />
        {say('canvas.run.started', { version })}
      </p>
      {ticket === null && (
        <>
          <p className={styles.dialogText}>{say('canvas.run.noPage')}</p>
          <p className={styles.runId}>
            <code dir="ltr">{run.id}</code>
            <CopyButton value={run.id}>
              {({ copied, copy }) => (
                <Button variant="default" size="xs" onClick={copy}>
                  {say(copied ? 'common.copied' : 'canvas.run.copyId')}
                </Button>
              )}
            </CopyButton>
          </p>
        </>
      )}
      <footer className={styles.dialogFoot}>
        <Button variant={ticket === null && !mayRead ? 'filled' : 'default'} onClick={onClose}>
          {say('canvas.dialog.close')}
        </Button>
        {mayRead && ticket === null && (
          <Button
            data-autofocus
            renderRoot={(props) => <Link {...props} to="/runs/$id" params={{ id: run.id }} />}
          >
            {t('runs.run.open')}
          </Button>
        )}
        {ticket !== null && (
          <Button
            data-autofocus
            renderRoot={(props) => (
              <Link
                {...props}
                to="/tickets/$id"
                params={{ id: ticket }}
                search={{ tab: 'process' }}
              />
            )}
          >
            {say('canvas.run.openTicket', { ticket })}
          </Button>
        )}
      </footer>
    </div>
  );
};
