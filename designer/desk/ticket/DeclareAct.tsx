/** The way from an incident to a major incident, for those who may declare one. */
import { Button } from '@mantine/core';
import { IconUrgent } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ticketMajorQuery } from '#designer/client/major.ts';
import type { Ticket } from '#designer/client/types/tickets.ts';
import { useText } from '#designer/ui/locale.ts';
import { DeclareDialog } from '#designer/ui/major/DeclareDialog.tsx';

export function DeclareAct({ ticket }: { ticket: Ticket }) {
  const t = useText();
  const [asking, setAsking] = useState(false);
  const found = useQuery({ ...ticketMajorQuery(ticket.id), enabled: ticket.type === 'incident' });
  if (!found.data?.allowed.includes('declare') && !asking) return null;
  return (
    <>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconUrgent size={15} stroke={1.7} />}
        onClick={() => setAsking(true)}
      >
        {t('major.declare')}
      </Button>
      {asking && <DeclareDialog ticket={ticket} onClose={() => setAsking(false)} />}
    </>
  );
}
