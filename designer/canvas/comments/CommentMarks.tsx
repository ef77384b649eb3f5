/** How many open threads an element has, at its corner in the drawing; a click leads to them. The keyboard has Shift+C. */
import { IconMessage } from '@tabler/icons-react';
import { useInternalNode, ViewportPortal } from '@xyflow/react';
import { useMemo } from 'react';
import { nameOf } from '#designer/ui/diagram/words.ts';
import { useMarkSize } from '../diagram/mark-size.ts';
import { useEditor } from '../editor/editor.tsx';
import styles from './comments.module.css';
import { useComments } from './comments.tsx';
import { countsOf } from './counts.ts';

export const CommentMarks = () => {
  const { definition } = useEditor();
  const { open, showsMarks } = useComments();
  const counts = useMemo(() => countsOf(definition, open), [definition, open]);
  if (!showsMarks || counts.size === 0) return null;
  return (
    <ViewportPortal>
      {[...counts].map(([id, count]) => (
        <Mark key={id} element={id} count={count} />
      ))}
    </ViewportPortal>
  );
};

const Mark = ({ element: id, count }: { readonly element: string; readonly count: number }) => {
  const { say, definition, select } = useEditor();
  const { show } = useComments();
  const node = useInternalNode(id);
  const { scale, isDot } = useMarkSize();
  const element = definition.elements.find((one) => one.id === id);
  if (!node || !element) return null;
  const { x, y } = node.internals.positionAbsolute;
  const label = say('canvas.comments.mark', { count, name: nameOf(say, element) });
  return (
    <button
      type="button"
      className={`${styles.mark} nodrag nopan`}
      data-dot={isDot || undefined}
      style={{
        transform: `translate(${x + (node.measured.width ?? 0)}px, ${y}px) scale(${scale})`,
      }}
      tabIndex={-1}
      title={label}
      onClick={() => {
        select({ elements: [id], flows: [] });
        show();
      }}
    >
      {!isDot && (
        <>
          <IconMessage size={12} stroke={2.2} aria-hidden />
          <span aria-hidden>{count}</span>
        </>
      )}
      <span className="p-hidden">{label}</span>
    </button>
  );
};
