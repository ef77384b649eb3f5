/** The services as they are, for everybody who uses them: what is the matter, what is being done, and the last thirty days. */
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useEffect } from 'react';
import { statusQuery } from '#designer/client/major.ts';
import { isProblem } from '#designer/client/problem.ts';
import type { StatusPage as Page, StatusIncident } from '#designer/client/types/major.ts';
import { Chip, type Tone } from '#designer/ui/Chip.tsx';
import { useText } from '#designer/ui/locale.ts';
import { PageSkeleton } from '#designer/ui/PageSkeleton.tsx';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { Time } from '#designer/ui/Time.tsx';
import classes from './status.module.css';

const TONES: Record<Page['services'][number]['state'], Tone> = {
  operational: 'good',
  degraded: 'warn',
  down: 'bad',
};

/** For who is signed in. */
export const StatusPage = () => <Status address={null} />;

/** For whoever holds the secret address: a page of its own, without the frame. */
export function PublicStatusPage() {
  const t = useText();
  const { address } = useParams({ from: '/status/$address' });
  useEffect(() => {
    document.title = t('status.title');
  }, [t]);
  return (
    <main id="main">
      <Status address={address} />
    </main>
  );
}

function Status({ address }: { address: string | null }) {
  const t = useText();
  const found = useQuery(statusQuery(address));
  if (found.isPending) return <PageSkeleton />;
  // An address that was ended shows nothing any more, a connection that is away what was known.
  if (found.data === undefined || (isProblem(found.error) && found.error.status === 404))
    return (
      <div className={classes.page}>
        <h1 className={classes.title}>{t('status.title')}</h1>
        <ProblemNotice error={found.error} compact />
      </div>
    );
  const { tenant, at, services, current, past } = found.data;
  const bad = current.length > 0;
  const Icon = bad ? IconAlertTriangle : IconCircleCheck;
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <h1 className={classes.title}>{t('status.title')}</h1>
        <p className={classes.quiet}>
          <span dir="auto">{tenant}</span> · {t('status.asOf')} <Time at={at} />
        </p>
      </header>
      <p className={classes.whole} data-bad={bad} role="status">
        <Icon size={20} aria-hidden="true" />
        {bad ? t('status.some', { count: current.length }) : t('status.fine')}
      </p>
      {current.map((incident) => (
        <Incident key={incident.id} incident={incident} />
      ))}
      {services.length > 0 && (
        <section className={classes.section}>
          <h2 className={classes.heading}>{t('status.services')}</h2>
          <ul className={classes.services}>
            {services.map((service) => (
              <li key={service.key}>
                <span>
                  <span dir="auto">{service.name}</span>
                  {service.description !== '' && (
                    <span className={classes.quiet} dir="auto">
                      {' '}
                      {service.description}
                    </span>
                  )}
                </span>
                <Chip tone={TONES[service.state]}>{t(`status.state.${service.state}`)}</Chip>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section className={classes.section}>
        <h2 className={classes.heading}>{t('status.past')}</h2>
        {past.length === 0 && <p className={classes.quiet}>{t('status.past.none')}</p>}
        {past.map((incident) => (
          <Incident key={incident.id} incident={incident} />
        ))}
      </section>
    </div>
  );
}

function Incident({ incident }: { incident: StatusIncident }) {
  const t = useText();
  const { headline, services, messages, declaredAt, resolvedAt, nextUpdateAt } = incident;
  return (
    <article className={classes.incident}>
      <div>
        <h3 className={classes.name} dir="auto">
          {headline}
        </h3>
        <p className={classes.quiet}>
          {services.length > 0 && <span dir="auto">{services.join(', ')} · </span>}
          {t('status.since')} <Time at={declaredAt} />
          {resolvedAt !== null && (
            <>
              {' · '}
              {t('status.endedAt')} <Time at={resolvedAt} />
            </>
          )}
          {nextUpdateAt !== null && (
            <>
              {' · '}
              {t('status.next')} <Time at={nextUpdateAt} />
            </>
          )}
        </p>
      </div>
      {messages.length > 0 && (
        <ol className={classes.messages}>
          {messages.map((message) => (
            <li key={message.at}>
              <div className={classes.line}>
                <Chip>{t(`major.stage.${message.stage}`)}</Chip>
                <span className={classes.quiet}>
                  <Time at={message.at} />
                </span>
              </div>
              <p className={classes.body} dir="auto">
                {message.body}
              </p>
            </li>
          ))}
        </ol>
      )}
    </article>
  );
}
