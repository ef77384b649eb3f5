/** What is laid over an element while its process is played: its tokens, what has failed, where to stop, how often it was come to. */
import { IconAlertTriangleFilled, IconHandStop, IconMapPinFilled } from '@tabler/icons-react';
import look from '#designer/ui/diagram/diagram.module.css';
import { useSay } from '#designer/ui/diagram/say.ts';
import styles from './canvas.module.css';
import type { ElementMark } from './drawn.ts';

type Props = { readonly mark: ElementMark; readonly isFrame: boolean };

/** The words are in the element's own label; these are for the eye. */
export const Marks = ({ mark: { state, tokens, isBreak, count, inside }, isFrame }: Props) => {
  const say = useSay();
  return (
    <>
      {/* Inside a frame that is at work something else says where exactly. */}
      {state === 'here' && !isFrame && tokens > 0 && (
        <span className={look.marker} aria-hidden>
          <IconMapPinFilled size={12} />
          {tokens > 1
            ? say('canvas.rehearse.hereTimes', { count: tokens })
            : say('canvas.rehearse.here')}
        </span>
      )}
      {state === 'failed' && (
        <span className={look.marker} data-state="failed" aria-hidden>
          <IconAlertTriangleFilled size={12} /> {say('canvas.rehearse.failedHere')}
        </span>
      )}
      {isBreak && (
        <span className={styles.break} aria-hidden>
          <IconHandStop size={12} stroke={2.4} />
        </span>
      )}
      {count !== undefined && (
        <span
          className={styles.count}
          data-missed={count === 0 || (inside && inside.reached < inside.all) || undefined}
          aria-hidden
        >
          {count === 0 ? say('canvas.rehearse.never') : say('canvas.rehearse.times', { count })}
          {inside && ` · ${say('canvas.rehearse.insideShort', inside)}`}
        </span>
      )}
    </>
  );
};
