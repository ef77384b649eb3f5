/** One major incident at a glance: where it stands, since when, what is owed next, who leads, and what may be done now. */
import { Anchor, Button } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useState } from 'react';
import type { MajorIncident } from '#designer/client/types/major.ts';
import { PersonName } from '#designer/ui/Avatar.tsx';
import { Countdown, Since } from '#designer/ui/Countdown.tsx';
import { useText } from '#designer/ui/locale.ts';
import { DeclareDialog } from '#designer/ui/major/DeclareDialog.tsx';
import { MajorStateChip, SeverityChip } from '#designer/ui/major/severity.tsx';
import { Time } from '#designer/ui/Time.tsx';
import classes from './major.module.css';
import { ResolveDialog } from './ResolveDialog.tsx';
import { ReviewDialog } from './ReviewDialog.tsx';
import { UpdateDialog } from './UpdateDialog.tsx';
import { WithdrawDialog } from './WithdrawDialog.tsx';

const ACTS = ['review', 'update', 'resolve', 'change', 'withdraw'] as const;
type Act = (typeof ACTS)[number];

type Props = { major: MajorIncident; whole?: boolean };

/** `whole`: on its own page, where its name is no link. */
export function MajorCard({ major, whole = false }: Props) {
  const t = useText();
  const [asking, setAsking] = useState<Act | null>(null);
  const { ticket } = major;
  const close = () => setAsking(null);
  const offered = ACTS.filter((act) => major.allowed.includes(act));
  const Heading = whole ? 'h1' : 'h2';
  return (
    <article className={classes.card} data-state={major.state}>
      <div className={classes.top}>
        <MajorStateChip state={major.state} />
        <SeverityChip severity={major.severity} />
        <Link to="/tickets/$id" params={{ id: ticket.number }} className={classes.number}>
          {ticket.number}
        </Link>
      </div>
      <Heading className={classes.headline} dir="auto">
        {whole ? (
          major.headline
        ) : (
          <Link to="/major-incidents/$id" params={{ id: major.id }}>
            {major.headline}
          </Link>
        )}
      </Heading>
      <dl className={classes.facts}>
        {major.endedAt === null && major.resolvedAt === null ? (
          <Fact name={t('major.openFor')}>
            <Since at={major.declaredAt} className={classes.count} />
          </Fact>
        ) : (
          <Fact name={t('major.since')}>
            <Time at={major.declaredAt} />
          </Fact>
        )}
        {major.nextUpdateAt !== null && (
          <Fact name={t('major.nextUpdate')}>
            <Countdown at={major.nextUpdateAt} className={classes.count} />
          </Fact>
        )}
        {major.resolvedAt !== null && (
          <Fact name={t('major.resolvedAt')}>
            <Time at={major.resolvedAt} />
          </Fact>
        )}
        <Fact name={t('major.commander')}>
          <PersonName person={major.commander} />
        </Fact>
        <Fact name={t('major.services')}>
          {major.services.length === 0
            ? t('major.services.none')
            : major.services.map(({ name }) => name).join(', ')}
        </Fact>
        <Fact name={t('major.children')}>{major.children}</Fact>
        {major.warRoomUrl !== null && (
          <Fact name={t('major.warRoom')}>
            <Anchor href={major.warRoomUrl} target="_blank" rel="noopener noreferrer" size="sm">
              {t('major.warRoom.join')} <IconExternalLink size={13} aria-hidden="true" />
            </Anchor>
          </Fact>
        )}
        {major.reason !== null && <Fact name={t('major.reason')}>{major.reason}</Fact>}
      </dl>
      {offered.length > 0 && (
        <div className={classes.acts}>
          {offered.map((act, index) => (
            <Button
              key={act}
              size="xs"
              variant={index === 0 ? 'filled' : act === 'withdraw' ? 'subtle' : 'default'}
              onClick={() => setAsking(act)}
            >
              {t(`major.act.${act}`)}
            </Button>
          ))}
        </div>
      )}
      {asking === 'update' && <UpdateDialog major={major} onClose={close} />}
      {asking === 'resolve' && <ResolveDialog major={major} onClose={close} />}
      {asking === 'review' && <ReviewDialog major={major} onClose={close} />}
      {asking === 'withdraw' && <WithdrawDialog major={major} onClose={close} />}
      {asking === 'change' && (
        <DeclareDialog
          ticket={{ ...ticket, title: major.headline }}
          major={major}
          onClose={close}
        />
      )}
    </article>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd dir="auto">{children}</dd>
    </div>
  );
}
