/** A group of a stage: who is asked together, by what rule, and when. */
import type { ApprovalGroup } from '#engine/definition.ts';
import { useEditor } from '../../editor/editor.tsx';
import { RemoveButton, TextField } from '../../panel/fields.tsx';
import styles from '../../panel/panel.module.css';
import { said } from '../../panel/update.ts';
import { Approvers } from './Approvers.tsx';
import { OnlyWhen } from './OnlyWhen.tsx';
import { RuleFields } from './RuleFields.tsx';

const NAME_MAX = 200;

type Props = {
  readonly group: ApprovalGroup;
  /** The only one of its stage. */
  readonly isAlone: boolean;
  readonly onChange: (group: ApprovalGroup, field: string) => void;
  readonly onRemove?: () => void;
};

export const GroupCard = ({ group, isAlone, onChange, onRemove }: Props) => {
  const { say, readOnly } = useEditor();
  return (
    <div className={styles.card}>
      <div className={styles.row}>
        <div className={styles.grow}>
          <TextField
            label={say('canvas.approval.groupName')}
            hideLabel
            placeholder={say('canvas.approval.groupNameHint')}
            maxLength={NAME_MAX}
            value={group.name}
            onChange={(text) => onChange({ ...group, name: said(text) }, 'name')}
          />
        </div>
        {onRemove && !readOnly && (
          <RemoveButton
            label={say('canvas.field.remove', {
              what: group.name ?? say('canvas.approval.group'),
            })}
            onClick={onRemove}
          />
        )}
      </div>
      <Approvers
        rule={group}
        isAlone={isAlone}
        onChange={(approvers) => onChange({ ...group, approvers }, 'approvers')}
      />
      <RuleFields rule={group} onChange={(rule, field) => onChange({ ...group, ...rule }, field)} />
      <OnlyWhen
        label={say('canvas.approval.groupWhen')}
        addLabel={say('canvas.approval.addGroupWhen')}
        condition={group.when}
        onChange={(when) => onChange({ ...group, when }, 'when')}
      />
    </div>
  );
};
