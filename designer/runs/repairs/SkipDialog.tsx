/** Lets a token go on as if its work had been done. */
import { Radio, Stack } from '@mantine/core';
import { useState } from 'react';
import { fieldError } from '#designer/client/problem.ts';
import { repairRun } from '#designer/client/runs.ts';
import type { RunDetail } from '#designer/client/types/runs.ts';
import { useSay } from '#designer/ui/diagram/say.ts';
import { nameOf } from '#designer/ui/diagram/words.ts';
import { useText } from '#designer/ui/locale.ts';
import { useOutcomeWords } from '../run/use-outcome-words.ts';
import classes from './ActDialog.module.css';
import { ActDialog } from './ActDialog.tsx';
import { choicesFor } from './choices.ts';
import { nextAfter } from './next-after.ts';

type Props = { detail: RunDetail; token: string; onClose: () => void };

export function SkipDialog({ detail, token: id, onClose }: Props) {
  const t = useText();
  const say = useSay();
  const { run, definition, tokens, repairs } = detail;
  const words = useOutcomeWords(definition);
  const [refused, setRefused] = useState<unknown>(null);
  const here = tokens.find(({ token }) => token === id)?.element ?? '';
  const element = definition.elements.find((one) => one.id === here);
  const { choices, only } = choicesFor(repairs[here]);
  const [outcome, setOutcome] = useState(only);
  const name = element ? nameOf(say, element) : here;
  const next = nextAfter(definition, here, outcome || null);
  return (
    <ActDialog
      run={run}
      title={t('runs.skip.title', { name })}
      submit={t('runs.skip.submit')}
      done={t('runs.skip.done', { name })}
      isReasonNeeded
      missing={outcome === null ? t('runs.skip.choose') : null}
      act={(reason, revision) =>
        repairRun(run.id, { kind: 'skip', token: id, outcome: outcome || null }, reason, revision)
      }
      onRefused={setRefused}
      onClose={onClose}
    >
      {choices.length > 1 && (
        <Radio.Group
          label={t('runs.skip.outcome')}
          value={outcome}
          onChange={setOutcome}
          error={fieldError(refused, '/outcome')}
        >
          <Stack gap="xs" mt="xs">
            {choices.map((one) => (
              <Radio key={one} value={one} label={words(here, one)} />
            ))}
          </Stack>
        </Radio.Group>
      )}
      <div className={classes.what} aria-live="polite">
        <p>{t('runs.skip.text', { name })}</p>
        {outcome !== null && (
          <p>
            {next.length > 0
              ? t('runs.skip.next', { names: say.list(next.map((one) => nameOf(say, one))) })
              : t('runs.skip.nowhere')}
          </p>
        )}
      </div>
    </ActDialog>
  );
}
