/** What those who decide about a request want to know of the one who asked for it: answered here, and read again. */
import { useQuery } from '@tanstack/react-query';
import { approvalsOfQuery } from '#designer/client/tickets.ts';
import type { Ticket } from '#designer/client/types/tickets.ts';
import { Questions } from '#designer/ui/approval/Questions.tsx';
import { useText } from '#designer/ui/locale.ts';
import classes from './FollowPage.module.css';

/** `open`: those that are still to be decided, else those that have been. */
export function AskedBack({ ticket, open }: { ticket: Ticket; open: boolean }) {
  const t = useText();
  const approvals = useQuery(approvalsOfQuery(ticket.id)).data ?? [];
  return (
    <>
      {approvals
        .filter(({ state, questions }) => (state === 'open') === open && questions.length > 0)
        .map((approval) => (
          <section key={approval.id} className={classes.section}>
            <h2 className={classes.heading}>
              {t(
                open && approval.allowed.includes('answer')
                  ? 'portal.follow.question'
                  : 'portal.follow.questions',
              )}
            </h2>
            <div className={classes.questions}>
              <p className={classes.muted} dir="auto">
                {approval.name}
              </p>
              <Questions approval={approval} requester={ticket.requester} />
            </div>
          </section>
        ))}
    </>
  );
}
