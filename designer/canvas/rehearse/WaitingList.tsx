/** Everything that waits, each with what can happen to it; or how the rehearsal has ended. */
import { IconCircleCheckFilled, IconCircleX } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { waitingIn } from '#engine/rehearsal/index.ts';
import { useEditor } from '../editor/editor.tsx';
import type { Played } from './play.ts';
import styles from './rehearse.module.css';
import { WaitingCard } from './WaitingCard.tsx';
import { endWords } from './words.ts';

/** Here the focus goes when its button is gone with what it was for. */
export const WAITING_ID = 'canvas-rehearse-waiting';

export const WaitingList = ({ played }: { readonly played: Played }) => {
  const { say } = useEditor();
  const { rehearsal, week, turns } = played;
  const wantsFocus = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: after each thing that has happened.
  useEffect(() => {
    if (!wantsFocus.current) return;
    wantsFocus.current = false;
    document.getElementById(WAITING_ID)?.focus();
  }, [played]);
  const waiting = waitingIn(rehearsal);
  const { status } = rehearsal.state;
  const Sign = status === 'completed' ? IconCircleCheckFilled : IconCircleX;
  return (
    <section className={styles.section} aria-labelledby={WAITING_ID}>
      <h3 className={styles.sectionTitle} id={WAITING_ID} tabIndex={-1}>
        {say(status === 'running' ? 'canvas.rehearse.waiting' : 'canvas.rehearse.theEnd')}
      </h3>
      {status !== 'running' ? (
        <p className={styles.end} data-status={status}>
          <Sign
            className={styles.sign}
            data-tone={status === 'completed' ? 'good' : 'bad'}
            size={18}
            aria-hidden
          />
          {endWords(say, rehearsal)}
        </p>
      ) : waiting.length === 0 ? (
        <p className={styles.hint}>{say('canvas.rehearse.waitsForNothing')}</p>
      ) : (
        <ul className={styles.cards}>
          {waiting.map((one) => (
            <WaitingCard
              key={`${turns.length} ${one.element} ${one.wait.kind}`}
              waiting={one}
              week={week}
              onDone={() => {
                wantsFocus.current = true;
              }}
            />
          ))}
        </ul>
      )}
    </section>
  );
};
