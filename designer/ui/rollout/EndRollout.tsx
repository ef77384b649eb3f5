/** How a version on its way arrives, or does not: everyone takes it, or nobody does. */
import { useQuery } from '@tanstack/react-query';
import { versionsQuery } from '#designer/client/processes.ts';
import { AT_ONCE, callOffRollout, changeRollout } from '#designer/client/rollout.ts';
import type { Process } from '#designer/client/types/processes.ts';
import { useText } from '../locale.ts';
import { RolloutDialog } from './RolloutDialog.tsx';
import classes from './rollout.module.css';

type Props = {
  readonly record: Process;
  readonly version: number;
  readonly rest: number | null;
  readonly how: 'everyone' | 'callOff';
  readonly onClose: () => void;
};

export function EndRollout({ record, version, rest, how, onClose }: Props) {
  const t = useText();
  const versions = useQuery(versionsQuery(record.key)).data;
  const count = versions?.find((one) => one.version === version)?.running ?? 0;
  const what = () => {
    if (rest === null) return t('rollout.callOff.nothing', { version });
    return record.next?.begun || count > 0
      ? t('rollout.callOff.begun', { version, rest, count })
      : t('rollout.callOff.coming', { version, rest });
  };
  if (how === 'everyone') {
    return (
      <RolloutDialog
        record={record}
        title={t('rollout.everyone.title', { version })}
        act={t('rollout.everyone.act', { version })}
        done={t('rollout.done.everyone', { version })}
        onAct={(known) => changeRollout(known, version, AT_ONCE)}
        onClose={onClose}
      >
        <p className={classes.text}>{t('rollout.everyone.text', { version })}</p>
      </RolloutDialog>
    );
  }
  return (
    <RolloutDialog
      record={record}
      title={t('rollout.callOff.title', { version })}
      act={t('rollout.callOff.act', { version })}
      done={t('rollout.done.calledOff', { version })}
      onAct={callOffRollout}
      onClose={onClose}
    >
      <p className={classes.text}>
        {what()} {t('rollout.callOff.again', { version })}
      </p>
    </RolloutDialog>
  );
}
