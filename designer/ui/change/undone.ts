/** Where a change did not come to what was planned; nothing while it is tried again. */
import type { ChangeResult } from '#designer/client/types/changes.ts';

const ENDED: readonly string[] = ['review', 'resolved', 'closed'];

export const undoneIn = (
  status: string,
  result: ChangeResult | null | undefined,
): 'backed_out' | 'failed' | null =>
  ENDED.includes(status) && (result === 'backed_out' || result === 'failed') ? result : null;
