/** One seat: whose it is, what was said for it and by whom, or who may still say it. */
import { IconCheck, IconMinus, IconX } from '@tabler/icons-react';
import type { Approver } from '#designer/client/types/tasks.ts';
import classes from '../ApprovalRound.module.css';
import { Avatar } from '../Avatar.tsx';
import { useText } from '../locale.ts';
import { Time } from '../Time.tsx';
import { useRoundWords } from './use-words.ts';

type Props = {
  /** Everybody who may take it; who has taken it is alone. */
  people: readonly Approver[];
  /** Where it counts by weight. */
  weight: number | null;
  veto: boolean;
  /** Its stage is not asked yet. */
  isLater: boolean;
  /** Nobody decides here any more. */
  isOver: boolean;
};

export function Seat({ people, weight, veto, isLater, isOver }: Props) {
  const t = useText();
  const { list } = useRoundWords();
  const [first] = people;
  const decision = first?.decision ?? null;
  const isShared = people.length > 1;
  const nobody = t('approvals.seat.nobody');
  const name =
    first === undefined
      ? nobody
      : isShared
        ? t('approvals.seat.anyOf', { names: list(people.map(nameOf)) })
        : nameOf(first);
  const Icon = decision === 'approve' ? IconCheck : decision === 'reject' ? IconX : IconMinus;
  const standIns = [
    ...new Map(
      people.flatMap((one) => one.standIns).map((one) => [one.email, nameOf(one)]),
    ).values(),
  ];
  const notes = [
    ...(first?.actedBy
      ? [t('approvals.seat.inPlaceOf', { actor: nameOf(first.actedBy), name: nameOf(first) })]
      : []),
    ...(first?.outside ? [t('approvals.seat.outside')] : []),
    ...(first?.signed ? [t('approval.signed', { meaning: first.signed })] : []),
    ...(first?.via?.startsWith('fallback:') ? [t('approvals.seat.fallback')] : []),
    ...(decision === null && !isOver && people.some(({ away }) => away)
      ? [t('approvals.seat.away')]
      : []),
    ...(decision === null && !isOver && standIns.length > 0
      ? [t('approvals.seat.standIns', { names: list(standIns) })]
      : []),
    ...(veto ? [t('approvals.seat.veto')] : []),
    ...(weight === null ? [] : [t('approvals.seat.weight', { weight })]),
  ];
  return (
    <li className={classes.person}>
      <Avatar person={isShared ? null : (first ?? null)} size={22} />
      <span className={isShared ? classes.names : classes.name} dir="auto">
        {name}
      </span>
      <span className={classes.vote} data-vote={decision ?? 'none'}>
        {decision !== null && <Icon size={14} stroke={2.2} aria-hidden="true" />}
        {(decision !== null || !(isLater || isOver)) && t(`vote.${decision ?? 'none'}`)}
        {first?.decidedAt && <Time at={first.decidedAt} className={classes.time} short />}
      </span>
      {notes.length > 0 && (
        <p className={classes.notes} dir="auto">
          {notes.join(' · ')}
        </p>
      )}
      {first?.comment && (
        <p className={classes.comment} dir="auto">
          {first.comment}
        </p>
      )}
    </li>
  );
}

const nameOf = ({ name, email }: { name: string; email: string }): string => name || email;
