/**
 * Where the address in a mail leads: one decision, by whom it was sent to, without signing in. Opening it decides nothing. The
 * key stands behind the `#` and goes to the server only in the body of what this page asks.
 */
import { Anchor, Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useIntl } from 'react-intl';
import { decideByLink, linkedQuery, renewLink } from '#designer/client/approvals.ts';
import { isProblem } from '#designer/client/problem.ts';
import type { Linked, Vote } from '#designer/client/types/tasks.ts';
import { useIntention } from '#designer/client/use-intention.ts';
import { ApprovalRound } from '#designer/ui/ApprovalRound.tsx';
import { useText } from '#designer/ui/locale.ts';
import { PageSkeleton } from '#designer/ui/PageSkeleton.tsx';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import classes from './ApprovalPage.module.css';
import { Ballot, type Said } from './Ballot.tsx';
import panel from './DecisionPanel.module.css';
import { FactsIn } from './Facts.tsx';
import { Head } from './Head.tsx';
import { PlanOfChange } from './PlanOfChange.tsx';
import { catalogItemOf, descriptionOf } from './subject.ts';
import { What } from './What.tsx';

const REFUSALS = [
  'link_not_valid',
  'link_expired',
  'link_used',
  'link_of_another',
  'not_found',
] as const;
type Refusal = (typeof REFUSALS)[number];

const refusalIn = (error: unknown): Refusal | undefined =>
  REFUSALS.find((code) => isProblem(error, code));

/** How signing in is offered: to who has no account not at all, and where nobody knows whom it was sent to only to who has one. */
type SignIn = 'signIn' | 'signInWithAccount' | null;

function signInAfter(error: unknown): SignIn {
  if (!isProblem(error) || error.outside === false) return 'signIn';
  if (error.outside === true) return null;
  return error.code === 'link_not_valid' ? 'signInWithAccount' : 'signIn';
}

export function DecideByLinkPage() {
  const t = useText();
  const key = useLocation({ select: ({ hash }) => hash });
  const found = useQuery(linkedQuery(key));
  useEffect(() => {
    document.title = t('approval.link.title');
  }, [t]);
  const refusal = refusalIn(found.error);
  return (
    <main id="main">
      {refusal !== undefined ? (
        <Refused key={key} refusal={refusal} linkKey={key} signIn={signInAfter(found.error)} />
      ) : found.data !== undefined ? (
        <Shown key={key} linkKey={key} linked={found.data} onChanged={() => void found.refetch()} />
      ) : found.isError ? (
        <div className={classes.page}>
          <ProblemNotice error={found.error} onRetry={() => void found.refetch()} />
        </div>
      ) : (
        <PageSkeleton />
      )}
    </main>
  );
}

type RefusedProps = { refusal: Refusal; linkKey: string; signIn: SignIn };

function Refused({ refusal, linkKey, signIn }: RefusedProps) {
  const t = useText();
  const renewal = useMutation({ mutationFn: () => renewLink(linkKey) });
  return (
    <div className={classes.page}>
      <article className={classes.main}>
        <h1 className={classes.title}>{t(`approval.link.${refusal}`)}</h1>
        <p className={classes.message}>{t(`approval.link.${refusal}.next`)}</p>
        {refusal === 'link_expired' && (
          <Button
            loading={renewal.isPending}
            // Still there, so that the cursor is not lost.
            data-disabled={renewal.isSuccess || undefined}
            aria-disabled={renewal.isSuccess}
            onClick={() => {
              if (!renewal.isSuccess) renewal.mutate();
            }}
          >
            {t('approval.link.renew')}
          </Button>
        )}
        {renewal.isError && <ProblemNotice error={renewal.error} compact />}
        <p role="status">{renewal.isSuccess && t('approval.link.renewed')}</p>
        {signIn !== null && (
          <p>
            <Anchor href="/approvals">{t(`approval.link.${signIn}`)}</Anchor>
          </p>
        )}
      </article>
    </div>
  );
}

type Props = {
  readonly linkKey: string;
  readonly linked: Linked;
  readonly onChanged: () => void;
};

function Shown({ linkKey, linked, onChanged }: Props) {
  const t = useText();
  const [decided, setDecided] = useState<Vote | null>(null);
  const { approval } = linked;
  const description = descriptionOf(approval);
  // A request's description is its form written out, in words that nobody need be asked for.
  const isForm = description !== null && catalogItemOf(approval) !== null;
  return (
    <div className={classes.page}>
      <article className={classes.main}>
        <Head approval={approval} />
        {description !== null && <What description={description} />}
        <PlanOfChange approval={approval} />
        {!isForm && <FactsIn approval={approval} shape={null} />}
      </article>
      <aside className={classes.side}>
        {decided === null ? (
          <>
            <Decision {...{ linkKey, linked, onChanged }} onDecided={setDecided} />
            {/* Who has no account is told of nobody else. */}
            {approval.stages.length > 0 && (
              <section className={classes.card}>
                <h2 className={classes.heading}>{t('approval.who')}</h2>
                <ApprovalRound approval={approval} />
              </section>
            )}
          </>
        ) : (
          <section className={panel.panel} data-tone={decided === 'approve' ? 'good' : 'none'}>
            <p className={panel.outcome} role="status">
              {t(`approval.decided.${decided}`)}
            </p>
            <p className={panel.final}>{t('approval.link.done')}</p>
          </section>
        )}
      </aside>
    </div>
  );
}

type Deciding = Props & { readonly onDecided: (vote: Vote) => void };

function Decision({ linkKey, linked, onChanged, onDecided }: Deciding) {
  const { approval, person, tenant, until } = linked;
  const byAddress = person.name === person.email;
  const t = useText();
  const intl = useIntl();
  const intention = useIntention();
  const [comment, setComment] = useState('');
  const [error, setError] = useState<unknown>(null);
  const decide = async ({ decision, comment: text }: Said) => {
    setError(null);
    const { subjectHash } = approval;
    const said = { key: linkKey, decision, subjectHash, ...(text ? { comment: text } : {}) };
    try {
      await intention.send(said, (idempotencyKey) => decideByLink(said, idempotencyKey));
      onDecided(decision);
    } catch (problem) {
      setError(problem);
      if (isProblem(problem, 'stale_version')) onChanged();
    }
  };
  return (
    <Ballot
      byAddress={byAddress}
      comment={comment}
      onComment={setComment}
      onDecide={decide}
      problem={error !== null && <ProblemNotice error={error} compact />}
    >
      <p className={panel.inPlaceOf} dir="auto">
        {t('approval.link.tenant', { name: tenant.name })}
      </p>
      <p className={panel.inPlaceOf} dir="auto">
        {byAddress
          ? t('approval.link.asAddress', { email: person.email })
          : t('approval.link.as', { name: person.name, email: person.email })}
      </p>
      <p className={panel.final}>
        {t('approval.link.until', { date: intl.formatDate(until, { dateStyle: 'long' }) })}
      </p>
    </Ballot>
  );
}
