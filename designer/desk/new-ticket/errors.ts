/** What is wrong with a ticket that was sent: beside the field that it is about, and below all fields where it is about none of them. */
import { isProblem } from '#designer/client/problem.ts';

/** Of a field, or of anything in it. */
export function errorWithin(error: unknown, pointer: string): string | undefined {
  if (!isProblem(error)) return undefined;
  return error.errors.find(
    (one) => one.pointer === pointer || one.pointer.startsWith(`${pointer}/`),
  )?.detail;
}

const BESIDE = [
  '/title',
  '/description',
  '/configItems',
  '/category',
  '/change/standard',
  '/change/plannedFrom',
  '/change/plannedTo',
  '/change/answers',
  '/change/steps',
];

/** Whether all that is wrong stands beside a field already. */
export const isBesideField = (error: unknown): boolean =>
  isProblem(error) &&
  error.errors.length > 0 &&
  error.errors.every(({ pointer }) =>
    BESIDE.some((field) => pointer === field || pointer.startsWith(`${field}/`)),
  );
