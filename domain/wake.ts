/**
 * Notices between processes, over LISTEN and NOTIFY. They only say "look now": whoever hears none looks anyway after a
 * while, so a lost notice costs time and nothing else. They are sent outside transactions and at most once in 10 ms per
 * process, since a NOTIFY inside a transaction makes commits wait for each other.
 */
import pg from 'pg';

export const WAKE_CHANNEL = 'perdura_wake';
/** Somebody's sessions, tokens, roles or groups have changed; the payload is the tenant's id. */
export const ACCESS_CHANNEL = 'perdura_access';
/** Somebody has come to a process in the designer, does something else there, or has left; `<tenant id> <process key>`. */
export const PRESENCE_CHANNEL = 'perdura_presence';

const WAKE_EVERY_MS = 10;
const RETRY_MS = 1_000;

export type Notifier = {
  /** Says that there is something new in the outbox or the event table. */
  wake(): void;
  /** Says something at once. */
  notify(channel: string, payload: string): void;
  close(): Promise<void>;
};

/** One connection of its own, opened with the first notice; the pool's connections are for work. */
export function createNotifier(databaseUrl: string): Notifier {
  let client: Promise<pg.Client> | undefined;
  let sending: Promise<unknown> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  let lastSentAt = 0;
  let wanted = false;
  let closed = false;

  function connected(): Promise<pg.Client> {
    if (client) return client;
    const opening = new pg.Client({
      connectionString: databaseUrl,
      connectionTimeoutMillis: 5_000,
      application_name: 'perdura notices',
    });
    const opened = opening.connect().then(() => opening);
    const drop = () => {
      if (client === opened) client = undefined;
    };
    opening.on('error', drop);
    opening.on('end', drop);
    client = opened;
    return opened;
  }

  function send(channel: string, payload: string): Promise<unknown> {
    // One after the other: the connection carries one statement at a time.
    sending = sending
      .then(async () => (await connected()).query('select pg_notify($1, $2)', [channel, payload]))
      .catch(async () => {
        // The net below every notice is a poll; the next notice tries a new connection.
        const lost = client;
        client = undefined;
        await lost?.then((open) => open.end()).catch(() => undefined);
      });
    return sending;
  }

  function wake(): void {
    wanted = true;
    if (timer || closed) return;
    const waitMs = Math.max(0, lastSentAt + WAKE_EVERY_MS - Date.now());
    timer = setTimeout(async () => {
      wanted = false;
      lastSentAt = Date.now();
      await send(WAKE_CHANNEL, '');
      timer = undefined;
      // What came in while this notice was on its way gets one of its own.
      if (wanted) wake();
    }, waitMs);
  }

  return {
    wake,
    notify(channel, payload) {
      if (!closed) void send(channel, payload);
    },
    async close() {
      closed = true;
      if (timer) clearTimeout(timer);
      await sending;
      const open = await client?.catch(() => undefined);
      await open?.end();
    },
  };
}

export type Listening = { close(): Promise<void> };

/**
 * Hears notices until closed, through lost connections. `onConnected` is called each time it begins to hear, since
 * something may have been said before.
 */
export function listen(
  directUrl: string,
  channels: readonly string[],
  hear: {
    readonly onNotice: (channel: string, payload: string) => void;
    readonly onConnected: () => void;
  },
): Listening {
  let current: pg.Client | undefined;
  let retry: NodeJS.Timeout | undefined;
  let closed = false;

  async function connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: directUrl,
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
      application_name: 'perdura listener',
    });
    current = client;
    const again = () => {
      if (closed || current !== client) return;
      current = undefined;
      retry = setTimeout(() => void connect(), RETRY_MS);
      client.end().catch(() => undefined);
    };
    client.on('error', again);
    client.on('end', again);
    client.on('notification', ({ channel, payload }) => hear.onNotice(channel, payload ?? ''));
    try {
      await client.connect();
      for (const channel of channels)
        await client.query(`listen ${client.escapeIdentifier(channel)}`);
      if (closed) await client.end();
      else hear.onConnected();
    } catch {
      again();
    }
  }

  const started = connect();
  return {
    async close() {
      closed = true;
      if (retry) clearTimeout(retry);
      await started;
      await current?.end().catch(() => undefined);
    },
  };
}
