/**
 * A desk whose clocks are looked at from outside, through the API, over a week that a story goes through: hours are counted
 * from its Monday, 09:00 UTC. Shared by the stories about clocks; each file has its own.
 */
import { clockDue } from '#domain/clocks/due.ts';
import { recountDue } from '#domain/clocks/recount-work.ts';
import { type Client, createTestApp, type TestApp } from '#tests/support/app.ts';

export const HOUR = 3_600_000;
export const OFFICE = [['09:00', '17:00']];
export const WEEK = { mon: OFFICE, tue: OFFICE, wed: OFFICE, thu: OFFICE, fri: OFFICE };
export const TELL = [{ type: 'notify', to: [{ relation: 'inCharge' }] }];

export let api: TestApp;
export let admin: Client;
export let agent: Client;
export let requester: Client;

export type Shown = {
  readonly name: string;
  readonly state: string;
  readonly cycle: number;
  readonly elapsedSeconds: number;
  readonly remainingSeconds: number;
  readonly targetSeconds: number;
  readonly dueAt: string | null;
  readonly breachedAt: string | null;
  readonly policy: { readonly key: string; readonly version: number };
  readonly thresholds: readonly {
    readonly id: string;
    readonly told: { readonly at: string } | null;
  }[];
  readonly segments: readonly {
    readonly state: string;
    readonly from: string;
    readonly to: string | null;
    readonly cause: { readonly status: string; readonly by?: string | null };
    readonly endCause?: { readonly by: string | null } | null;
  }[];
  readonly strip: readonly { readonly kind: string; readonly from: string; readonly to: string }[];
  readonly revisions: readonly {
    readonly reasons: readonly string[];
    readonly cause: { readonly by: string | null };
    readonly before: { readonly dueAt: string | null; readonly state: string } | null;
    readonly after: { readonly dueAt: string | null; readonly state: string } | null;
    readonly lost: readonly { readonly policy: string; readonly reason: string }[];
  }[];
};

/** The next Monday, 09:00 UTC, at least a week from now, so that no clock of an earlier story runs backwards. */
export let monday = 0;
export const now = () => api.store.clock().getTime();
export const at = (hours: number) => new Date(monday + hours * HOUR).toISOString();
/** Hours from Monday, 09:00. */
export const goTo = (hours: number) => api.standAt(monday + hours * HOUR);

/** Before all stories of a file. */
export async function openClockDesk(): Promise<void> {
  api = await createTestApp();
  admin = await api.signInAs('admin', { email: 'ada@example.test' });
  agent = await api.signInAs('agent', { email: 'omar@example.test', groups: ['service-desk'] });
  requester = await api.signInAs('requester', { email: 'ravi@example.test' });
  await made(
    admin.post('/calendars', { key: 'office', name: 'Office', timeZone: 'UTC', week: WEEK }),
  );
  for (const key of ['incident-resolution', 'request-fulfilment'])
    await made(admin.delete(`/sla/policies/${key}`, await tag(`/sla/policies/${key}`)));
}

/** Before each story: no ticket, no policy, and a Monday, 09:00 UTC, on which nothing has happened yet. */
export async function beginWeek(): Promise<void> {
  await api.work((inner) => inner.em.execute('update ticket set deleted_at = created_at'));
  const { items } = (await admin.get('/sla/policies?limit=200')).json() as {
    items: { key: string }[];
  };
  for (const { key } of items)
    await made(admin.delete(`/sla/policies/${key}`, await tag(`/sla/policies/${key}`)));
  const today = new Date(now());
  const days = ((8 - today.getUTCDay()) % 7) + 7;
  monday = Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate() + days, 9);
  goTo(0);
}

export async function made(answer: ReturnType<Client['post']>) {
  const response = await answer;
  if (response.statusCode >= 300) throw new Error(response.body);
  return response.body === '' ? {} : response.json();
}
export const tag = async (url: string) => ({
  'if-match': String((await admin.get(url)).headers.etag),
});

export const policy = (key: string, more: object) =>
  made(
    admin.post('/sla/policies', {
      key,
      name: key,
      kind: 'sla',
      measures: 'resolution',
      ticketTypes: ['incident'],
      calendar: { key: 'office' },
      targets: [{ id: 'all', within: { businessHours: 8 } }],
      thresholds: [],
      ...more,
    }),
  );

export const open = async (more: object = {}, who: Client = requester) =>
  (await made(who.post('/tickets', { type: 'incident', title: 'x', ...more }))) as { id: string };

export const change = async (id: string, patch: object) =>
  made(agent.patch(`/tickets/${id}`, patch, await ticketTag(id)));
export const ticketTag = async (id: string) => ({
  'if-match': String((await agent.get(`/tickets/${id}`)).headers.etag),
});
export const say = (who: Client, id: string, internal = false) =>
  made(who.post(`/tickets/${id}/comments`, { body: 'Well.', internal }));
export const clocks = async (id: string, query = ''): Promise<readonly Shown[]> =>
  ((await made(agent.get(`/tickets/${id}/clocks${query}`))) as { items: Shown[] }).items;
export async function clock(id: string, name?: string): Promise<Shown> {
  const found = (await clocks(id)).find((one) => name === undefined || one.name === name);
  if (!found) throw new Error(`there is no clock ${name ?? ''}`);
  return found;
}
export const wake = (id: string) => api.work((work) => clockDue(work, id));
/** What its workflow does, until there is nothing more to do. */
export async function work(recount: string): Promise<void> {
  while ((await api.work((inner) => recountDue(inner, recount))) !== null);
}
export const told = async (id: string) =>
  (
    await api.work((work) =>
      work.em.execute<{ type: string; threshold: string; late: boolean | null }[]>(
        "select type, data ->> 'threshold' as threshold, (data ->> 'late')::boolean as late from event where ticket_id = ? and type like 'clock.%' and type <> 'clock.recounted' order by at, id",
        [id],
      ),
    )
  ).map(({ threshold, late }) => (late ? `${threshold}, late` : threshold));
