/** Who had the ticket for how long, as a bar and in words: with whom, with nobody, waiting for the requester. */
import { useQuery } from '@tanstack/react-query';
import { holdersQuery } from '#designer/client/tickets.ts';
import type { Ticket } from '#designer/client/types/tickets.ts';
import { useText } from '#designer/ui/locale.ts';
import { useDuration } from '#designer/ui/time.ts';
import fields from './FieldsPane.module.css';
import classes from './HeldBy.module.css';
import { type Held, heldBy } from './held-by.ts';

export function HeldBy({ ticket }: { ticket: Ticket }) {
  const t = useText();
  const holders = useQuery(holdersQuery(ticket.id)).data?.holders;
  if (holders === undefined || holders.length === 0) return null;
  const held = heldBy(holders);
  return (
    <section className={classes.held} aria-label={t('held.title')}>
      <h2 className={fields.heading}>{t('held.title')}</h2>
      <div className={classes.bar} aria-hidden="true">
        {held.map(({ key, kind, share }, index) => (
          <span
            key={key}
            data-kind={kind}
            data-even={index % 2 === 0 || undefined}
            style={{ flexGrow: Math.round(share * 1_000) }}
          />
        ))}
      </div>
      <ol className={classes.list}>
        {held.map((one, index) => (
          <li key={one.key}>
            <span
              className={classes.mark}
              data-kind={one.kind}
              data-even={index % 2 === 0 || undefined}
              aria-hidden="true"
            />
            <Line held={one} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Line({ held: { kind, person, group, wallSeconds, businessSeconds } }: { held: Held }) {
  const t = useText();
  const duration = useDuration();
  const who = {
    person: person ?? t('held.somebody'),
    nobody: t('desk.unassigned'),
    requester: t('held.requester'),
  }[kind];
  const wall = duration(wallSeconds);
  return (
    <>
      <span className={classes.who} dir="auto">
        {group === null ? who : t('held.in', { who, group })}
      </span>
      <span className={classes.time}>
        {businessSeconds === null
          ? wall
          : t('held.both', { wall, business: duration(businessSeconds, { working: true }) })}
      </span>
    </>
  );
}
