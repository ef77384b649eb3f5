/** Who has voted what, as it comes in; whoever runs the meeting enters what a member says aloud. */
import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useIntl } from 'react-intl';
import { BOARD_VOTES, voteOn } from '#designer/client/cab.ts';
import type { AgendaItem, Meeting } from '#designer/client/types/cab.ts';
import { useIntention } from '#designer/client/use-intention.ts';
import { PersonName } from '#designer/ui/Avatar.tsx';
import { Chip } from '#designer/ui/Chip.tsx';
import { useText } from '#designer/ui/locale.ts';
import { votersOf } from './agenda.ts';
import classes from './meeting.module.css';
import { Presence } from './Presence.tsx';
import { Refused } from './Refused.tsx';
import { useAct } from './use-act.ts';
import { VerdictLine, VoteChip, voteIcon } from './words.tsx';

type Props = {
  meeting: Meeting;
  item: AgendaItem;
  /** Where nothing else on the page says what they come to. */
  withVerdict: boolean;
};

export function Votes({ meeting, item, withVerdict }: Props) {
  const t = useText();
  const { run, problem } = useAct(meeting.id);
  const intention = useIntention();
  const mayEnter = item.allowed.includes('voteFor');
  return (
    <section className={classes.card} aria-labelledby="cab-votes">
      <h3 id="cab-votes" className={classes.heading}>
        {t('cab.votes')}
      </h3>
      {withVerdict && <VerdictLine item={item} quorum={meeting.quorum} />}
      <ul className={classes.voters}>
        {votersOf(meeting.members, item).map(({ person, member, cast }) => (
          <li key={person.id}>
            <div className={classes.voter}>
              <PersonName person={person} />
              {member && member.role !== 'member' && <Chip>{t(`cab.role.${member.role}`)}</Chip>}
              {member === null && <Chip>{t('cab.role.left')}</Chip>}
              {member?.attendance && (
                <span className={classes.quiet}>
                  <Presence member={member} />
                </span>
              )}
              <span className={classes.voted}>
                <VoteChip vote={cast?.vote ?? null} />
                {mayEnter && member !== null && (
                  <Menu position="bottom-end">
                    <Menu.Target>
                      <Tooltip label={t('cab.vote.enter', { name: person.name })}>
                        <ActionIcon aria-label={t('cab.vote.enter', { name: person.name })}>
                          <IconPencil size={15} stroke={1.7} />
                        </ActionIcon>
                      </Tooltip>
                    </Menu.Target>
                    <Menu.Dropdown>
                      {BOARD_VOTES.map((vote) => {
                        const Icon = voteIcon(vote);
                        const body = { vote, for: person.id, seenPlan: item.plan };
                        return (
                          <Menu.Item
                            key={vote}
                            leftSection={<Icon size={15} />}
                            onClick={() =>
                              void run(person.id, () =>
                                intention.send([item.ticket.id, body], (key) =>
                                  voteOn(meeting.id, item.ticket.id, body, key),
                                ),
                              )
                            }
                          >
                            {t(`cab.vote.${vote}`)}
                          </Menu.Item>
                        );
                      })}
                    </Menu.Dropdown>
                  </Menu>
                )}
              </span>
            </div>
            {cast === null && <StandsIn item={item} memberId={person.id} />}
            {cast && (cast.comment !== '' || cast.enteredBy || cast.standIn) && (
              <div className={classes.said}>
                {cast.comment !== '' && <p dir="auto">{cast.comment}</p>}
                {cast.enteredBy && (
                  <p className={classes.quiet}>
                    {t('cab.vote.enteredBy', { name: cast.enteredBy.name })}
                  </p>
                )}
                {cast.standIn && (
                  <p className={classes.quiet}>
                    {t('cab.vote.inPlace', { name: cast.standIn.name, member: person.name })}
                  </p>
                )}
              </div>
            )}
          </li>
        ))}
      </ul>
      <Refused problem={problem} />
    </section>
  );
}

/** Who may speak now for a member who has not said anything. */
function StandsIn({ item, memberId }: { item: AgendaItem; memberId: string }) {
  const t = useText();
  const intl = useIntl();
  const who = item.standIns.filter((one) => one.for.id === memberId);
  if (who.length === 0) return null;
  const names = intl.formatList(
    who.map(({ person }) => person.name),
    { type: 'disjunction' },
  );
  return (
    <p className={classes.said}>
      <span className={classes.quiet}>{t('cab.standIn.may', { names })}</span>
    </p>
  );
}
