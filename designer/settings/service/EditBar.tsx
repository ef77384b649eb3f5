/** The bar under a page that has changes: what hinders saving, discarding, saving; and the notice that somebody was quicker. */
import { Button } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import { useText } from '#designer/ui/locale.ts';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import classes from './Service.module.css';
import type { Draft } from './use-draft.ts';

type Props = {
  draft: Pick<Draft<unknown>, 'isStale' | 'rebase' | 'forget'>;
  /** Of what is saved. */
  version: number;
  busy: boolean;
  problem: unknown;
  onSave: () => void;
  submit?: string;
  children?: ReactNode;
};

export function EditBar({ draft, version, busy, problem, onSave, submit, children }: Props) {
  const t = useText();
  const bar = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (problem === null) return;
    const wrong = bar.current?.parentElement?.querySelector<HTMLElement>('[aria-invalid="true"]');
    wrong?.focus();
  }, [problem]);
  return (
    <>
      {draft.isStale && (
        <div className={`${classes.notice} ${classes.stale}`} role="alert">
          <span>{t('service.stale', { version })}</span>
          <Button size="xs" variant="default" onClick={draft.rebase}>
            {t('service.stale.keep', { version })}
          </Button>
        </div>
      )}
      <div ref={bar} className={classes.bar} role="status">
        {problem !== null && (
          <div className={classes.refused}>
            <ProblemNotice error={problem} compact />
          </div>
        )}
        <span className={classes.told}>{t('service.unsaved')}</span>
        {children}
        <Button variant="default" onClick={draft.forget}>
          {t('service.discard')}
        </Button>
        <Button loading={busy} disabled={draft.isStale} onClick={onSave}>
          {submit ?? t('common.save')}
        </Button>
      </div>
    </>
  );
}
