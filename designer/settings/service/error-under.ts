/** The first sentence about a field or anything below it, by its JSON pointer. */
import { isProblem } from '#designer/client/problem.ts';

export const errorUnder = (problem: unknown, pointer: string): string | undefined =>
  isProblem(problem)
    ? problem.errors.find((one) => one.pointer === pointer || one.pointer.startsWith(`${pointer}/`))
        ?.detail
    : undefined;
