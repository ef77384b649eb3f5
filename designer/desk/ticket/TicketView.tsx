/**
 * One ticket, beside the list or as a page: what it is and what may be done at the top, the conversation in the middle,
 * its fields at the end. Live: whatever others change appears by itself, and what one is writing stays.
 */
import { Skeleton, Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { TicketChange } from '#designer/client/tickets.ts';
import { ticketQuery } from '#designer/client/tickets.ts';
import type { Ticket, TicketItem } from '#designer/client/types/tickets.ts';
import { type TicketTab, tabsOf, toTab } from '#designer/client/views.ts';
import { useText } from '#designer/ui/locale.ts';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import type { Saved } from '#designer/ui/use-own-text.ts';
import { BackingOutStrip } from './BackingOutStrip.tsx';
import { BeforeBoard } from './BeforeBoard.tsx';
import { ChangePlan } from './ChangePlan.tsx';
import { ChangeRisk } from './ChangeRisk.tsx';
import { ChangeSteps } from './ChangeSteps.tsx';
import { ConflictDialog } from './ConflictDialog.tsx';
import { Conversation } from './Conversation.tsx';
import type { Conflict } from './conflict.ts';
import { EscalationNotices } from './EscalationNotice.tsx';
import { FieldsPane } from './FieldsPane.tsx';
import { MajorStrip } from './MajorStrip.tsx';
import { ProcessTab } from './ProcessTab.tsx';
import { RelatedTab } from './RelatedTab.tsx';
import { TicketHeader } from './TicketHeader.tsx';
import classes from './TicketView.module.css';
import { useTicketActs } from './use-ticket-acts.ts';
import { WORK, WorkSections } from './WorkSections.tsx';

type Props = {
  id: string;
  /** Nothing: the first. */
  tab: TicketTab | undefined;
  onTab: (tab: TicketTab | undefined) => void;
  onClose?: () => void;
  onChanged?: (ticket: TicketItem) => void;
};

export function TicketView({ id, tab, onTab, onClose, onChanged }: Props) {
  const t = useText();
  const ticket = useQuery(ticketQuery(id));
  if (ticket.isError && ticket.data === undefined) {
    return (
      <section className={classes.view} aria-label={t('shell.ticket')}>
        <div className={classes.problem}>
          <ProblemNotice error={ticket.error} onRetry={() => void ticket.refetch()} />
        </div>
      </section>
    );
  }
  if (ticket.data === undefined) return <TicketSkeleton />;
  return (
    <Shown ticket={ticket.data} tab={tab} onTab={onTab} onClose={onClose} onChanged={onChanged} />
  );
}

function Shown({
  ticket,
  tab: asked,
  onTab,
  onClose,
  onChanged,
}: Omit<Props, 'id'> & { ticket: Ticket }) {
  const t = useText();
  const tabs = tabsOf(ticket.type);
  const [usual = 'conversation'] = tabs;
  const tab = asked !== undefined && tabs.includes(asked) ? asked : usual;
  const go = (next: TicketTab) => onTab(next === usual ? undefined : next);
  const acts = useTicketActs(onChanged);
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const change = async (part: TicketChange, base: TicketItem = ticket): Promise<Saved> => {
    const result = await acts.change(base, part);
    if (result.ok) return 'saved';
    if (result.conflict === undefined) return 'refused';
    setConflict(result.conflict);
    return 'asked';
  };
  return (
    <section
      className={classes.view}
      aria-label={`${ticket.number} ${ticket.title}`}
      data-page={onClose === undefined}
    >
      <TicketHeader
        ticket={ticket}
        onChange={change}
        onAssignToMe={() => void acts.assignToMe(ticket)}
        onToWork={() => {
          go(usual);
          // Once the dialog has given the focus back.
          setTimeout(() => document.getElementById(WORK)?.focus(), 250);
        }}
        onClose={onClose}
      />
      <EscalationNotices ticket={ticket.id} />
      <MajorStrip ticket={ticket} />
      {ticket.type === 'change' && <BackingOutStrip ticket={ticket} />}
      <div className={classes.body}>
        <div className={classes.main}>
          <Tabs
            value={tab}
            onChange={(value) => go(toTab(value) ?? usual)}
            classNames={{ list: classes.tabs, tab: classes.tab, panel: classes.panel }}
          >
            <Tabs.List>
              {tabs.map((one) => (
                <Tabs.Tab key={one} value={one}>
                  {t(`tab.${one}`)}
                </Tabs.Tab>
              ))}
            </Tabs.List>
            {ticket.type === 'change' && (
              <Tabs.Panel value="plan">
                <WorkSections ticket={ticket} />
                <BeforeBoard ticket={ticket} />
                <ChangePlan ticket={ticket} />
                <ChangeRisk ticket={ticket} />
                <ChangeSteps ticket={ticket} />
              </Tabs.Panel>
            )}
            <Tabs.Panel value="conversation">
              {ticket.type !== 'change' && <WorkSections ticket={ticket} />}
              <Conversation ticket={ticket} />
            </Tabs.Panel>
            <Tabs.Panel value="process">
              <ProcessTab ticket={ticket} />
            </Tabs.Panel>
            <Tabs.Panel value="related">
              <RelatedTab ticket={ticket} />
            </Tabs.Panel>
          </Tabs>
        </div>
        <FieldsPane ticket={ticket} onChange={change} />
      </div>
      <ConflictDialog
        conflict={conflict}
        onKeepTheirs={() => setConflict(null)}
        onKeepYours={async (kept) => {
          setConflict(null);
          const saved = await change({ [kept.field]: kept.yours }, kept.now);
          // It is nowhere else.
          if (saved === 'refused') setConflict(kept);
        }}
      />
    </section>
  );
}

function TicketSkeleton() {
  const t = useText();
  return (
    <section className={classes.view} role="status" aria-label={t('common.loading')}>
      <div className={classes.bones}>
        <Skeleton height={14} width={140} />
        <Skeleton height={26} width="70%" />
        <Skeleton height={30} width="45%" />
        <Skeleton height={90} />
        <Skeleton height={60} width="85%" />
      </div>
    </section>
  );
}
