/** The signs of what became of a thing: a symbol, a word and a line of its own for each, so that none is told by colour alone. */
import { IconArrowsMove, IconMinus, IconPencil, IconPlus } from '@tabler/icons-react';
import { useSay } from '#designer/ui/diagram/say.ts';
import styles from './marks.module.css';
import type { Kind } from './rows.ts';

export const ICONS = {
  added: IconPlus,
  removed: IconMinus,
  changed: IconPencil,
  moved: IconArrowsMove,
} as const;

type Props = { readonly kind: Kind; readonly short?: boolean };

export const Mark = ({ kind, short = false }: Props) => {
  const say = useSay();
  const Icon = ICONS[kind];
  return (
    <span className={styles.mark} data-mark={kind} data-short={short || undefined}>
      <Icon size={12} stroke={2.5} aria-hidden />
      <span className={short ? 'p-hidden' : undefined}>{say(`canvas.compare.kind.${kind}`)}</span>
    </span>
  );
};
