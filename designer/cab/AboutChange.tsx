/** What the board has to know of a change: what it is, when, how risky, what stands in its way, and how it is done and undone. */
import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useIntl } from 'react-intl';
import { itemAboutQuery } from '#designer/client/cab.ts';
import { ticketItemsQuery } from '#designer/client/config-items.ts';
import type { ItemAbout } from '#designer/client/types/cab.ts';
import type { Change, ChangeConflict } from '#designer/client/types/changes.ts';
import type { ChangeRisk } from '#designer/client/types/risk.ts';
import { AffectedItems } from '#designer/ui/AffectedItems.tsx';
import { PersonName } from '#designer/ui/Avatar.tsx';
import { InTheWay } from '#designer/ui/change/InTheWay.tsx';
import { RiskReasons } from '#designer/ui/change/RiskReasons.tsx';
import { StepList } from '#designer/ui/change/StepList.tsx';
import { useLocale, useText } from '#designer/ui/locale.ts';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import classes from './meeting.module.css';

const TEXTS = ['impact', 'implementation', 'testPlan', 'backOut', 'communication'] as const;

type Props = {
  meetingId: string;
  ticketId: string;
  /** Which of the plans it has had before the board. */
  plan: number;
};

/** What one has to know before one votes. */
export function AboutInShort({ meetingId, ticketId, plan }: Props) {
  const about = useQuery(itemAboutQuery(meetingId, ticketId, plan));
  if (about.data !== undefined) return <InShort about={about.data} />;
  return about.isError ? (
    <ProblemNotice error={about.error} compact onRetry={() => void about.refetch()} />
  ) : (
    <Bones />
  );
}

/** How it is done, in the words of whoever planned it. */
export function AboutAtLength({ meetingId, ticketId, plan }: Props) {
  const change = useQuery(itemAboutQuery(meetingId, ticketId, plan)).data?.change;
  if (change === undefined) return null;
  return (
    <>
      <InSteps change={change} />
      {TEXTS.map((field) =>
        change[field].trim() === '' ? null : (
          <Written key={field} name={`changes.plan.${field}`} text={change[field]} />
        ),
      )}
    </>
  );
}

function InShort({ about: { description, change, conflicts, risk } }: { about: ItemAbout }) {
  return (
    <>
      {description.trim() !== '' && <Written name="cab.description" text={description} />}
      <Facts change={change} />
      <WhyRisky risk={risk} />
      {conflicts !== null && <Obstacles change={change} conflicts={conflicts.items} />}
      <Affected change={change} />
    </>
  );
}

function Facts({ change }: { change: ItemAbout['change'] }) {
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
          <span className={classes.zone}>{t('changes.plan.zone', { zone: timeZone })}</span>
        )}
      </Fact>
      <Fact name={t('changes.kind')}>{t(`changes.kind.${change.kind}`)}</Fact>
      <Fact name={t('changes.plan.risk')}>{t(`changes.plan.risk.${change.risk ?? 'none'}`)}</Fact>
      <Fact name={t('field.requester')}>
        <PersonName person={change.requester} />
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

/** A person’s word with its reason, and what the rules say for which reasons. */
function WhyRisky({ risk }: { risk: ChangeRisk }) {
  const t = useText();
  const { judgedBy, reason, suggested } = risk;
  return (
    <section className={classes.part}>
      <h3 className={classes.heading}>{t('risk.why')}</h3>
      {risk.by === 'person' && (
        <p dir="auto">
          {judgedBy === null
            ? t('risk.by.somebody', { reason })
            : t('risk.by.person', { name: judgedBy.name, reason })}
        </p>
      )}
      {risk.standard ? (
        <p>{t('risk.by.standard')}</p>
      ) : (
        <>
          {suggested !== null && suggested !== risk.risk && (
            <p>{t('risk.suggested', { risk: suggested })}</p>
          )}
          <RiskReasons risk={risk} />
        </>
      )}
    </section>
  );
}

function InSteps({ change: { steps } }: { change: Change }) {
  const t = useText();
  if (steps.length === 0) return null;
  return (
    <section className={classes.part}>
      <h3 className={classes.heading}>{t('changes.steps')}</h3>
      <StepList steps={steps} />
    </section>
  );
}

function Obstacles({ change, conflicts }: { change: Change; conflicts: ChangeConflict[] }) {
  const t = useText();
  return (
    <section className={classes.part}>
      <h3 className={classes.heading}>{t('changes.plan.inTheWay')}</h3>
      <InTheWay change={change} conflicts={conflicts} isSaved />
    </section>
  );
}

/** Whoever may not see the ticket is told the names. */
function Affected({ change }: { change: Change }) {
  const t = useText();
  const items = useQuery(ticketItemsQuery(change.id)).data?.items ?? [];
  if (change.items.length === 0) return null;
  return (
    <section className={classes.part}>
      <h3 className={classes.heading}>{t('field.configItems')}</h3>
      {items.length > 0 ? (
        <AffectedItems ticketId={change.id} items={items} />
      ) : (
        <p dir="auto">{change.items.map(({ name }) => name).join(', ')}</p>
      )}
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
