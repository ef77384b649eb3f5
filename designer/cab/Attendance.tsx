/** Who is there: it counts for whether enough take part. */
import { Button, Modal } from '@mantine/core';
import { setAttendance } from '#designer/client/cab.ts';
import { useMe } from '#designer/client/me.ts';
import type { Attendance, Meeting } from '#designer/client/types/cab.ts';
import { PersonName } from '#designer/ui/Avatar.tsx';
import { Chip } from '#designer/ui/Chip.tsx';
import { useText } from '#designer/ui/locale.ts';
import classes from './meeting.module.css';
import { Refused } from './Refused.tsx';
import { useAct } from './use-act.ts';

const CHOICES: readonly Attendance[] = ['present', 'excused'];

type Props = { meeting: Meeting; onClose: () => void };

export function AttendanceDialog({ meeting, onClose }: Props) {
  const t = useText();
  const me = useMe().user;
  const { run, busy, problem } = useAct(meeting.id);
  const maySet = (personId: string) =>
    meeting.allowed.includes('attendance') ||
    (personId === me.id && meeting.allowed.includes('attend'));
  const first = meeting.members.find(({ person }) => maySet(person.id))?.person.id;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('cab.attendance')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <ul className={`${classes.voters} ${classes.dialog}`}>
        {meeting.members.map(({ person, role, attendance }) => (
          <li key={person.id} className={classes.voter}>
            <PersonName person={person} />
            {role !== 'member' && <Chip>{t(`cab.role.${role}`)}</Chip>}
            <fieldset className={classes.there}>
              <legend className="p-hidden">{person.name}</legend>
              {maySet(person.id)
                ? CHOICES.map((one, index) => (
                    <Button
                      key={one}
                      size="sm"
                      variant="default"
                      className={classes.pressed}
                      aria-pressed={attendance === one}
                      aria-label={t(`cab.attendance.${one}.of`, { name: person.name })}
                      loading={busy === `${person.id} ${one}`}
                      data-autofocus={(index === 0 && person.id === first) || undefined}
                      onClick={() =>
                        void run(`${person.id} ${one}`, () =>
                          setAttendance(meeting.id, person.id, attendance === one ? null : one),
                        )
                      }
                    >
                      {t(`cab.there.${one}`)}
                    </Button>
                  ))
                : t(`cab.there.${attendance ?? 'unknown'}`)}
            </fieldset>
          </li>
        ))}
      </ul>
      <Refused problem={problem} />
    </Modal>
  );
}
