/** What stands in the way of a change that is to be approved, as it is planned now: while that is still to be decided. */
import { useQuery } from '@tanstack/react-query';
import { approvalConflictsQuery } from '#designer/client/approvals.ts';
import { isProblem } from '#designer/client/problem.ts';
import type { Approval } from '#designer/client/types/tasks.ts';
import { ConflictList } from '#designer/ui/change/ConflictList.tsx';
import { useText } from '#designer/ui/locale.ts';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import classes from './ApprovalPage.module.css';
import { plannedOf } from './planned.ts';

export function InItsWay({ approval }: { approval: Approval }) {
  const t = useText();
  const isAsked = approval.state === 'open' && plannedOf(approval) !== null;
  const found = useQuery({ ...approvalConflictsQuery(approval.id), enabled: isAsked });
  if (!isAsked) return null;
  // Who asked for it has no part in it.
  if (found.isError && !isProblem(found.error, 'not_permitted', 'not_found'))
    return <ProblemNotice error={found.error} compact onRetry={() => void found.refetch()} />;
  if (found.data === undefined || found.data.items.length === 0) return null;
  return (
    <section className={classes.section} aria-labelledby="approval-conflicts">
      <h2 id="approval-conflicts" className={classes.heading}>
        {t('changes.plan.inTheWay')}
      </h2>
      <ConflictList conflicts={found.data.items} />
    </section>
  );
}
