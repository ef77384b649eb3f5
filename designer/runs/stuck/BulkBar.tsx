/** What can be done with the runs that are chosen. What became of each stays in sight until it is put away. */
import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import type { BulkAnswer } from '#designer/client/runs.ts';
import type { Run } from '#designer/client/types/runs.ts';
import { useText } from '#designer/ui/locale.ts';
import { BulkDialog, type BulkWish } from './BulkDialog.tsx';
import { BulkResult } from './BulkResult.tsx';
import classes from './RunsPage.module.css';

type Props = {
  /** Those that are chosen. */
  runs: readonly Run[];
  /** Whether there are any to choose. */
  isOpen: boolean;
  element: string | undefined;
  onDone: () => void;
};

export function BulkBar({ runs, isOpen, element, onDone }: Props) {
  const t = useText();
  const [wish, setWish] = useState<{ kind: BulkWish; runs: readonly Run[] } | null>(null);
  const [result, setResult] = useState<{
    runs: readonly Run[];
    answers: readonly BulkAnswer[];
  } | null>(null);
  const ask = (kind: BulkWish) => {
    setResult(null);
    setWish({ kind, runs });
  };
  return (
    <>
      {isOpen && (
        <section className={classes.bar} aria-label={t('runs.bulk.title')}>
          <span role="status">{t('runs.bulk.chosen', { count: runs.length })}</span>
          <Group gap="xs">
            <Button
              size="xs"
              disabled={!runs.some(({ allowed }) => allowed.includes('retry'))}
              onClick={() => ask('retry')}
            >
              {t('runs.bulk.retry')}
            </Button>
            {element !== undefined && (
              <Button
                size="xs"
                variant="default"
                disabled={runs.length === 0}
                onClick={() => ask('skip')}
              >
                {t('runs.bulk.skip')}
              </Button>
            )}
            <Button
              size="xs"
              variant="default"
              disabled={runs.length === 0}
              onClick={() => ask('cancel')}
            >
              {t('runs.bulk.cancel')}
            </Button>
          </Group>
        </section>
      )}
      {wish && (
        <BulkDialog
          wish={wish.kind}
          runs={wish.runs}
          element={element}
          onClose={() => setWish(null)}
          onDone={(answers) => {
            setResult({ runs: wish.runs, answers });
            setWish(null);
            onDone();
          }}
        />
      )}
      {result && <BulkResult {...result} onClose={() => setResult(null)} />}
    </>
  );
}
