/**
 * Writes the steps of a plan: their order, what is done, how it is taken back, by whom and how long it takes. Those that have
 * been begun stand there and stay. A step that moves keeps the focus, and where it is now is said.
 */
import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { planChange } from '#designer/client/changes.ts';
import { newKey } from '#designer/client/http.ts';
import { keys } from '#designer/client/query.ts';
import type { Change } from '#designer/client/types/changes.ts';
import { useText } from '#designer/ui/locale.ts';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { useToast } from '#designer/ui/toast.ts';
import { MOST_STEPS } from '#engine/changes/steps.ts';
import classes from './ChangeSteps.module.css';
import { placeId, StepFields } from './StepFields.tsx';
import { added, draftsOf, fieldsOf, mayMove, moved, type StepDraft } from './step-draft.ts';

export function StepEditor({ change, onClose }: { change: Change; onClose: () => void }) {
  const t = useText();
  const toast = useToast();
  const client = useQueryClient();
  const [drafts, setDrafts] = useState<readonly StepDraft[]>(() =>
    change.steps.length === 0 ? added([], newKey()) : draftsOf(change.steps),
  );
  const [said, setSaid] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  /** What is to have the focus once it is drawn. */
  const next = useRef<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what moved is where it belongs once the list is drawn anew
  useEffect(() => {
    if (next.current !== null) document.getElementById(next.current)?.focus();
    next.current = null;
  }, [drafts]);

  const put = (index: number, part: Partial<StepDraft>) =>
    setDrafts(drafts.map((one, at) => (at === index ? { ...one, ...part } : one)));
  const move = (index: number, by: 1 | -1) => {
    const draft = drafts[index];
    if (!draft) return;
    const after = moved(drafts, index, by);
    // At the end of its way the button is off, and the other one has the focus.
    const goesOn = mayMove(after, index + by, by);
    next.current = placeId(draft.id, goesOn === (by === 1) ? 'down' : 'up');
    setDrafts(after);
    setSaid(t('changes.step.moved', { number: index + by + 1, all: drafts.length }));
  };
  const remove = (index: number) => {
    const neighbour = drafts[index + 1] ?? drafts[index - 1];
    next.current = neighbour ? placeId(neighbour.id, 'title') : ADD;
    setDrafts(drafts.toSpliced(index, 1));
    setSaid(t('changes.step.removed', { all: drafts.length - 1 }));
  };
  const add = () => {
    const id = newKey();
    next.current = placeId(id, 'title');
    setDrafts(added(drafts, id));
  };
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      await planChange(change, { steps: fieldsOf(drafts, change.steps) });
      toast.done(t('changes.steps.saved'));
      await client.invalidateQueries({ queryKey: keys.ticket(change.id) });
      onClose();
    } catch (error) {
      setProblem(error);
      setBusy(false);
    }
  };
  const isWhole = drafts.every(({ title }) => title.trim() !== '');

  return (
    <form onSubmit={(event) => void save(event)} className={classes.editor}>
      <p className="p-hidden" aria-live="polite">
        {said}
      </p>
      {drafts.map((draft, index) => (
        <StepFields
          key={draft.id}
          draft={draft}
          number={index + 1}
          problem={problem}
          mayUp={mayMove(drafts, index, -1)}
          mayDown={mayMove(drafts, index, 1)}
          onChange={(part) => put(index, part)}
          onMove={(by) => move(index, by)}
          onRemove={() => remove(index)}
        />
      ))}
      <div>
        <Button
          id={ADD}
          variant="subtle"
          size="compact-sm"
          leftSection={<IconPlus size={14} aria-hidden="true" />}
          disabled={drafts.length >= MOST_STEPS}
          onClick={add}
        >
          {t('changes.step.add')}
        </Button>
      </div>
      {problem !== null && <ProblemNotice error={problem} compact />}
      <div className={classes.acts}>
        <Button type="submit" size="xs" loading={busy} disabled={!isWhole}>
          {t('changes.steps.save')}
        </Button>
        <Button variant="default" size="xs" onClick={onClose}>
          {t('common.cancel')}
        </Button>
      </div>
    </form>
  );
}

const ADD = 'change-step-add';
