/** What a ticket's processes still wait for, and what moving the ticket by hand will do to it. */
import { useQuery } from '@tanstack/react-query';
import { approvalsOfQuery, runsOfQuery, tasksOfQuery } from '#designer/client/tickets.ts';
import type { TicketStatus } from '#designer/client/types/tickets.ts';
import { useText } from '#designer/ui/locale.ts';
import classes from './OpenWork.module.css';
import { type OpenWork, openWorkOf } from './work.ts';

/** Empty until everything is known. */
export function useOpenWork(ticket: string, status: TicketStatus): OpenWork[] {
  const runs = useQuery(runsOfQuery(ticket)).data;
  const tasks = useQuery(tasksOfQuery(ticket)).data;
  const approvals = useQuery(approvalsOfQuery(ticket)).data;
  return openWorkOf(status, runs ?? [], tasks ?? [], approvals ?? []);
}

type Props = { readonly work: readonly OpenWork[]; readonly status: 'resolved' | 'closed' };

export function OpenWorkNotice({ work, status }: Props) {
  const t = useText();
  const left = work.some((run) => run.left.length > 0);
  if (work.length === 0) return null;
  return (
    <div className={classes.notice} data-left={left}>
      {work.map((run, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two runs of one process are told apart by nothing but their place
        <div key={index}>
          {run.left.length > 0 && (
            <p>
              {t('openWork.left', {
                count: run.left.length,
                process: run.process,
                names: run.left.join(', '),
              })}
            </p>
          )}
          {run.completed.length > 0 && (
            <p>
              {t('openWork.completed', {
                count: run.completed.length,
                process: run.process,
                names: run.completed.join(', '),
              })}
            </p>
          )}
        </div>
      ))}
      {left && <p>{t(`openWork.${status}`)}</p>}
    </div>
  );
}
