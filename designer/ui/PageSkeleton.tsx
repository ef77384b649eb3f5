/** A page's shape while its code or data is on the way. */
import { Skeleton } from '@mantine/core';
import { useText } from './locale.ts';

const WIDTHS = ['38%', '72%', '64%', '80%', '55%'];

export function PageSkeleton() {
  const t = useText();
  return (
    <div
      role="status"
      aria-label={t('common.loading')}
      style={{ padding: 24, display: 'grid', gap: 16 }}
    >
      {WIDTHS.map((width) => (
        <Skeleton key={width} height={16} width={width} />
      ))}
    </div>
  );
}
