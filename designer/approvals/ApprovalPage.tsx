/**
 * One decision on one page: what is asked, by whom, how much, by when; who has decided; where the process stands. Approve
 * and reject weigh the same and lie far apart on a phone. Opening this page decides nothing. A decision is final, so what
 * was decided is said plainly afterwards, and the next one is a key away.
 */
import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { approvalProgressQuery, approvalQuery } from '#designer/client/approvals.ts';
import type { Approval } from '#designer/client/types/tasks.ts';
import { useFormOf } from '#designer/client/use-form-of.ts';
import { ApprovalRound } from '#designer/ui/ApprovalRound.tsx';
import { PersonName } from '#designer/ui/Avatar.tsx';
import { useCrumb } from '#designer/ui/crumb.tsx';
import { RunDiagram } from '#designer/ui/diagram/RunDiagram.tsx';
import { useFieldWords } from '#designer/ui/field-words.ts';
import { describeValues } from '#designer/ui/forms/answers.ts';
import { useText } from '#designer/ui/locale.ts';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { Time } from '#designer/ui/Time.tsx';
import classes from './ApprovalPage.module.css';
import { DecisionPanel } from './DecisionPanel.tsx';
import {
  catalogItemOf,
  descriptionOf,
  factsOf,
  filledIn,
  requesterOf,
  withVariables,
} from './subject.ts';

/** So many people stand above the decision without being in its way. */
const SHORT_MAX = 5;

export function ApprovalPage() {
  const { id } = useParams({ from: '/app/approvals/$id' });
  const approval = useQuery(approvalQuery(id));
  useCrumb(approval.data?.ticket?.number ?? approval.data?.name);
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
  const requester = requesterOf(approval);
  const isLong = approval.stages.length > 1 || approval.approvers.length > SHORT_MAX;
  // A request's description is its form written out, which stands below as it was asked.
  const description = catalogItemOf(approval) === null ? descriptionOf(approval) : null;
  return (
    <div className={classes.page}>
      <article className={classes.main}>
        <header className={classes.head}>
          <p className={classes.kind} dir="auto">
            {approval.name}
          </p>
          <h1 className={classes.title} dir="auto">
            {approval.ticket?.title ?? approval.name}
          </h1>
          <dl className={classes.meta}>
            {requester !== null && (
              <div>
                <dt>{t('approval.askedBy')}</dt>
                <dd>
                  <PersonName person={{ id: requester.email, ...requester }} />
                </dd>
              </div>
            )}
            <div>
              <dt>{t('approval.askedAt')}</dt>
              <dd>
                <Time at={approval.openedAt} />
              </dd>
            </div>
            <div>
              <dt>{t('approval.due')}</dt>
              <dd className={classes.due}>
                {approval.dueAt === null ? t('approval.noDue') : <Time at={approval.dueAt} />}
              </dd>
            </div>
            {approval.ticket !== null && (
              <div>
                <dt>{t('shell.ticket')}</dt>
                <dd>
                  {approval.allowed.includes('openTicket') ? (
                    <Link
                      to="/tickets/$id"
                      params={{ id: approval.ticket.number }}
                      className={classes.link}
                    >
                      {approval.ticket.number}
                    </Link>
                  ) : (
                    <bdi>{approval.ticket.number}</bdi>
                  )}
                </dd>
              </div>
            )}
          </dl>
          {approval.message !== '' && (
            <p className={classes.message} dir="auto">
              {approval.message}
            </p>
          )}
        </header>
        {description !== null && (
          <section className={classes.section}>
            <h2 className={classes.heading}>{t('approval.what')}</h2>
            <p className={classes.description} dir="auto">
              {description}
            </p>
          </section>
        )}
        <Facts approval={approval} />
        <Drawing approval={approval} />
      </article>
      <aside className={classes.side}>
        {/* A long way must not push what is to be done out of sight. */}
        {isLong && <DecisionPanel approval={approval} />}
        <section className={classes.card}>
          <h2 className={classes.heading}>{t('approval.who')}</h2>
          <ApprovalRound approval={approval} />
        </section>
        {!isLong && <DecisionPanel approval={approval} />}
      </aside>
    </div>
  );
}

function Facts({ approval }: { approval: Approval }) {
  const t = useText();
  const words = useFieldWords();
  const form = useFormOf(catalogItemOf(approval));
  const definition = useQuery(approvalProgressQuery(approval.id)).data?.definition;
  // What somebody filled in says it; the ticket's own fields are for what came without a form.
  const others = catalogItemOf(approval) === null ? factsOf(approval) : [];
  const facts = [
    ...describeValues(filledIn(approval), withVariables(form, definition?.variables)).map(
      ({ name, title, value }) => ({
        name,
        title,
        value: words.plain(value),
      }),
    ),
    ...others.map(({ name, value }) => ({
      name,
      title: words.field(name),
      value: words.value(name, value),
    })),
  ];
  if (facts.length === 0) return null;
  return (
    <section className={classes.section}>
      <h2 className={classes.heading}>{t('approval.facts')}</h2>
      <dl className={classes.facts}>
        {facts.map((fact) => (
          <div key={fact.name} className={classes.fact}>
            <dt dir="auto">{fact.title}</dt>
            <dd dir="auto">{fact.value}</dd>
          </div>
        ))}
      </dl>
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
