import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changePolicy, getPolicy } from '#domain/clocks/policies.ts';
import { openTicket, openTicketAtOnce } from '#domain/desk/open-ticket.ts';
import type { Who } from '#domain/work.ts';
import { type Client, createTestApp, type TestApp } from '#tests/support/app.ts';

let api: TestApp;
let maya: Client;
let who: Who;

beforeAll(async () => {
  api = await createTestApp();
  maya = await api.signInAs('agent', { email: 'maya@example.test', name: 'Maya' });
  who = {
    tenantId: api.tenant.id,
    actor: { kind: 'person', id: maya.personId, name: 'Maya', email: maya.email },
    cause: { kind: 'request', id: 'r1', label: 'POST /tickets' },
  };
});

afterAll(() => api.close());

const anIncident = {
  type: 'incident',
  title: 'Printer on fire',
  description: 'It smokes',
  impact: 1,
  urgency: 2,
} as const;

describe('opening a ticket', () => {
  it('writes the row, the event with its sealed part, the clock and what wakes it', async () => {
    const { ticket } = await openTicketAtOnce(api.store, who, anIncident);
    expect(ticket).toMatchObject({
      status: 'new',
      priority: 2,
      requester: { email: 'maya@example.test' },
      version: 1,
    });
    expect(ticket.number).toMatch(/^INC-\d{6}$/);
    const rows = await api.work((work) =>
      work.em.execute(
        `select t.title, e.type, e.changes, p.sealed is not null as sealed, c.target_seconds, s.state, o.payload
         from ticket t join event e on e.ticket_id = t.id join event_personal p on p.event_id = e.id
         join clock c on c.ticket_id = t.id join clock_segment s on s.clock_id = c.id join outbox o on o.target = t.id and o.kind = 'clock'
         where t.id = ?`,
        [ticket.id],
      ),
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      title: 'Printer on fire',
      type: 'ticket.created',
      sealed: true,
      target_seconds: 8 * 3600,
      state: 'running',
    });
    expect(JSON.stringify(rows[0])).not.toContain('smokes');
  });

  it('never uses a copy of the configuration that is out of date', async () => {
    await openTicketAtOnce(api.store, who, anIncident);
    await api.work(async (work) =>
      changePolicy(work, await getPolicy(work, 'incident-resolution'), {
        targets: [{ id: 'all', within: { businessMinutes: 10 } }],
      }),
    );
    const { ticket } = await openTicketAtOnce(api.store, who, anIncident);
    expect(ticket.clock?.remainingSeconds).toBe(600);
  });

  it('takes the requester as they are now', async () => {
    await openTicketAtOnce(api.store, who, anIncident);
    await api.work((work) =>
      work.em.execute(
        "update person set active = false, version = version + 1 where email = 'maya@example.test'",
      ),
    );
    await expect(openTicketAtOnce(api.store, who, anIncident)).rejects.toMatchObject({
      code: 'invalid_input',
      errors: [{ pointer: '/requester' }],
    });
    await api.work((work) =>
      work.em.execute(
        "update person set active = true, version = version + 1 where email = 'maya@example.test'",
      ),
    );
  });

  it('keeps every text as it came', async () => {
    const title = `What? It's \\ "odd" $1 ?? :x \u{1F600} -- '; drop table ticket; /*`;
    const { ticket } = await openTicketAtOnce(api.store, who, {
      ...anIncident,
      title,
      tags: ['a,b', '{c}', 'd"e', 'NULL', ''],
      custom: { 'q?': title },
    });
    const [row] = await api.work((work) =>
      work.em.execute<Record<string, unknown>[]>(
        'select title, to_jsonb(tags) as tags, custom from ticket where id = ?',
        [ticket.id],
      ),
    );
    expect(row).toEqual({
      title,
      tags: ['a,b', '{c}', 'd"e', 'NULL', ''],
      custom: { 'q?': title },
    });
  });

  it('is part of the transaction around it', async () => {
    const boom = new Error('boom');
    const before = await count();
    await expect(
      api.work(async (work) => {
        await openTicket(work, { ...anIncident, requester: maya.email });
        throw boom;
      }),
    ).rejects.toThrow(boom);
    expect(await count()).toBe(before);
  });

  it('gives every ticket a number of its own, however many come at once', async () => {
    const opened = await Promise.all(
      Array.from({ length: 60 }, () =>
        openTicketAtOnce(api.store, who, { ...anIncident, type: 'problem' }),
      ),
    );
    expect(new Set(opened.map(({ ticket }) => ticket.number)).size).toBe(60);
  });
});

const count = () =>
  api.work(
    async (work) =>
      (await work.em.execute<{ n: number }[]>('select count(*)::int as n from ticket'))[0]?.n,
  );
