/** The acts, as buttons. What cannot be taken back asks first and says exactly what will happen. */
import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useState } from 'react';
import { useMe } from '#designer/client/me.ts';
import type { TicketChange } from '#designer/client/tickets.ts';
import type { Ticket } from '#designer/client/types/tickets.ts';
import { OPEN_STATUSES } from '#designer/client/views.ts';
import { useShortcuts } from '#designer/ui/keyboard.tsx';
import { useText } from '#designer/ui/locale.ts';
import type { Saved } from '#designer/ui/use-own-text.ts';
import { CancelDialog, CloseDialog, HoldDialog, ResolveDialog } from './ActDialogs.tsx';
import { type Offer, offersOf } from './acts.ts';
import { DeclareAct } from './DeclareAct.tsx';
import { useOpenWork } from './OpenWork.tsx';
import classes from './TicketActs.module.css';
import type { OpenWork } from './work.ts';

type Props = {
  ticket: Ticket;
  onChange: (change: TicketChange) => Promise<Saved>;
  onAssignToMe: () => void;
  /** Leads to what the ticket's processes wait for. */
  onToWork: () => void;
};

export function TicketActs({ ticket, onChange, onAssignToMe, onToWork }: Props) {
  const t = useText();
  const me = useMe();
  const [asking, setAsking] = useState<'resolve' | 'close' | 'hold' | 'cancel' | null>(null);
  const [busy, setBusy] = useState<string | null>(null);
  const { shown, more } = offersOf(ticket);
  const mayAssign =
    ticket.allowed.includes('update') &&
    ticket.assignee?.id !== me.user.id &&
    OPEN_STATUSES.includes(ticket.status);

  const isLeft = (work: readonly OpenWork[]) => work.some(({ left }) => left.length > 0);
  const leftAtResolve = isLeft(useOpenWork(ticket.id, 'resolved'));
  const leftAtClose = isLeft(useOpenWork(ticket.id, 'closed'));
  const toWork = () => {
    setAsking(null);
    onToWork();
  };

  const carryOut = (offer: Offer) => {
    if (offer.act === 'close' && leftAtClose) {
      setAsking('close');
      return;
    }
    if (offer.act === 'resolve' || offer.act === 'hold' || offer.act === 'cancel') {
      setAsking(offer.act);
      return;
    }
    setBusy(offer.status);
    void onChange({ status: offer.status }).finally(() => setBusy(null));
  };
  const label = (offer: Offer) =>
    offer.act === 'move'
      ? t('act.move', { status: t(`status.${offer.status}`) })
      : t(`act.${offer.act}`);
  // While its tasks are open, completing them is what comes next; and nothing is closed before it is done.
  const isNext = ({ act }: Offer) =>
    !(act === 'resolve' && leftAtResolve) && !(act === 'close' && ticket.status !== 'resolved');
  const canResolve = [...shown, ...more].some((offer) => offer.act === 'resolve');
  useShortcuts(
    canResolve
      ? [{ keys: 'r', label: t('desk.key.resolve'), run: () => setAsking('resolve') }]
      : [],
  );

  if (shown.length === 0 && more.length === 0 && !mayAssign) return null;
  return (
    <div className={classes.acts}>
      {mayAssign && (
        <Button size="xs" variant="default" onClick={onAssignToMe}>
          {t('act.assignToMe')}
        </Button>
      )}
      {shown.map((offer, index) => (
        <Button
          key={offer.status}
          size="xs"
          variant={index === 0 && isNext(offer) ? 'filled' : 'default'}
          loading={busy === offer.status}
          onClick={() => carryOut(offer)}
        >
          {label(offer)}
        </Button>
      ))}
      <DeclareAct ticket={ticket} />
      {more.length > 0 && (
        <Menu position="bottom-start" width={220}>
          <Menu.Target>
            <ActionIcon variant="default" aria-label={t('act.more')} className={classes.more}>
              <IconDots size={16} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {more.map((offer) => (
              <Menu.Item
                key={offer.status}
                color={offer.act === 'cancel' ? 'red' : undefined}
                onClick={() => carryOut(offer)}
              >
                {label(offer)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      {asking === 'resolve' && (
        <ResolveDialog
          ticket={ticket}
          onChange={onChange}
          onClose={() => setAsking(null)}
          onToWork={toWork}
        />
      )}
      {asking === 'close' && (
        <CloseDialog
          ticket={ticket}
          onChange={onChange}
          onClose={() => setAsking(null)}
          onToWork={toWork}
        />
      )}
      {asking === 'hold' && (
        <HoldDialog ticket={ticket} onChange={onChange} onClose={() => setAsking(null)} />
      )}
      {asking === 'cancel' && (
        <CancelDialog ticket={ticket} onChange={onChange} onClose={() => setAsking(null)} />
      )}
    </div>
  );
}
