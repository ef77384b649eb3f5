/** Puts the selected incidents under a major incident that is open; each is linked or refused by itself. */
import { Button, Menu } from '@mantine/core';
import { IconChevronUp } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { currentMajorsQuery, linkChildren } from '#designer/client/major.ts';
import { keys } from '#designer/client/query.ts';
import type { MajorIncident } from '#designer/client/types/major.ts';
import type { TicketItem } from '#designer/client/types/tickets.ts';
import { useText } from '#designer/ui/locale.ts';
import { useToast } from '#designer/ui/toast.ts';

export function LinkToMajor({ tickets, onDone }: { tickets: TicketItem[]; onDone: () => void }) {
  const t = useText();
  const toast = useToast();
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const majors = useQuery(currentMajorsQuery).data?.items ?? [];
  const open = majors.filter(({ state }) => state === 'open');
  if (open.length === 0) return null;
  const link = async (major: MajorIncident) => {
    setBusy(true);
    try {
      const chosen = tickets.map(({ id }) => id);
      const { items } = await linkChildren(major.ticket.id, chosen);
      const refused = items.filter(({ status }) => status !== 200);
      await client.invalidateQueries({ queryKey: keys.major() });
      for (const id of [major.ticket.id, ...chosen])
        await client.invalidateQueries({ queryKey: keys.ticket(id) });
      const count = items.length - refused.length;
      if (count > 0) toast.done(t('major.linked', { count, number: major.ticket.number }));
      for (const { id, problem } of refused) {
        const number = tickets.find((ticket) => ticket.id === id)?.number ?? '';
        toast.refused(`${number}: ${problem?.detail ?? ''}`);
      }
      if (refused.length === 0) onDone();
    } catch (error) {
      toast.failed(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Menu position="top-start">
      <Menu.Target>
        <Button
          size="xs"
          variant="default"
          loading={busy}
          rightSection={<IconChevronUp size={13} />}
        >
          {t('major.link')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {open.map((major) => (
          <Menu.Item key={major.id} onClick={() => void link(major)}>
            <span dir="auto">{`${major.ticket.number} · ${major.headline}`}</span>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
