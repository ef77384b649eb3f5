/**
 * Publishing, said exactly: which version it becomes, what is still wrong, and afterwards what has happened. Errors are
 * shown here too, because the server refuses them; running work stays on the version it began with.
 */
import { Button, Textarea } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { isProblem } from '#designer/client/problem.ts';
import { versionQuery, versionsQuery } from '#designer/client/processes.ts';
import { keys } from '#designer/client/query.ts';
import { AT_ONCE } from '#designer/client/rollout.ts';
import type { NextVersion, Process } from '#designer/client/types/processes.ts';
import { useText } from '#designer/ui/locale.ts';
import { RolloutCard } from '#designer/ui/rollout/RolloutCard.tsx';
import { WayFold } from '#designer/ui/rollout/WayFold.tsx';
import { type Chosen, mistakeIn } from '#designer/ui/rollout/way.ts';
import { useRolloutWords } from '#designer/ui/rollout/words.ts';
import { useNow } from '#designer/ui/time.ts';
import { meaning } from '#engine/canonical.ts';
import { LevelMark } from '../diagram/LevelMark.tsx';
import { useActs } from '../editor/acts.tsx';
import type { Autosave } from '../editor/autosave.ts';
import { useEditor } from '../editor/editor.tsx';
import { forgetHistory } from '../editor/kept-history.ts';
import { findingWords } from '../findings/words.ts';
import { useDirectory } from '../panel/directory.ts';
import { isNotDraft, processQuery, publishDraft } from '../queries.ts';
import { ReviewState } from '../review/ReviewState.tsx';
import { useOwnReview } from '../review/use-own-review.ts';
import { Behind } from './Behind.tsx';
import { Dialog } from './Dialog.tsx';
import { type Done, Published } from './Published.tsx';
import { PublishSummary } from './PublishSummary.tsx';
import styles from './page.module.css';
import { Refusal } from './Refusal.tsx';
import { useReopen } from './reopen.ts';
import { type StartsWhen, startsWords } from './starts-words.ts';
import { useAsPublished } from './use-as-published.ts';

type Props = {
  readonly process: string;
  readonly record: Process | undefined;
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
  | Done;

export const PublishDialog = ({ process, record, autosave, onClose }: Props) => {
  const published = record?.version ?? null;
  const reviewRequired = record?.reviewRequired ?? false;
  const { say, findings, definition } = useEditor();
  const { goTo } = useActs();
  const reopen = useReopen();
  const client = useQueryClient();
  const [note, setNote] = useState('');
  const [waiver, setWaiver] = useState('');
  const [state, setState] = useState<State>({ kind: 'asking' });
  const present = useQuery({
    ...versionQuery(process, published ?? 0),
    enabled: published !== null,
  }).data?.definition;
  const asPublished = useAsPublished(definition);
  // What means the same as the present version, calls included, keeps its number and is only drawn anew.
  const isDrawing =
    present !== undefined && asPublished !== undefined && meaning(present) === meaning(asPublished);
  const [chosen, setChosen] = useState<Chosen>(AT_ONCE);
  const latest = useQuery(versionsQuery(process)).data?.[0]?.version ?? published ?? 0;
  const next = isDrawing ? (published ?? 0) : latest + 1;
  // A drawing is of the version that is taken already.
  const way = isDrawing ? AT_ONCE : chosen;
  const isChosen = mistakeIn(way, useNow()) === null;
  const words = useRolloutWords();
  const t = useText();
  const errors = findings.filter(({ level }) => level === 'error');
  const isWaivable = errors.length > 0 && errors.every(({ values }) => values.waivable === true);
  const isSound = errors.length === 0 || (isWaivable && waiver.trim().length >= WAIVER_LENGTH);
  const review = useOwnReview(process, autosave, reviewRequired);
  const isReady =
    isSound && isChosen && (!reviewRequired || review.data?.review?.decision === 'approve');
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
        way,
      });
      autosave.published(version);
      forgetHistory(process);
      const isDrawn = version === published;
      const sent = isDrawn ? null : await sentOff(version, way);
      setState({ kind: 'done', version, isDrawn, next: sent });
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

  /** It is published: where nobody can be asked how it goes on its way, what was chosen is said. */
  const sentOff = async (version: number, { from, share }: Chosen): Promise<NextVersion | null> => {
    const known = await client
      .fetchQuery({ ...processQuery(process), staleTime: 0 })
      .catch(() => null);
    if (known) return known.next?.version === version ? known.next : null;
    if (from === null && share === null) return null;
    const begun = from === null;
    return { version, from: from ?? new Date().toISOString(), share, begun, publishedBy: null };
  };

  const { catalogItem: items } = useDirectory();
  const starts = (when: StartsWhen) =>
    startsWords(
      say,
      definition,
      when,
      (key) => items.find(({ value }) => value === key)?.label ?? key,
    );
  const publishWords = () => {
    if (isDrawing) return say('canvas.publish.drawingText', { version: published ?? 0 });
    const started = starts(chosen.share === null ? 'then' : 'share');
    if (published === null) return started || say('canvas.publish.first');
    const isAll = chosen.from === null && chosen.share === null;
    const rest = isAll ? say('canvas.publish.next', { version: published }) : t('rollout.stays');
    return `${started} ${rest}`.trim();
  };

  const actWords = () => {
    if (isDrawing) return say('canvas.publish.drawing', { version: next });
    const isLater = chosen.from !== null;
    return say(isLater ? 'canvas.publish.schedule' : 'canvas.publish.act', { version: next });
  };

  if (state.kind === 'done') {
    const { version, next, isDrawn } = state;
    const when = next === null ? 'now' : next.share === null ? 'then' : 'share';
    return (
      <Published
        process={process}
        state={state}
        rest={published}
        starts={isDrawn ? '' : starts(when)}
        onClose={() => {
          onClose();
          // What does not take all new work yet is no longer what is worked on.
          if (next !== null) reopen();
        }}
      >
        {next
          ? `${words.sentence(next, published)}.`
          : say(isDrawn ? 'canvas.publish.drawnText' : 'canvas.publish.doneText', {
              name: definition.name,
              version,
            })}
      </Published>
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
      title={say(isDrawing ? 'canvas.publish.drawing' : 'canvas.publish.title', { version: next })}
      size="md"
    >
      <div className={styles.dialog}>
        <p className={styles.dialogText}>{publishWords()}</p>
        {published !== null && (
          <PublishSummary
            process={process}
            published={published}
            asPublished={asPublished}
            autosave={autosave}
          />
        )}
        {record?.next && (
          <>
            <p className={styles.dialogText}>
              {t('rollout.inTheWay', { version: record.next.version })}
            </p>
            <RolloutCard record={record} next={record.next} room="none" />
          </>
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
        {!isDrawing && !record?.next && (
          <WayFold chosen={chosen} rest={published} onChange={setChosen} />
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
            disabled={!isReady || Boolean(record?.next)}
            loading={state.kind === 'publishing'}
            onClick={() => void publish()}
          >
            {actWords()}
          </Button>
        </footer>
      </div>
    </Dialog>
  );
};
