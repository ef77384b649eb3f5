/** Another risk than the rules say, by somebody who may and who says why. */
import { Button, Select, Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { fieldError } from '#designer/client/problem.ts';
import { keys } from '#designer/client/query.ts';
import { weighChange } from '#designer/client/risk.ts';
import type { ChangeRisk } from '#designer/client/types/risk.ts';
import { useText } from '#designer/ui/locale.ts';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { useToast } from '#designer/ui/toast.ts';
import { RISKS, type Risk } from '#engine/changes/plan.ts';
import classes from './ChangePlan.module.css';

export function OtherRisk({ id, risk: known }: { id: string; risk: ChangeRisk }) {
  const t = useText();
  const toast = useToast();
  const client = useQueryClient();
  const [risk, setRisk] = useState<Risk | null>(null);
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (risk === null) return;
    setBusy(true);
    setProblem(null);
    try {
      await weighChange(id, known.version, { risk, riskReason: reason.trim() });
      await client.invalidateQueries({ queryKey: keys.ticket(id) });
      // What was chosen or typed meanwhile is not set yet.
      setRisk((now) => (now === risk ? null : now));
      setReason((now) => (now === reason ? '' : now));
      toast.done(t('risk.other.saved'));
    } catch (error) {
      setProblem(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <details className={classes.texts}>
      <summary>{t('risk.other')}</summary>
      <form onSubmit={(event) => void save(event)} className={classes.form}>
        <p className={classes.quiet}>{t('risk.other.help')}</p>
        <Select
          label={t('risk.other.risk')}
          data={RISKS.map((value) => ({ value, label: t(`changes.plan.risk.${value}`) }))}
          value={risk}
          onChange={setRisk}
          error={fieldError(problem, '/risk')}
        />
        <Textarea
          label={t('risk.other.reason')}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          error={fieldError(problem, '/riskReason')}
          maxLength={2_000}
          autosize
          minRows={2}
          dir="auto"
        />
        {problem !== null && <ProblemNotice error={problem} compact />}
        <div className={classes.acts}>
          <Button
            type="submit"
            size="xs"
            loading={busy}
            disabled={risk === null || reason.trim() === ''}
          >
            {t('risk.other.save')}
          </Button>
        </div>
      </form>
    </details>
  );
}
