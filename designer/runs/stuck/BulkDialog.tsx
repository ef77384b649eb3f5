/** Asks for the rest of a bulk act, says what it will do, and shows how far it is. */
import { Button, Checkbox, Group, Modal, Progress, Radio, Stack, Textarea } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { versionQuery } from '#designer/client/processes.ts';
import { keys } from '#designer/client/query.ts';
import type { BulkAct, BulkAnswer } from '#designer/client/runs.ts';
import type { Run } from '#designer/client/types.ts';
import { useText } from '#designer/ui/locale.ts';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { isActivity } from '#engine/definition.ts';
import { portsOf } from '#engine/ports.ts';
import { useOutcomeWords } from '../run/use-outcome-words.ts';
import { actOnMany } from './bulk.ts';

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
  const [reason, setReason] = useState('');
  const [undo, setUndo] = useState(false);
  const [lacks, setLacks] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [answers, setAnswers] = useState<readonly BulkAnswer[] | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const first = runs[0];
  const drawn = useQuery({
    ...versionQuery(first?.process ?? '', first?.version ?? 0),
    enabled: wish === 'skip' && first !== undefined,
  });
  const definition = drawn.data?.definition ?? NOTHING;
  const element = definition.elements.find(({ id }) => id === at);
  const ports = element && isActivity(element) ? portsOf(element) : [];
  const outcomes = ports.length > 0 ? ports : [''];
  const [chosen, setChosen] = useState<string | null>(null);
  const outcome = outcomes.length === 1 ? '' : chosen;
  const words = useOutcomeWords(definition);
  const count = runs.length;
  const start = async () => {
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
    setAnswers([]);
    let done: readonly BulkAnswer[] = [];
    try {
      await actOnMany(
        runs.map(({ id }) => id),
        act,
        reason.trim(),
        (sofar) => {
          done = sofar;
          setAnswers(sofar);
        },
      );
      onDone(done);
    } catch (problem) {
      setError(problem);
      setAnswers(null);
    } finally {
      await client.invalidateQueries({ queryKey: keys.runs() });
    }
  };
  const isBusy = answers !== null;
  return (
    <Modal
      opened
      onClose={isBusy ? () => {} : onClose}
      title={t(`runs.bulk.${wish}.title`, { count })}
      size="lg"
      closeButtonProps={{ 'aria-label': t('common.close'), disabled: isBusy }}
    >
      <Stack gap="md">
        <p>{t(`runs.bulk.${wish}.text`)}</p>
        {wish === 'skip' && outcomes.length > 1 && (
          <Radio.Group
            label={t('runs.skip.outcome')}
            value={chosen}
            onChange={setChosen}
            error={lacks && chosen === null ? t('runs.skip.choose') : undefined}
          >
            <Stack gap="xs" mt="xs">
              {outcomes.map((one) => (
                <Radio key={one} value={one} label={words(at, one)} />
              ))}
            </Stack>
          </Radio.Group>
        )}
        {wish === 'cancel' && (
          <Checkbox
            label={t('runs.cancel.undo')}
            description={t('runs.cancel.undoHint')}
            checked={undo}
            onChange={(event) => setUndo(event.currentTarget.checked)}
          />
        )}
        <Textarea
          ref={field}
          label={t('runs.reason')}
          description={t('runs.reason.hint')}
          value={reason}
          maxLength={2_000}
          autosize
          minRows={2}
          dir="auto"
          error={lacks && reason.trim() === '' ? t('runs.reason.missing') : undefined}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {isBusy && (
          <div>
            <Progress
              value={(answers.length / count) * 100}
              aria-label={t('runs.bulk.progress', { done: answers.length, total: count })}
            />
            <p role="status">{t('runs.bulk.progress', { done: answers.length, total: count })}</p>
          </div>
        )}
        {error !== null && <ProblemNotice error={error} compact />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose} disabled={isBusy}>
            {t('runs.leave')}
          </Button>
          <Button
            color={wish === 'cancel' ? 'red' : undefined}
            loading={isBusy}
            onClick={() => void start()}
          >
            {t(`runs.bulk.${wish}.submit`, { count })}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
