/** What the ticket is, where it stands, and what may be done with it. */
import { ActionIcon, CopyButton, Tooltip } from '@mantine/core';
import { IconArrowsMaximize, IconCheck, IconLink, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { changeQuery } from '#designer/client/changes.ts';
import type { TicketChange } from '#designer/client/tickets.ts';
import type { Ticket } from '#designer/client/types/tickets.ts';
import { ClockBadge } from '#designer/ui/ClockBadge.tsx';
import { ResultChip } from '#designer/ui/change/ResultChip.tsx';
import { undoneIn } from '#designer/ui/change/undone.ts';
import { InlineText } from '#designer/ui/InlineText.tsx';
import { useText } from '#designer/ui/locale.ts';
import { PriorityMark } from '#designer/ui/PriorityMark.tsx';
import { StatusChip } from '#designer/ui/StatusChip.tsx';
import { TypeIcon } from '#designer/ui/TypeIcon.tsx';
import type { Saved } from '#designer/ui/use-own-text.ts';
import { TicketActs } from './TicketActs.tsx';
import classes from './TicketHeader.module.css';

type Props = {
  ticket: Ticket;
  onChange: (change: TicketChange) => Promise<Saved>;
  onAssignToMe: () => void;
  onToWork: () => void;
  onClose?: () => void;
};

export function TicketHeader({ ticket, onChange, onAssignToMe, onToWork, onClose }: Props) {
  const t = useText();
  const mayEdit = ticket.allowed.includes('update');
  return (
    <header className={classes.header}>
      <div className={classes.line}>
        <TypeIcon type={ticket.type} />
        <span>{t(`type.${ticket.type}`)}</span>
        <span className={classes.number}>{ticket.number}</span>
        <span className={classes.icons}>
          <CopyButton value={`${window.location.origin}/tickets/${ticket.number}`}>
            {({ copied, copy }) => (
              <Tooltip label={copied ? t('common.copied') : t('act.copyLink')}>
                <ActionIcon aria-label={t('act.copyLink')} onClick={copy}>
                  {copied ? <IconCheck size={16} /> : <IconLink size={16} stroke={1.7} />}
                </ActionIcon>
              </Tooltip>
            )}
          </CopyButton>
          {onClose !== undefined && (
            <>
              <Tooltip label={t('act.openPage')}>
                <ActionIcon
                  component={Link}
                  to="/tickets/$id"
                  params={{ id: ticket.number } as never}
                  aria-label={t('act.openPage')}
                >
                  <IconArrowsMaximize size={16} stroke={1.7} />
                </ActionIcon>
              </Tooltip>
              <Tooltip label={t('act.closePane')}>
                <ActionIcon aria-label={t('act.closePane')} onClick={onClose}>
                  <IconX size={16} stroke={1.7} />
                </ActionIcon>
              </Tooltip>
            </>
          )}
        </span>
      </div>
      <InlineText
        value={ticket.title}
        label={t('act.editTitle')}
        readOnly={!mayEdit}
        className={classes.title}
        onSave={(title) => onChange({ title })}
      />
      <div className={classes.state}>
        <StatusChip status={ticket.status} holdReason={ticket.holdReason} />
        {ticket.type === 'change' && <NotDone id={ticket.id} status={ticket.status} />}
        <PriorityMark priority={ticket.priority} words />
        <ClockBadge clock={ticket.clock} long />
      </div>
      <TicketActs
        ticket={ticket}
        onChange={onChange}
        onAssignToMe={onAssignToMe}
        onToWork={onToWork}
      />
    </header>
  );
}

/** That a change was backed out, or failed: its status says only how far it is. */
function NotDone({ id, status }: { id: string; status: string }) {
  const result = undoneIn(status, useQuery(changeQuery(id)).data?.result);
  return result === null ? null : <ResultChip result={result} />;
}
