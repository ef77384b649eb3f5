/** How a meeting's states, votes and decisions are shown: always a word, with a sign beside it, and colour only as help. */
import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconArrowForwardUp,
  IconCheck,
  IconCircleDashed,
  IconClockExclamation,
  IconDoorExit,
  IconMinus,
  IconScale,
  IconUsers,
  IconX,
  type TablerIcon,
} from '@tabler/icons-react';
import { BOARD_VOTES } from '#designer/client/cab.ts';
import type { AgendaItem, BoardVote, MeetingState, Verdict } from '#designer/client/types/cab.ts';
import { Chip, type Tone } from '#designer/ui/Chip.tsx';
import { useText } from '#designer/ui/locale.ts';
import type { Standing } from './agenda.ts';
import classes from './meeting.module.css';

type Look = { readonly icon: TablerIcon; readonly tone: Tone };

const VOTES: Record<BoardVote, Look> = {
  approve: { icon: IconCheck, tone: 'good' },
  reject: { icon: IconX, tone: 'bad' },
  abstain: { icon: IconMinus, tone: 'neutral' },
  recused: { icon: IconDoorExit, tone: 'neutral' },
};
const STANDINGS: Record<Standing, Look> = {
  undecided: { icon: IconCircleDashed, tone: 'neutral' },
  late: { icon: IconClockExclamation, tone: 'warn' },
  withdrawn: { icon: IconArrowBackUp, tone: 'neutral' },
  approved: { icon: IconCheck, tone: 'good' },
  rejected: { icon: IconX, tone: 'bad' },
  deferred: { icon: IconArrowForwardUp, tone: 'info' },
};
const VERDICTS: Record<Verdict, Look> = {
  approved: { icon: IconCheck, tone: 'good' },
  rejected: { icon: IconX, tone: 'bad' },
  tie: { icon: IconScale, tone: 'warn' },
  no_quorum: { icon: IconUsers, tone: 'warn' },
  no_votes: { icon: IconCircleDashed, tone: 'neutral' },
};
/** Said also where nobody stands there. */
const SIDES: readonly BoardVote[] = ['approve', 'reject'];
const STATES: Record<MeetingState, Tone> = {
  planned: 'info',
  open: 'good',
  ended: 'warn',
  closed: 'neutral',
  cancelled: 'neutral',
};

export const voteIcon = (vote: BoardVote): TablerIcon => VOTES[vote].icon;

export function VoteChip({ vote }: { vote: BoardVote | null }) {
  const t = useText();
  if (vote === null) return <span className={classes.quiet}>{t('cab.vote.none')}</span>;
  const { icon: Icon, tone } = VOTES[vote];
  return (
    <Chip tone={tone} icon={<Icon size={13} stroke={2.2} aria-hidden="true" />}>
      {t(`cab.voted.${vote}`)}
    </Chip>
  );
}

export function StandingChip({ standing }: { standing: Standing }) {
  const t = useText();
  const { icon: Icon, tone } = STANDINGS[standing];
  return (
    <Chip tone={tone} icon={<Icon size={13} stroke={2.2} aria-hidden="true" />}>
      {t(`cab.item.${standing}`)}
    </Chip>
  );
}

/** For a narrow list: the sign alone, with its word for who does not see it. */
export function StandingIcon({ standing }: { standing: Standing }) {
  const t = useText();
  const { icon: Icon, tone } = STANDINGS[standing];
  const word = t(`cab.item.${standing}`);
  return (
    <span className={classes.standing} data-tone={tone} title={word}>
      <Icon size={16} stroke={2.2} aria-hidden="true" />
      <span className="p-hidden">{word}</span>
    </span>
  );
}

export function MeetingStateChip({ state }: { state: MeetingState }) {
  const t = useText();
  return <Chip tone={STATES[state]}>{t(`cab.state.${state}`)}</Chip>;
}

/** What the votes come to, how many there are of each, and how many take part of those who must. */
export function VerdictLine({ item, quorum }: { item: AgendaItem; quorum: number }) {
  const t = useText();
  const { icon: Icon, tone } = VERDICTS[item.verdict];
  const { count } = item;
  const isShort = item.takingPart < quorum;
  return (
    <div className={classes.verdict} data-tone={tone} role="status">
      <p className={classes.outcome}>
        <Icon size={20} stroke={2.2} aria-hidden="true" />
        {t(`cab.verdict.${item.verdict}`)}
      </p>
      <ul className={classes.count}>
        {BOARD_VOTES.filter((vote) => count[vote] > 0 || SIDES.includes(vote)).map((vote) => (
          <li key={vote}>{t(`cab.count.${vote}`, { count: count[vote] })}</li>
        ))}
      </ul>
      <p className={classes.quorum} data-short={isShort}>
        {isShort && <IconAlertTriangle size={15} aria-hidden="true" />}
        {t('cab.quorum', { there: item.takingPart, needed: quorum })}
      </p>
    </div>
  );
}
