/** Brings what waits into sight after each thing that has happened. */
import { useEffect } from 'react';
import { shownFor } from '#designer/ui/diagram/collapsed.ts';
import { waitingIn } from '#engine/rehearsal/index.ts';
import { useActs } from '../editor/acts.tsx';
import { useRehearse } from './rehearse.tsx';

export const FollowTokens = () => {
  const { outcome, isOpen } = useRehearse();
  const { view } = useActs();
  const rehearsal = outcome?.played?.rehearsal;
  useEffect(() => {
    if (!isOpen || !rehearsal) return;
    const first = waitingIn(rehearsal).find(({ isBeside }) => !isBeside);
    const last = rehearsal.journal.findLast(({ element }) => element !== null);
    const shown = first?.element ?? last?.element;
    if (shown) view.current?.reveal([shownFor(rehearsal.definition, shown)]);
  }, [isOpen, rehearsal, view]);
  return null;
};
