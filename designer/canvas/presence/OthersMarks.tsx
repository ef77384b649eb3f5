/** What others have selected, as a thin outline with their name; only where it is in this drawing too. */
import { useInternalNode, ViewportPortal } from '@xyflow/react';
import { toneOf } from '#designer/ui/Avatar.tsx';
import { shownFor } from '#designer/ui/diagram/collapsed.ts';
import { useMarkSize } from '../diagram/mark-size.ts';
import { useEditor } from '../editor/editor.tsx';
import styles from './presence.module.css';
import { useOthers } from './presence.ts';

export const OthersMarks = ({ process }: { readonly process: string }) => {
  const { definition } = useEditor();
  const others = useOthers(process);
  const byElement = new Map<string, string[]>();
  for (const { element, person } of others) {
    if (element === null || !definition.elements.some(({ id }) => id === element)) continue;
    const shown = shownFor(definition, element);
    byElement.set(shown, [...(byElement.get(shown) ?? []), person.name]);
  }
  if (byElement.size === 0) return null;
  return (
    <ViewportPortal>
      {[...byElement].map(([element, names]) => (
        <Outline key={element} element={element} names={names} />
      ))}
    </ViewportPortal>
  );
};

/** A circle is narrower than most names. */
const NAME_LEAST = 96;

const Outline = ({ element, names }: { readonly element: string; readonly names: string[] }) => {
  const node = useInternalNode(element);
  const { scale, isDot } = useMarkSize();
  if (!node) return null;
  const { x, y } = node.internals.positionAbsolute;
  const { width = 0, height = 0 } = node.measured;
  return (
    <div
      className={styles.outline}
      data-tone={toneOf(names[0] ?? '')}
      style={{
        transform: `translate(${x - 5}px, ${y - 5}px)`,
        width: width + 10,
        height: height + 10,
      }}
      aria-hidden
    >
      <span
        dir="auto"
        data-dot={isDot || undefined}
        // As wide as the element at most, so that it lies on no neighbour.
        style={{ transform: `scale(${scale})`, maxWidth: Math.max(NAME_LEAST, width / scale) }}
      >
        {!isDot && names.join(', ')}
      </span>
    </div>
  );
};
