/** A ticket's state in words, with its drawing. */
import type { HoldReason, TicketStatus } from '#designer/client/types/tickets.ts';
import { useText } from './locale.ts';
import classes from './StatusChip.module.css';
import { StatusIcon } from './StatusIcon.tsx';

export function StatusChip({
  status,
  holdReason,
}: {
  status: TicketStatus;
  holdReason?: HoldReason | null;
}) {
  const t = useText();
  return (
    <span className={classes.status}>
      <StatusIcon status={status} />
      <span className={classes.word}>
        {status === 'on_hold' && holdReason ? t(`hold.${holdReason}`) : t(`status.${status}`)}
      </span>
    </span>
  );
}
