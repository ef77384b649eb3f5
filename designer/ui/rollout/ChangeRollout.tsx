/** Brings a version forward, puts it off, raises or lowers its share; or leaves only a share to the one that takes everything. */
import { useState } from 'react';
import { changeRollout } from '#designer/client/rollout.ts';
import type { Process } from '#designer/client/types/processes.ts';
import { useText } from '../locale.ts';
import { useNow } from '../time.ts';
import { RolloutDialog } from './RolloutDialog.tsx';
import { WayFields } from './WayFields.tsx';
import { type Chosen, SHARE_AT_FIRST, toWay } from './way.ts';

type Props = {
  readonly record: Process;
  readonly version: number;
  readonly rest: number | null;
  readonly first: Chosen;
  readonly begun: boolean;
  readonly onClose: () => void;
};

export function ChangeRollout({ record, version, rest, first, begun, onClose }: Props) {
  const t = useText();
  const [chosen, setChosen] = useState(first);
  const way = toWay(chosen, useNow());
  return (
    <RolloutDialog
      record={record}
      title={t('rollout.change.title', { version })}
      act={t('rollout.change.act')}
      done={t('rollout.done.changed')}
      disabled={way === null}
      onAct={async (known) => way && changeRollout(known, version, way)}
      onClose={onClose}
    >
      <WayFields chosen={chosen} rest={rest} begun={begun} onChange={setChosen} />
    </RolloutDialog>
  );
}

type NarrowProps = {
  readonly record: Process;
  readonly version: number;
  readonly rest: number;
  readonly onClose: () => void;
};

/** The version before takes the others again. */
export function NarrowRollout({ record, version, rest, onClose }: NarrowProps) {
  const t = useText();
  const [chosen, setChosen] = useState<Chosen>({ from: null, share: SHARE_AT_FIRST });
  const way = toWay(chosen, useNow());
  return (
    <RolloutDialog
      record={record}
      title={t('rollout.narrow.title', { version })}
      act={t('rollout.narrow.act')}
      done={t('rollout.done.changed')}
      disabled={way === null}
      onAct={async (known) => way && changeRollout(known, version, way)}
      onClose={onClose}
    >
      <WayFields chosen={chosen} rest={rest} onlyShare onChange={setChosen} />
    </RolloutDialog>
  );
}
