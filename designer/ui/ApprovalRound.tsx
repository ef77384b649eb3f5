/** Who is asked, who has decided what, and what it takes: one line of rule, one line a person. */
import { IconCheck, IconMinus, IconX } from '@tabler/icons-react';
import type { Approval, Approver } from '#designer/client/types/tasks.ts';
import classes from './ApprovalRound.module.css';
import { Avatar } from './Avatar.tsx';
import { Chip, type Tone } from './Chip.tsx';
import { useText } from './locale.ts';
import { Time } from './Time.tsx';

const TONES: Record<Approval['state'], Tone> = {
  open: 'info',
  approved: 'good',
  rejected: 'bad',
  cancelled: 'neutral',
  timedOut: 'warn',
};

export function ApprovalRound({ approval }: { approval: Approval }) {
  const t = useText();
  const count = approval.approvers.length;
  return (
    <div className={classes.round}>
      <p className={classes.rule}>
        <Chip tone={TONES[approval.state]}>{t(`approvals.state.${approval.state}`)}</Chip>
        <span>
          {t(`approvals.rule.${approval.mode}`, { count, needed: approval.needed ?? count })}
        </span>
      </p>
      <ul className={classes.people}>
        {approval.approvers.map((approver) => (
          <ApproverLine key={approver.email} approver={approver} />
        ))}
      </ul>
    </div>
  );
}

function ApproverLine({ approver }: { approver: Approver }) {
  const t = useText();
  const { decision } = approver;
  const Icon = decision === 'approve' ? IconCheck : decision === 'reject' ? IconX : IconMinus;
  return (
    <li className={classes.person}>
      <Avatar person={approver} size={22} />
      <span className={classes.name} dir="auto">
        {approver.name ?? approver.email}
      </span>
      <span className={classes.vote} data-vote={decision ?? 'none'}>
        {decision !== null && <Icon size={14} stroke={2.2} aria-hidden="true" />}
        {t(`vote.${decision ?? 'none'}`)}
        {approver.decidedAt !== null && (
          <Time at={approver.decidedAt} className={classes.time} short />
        )}
      </span>
      {approver.comment !== null && approver.comment !== '' && (
        <p className={classes.comment} dir="auto">
          {approver.comment}
        </p>
      )}
    </li>
  );
}
