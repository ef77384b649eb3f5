/** Writes the steps of a change's plan, and saves them whole. */
import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { planChange } from '#designer/client/changes.ts';
import { newKey } from '#designer/client/http.ts';
import { keys } from '#designer/client/query.ts';
import type { Change } from '#designer/client/types/changes.ts';
import { placeId } from '#designer/ui/change/StepFields.tsx';
import { ADD_STEP, StepsEditor } from '#designer/ui/change/StepsEditor.tsx';
import {
  added,
  areWhole,
  draftsOf,
  fieldsOf,
  type StepDraft,
} from '#designer/ui/change/step-draft.ts';
import { useText } from '#designer/ui/locale.ts';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { useToast } from '#designer/ui/toast.ts';
import classes from './ChangeSteps.module.css';
import { findNews, isReasonMissing, reasonFor, WhyAnother } from './WhyAnother.tsx';

type Props = {
  /** As it was when writing began. */
  change: Change;
  /** As it is: it may have been approved since. */
  now: Change;
  onClose: () => void;
};

export function StepEditor({ change, now, onClose }: Props) {
  const t = useText();
  const toast = useToast();
  const client = useQueryClient();
  const [drafts, setDrafts] = useState<readonly StepDraft[]>(() =>
    change.steps.length === 0
      ? added([], newKey())
      : draftsOf(change.steps, { isBackedOut: change.result === 'backed_out' }),
  );
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const opened = useRef(drafts);
  // It stands below the plan, and often below what can be seen.
  useEffect(() => {
    const first = opened.current.find(({ isFixed }) => !isFixed);
    const field = document.getElementById(first ? placeId(first.id, 'title') : ADD_STEP);
    const around = field?.closest('fieldset') ?? field;
    around?.scrollIntoView({ block: 'nearest' });
    field?.focus({ preventScroll: true });
  }, []);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      const steps = fieldsOf(drafts, change.steps);
      await planChange(change, { steps, ...reasonFor(now, reason) });
      toast.done(t('changes.steps.saved'));
      await client.invalidateQueries({ queryKey: keys.ticket(change.id) });
      onClose();
    } catch (error) {
      await findNews(client, change.id, error);
      setProblem(error);
      setBusy(false);
    }
  };
  return (
    <form onSubmit={(event) => void save(event)} className={classes.editor}>
      <StepsEditor drafts={drafts} onChange={setDrafts} problem={problem} pointer="/steps" />
      <WhyAnother {...{ change: now, reason, problem }} onReason={setReason} />
      {problem !== null && !isReasonMissing(now, problem) && (
        <ProblemNotice error={problem} compact />
      )}
      <div className={classes.acts}>
        <Button type="submit" size="xs" loading={busy} disabled={!areWhole(drafts)}>
          {t('changes.steps.save')}
        </Button>
        <Button variant="default" size="xs" onClick={onClose}>
          {t('common.cancel')}
        </Button>
      </div>
    </form>
  );
}
