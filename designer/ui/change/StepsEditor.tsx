/**
 * Writes steps: their order, what is done, how it is taken back, by whom and how long it takes. Those that have been begun
 * stand there and stay. A step that moves keeps the focus, and where it is now is said.
 */
import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { newKey } from '#designer/client/http.ts';
import { MOST_STEPS } from '#engine/changes/steps.ts';
import { useText } from '../locale.ts';
import { placeId, StepFields } from './StepFields.tsx';
import classes from './StepsEditor.module.css';
import { added, mayMove, moved, type StepDraft } from './step-draft.ts';

type Props = {
  drafts: readonly StepDraft[];
  onChange: (drafts: readonly StepDraft[]) => void;
  problem: unknown;
  /** Where the steps are in what is sent. */
  pointer: string;
};

export function StepsEditor({ drafts, onChange, problem, pointer }: Props) {
  const t = useText();
  const [said, setSaid] = useState('');
  /** What is to have the focus once it is drawn. */
  const next = useRef<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what moved is where it belongs once the list is drawn anew
  useEffect(() => {
    if (next.current !== null) document.getElementById(next.current)?.focus();
    next.current = null;
  }, [drafts]);

  const put = (index: number, part: Partial<StepDraft>) =>
    onChange(drafts.map((one, at) => (at === index ? { ...one, ...part } : one)));
  const move = (index: number, by: 1 | -1) => {
    const draft = drafts[index];
    if (!draft) return;
    const after = moved(drafts, index, by);
    // At the end of its way the button is off, and the other one has the focus.
    const goesOn = mayMove(after, index + by, by);
    next.current = placeId(draft.id, goesOn === (by === 1) ? 'down' : 'up');
    onChange(after);
    setSaid(t('changes.step.moved', { number: index + by + 1, all: drafts.length }));
  };
  const remove = (index: number) => {
    const neighbour = drafts[index + 1] ?? drafts[index - 1];
    next.current = neighbour ? placeId(neighbour.id, 'title') : ADD_STEP;
    onChange(drafts.toSpliced(index, 1));
    setSaid(t('changes.step.removed', { all: drafts.length - 1 }));
  };
  const add = () => {
    const id = newKey();
    next.current = placeId(id, 'title');
    onChange(added(drafts, id));
  };
  return (
    <div className={classes.editor}>
      <p className="p-hidden" aria-live="polite">
        {said}
      </p>
      {drafts.map((draft, index) => (
        <StepFields
          key={draft.id}
          draft={draft}
          number={index + 1}
          problem={problem}
          at={`${pointer}/${index}`}
          mayUp={mayMove(drafts, index, -1)}
          mayDown={mayMove(drafts, index, 1)}
          onChange={(part) => put(index, part)}
          onMove={(by) => move(index, by)}
          onRemove={() => remove(index)}
        />
      ))}
      <div>
        <Button
          id={ADD_STEP}
          variant="subtle"
          size="compact-sm"
          leftSection={<IconPlus size={14} aria-hidden="true" />}
          disabled={drafts.length >= MOST_STEPS}
          onClick={add}
        >
          {t('changes.step.add')}
        </Button>
      </div>
    </div>
  );
}

/** Where one goes on where no step can be written. */
export const ADD_STEP = 'change-step-add';
