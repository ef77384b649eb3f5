/** What has to be done for the ticket now: open tasks with their forms, and how its approvals stand. */
import { Button } from '@mantine/core';
import { IconChecks } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMe } from '#designer/client/me.ts';
import { approvalsOfQuery, tasksOfQuery } from '#designer/client/tickets.ts';
import type { Approval, Ticket } from '#designer/client/types.ts';
import { ApprovalRound } from '#designer/ui/ApprovalRound.tsx';
import { useText } from '#designer/ui/locale.ts';
import { DeskTask } from './DeskTask.tsx';
import classes from './WorkSections.module.css';

export function WorkSections({ ticket }: { ticket: Ticket }) {
  const t = useText();
  const tasks =
    useQuery(tasksOfQuery(ticket.id)).data?.filter((task) => task.state === 'open') ?? [];
  const approvals =
    useQuery(approvalsOfQuery(ticket.id)).data?.filter(
      (approval) => approval.state !== 'cancelled',
    ) ?? [];
  if (tasks.length === 0 && approvals.length === 0) return null;
  return (
    <div className={classes.sections}>
      {tasks.length > 0 && (
        <section aria-label={t('tasks.title')} className={classes.section}>
          {tasks.map((task) => (
            <DeskTask key={task.id} task={task} ticket={ticket} />
          ))}
        </section>
      )}
      {approvals.length > 0 && (
        <section aria-label={t('approvals.title')} className={classes.section}>
          {approvals.map((approval) => (
            <ApprovalCard key={approval.id} approval={approval} />
          ))}
        </section>
      )}
    </div>
  );
}

function ApprovalCard({ approval }: { approval: Approval }) {
  const t = useText();
  const me = useMe();
  const mine =
    approval.state === 'open' &&
    approval.approvers.some((one) => one.email === me.user.email && one.decision === null);
  return (
    <div className={classes.card}>
      <div className={classes.head}>
        <IconChecks size={17} stroke={1.7} aria-hidden="true" />
        <span className={classes.name}>{approval.name}</span>
        {mine && (
          <Button component={Link} to={`/approvals/${approval.id}`} size="xs">
            {t('approvals.open')}
          </Button>
        )}
      </div>
      <ApprovalRound approval={approval} />
    </div>
  );
}
