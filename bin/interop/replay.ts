/**
 * Plays an incident log against a running instance over HTTP, at speed: the first row of an incident opens its ticket, each
 * row that says another state changes it, many incidents side by side, each in its own order. Then it waits until every
 * run has ended, and counts what became of all of them.
 */
import type { IncidentLog, LoggedStep } from './incident-log.ts';

export type Instance = { readonly url: string; readonly token: string };

export type Replay = {
  readonly incidents: number;
  readonly changes: number;
  /** From the first request to the last answer. */
  readonly seconds: number;
  readonly incidentsPerMinute: number;
  readonly requestsPerSecond: number;
  readonly byStatus: Readonly<Record<string, number>>;
  readonly byQueue: Readonly<Record<string, number>>;
  readonly byPriority: Readonly<Record<string, number>>;
  readonly runs: Readonly<Record<string, number>>;
  /** From the first request until the last run had ended. */
  readonly secondsUntilAllEnded: number;
};

export type ReplayOptions = {
  readonly atOnce?: number;
  readonly patienceMs?: number;
  readonly say?: (sentence: string) => void;
};

type Ticket = {
  readonly id: string;
  readonly status: string;
  readonly holdReason: string | null;
  readonly priority: number;
  readonly queue: { readonly key: string } | null;
};

/** Routes the log's own categories, which are numbered, as a tenant would set it up. */
export const ROUTING = {
  key: 'incident-routing',
  name: 'Where incidents of the log go',
  hitPolicy: 'first',
  rules: [
    route('network', ['Category 26', 'Category 37', 'Category 42']),
    route('software', ['Category 45', 'Category 24', 'Category 32']),
    route('hardware', ['Category 53', 'Category 9']),
  ],
  otherwise: { queue: 'service-desk' },
};

function route(queue: string, categories: readonly string[]) {
  return {
    id: queue,
    name: queue,
    conditions: { all: [{ fact: 'ticket.category', operator: 'in', value: categories }] },
    set: { queue },
  };
}

export async function replay(
  instance: Instance,
  log: IncidentLog,
  options: ReplayOptions = {},
): Promise<Replay> {
  const say = options.say ?? (() => undefined);
  const begun = Date.now();
  const lives = livesOf(log);
  const ids: string[] = [];
  let changes = 0;
  await each(lives, options.atOnce ?? 16, async (life) => {
    const ticket = await live(instance, log, life, () => {
      changes += 1;
    });
    ids.push(ticket);
    if (ids.length % 100 === 0) say(`${ids.length} of ${lives.length} incidents played.`);
  });
  const seconds = (Date.now() - begun) / 1_000;
  const runs = await untilRunsEnded(instance, ids, Date.now() + (options.patienceMs ?? 180_000));
  const secondsUntilAllEnded = (Date.now() - begun) / 1_000;
  const tickets: Ticket[] = [];
  await each(ids, 16, async (id) => {
    tickets.push(await call<Ticket>(instance, 'GET', `/tickets/${id}`));
  });
  return {
    incidents: ids.length,
    changes,
    seconds,
    incidentsPerMinute: (ids.length / secondsUntilAllEnded) * 60,
    requestsPerSecond: (ids.length + changes) / seconds,
    byStatus: count(tickets.map((ticket) => ticket.status)),
    byQueue: count(tickets.map((ticket) => ticket.queue?.key ?? 'none')),
    byPriority: count(tickets.map((ticket) => String(ticket.priority))),
    runs: count(runs),
    secondsUntilAllEnded,
  };
}

/** Each incident's own rows, the incidents in the order in which the log first names them. */
function livesOf(log: IncidentLog): LoggedStep[][] {
  const lives = new Map<string, LoggedStep[]>();
  for (const step of log.steps)
    lives.set(step.incident, [...(lives.get(step.incident) ?? []), step]);
  return [...lives.values()];
}

async function live(
  instance: Instance,
  log: IncidentLog,
  life: readonly LoggedStep[],
  changed: () => void,
): Promise<string> {
  const [first] = life;
  if (!first) throw new Error('invariant: an incident has at least one row');
  const opened = await call<Ticket>(instance, 'POST', '/tickets', log.tickets.get(first.incident));
  let now = { status: opened.status, holdReason: opened.holdReason };
  for (const { state } of life) {
    if (state.status === now.status && (state.holdReason ?? null) === now.holdReason) continue;
    if (state.status === 'new') continue;
    now = await call<Ticket>(instance, 'PATCH', `/tickets/${opened.id}`, state);
    changed();
  }
  return opened.id;
}

const OVER = new Set(['completed', 'cancelled', 'faulted']);

async function untilRunsEnded(
  instance: Instance,
  ids: readonly string[],
  until: number,
): Promise<string[]> {
  const states = new Map<string, string>();
  while (Date.now() < until) {
    const open = ids.filter((id) => !OVER.has(states.get(id) ?? ''));
    await each(open, 8, async (id) => {
      const { items } = await call<{ items: { state: string }[] }>(
        instance,
        'GET',
        `/tickets/${id}/runs`,
      );
      states.set(id, items.length === 1 ? (items[0]?.state ?? 'none') : `${items.length} runs`);
    });
    if (ids.every((id) => OVER.has(states.get(id) ?? ''))) break;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  return [...states.values()];
}

async function each<T>(
  items: readonly T[],
  atOnce: number,
  fn: (item: T) => Promise<void>,
): Promise<void> {
  const waiting = [...items];
  const lane = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await fn(item);
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
}

/** Signs in and makes a token for the replay. */
export async function tokenFor(url: string, email: string, password: string): Promise<Instance> {
  const login = await fetch(`${url}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  if (!login.ok) throw new Error(`Signing in answered ${login.status}: ${await login.text()}`);
  const { csrfToken } = (await login.json()) as { csrfToken: string };
  const cookie = login.headers
    .getSetCookie()
    .map((set) => set.split(';', 1)[0])
    .join('; ');
  const made = await fetch(`${url}/api/v1/me/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie, 'x-csrf-token': csrfToken },
    body: JSON.stringify({ name: 'incident log', password }),
  });
  if (!made.ok) throw new Error(`Making a token answered ${made.status}: ${await made.text()}`);
  const { token } = (await made.json()) as { token: string };
  return { url, token };
}

export async function call<T>(
  instance: Instance,
  method: string,
  path: string,
  body?: unknown,
): Promise<T> {
  const answer = await fetch(`${instance.url}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${instance.token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (!answer.ok)
    throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as T;
}

const count = (values: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
};
