/** How far each step is, by its key, where taking them back is decided: for those who may see the change. */
import { useQuery } from '@tanstack/react-query';
import { changeQuery } from '#designer/client/changes.ts';
import type { StepState } from '#designer/client/types/changes.ts';
import type { Approval } from '#designer/client/types/tasks.ts';
import { BACK_OUT_APPROVAL } from '#engine/changes/steps.ts';

export function useStepsNow(approval: Approval): ReadonlyMap<string, StepState> {
  const { data } = useQuery({
    ...changeQuery(approval.ticket?.id ?? ''),
    enabled:
      approval.element === BACK_OUT_APPROVAL &&
      approval.ticket !== null &&
      approval.allowed.includes('openTicket'),
  });
  return new Map(data?.steps.map(({ key, state }) => [key, state]));
}
