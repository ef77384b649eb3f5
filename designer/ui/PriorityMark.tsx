/** Priority as bars, like a signal, and as text; the highest is a filled sign that cannot be overlooked. */
import type { Priority } from '#designer/client/types/tickets.ts';
import { useText } from './locale.ts';
import classes from './PriorityMark.module.css';

const BARS = [4, 7, 10];

export function PriorityMark({ priority, words = false }: { priority: Priority; words?: boolean }) {
  const t = useText();
  const name = t(`priority.${priority}`);
  return (
    <span className={classes.mark} data-priority={priority} title={words ? undefined : name}>
      <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
        {priority === 1 ? (
          <>
            <rect x="0.5" y="0.5" width="13" height="13" rx="3.5" fill="currentColor" />
            <path
              d="M7 3.4v4.2M7 10.2v.1"
              stroke="var(--p-surface)"
              strokeWidth="1.8"
              strokeLinecap="round"
            />
          </>
        ) : (
          BARS.map((height, index) => (
            <rect
              key={height}
              x={1 + index * 4.5}
              y={12 - height}
              width="3"
              height={height}
              rx="1"
              fill="currentColor"
              opacity={index < 5 - priority ? 1 : 0.28}
            />
          ))
        )}
      </svg>
      <span>
        {words ? t('priority.long', { priority, name }) : t('priority.short', { priority })}
      </span>
      {!words && <span className="p-hidden">{name}</span>}
    </span>
  );
}
