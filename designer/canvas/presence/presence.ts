/**
 * Who else has this process open just now. This tab says that it is there while it can be seen, every 12 seconds and when
 * something changes, and says good-bye; whoever says nothing any more is gone within half a minute, also when nothing can be
 * asked.
 */
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { get, newKey, put, remove } from '#designer/client/http.ts';
import { processPath as path } from '#designer/client/processes.ts';
import { keys } from '#designer/client/query.ts';
import type { Page } from '#designer/client/types/common.ts';
import type { Person } from '#designer/client/types/people.ts';

export type Being = {
  readonly doing: 'looking' | 'editing' | 'rehearsing';
  /** What is looked at; null for one's own draft. */
  readonly version: number | null;
  readonly element: string | null;
};

type Told = Being & { readonly person: Person; readonly goneInSeconds: number };
export type Other = Being & { readonly person: Person; readonly goneAt: number };

const BEAT_MS = 12_000;
/** What one comes by on the way with the arrow keys is not said. */
const SETTLED_MS = 600;

/** One for each page that is loaded. */
const TAB = newKey()
  .replaceAll('-', '')
  .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

const received = ({ items }: Page<Told>): readonly Other[] =>
  items.map(({ goneInSeconds, ...other }) => ({
    ...other,
    goneAt: Date.now() + goneInSeconds * 1_000,
  }));

const presenceQuery = (key: string) =>
  queryOptions({
    queryKey: keys.presence(key),
    staleTime: BEAT_MS,
    retry: false,
    queryFn: async ({ signal }): Promise<readonly Other[]> =>
      received(await get<Page<Told>>(`${path(key)}/presence`, undefined, signal)),
  });

/** Says that one is here, once it is known with what and for as long as the component is shown. */
export function useBeingHere(key: string, here: Being | null): void {
  const client = useQueryClient();
  const say = useRef<() => void>(undefined);
  const being = useRef(here);
  being.current = here;
  const isKnown = here !== null;
  useEffect(() => {
    if (!isKnown) return;
    const address = `${path(key)}/presence/${TAB}`;
    let underWay: AbortController | undefined;
    const isSeen = () => document.visibilityState === 'visible';
    const tell = () => {
      if (!isSeen()) return;
      underWay?.abort();
      underWay = new AbortController();
      const { signal } = underWay;
      put<Page<Told>>(address, being.current, { signal })
        .then((answer) => client.setQueryData(presenceQuery(key).queryKey, received(answer)))
        // It is said again soon; until then nobody misses it.
        .catch(() => undefined);
    };
    const away = () => {
      underWay?.abort();
      void remove(address, { keepalive: true }).catch(() => undefined);
    };
    const turn = () => (isSeen() ? tell() : away());
    say.current = tell;
    tell();
    const beat = setInterval(tell, BEAT_MS);
    document.addEventListener('visibilitychange', turn);
    window.addEventListener('pagehide', away);
    return () => {
      clearInterval(beat);
      document.removeEventListener('visibilitychange', turn);
      window.removeEventListener('pagehide', away);
      away();
    };
  }, [key, client, isKnown]);
  const now = JSON.stringify(here);
  const said = useRef(now);
  useEffect(() => {
    if (said.current === now || now === 'null') return;
    const settled = setTimeout(() => {
      said.current = now;
      say.current?.();
    }, SETTLED_MS);
    return () => clearTimeout(settled);
  }, [now]);
}

const NOBODY: readonly Other[] = [];

/** The others, by name, without those whose time is over. */
export function useOthers(key: string): readonly Other[] {
  const { data = NOBODY } = useQuery(presenceQuery(key));
  const [, look] = useState(0);
  const now = Date.now();
  const others = data.filter(({ goneAt }) => goneAt > now);
  const next = Math.min(...others.map(({ goneAt }) => goneAt));
  useEffect(() => {
    if (!Number.isFinite(next)) return;
    const timer = setTimeout(() => look((before) => before + 1), next - Date.now() + 50);
    return () => clearTimeout(timer);
  }, [next]);
  return others.length === data.length ? data : others;
}
