/** One thing that waits: what it is, whom it asks, and what can happen there. */
import { Alert } from '@mantine/core';
import { useState } from 'react';
import { Code } from '#designer/ui/Code.tsx';
import { actorOf, iconOf } from '#designer/ui/diagram/element-icon.ts';
import { kindOf, nameOf, summaryOf } from '#designer/ui/diagram/words.ts';
import { failureWords, knownFailure } from '#designer/ui/failure-words.ts';
import type { Happening, Waiting, Week } from '#engine/rehearsal/index.ts';
import { useActs } from '../editor/acts.tsx';
import { useEditor } from '../editor/editor.tsx';
import { useClock } from './clock.ts';
import type { Hitch } from './play.ts';
import styles from './rehearse.module.css';
import { useRehearse } from './rehearse.tsx';
import { WaitingActs } from './WaitingActs.tsx';
import { refusalWords } from './words.ts';

type Props = { readonly waiting: Waiting; readonly week: Week; readonly onDone: () => void };

export const WaitingCard = ({ waiting, week, onDone }: Props) => {
  const { say, definition, names } = useEditor();
  const { goTo } = useActs();
  const { attempt } = useRehearse();
  const clock = useClock(week);
  const [refused, setRefused] = useState<Hitch | null>(null);
  const element = definition.elements.find(({ id }) => id === waiting.element);
  if (!element) return null;
  const Icon = iconOf(element);
  const name = nameOf(say, element);
  const { wait, due, tokens } = waiting;
  const failed = wait.kind === 'failed' ? wait : null;
  const who = actorOf(element) === 'people' ? summaryOf(say, element, names) : kindOf(say, element);
  const onHappening = async (happening: Happening) => {
    const hitch = await attempt(happening);
    setRefused(hitch);
    if (!hitch) onDone();
  };
  return (
    <li className={styles.card} data-failed={wait.kind === 'failed' || undefined}>
      <header className={styles.cardHead}>
        <Icon className={styles.sign} size={16} stroke={1.75} aria-hidden />
        <button
          type="button"
          className={styles.cardName}
          onClick={() => goTo({ element: element.id })}
        >
          {name}
        </button>
        {tokens > 1 && (
          <span className={styles.times}>{say('canvas.rehearse.times', { count: tokens })}</span>
        )}
      </header>
      <p className={styles.cardWho}>
        {failed ? (
          <>
            {say('canvas.rehearse.failedFor', { why: failureWords(say, failed.code) })}{' '}
            <Code>{failed.code}</Code>
          </>
        ) : (
          who
        )}
        {due && ` · ${say('canvas.rehearse.due', { kind: wait.kind, time: clock(due) })}`}
      </p>
      {failed?.message && knownFailure(say, failed.code) === undefined && (
        <p className={styles.hint}>{failed.message}</p>
      )}
      {/* biome-ignore lint/a11y/useSemanticElements: a group of buttons is no set of fields. */}
      <div className={styles.cardActs} role="group" aria-label={name}>
        <WaitingActs
          element={element}
          waiting={waiting}
          onHappening={(happening) => void onHappening(happening)}
        />
      </div>
      {refused && (
        <Alert color="red" p="xs" role="alert">
          {refusalWords(say, refused)}
        </Alert>
      )}
    </li>
  );
};
