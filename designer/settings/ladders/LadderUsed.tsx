/** Where a ladder is climbed, and the versions it had, each of which can be edited from again. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { ladderUseQuery, ladderVersion } from '#designer/client/ladders.ts';
import { Chip } from '#designer/ui/Chip.tsx';
import { useText } from '#designer/ui/locale.ts';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { Time } from '#designer/ui/Time.tsx';
import type { Ladder } from '#engine/escalation/ladder.ts';
import classes from '../service/Service.module.css';
import own from './Ladders.module.css';

type Props = { ladderKey: string; onRestore: (ladder: Ladder) => void };

export function LadderUsed({ ladderKey, onRestore }: Props) {
  const t = useText();
  const use = useQuery(ladderUseQuery(ladderKey));
  const [problem, setProblem] = useState<unknown>(null);
  if (use.isError) return <ProblemNotice error={use.error} onRetry={() => void use.refetch()} />;
  if (!use.data) return null;
  const { policies, running, versions } = use.data;
  const [latest] = versions;
  return (
    <>
      <section className={classes.section} aria-label={t('ladders.used')}>
        <h2 className={classes.heading}>{t('ladders.used')}</h2>
        <p>{t('ladders.running.count', { count: running })}</p>
        {policies.length === 0 && <p className={classes.help}>{t('ladders.used.none')}</p>}
        <ul className={own.versions}>
          {policies.map(({ key, name, thresholds }) => (
            <li key={key}>
              <Link to="/settings/targets/$target" params={{ target: key }} dir="auto">
                {name}
              </Link>
              <span className={own.quiet}>
                {t('ladders.used.thresholds', { count: thresholds.length })}
              </span>
            </li>
          ))}
        </ul>
      </section>
      <section className={classes.section} aria-label={t('calendars.versions')}>
        <h2 className={classes.heading}>{t('calendars.versions')}</h2>
        <ul className={own.versions}>
          {versions.map(({ number, savedAt, running: climbing }) => (
            <li key={number}>
              <span>{t('calendars.versions.one', { number })}</span>
              <Time at={savedAt} className={own.quiet} />
              {climbing > 0 && <Chip>{t('ladders.running.count', { count: climbing })}</Chip>}
              {number !== latest?.number && (
                <Button
                  size="compact-xs"
                  variant="subtle"
                  onClick={() =>
                    void ladderVersion(ladderKey, number).then(onRestore).catch(setProblem)
                  }
                >
                  {t('calendars.versions.restore', { number })}
                </Button>
              )}
            </li>
          ))}
        </ul>
        {problem !== null && <ProblemNotice error={problem} compact />}
      </section>
    </>
  );
}
