/** What waits for me: one line each with what, for whom, and by when; the one that is due first stands first. */
import { SegmentedControl, Skeleton } from '@mantine/core';
import { IconChecks, IconChevronRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { approvalsQuery } from '#designer/client/approvals.ts';
import type { Approval } from '#designer/client/types/tasks.ts';
import { useFormOf } from '#designer/client/use-form-of.ts';
import { Avatar } from '#designer/ui/Avatar.tsx';
import { Chip } from '#designer/ui/Chip.tsx';
import { EmptyState } from '#designer/ui/EmptyState.tsx';
import { useFieldWords } from '#designer/ui/field-words.ts';
import { answersOf } from '#designer/ui/forms/answers.ts';
import { useText } from '#designer/ui/locale.ts';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { Time } from '#designer/ui/Time.tsx';
import classes from './ApprovalsPage.module.css';
import { byDue, catalogItemOf, factsOf, filledIn, keyFactsOf, requesterOf } from './subject.ts';

/** Of a ticket without a form, these say most in a line. */
const TELLING = ['priority', 'impact', 'category', 'dueAt'];

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
      {items.length > 0 && (
        <ul className={classes.list}>
          {items.map((approval) => (
            <li key={approval.id}>
              <ApprovalLine approval={approval} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function ApprovalLine({ approval }: { approval: Approval }) {
  const t = useText();
  const words = useFieldWords();
  const requester = requesterOf(approval);
  const form = useFormOf(catalogItemOf(approval));
  const facts =
    catalogItemOf(approval) === null
      ? factsOf(approval)
          .filter(({ name }) => TELLING.includes(name))
          .map(({ name, value }) => ({
            name,
            title: words.field(name),
            value: words.value(name, value),
          }))
      : keyFactsOf(
          answersOf(form?.schema ?? {}, filledIn(approval), form?.uiSchema).filter(
            ({ value }) => value !== null,
          ),
        ).map((fact) => ({ ...fact, value: words.plain(fact.value) }));
  return (
    <Link to="/approvals/$id" params={{ id: approval.id }} className={classes.line}>
      <Avatar person={requester} size={36} />
      <span className={classes.body}>
        <span className={classes.what} dir="auto">
          {approval.ticket?.title ?? approval.name}
        </span>
        <span className={classes.meta}>
          <bdi>{approval.name}</bdi>
          {approval.ticket !== null && (
            <span className={classes.number}>{approval.ticket.number}</span>
          )}
          {requester !== null && <bdi>{requester.name}</bdi>}
        </span>
        {facts.length > 0 && (
          <span className={classes.facts}>
            {facts.map((fact) => (
              <span key={fact.name} className={classes.fact}>
                <bdi className={classes.factName}>{fact.title}</bdi> <bdi>{fact.value}</bdi>
              </span>
            ))}
          </span>
        )}
      </span>
      <span className={classes.due}>
        {approval.state !== 'open' && (
          <Chip
            tone={
              approval.state === 'approved'
                ? 'good'
                : approval.state === 'rejected'
                  ? 'bad'
                  : 'neutral'
            }
          >
            {t(`approvals.state.${approval.state}`)}
          </Chip>
        )}
        {approval.state === 'open' && approval.dueAt !== null && (
          <span className={classes.dueAt}>
            {t('approval.due')} <Time at={approval.dueAt} />
          </span>
        )}
        {approval.state === 'open' && (
          <span>
            {t('approval.askedAt')} <Time at={approval.openedAt} />
          </span>
        )}
        {approval.state !== 'open' && approval.decidedAt !== null && (
          <Time at={approval.decidedAt} />
        )}
      </span>
      <IconChevronRight size={18} stroke={1.6} aria-hidden="true" className={classes.chevron} />
    </Link>
  );
}
