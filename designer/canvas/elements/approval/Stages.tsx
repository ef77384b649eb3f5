/** The stages of an approval in their order; one of them is open, the others are a line each. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ApprovalRound, ApprovalStage } from '#engine/definition.ts';
import { useEditor } from '../../editor/editor.tsx';
import { AddButton, Section } from '../../panel/fields.tsx';
import styles from '../../panel/panel.module.css';
import { addStage, moved, tidy, withoutStages } from './edit.ts';
import { StageCard } from './StageCard.tsx';

const STAGES_MAX = 20;

type Props = {
  readonly round: ApprovalRound;
  readonly onChange: (round: ApprovalRound, field: string) => void;
};

export const Stages = ({ round, onChange }: Props) => {
  const { say, readOnly } = useEditor();
  const stages = round.stages ?? [];
  const [open, setOpen] = useState<string | undefined>(stages[0]?.id);
  const plain = withoutStages(round);
  const put = (next: readonly ApprovalStage[], field: string) =>
    onChange({ ...round, stages: next.map(tidy) }, field);
  return (
    <Section title={say('canvas.approval.stages')} hint={say('canvas.approval.stagesHint')}>
      <ol className={styles.ways}>
        {stages.map((stage, index) => (
          <StageCard
            key={stage.id}
            stage={stage}
            number={index + 1}
            isOpen={stage.id === open}
            onToggle={() => setOpen(stage.id === open ? undefined : stage.id)}
            onChange={(next, field) =>
              put(
                stages.map((one) => (one.id === stage.id ? next : one)),
                `${stage.id}.${field}`,
              )
            }
            onUp={index > 0 ? () => put(moved(stages, index, -1), 'order') : undefined}
            onDown={
              index < stages.length - 1 ? () => put(moved(stages, index, 1), 'order') : undefined
            }
            onRemove={
              stages.length > 1
                ? () =>
                    put(
                      stages.filter(({ id }) => id !== stage.id),
                      'removeStage',
                    )
                : undefined
            }
          />
        ))}
      </ol>
      {!readOnly && (
        <div className={styles.acts}>
          <AddButton
            label={say('canvas.approval.addStage')}
            disabled={stages.length >= STAGES_MAX}
            onClick={() => {
              const next = addStage(stages);
              put(next, 'addStage');
              setOpen(next.at(-1)?.id);
            }}
          />
          {plain && (
            <Button
              variant="subtle"
              size="compact-sm"
              onClick={() => onChange({ ...plain, stages: undefined }, 'stages')}
            >
              {say('canvas.approval.withoutStages')}
            </Button>
          )}
        </div>
      )}
    </Section>
  );
};
