/** How often each severity is reported on, and who hears of it unless a declaration says otherwise. */
import { Button, NumberInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { changeMajorSettings, majorSettingsQuery } from '#designer/client/major.ts';
import { keys } from '#designer/client/query.ts';
import type { MajorSettings, UpdateMinutes } from '#designer/client/types/major.ts';
import { useText } from '#designer/ui/locale.ts';
import { AudienceFields } from '#designer/ui/major/AudienceFields.tsx';
import { PageSkeleton } from '#designer/ui/PageSkeleton.tsx';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { useToast } from '#designer/ui/toast.ts';
import classes from './settings-major.module.css';

const SEVERITIES = [1, 2, 3] as const;

export function MajorUsual() {
  const found = useQuery(majorSettingsQuery);
  if (found.isPending) return <PageSkeleton />;
  if (found.data === undefined)
    return <ProblemNotice error={found.error} onRetry={() => void found.refetch()} />;
  // The address of the status page has the same version, and is none of what is being typed here.
  const { updateMinutes, audience } = found.data;
  return <Form key={JSON.stringify([updateMinutes, audience])} settings={found.data} />;
}

function Form({ settings }: { settings: MajorSettings }) {
  const t = useText();
  const toast = useToast();
  const client = useQueryClient();
  const [minutes, setMinutes] = useState<UpdateMinutes>(settings.updateMinutes);
  const [audience, setAudience] = useState(settings.audience);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const save = async () => {
    setBusy(true);
    setProblem(null);
    try {
      await changeMajorSettings(settings.version, { updateMinutes: minutes, audience });
      await client.invalidateQueries({ queryKey: keys.people('major-settings') });
      toast.done(t('settings.saved'));
    } catch (error) {
      setProblem(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <section className={classes.part}>
      <p>{t('majors.text')}</p>
      <h2 className={classes.heading}>{t('majors.every')}</h2>
      <div className={classes.fields}>
        {SEVERITIES.map((severity) => (
          <NumberInput
            key={severity}
            label={t(`major.severity.${severity}`)}
            suffix={` ${t('majors.minutes')}`}
            min={10}
            max={1_440}
            allowDecimal={false}
            value={minutes[severity]}
            onChange={(next) => setMinutes({ ...minutes, [severity]: Number(next) || 10 })}
          />
        ))}
      </div>
      <h2 className={classes.heading}>{t('majors.audience')}</h2>
      <div className={classes.audience}>
        <AudienceFields audience={audience} onChange={setAudience} />
      </div>
      {problem !== null && <ProblemNotice error={problem} compact />}
      <Button loading={busy} onClick={() => void save()}>
        {t('common.save')}
      </Button>
    </section>
  );
}
