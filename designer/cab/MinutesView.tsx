/** The minutes: written by themselves when the meeting has ended, corrected by whoever runs it, closed and sent for good. */
import { Button } from '@mantine/core';
import { IconFileText, IconPrinter } from '@tabler/icons-react';
import { type Ref, useState } from 'react';
import { changeMeeting, closeMeeting } from '#designer/client/cab.ts';
import { keys } from '#designer/client/query.ts';
import type { Meeting } from '#designer/client/types/cab.ts';
import { EmptyState } from '#designer/ui/EmptyState.tsx';
import { useText } from '#designer/ui/locale.ts';
import { SaveDialog } from '#designer/ui/SaveDialog.tsx';
import { Time } from '#designer/ui/Time.tsx';
import classes from './meeting.module.css';
import { SharedTextField } from './SharedText.tsx';
import { useTakeMeeting } from './use-act.ts';
import { useSharedText } from './use-shared-text.ts';

type Props = { meeting: Meeting; heading: Ref<HTMLHeadingElement> };

export function MinutesView({ meeting, heading }: Props) {
  const t = useText();
  const isWritten = meeting.endedAt !== null || meeting.state === 'closed';
  return (
    <section className={classes.minutes} aria-labelledby="cab-minutes">
      <h2 id="cab-minutes" ref={heading} tabIndex={-1} className={classes.itemTitle}>
        {t('cab.minutes')}
      </h2>
      {meeting.closedAt !== null && (
        <p className={classes.quiet}>
          {t('cab.minutes.closed')} <Time at={meeting.closedAt} />
        </p>
      )}
      {!isWritten && (
        <EmptyState icon={IconFileText} title={t('cab.minutes.none.title')}>
          {t('cab.minutes.none.text')}
        </EmptyState>
      )}
      {isWritten && meeting.allowed.includes('minutes') && <Corrected meeting={meeting} />}
      {isWritten && (
        <p
          className={classes.written}
          data-corrected={meeting.allowed.includes('minutes')}
          dir="auto"
        >
          {meeting.minutes}
        </p>
      )}
      {isWritten && (
        <div className={classes.row}>
          <Button
            variant="default"
            leftSection={<IconPrinter size={16} stroke={1.7} />}
            onClick={() => window.print()}
          >
            {t('cab.minutes.print')}
          </Button>
        </div>
      )}
    </section>
  );
}

const textOf = ({ minutes }: Meeting): string => minutes;
const save = (meeting: Meeting, minutes: string) => changeMeeting(meeting, { minutes });

function Corrected({ meeting }: { meeting: Meeting }) {
  const t = useText();
  const take = useTakeMeeting();
  const [closing, setClosing] = useState(false);
  const shared = useSharedText({ name: `cab.${meeting.id}.minutes`, meeting, textOf, save });
  return (
    <>
      <SharedTextField
        label={t('cab.minutes.text')}
        help={t('cab.minutes.help')}
        shared={shared}
        maxLength={100_000}
        minRows={12}
      />
      {meeting.allowed.includes('close') && (
        <div className={classes.row}>
          <Button size="md" disabled={shared.state !== 'saved'} onClick={() => setClosing(true)}>
            {t('cab.minutes.close')}
          </Button>
          {shared.state !== 'saved' && (
            <span className={classes.quiet}>{t('cab.minutes.close.first')}</span>
          )}
        </div>
      )}
      {closing && (
        <SaveDialog
          title={t('cab.minutes.close')}
          submit={t('cab.minutes.close')}
          what={['close', meeting.id]}
          save={async (key) => take(await closeMeeting(meeting, key))}
          saved={t('cab.minutes.closed.done')}
          touches={[keys.cab()]}
          onClose={() => setClosing(false)}
        >
          {() => <p>{t('cab.minutes.close.text')}</p>}
        </SaveDialog>
      )}
    </>
  );
}
