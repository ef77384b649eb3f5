/** A stage: when it is asked, its groups, and what of them is enough. */
import { ActionIcon, Tooltip } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconChevronDown } from '@tabler/icons-react';
import { stageName, stageWords } from '#designer/ui/diagram/approval-words.ts';
import { partiesWords } from '#designer/ui/diagram/words.ts';
import type { ApprovalStage } from '#engine/definition.ts';
import { useEditor } from '../../editor/editor.tsx';
import { AddButton, RemoveButton, TextField } from '../../panel/fields.tsx';
import styles from '../../panel/panel.module.css';
import { said } from '../../panel/update.ts';
import { EnoughFields } from './EnoughFields.tsx';
import { addGroup, removeGroup, tidy } from './edit.ts';
import { GroupCard } from './GroupCard.tsx';
import { OnlyWhen } from './OnlyWhen.tsx';

const NAME_MAX = 200;
const GROUPS_MAX = 20;

type Props = {
  readonly stage: ApprovalStage;
  readonly number: number;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  readonly onChange: (stage: ApprovalStage, field: string) => void;
  /** Undefined where it cannot go further. */
  readonly onUp?: () => void;
  readonly onDown?: () => void;
  readonly onRemove?: () => void;
};

export const StageCard = (props: Props) => {
  const { stage, number, isOpen, onToggle, onUp, onDown, onRemove } = props;
  const { say, names, readOnly } = useEditor();
  const name = stageName(say, stage, number);
  return (
    <li className={styles.way}>
      <div className={styles.wayHead}>
        <span className={styles.number} aria-hidden>
          {number}
        </span>
        <button
          type="button"
          className={styles.stageTitle}
          aria-expanded={isOpen}
          onClick={onToggle}
        >
          <span dir="auto">{name}</span>
          <IconChevronDown size={14} className={isOpen ? styles.turned : undefined} aria-hidden />
        </button>
        {!readOnly && (
          <>
            <MoveButton label={say('canvas.approval.earlier', { name })} onClick={onUp}>
              <IconArrowUp size={14} />
            </MoveButton>
            <MoveButton label={say('canvas.approval.later', { name })} onClick={onDown}>
              <IconArrowDown size={14} />
            </MoveButton>
            {onRemove && (
              <RemoveButton label={say('canvas.field.remove', { what: name })} onClick={onRemove} />
            )}
          </>
        )}
      </div>
      {isOpen ? (
        <StageFields {...props} />
      ) : (
        <p className={styles.hint} dir="auto">
          {stageWords(say, stage, (parties) => partiesWords(say, parties, names))}
        </p>
      )}
    </li>
  );
};

const MoveButton = ({
  label,
  onClick,
  children,
}: {
  readonly label: string;
  readonly onClick: (() => void) | undefined;
  readonly children: React.ReactNode;
}) => (
  <Tooltip label={label}>
    {/* It keeps the focus at the end of its way. */}
    <ActionIcon
      size="sm"
      aria-label={label}
      aria-disabled={!onClick}
      data-disabled={!onClick || undefined}
      onClick={onClick}
    >
      {children}
    </ActionIcon>
  </Tooltip>
);

const StageFields = ({ stage, number, onChange }: Props) => {
  const { say, readOnly } = useEditor();
  const { groups } = stage;
  const isAlone = groups.length === 1;
  return (
    <>
      <TextField
        label={say('canvas.approval.stageName')}
        placeholder={say('canvas.approval.stageNumber', { number })}
        maxLength={NAME_MAX}
        value={stage.name}
        onChange={(text) => onChange({ ...stage, name: said(text) }, 'name')}
      />
      <OnlyWhen
        label={say('canvas.approval.stageWhen')}
        addLabel={say('canvas.approval.addStageWhen')}
        condition={stage.when}
        onChange={(when) => onChange({ ...stage, when }, 'when')}
      />
      {groups.map((group) => (
        <GroupCard
          key={group.id}
          group={group}
          isAlone={isAlone}
          onChange={(next, field) =>
            onChange(
              { ...stage, groups: groups.map((one) => (one.id === group.id ? tidy(next) : one)) },
              `${group.id}.${field}`,
            )
          }
          onRemove={
            isAlone ? undefined : () => onChange(removeGroup(stage, group.id), 'removeGroup')
          }
        />
      ))}
      {!readOnly && (
        <AddButton
          label={say('canvas.approval.addGroup')}
          disabled={groups.length >= GROUPS_MAX}
          onClick={() => onChange(addGroup(stage), 'addGroup')}
        />
      )}
      {!isAlone && <EnoughFields stage={stage} onChange={(next) => onChange(next, 'enough')} />}
    </>
  );
};
