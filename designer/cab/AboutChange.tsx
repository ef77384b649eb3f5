/** What the board has to know of a change: what it is, when, how risky, what stands in its way, and how it is done and undone. */
import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useIntl } from 'react-intl';
import { changeQuery, conflictsQuery } from '#designer/client/changes.ts';
import { ticketItemsQuery } from '#designer/client/config-items.ts';
import { ticketQuery } from '#designer/client/tickets.ts';
import type { Change } from '#designer/client/types/changes.ts';
import { AffectedItems } from '#designer/ui/AffectedItems.tsx';
import { PersonName } from '#designer/ui/Avatar.tsx';
import { InTheWay } from '#designer/ui/change/InTheWay.tsx';
import { useLocale, useText } from '#designer/ui/locale.ts';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import classes from './meeting.module.css';

const TEXTS = ['impact', 'implementation', 'testPlan', 'backOut', 'communication'] as const;

export function AboutChange({ id }: { id: string }) {
  const ticket = useQuery(ticketQuery(id));
  const change = useQuery(changeQuery(id));
  if (ticket.isError && ticket.data === undefined)
    return <ProblemNotice error={ticket.error} compact onRetry={() => void ticket.refetch()} />;
  if (change.isError && change.data === undefined)
    return <ProblemNotice error={change.error} compact onRetry={() => void change.refetch()} />;
  if (ticket.data === undefined || change.data === undefined) return <Bones />;
  return (
    <>
      <Facts change={change.data} requester={ticket.data.requester} />
      <Description text={ticket.data.description} />
      <Obstacles change={change.data} />
      <Affected id={id} />
      {TEXTS.filter((field) => change.data[field].trim() !== '').map((field) => (
        <Written key={field} name={`changes.plan.${field}`} text={change.data[field]} />
      ))}
    </>
  );
}

function Facts({
  change,
  requester,
}: {
  change: Change;
  requester: { id: string; name: string; email: string };
}) {
  const t = useText();
  const intl = useIntl();
  const { timeZone } = useLocale();
  const shown = (at: string) => intl.formatDate(at, { dateStyle: 'full', timeStyle: 'short' });
  const { plannedFrom, plannedTo } = change;
  return (
    <dl className={classes.facts}>
      <Fact name={t('changes.plan')} wide>
        {plannedFrom === null || plannedTo === null
          ? t('changes.plan.unplanned')
          : t('changes.span', { from: shown(plannedFrom), to: shown(plannedTo) })}
        {plannedFrom !== null && (
          <span className={classes.quiet}> {t('changes.plan.zone', { zone: timeZone })}</span>
        )}
      </Fact>
      <Fact name={t('changes.kind')}>{t(`changes.kind.${change.kind}`)}</Fact>
      <Fact name={t('changes.plan.risk')}>{t(`changes.plan.risk.${change.risk ?? 'none'}`)}</Fact>
      <Fact name={t('field.requester')}>
        <PersonName person={requester} />
      </Fact>
    </dl>
  );
}

function Fact({ name, wide, children }: { name: string; wide?: boolean; children: ReactNode }) {
  return (
    <div data-wide={wide}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Description({ text }: { text: string }) {
  return text.trim() === '' ? null : <Written name="cab.description" text={text} />;
}

function Written({
  name,
  text,
}: {
  name: 'cab.description' | `changes.plan.${(typeof TEXTS)[number]}`;
  text: string;
}) {
  const t = useText();
  return (
    <section className={classes.part}>
      <h3 className={classes.heading}>{t(name)}</h3>
      <p className={classes.written} dir="auto">
        {text}
      </p>
    </section>
  );
}

function Obstacles({ change }: { change: Change }) {
  const t = useText();
  const { plannedFrom: from, plannedTo: to } = change;
  const span = from !== null && to !== null ? { from, to } : null;
  const conflicts = useQuery(conflictsQuery(change.id, span));
  if (span === null) return null;
  return (
    <section className={classes.part}>
      <h3 className={classes.heading}>{t('changes.plan.inTheWay')}</h3>
      {conflicts.isError ? (
        <ProblemNotice error={conflicts.error} compact onRetry={() => void conflicts.refetch()} />
      ) : (
        <InTheWay change={change} conflicts={conflicts.data?.items} isSaved />
      )}
    </section>
  );
}

function Affected({ id }: { id: string }) {
  const t = useText();
  const items = useQuery(ticketItemsQuery(id)).data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <section className={classes.part}>
      <h3 className={classes.heading}>{t('field.configItems')}</h3>
      <AffectedItems ticketId={id} items={items} />
    </section>
  );
}

function Bones() {
  const t = useText();
  return (
    <div className={classes.part} role="status" aria-label={t('common.loading')}>
      <Skeleton height={40} />
      <Skeleton height={16} width="90%" />
      <Skeleton height={16} width="75%" />
      <Skeleton height={90} />
    </div>
  );
}
