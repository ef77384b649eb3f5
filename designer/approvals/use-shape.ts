/** The words in which an approval’s facts were asked for: its form’s, and what the process says of its variables. */
import { useQuery } from '@tanstack/react-query';
import { approvalProgressQuery } from '#designer/client/approvals.ts';
import type { Approval } from '#designer/client/types/tasks.ts';
import { useFormOf } from '#designer/client/use-form-of.ts';
import type { FormShape } from '#designer/ui/forms/answers.ts';
import { catalogItemOf, withVariables } from './subject.ts';

export function useShape(approval: Approval): FormShape | null {
  const form = useFormOf(catalogItemOf(approval));
  const definition = useQuery(approvalProgressQuery(approval.id)).data?.definition;
  return withVariables(form, definition?.variables);
}
