/** Lines that show what the dragged elements line up with, and which gaps are now equal. */
import { ViewportPortal } from '@xyflow/react';
import styles from './canvas.module.css';
import type { Guide } from './guides.ts';

export const GuideLines = ({ guides }: { guides: readonly Guide[] }) => (
  <ViewportPortal>
    {guides.map((guide) => (
      <div
        key={`${guide.kind}${guide.axis}${guide.at} ${guide.from}`}
        className={styles.guide}
        data-axis={guide.axis}
        data-kind={guide.kind}
        style={
          guide.axis === 'x'
            ? { left: guide.at, top: guide.from, height: guide.to - guide.from }
            : { top: guide.at, left: guide.from, width: guide.to - guide.from }
        }
      />
    ))}
  </ViewportPortal>
);
