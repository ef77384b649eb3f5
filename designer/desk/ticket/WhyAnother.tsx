/** Why a plan that was approved is to be another: what comes of it is said before it is saved. */
import { Textarea } from '@mantine/core';
import type { QueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { changeQuery } from '#designer/client/changes.ts';
import { fieldError, isProblem } from '#designer/client/problem.ts';
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
  const field = useRef<HTMLTextAreaElement>(null);
  const isMissing = isReasonMissing(change, problem);
  // The button was off while it was sent, and here is what it lacks.
  useEffect(() => {
    if (isMissing) field.current?.focus();
  }, [isMissing]);
  if (change.approvedBy === null) return null;
  return (
    <Textarea
      ref={field}
      label={t('changes.another.why')}
      description={
        isMissing
          ? undefined
          : t(change.actualFrom === null ? 'changes.another' : 'changes.another.begun', {
              approval: change.approvedBy,
            })
      }
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

/** The field for it says so, and nothing else has to. */
export const isReasonMissing = ({ approvedBy }: Change, problem: unknown): boolean =>
  approvedBy !== null &&
  isProblem(problem, 'plan_approved') &&
  fieldError(problem, '/reason') !== undefined;

/** An approval has come while one wrote, or somebody has planned the same otherwise: what it is by now is read. */
export async function findNews(client: QueryClient, id: string, problem: unknown): Promise<void> {
  if (isProblem(problem, 'plan_approved') || (isProblem(problem) && problem.status === 412))
    await client.invalidateQueries({ queryKey: changeQuery(id).queryKey });
}

/** What is sent of it: nothing where nobody has approved the plan. */
export const reasonFor = ({ approvedBy }: Change, reason: string): { reason?: string } =>
  approvedBy === null || reason.trim() === '' ? {} : { reason: reason.trim() };
