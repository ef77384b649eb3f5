/** A flow on the canvas: its line and label, a wide invisible line to hit, and a “+” to put something in between. */
import { ActionIcon, Tooltip } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { EdgeProps } from '@xyflow/react';
import { EdgeLabelRenderer } from '@xyflow/react';
import { memo, useRef, useState } from 'react';
import look from '#designer/ui/diagram/diagram.module.css';
import { AssociationLine, FlowArrow, FlowLine } from '#designer/ui/diagram/FlowLine.tsx';
import { pathOf } from '#designer/ui/diagram/route.ts';
import { useSay } from '#designer/ui/diagram/say.ts';
import type { Point } from '#designer/ui/diagram/shapes.ts';
import { useActs } from '../editor/acts.tsx';
import styles from './canvas.module.css';
import type { FlowEdge as FlowEdgeType } from './drawn.ts';

const LINGER_MS = 250;

export const FlowEdge = memo(({ id, data, selected }: EdgeProps<FlowEdgeType>) => {
  const say = useSay();
  const { setMenu, menu, goTo } = useActs();
  const [hovered, setHovered] = useHover();
  if (!data) return null;
  const { points, at, label, level, readOnly, alone, association, mark } = data;
  const state = mark?.state;
  if (association) return <AssociationLine points={points} kind={association} />;
  const offersInsert =
    !readOnly && (hovered || alone || (menu?.kind === 'insert' && menu.flow === id));
  const plus = label ? beside(points, at) : at;
  return (
    <>
      <g onPointerEnter={() => setHovered(true)} onPointerLeave={() => setHovered(false)}>
        <path className={styles.hit} d={pathOf(points)} />
        <FlowLine
          points={points}
          state={state}
          selected={selected || hovered}
          level={level ?? undefined}
        />
        <FlowArrow
          points={points}
          state={state}
          selected={selected || hovered}
          level={level ?? undefined}
        />
      </g>
      <EdgeLabelRenderer>
        {label && (
          <button
            type="button"
            tabIndex={-1}
            className={`${look.flowLabel} ${styles.label} nodrag nopan`}
            data-selected={selected || undefined}
            data-level={level ?? undefined}
            data-state={state}
            style={{ left: at.x, top: at.y }}
            title={label}
            dir="auto"
            onClick={() => goTo({ flow: id })}
          >
            {label}
          </button>
        )}
        {mark?.count !== undefined && (
          <span
            className={styles.flowCount}
            data-missed={mark.count === 0 || undefined}
            style={countAt(points)}
            aria-hidden
          >
            {mark.count}
          </span>
        )}
        {offersInsert && (
          <span
            className={`${styles.insert} nodrag nopan`}
            style={{ left: plus.x, top: plus.y }}
            onPointerEnter={() => setHovered(true)}
            onPointerLeave={() => setHovered(false)}
          >
            <Tooltip label={say('canvas.act.insert')}>
              <ActionIcon
                size={20}
                radius="xl"
                variant="filled"
                color="iris"
                tabIndex={-1}
                aria-label={say('canvas.act.insert')}
                onClick={() => setMenu({ kind: 'insert', flow: id })}
              >
                <IconPlus size={14} stroke={2.5} />
              </ActionIcon>
            </Tooltip>
          </span>
        )}
      </EdgeLabelRenderer>
    </>
  );
});

/** The line is thin and the button beside it small: leaving one for the other must not lose it. */
const useHover = (): [boolean, (on: boolean) => void] => {
  const [on, setOn] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  return [
    on,
    (next) => {
      clearTimeout(timer.current);
      if (next) setOn(true);
      else timer.current = setTimeout(() => setOn(false), LINGER_MS);
    },
  ];
};

/** Near where it arrives, clear of the arrow. */
const countAt = (points: readonly Point[]) => {
  const end = points.at(-1) ?? { x: 0, y: 0 };
  const before = points.at(-2) ?? end;
  return {
    left: end.x - Math.sign(end.x - before.x) * 20,
    top: end.y - Math.sign(end.y - before.y) * 20,
  };
};

/** A point of the line that the label does not cover: the middle of another stretch, else further along this one. */
const beside = (points: readonly Point[], label: Point): Point => {
  let best: Point = label;
  let bestDistance = -1;
  points.slice(1).forEach((to, index) => {
    const from = points[index] ?? to;
    for (const share of [0.15, 0.5, 0.85]) {
      const point = { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
      const away = Math.min(Math.abs(point.x - label.x) / 2 + Math.abs(point.y - label.y), 40);
      if (away > bestDistance) {
        best = point;
        bestDistance = away;
      }
    }
  });
  return best;
};
