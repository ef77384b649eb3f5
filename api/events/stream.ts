/**
 * One caller's stream of server-sent events (HTML, §9.2). First what was missed since Last-Event-ID, then what comes; each
 * event once, in order. Heartbeats move the place on, so that a resumed stream never looks far back. Who falls behind is
 * let go and resumes; who is signed out is let go for good.
 */
import type { ServerResponse } from 'node:http';
import {
  comparePlaces,
  fromCursor,
  type Place,
  readEvents,
  type SeenEvent,
  toCursor,
} from '#domain/events/reader.ts';
import { may, type Principal } from '#domain/people/access.ts';
import { maySee } from '#domain/people/visible-events.ts';
import type { Work } from '#domain/work.ts';
import type { Hub } from './hub.ts';
import { presentEvent } from './present.ts';

const RETRY_MS = 2_000;
/** Somebody who missed more fetches everything anew instead. */
const CATCH_UP_MAX = 5_000;
const CATCH_UP_PAGE = 500;
/** What may wait in the socket of somebody slow. */
const BEHIND_MAX_BYTES = 1_048_576;

export type Stream = {
  readonly tenantId: string;
  beat(): void;
  /** Somebody else has this process open now, or does something else there. Never repeated: it is asked for anyway. */
  tellPresence(process: string): void;
  /** The caller may see something else now, or nothing any more. */
  recheck(): Promise<void>;
  end(): void;
};

export type StreamDeps = {
  readonly hub: Hub;
  readonly fork: () => Work['em'];
  readonly out: ServerResponse;
  readonly lastEventId: string | undefined;
  readonly principal: Principal;
  /** Who the caller is now; null when they are signed out. */
  readonly findPrincipal: () => Promise<Principal | null>;
  readonly onEnd: () => void;
};

export async function openStream(deps: StreamDeps): Promise<Stream> {
  const { hub, out } = deps;
  let { principal } = deps;
  let held: SeenEvent[] | null = [];
  let ended = false;

  const write = (text: string) => {
    if (ended) return;
    out.write(text);
    if (out.writableLength > BEHIND_MAX_BYTES) end();
  };
  const send = (events: readonly SeenEvent[], upTo: Place) => {
    let text = '';
    for (const event of events) {
      if (!maySee(principal, event)) continue;
      text += `id: ${toCursor(event.place)}\nevent: change\ndata: ${JSON.stringify(presentEvent(event))}\n\n`;
    }
    if (text) write(text);
    place = upTo;
  };
  const end = () => {
    if (ended) return;
    ended = true;
    joined?.leave();
    out.end();
    deps.onEnd();
  };

  let place: Place = { xid: '0', seq: '0' };
  let joined: Awaited<ReturnType<Hub['join']>> | undefined;
  out.on('close', end);
  joined = await hub.join((events, upTo) => {
    if (held) held.push(...events);
    else send(events, upTo);
  });
  if (ended) joined.leave();
  const from = joined.place;
  write(`retry: ${RETRY_MS}\n\n`);
  await catchUp();
  const waiting = held ?? [];
  held = null;
  send(waiting, waiting.at(-1)?.place ?? from);
  write(`id: ${toCursor(place)}\nevent: ready\ndata: {}\n\n`);

  /** Everything between where the caller was and where the live part begins. */
  async function catchUp(): Promise<void> {
    if (deps.lastEventId === undefined) return;
    let at = fromCursor(deps.lastEventId);
    for (
      let sent = 0;
      at !== null && comparePlaces(at, from) <= 0 && sent < CATCH_UP_MAX;
      sent += CATCH_UP_PAGE
    ) {
      const events: SeenEvent[] = await readEvents(
        deps.fork(),
        at,
        CATCH_UP_PAGE,
        principal.tenantId,
      );
      const missed = events.filter((event) => comparePlaces(event.place, from) <= 0);
      send(missed, from);
      if (missed.length < CATCH_UP_PAGE) return;
      at = events.at(-1)?.place ?? null;
    }
    // Too long ago, or a place this database never had: what is shown must be fetched anew.
    write(`id: ${toCursor(from)}\nevent: reset\ndata: {}\n\n`);
  }

  return {
    tenantId: principal.tenantId,
    // An event without data is not delivered, but its id is remembered.
    beat: () => write(`: still here\nid: ${toCursor(place)}\n\n`),
    tellPresence(process) {
      if (held || !may(principal, 'process.read')) return;
      write(`event: presence\ndata: ${JSON.stringify({ process })}\n\n`);
    },
    async recheck() {
      const now = await deps.findPrincipal();
      if (now === null) end();
      else principal = now;
    },
    end,
  };
}
