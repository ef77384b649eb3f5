/** The groups that what is selected lies in: their names, and a way out of each. */
import { Button } from '@mantine/core';
import { useActs } from '../editor/acts.tsx';
import { groupsWith } from '../editor/commands/group.ts';
import { useEditor } from '../editor/editor.tsx';
import { TextField } from './fields.tsx';
import styles from './panel.module.css';

export const Groups = () => {
  const { say, definition, selection, readOnly } = useEditor();
  const { renameGroup, ungroup } = useActs();
  const groups = groupsWith(definition, selection.elements);
  if (groups.length === 0) return null;
  return (
    <section className={styles.section}>
      <h3 className={styles.sectionTitle}>{say('canvas.group.title')}</h3>
      {groups.map((group) => (
        <div key={group.id} className={styles.group}>
          <TextField
            label={say('canvas.group.name')}
            maxLength={200}
            value={group.name}
            onChange={(name) => renameGroup(group, name)}
          />
          {!readOnly && (
            <Button variant="default" size="xs" onClick={() => ungroup(group)}>
              {say('canvas.act.ungroup')}
            </Button>
          )}
        </div>
      ))}
    </section>
  );
};
