/**
 * Carries the outbox to the engine, at least once. Rows of one target are taken together and delivered as one; several
 * targets are under way at once. A row the engine refuses is tried again ever later and is dead after the last try, for an
 * operator to see; an engine that is merely out of reach kills nothing. Any number of relays may run.
 */

import { UnderWay } from '#domain/moves/move-one.ts';
import type { OutboxKind } from '#domain/outbox.ts';
import type { Carrier } from './carrier.ts';
import type { Logger } from './log.ts';
import type { OutboxItem, OutboxQueue, RunDelivery } from './outbox-queue.ts';
import { codeOf } from './temporal.ts';

const BATCH = 200;
const UNDER_WAY_MAX = 64;
const LEASE_MS = 30_000;
/** The net below the notices: how long a row can lie when a notice was lost. */
const POLL_MS = 1_000;
/** Between two looks while there is work, so that what comes close together goes in one batch. */
const PACE_MS = 20;
const GIVE_UP_AFTER = 12;
const BACK_OFF_MAX_MS = 10 * 60_000;
const MESSAGES_MAX = 1_000;
/** How long a run that has taken in nothing of what it was told is not told the same again. */
const PATIENCE_MS = 60_000;
/** Without trouble for this long it counts as well. */
const HEALTHY_AFTER_MS = 2_000;

export type Relay = {
  /** Something was committed; cheap. */
  wake(): void;
  readonly healthy: boolean;
  stop(): Promise<void>;
};

type RecordKind = Extract<OutboxKind, 'message' | 'move'>;

export type RelayDeps = {
  readonly queue: OutboxQueue;
  readonly carrier: Carrier;
  /** What the record does by itself: a message finds who waits for it, a run moves to another version. */
  readonly record: {
    readonly [kind in RecordKind]: (of: { tenantId: string; id: string }) => Promise<void>;
  };
  readonly log: Logger;
  /** The engine was out of reach or lost its settings: called before the next try. */
  readonly onTrouble: (error: unknown) => Promise<void>;
};

type Group = { readonly items: OutboxItem[]; readonly run?: RunDelivery };

export function startRelay(deps: RelayDeps): Relay {
  const { queue, log } = deps;
  let stopping = false;
  let troubleAt = Date.now();
  let woken = false;
  let rouse: () => void = () => undefined;
  const underWay = new Set<Promise<void>>();
  /** Ids of delivered rows, removed together. */
  let delivered: string[] = [];
  /** Runs with more messages than go at once: from which on they were told, and when. */
  const told = new Map<string, { readonly from: number; readonly at: number }>();

  const wake = (): void => {
    woken = true;
    rouse();
  };
  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      rouse = () => {
        clearTimeout(timer);
        resolve();
      };
      if (woken || stopping) rouse();
    });

  const rest = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

  /** What has been delivered is forgotten with the next look, or at least taken back when that fails. */
  async function look(room: number): Promise<OutboxItem[]> {
    const ids = delivered;
    delivered = [];
    try {
      return await queue.take(Math.min(BATCH, room), LEASE_MS, ids);
    } catch (error) {
      delivered.push(...ids);
      throw error;
    }
  }

  async function loop(): Promise<void> {
    let troubleMs = 0;
    while (!stopping) {
      woken = false;
      try {
        const items = await look(UNDER_WAY_MAX - underWay.size);
        if (items.length > 0) await begin(items);
        troubleMs = 0;
        // Whatever ends wakes us: its room and the rows of its target are free again.
        if (items.length === 0 && !woken) await pause(POLL_MS);
        else await rest(PACE_MS);
      } catch (error) {
        // The database is away: nothing can be lost, the leases run out by themselves.
        troubleAt = Date.now();
        troubleMs = Math.min(Math.max(troubleMs * 2, 250), 5_000);
        log.warn({ err: error }, 'The relay cannot reach the database.');
        woken = false;
        await pause(troubleMs);
      }
    }
    await Promise.allSettled(underWay);
    await look(0).catch(() => undefined);
  }

  async function begin(items: readonly OutboxItem[]): Promise<void> {
    const groups = Map.groupBy(items, (item) => `${item.kind} ${item.target}`);
    const runIds = [...groups.values()].flatMap(([item]) =>
      item?.kind === 'run' ? [item.target] : [],
    );
    const runs = new Map(
      (runIds.length > 0 ? await queue.deliveries(runIds, MESSAGES_MAX) : []).map((run) => [
        run.id,
        run,
      ]),
    );
    for (const group of groups.values()) {
      const work = deliver({ items: group, run: runs.get(group[0]?.target ?? '') }).finally(() => {
        underWay.delete(work);
        wake();
      });
      underWay.add(work);
    }
  }

  async function deliver(group: Group): Promise<void> {
    const ids = group.items.map((item) => item.id);
    try {
      const { run } = group;
      if (run === undefined || run.messages.length < MESSAGES_MAX) {
        await carry(deps, group);
        told.delete(group.items[0]?.target ?? '');
        delivered.push(...ids);
      } else if (knows(run)) {
        await queue.postponed(ids, 'its workflow has not taken in what it was told', POLL_MS);
      } else {
        await carry(deps, group);
        told.set(run.id, { from: fromOf(run), at: Date.now() });
        await queue.postponed(ids, 'more messages follow', 50);
      }
    } catch (error) {
      await refuse(group, ids, error).catch((cause) =>
        log.warn({ err: cause }, 'The relay cannot reach the database.'),
      );
    }
  }

  function knows(run: RunDelivery): boolean {
    const last = told.get(run.id);
    return last?.from === fromOf(run) && Date.now() - last.at < PATIENCE_MS;
  }

  async function refuse(group: Group, ids: string[], error: unknown): Promise<void> {
    const attempts = Math.max(...group.items.map((item) => item.attempts));
    const delayMs = backOff(attempts);
    const text =
      error instanceof Error
        ? `${error.name}: ${error.message}${error.cause instanceof Error ? ` (${error.cause.message})` : ''}`
        : String(error);
    if (error instanceof UnderWay) {
      await queue.postponed(ids, text, Math.min(delayMs, 5_000));
    } else if (isOutOfReach(error)) {
      troubleAt = Date.now();
      log.warn({ reason: text }, 'The engine is out of reach; the outbox waits.');
      await deps.onTrouble(error).catch(() => undefined);
      await queue.postponed(ids, text, Math.min(delayMs, 5_000));
    } else {
      log.error(
        { err: error, kind: group.items[0]?.kind, target: group.items[0]?.target, attempts },
        'The engine refused a delivery.',
      );
      await queue.failed(ids, text, delayMs, GIVE_UP_AFTER);
    }
  }

  const ended = loop();
  return {
    wake,
    get healthy() {
      return Date.now() - troubleAt > HEALTHY_AFTER_MS;
    },
    async stop() {
      stopping = true;
      rouse();
      await ended;
    },
  };
}

const fromOf = ({ messages }: RunDelivery): number => messages[0]?.seq ?? 0;

/** For records that wake, only the last word counts; for a run, all that is pending goes at once. */
async function carry({ carrier, record }: RelayDeps, { items, run }: Group): Promise<void> {
  const last = items.at(-1);
  if (!last) return;
  if (last.kind === 'message' || last.kind === 'move') {
    await record[last.kind]({ tenantId: last.tenantId, id: last.target });
    return;
  }
  if (last.kind === 'run') {
    // A run that is gone or has ended wants nothing any more; but where it ended by a move, its workflow has yet to learn.
    const sync = items.some((item) => item.payload.sync === true);
    if (run && (sync || !run.ended)) await carrier.deliver(run, sync);
    return;
  }
  const at = last.payload.at ? new Date(last.payload.at) : null;
  if (at) await carrier.arm(last.kind, { tenantId: last.tenantId, id: last.target }, at);
  else await carrier.disarm(last.kind, last.target);
}

/** 0.5 s, 1 s, 2 s … with a little scatter. */
function backOff(attempts: number): number {
  return Math.min(250 * 2 ** attempts, BACK_OFF_MAX_MS) * (0.8 + Math.random() * 0.4);
}

const UNREACHABLE = new Set([
  1, // CANCELLED
  4, // DEADLINE_EXCEEDED
  8, // RESOURCE_EXHAUSTED
  14, // UNAVAILABLE
]);

/** Connection trouble, an overloaded engine, or one that came back without our namespace and search attributes. */
export function isOutOfReach(error: unknown): boolean {
  const code = codeOf(error);
  if (code !== undefined && UNREACHABLE.has(code)) return true;
  for (let at = error; at instanceof Error; at = at.cause) {
    if (
      /search attribute|namespace .*not found|not connected|transport error|no connection/i.test(
        at.message,
      )
    )
      return true;
    if (at.name === 'NamespaceNotFoundError' || at.name === 'TransportError') return true;
  }
  return false;
}
