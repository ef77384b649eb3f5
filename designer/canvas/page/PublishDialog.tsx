/**
 * Publishing, said exactly: which version it becomes, what is still wrong, and afterwards what has happened. Errors are
 * shown here too, because the server refuses them; running work stays on the version it began with.
 */
import { Button, Textarea } from '@mantine/core';
import { IconCircleCheckFilled } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { isProblem } from '#designer/client/problem.ts';
import { keys } from '#designer/client/query.ts';
import { LevelMark } from '../diagram/LevelMark.tsx';
import { useActs } from '../editor/acts.tsx';
import type { Autosave } from '../editor/autosave.ts';
import { useEditor } from '../editor/editor.tsx';
import { forgetHistory } from '../editor/kept-history.ts';
import { findingWords } from '../findings/words.ts';
import { isNotDraft, processQuery, publishDraft } from '../queries.ts';
import { ReviewState } from '../review/ReviewState.tsx';
import { useOwnReview } from '../review/use-own-review.ts';
import { Dialog } from './Dialog.tsx';
import { PublishSummary } from './PublishSummary.tsx';
import styles from './page.module.css';
import { Refusal } from './Refusal.tsx';

type Props = {
  readonly process: string;
  readonly published: number | null;
  readonly reviewRequired: boolean;
  readonly autosave: Autosave;
  readonly onClose: () => void;
};

/** A reason is more than a word. */
const WAIVER_LENGTH = 10;

type State =
  | { readonly kind: 'asking'; readonly error?: unknown; readonly isUnsaved?: boolean }
  /** Somebody has published since this draft was begun. */
  | { readonly kind: 'behind'; readonly version: number }
  | { readonly kind: 'publishing' }
  | { readonly kind: 'done'; readonly version: number };

export const PublishDialog = ({ process, published, reviewRequired, autosave, onClose }: Props) => {
  const { say, findings, definition } = useEditor();
  const { goTo } = useActs();
  const client = useQueryClient();
  const [note, setNote] = useState('');
  const [waiver, setWaiver] = useState('');
  const [state, setState] = useState<State>({ kind: 'asking' });
  const next = (published ?? 0) + 1;
  const errors = findings.filter(({ level }) => level === 'error');
  const isWaivable = errors.length > 0 && errors.every(({ values }) => values.waivable === true);
  const isSound = errors.length === 0 || (isWaivable && waiver.trim().length >= WAIVER_LENGTH);
  const review = useOwnReview(process, autosave, reviewRequired);
  const isReady = isSound && (!reviewRequired || review.data?.review?.decision === 'approve');
  const others = findings.filter(({ level }) => level !== 'error');

  const publish = async (over?: number) => {
    setState({ kind: 'publishing' });
    try {
      if (!(await autosave.ensureDraft(over))) {
        setState({ kind: 'asking', isUnsaved: true });
        return;
      }
      const { version } = await publishDraft(process, {
        note: note.trim(),
        waiver: isWaivable ? waiver.trim() : '',
        etag: autosave.latestEtag(),
      });
      autosave.published(version);
      forgetHistory(process);
      setState({ kind: 'done', version });
      await client.invalidateQueries({ queryKey: keys.processes });
      await client.invalidateQueries({ queryKey: keys.process(process), predicate: isNotDraft });
    } catch (error) {
      if (isProblem(error, 'stale_version')) {
        const record = await client
          .fetchQuery({ ...processQuery(process), staleTime: 0 })
          .catch(() => null);
        setState(
          record ? { kind: 'behind', version: record.version ?? 0 } : { kind: 'asking', error },
        );
      } else setState({ kind: 'asking', error });
    }
  };

  if (state.kind === 'done') {
    return (
      <Dialog
        onClose={onClose}
        title={say('canvas.publish.done', { version: state.version })}
        size="md"
      >
        <div className={styles.dialog}>
          <p className={styles.done}>
            <IconCircleCheckFilled size={18} aria-hidden />
            {say('canvas.publish.doneText', { name: definition.name, version: state.version })}
          </p>
          <footer className={styles.dialogFoot}>
            <Button onClick={onClose} data-autofocus>
              {say('canvas.publish.goOn')}
            </Button>
          </footer>
        </div>
      </Dialog>
    );
  }
  if (state.kind === 'behind') {
    return (
      <Behind
        version={state.version}
        base={autosave.baseVersion}
        process={process}
        onClose={onClose}
        onPublish={() => void publish(state.version)}
      />
    );
  }
  return (
    <Dialog
      // Which of two drafts it shall be is asked first; what was typed here waits for that.
      opened={autosave.state.kind !== 'conflict'}
      onClose={onClose}
      title={say('canvas.publish.title', { version: next })}
      size="md"
    >
      <div className={styles.dialog}>
        <p className={styles.dialogText}>
          {published === null
            ? say('canvas.publish.first')
            : say('canvas.publish.next', { version: published })}
        </p>
        {published !== null && (
          <PublishSummary process={process} published={published} autosave={autosave} />
        )}
        {reviewRequired && <ReviewState process={process} published={published} own={review} />}
        {errors.length > 0 && (
          <p className={styles.dialogText}>
            {say('canvas.publish.errors', { count: errors.length })}
          </p>
        )}
        {findings.length > 0 && (
          <ul className={styles.dialogFindings}>
            {[...errors, ...others].map((finding) => (
              <li key={`${finding.rule} ${finding.element} ${finding.flow} ${finding.message}`}>
                <button
                  type="button"
                  onClick={() => {
                    onClose();
                    goTo(finding);
                  }}
                >
                  <LevelMark
                    level={finding.level}
                    label={say(`canvas.level.${finding.level}`)}
                    size={14}
                  />
                  <span>{findingWords(say, definition, finding)}</span>
                </button>
              </li>
            ))}
          </ul>
        )}
        {isWaivable && (
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
        {(errors.length === 0 || isWaivable) && (
          <Textarea
            label={say('canvas.publish.note')}
            description={say('canvas.publish.noteHint')}
            autosize
            minRows={2}
            maxLength={2000}
            dir="auto"
            data-autofocus
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
        )}
        {state.kind === 'asking' && state.error !== undefined && <Refusal error={state.error} />}
        {state.kind === 'asking' && state.isUnsaved && (
          <div>
            {autosave.state.kind === 'failed' && <Refusal error={autosave.state.error} />}
            <p className={styles.dialogText} role="alert">
              {say('canvas.publish.unsaved')}
            </p>
          </div>
        )}
        <footer className={styles.dialogFoot}>
          <Button variant="default" onClick={onClose}>
            {say('canvas.dialog.cancel')}
          </Button>
          <Button
            disabled={!isReady}
            loading={state.kind === 'publishing'}
            onClick={() => void publish()}
          >
            {say('canvas.publish.act', { version: next })}
          </Button>
        </footer>
      </div>
    </Dialog>
  );
};

type BehindProps = {
  readonly process: string;
  readonly version: number;
  readonly base: number | null;
  readonly onClose: () => void;
  readonly onPublish: () => void;
};

/** Their publication would be undone unseen; the author looks at it first, or says that this draft takes its place. */
const Behind = ({ process, version, base, onClose, onPublish }: BehindProps) => {
  const { say } = useEditor();
  return (
    <Dialog onClose={onClose} title={say('canvas.publish.behind', { version })} size="md">
      <div className={styles.dialog}>
        <p className={styles.dialogText}>
          {say('canvas.publish.behindText', { version, base: base ?? 0 })}
        </p>
        <footer className={styles.dialogFoot}>
          <Button
            variant="default"
            renderRoot={(props) => (
              <Link
                {...props}
                to="/processes/$key"
                params={{ key: process }}
                search={{ version }}
                target="_blank"
              />
            )}
          >
            {say('canvas.publish.look', { version })}
          </Button>
          <Button onClick={onPublish}>
            {say('canvas.publish.over', { version: version + 1 })}
          </Button>
        </footer>
      </div>
    </Dialog>
  );
};
