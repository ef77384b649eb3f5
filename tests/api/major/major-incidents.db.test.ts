/** Major incidents over HTTP: declared, reported on, stood down, taken back and reviewed, with the tickets under them. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { declareMajor } from '#domain/major/declare.ts';
import { type Client, createTestApp, type TestApp } from '#tests/support/app.ts';

const NOON = Date.parse('2027-01-04T12:00:00.000Z');
const minutesLater = (minutes: number): string => new Date(NOON + minutes * 60_000).toISOString();

let test: TestApp;
let admin: Client;
let lead: Client;
let agent: Client;
let requester: Client;
beforeAll(async () => {
  test = await createTestApp();
  admin = await test.signInAs('admin', { name: 'Ada' });
  lead = await test.signInAs('agent', { name: 'Lea', groups: ['service-desk'] });
  agent = await test.signInAs('agent', { name: 'Bo', groups: ['service-desk'] });
  requester = await test.signInAs('requester', { name: 'Cy' });
  for (const [key, name] of [
    ['mail', 'Mail'],
    ['vpn', 'VPN'],
  ])
    expect((await admin.post('/services', { key, name })).statusCode).toBe(201);
});
afterAll(() => test.close());
beforeEach(() => test.standAt(NOON));

const opened = async (
  title = 'Mail is down',
  who = agent,
): Promise<{ id: string; number: string }> =>
  (await who.post('/tickets', { type: 'incident', title })).json();
const statusOf = async (id: string): Promise<string> =>
  (await agent.get(`/tickets/${id}`)).json().status;

const audience = { people: [], groups: ['service-desk'], roles: [] };
async function declared(change: object = {}, who = agent) {
  const ticket = await opened();
  const answer = await who.post('/major-incidents', {
    ticket: ticket.number,
    severity: 1,
    headline: 'No mail for anybody',
    commander: { user: lead.email },
    services: [{ service: 'mail' }],
    warRoomUrl: 'https://meet.example.test/1',
    audience,
    ...change,
  });
  expect(answer.statusCode, answer.body).toBe(201);
  return { ...answer.json(), ticketId: ticket.id };
}
const update = (change: object = {}) => ({
  stage: 'identified',
  subject: '{{ticket.number}}: {{majorIncident.headline}}',
  body: 'We work on {{majorIncident.services}}. Next word: {{majorIncident.nextUpdateAt}}.',
  ...change,
});
const told = async (ticketId: string): Promise<string[]> =>
  (await admin.get(`/tickets/${ticketId}/events?limit=200`))
    .json()
    .items.map(({ type }: { type: string }) => type)
    .filter((type: string) => type.startsWith('majorIncident.') || type.startsWith('ticket.'));
const mailsOf = (ticketId: string) =>
  test.work((work) =>
    work.em.execute<{ to_address: string; subject: string; body: string }[]>(
      "select to_address, subject, body from mail where ticket_id = ? and dedupe_key like 'major-update:%' order by to_address",
      [ticketId],
    ),
  );

describe('an incident that is declared a major one', () => {
  it('begins the tenant’s own process, led by whoever was named, and is told on the timeline', async () => {
    const major = await declared();
    expect(major).toMatchObject({
      severity: 1,
      state: 'open',
      headline: 'No mail for anybody',
      commander: { name: 'Lea' },
      declaredBy: { name: 'Bo' },
      warRoomUrl: 'https://meet.example.test/1',
      nextUpdateAt: minutesLater(10),
      services: [{ key: 'mail', name: 'Mail', impact: 'down' }],
      allowed: ['read', 'change', 'update', 'resolve', 'withdraw'],
    });
    expect((await admin.get(`/runs/${major.runId}`)).json()).toMatchObject({
      process: 'major-incident',
    });
    expect(await told(major.ticketId)).toEqual(['ticket.created', 'majorIncident.declared']);
    expect((await agent.get(`/tickets/${major.ticketId}/major-incident`)).json()).toMatchObject({
      majorIncident: { id: major.id },
      allowed: ['read'],
    });
  });

  it('is not declared twice: it says so, and nothing is done', async () => {
    const major = await declared();
    const again = await agent.post('/major-incidents', { ticket: major.ticketId, severity: 3 });
    expect(again.json()).toMatchObject({ status: 409, type: '/problems/already_exists' });
    expect((await agent.get(`/major-incidents/${major.id}`)).json()).toMatchObject({ severity: 1 });
    expect(await told(major.ticketId)).toEqual(['ticket.created', 'majorIncident.declared']);
  });

  it('is led by whoever is on call, where a rota is named', async () => {
    const made = await admin.post('/rotas', {
      key: 'majors',
      name: 'Majors',
      timeZone: 'UTC',
      layers: [
        {
          id: 'days',
          name: 'Days',
          people: [lead.email],
          startsOn: '2026-01-01',
          rotation: { every: 1, unit: 'day', at: '00:00' },
        },
      ],
    });
    expect(made.statusCode, made.body).toBe(201);
    expect(await declared({ commander: { rota: 'majors' } })).toMatchObject({
      commander: { name: 'Lea' },
    });
    const ticket = await opened();
    const nobody = await agent.post('/major-incidents', {
      ticket: ticket.id,
      severity: 1,
      commander: { rota: 'no-rota' },
    });
    expect(nobody.json()).toMatchObject({ status: 400, errors: [{ pointer: '/commander' }] });
  });

  it.each([
    ['javascript:alert(1)', '/warRoomUrl'],
    ['file:///etc/passwd', '/warRoomUrl'],
    ['meet us', '/warRoomUrl'],
  ])('has no war room at %s', async (warRoomUrl, pointer) => {
    const ticket = await opened();
    const refused = await agent.post('/major-incidents', {
      ticket: ticket.id,
      severity: 1,
      warRoomUrl,
    });
    expect(refused.json()).toMatchObject({ status: 400, errors: [{ pointer }] });
  });

  it('names the service and the audience that nobody knows', async () => {
    const ticket = await opened();
    const asked = { ticket: ticket.id, severity: 1 };
    const service = await agent.post('/major-incidents', {
      ...asked,
      services: [{ service: 'mail' }, { service: 'fax' }],
    });
    expect(service.json().errors).toMatchObject([{ pointer: '/services/1/service' }]);
    const group = await agent.post('/major-incidents', {
      ...asked,
      audience: { ...audience, groups: ['nobody'] },
    });
    expect(group.json().errors).toMatchObject([{ pointer: '/audience/groups/0' }]);
    expect(await told(ticket.id)).toEqual(['ticket.created']);
  });

  it('must be an open incident, and whoever declares it needs to be allowed to', async () => {
    const task = (await agent.post('/tickets', { type: 'task', title: 'Tidy up' })).json();
    const noIncident = await agent.post('/major-incidents', { ticket: task.id, severity: 1 });
    expect(noIncident.json().errors).toMatchObject([{ pointer: '/ticket' }]);
    const ticket = await opened();
    await agent.patch(`/tickets/${ticket.id}`, { status: 'resolved' });
    const over = await agent.post('/major-incidents', { ticket: ticket.id, severity: 1 });
    expect(over.json().type).toBe('/problems/transition_not_allowed');
    const own = await opened('Mine', requester);
    const refused = await requester.post('/major-incidents', { ticket: own.id, severity: 1 });
    expect(refused.statusCode).toBe(403);
  });

  it('is declared by a process as well, and again changes nothing', async () => {
    const { id } = await opened('From a rule');
    await agent.patch(`/tickets/${id}`, { assignee: lead.email });
    const first = await test.work((work) => declareMajor(work, id, { severity: 2 }));
    const second = await test.work((work) => declareMajor(work, id, { severity: 1 }));
    expect(first).toMatchObject({
      isNew: true,
      major: { headline: 'From a rule', commander: { name: 'Lea' }, declaredBy: null },
    });
    expect(second).toMatchObject({ isNew: false, major: { id: first.major.id, severity: 2 } });
  });
});

describe('a stakeholder update', () => {
  it('is shown before it is sent: filled in, and with who hears of it', async () => {
    const major = await declared();
    const preview = await lead.post(`/major-incidents/${major.id}/updates/preview`, update());
    expect(preview.json()).toMatchObject({
      subject: `${major.ticket.number}: No mail for anybody`,
      body: expect.stringMatching(/^We work on Mail\. Next word: .*12:30/),
      nextUpdateAt: minutesLater(30),
    });
    expect(
      preview
        .json()
        .recipients.map(({ name }: { name: string }) => name)
        .sort(),
    ).toEqual(['Bo', 'Lea']);
    expect(await mailsOf(major.ticketId)).toEqual([]);
  });

  it('is mailed to each of the audience once, kept, told, and says when the next is due', async () => {
    const major = await declared();
    const key = { 'idempotency-key': `update-${major.id}` };
    const first = await lead.post(`/major-incidents/${major.id}/updates`, update(), key);
    expect(first.statusCode, first.body).toBe(201);
    const twin = await lead.post(`/major-incidents/${major.id}/updates`, update(), key);
    expect(twin.json()).toEqual(first.json());
    const mails = await mailsOf(major.ticketId);
    expect(mails.map(({ to_address }) => to_address)).toEqual([agent.email, lead.email].sort());
    expect(mails[0]?.subject).toBe(`${major.ticket.number}: No mail for anybody`);
    expect((await agent.get(`/major-incidents/${major.id}`)).json()).toMatchObject({
      nextUpdateAt: minutesLater(30),
      updates: 1,
    });
    const timeline = (await admin.get(`/tickets/${major.ticketId}/events`)).json().items;
    expect(timeline.at(-1)).toMatchObject({
      type: 'majorIncident.updated',
      text: expect.stringContaining('We work on Mail.'),
      data: { stage: 'identified', recipients: 2 },
    });
  });

  it('refuses a placeholder that nothing fills, where it stands', async () => {
    const major = await declared();
    const refused = await lead.post(
      `/major-incidents/${major.id}/updates`,
      update({ body: 'Ask {{requester.name}}.' }),
    );
    expect(refused.json()).toMatchObject({
      errors: [{ pointer: '/body', detail: 'Nothing is known as {{requester.name}}.' }],
    });
  });

  it('is due sooner when the severity grows worse, and later when it does not matter so much', async () => {
    const major = await declared({ severity: 3 });
    await lead.post(`/major-incidents/${major.id}/updates`, update());
    const due = async () => (await agent.get(`/major-incidents/${major.id}`)).json().nextUpdateAt;
    expect(await due()).toBe(minutesLater(120));
    await lead.patch(`/major-incidents/${major.id}`, { severity: 1 });
    expect(await due()).toBe(minutesLater(30));
  });

  it('that says it is over leaves the next one owed until the incident is resolved', async () => {
    const major = await declared();
    const said = update({ stage: 'resolved', body: 'It works again.' });
    await lead.post(`/major-incidents/${major.id}/updates`, said);
    const changed = await agent.patch(`/major-incidents/${major.id}`, {
      commander: { user: agent.email },
    });
    expect(changed.json()).toMatchObject({ state: 'open', nextUpdateAt: minutesLater(30) });
    const messages = await test.work((work) =>
      work.em.execute<{ value: unknown }[]>(
        "select value from message where key = ? and name = 'majorIncident.scheduled' order by id",
        [major.id],
      ),
    );
    expect(messages.map(({ value }) => value)).toEqual([
      { nextUpdateAt: minutesLater(30), commander: lead.email },
      { nextUpdateAt: minutesLater(30), commander: agent.email },
    ]);
  });

  it('is written by the commander, who need not be allowed to declare', async () => {
    const outsider = await test.signInAs('change-manager', { name: 'Di' });
    const major = await declared();
    const refused = await outsider.post(`/major-incidents/${major.id}/updates`, update());
    expect(refused.statusCode).toBe(403);
    await agent.patch(`/major-incidents/${major.id}`, { commander: { user: outsider.email } });
    const sent = await outsider.post(`/major-incidents/${major.id}/updates`, update());
    expect(sent.statusCode, sent.body).toBe(201);
    const notes = await test.work((work) =>
      work.em.execute<{ text: string }[]>('select text from notification where person_id = ?', [
        outsider.personId,
      ]),
    );
    expect(notes).toMatchObject([{ text: expect.stringContaining('You lead the major incident') }]);
  });

  it('is not sent over what somebody else has changed meanwhile', async () => {
    const major = await declared();
    await agent.patch(`/major-incidents/${major.id}`, { headline: 'Only some mail' });
    const late = await lead.post(`/major-incidents/${major.id}/updates`, update(), {
      'if-match': `"v${major.version}"`,
    });
    expect(late.json().type).toBe('/problems/stale_version');
    expect(await mailsOf(major.ticketId)).toEqual([]);
  });
});

describe('incidents that are part of it', () => {
  it('are linked many at once, each for itself, and say what they are part of', async () => {
    const major = await declared();
    const one = await opened('No mail in Leipzig');
    const two = await opened('No mail in Bonn', requester);
    const other = await declared();
    const answer = await agent.post(`/tickets/${major.ticketId}/children`, {
      tickets: [one.number, two.number, other.ticket.number, 'INC-999999', major.ticket.number],
    });
    expect(answer.json().items.map(({ status }: { status: number }) => status)).toEqual([
      200, 200, 400, 404, 400,
    ]);
    const seen = await requester.get(`/tickets/${two.number}/major-incident`);
    expect(seen.json()).toMatchObject({
      majorIncident: null,
      parent: { number: major.ticket.number, headline: 'No mail for anybody', isMajor: true },
    });
    const children = await agent.get(`/tickets/${major.ticketId}/children`);
    expect(children.json().items.map(({ number }: { number: string }) => number)).toEqual([
      one.number,
      two.number,
    ]);
    expect((await agent.get(`/major-incidents/${major.id}`)).json().children).toBe(2);
  });

  it('have one parent, and a parent is nobody’s child', async () => {
    const [first, second] = [await declared(), await declared()];
    const child = await opened('A child');
    const under = (parent: string, ticket: string) =>
      agent.post(`/tickets/${parent}/children`, { tickets: [ticket] });
    const statusIn = (answer: { json: () => { items: { status: number }[] } }) =>
      answer.json().items[0]?.status;
    expect(statusIn(await under(first.ticketId, child.id))).toBe(200);
    expect(statusIn(await under(first.ticketId, child.id))).toBe(200);
    expect(statusIn(await under(second.ticketId, child.id))).toBe(409);
    expect(statusIn(await under(child.id, (await opened()).id))).toBe(400);
    const taken = await agent.delete(`/tickets/${first.ticketId}/children/${child.id}`);
    expect(taken.statusCode).toBe(204);
    // Both sides say what came and went.
    expect((await told(first.ticketId)).slice(-2)).toEqual([
      'ticket.childAdded',
      'ticket.childRemoved',
    ]);
    expect((await told(child.id)).slice(-2)).toEqual(['ticket.linked', 'ticket.unlinked']);
    expect(statusIn(await under(second.ticketId, child.id))).toBe(200);
  });

  it('are resolved with it and the same note, if they follow; opened again it leaves them alone', async () => {
    const major = await declared();
    const [follows, stays, done] = [
      await opened('One'),
      await opened('Two'),
      await opened('Three'),
    ];
    const link = (tickets: string[], more = {}) =>
      agent.post(`/tickets/${major.ticketId}/children`, { tickets, ...more });
    await link([follows.id, done.id]);
    await link([stays.id], { follows: false });
    await agent.patch(`/tickets/${done.id}`, { status: 'resolved' });
    const resolved = await lead.post(`/major-incidents/${major.id}/resolve`, {
      note: 'A full disk. It is emptied.',
    });
    expect(resolved.json(), resolved.body).toMatchObject({
      state: 'resolved',
      nextUpdateAt: null,
      allowed: ['read', 'change', 'update', 'review', 'withdraw'],
    });
    expect(await statusOf(major.ticketId)).toBe('resolved');
    expect([await statusOf(follows.id), await statusOf(stays.id)]).toEqual(['resolved', 'new']);
    const comments = async (id: string) =>
      (await agent.get(`/tickets/${id}/comments`))
        .json()
        .items.map((c: { body: string }) => c.body);
    expect(await comments(follows.id)).toEqual(['A full disk. It is emptied.']);
    expect(await comments(major.ticketId)).toEqual(['A full disk. It is emptied.']);
    expect(await comments(done.id)).toEqual([]);
    expect(await mailsOf(major.ticketId)).toHaveLength(2);

    await agent.patch(`/tickets/${major.ticketId}`, { status: 'in_progress' });
    expect((await agent.get(`/major-incidents/${major.id}`)).json()).toMatchObject({
      state: 'open',
      resolvedAt: null,
      nextUpdateAt: minutesLater(30),
    });
    expect(await statusOf(follows.id)).toBe('resolved');
  });

  it('are tried once with it, where they may not be resolved, and say so once', async () => {
    const major = await declared();
    const child = await opened('A child');
    await agent.post(`/tickets/${major.ticketId}/children`, { tickets: [child.id] });
    // A status that leads nowhere.
    await test.work((work) =>
      work.em.execute("update ticket set status = 'pending_approval' where id = ?", [child.id]),
    );
    const resolved = await lead.post(`/major-incidents/${major.id}/resolve`, { note: 'Mended.' });
    expect(resolved.json().state, resolved.body).toBe('resolved');
    expect((await told(child.id)).filter((type) => type === 'ticket.followRefused')).toHaveLength(
      1,
    );
    expect((await agent.get(`/tickets/${child.id}/comments`)).json().items).toEqual([]);
  });

  it('are answered by the note, as by any other word of an agent', async () => {
    const major = await declared();
    const child = await opened('No mail in Bonn', requester);
    await agent.post(`/tickets/${major.ticketId}/children`, { tickets: [child.id] });
    await lead.post(`/major-incidents/${major.id}/resolve`, { note: 'Mended.', tells: false });
    const [stands] = await test.work((work) =>
      work.em.execute<object[]>(
        'select awaiting, answered_at is not null as answered from ticket where id = ?',
        [child.id],
      ),
    );
    expect(stands).toEqual({ awaiting: 'requester', answered: true });
  });

  it('are resolved with it however it is resolved', async () => {
    const major = await declared();
    const child = await opened('A child');
    await agent.post(`/tickets/${major.ticketId}/children`, { tickets: [child.id] });
    await agent.patch(`/tickets/${major.ticketId}`, { status: 'resolved' });
    expect(await statusOf(child.id)).toBe('resolved');
    expect((await agent.get(`/major-incidents/${major.id}`)).json().state).toBe('resolved');
  });
});

describe('a declaration that was a mistake', () => {
  it('is withdrawn with a reason, ends its process, and may be made again', async () => {
    const major = await declared();
    const withdrawn = await agent.post(`/major-incidents/${major.id}/withdraw`, {
      reason: 'It was a drill.',
    });
    expect(withdrawn.json()).toMatchObject({
      state: 'withdrawn',
      reason: 'It was a drill.',
      allowed: ['read'],
    });
    expect(await statusOf(major.ticketId)).toBe('new');
    const events = await admin.get(`/runs/${major.runId}/events`);
    expect(events.json().items.map(({ type }: { type: string }) => type)).toContain(
      'run.cancelRequested',
    );
    const late = await lead.post(`/major-incidents/${major.id}/updates`, update());
    expect(late.json().type).toBe('/problems/transition_not_allowed');
    const again = await agent.post('/major-incidents', { ticket: major.ticketId, severity: 2 });
    expect(again.statusCode).toBe(201);
  });

  it('is taken back without a word of why to whoever reported the incident', async () => {
    const { id } = await opened('No mail for me', requester);
    const major = (await agent.post('/major-incidents', { ticket: id, severity: 1 })).json();
    await agent.post(`/major-incidents/${major.id}/withdraw`, { reason: 'Nothing but Cy.' });
    const moments = (url: string, who: Client) => who.get(url).then(({ body }) => body);
    expect(await moments(`/tickets/${id}/events`, requester)).not.toContain('Nothing but Cy.');
    expect(await moments(`/tickets/${id}/events`, admin)).toContain('Nothing but Cy.');
    expect(await moments(`/major-incidents/${major.id}/events`, agent)).toContain(
      'Nothing but Cy.',
    );
  });

  it('is what a cancelled ticket makes of it', async () => {
    const major = await declared();
    await agent.patch(`/tickets/${major.ticketId}`, { status: 'cancelled' });
    expect((await agent.get(`/major-incidents/${major.id}`)).json()).toMatchObject({
      state: 'withdrawn',
      reason: 'The ticket was cancelled.',
    });
  });
});

describe('its review', () => {
  const review = {
    summary: 'For two hours nobody had mail.',
    cause: 'A full disk.',
    actions: [
      { title: 'Watch the disk', assignee: '', dueAt: '2027-02-01T12:00:00.000Z' },
      { title: 'Write a runbook', assignee: '', dueAt: '2027-03-01T12:00:00.000Z' },
    ],
  };
  const filled = (assignee = agent.email) => ({
    ...review,
    actions: review.actions.map((action) => ({ ...action, assignee })),
  });
  const resolved = async () => {
    const major = await declared();
    await lead.post(`/major-incidents/${major.id}/resolve`, { note: 'Done.', tells: false });
    return major;
  };

  it('makes each action a task of somebody, with its date, under the incident', async () => {
    const major = await resolved();
    const written = await lead.post(`/major-incidents/${major.id}/review`, filled());
    expect(written.json(), written.body).toMatchObject({
      review: { summary: review.summary, cause: review.cause },
    });
    const actions = (await agent.get(`/tickets/${major.ticketId}/children`)).json().items;
    expect(actions).toMatchObject([
      {
        title: 'Watch the disk',
        type: 'task',
        kind: 'action',
        status: 'new',
        assignee: { name: 'Bo' },
        dueAt: '2027-02-01T12:00:00.000Z',
        follows: false,
      },
      { title: 'Write a runbook' },
    ]);
    expect(await told(major.ticketId)).toContain('majorIncident.reviewed');
  });

  it('is written once, and then a person may close the ticket where no process does', async () => {
    const major = await resolved();
    const written = await lead.post(`/major-incidents/${major.id}/review`, filled());
    expect(written.json().allowed).toEqual(['read', 'change', 'update', 'withdraw']);
    const again = await agent.post(`/major-incidents/${major.id}/review`, filled());
    expect(again.json().type).toBe('/problems/already_exists');
    expect((await agent.get(`/tickets/${major.ticketId}/children`)).json().items).toHaveLength(2);
    const closed = await agent.patch(`/tickets/${major.ticketId}`, { status: 'closed' });
    expect(closed.statusCode, closed.body).toBe(200);
    expect((await agent.get(`/major-incidents/${major.id}`)).json().state).toBe('closed');
  });

  it('names the action whose assignee nobody knows, and writes nothing', async () => {
    const major = await resolved();
    const refused = await lead.post(`/major-incidents/${major.id}/review`, filled('no@one.test'));
    expect(refused.json().errors).toMatchObject([{ pointer: '/actions/0/assignee' }]);
    expect((await agent.get(`/tickets/${major.ticketId}/children`)).json().items).toEqual([]);
  });

  it('comes before the ticket is closed, and after it is resolved', async () => {
    const open = await declared();
    const early = await lead.post(`/major-incidents/${open.id}/review`, filled());
    expect(early.json().type).toBe('/problems/transition_not_allowed');
    const major = await resolved();
    const closed = await agent.patch(`/tickets/${major.ticketId}`, { status: 'closed' });
    expect(closed.json()).toMatchObject({ errors: [{ pointer: '/status' }] });
    expect(await statusOf(major.ticketId)).toBe('resolved');
  });
});
