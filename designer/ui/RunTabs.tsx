/** Which of a ticket's runs is shown, where there is more than one: the open ones first, in the order they began. */
import { Tabs } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Run } from '#designer/client/types/runs.ts';
import { useText } from './locale.ts';

type Props = {
  readonly runs: readonly Run[];
  /** The run that is shown. */
  readonly shown: string;
  readonly onShow: (run: string) => void;
  /** What is told of the shown one. */
  readonly children: ReactNode;
};

export function RunTabs({ runs, shown, onShow, children }: Props) {
  const t = useText();
  if (runs.length < 2) return children;
  return (
    <Tabs value={shown} onChange={(run) => run !== null && onShow(run)} keepMounted={false}>
      <Tabs.List aria-label={t('process.runs')}>
        {[...runs].sort(byTurn).map((run) => (
          <Tabs.Tab key={run.id} value={run.id}>
            {t('process.run', {
              name: run.processName,
              state: t(`process.runState.${run.state}`),
            })}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value={shown} pt="sm">
        {children}
      </Tabs.Panel>
    </Tabs>
  );
}

const byTurn = (one: Run, other: Run): number =>
  Number(one.endedAt !== null) - Number(other.endedAt !== null) ||
  one.startedAt.localeCompare(other.startedAt) ||
  one.id.localeCompare(other.id);
