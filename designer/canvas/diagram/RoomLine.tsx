/** What the tool that makes room says while it is on, and the line from which on everything is pushed. */
import { Panel, ViewportPortal } from '@xyflow/react';
import { useSay } from '#designer/ui/diagram/say.ts';
import styles from './canvas.module.css';
import type { RoomLineShown } from './use-room.ts';

/** So long that its ends are never seen. */
const FAR = 100_000;

export const RoomLine = ({ line }: { readonly line: RoomLineShown | undefined }) => {
  const say = useSay();
  return (
    <>
      <Panel position="top-center" className={styles.toolHint}>
        <bdi>{say('canvas.room.hint')}</bdi>
      </Panel>
      {line && (
        <ViewportPortal>
          {[line.at, line.at + line.by].map((at, index) => (
            <div
              // biome-ignore lint/suspicious/noArrayIndexKey: where it began, and where it is now.
              key={index}
              className={styles.guide}
              data-axis={line.axis}
              data-moved={index === 1 || undefined}
              style={
                line.axis === 'x'
                  ? { left: at, top: -FAR, height: FAR * 2 }
                  : { top: at, left: -FAR, width: FAR * 2 }
              }
            />
          ))}
        </ViewportPortal>
      )}
    </>
  );
};
