/** The services and systems a ticket is about, with how critical each is and who answers for it; and how much more that reaches. */
import { Button, Popover } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { setTicketItems, ticketItemsQuery } from '#designer/client/config-items.ts';
import { keys } from '#designer/client/query.ts';
import type { AffectedItem } from '#designer/client/types/config-items.ts';
import type { Ticket } from '#designer/client/types/tickets.ts';
import { AffectedItems } from '#designer/ui/AffectedItems.tsx';
import { ItemsPick } from '#designer/ui/ItemsPick.tsx';
import { useText } from '#designer/ui/locale.ts';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import classes from './AffectedField.module.css';
import { Field } from './Field.tsx';

const AFFECTED_MAX = 100;

export function AffectedField({ ticket }: { ticket: Ticket }) {
  const t = useText();
  const affected = useQuery(ticketItemsQuery(ticket.id));
  const { items = [], allowed = [] } = affected.data ?? {};
  return (
    <Field label={t('field.configItems')}>
      <div className={classes.field}>
        {affected.isError && <ProblemNotice error={affected.error} compact />}
        {items.length > 0 && <AffectedItems ticketId={ticket.id} items={items} />}
        {items.length === 0 && !allowed.includes('update') && affected.isSuccess && (
          <span className={classes.quiet}>{t('field.empty')}</span>
        )}
        {allowed.includes('update') && <Change ticket={ticket} items={items} />}
      </div>
    </Field>
  );
}

function Change({ ticket, items }: { ticket: Ticket; items: readonly AffectedItem[] }) {
  const t = useText();
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState<string[]>([]);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const label = t('field.edit', { field: t('field.configItems') });
  const show = (next: boolean) => {
    setChosen(items.map(({ key }) => key));
    setProblem(null);
    setOpen(next);
  };
  const save = async () => {
    setBusy(true);
    setProblem(null);
    try {
      const answer = await setTicketItems(ticket.id, chosen);
      client.setQueryData(ticketItemsQuery(ticket.id).queryKey, answer);
      setOpen(false);
      await client.invalidateQueries({ queryKey: keys.ticket(ticket.id) });
      await client.invalidateQueries({ queryKey: keys.ticket(ticket.number) });
    } catch (error) {
      setProblem(error);
    }
    setBusy(false);
  };
  return (
    <Popover opened={open} onChange={show} position="bottom-end" width={320} trapFocus withinPortal>
      <Popover.Target>
        <button type="button" className={classes.button} onClick={() => show(!open)}>
          <span className="p-hidden">{label}</span>
          <span aria-hidden="true">
            {t(items.length === 0 ? 'items.affected.add' : 'common.edit')}
          </span>
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <div className={classes.form}>
          <ItemsPick
            label={t('field.configItems')}
            value={chosen}
            onChange={setChosen}
            known={items}
            max={AFFECTED_MAX}
            inPopover
          />
          {problem !== null && <ProblemNotice error={problem} compact />}
          <Button size="compact-sm" loading={busy} onClick={() => void save()}>
            {t('common.save')}
          </Button>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
