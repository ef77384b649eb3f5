/** One standard change: what it says, how often it went well, its versions and what became of it; opened, proposed anew, suspended and retired from here. */
import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useIntl } from 'react-intl';
import {
  STANDARD_ACTS,
  type StandardAct,
  standardQuery,
} from '#designer/client/standard-changes.ts';
import type { StandardChange } from '#designer/client/types/standard-changes.ts';
import { useText } from '#designer/ui/locale.ts';
import { PageSkeleton } from '#designer/ui/PageSkeleton.tsx';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { Following } from './Following.tsx';
import { History } from './History.tsx';
import { OpenButton } from './OpenButton.tsx';
import { Plan } from './Plan.tsx';
import { ProposeDialog } from './ProposeDialog.tsx';
import { SettingsDialog } from './SettingsDialog.tsx';
import classes from './standard-changes.module.css';
import { TurnDialog } from './TurnDialog.tsx';
import { Versions } from './Versions.tsx';
import { StateChip, Success } from './words.tsx';

type Dialog = StandardAct | 'propose' | 'update';

export function StandardPage() {
  const { key } = useParams({ from: '/app/standard-changes/$key' });
  const t = useText();
  const client = useQueryClient();
  const query = standardQuery(key);
  const found = useQuery(query);
  const [dialog, setDialog] = useState<Dialog | null>(null);
  if (found.isError)
    return (
      <div className={classes.page}>
        <ProblemNotice error={found.error} onRetry={() => void found.refetch()} />
      </div>
    );
  if (found.data === undefined) return <PageSkeleton />;
  const standard = found.data;
  const close = () => setDialog(null);
  const take = (next: StandardChange) => client.setQueryData(query.queryKey, next);
  const shown =
    standard.versions.find(({ number }) => number === standard.inForce) ?? standard.versions[0];
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <div className={classes.body}>
          <h1 className={classes.title} dir="auto">
            {standard.name}
          </h1>
          <p className={classes.about} dir="auto">
            {standard.description}
          </p>
        </div>
        <Acts standard={standard} onAct={setDialog} />
      </header>
      {standard.reason !== '' && (
        <p className={classes.notice} dir="auto">
          {standard.reason}
        </p>
      )}
      <Facts standard={standard} />
      <section className={classes.section} aria-labelledby="standard-plan">
        <h2 id="standard-plan" className={classes.heading}>
          {shown && t('standards.plan', { version: shown.number })}
        </h2>
        {shown && <Plan version={shown} />}
      </section>
      <Versions standard={standard} />
      {standard.uses > 0 && <Following standard={standard.key} />}
      <History events={standard.history} />
      {dialog === 'propose' && <ProposeDialog standard={standard} onClose={close} onDone={take} />}
      {dialog === 'update' && <SettingsDialog standard={standard} onClose={close} onDone={take} />}
      {STANDARD_ACTS.map(
        (act) =>
          dialog === act && (
            <TurnDialog key={act} standard={standard} act={act} onClose={close} onDone={take} />
          ),
      )}
    </div>
  );
}

function Acts({ standard, onAct }: { standard: StandardChange; onAct: (dialog: Dialog) => void }) {
  const t = useText();
  const acts = (['propose', 'update', ...STANDARD_ACTS] as const).filter((act) =>
    standard.allowed.includes(act),
  );
  return (
    <div className={classes.acts}>
      {standard.allowed.includes('open') && <OpenButton standard={standard} />}
      {acts.map((act) => (
        <Button
          key={act}
          variant="default"
          color={act === 'retire' ? 'red' : undefined}
          onClick={() => onAct(act)}
        >
          {t(`standards.act.${act}`)}
        </Button>
      ))}
    </div>
  );
}

function Facts({ standard }: { standard: StandardChange }) {
  const t = useText();
  const intl = useIntl();
  return (
    <dl className={classes.facts}>
      <div>
        <dt>{t('field.status')}</dt>
        <dd>
          <StateChip state={standard.state} />
        </dd>
      </div>
      <div>
        <dt>{t('changes.result')}</dt>
        <dd>
          <Success {...standard} />
        </dd>
      </div>
      <div>
        <dt>{t('standards.owner')}</dt>
        <dd dir="auto">{standard.owner.name}</dd>
      </div>
      {standard.category !== null && (
        <div>
          <dt>{t('field.category')}</dt>
          <dd dir="auto">{standard.category}</dd>
        </div>
      )}
      {standard.reviewOn !== null && standard.state !== 'retired' && (
        <div>
          <dt>{t('standards.reviewOn')}</dt>
          <dd>
            {intl.formatDate(`${standard.reviewOn}T12:00:00Z`, {
              dateStyle: 'medium',
              timeZone: 'UTC',
            })}
          </dd>
        </div>
      )}
      <div>
        <dt>{t('standards.after')}</dt>
        <dd>
          {t(standard.suspends ? 'standards.after.suspends' : 'standards.after.reviews', {
            count: standard.reviewAfter,
          })}
        </dd>
      </div>
    </dl>
  );
}
