/**
 * Going back to a former version: asked with what exactly happens, done in one act, and said afterwards. What the server
 * refuses is told here; and what was answered for when it was published first is answered for again.
 */
import { Button, Textarea } from '@mantine/core';
import { IconCircleCheckFilled } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { isProblem } from '#designer/client/problem.ts';
import type { Version } from '#designer/client/processes.ts';
import { keys } from '#designer/client/query.ts';
import { useIntention } from '#designer/client/use-intention.ts';
import { useSay } from '#designer/ui/diagram/say.ts';
import { isNotDraft, publishAgain } from '../queries.ts';
import { Dialog } from './Dialog.tsx';
import styles from './page.module.css';
import { Refusal } from './Refusal.tsx';

type Props = {
  readonly process: string;
  readonly version: Version;
  /** The present version, whose place it takes. */
  readonly present: number;
  /** The number it gets. */
  readonly next: number;
  readonly running: number;
  /** The version on its way, which does not come then. */
  readonly calledOff: number | null;
  readonly onClose: () => void;
  readonly onDone: () => void;
};

type State =
  | { readonly kind: 'asking'; readonly error?: unknown }
  | { readonly kind: 'publishing' }
  | { readonly kind: 'done'; readonly version: number };

const WAIVER_LENGTH = 10;

export const RollBack = ({
  process,
  version,
  present,
  next,
  running,
  calledOff,
  onClose,
  onDone,
}: Props) => {
  const say = useSay();
  const client = useQueryClient();
  const [state, setState] = useState<State>({ kind: 'asking' });
  const [waiver, setWaiver] = useState(version.waiver?.reason ?? '');
  const asksWhy = version.waiver !== null;
  const intention = useIntention();
  const number = version.version;
  const publish = async () => {
    setState({ kind: 'publishing' });
    try {
      const body = {
        note: say('canvas.rollback.note', { version: number }),
        presentVersion: present,
        ...(asksWhy ? { waiver: waiver.trim() } : {}),
      };
      const published = await intention.send(body, (key) =>
        publishAgain(process, number, body, key),
      );
      setState({ kind: 'done', version: published.version });
      await client.invalidateQueries({ queryKey: keys.processes });
      await client.invalidateQueries({ queryKey: keys.process(process), predicate: isNotDraft });
    } catch (error) {
      if (isProblem(error, 'stale_version'))
        await client.invalidateQueries({ queryKey: keys.process(process), predicate: isNotDraft });
      setState({ kind: 'asking', error });
    }
  };

  if (state.kind === 'done') {
    return (
      <Dialog onClose={onDone} title={say('canvas.rollback.title', { version: number })} size="md">
        <div className={styles.dialog}>
          <p className={styles.done} role="status">
            <IconCircleCheckFilled size={18} aria-hidden />
            {say('canvas.rollback.done', { next: state.version, version: number })}
          </p>
          <footer className={styles.dialogFoot}>
            <Button onClick={onDone} data-autofocus>
              {say('canvas.dialog.close')}
            </Button>
          </footer>
        </div>
      </Dialog>
    );
  }
  const { error } = state.kind === 'asking' ? state : {};
  const isBehind = isProblem(error, 'stale_version');
  return (
    <Dialog onClose={onClose} title={say('canvas.rollback.title', { version: number })} size="md">
      <div className={styles.dialog}>
        <p className={styles.dialogText}>
          {say('canvas.rollback.text', { next, version: number })}{' '}
          {say('canvas.rollback.stay', { count: running })} {say('canvas.rollback.drafts')}{' '}
          {calledOff !== null && say('canvas.rollback.calledOff', { version: calledOff })}
        </p>
        {asksWhy && (
          <Textarea
            label={say('canvas.publish.waiver')}
            description={say('canvas.publish.waiverHint')}
            autosize
            minRows={2}
            maxLength={2000}
            dir="auto"
            required
            value={waiver}
            onChange={(event) => setWaiver(event.currentTarget.value)}
          />
        )}
        {isBehind ? (
          <p role="alert">{say('canvas.rollback.meanwhile', { version: present })}</p>
        ) : (
          error !== undefined && <Refusal error={error} />
        )}
        <footer className={styles.dialogFoot}>
          <Button variant="default" onClick={onClose} data-autofocus>
            {say('canvas.dialog.cancel')}
          </Button>
          <Button
            disabled={asksWhy && waiver.trim().length < WAIVER_LENGTH}
            loading={state.kind === 'publishing'}
            onClick={() => void publish()}
          >
            {say('canvas.rollback.act', { version: number })}
          </Button>
        </footer>
      </div>
    </Dialog>
  );
};
