/**
 * One decision on one page: what is asked, by whom, how much, by when; who has decided; where the process stands. Approve
 * and reject weigh the same and lie far apart on a phone. Opening this page decides nothing. A decision is final, so what
 * was decided is said plainly afterwards, and the next one is a key away.
 */
import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { approvalProgressQuery, approvalQuery } from '#designer/client/approvals.ts';
import type { Approval } from '#designer/client/types/tasks.ts';
import { ApprovalRound } from '#designer/ui/ApprovalRound.tsx';
import { Questions } from '#designer/ui/approval/Questions.tsx';
import { useCrumb } from '#designer/ui/crumb.tsx';
import { RunDiagram } from '#designer/ui/diagram/RunDiagram.tsx';
import { useText } from '#designer/ui/locale.ts';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import classes from './ApprovalPage.module.css';
import { AskedAgainNotice } from './AskedAgainNotice.tsx';
import { DecisionPanel } from './DecisionPanel.tsx';
import { EarlierRounds } from './EarlierRounds.tsx';
import { Facts } from './Facts.tsx';
import { Head } from './Head.tsx';
import { InItsWay } from './InItsWay.tsx';
import { PlanOfChange } from './PlanOfChange.tsx';
import { catalogItemOf, descriptionOf, requesterOf, titleOf } from './subject.ts';
import { What } from './What.tsx';

/** So many people stand above the decision without being in its way. */
const SHORT_MAX = 5;

export function ApprovalPage() {
  const t = useText();
  const { id } = useParams({ from: '/app/approvals/$id' });
  const approval = useQuery(approvalQuery(id));
  useCrumb(approval.data && (approval.data.ticket?.number ?? titleOf(t, approval.data)));
  if (approval.isError && approval.data === undefined) {
    return (
      <div className={classes.page}>
        <ProblemNotice error={approval.error} onRetry={() => void approval.refetch()} />
      </div>
    );
  }
  if (approval.data === undefined) return <ApprovalSkeleton />;
  return <Shown key={id} approval={approval.data} />;
}

function Shown({ approval }: { approval: Approval }) {
  const t = useText();
  const isLong = approval.stages.length > 1 || approval.approvers.length > SHORT_MAX;
  // A request's description is its form written out, which stands below as it was asked.
  const description = catalogItemOf(approval) === null ? descriptionOf(approval) : null;
  return (
    <div className={classes.page}>
      <article className={classes.main}>
        <Head approval={approval} />
        <AskedAgainNotice approval={approval} />
        <Asked approval={approval} />
        {description !== null && <What description={description} />}
        <PlanOfChange approval={approval} />
        <InItsWay approval={approval} />
        <Facts approval={approval} />
        <Drawing approval={approval} />
      </article>
      <aside className={classes.side}>
        {/* A long way must not push what is to be done out of sight. */}
        {isLong && <DecisionPanel approval={approval} />}
        <section className={classes.card}>
          <h2 className={classes.heading}>
            {t('approval.who')}
            {approval.round > 1 && (
              <span className={classes.round}>
                {t('approval.round', { round: approval.round })}
              </span>
            )}
          </h2>
          <ApprovalRound approval={approval} />
        </section>
        {!isLong && <DecisionPanel approval={approval} />}
        <EarlierRounds approval={approval} />
      </aside>
    </div>
  );
}

/** What was asked back, above all else: it is the latest there is to know. */
function Asked({ approval }: { approval: Approval }) {
  const t = useText();
  if (approval.questions.length === 0) return null;
  return (
    <section className={classes.section}>
      <h2 className={classes.heading}>{t('approval.questions')}</h2>
      <div className={classes.questions}>
        <Questions approval={approval} requester={requesterOf(approval)} />
      </div>
    </section>
  );
}

function Drawing({ approval }: { approval: Approval }) {
  const t = useText();
  const progress = useQuery(approvalProgressQuery(approval.id));
  const data = progress.data;
  if (progress.isError || data?.definition === null) return null;
  return (
    <section className={classes.section}>
      <h2 className={classes.heading}>{t('approval.where')}</h2>
      <div className={classes.drawing}>
        {data === undefined ? (
          <Skeleton height={160} />
        ) : (
          <RunDiagram
            definition={data.definition}
            names={data.names}
            elements={data.elements}
            tokens={data.tokens}
            flowsTaken={data.flowsTaken}
          />
        )}
      </div>
    </section>
  );
}

function ApprovalSkeleton() {
  const t = useText();
  return (
    <div className={classes.page} role="status" aria-label={t('common.loading')}>
      <div className={classes.main}>
        <Skeleton height={16} width={160} />
        <Skeleton height={32} width="70%" mt={8} />
        <Skeleton height={52} mt={20} />
        <Skeleton height={180} mt={24} />
      </div>
      <div className={classes.side}>
        <Skeleton height={140} />
        <Skeleton height={220} />
      </div>
    </div>
  );
}
