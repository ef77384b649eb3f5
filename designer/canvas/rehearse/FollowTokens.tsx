/** Brings what waits into sight after each thing that has happened. */
import { useEffect } from 'react';
import { useActs } from '../editor/acts.tsx';
import { inSight } from './layer.ts';
import { useRehearse } from './rehearse.tsx';

export const FollowTokens = () => {
  const { outcome, isOpen } = useRehearse();
  const { view } = useActs();
  const rehearsal = outcome?.played?.rehearsal;
  useEffect(() => {
    if (!isOpen || !rehearsal) return;
    const shown = inSight(rehearsal);
    if (shown) view.current?.reveal([shown]);
  }, [isOpen, rehearsal, view]);
  return null;
};
