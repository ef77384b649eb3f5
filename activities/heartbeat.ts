/** Says every few seconds that this process lives and which of its parts do; the API's readiness reads it. */
import type { Store } from '#domain/work.ts';

const EVERY_MS = 5_000;

export type Parts = { readonly worker: 'up' | 'down'; readonly relay: 'up' | 'down' };

export function startHeartbeat(
  store: Store,
  name: string,
  parts: () => Parts,
): { beat(): Promise<void>; stop(): Promise<void> } {
  const write = async (now: Parts): Promise<void> => {
    await store.orm.em.fork().execute(
      `insert into worker_heartbeat (name, at, parts) values (?, now(), ?::jsonb)
         on conflict (name) do update set at = excluded.at, parts = excluded.parts`,
      [name, JSON.stringify(now)],
    );
  };
  // A database that is away is noticed by those who need it; the next beat tries again.
  const beat = (): Promise<void> => write(parts()).catch(() => undefined);
  const timer = setInterval(beat, EVERY_MS);
  void beat();
  return {
    beat,
    async stop() {
      clearInterval(timer);
      await write({ worker: 'down', relay: 'down' }).catch(() => undefined);
    },
  };
}
