import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { changeCalendar, getCalendar } from '#domain/clocks/calendars.ts';
import { clockDue } from '#domain/clocks/due.ts';
import { changePolicy, getPolicy } from '#domain/clocks/policies.ts';
import { changeTicket } from '#domain/desk/change-ticket.ts';
import { openTicket } from '#domain/desk/open-ticket.ts';
import { acknowledgeEscalation } from '#domain/escalations/close.ts';
import { escalationDue } from '#domain/escalations/due.ts';
import type { TicketPatch } from '#domain/tickets/patch.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';

const HOUR = 3_600_000;
let api: TestApp;
let ticketId: string;

beforeAll(async () => {
  api = await createTestApp();
  await api.signInAs('agent', { email: 'omar@example.test', groups: ['service-desk'] });
  await api.signInAs('agent', { email: 'lena@example.test', groups: ['service-desk'] });
  await api.signInAs('approver', { email: 'ines@example.test', groups: ['managers'] });
  await api.signInAs('requester', { email: 'ravi@example.test' });
  // Four hours around the clock, so that what is due does not hang on the hour the test runs.
  await api.work(async (work) =>
    changePolicy(work, await getPolicy(work, 'incident-resolution'), {
      calendar: { key: 'always' },
    }),
  );
});

afterAll(() => api.close());

beforeEach(async () => {
  const { ticket } = await api.work((work) =>
    openTicket(work, {
      type: 'incident',
      title: 'x',
      priority: 1,
      queue: 'service-desk',
      requester: 'ravi@example.test',
    }),
  );
  ticketId = ticket.id;
});

const due = () => api.work((work) => clockDue(work, ticketId));
const change = (patch: TicketPatch) => api.work((work) => changeTicket(work, ticketId, patch));
const query = <T>(text: string) => api.work((work) => work.em.execute<T[]>(text, [ticketId]));
const events = async () =>
  (
    await query<{ type: string }>(
      "select type from event where ticket_id = ? and (type like 'clock.%' or type like 'escalation.%') order by at, id",
    )
  ).map((row) => row.type);
const notified = async () =>
  (
    await query<{ email: string }>(
      'select p.email from notification n join person p on p.id = n.person_id where n.ticket_id = ? order by n.created_at, p.email',
    )
  ).map((row) => row.email);
const clock = async () =>
  (
    await query<{ state: string; late: boolean }>(
      'select state, due_at, breached_at, stopped_at from clock where ticket_id = ?',
    )
  )[0];
const armed = async () =>
  (
    await query<{ at: string | null }>(
      "select payload ->> 'at' as at from outbox where target = ? and kind = 'clock' order by id",
    )
  ).map((row) => row.at);

describe('a clock that falls due', () => {
  it('warns once at three quarters, and says when to come again', async () => {
    expect(await due()).not.toBeNull();
    expect(await events()).toEqual([]);
    api.advance(3 * HOUR + 1_000);
    const next = await due();
    expect(next?.getTime()).toBeGreaterThan(api.store.clock().getTime());
    expect(await due()).toEqual(next);
    expect(await events()).toEqual(['clock.warned']);
    expect(await notified()).toEqual(['lena@example.test', 'omar@example.test']);
  });

  it('is breached once, however often and however many ask, and opens one escalation', async () => {
    api.advance(4 * HOUR + 1_000);
    const answers = await Promise.all([due(), due(), due()]);
    expect(answers).toEqual([null, null, null]);
    expect(await events()).toEqual(['clock.warned', 'clock.breached', 'escalation.opened']);
    expect((await clock())?.state).toBe('breached');
  });

  it('says so when it is told late', async () => {
    api.advance(9 * HOUR);
    await due();
    const [row] = await query<{ data: { late: boolean; latenessSeconds: number } }>(
      "select data from event where ticket_id = ? and type = 'clock.breached'",
    );
    expect(row?.data.late).toBe(true);
    expect(row?.data.latenessSeconds).toBeGreaterThanOrEqual(5 * 3_600);
  });

  it('tells the assignee alone where there is one', async () => {
    await change({ assignee: 'omar@example.test' });
    api.advance(3.5 * HOUR);
    await due();
    expect(await notified()).toEqual(['omar@example.test']);
  });

  it('is told of in each one’s own language', async () => {
    await api.work((work) =>
      work.em.execute("update person set locale = 'ar' where email = 'lena@example.test'"),
    );
    api.advance(4 * HOUR + 1_000);
    await due();
    const told = await query<{ email: string; text: string }>(
      'select p.email, n.text from notification n join person p on p.id = n.person_id where n.ticket_id = ? order by p.email',
    );
    expect(told.map(({ email, text }) => [email, /[\u0600-\u06ff]/.test(text)])).toEqual([
      ['lena@example.test', true],
      ['omar@example.test', false],
    ]);
    expect(told[1]?.text).toMatch(/^INC-\d+ has missed its target “.+”\.$/);
  });

  it('does nothing for a ticket that is finished, paused or gone', async () => {
    await change({ status: 'on_hold' });
    api.advance(9 * HOUR);
    expect(await due()).toBeNull();
    await change({ status: 'resolved' });
    expect(await due()).toBeNull();
    expect(await events()).toEqual([]);
    expect(
      await api.work((work) => clockDue(work, '00000000-0000-7000-8000-000000000000')),
    ).toBeNull();
  });
});

describe('a ticket’s clock', () => {
  it('is armed for the next threshold and disarmed when nothing can fall due', async () => {
    await change({ status: 'on_hold' });
    await change({ status: 'in_progress' });
    await change({ status: 'resolved' });
    const at = await armed();
    expect(at).toHaveLength(4);
    expect(at[0]).not.toBeNull();
    expect(at[1]).toBeNull();
    expect(at[2]).not.toBeNull();
    expect(at[3]).toBeNull();
  });

  it('goes on from where it stood after a pause and after reopening', async () => {
    api.advance(HOUR);
    await change({ status: 'on_hold' });
    api.advance(10 * HOUR);
    await change({ status: 'in_progress' });
    api.advance(HOUR);
    await change({ status: 'resolved' });
    expect((await clock())?.state).toBe('met');
    api.advance(10 * HOUR);
    await change({ status: 'in_progress' });
    expect((await clock())?.state).toBe('running');
    api.advance(2 * HOUR + 1_000);
    await due();
    expect((await clock())?.state).toBe('breached');
  });

  it('has another target with another priority, for the time that has already passed', async () => {
    api.advance(5 * HOUR);
    await due();
    expect((await clock())?.state).toBe('breached');
    // Eight hours instead of four: in time again, and what was told stays told.
    await change({ priority: 2 });
    expect(await clock()).toMatchObject({ state: 'running', breached_at: null });
    expect(await events()).toEqual(['clock.warned', 'clock.breached', 'escalation.opened']);
    // Back to four: late at once, told once more.
    await change({ priority: 1 });
    expect((await clock())?.state).toBe('breached');
    await due();
    expect((await events()).filter((type) => type === 'clock.breached')).toHaveLength(2);
  });

  it('tells a breach that nobody was awake for when the ticket is resolved, without alarm', async () => {
    api.advance(6 * HOUR);
    await change({ status: 'resolved' });
    await due();
    expect(await clock()).toMatchObject({ state: 'breached' });
    expect(await events()).toEqual(['clock.warned', 'clock.breached']);
    expect(await notified()).toEqual([]);
  });

  it('sets when the ticket is due', async () => {
    const dueAt = async () =>
      (await query<{ due: string | null }>('select due_at as due from ticket where id = ?'))[0]
        ?.due ?? null;
    const first = await dueAt();
    expect(first).not.toBeNull();
    await change({ status: 'on_hold' });
    expect(await dueAt()).toBeNull();
    api.advance(HOUR);
    await change({ status: 'in_progress' });
    expect(
      new Date((await dueAt()) ?? 0).getTime() - new Date(first ?? 0).getTime(),
    ).toBeGreaterThanOrEqual(HOUR);
  });
});

describe('an escalation', () => {
  const escalation = async () =>
    (
      await query<{ id: string; state: string; level: number }>(
        'select id, state, level from escalation where ticket_id = ?',
      )
    )[0] ?? { id: '', state: 'none', level: 0 };
  const climb = async () => {
    const { id } = await escalation();
    return api.work((work) => escalationDue(work, id));
  };

  beforeEach(async () => {
    api.advance(4 * HOUR + 1_000);
    await due();
    await query('delete from notification where ticket_id = ?');
  });

  it('asks the queue’s group, then the managers, then gives up', async () => {
    expect(await climb()).not.toBeNull();
    expect(await climb()).not.toBeNull();
    expect(await notified()).toEqual(['lena@example.test', 'omar@example.test']);
    api.advance(0.5 * HOUR);
    expect(await climb()).not.toBeNull();
    expect((await notified()).at(-1)).toBe('ines@example.test');
    api.advance(HOUR);
    expect(await climb()).toBeNull();
    expect((await escalation()).state).toBe('exhausted');
    expect(await climb()).toBeNull();
  });

  it('stops when somebody acknowledges, who may say so twice', async () => {
    await climb();
    const { id } = await escalation();
    await api.work((work) => acknowledgeEscalation(work, ticketId, id));
    await api.work((work) => acknowledgeEscalation(work, ticketId, id));
    api.advance(2 * HOUR);
    expect(await climb()).toBeNull();
    expect((await events()).filter((type) => type.startsWith('escalation.'))).toEqual([
      'escalation.opened',
      'escalation.raised',
      'escalation.acknowledged',
    ]);
  });

  it('ends with the ticket', async () => {
    await change({ status: 'resolved' });
    expect((await escalation()).state).toBe('cancelled');
    expect(await climb()).toBeNull();
  });
});

it('is found for the reconciler when it should have been told, its ticket once, the longest overdue first', async () => {
  const first = ticketId;
  const { ticket: other } = await api.work((work) =>
    openTicket(work, { type: 'incident', title: 'x', priority: 1, requester: 'ravi@example.test' }),
  );
  const dueIn = (ticket: string, seconds: number) =>
    api.work((work) =>
      work.em.execute(
        'update clock set next_at = clock_timestamp() + make_interval(secs => ?) where ticket_id = ? and next_at is not null',
        [seconds, ticket],
      ),
    );
  const overdue = async () =>
    (await query<{ id: string }>('select id, ?::uuid from wakes_overdue(20, 10000)'))
      .map(({ id }) => id)
      .filter((id) => id === first || id === other.id);
  await dueIn(first, -10);
  await dueIn(other.id, 60);
  expect(await overdue()).toEqual([]);
  await dueIn(first, -30);
  await dueIn(other.id, -3_600);
  expect(await overdue()).toEqual([other.id, first]);
});

it('is woken for only where something can fall due, which on a calendar that never opens is nothing', async () => {
  const woken = () =>
    query(
      "select id from wakes_open('clock', '00000000-0000-0000-0000-000000000000', 10000) where id = ?",
    );
  expect(await woken()).toHaveLength(1);
  await api.work(async (work) => {
    const hours = { timeZone: 'UTC', week: {} };
    await changeCalendar(work, await getCalendar(work, 'always'), { hours });
  });
  const { ticket } = await api.work((work) =>
    openTicket(work, { type: 'incident', title: 'x', priority: 1, requester: 'ravi@example.test' }),
  );
  ticketId = ticket.id;
  expect(await query("select 1 from clock where ticket_id = ? and state = 'running'")).not.toEqual(
    [],
  );
  expect(await woken()).toEqual([]);
});
