/**
 * Brings what waits into sight after each thing that has happened, as large as can be read, until somebody looks elsewhere:
 * then the view is theirs, and a button goes on following.
 */
import { Button } from '@mantine/core';
import { IconCurrentLocation } from '@tabler/icons-react';
import { Panel as FlowPanel } from '@xyflow/react';
import { useEffect, useState } from 'react';
import { useSay } from '#designer/ui/diagram/say.ts';
import { useActs } from '../editor/acts.tsx';
import { useStable } from '../use-stable.ts';
import { inSight } from './layer.ts';
import { useRehearse } from './rehearse.tsx';

export type Following = {
  readonly isOn: boolean;
  readonly lookAway: () => void;
  readonly goOn: () => void;
};

/** Each rehearsal that is opened, and each that is begun anew, is followed at first. */
export const useFollowing = (): Following => {
  const { isOpen, outcome } = useRehearse();
  const hasBegun = Boolean(outcome?.played);
  const [isOn, setOn] = useState(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked for by what has changed.
  useEffect(() => setOn(true), [isOpen, hasBegun]);
  const lookAway = useStable(() => isOpen && hasBegun && setOn(false));
  const goOn = useStable(() => setOn(true));
  return { isOn, lookAway, goOn };
};

export const FollowTokens = ({ isOn }: Pick<Following, 'isOn'>) => {
  const { outcome, isOpen } = useRehearse();
  const { view } = useActs();
  const rehearsal = outcome?.played?.rehearsal;
  useEffect(() => {
    if (!isOpen || !isOn || !rehearsal) return;
    const shown = inSight(rehearsal);
    if (shown) view.current?.follow([shown]);
  }, [isOpen, isOn, rehearsal, view]);
  return null;
};

export const FollowAgain = ({ isOn, goOn }: Following) => {
  const say = useSay();
  if (isOn) return null;
  return (
    <FlowPanel position="top-center">
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconCurrentLocation size={16} />}
        onClick={goOn}
      >
        {say('canvas.rehearse.follow')}
      </Button>
    </FlowPanel>
  );
};
