/** Who is there, themselves or through who stands in for them: it counts for whether enough take part. */
import { Button, Modal } from '@mantine/core';
import { setAttendance } from '#designer/client/cab.ts';
import { useMe } from '#designer/client/me.ts';
import type { Attendance, Meeting, MeetingMember } from '#designer/client/types/cab.ts';
import type { Person } from '#designer/client/types/people.ts';
import { PersonName } from '#designer/ui/Avatar.tsx';
import { Chip } from '#designer/ui/Chip.tsx';
import { useText } from '#designer/ui/locale.ts';
import { standInsFor } from './agenda.ts';
import classes from './meeting.module.css';
import { Presence } from './Presence.tsx';
import { Refused } from './Refused.tsx';
import { useAct } from './use-act.ts';

type Props = { meeting: Meeting; onClose: () => void };
type Choice = { readonly attendance: Attendance; readonly through: Person | null };

export function AttendanceDialog({ meeting, onClose }: Props) {
  const t = useText();
  const me = useMe().user;
  const choices = choicesIn(meeting, me.id);
  const first = meeting.members.find((member) => choices(member).length > 0)?.person.id;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('cab.attendance')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Seats meeting={meeting} choices={choices} first={first} />
    </Modal>
  );
}

/**
 * What one may say of a member: everything of oneself and where one runs it, and that they are there through oneself, unless they
 * are there already.
 */
function choicesIn(
  meeting: Meeting,
  personId: string,
): (member: MeetingMember) => readonly Choice[] {
  const runs = meeting.allowed.includes('attendance');
  return ({ person: { id: memberId }, attendance, through: other }) => {
    const isThere = attendance === 'present' && other?.id !== personId;
    const isAll = runs || (memberId === personId && meeting.allowed.includes('attend'));
    const through = standInsFor(meeting, memberId)
      .filter(({ person, now }) => now && (isAll || (person.id === personId && !isThere)))
      .map(({ person }): Choice => ({ attendance: 'present', through: person }));
    if (!isAll) return through;
    const plain = (['present', 'excused'] as const).map((attendance) => ({
      attendance,
      through: null,
    }));
    return [...plain, ...through];
  };
}

type SeatsProps = {
  meeting: Meeting;
  choices: (member: MeetingMember) => readonly Choice[];
  /** Where the focus begins. */
  first: string | undefined;
};

function Seats({ meeting, choices, first }: SeatsProps) {
  const t = useText();
  const { run, busy, problem } = useAct(meeting.id);
  return (
    <>
      <ul className={`${classes.voters} ${classes.dialog}`}>
        {meeting.members.map((member) => {
          const { person, role, attendance, through } = member;
          const offered = choices(member);
          const isNow = (one: Choice) =>
            attendance === one.attendance && through?.id === one.through?.id;
          const isSaid = attendance === null ? offered.length > 0 : offered.some(isNow);
          return (
            <li key={person.id} className={classes.voter}>
              <PersonName person={person} />
              {role !== 'member' && <Chip>{t(`cab.role.${role}`)}</Chip>}
              <fieldset className={classes.there}>
                <legend className="p-hidden">{person.name}</legend>
                {!isSaid && (
                  <span className={classes.quiet}>
                    <Presence member={member} />
                  </span>
                )}
                {offered.map((one, index) => {
                  const isSo = isNow(one);
                  const name = `${person.id} ${one.attendance} ${one.through?.id ?? ''}`;
                  return (
                    <Button
                      key={name}
                      size="sm"
                      variant="default"
                      className={classes.pressed}
                      aria-pressed={isSo}
                      aria-label={
                        one.through
                          ? t('cab.attendance.through.of', {
                              name: person.name,
                              through: one.through.name,
                            })
                          : t(`cab.attendance.${one.attendance}.of`, { name: person.name })
                      }
                      loading={busy === name}
                      data-autofocus={(index === 0 && person.id === first) || undefined}
                      onClick={() =>
                        void run(name, () =>
                          setAttendance(
                            meeting.id,
                            person.id,
                            isSo ? null : one.attendance,
                            isSo ? null : (one.through?.id ?? null),
                          ),
                        )
                      }
                    >
                      {one.through
                        ? t('cab.there.through', { name: one.through.name })
                        : t(`cab.there.${one.attendance}`)}
                    </Button>
                  );
                })}
              </fieldset>
            </li>
          );
        })}
      </ul>
      <Refused problem={problem} />
    </>
  );
}
