/** Which runs are listed, as the address says it. */
import type { RunFilter } from '#designer/client/runs.ts';

export type RunsSearch = RunFilter;

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

export const toRunsSearch = (search: Record<string, unknown>): RunsSearch => ({
  state: text(search.state),
  process: text(search.process),
  version: Number(search.version) > 0 ? Math.floor(Number(search.version)) : undefined,
  element: text(search.element),
  code: text(search.code),
  startedSince: Number.isNaN(Date.parse(text(search.startedSince) ?? ''))
    ? undefined
    : text(search.startedSince),
  late: search.late === true || search.late === 'true' ? true : undefined,
});
