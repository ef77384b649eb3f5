/** What leads on from the drawing: versions, back-tests, watching, files, a run. Side by side where there is room, else one menu. */
import { ActionIcon, Menu } from '@mantine/core';
import {
  IconActivity,
  IconDots,
  IconRocket,
  IconTestPipe,
  IconVersions,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useMay } from '#designer/client/me.ts';
import type { Process } from '#designer/client/types/processes.ts';
import { useSay } from '#designer/ui/diagram/say.ts';
import { useText } from '#designer/ui/locale.ts';
import { ExportItems, ExportMenu } from './ExportMenu.tsx';
import { HeaderAct } from './HeaderAct.tsx';

type Props = {
  readonly process: string;
  readonly record: Process | undefined;
  /** The former version that is shown. */
  readonly version: number | undefined;
  /** The version that is exported; null for a draft. */
  readonly shown: number | null;
  readonly isManual: boolean;
  readonly narrow: boolean;
  readonly onVersions: () => void;
  readonly onRun: () => void;
};

type Root = { readonly renderRoot?: (props: Record<string, unknown>) => ReactNode };
type Act = Root & {
  readonly icon: typeof IconDots;
  readonly label: string;
  readonly onClick?: () => void;
};

export const HeaderActs = ({ process, record, version, shown, isManual, narrow, ...on }: Props) => {
  const say = useSay();
  const t = useText();
  const mayRead = useMay('run.read');
  const params = { key: process };
  const isPublished = (record?.version ?? null) !== null;
  const isPresent = version === undefined;
  const may = (act: string) => record?.allowed.includes(act) ?? false;
  const toTests: Act = {
    icon: IconTestPipe,
    label: say('canvas.backtest'),
    renderRoot: (props) => <Link {...props} to="/processes/$key/backtests" params={params} />,
  };
  const toLive: Act = {
    icon: IconActivity,
    label: t('runs.live.open'),
    renderRoot: (props) => (
      <Link
        {...props}
        to="/processes/$key/live"
        params={params}
        search={version ? { version } : {}}
      />
    ),
  };
  const acts: readonly Act[] = [
    { icon: IconVersions, label: say('canvas.versions'), onClick: on.onVersions },
    ...(isPublished && isPresent && may('edit') ? [toTests] : []),
    ...(isPublished && mayRead ? [toLive] : []),
    ...(isManual && isPresent && may('start')
      ? [{ icon: IconRocket, label: say('canvas.run.start'), onClick: on.onRun }]
      : []),
  ];
  if (!narrow)
    return (
      <>
        {acts.map((act) => (
          <HeaderAct key={act.label} {...act} />
        ))}
        <ExportMenu version={shown} />
      </>
    );
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <ActionIcon size="lg" aria-label={t('common.more')}>
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {acts.map(({ icon: Icon, label, ...act }) => (
          <Menu.Item key={label} leftSection={<Icon size={16} aria-hidden />} {...act}>
            {label}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <ExportItems version={shown} />
      </Menu.Dropdown>
    </Menu>
  );
};
