/**
 * What others do, as it happens: one stream of ids (never contents) from the API; whoever shows a thing fetches it anew.
 * All tabs of a browser share one stream where the browser can lock, because a browser opens only a handful of
 * connections to one server and a tab that holds one for good would starve the rest. After a gap everything shown is
 * fetched anew, so that nothing can have been missed.
 */
import { useEffect, useSyncExternalStore } from 'react';
import { keys, queryClient } from './query.ts';
import type { LiveEvent } from './types/common.ts';

export type LiveState = 'connecting' | 'on' | 'off';

const STREAM = '/api/v1/events/stream';
const RETRY_MS = [1_000, 2_000, 5_000, 15_000];
/** Events that come close together are handled together. */
const BATCH_MS = 150;

type Shared =
  | { event: LiveEvent }
  | { state: LiveState }
  | { reset: true }
  | { presence: { process: string } };

const listeners = new Set<(event: LiveEvent) => void>();
const stateListeners = new Set<() => void>();
let state: LiveState = 'connecting';
let started: AbortController | null = null;

/** Starts listening; the answer stops it. Called by the shell once somebody is signed in. */
export function startLive(): () => void {
  started?.abort();
  const controller = new AbortController();
  started = controller;
  const channel =
    typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('perdura.live');
  channel?.addEventListener('message', (message: MessageEvent<Shared>) => receive(message.data));
  const share = (shared: Shared) => {
    receive(shared);
    channel?.postMessage(shared);
  };
  if (navigator.locks === undefined) {
    void follow(share, controller.signal);
  } else {
    setState('on');
    navigator.locks
      .request('perdura.live', { signal: controller.signal }, () =>
        follow(share, controller.signal),
      )
      .catch(() => {});
  }
  return () => {
    controller.abort();
    channel?.close();
  };
}

/** Calls `listener` for every event while the component is shown. */
export function useLiveEvents(listener: (event: LiveEvent) => void): void {
  useEffect(() => {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  }, [listener]);
}

export function useLiveState(): LiveState {
  return useSyncExternalStore(
    (changed) => {
      stateListeners.add(changed);
      return () => stateListeners.delete(changed);
    },
    () => state,
  );
}

/** Holds the stream open until told to stop; resolves then. The browser itself resumes short breaks by Last-Event-ID. */
function follow(share: (shared: Shared) => void, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    let source: EventSource | null = null;
    let failures = 0;
    let lastId = '';
    let timer: ReturnType<typeof setTimeout> | undefined;
    const open = () => {
      const current = new EventSource(
        lastId === '' ? STREAM : `${STREAM}?lastEventId=${encodeURIComponent(lastId)}`,
      );
      source = current;
      const remember = (message: MessageEvent) => {
        lastId = message.lastEventId;
      };
      current.addEventListener('change', (message) => {
        remember(message);
        share({ event: JSON.parse(message.data) });
      });
      current.addEventListener('presence', (message) => {
        share({ presence: JSON.parse(message.data) });
      });
      current.addEventListener('ready', (message) => {
        // Without a place to resume from, the gap can only be closed by fetching anew.
        if (failures > 0 && lastId === '') share({ reset: true });
        remember(message);
        failures = 0;
        share({ state: 'on' });
      });
      current.addEventListener('reset', (message) => {
        remember(message);
        share({ reset: true });
      });
      current.addEventListener('error', () => {
        failures += 1;
        share({ state: failures > 2 ? 'off' : 'connecting' });
        // Otherwise the browser tries again by itself.
        if (current.readyState !== EventSource.CLOSED) return;
        // Refused for good: perhaps the session has ended, which asking who one is will show.
        void queryClient.invalidateQueries({ queryKey: keys.me });
        timer = setTimeout(open, RETRY_MS[Math.min(failures - 1, RETRY_MS.length - 1)]);
      });
    };
    share({ state: 'connecting' });
    open();
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      source?.close();
      resolve();
    });
  });
}

function receive(shared: Shared): void {
  if ('state' in shared) {
    setState(shared.state);
    return;
  }
  if ('reset' in shared) {
    void queryClient.invalidateQueries();
    return;
  }
  if ('presence' in shared) {
    void queryClient.invalidateQueries({ queryKey: keys.presence(shared.presence.process) });
    return;
  }
  for (const listener of listeners) listener(shared.event);
  invalidateSoon(shared.event);
}

function setState(next: LiveState): void {
  if (next === state) return;
  state = next;
  for (const listener of stateListeners) listener();
}

let pending = new Map<string, readonly unknown[]>();
let waiting = false;

function invalidateSoon(event: LiveEvent): void {
  for (const key of touchedBy(event)) pending.set(JSON.stringify(key), key);
  if (waiting) return;
  waiting = true;
  setTimeout(() => {
    const touched = pending;
    pending = new Map();
    waiting = false;
    for (const queryKey of touched.values())
      void queryClient.invalidateQueries({ queryKey, predicate: isNotDraft });
  }, BATCH_MS);
}

/** A draft is edited, not followed. */
const isNotDraft = ({ queryKey }: { readonly queryKey: readonly unknown[] }): boolean =>
  queryKey[0] !== 'process' || queryKey[2] !== 'draft';

/** What says anew which version new runs take, how it is drawn, and what must be before another one is published. */
const SHOWN: ReadonlySet<string> = new Set([
  'process.published',
  'process.rolloutChanged',
  'process.rolloutCalledOff',
  'process.shareBegan',
  'process.versionActivated',
  'process.drawnAnew',
  'process.draftReviewed',
  'process.reviewRequired',
  'process.reviewOffAsked',
  'process.reviewKept',
]);

/** Lists of tickets are not here on purpose: the desk marks changed rows itself instead of moving them. */
export function touchedBy(event: LiveEvent): (readonly unknown[])[] {
  const { kind, id, number } = event.subject;
  const touched: (readonly unknown[])[] = [];
  const ticketId = event.ticketId ?? (kind === 'ticket' ? id : undefined);
  if (ticketId !== undefined)
    touched.push(keys.ticket(ticketId), keys.ticketCounts, keys.myTickets);
  if (kind === 'ticket' && number !== undefined) touched.push(keys.ticket(number));
  if (kind === 'task') touched.push(keys.tasks(), keys.me);
  if (kind === 'approval') touched.push(keys.approvals(), keys.changes('in-the-way'), keys.me);
  if (kind === 'run') touched.push(keys.run(id));
  if (kind === 'majorIncident') touched.push(keys.major());
  if (kind === 'rota') touched.push(keys.rotas());
  if (kind === 'freeze' || kind === 'maintenanceWindow' || event.type.startsWith('change.'))
    touched.push(keys.changes());
  if (kind === 'standardChange') touched.push(keys.standards());
  if (kind === 'meeting' || kind === 'board') touched.push(keys.cab());
  if (kind === 'thread') touched.push(keys.threads(), keys.processes);
  // A process is known by its key here and by its id there; what is said of it anew is shown wherever one is.
  if (kind === 'process')
    touched.push(keys.processes, ...(SHOWN.has(event.type) ? [keys.ofProcesses] : []));
  return touched;
}
