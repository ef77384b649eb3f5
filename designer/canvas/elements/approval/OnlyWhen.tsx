/** A condition that a stage or a group may have: nothing to see until somebody wants one. */
import { useState } from 'react';
import type { Condition } from '#engine/condition.ts';
import { useEditor } from '../../editor/editor.tsx';
import { Conditions } from '../../panel/Conditions.tsx';
import { AddButton } from '../../panel/fields.tsx';
import styles from '../../panel/panel.module.css';

type Props = {
  readonly label: string;
  readonly addLabel: string;
  readonly condition: Condition | undefined;
  readonly onChange: (condition: Condition | undefined) => void;
};

export const OnlyWhen = ({ label, addLabel, condition, onChange }: Props) => {
  const { readOnly } = useEditor();
  const [isAsked, ask] = useState(false);
  if (!condition && !isAsked)
    return readOnly ? null : <AddButton label={addLabel} onClick={() => ask(true)} />;
  return (
    <div className={styles.list}>
      <span className={styles.label}>{label}</span>
      <Conditions label={label} condition={condition} onChange={onChange} />
    </div>
  );
};
