/**
 * What waits for me: one line each with what, for whom, and by when; the one that is due first stands first. Several can be
 * chosen and decided together.
 */
import { Checkbox, SegmentedControl, Skeleton } from '@mantine/core';
import { IconChecks } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { approvalsQuery } from '#designer/client/approvals.ts';
import { EmptyState } from '#designer/ui/EmptyState.tsx';
import { useText } from '#designer/ui/locale.ts';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { ApprovalLine } from './ApprovalLine.tsx';
import classes from './ApprovalsPage.module.css';
import { DecideMany } from './DecideMany.tsx';
import { Outcomes } from './Outcomes.tsx';
import { byDue, titleOf } from './subject.ts';
import { useChoice } from './use-choice.ts';

export function ApprovalsPage() {
  const t = useText();
  const [show, setShow] = useState<'open' | 'decided'>('open');
  const approvals = useQuery(approvalsQuery(show));
  const items =
    approvals.data === undefined
      ? []
      : show === 'open'
        ? [...approvals.data.items].sort(byDue)
        : approvals.data.items;
  const choice = useChoice(show === 'open' ? items : []);
  return (
    <div className={classes.page}>
      <div className={classes.head}>
        <div>
          <h1 className={classes.title}>{t('approval.list.title')}</h1>
          {show === 'open' && approvals.isSuccess && (
            <p className={classes.text}>{t('approval.list.text', { count: items.length })}</p>
          )}
        </div>
        <SegmentedControl
          size="sm"
          value={show}
          onChange={(value) => setShow(value === 'decided' ? 'decided' : 'open')}
          data={[
            { value: 'open', label: t('approval.list.open') },
            { value: 'decided', label: t('approval.list.decided') },
          ]}
        />
      </div>
      {approvals.isError && (
        <ProblemNotice error={approvals.error} onRetry={() => void approvals.refetch()} />
      )}
      {approvals.isPending && (
        <div className={classes.list}>
          <Skeleton height={72} />
          <Skeleton height={72} />
          <Skeleton height={72} />
        </div>
      )}
      {approvals.isSuccess && items.length === 0 && (
        <EmptyState
          icon={IconChecks}
          title={t(show === 'open' ? 'approval.none.title' : 'approval.none.decided')}
        >
          {show === 'open' ? t('approval.none.text') : undefined}
        </EmptyState>
      )}
      {choice.outcomes.length > 0 && (
        <Outcomes outcomes={choice.outcomes} onPutAway={choice.putAway} />
      )}
      {items.length > 0 && (
        <ul className={classes.list}>
          {items.map((approval) => (
            <li key={approval.id} className={classes.item}>
              {choice.isOffered && (
                <Checkbox
                  className={classes.choose}
                  aria-label={t('approval.many.choose', {
                    what: titleOf(t, approval),
                  })}
                  disabled={!choice.mayChoose(approval) || choice.busy !== null}
                  checked={choice.chosen.some(({ id }) => id === approval.id)}
                  onChange={() => choice.toggle(approval.id)}
                />
              )}
              <ApprovalLine approval={approval} />
            </li>
          ))}
        </ul>
      )}
      {choice.chosen.length > 0 && <DecideMany choice={choice} />}
    </div>
  );
}
