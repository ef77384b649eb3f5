/** Boards: who decides about changes together, when, and how many of them it takes. */
import { IconGavel } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { boardsQuery } from '#designer/client/cab.ts';
import type { Board } from '#designer/client/types/cab.ts';
import { Avatar } from '#designer/ui/Avatar.tsx';
import { useText } from '#designer/ui/locale.ts';
import { Time } from '#designer/ui/Time.tsx';
import groups from '../Groups.module.css';
import type { Column } from '../parts.tsx';
import { RecordList } from '../RecordList.tsx';
import { useRepeats } from '../use-repeats.ts';
import { BoardDialog } from './BoardDialog.tsx';
import classes from './boards.module.css';

const FACES = 6;

export function Boards() {
  const t = useText();
  const repeats = useRepeats();
  const columns: Column<Board>[] = [
    {
      key: 'name',
      head: t('settings.name'),
      cell: ({ name, key }) => (
        <span className={classes.named}>
          <strong dir="auto">{name}</strong>
          <code className={groups.key}>{key}</code>
        </span>
      ),
    },
    {
      key: 'members',
      head: t('boards.members'),
      cell: ({ members, standIns }) => (
        <span className={classes.named}>
          <span className={groups.faces}>
            {members.slice(0, FACES).map(({ person }) => (
              <Avatar key={person.id} person={person} size={24} named />
            ))}
            <span className={groups.count}>{t('groups.count', { count: members.length })}</span>
          </span>
          {standIns.map((one) => (
            <span key={`${one.person.id} ${one.for.id}`} className={groups.count}>
              {t('boards.standIn', { name: one.person.name, member: one.for.name })}
            </span>
          ))}
        </span>
      ),
    },
    {
      key: 'meets',
      head: t('boards.meets'),
      cell: ({ meets }) =>
        meets === null ? t('boards.meets.hand') : repeats(meets.starts.slice(0, 10), meets.rrule),
    },
    {
      key: 'next',
      head: t('boards.next'),
      cell: ({ nextMeeting }) =>
        nextMeeting === null ? (
          t('boards.next.none')
        ) : (
          <Link to="/cab/$id" params={{ id: nextMeeting.id }}>
            <Time at={nextMeeting.scheduledAt} />
          </Link>
        ),
    },
    {
      key: 'waiting',
      head: t('boards.waiting'),
      cell: ({ waiting }) => waiting,
    },
  ];
  return (
    <RecordList
      lead={t('boards.text')}
      caption={t('settings.boards')}
      query={useQuery(boardsQuery)}
      columns={columns}
      none={{ icon: IconGavel, title: t('boards.none.title'), text: t('boards.none.text') }}
      addLabel={t('boards.add')}
      editLabel={({ name }) => t('boards.edit', { name })}
      mayEdit={({ allowed }) => allowed.includes('edit')}
      dialog={(board, onClose) => <BoardDialog board={board} onClose={onClose} />}
    />
  );
}
