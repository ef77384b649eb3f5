/** Of a kept scenario that is being played: whether it came out as expected, and what to do where it did not. */
import { Button } from '@mantine/core';
import { IconCircleCheckFilled, IconCircleX } from '@tabler/icons-react';
import { useEditor } from '../editor/editor.tsx';
import type { Played } from './play.ts';
import styles from './rehearse.module.css';
import { useRehearse } from './rehearse.tsx';
import { type Session, toScenario } from './session.ts';
import { useKeeping } from './use-keeping.ts';

type Props = { readonly session: Session; readonly played: Played };

/** `session`: what was played. */
export const KeptNotice = ({ session, played }: Props) => {
  const { say, definition } = useEditor();
  const { kept, dispatch, mayKeep } = useRehearse();
  const { change, busy } = useKeeping();
  const record = kept.items.find(({ id }) => id === session.kept?.id);
  if (!session.kept) return null;
  const { name } = session.kept;
  const isWhole = session.position === session.happenings.length && !played.hitch;
  const { differs, rehearsal } = played;
  const accept = async () => {
    if (!record) return;
    const { trace } = rehearsal;
    const scenario = toScenario(session, definition.key, record.name, trace);
    if (await change(record, { scenario, required: record.required }))
      dispatch({
        type: 'keep',
        kept: { id: record.id, name: record.name },
        happenings: scenario.happenings,
        expected: trace,
      });
  };
  const Sign = differs === null ? IconCircleCheckFilled : IconCircleX;
  return (
    <div className={styles.kept} data-result={differs === null ? 'passed' : 'differs'}>
      {isWhole && (
        <Sign
          className={styles.sign}
          data-tone={differs === null ? 'good' : 'bad'}
          size={18}
          aria-hidden
        />
      )}
      <div>
        <p>
          {isWhole
            ? say(`canvas.rehearse.kept.${differs === null ? 'passed' : 'differs'}`, { name })
            : say('canvas.rehearse.kept.playing', { name })}
        </p>
        {isWhole && differs !== null && (
          <>
            <dl className={styles.diff}>
              <dt>{say('canvas.rehearse.expected')}</dt>
              <dd dir="auto">{session.expected?.[differs] ?? say('canvas.rehearse.nothing')}</dd>
              <dt>{say('canvas.rehearse.got')}</dt>
              <dd dir="auto">{rehearsal.trace[differs] ?? say('canvas.rehearse.nothing')}</dd>
            </dl>
            {record && mayKeep && (
              <Button size="xs" variant="default" loading={busy} onClick={() => void accept()}>
                {say('canvas.rehearse.accept')}
              </Button>
            )}
          </>
        )}
      </div>
    </div>
  );
};
