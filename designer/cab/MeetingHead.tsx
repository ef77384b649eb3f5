/** What the meeting is, how much of its time is left, who is there, and what may be done with it. */
import { Button, Menu, Switch } from '@mantine/core';
import {
  IconCalendarPlus,
  IconChevronDown,
  IconClock,
  IconFileText,
  IconPencil,
  IconPlayerPlay,
  IconPlayerStop,
  IconPlus,
  IconUsers,
  IconX,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useIntl } from 'react-intl';
import { beginMeeting, meetingCalendar } from '#designer/client/cab.ts';
import { useMe } from '#designer/client/me.ts';
import type { Meeting } from '#designer/client/types/cab.ts';
import { useIntention } from '#designer/client/use-intention.ts';
import { useText } from '#designer/ui/locale.ts';
import { Time } from '#designer/ui/Time.tsx';
import { useNow } from '#designer/ui/time.ts';
import { AddItemsDialog } from './AddItems.tsx';
import { AttendanceDialog } from './Attendance.tsx';
import { minutesLeft } from './agenda.ts';
import { KeyHint } from './KeyHint.tsx';
import { CancelDialog, EndDialog, MoveDialog } from './MeetingDialogs.tsx';
import classes from './meeting.module.css';
import { Refused } from './Refused.tsx';
import { useAct } from './use-act.ts';
import { MeetingStateChip } from './words.tsx';

export type Asking = 'end' | 'cancel' | 'move' | 'add' | 'attendance' | null;

type Props = {
  meeting: Meeting;
  isMinutes: boolean;
  onMinutes: (open: boolean) => void;
  asking: Asking;
  onAsk: (asking: Asking) => void;
  /** Whether everybody goes along; null where nobody could. */
  leading: boolean | null;
  onLead: (leading: boolean) => void;
};

export function MeetingHead(props: Props) {
  const { meeting, isMinutes, onMinutes, asking, onAsk, leading, onLead } = props;
  const t = useText();
  const intl = useIntl();
  const may = (act: string) => meeting.allowed.includes(act);
  const close = () => onAsk(null);
  const present = meeting.members.filter(({ attendance }) => attendance === 'present').length;
  return (
    <header className={classes.head}>
      <div className={classes.headText}>
        <div className={classes.row}>
          {meeting.board.name !== meeting.name && (
            <Link to="/cab" search={{ board: meeting.board.key }} className={classes.link}>
              <span dir="auto">{meeting.board.name}</span>
            </Link>
          )}
          <time dateTime={meeting.scheduledAt} className={classes.quiet}>
            {intl.formatDate(meeting.scheduledAt, { dateStyle: 'full', timeStyle: 'short' })}
          </time>
          <MeetingStateChip state={meeting.state} />
          {meeting.virtual && <span className={classes.quiet}>{t('cab.virtual')}</span>}
          <TimeLeft meeting={meeting} />
        </div>
        <h1 className={classes.title} dir="auto" title={meeting.name}>
          {meeting.name}
        </h1>
        <StandsInFor meeting={meeting} />
        {meeting.reason !== null && (
          <p className={classes.quiet} dir="auto">
            {t('cab.cancelled.because', { reason: meeting.reason })}
          </p>
        )}
      </div>
      <div className={classes.acts}>
        {leading !== null && (
          <Switch
            label={t('cab.lead')}
            checked={leading}
            onChange={(event) => onLead(event.currentTarget.checked)}
          />
        )}
        {!meeting.virtual && (
          <Button
            variant="default"
            leftSection={<IconUsers size={16} stroke={1.7} />}
            rightSection={<KeyHint keys="p" />}
            onClick={() => onAsk('attendance')}
          >
            {t('cab.present', { there: present, of: meeting.members.length })}
          </Button>
        )}
        <Button
          variant="default"
          aria-pressed={isMinutes}
          className={classes.pressed}
          leftSection={<IconFileText size={16} stroke={1.7} />}
          rightSection={<KeyHint keys="m" />}
          onClick={() => onMinutes(!isMinutes)}
        >
          {t('cab.minutes')}
        </Button>
        {may('open') && <Begin meeting={meeting} />}
        {may('end') && (
          <Button
            leftSection={<IconPlayerStop size={16} stroke={1.7} />}
            onClick={() => onAsk('end')}
          >
            {t('cab.end')}
          </Button>
        )}
        <Others meeting={meeting} onAsk={onAsk} />
      </div>
      {asking === 'end' && (
        <EndDialog meeting={meeting} onClose={close} onEnded={() => onMinutes(true)} />
      )}
      {asking === 'cancel' && <CancelDialog meeting={meeting} onClose={close} />}
      {asking === 'move' && <MoveDialog meeting={meeting} onClose={close} />}
      {asking === 'add' && <AddItemsDialog meeting={meeting} onClose={close} />}
      {asking === 'attendance' && <AttendanceDialog meeting={meeting} onClose={close} />}
    </header>
  );
}

/** For whom the reader is here, or will be. */
function StandsInFor({ meeting }: { meeting: Meeting }) {
  const t = useText();
  const intl = useIntl();
  const me = useMe().user;
  const own = meeting.standIns.filter(({ person }) => person.id === me.id);
  if (own.length === 0 || !['planned', 'open'].includes(meeting.state)) return null;
  const named = (which: boolean) =>
    intl.formatList(
      own.filter(({ now }) => now === which).map((one) => one.for.name),
      { type: 'conjunction' },
    );
  const [now, later] = [named(true), named(false)];
  return (
    <p className={classes.quiet}>
      {now !== '' && t('cab.standIn.now', { names: now })}{' '}
      {later !== '' && t('cab.standIn.later', { names: later })}
    </p>
  );
}

/** Nobody counts the minutes of days. */
const IN_MINUTES = 180;

function TimeLeft({ meeting }: { meeting: Meeting }) {
  const t = useText();
  const left = minutesLeft(meeting.endsAt, useNow());
  if (meeting.state === 'planned')
    return (
      <span className={classes.left}>
        <IconClock size={15} aria-hidden="true" />
        {t('cab.begins')} <Time at={meeting.scheduledAt} />
      </span>
    );
  if (meeting.state !== 'open') return null;
  return (
    <span className={classes.left} data-late={left < 0} role="timer">
      <IconClock size={15} aria-hidden="true" />
      {left > IN_MINUTES ? (
        <>
          {t('cab.ends')} <Time at={meeting.endsAt} />
        </>
      ) : left >= 0 ? (
        t('cab.left', { count: left })
      ) : (
        t('cab.over', { count: -left })
      )}
    </span>
  );
}

function Begin({ meeting }: { meeting: Meeting }) {
  const t = useText();
  const { run, busy, problem } = useAct(meeting.id);
  const intention = useIntention();
  const begin = () =>
    void run('begin', () => intention.send(meeting.id, (key) => beginMeeting(meeting, key)));
  return (
    <>
      <Button
        leftSection={<IconPlayerPlay size={16} stroke={1.7} />}
        loading={busy === 'begin'}
        onClick={begin}
      >
        {t('cab.begin')}
      </Button>
      {problem !== null && (
        <div className={classes.below}>
          <Refused problem={problem} />
        </div>
      )}
    </>
  );
}

function Others({ meeting, onAsk }: Pick<Props, 'meeting' | 'onAsk'>) {
  const t = useText();
  const [open, setOpen] = useState(false);
  const may = (act: string) => meeting.allowed.includes(act);
  return (
    <Menu position="bottom-end" opened={open} onChange={setOpen}>
      <Menu.Target>
        <Button variant="default" rightSection={<IconChevronDown size={14} />}>
          {t('common.more')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {may('addItem') && (
          <Menu.Item leftSection={<IconPlus size={15} />} onClick={() => onAsk('add')}>
            {t('cab.add')}
          </Menu.Item>
        )}
        {may('edit') && (
          <Menu.Item leftSection={<IconPencil size={15} />} onClick={() => onAsk('move')}>
            {t(may('move') ? 'cab.move' : 'cab.rename')}
          </Menu.Item>
        )}
        <Menu.Item
          component="a"
          href={meetingCalendar(meeting.id)}
          download
          leftSection={<IconCalendarPlus size={15} />}
        >
          {t('cab.calendar')}
        </Menu.Item>
        {may('cancel') && (
          <Menu.Item leftSection={<IconX size={15} />} onClick={() => onAsk('cancel')}>
            {t('cab.cancel')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
