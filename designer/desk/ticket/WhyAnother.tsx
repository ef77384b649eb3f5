/** Why a plan that was approved is to be another: what comes of it is said before it is saved. */
import { Textarea } from '@mantine/core';
import { fieldError } from '#designer/client/problem.ts';
import type { Change } from '#designer/client/types/changes.ts';
import { useText } from '#designer/ui/locale.ts';

type Props = {
  change: Change;
  reason: string;
  onReason: (reason: string) => void;
  problem: unknown;
};

export function WhyAnother({ change, reason, onReason, problem }: Props) {
  const t = useText();
  if (change.approvedBy === null) return null;
  return (
    <Textarea
      label={t('changes.another.why')}
      description={t(change.actualFrom === null ? 'changes.another' : 'changes.another.begun', {
        approval: change.approvedBy,
      })}
      value={reason}
      onChange={(event) => onReason(event.currentTarget.value)}
      error={fieldError(problem, '/reason')}
      maxLength={2_000}
      autosize
      minRows={1}
      dir="auto"
    />
  );
}

/** What is sent of it: nothing where nobody has approved the plan. */
export const reasonFor = ({ approvedBy }: Change, reason: string): { reason?: string } =>
  approvedBy === null || reason.trim() === '' ? {} : { reason: reason.trim() };
