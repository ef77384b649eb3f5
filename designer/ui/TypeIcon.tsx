/** What sort of ticket it is. */
import {
  IconAlertCircle,
  IconBug,
  IconPackage,
  IconRefresh,
  IconSquareCheck,
  type TablerIcon,
} from '@tabler/icons-react';
import type { TicketType } from '#designer/client/types/tickets.ts';

const ICONS: Record<TicketType, TablerIcon> = {
  incident: IconAlertCircle,
  service_request: IconPackage,
  problem: IconBug,
  change: IconRefresh,
  task: IconSquareCheck,
};

export function TypeIcon({ type, size = 16 }: { type: TicketType; size?: number }) {
  const Icon = ICONS[type];
  return (
    <Icon
      size={size}
      stroke={1.7}
      aria-hidden="true"
      style={{ flex: 'none', color: 'var(--p-text-3)' }}
    />
  );
}
