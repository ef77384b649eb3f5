/** The acts, as buttons. What cannot be taken back asks first and says exactly what will happen. */
import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useState } from 'react';
import { useMe } from '#designer/client/me.ts';
import type { TicketChange } from '#designer/client/tickets.ts';
import type { Ticket } from '#designer/client/types.ts';
import { OPEN_STATUSES } from '#designer/client/views.ts';
import { useShortcuts } from '#designer/ui/keyboard.tsx';
import { useText } from '#designer/ui/locale.ts';
import { CancelDialog, HoldDialog, ResolveDialog } from './ActDialogs.tsx';
import { type Offer, offersOf } from './acts.ts';
import classes from './TicketActs.module.css';

type Props = {
  ticket: Ticket;
  onChange: (change: TicketChange) => Promise<boolean>;
  onAssignToMe: () => void;
};

export function TicketActs({ ticket, onChange, onAssignToMe }: Props) {
  const t = useText();
  const me = useMe();
  const [asking, setAsking] = useState<'resolve' | 'hold' | 'cancel' | null>(null);
  const [busy, setBusy] = useState<string | null>(null);
  const { shown, more } = offersOf(ticket);
  const mayAssign =
    ticket.allowed.includes('update') &&
    ticket.assignee?.id !== me.user.id &&
    OPEN_STATUSES.includes(ticket.status);

  const carryOut = (offer: Offer) => {
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
          variant={index === 0 ? 'filled' : 'default'}
          loading={busy === offer.status}
          onClick={() => carryOut(offer)}
        >
          {label(offer)}
        </Button>
      ))}
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
        <ResolveDialog ticket={ticket} onChange={onChange} onClose={() => setAsking(null)} />
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
