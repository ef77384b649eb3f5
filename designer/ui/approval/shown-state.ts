/** How an approval stands, as people read it. */
import type { Approval } from '#designer/client/types/tasks.ts';

type State = Approval['state'];
export type ShownState = State | 'outdated';

/** What has approved another plan than its change has now lets nobody begin it. */
export const shownState = <S extends State>({
  state,
  outdated,
}: {
  readonly state: S;
  readonly outdated: boolean;
}): S | 'outdated' => (outdated ? 'outdated' : state);
