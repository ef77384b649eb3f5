/** Takes a token from where it stands to another element. */
import { Select } from '@mantine/core';
import { useState } from 'react';
import { fieldError } from '#designer/client/problem.ts';
import { repairRun } from '#designer/client/runs.ts';
import type { RunDetail } from '#designer/client/types/runs.ts';
import { fullNameOf } from '#designer/ui/diagram/Picture.tsx';
import { useSay } from '#designer/ui/diagram/say.ts';
import { nameOf } from '#designer/ui/diagram/words.ts';
import { useText } from '#designer/ui/locale.ts';
import classes from './ActDialog.module.css';
import { ActDialog } from './ActDialog.tsx';

type Props = { detail: RunDetail; token: string; onClose: () => void };

export function MoveTokenDialog({ detail, token: id, onClose }: Props) {
  const t = useText();
  const say = useSay();
  const { run, definition, tokens, repairs } = detail;
  const [to, setTo] = useState<string | null>(null);
  const [refused, setRefused] = useState<unknown>(null);
  const here = tokens.find(({ token }) => token === id)?.element ?? '';
  const named = (one: string | null) => {
    const element = definition.elements.find((other) => other.id === one);
    return element ? nameOf(say, element) : (one ?? '');
  };
  const targets = (repairs[here]?.to ?? []).flatMap(
    (one) => definition.elements.find((element) => element.id === one) ?? [],
  );
  return (
    <ActDialog
      run={run}
      title={t('runs.moveToken.title', { name: named(here) })}
      submit={t('runs.moveToken.submit')}
      done={t('runs.moveToken.done', { name: named(to) })}
      isReasonNeeded
      missing={to === null ? t('runs.moveToken.choose') : null}
      act={(reason, revision) =>
        repairRun(run.id, { kind: 'move', token: id, to: to ?? '' }, reason, revision)
      }
      onRefused={setRefused}
      onClose={onClose}
    >
      <Select
        label={t('runs.moveToken.to')}
        placeholder={t('form.choose')}
        searchable
        openOnFocus={false}
        value={to}
        onChange={setTo}
        error={fieldError(refused, '/to')}
        data={targets.map((element) => ({ value: element.id, label: fullNameOf(say, element) }))}
        data-autofocus
      />
      <div className={classes.what} aria-live="polite">
        <p>{t('runs.moveToken.text', { name: named(here) })}</p>
        {to !== null && <p>{t('runs.moveToken.then', { name: named(to) })}</p>}
      </div>
    </ActDialog>
  );
}
