/**
 * Asks for the rest of a bulk act, says what it will do, and shows how far it is. Where it breaks halfway it says so, and
 * goes on with the others; what became of those before is not lost.
 */
import {
  Button,
  Checkbox,
  Group,
  Modal,
  Progress,
  Radio,
  Skeleton,
  Stack,
  Textarea,
} from '@mantine/core';
import { useQueries, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { versionQuery } from '#designer/client/processes.ts';
import { keys } from '#designer/client/query.ts';
import type { BulkAct, BulkAnswer } from '#designer/client/runs.ts';
import type { Run } from '#designer/client/types/runs.ts';
import { useIntention } from '#designer/client/use-intention.ts';
import { useText } from '#designer/ui/locale.ts';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { useOutcomeWords } from '../run/use-outcome-words.ts';
import { actOnMany, outcomesIn } from './bulk.ts';

export type BulkWish = 'retry' | 'skip' | 'cancel';

type Props = {
  wish: BulkWish;
  runs: readonly Run[];
  element: string | undefined;
  onClose: () => void;
  onDone: (answers: readonly BulkAnswer[]) => void;
};

const NOTHING = { key: '', name: '', elements: [], flows: [] };

export function BulkDialog({ wish, runs, element: at = '', onClose, onDone }: Props) {
  const t = useText();
  const client = useQueryClient();
  const intention = useIntention();
  const [reason, setReason] = useState('');
  const [undo, setUndo] = useState(false);
  const [lacks, setLacks] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const [answers, setAnswers] = useState<readonly BulkAnswer[]>([]);
  const field = useRef<HTMLTextAreaElement>(null);
  const drawn = useQueries({
    queries: wish === 'skip' ? versionsOf(runs).map((one) => versionQuery(...one)) : [],
  });
  const definitions = drawn.flatMap(({ data }) => (data ? [data.definition] : []));
  const isDrawn = definitions.length === drawn.length;
  const unread = drawn.find(({ error: problem }) => problem !== null);
  // Until every drawing is there nobody knows what can be chosen.
  const outcomes = wish === 'skip' && isDrawn ? outcomesIn(definitions, at) : [''];
  const [chosen, setChosen] = useState<string | null>(null);
  const [only] = outcomes?.length === 1 ? outcomes : [null];
  const outcome = only ?? chosen;
  const words = useOutcomeWords(definitions[0] ?? NOTHING);
  const count = runs.length;
  const begun = answers.length > 0;
  const isReady = isDrawn && outcomes !== null;
  const start = async () => {
    if (!isReady) return;
    if (reason.trim() === '' || (wish === 'skip' && outcome === null)) {
      setLacks(true);
      if (reason.trim() === '') field.current?.focus();
      return;
    }
    const act: BulkAct =
      wish === 'retry'
        ? { kind: 'retry' }
        : wish === 'cancel'
          ? { kind: 'cancel', undo }
          : { kind: 'skip', element: at, outcome: outcome || null };
    setError(null);
    setBusy(true);
    try {
      const wanted = { ids: runs.map(({ id }) => id), act, reason: reason.trim() };
      onDone(await actOnMany(wanted, answers, intention, setAnswers));
    } catch (problem) {
      setError(problem);
      setBusy(false);
    } finally {
      await client.invalidateQueries({ queryKey: keys.runs() });
    }
  };
  const close = () => (begun ? onDone(answers) : onClose());
  return (
    <Modal
      opened
      onClose={busy ? () => {} : close}
      title={t(`runs.bulk.${wish}.title`, { count })}
      size="lg"
      closeButtonProps={{ 'aria-label': t('common.close'), disabled: busy }}
    >
      <Stack gap="md">
        <p>{t(`runs.bulk.${wish}.text`)}</p>
        {unread ? (
          <ProblemNotice error={unread.error} onRetry={() => void unread.refetch()} compact />
        ) : (
          !isDrawn && <Skeleton height={64} />
        )}
        {outcomes === null && (
          <p role="alert">{t('runs.bulk.skip.differs', { versions: versionsOf(runs).length })}</p>
        )}
        {wish === 'skip' && isDrawn && outcomes && outcomes.length > 1 && (
          <Radio.Group
            label={t('runs.skip.outcome')}
            value={chosen}
            onChange={setChosen}
            error={lacks && chosen === null ? t('runs.skip.choose') : undefined}
          >
            <Stack gap="xs" mt="xs">
              {outcomes.map((one) => (
                <Radio key={one} value={one} label={words(at, one)} disabled={begun} />
              ))}
            </Stack>
          </Radio.Group>
        )}
        {wish === 'cancel' && (
          <Checkbox
            label={t('runs.cancel.undo')}
            description={t('runs.cancel.undoHint')}
            checked={undo}
            disabled={begun}
            onChange={(event) => setUndo(event.currentTarget.checked)}
          />
        )}
        <Textarea
          ref={field}
          label={t('runs.reason')}
          description={t('runs.reason.hint')}
          value={reason}
          // Those that follow are done for the reason of those before.
          readOnly={begun}
          maxLength={2_000}
          autosize
          minRows={2}
          dir="auto"
          error={lacks && reason.trim() === '' ? t('runs.reason.missing') : undefined}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {(busy || begun) && (
          <div>
            <Progress
              value={(answers.length / count) * 100}
              aria-label={t('runs.bulk.progress', { done: answers.length, total: count })}
            />
            <p role="status">{t('runs.bulk.progress', { done: answers.length, total: count })}</p>
          </div>
        )}
        {error !== null && <ProblemNotice error={error} compact />}
        {error !== null && begun && (
          <p role="alert">{t('runs.bulk.broke', { rest: count - answers.length })}</p>
        )}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={close} disabled={busy}>
            {t(begun ? 'runs.bulk.leaveRest' : 'runs.leave')}
          </Button>
          <Button
            color={wish === 'cancel' ? 'red' : undefined}
            loading={busy}
            disabled={!isReady}
            onClick={() => void start()}
          >
            {t(`runs.bulk.${wish}.submit`, { count: count - answers.length })}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

/** Each version that one of the runs is on, with its process. */
function versionsOf(runs: readonly Run[]): readonly (readonly [string, number])[] {
  const all = new Map(
    runs.map(({ process, version }) => [`${process} ${version}`, [process, version] as const]),
  );
  return [...all.values()];
}
