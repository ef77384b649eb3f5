/** What is asked in a few words: by whom, since when, until when, about which ticket, at what risk, and what the process says to its approvers. */
import { Link } from '@tanstack/react-router';
import type { Approval } from '#designer/client/types/tasks.ts';
import { PersonName } from '#designer/ui/Avatar.tsx';
import { Chip } from '#designer/ui/Chip.tsx';
import { RISK_TONES } from '#designer/ui/change/risk-tones.ts';
import { useText } from '#designer/ui/locale.ts';
import { Time } from '#designer/ui/Time.tsx';
import classes from './ApprovalPage.module.css';
import { BeginRound } from './BeginRound.tsx';
import { plannedOf } from './planned.ts';
import { requesterOf, titleOf } from './subject.ts';

export function Head({ approval }: { approval: Approval }) {
  const t = useText();
  const requester = requesterOf(approval);
  const risk = plannedOf(approval)?.risk;
  return (
    <header className={classes.head}>
      <div className={classes.above}>
        <p className={classes.kind} dir="auto">
          {approval.name}
        </p>
        <BeginRound approval={approval} />
      </div>
      <h1 className={classes.title} dir="auto">
        {titleOf(t, approval)}
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
        {approval.state === 'open' ? (
          <div>
            <dt>{t('approval.due')}</dt>
            <dd className={classes.due}>
              <Due approval={approval} />
            </dd>
          </div>
        ) : (
          approval.decidedAt !== null && (
            <div>
              <dt>{t('approval.endedAt')}</dt>
              <dd>
                <Time at={approval.decidedAt} />
              </dd>
            </div>
          )
        )}
        {risk && (
          <div>
            <dt>{t('changes.plan.risk')}</dt>
            <dd>
              <Chip tone={RISK_TONES[risk]}>{t(`changes.plan.risk.${risk}`)}</Chip>
            </dd>
          </div>
        )}
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
  );
}

/** While time stands still nobody knows until when: what is left of it is counted on from the answer. */
function Due({ approval: { pausedAt, dueAt } }: { approval: Approval }) {
  const t = useText();
  if (pausedAt !== null)
    return (
      <>
        {t('approval.paused')} <Time at={pausedAt} />
      </>
    );
  return dueAt === null ? t('approval.noDue') : <Time at={dueAt} />;
}
