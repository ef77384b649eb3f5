/** How long somebody waits for an answer: asked again and again by what may take its time, and true from then on. */
export function within(ms: number, now: () => number = () => performance.now()): () => boolean {
  const until = now() + ms;
  return () => now() > until;
}

/** For all scenarios of a process together. */
export const PLAYING_MS = 5_000;
