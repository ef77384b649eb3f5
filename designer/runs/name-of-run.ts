/** What a run is called: by its ticket, else by the end of its id, which differs where the beginnings are alike. */
import type { Run } from '#designer/client/types/runs.ts';

const TAIL = 8;

export const shortId = (id: string): string => id.slice(-TAIL);

export const nameOfRun = ({ id, ticket }: Pick<Run, 'id' | 'ticket'>): string =>
  ticket?.number ?? shortId(id);
