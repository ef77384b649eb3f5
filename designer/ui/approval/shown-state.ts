/** How an approval stands, as people read it. */
import type { Approval } from '#designer/client/types/tasks.ts';

export type ShownState = Approval['state'] | 'outdated';

/** What has approved another plan than its change has now lets nobody begin it. */
export const shownState = ({ state, outdated }: Approval): ShownState =>
  outdated ? 'outdated' : state;
