/** What a wallboard's address says: which queues, how bright, and behind the # the token of a screen. */
export type WallSearch = { queues?: string; theme?: 'light' };

export const toWallSearch = (search: Record<string, unknown>): WallSearch => ({
  queues:
    typeof search.queues === 'string' && search.queues.trim() !== '' ? search.queues : undefined,
  theme: search.theme === 'light' ? 'light' : undefined,
});

export const tokenIn = (hash: string): string | undefined =>
  new URLSearchParams(hash.replace(/^#/, '')).get('token') || undefined;
