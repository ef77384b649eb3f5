import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, createTestApp, type TestApp } from '#tests/support/app.ts';

let api: TestApp;
let agent: Client;
let admin: Client;
let requester: Client;

beforeAll(async () => {
  api = await createTestApp();
  agent = await api.signInAs('agent', { email: 'omar@example.test', name: 'Omar' });
  admin = await api.signInAs('admin');
  requester = await api.signInAs('requester', { email: 'ravi@example.test', name: 'Ravi' });
});

afterAll(() => api.close());

const open = async (body: Record<string, unknown> = {}, as: Client = agent) => {
  const answer = await as.post('/tickets', {
    type: 'incident',
    title: 'No mail',
    impact: 2,
    urgency: 2,
    ...body,
  });
  expect(answer.statusCode, answer.body).toBe(201);
  return answer.json();
};

describe('opening a ticket over HTTP', () => {
  it('answers 201 with the whole ticket, its address and its tag', async () => {
    const answer = await agent.post('/tickets', {
      type: 'incident',
      title: 'No mail',
      description: 'Since nine',
      impact: 1,
      urgency: 1,
      queue: 'network',
      assignee: 'omar@example.test',
      tags: ['mail', 'mail'],
      custom: { floor: 3 },
    });
    expect(answer.statusCode).toBe(201);
    const ticket = answer.json();
    expect(ticket).toMatchObject({
      type: 'incident',
      status: 'new',
      priority: 1,
      description: 'Since nine',
      queue: { key: 'network' },
      assignee: { email: 'omar@example.test' },
      requester: { email: 'omar@example.test' },
      tags: ['mail'],
      custom: { floor: 3 },
      clock: { state: 'running', remainingSeconds: 4 * 3600 },
      version: 1,
    });
    expect(answer.headers.etag).toBe('"v1"');
    expect(answer.headers.location).toBe(`/api/v1/tickets/${ticket.id}`);
    const read = await agent.get(`/tickets/${ticket.number}`);
    const { remainingSeconds: _, asOf: __, ...clock } = ticket.clock;
    expect(read.json()).toMatchObject({ ...ticket, clock });
  });

  it('reaches as far as is usual where nobody has said: of a change the middle', async () => {
    const usual = async (type: string) => {
      const { impact, urgency, priority } = (
        await agent.post('/tickets', { type, title: 'Nobody has said' })
      ).json();
      return { impact, urgency, priority };
    };
    expect(await usual('incident')).toEqual({ impact: 3, urgency: 3, priority: 4 });
    expect(await usual('change')).toEqual({ impact: 2, urgency: 2, priority: 3 });
  });

  it('opens one ticket for the same Idempotency-Key, and refuses another body under it', async () => {
    const body = { type: 'problem', title: 'Once' };
    const key = { 'idempotency-key': 'once-1' };
    const answers = await Promise.all([
      agent.post('/tickets', body, key),
      agent.post('/tickets', body, key),
      agent.post('/tickets', body, key),
    ]);
    expect(answers.map((answer) => answer.statusCode)).toEqual([201, 201, 201]);
    expect(new Set(answers.map((answer) => answer.json().number)).size).toBe(1);
    expect((await agent.post('/tickets', { ...body, title: 'Twice' }, key)).statusCode).toBe(422);
    expect((await agent.get('/tickets?type=problem&q=once')).json().items).toHaveLength(1);
  });

  it('names every mistake with a pointer', async () => {
    const answer = await agent.post('/tickets', {
      type: 'incident',
      title: ' ',
      impact: 9,
      colour: 'red',
    });
    expect(answer.statusCode).toBe(400);
    expect(
      answer
        .json()
        .errors.map((error: { pointer: string }) => error.pointer)
        .sort(),
    ).toEqual(['/colour', '/impact', '/title']);
    const unknown = await agent.post('/tickets', {
      type: 'incident',
      title: 'x',
      queue: 'nowhere',
    });
    expect(unknown.json()).toMatchObject({ status: 400, errors: [{ pointer: '/queue' }] });
    const nobody = await agent.post('/tickets', {
      type: 'incident',
      title: 'x',
      assignee: 'nobody@example.test',
    });
    expect(nobody.json()).toMatchObject({ status: 400, errors: [{ pointer: '/assignee' }] });
  });

  it('lets a requester ask for themself, and not say who works on it', async () => {
    const ticket = await open({}, requester);
    expect(ticket.requester.email).toBe('ravi@example.test');
    expect(ticket.allowed).toEqual(['read', 'comment']);
    expect(
      (
        await requester.post('/tickets', {
          type: 'incident',
          title: 'x',
          requester: 'omar@example.test',
        })
      ).statusCode,
    ).toBe(403);
    expect(
      (await requester.post('/tickets', { type: 'incident', title: 'x', queue: 'network' })).json(),
    ).toMatchObject({ status: 403, errors: [{ pointer: '/queue' }] });
  });

  it('takes a due instant only where no clock says one', async () => {
    const dueAt = '2031-05-06T07:08:09.000Z';
    expect((await open({ type: 'change', dueAt })).dueAt).toBe(dueAt);
    expect(
      (await agent.post('/tickets', { type: 'incident', title: 'x', dueAt })).json(),
    ).toMatchObject({ status: 400, errors: [{ pointer: '/dueAt' }] });
  });
});

describe('changing a ticket', () => {
  it('follows the life cycle of its type and says where it may go', async () => {
    const ticket = await open();
    const held = await agent.patch(`/tickets/${ticket.id}`, {
      status: 'on_hold',
      holdReason: 'awaiting_user',
    });
    expect(held.json()).toMatchObject({
      status: 'on_hold',
      holdReason: 'awaiting_user',
      clock: { state: 'paused' },
      dueAt: null,
      version: 2,
    });
    const back = await agent.patch(`/tickets/${ticket.id}`, { status: 'in_progress' });
    expect(back.json()).toMatchObject({
      status: 'in_progress',
      holdReason: null,
      clock: { state: 'running' },
    });
    const resolved = await agent.patch(`/tickets/${ticket.id}`, { status: 'resolved' });
    expect(resolved.json()).toMatchObject({ status: 'resolved', clock: { state: 'met' } });
    expect(resolved.json().resolvedAt).not.toBeNull();
    expect(resolved.json().allowed).toContain('transition:in_progress');
    const wrong = await agent.patch(`/tickets/${ticket.id}`, { status: 'on_hold' });
    expect(wrong.statusCode).toBe(409);
    expect(wrong.json()).toMatchObject({
      type: '/problems/transition_not_allowed',
      transitions: ['in_progress', 'closed'],
    });
  });

  it('makes the priority of impact and urgency, until it is set by hand and given back', async () => {
    const ticket = await open({ impact: 3, urgency: 3 });
    expect(ticket.priority).toBe(4);
    expect((await agent.patch(`/tickets/${ticket.id}`, { impact: 1 })).json().priority).toBe(3);
    expect((await agent.patch(`/tickets/${ticket.id}`, { priority: 1 })).json().priority).toBe(1);
    expect((await agent.patch(`/tickets/${ticket.id}`, { urgency: 2 })).json().priority).toBe(1);
    expect((await agent.patch(`/tickets/${ticket.id}`, { priority: null })).json().priority).toBe(
      2,
    );
  });

  it('refuses a stale version, an unknown field, and says nothing changed when nothing did', async () => {
    const ticket = await open();
    const changed = await agent.patch(
      `/tickets/${ticket.id}`,
      { title: 'No mail at all' },
      { 'if-match': '"v1"' },
    );
    expect(changed.headers.etag).toBe('"v2"');
    const stale = await agent.patch(
      `/tickets/${ticket.id}`,
      { title: 'Other' },
      { 'if-match': '"v1"' },
    );
    expect(stale.statusCode).toBe(412);
    expect(stale.json()).toMatchObject({ currentVersion: 2 });
    const unknown = await agent.patch(`/tickets/${ticket.id}`, { colour: 'red', number: 'INC-1' });
    expect(
      unknown
        .json()
        .errors.map((error: { pointer: string }) => error.pointer)
        .sort(),
    ).toEqual(['/colour', '/number']);
    expect(
      (await agent.patch(`/tickets/${ticket.id}`, { title: 'No mail at all' })).json().version,
    ).toBe(2);
  });

  it('lets the last of two who change at once know', async () => {
    const ticket = await open();
    const answers = await Promise.all(
      ['a', 'b', 'c', 'd'].map((title) =>
        agent.patch(`/tickets/${ticket.id}`, { title }, { 'if-match': '"v1"' }),
      ),
    );
    expect(answers.map((answer) => answer.statusCode).sort()).toEqual([200, 412, 412, 412]);
  });

  it('merges custom fields, and null takes one away', async () => {
    const ticket = await open({ custom: { floor: 3, room: 'a' } });
    const changed = await agent.patch(`/tickets/${ticket.id}`, { custom: { room: null, desk: 7 } });
    expect(changed.json().custom).toEqual({ floor: 3, desk: 7 });
  });

  it('is refused to somebody who may only read, and hidden from others', async () => {
    const theirs = await open();
    const own = await open({}, requester);
    expect((await requester.patch(`/tickets/${own.id}`, { title: 'x' })).statusCode).toBe(403);
    expect((await requester.get(`/tickets/${theirs.id}`)).statusCode).toBe(404);
    expect((await requester.get(`/tickets/${own.id}`)).statusCode).toBe(200);
  });
});

describe('texts of every kind', () => {
  it('come back as they were sent', async () => {
    const title = `What? It's \\ "odd" $1 :x \u{1F600} <b> -- '`;
    const ticket = await open({ title: 'plain', tags: ['x'] });
    const changed = await agent.patch(`/tickets/${ticket.id}`, {
      title,
      tags: ['a,b', '{c}', 'd"e', 'NULL'],
      category: "it's",
    });
    expect(changed.json()).toMatchObject({
      title,
      tags: ['a,b', '{c}', 'd"e', 'NULL'],
      category: "it's",
    });
    const { items } = (await agent.get(`/tickets/${ticket.id}/events`)).json();
    expect(items[1].changes.title.after).toBe(title);
    await agent.post(`/tickets/${ticket.id}/comments`, { body: title });
    expect((await agent.get(`/tickets/${ticket.id}/comments`)).json().items[0].body).toBe(title);
    expect(
      (await agent.get(`/tickets?tag=${encodeURIComponent('{c}')}`)).json().items,
    ).toHaveLength(1);
    expect(
      (await agent.get(`/tickets?category=${encodeURIComponent("it's")}`)).json().items,
    ).toHaveLength(1);
  });

  it('that PostgreSQL cannot hold are refused', async () => {
    for (const text of ['a\u0000b', '\ud800']) {
      const answer = await agent.post('/tickets', {
        type: 'incident',
        title: 'x',
        custom: { text },
      });
      expect(answer.statusCode).toBe(400);
    }
    expect((await agent.get('/tickets?q=%00')).statusCode).toBe(400);
  });
});

describe('removing a ticket', () => {
  it('takes it out of lists and addresses and keeps its record', async () => {
    const ticket = await open();
    expect((await agent.delete(`/tickets/${ticket.id}`)).statusCode).toBe(403);
    expect((await admin.delete(`/tickets/${ticket.id}`, { 'if-match': '"v9"' })).statusCode).toBe(
      412,
    );
    expect((await admin.delete(`/tickets/${ticket.id}`)).statusCode).toBe(204);
    expect((await agent.get(`/tickets/${ticket.id}`)).statusCode).toBe(404);
    expect((await agent.get(`/tickets?number=${ticket.number}`)).json().items).toEqual([]);
    const kept = await api.work((work) =>
      work.em.execute(
        'select t.deleted_at is not null as gone, c.state from ticket t join clock c on c.ticket_id = t.id where t.id = ?',
        [ticket.id],
      ),
    );
    expect(kept).toEqual([{ gone: true, state: 'cancelled' }]);
  });
});

describe('the conversation', () => {
  it('keeps internal comments from the requester, also in the timeline', async () => {
    const ticket = await open({}, requester);
    expect(
      (
        await agent.post(`/tickets/${ticket.id}/comments`, {
          body: 'He forgot again',
          internal: true,
        })
      ).statusCode,
    ).toBe(201);
    expect(
      (await agent.post(`/tickets/${ticket.id}/comments`, { body: 'Have you tried again?' }))
        .statusCode,
    ).toBe(201);
    expect(
      (await requester.post(`/tickets/${ticket.id}/comments`, { body: 'Yes' })).json(),
    ).toMatchObject({ body: 'Yes', internal: false, author: { email: 'ravi@example.test' } });
    expect(
      (await requester.post(`/tickets/${ticket.id}/comments`, { body: 'x', internal: true }))
        .statusCode,
    ).toBe(403);
    const seen = async (as: Client) =>
      (await as.get(`/tickets/${ticket.id}/comments`))
        .json()
        .items.map((comment: { body: string }) => comment.body);
    expect(await seen(agent)).toEqual(['He forgot again', 'Have you tried again?', 'Yes']);
    expect(await seen(requester)).toEqual(['Have you tried again?', 'Yes']);
    expect((await requester.get(`/tickets/${ticket.id}/events`)).body).not.toContain('forgot');
    expect((await agent.get(`/tickets/${ticket.id}/events`)).body).toContain('He forgot again');
  });
});

describe('the timeline', () => {
  it('tells who changed what, from what, and why, with names and personal values', async () => {
    const ticket = await open({ title: 'Old title' });
    await agent.patch(`/tickets/${ticket.id}`, {
      title: 'New title',
      queue: 'hardware',
      assignee: 'omar@example.test',
    });
    const { items } = (await agent.get(`/tickets/${ticket.id}/events`)).json();
    expect(items.map((event: { type: string }) => event.type)).toEqual([
      'ticket.created',
      'ticket.updated',
    ]);
    expect(items[1]).toMatchObject({
      actor: { kind: 'person', name: 'Omar' },
      cause: { kind: 'request', label: 'PATCH /api/v1/tickets/:id' },
      changes: {
        title: { before: 'Old title', after: 'New title' },
        queue: { before: null, after: { key: 'hardware' } },
        assignee: { before: null, after: { email: 'omar@example.test' } },
      },
    });
  });

  it('holds no personal value in clear', async () => {
    const ticket = await open({ title: 'Secretword', description: 'Hiddenword' });
    const rows = await api.work((work) =>
      work.em.execute('select * from event where ticket_id = ?', [ticket.id]),
    );
    expect(JSON.stringify(rows)).not.toMatch(/Secretword|Hiddenword/);
  });

  it('comes in pages that join without a gap', async () => {
    const ticket = await open();
    for (const title of ['a', 'b', 'c', 'd']) await agent.patch(`/tickets/${ticket.id}`, { title });
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: { items: { id: string }[]; nextCursor: string | null } = (
        await agent.get(`/tickets/${ticket.id}/events?limit=2${cursor ? `&cursor=${cursor}` : ''}`)
      ).json();
      seen.push(...page.items.map((event) => event.id));
      cursor = page.nextCursor;
    } while (cursor);
    expect(new Set(seen).size).toBe(5);
  });
});

describe('many changes in one call', () => {
  it('answers each by itself, and what is refused leaves the others', async () => {
    const [one, two] = [await open(), await open()];
    const answer = await agent.post('/tickets/bulk', {
      ids: [one.id, 'INC-999999', two.number],
      change: { status: 'resolved' },
    });
    expect(answer.json().items).toMatchObject([
      { id: one.id, status: 200, ticket: { status: 'resolved' } },
      { id: 'INC-999999', status: 404, problem: { type: '/problems/not_found' } },
      { id: two.number, status: 200, ticket: { status: 'resolved' } },
    ]);
    const each = await agent.post('/tickets/bulk', {
      items: [
        { id: one.id, change: { status: 'new' } },
        { id: two.id, change: { colour: 1 } },
        { id: two.id, change: { tags: ['t'] }, version: 1 },
      ],
    });
    expect(each.json().items.map((item: { status: number }) => item.status)).toEqual([
      409, 400, 412,
    ]);
    expect((await agent.post('/tickets/bulk', { ids: [one.id] })).statusCode).toBe(400);
  });

  it('write nothing of a change that was refused with what comes after it', async () => {
    const [one, two] = [await open(), await open()];
    const answer = await agent.post('/tickets/bulk', {
      items: [
        { id: one.id, change: { title: 'First' } },
        { id: one.id, change: { title: 'Second', queue: 'service-desk', assignee: 'gone@test' } },
        { id: two.id, change: { title: 'Third' } },
      ],
    });
    expect(answer.json().items).toMatchObject([{ status: 200 }, { status: 400 }, { status: 200 }]);
    expect((await agent.get(`/tickets/${one.id}`)).json()).toMatchObject({ title: 'First' });
    expect((await agent.get(`/tickets/${two.id}`)).json()).toMatchObject({ title: 'Third' });
  });
});

describe('many changes in many calls at once', () => {
  it('are made in one order, however the tickets are named', async () => {
    const [one, two] = [await open(), await open()];
    const calls = Array.from({ length: 12 }, (_, turn) =>
      agent.post('/tickets/bulk', {
        ids:
          turn % 2 === 0 ? [one.id, two.number] : [one.number.toLowerCase(), two.id.toUpperCase()],
        change: { tags: [`turn-${turn}`] },
      }),
    );
    for (const answer of await Promise.all(calls)) {
      expect(answer.statusCode).toBe(200);
      expect(answer.json().items.map(({ status }: { status: number }) => status)).toEqual([
        200, 200,
      ]);
    }
  });
});

describe('clocks over HTTP', () => {
  it('account for every segment and what began it', async () => {
    const ticket = await open({ impact: 1, urgency: 1 });
    await agent.patch(`/tickets/${ticket.id}`, { status: 'on_hold' });
    await agent.patch(`/tickets/${ticket.id}`, { status: 'in_progress' });
    await agent.patch(`/tickets/${ticket.id}`, { status: 'resolved' });
    await agent.patch(`/tickets/${ticket.id}`, { status: 'in_progress' });
    const { items } = (await agent.get(`/tickets/${ticket.id}/clocks`)).json();
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({
      policy: { key: 'incident-resolution', version: 1, target: 'p1' },
      targetSeconds: 4 * 3600,
      state: 'running',
      stoppedAt: null,
    });
    expect(
      items[0].segments.map((segment: { state: string; cause: { status: string } }) => [
        segment.state,
        segment.cause.status,
      ]),
    ).toEqual([
      ['running', 'new'],
      ['paused', 'on_hold'],
      ['running', 'in_progress'],
      ['running', 'in_progress'],
    ]);
    expect(items[0].segments.at(-1).to).toBeNull();
  });
});
