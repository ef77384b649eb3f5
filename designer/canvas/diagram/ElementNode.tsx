/**
 * An element on the canvas: its common look, and over it what belongs to editing: handles to draw flows from, the finding
 * badge, the name being changed, and its toolbar while it is selected.
 */
import type { NodeProps } from '@xyflow/react';
import { useConnection } from '@xyflow/react';
import { memo, useRef } from 'react';
import { ElementBox } from '#designer/ui/diagram/ElementBox.tsx';
import { useSay } from '#designer/ui/diagram/say.ts';
import { beginsByItself } from '#engine/edits.ts';
import { useActs } from '../editor/acts.tsx';
import styles from './canvas.module.css';
import type { ElementNode as ElementNodeType } from './drawn.ts';
import { ElementToolbar } from './ElementToolbar.tsx';
import { Sources, Target } from './Handles.tsx';
import { LevelMark } from './LevelMark.tsx';
import { Marks } from './Marks.tsx';

export const ElementNode = memo(
  ({ id, data, selected, width, height }: NodeProps<ElementNodeType>) => {
    const say = useSay();
    const { renaming, refuses } = useActs();
    const from = useConnection((connection) =>
      connection.inProgress ? connection.fromNode.id : null,
    );
    const refused = from !== null && from !== id && refuses(from, id);
    const { element, readOnly, alone, mark } = data;
    return (
      <div
        className={styles.node}
        data-alone={alone || undefined}
        data-receives={data.receives || undefined}
        data-refused={refused || undefined}
        data-target={(from !== null && from !== id && !refused) || undefined}
      >
        <ElementBox
          element={element}
          name={renaming === id ? '' : data.name}
          summary={renaming === id ? '' : data.summary}
          size={width && height ? { width, height } : undefined}
          state={mark?.state}
          selected={selected}
          inside={data.inside}
          above={data.above}
        >
          {mark && (
            <Marks mark={mark} isFrame={element.type === 'subProcess' && data.inside === null} />
          )}
          {data.level && (
            <span className={styles.badge}>
              <LevelMark
                level={data.level}
                label={say('canvas.findings.count', { count: data.findings })}
              />
            </span>
          )}
          {data.inside !== null && <Unfold id={id} name={data.name} />}
          {renaming === id && <Rename key={id} name={element.name ?? ''} id={id} />}
        </ElementBox>
        {!beginsByItself(element) && <Target />}
        {element.type !== 'endEvent' && <Sources readOnly={readOnly} />}
        {alone && !readOnly && renaming !== id && (
          <ElementToolbar element={element} isBox={data.inside !== null} />
        )}
      </div>
    );
  },
);

/** Over the plus of the box; the keyboard has F. */
const Unfold = ({ id, name }: { readonly id: string; readonly name: string }) => {
  const say = useSay();
  const acts = useActs();
  return (
    <button
      type="button"
      className={`${styles.unfold} nodrag nopan`}
      tabIndex={-1}
      aria-label={say('canvas.act.expandNamed', { name })}
      title={say('canvas.act.expand')}
      onClick={() => acts.fold([id])}
    />
  );
};

/** Enter or leaving the field keeps the name, Escape the old one. */
const Rename = ({ id, name }: { id: string; name: string }) => {
  const say = useSay();
  const acts = useActs();
  const done = useRef(false);
  const finish = (value: string | null, hasLeft = false) => {
    if (done.current) return;
    done.current = true;
    acts.rename(id, value, hasLeft);
  };
  return (
    <input
      className={`${styles.rename} nodrag nopan nowheel`}
      aria-label={say('canvas.act.rename')}
      defaultValue={name}
      maxLength={200}
      dir="auto"
      // biome-ignore lint/a11y/noAutofocus: the author has just asked to type here.
      autoFocus
      onFocus={(event) => event.currentTarget.select()}
      onBlur={(event) => finish(event.currentTarget.value, true)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Enter') finish(event.currentTarget.value);
        if (event.key === 'Escape') finish(null);
      }}
    />
  );
};
