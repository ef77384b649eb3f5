/**
 * A group behind its elements: its name can be dragged, and all it holds goes along; a click selects that, a double click
 * changes the name. Its ground lets everything through, so that one can still draw and pan over it.
 */
import type { NodeProps } from '@xyflow/react';
import { memo, useState } from 'react';
import { useSay } from '#designer/ui/diagram/say.ts';
import { useActs } from '../editor/acts.tsx';
import styles from './canvas.module.css';
import type { GroupNode as GroupNodeType } from './drawn.ts';
import { GROUP_HANDLE } from './group-nodes.ts';

export const GroupNode = memo(({ data }: NodeProps<GroupNodeType>) => {
  const say = useSay();
  const acts = useActs();
  const [renaming, setRenaming] = useState(false);
  const { group, readOnly } = data;
  const finish = (name: string | null) => {
    setRenaming(false);
    if (name !== null) acts.renameGroup(group, name.trim());
  };
  return (
    <div className={styles.group}>
      {renaming ? (
        <input
          className={`${styles.groupName} nodrag nopan`}
          aria-label={say('canvas.group.name')}
          defaultValue={group.name ?? ''}
          maxLength={200}
          dir="auto"
          // biome-ignore lint/a11y/noAutofocus: the author has just asked to type here.
          autoFocus
          onBlur={(event) => finish(event.currentTarget.value)}
          onKeyDown={(event) => {
            event.stopPropagation();
            if (event.key === 'Enter') finish(event.currentTarget.value);
            if (event.key === 'Escape') finish(null);
          }}
        />
      ) : (
        <button
          type="button"
          tabIndex={-1}
          className={`${styles.groupName} ${GROUP_HANDLE}`}
          dir="auto"
          title={say('canvas.group.select')}
          onClick={() => acts.selectGroup(group)}
          onDoubleClick={() => !readOnly && setRenaming(true)}
        >
          {group.name || say('canvas.group')}
        </button>
      )}
    </div>
  );
});
