/** That a target never holds, because others are asked before it that take all it is about; and the way out. */
import { Button } from '@mantine/core';
import { useIntl } from 'react-intl';
import type { Target } from '#designer/client/targets.ts';
import { useText } from '#designer/ui/locale.ts';
import type { ClockPolicy } from '#engine/clocks/policy.ts';
import { shadowOf } from '#rules/clocks/shadowed.ts';
import classes from './Targets.module.css';

/** The targets that take all of it; empty where it may hold. `all` in the order in which they are asked. */
export function shadowing(policy: ClockPolicy, all: readonly Target[]): readonly Target[] {
  const place = all.findIndex(({ key }) => key === policy.key);
  const earlier = place < 0 ? all : all.slice(0, place);
  const keys =
    shadowOf(
      policy,
      earlier.map((one) => one.policy),
    ) ?? [];
  return earlier.filter(({ key }) => keys.includes(key));
}

export function Shadow({
  by,
  onEarlier,
}: {
  by: readonly Target[];
  onEarlier?: (() => void) | undefined;
}) {
  const t = useText();
  const intl = useIntl();
  if (by.length === 0) return null;
  const names = intl.formatList(by.map(({ name }) => t('targets.shadow.name', { name })));
  return (
    <span className={classes.shadow}>
      {t('targets.shadow', { count: by.length, names })}
      {onEarlier && (
        <Button size="compact-xs" variant="default" onClick={onEarlier}>
          {t('targets.shadow.mend', { name: by[0]?.name ?? '' })}
        </Button>
      )}
    </span>
  );
}
