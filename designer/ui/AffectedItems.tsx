/** What a ticket is about: how critical each is and who answers for it, and what else depends on it, the most critical by name. */
import { useQuery } from '@tanstack/react-query';
import { ticketImpactQuery } from '#designer/client/config-items.ts';
import type { AffectedItem } from '#designer/client/types/config-items.ts';
import classes from './AffectedItems.module.css';
import { CriticalityChip } from './CriticalityChip.tsx';
import { useText } from './locale.ts';

const NAMED_MAX = 5;

type Props = { ticketId: string; items: readonly AffectedItem[] };

export function AffectedItems({ ticketId, items }: Props) {
  return (
    <>
      <ul className={classes.items}>
        {items.map((item) => (
          <li key={item.id} className={classes.item}>
            <span dir="auto">{item.name}</span>
            <CriticalityChip criticality={item.criticality} />
            {item.owner && (
              <span className={classes.quiet} dir="auto">
                {item.owner.name}
              </span>
            )}
          </li>
        ))}
      </ul>
      <AlsoReached ticketId={ticketId} />
    </>
  );
}

function AlsoReached({ ticketId }: { ticketId: string }) {
  const t = useText();
  const { items = [], total = 0 } = useQuery(ticketImpactQuery(ticketId)).data ?? {};
  if (total === 0) return null;
  const names = items.slice(0, NAMED_MAX).map(({ name }) => name);
  return (
    <p className={classes.quiet} dir="auto">
      {t('items.also', { names: names.join(', '), more: total - names.length })}
    </p>
  );
}
