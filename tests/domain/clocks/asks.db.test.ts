/**
 * What people ask for of a clock before anything else, as stories through the API: each is a defect that other systems are
 * known for. Docs/clocks.md has the table.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { escalationDue } from '#domain/escalations/due.ts';
import {
  admin,
  agent,
  api,
  at,
  beginWeek,
  change,
  clock,
  clocks,
  goTo,
  made,
  monday,
  OFFICE,
  open,
  openClockDesk,
  policy,
  requester,
  say,
  TELL,
  told,
  WEEK,
  wake,
  work,
} from './clock-desk.ts';

beforeAll(openClockDesk);
afterAll(() => api.close());
beforeEach(beginWeek);

describe('a clock', () => {
  it('keeps the time a ticket waited when another policy comes to hold', async () => {
    await policy('gold', {
      when: { fact: 'ticket.category', operator: 'equal', value: 'network' },
    });
    await policy('usual', { targets: [{ id: 'all', within: { businessHours: 40 } }] });
    const { id } = await open();
    goTo(1);
    await change(id, { status: 'on_hold' });
    goTo(26);
    await change(id, { status: 'in_progress' });
    goTo(27);
    await change(id, { category: 'network' });
    const gold = await clock(id);
    expect(gold).toMatchObject({ policy: { key: 'gold' }, elapsedSeconds: 2 * 3_600 });
    expect(gold.dueAt).toBe(at(2 * 24 + 1));
    expect(gold.segments.map(({ state }) => state)).toEqual(['running', 'paused', 'running']);
    expect(gold.revisions.at(-1)).toMatchObject({
      reasons: ['policy'],
      before: { state: 'running' },
      after: { state: 'running', dueAt: gold.dueAt },
      lost: [{ policy: 'usual', reason: 'later' }],
    });
  });

  it('counts a pause over the weekend in the calendar of its deadline', async () => {
    await policy('usual', {});
    const friday = 4 * 24;
    goTo(friday + 7);
    const { id } = await open();
    goTo(friday + 7.5);
    await change(id, { status: 'on_hold' });
    goTo(7 * 24);
    await change(id, { status: 'in_progress' });
    expect((await clock(id)).dueAt).toBe(at(7 * 24 + 7.5));
  });

  it('inside the house does not run out while its ticket waits either', async () => {
    await policy('inside', { kind: 'ola', targets: [{ id: 'all', within: { businessHours: 2 } }] });
    const { id } = await open();
    goTo(1);
    await change(id, { status: 'on_hold', holdReason: 'awaiting_user' });
    goTo(5 * 24);
    expect(await wake(id)).toBeNull();
    expect(await clock(id)).toMatchObject({ state: 'paused', remainingSeconds: 3_600 });
    expect(await told(id)).toEqual([]);
  });

  it('warns before a deadline of many days when somebody is there to hear it', async () => {
    await policy('usual', {
      targets: [{ id: 'all', within: { businessHours: 24 } }],
      thresholds: [{ id: 'soon', at: { before: { businessHours: 1 } }, actions: TELL }],
    });
    const { id } = await open();
    expect((await clock(id)).dueAt).toBe(at(2 * 24 + 8));
    expect(await wake(id)).toEqual(new Date(at(2 * 24 + 7)));
  });

  it('of a first response and one of updates run beside each other, each to its own end', async () => {
    await policy('response', {
      measures: 'firstResponse',
      targets: [{ id: 'all', within: { businessHours: 1 } }],
    });
    await policy('update', {
      measures: 'update',
      targets: [{ id: 'all', within: { businessHours: 4 } }],
    });
    const { id } = await open();
    goTo(0.5);
    await say(agent, id);
    expect(await clock(id, 'response')).toMatchObject({ state: 'met', elapsedSeconds: 1_800 });
    expect(await clock(id, 'update')).toMatchObject({ state: 'running', cycle: 2, dueAt: at(4.5) });
    goTo(3);
    await say(agent, id);
    expect(await clock(id, 'update')).toMatchObject({ cycle: 3, dueAt: at(7) });
    expect(await clock(id, 'response')).toMatchObject({ state: 'met', elapsedSeconds: 1_800 });
  });

  it('of a first response waits for somebody who did not ask: no note, and no word on one’s own ticket', async () => {
    await policy('response', { measures: 'firstResponse' });
    const { id } = await open({}, agent);
    await say(agent, id);
    await say(agent, id, true);
    expect((await clock(id)).state).toBe('running');
    const other = await api.signInAs('agent', { groups: ['service-desk'] });
    await say(other, id, true);
    expect((await clock(id)).state).toBe('running');
    await say(other, id);
    expect((await clock(id)).state).toBe('met');
  });

  it('of the next response begins with each answer of the requester, by whatever way it comes', async () => {
    await policy('next', {
      measures: 'nextResponse',
      targets: [{ id: 'all', within: { businessHours: 2 } }],
    });
    const { id } = await open();
    expect((await clock(id)).state).toBe('waiting');
    await say(agent, id);
    goTo(1);
    await say(requester, id);
    expect(await clock(id)).toMatchObject({ state: 'running', dueAt: at(3) });
    goTo(2);
    await say(agent, id);
    expect(await clock(id)).toMatchObject({ state: 'met', elapsedSeconds: 3_600 });
    goTo(4);
    await say(requester, id);
    expect(await clock(id)).toMatchObject({
      state: 'running',
      cycle: 2,
      elapsedSeconds: 0,
      dueAt: at(6),
    });
  });

  it('stands still over lunch', async () => {
    const split = [
      ['09:00', '12:00'],
      ['13:00', '17:00'],
    ];
    await made(
      admin.post('/calendars', {
        key: 'split',
        name: 'Split',
        timeZone: 'UTC',
        week: { mon: split },
      }),
    );
    await policy('usual', {
      calendar: { key: 'split' },
      targets: [{ id: 'all', within: { businessHours: 4 } }],
    });
    const { id } = await open();
    const { dueAt, strip } = await clock(id);
    expect(dueAt).toBe(at(5));
    expect(strip.map(({ kind, from, to }) => [kind, from, to])).toEqual([
      ['counted', at(0), at(3)],
      ['closed', at(3), at(4)],
      ['counted', at(4), at(5)],
    ]);
  });

  it('tells every threshold that was missed, once, in order, and says that it is late', async () => {
    await policy('usual', {
      thresholds: [
        { id: 'half', at: { percent: 50 }, actions: TELL },
        { id: 'warning', at: { percent: 75 }, actions: [{ type: 'raisePriority' }] },
        { id: 'breach', at: { percent: 100 }, actions: [{ type: 'tag', add: ['missed'] }] },
        {
          id: 'nag',
          at: { after: { businessHours: 1 }, every: { businessHours: 1 } },
          actions: [],
        },
      ],
    });
    const { id } = await open({ priority: 4 }, agent);
    goTo(26.5);
    await Promise.all([wake(id), wake(id), wake(id)]);
    expect(await told(id)).toEqual(['half, late', 'warning, late', 'breach, late', 'nag, late']);
    const ticket = (await made(agent.get(`/tickets/${id}`))) as {
      priority: number;
      tags: string[];
    };
    expect(ticket).toMatchObject({ priority: 3, tags: ['missed'] });
    expect((await wake(id))?.toISOString()).toBe(at(27));
    goTo(27);
    await wake(id);
    expect(await told(id)).toHaveLength(5);
  });

  it('is not lost to a pause that comes while a threshold is waited for', async () => {
    await policy('usual', { thresholds: [{ id: 'half', at: { percent: 50 }, actions: [] }] });
    const { id } = await open();
    goTo(3);
    await change(id, { status: 'on_hold' });
    goTo(6);
    expect(await wake(id)).toBeNull();
    await change(id, { status: 'in_progress' });
    goTo(7);
    await wake(id);
    expect(await told(id)).toEqual(['half']);
    goTo(24 + 3);
    await wake(id);
    expect(await told(id)).toEqual(['half', '#deadline']);
  });

  it('begins for every kind of ticket, and for one that a process opened', async () => {
    await policy('response', {
      measures: 'firstResponse',
      ticketTypes: ['service_request', 'incident'],
    });
    const ticket = (await made(
      requester.post('/catalog/items/laptop/requests', {
        values: { model: 'Standard 14-inch', cost: 900, reason: 'New here' },
      }),
    )) as { id: string };
    expect(await clock(ticket.id)).toMatchObject({ state: 'running' });
  });

  it('tells how it stood at any moment, after everything that came later', async () => {
    await policy('usual', {});
    const { id } = await open();
    goTo(2);
    await change(id, { status: 'on_hold' });
    goTo(5);
    await change(id, { status: 'resolved' });
    const stood = async (hour: number) => (await clocks(id, `?at=${at(hour)}`))[0];
    expect(await stood(1)).toMatchObject({ state: 'running', elapsedSeconds: 3_600, dueAt: at(8) });
    expect(await stood(3)).toMatchObject({ state: 'paused', elapsedSeconds: 7_200, dueAt: null });
    expect(await stood(6)).toMatchObject({ state: 'met', elapsedSeconds: 7_200 });
  });

  it('did not know at a moment what was told only later', async () => {
    await policy('usual', {
      thresholds: [{ id: 'half', at: { percent: 50 }, actions: TELL }],
    });
    const { id } = await open();
    goTo(6);
    await wake(id);
    const half = async (hour: number) =>
      (await clocks(id, `?at=${at(hour)}`))[0]?.thresholds.find((one) => one.id === 'half');
    expect(await half(5)).toMatchObject({ told: null });
    expect(await half(6)).toMatchObject({ told: { at: at(6) } });
  });

  it('of an open ticket hears of an edited policy and calendar by choice, with what would come of it, and keeps what it was', async () => {
    await policy('usual', {});
    const { id } = await open();
    const { id: other } = await open();
    goTo(4);
    await change(other, { status: 'resolved' });
    await made(
      admin.patch('/sla/policies/usual', {
        targets: [{ id: 'all', within: { businessHours: 2 } }],
      }),
    );
    expect(await clock(id)).toMatchObject({ state: 'running', dueAt: at(8) });
    const begun = (await made(
      admin.post('/sla/recounts', {
        from: 'begin',
        policies: ['usual'],
        reason: 'Two hours it is',
      }),
    )) as { id: string };
    await work(begun.id);
    const url = `/sla/recounts/${begun.id}`;
    expect(await made(admin.get(url))).toMatchObject({
      state: 'ready',
      tickets: 1,
      clocks: 1,
      flips: 1,
      applied: 0,
      allowed: ['read', 'apply', 'cancel'],
    });
    expect(await made(admin.get(`${url}/clocks?flips=true`))).toMatchObject({
      items: [
        {
          ticket: { id },
          before: { state: 'running', dueAt: at(8), targetSeconds: 8 * 3_600 },
          after: { state: 'breached', breachedAt: at(2), targetSeconds: 2 * 3_600 },
        },
      ],
    });
    expect(await clock(id)).toMatchObject({ dueAt: at(8) });
    await made(admin.post(`${url}/apply`));
    await work(begun.id);
    expect(await made(admin.get(url))).toMatchObject({ state: 'completed', applied: 1 });
    const counted = await clock(id);
    expect(counted).toMatchObject({ state: 'breached', breachedAt: at(2) });
    expect(counted.revisions.map(({ reasons }) => reasons)).toEqual([['begun'], ['recounted']]);
    // Who chose so, and why; and who it was that began it.
    const { name } = (await admin.get('/users/ada@example.test')).json();
    expect(counted.revisions.at(-1)?.cause).toMatchObject({
      happening: 'recounted',
      label: 'Two hours it is',
      by: name,
    });
    const asker = (await admin.get('/users/ravi@example.test')).json();
    expect(counted.revisions[0]?.cause.by).toBe(asker.name);
    expect(counted.revisions[1]).toMatchObject({ before: { dueAt: at(8), state: 'running' } });
    expect(await clock(other)).toMatchObject({ state: 'met', targetSeconds: 8 * 3_600 });
    await wake(id);
    expect(await told(id)).toEqual(['#deadline']);
  });

  it('goes on in an edited calendar from now on, where what was counted is to stay', async () => {
    await made(
      admin.post('/calendars', { key: 'edited', name: 'Edited', timeZone: 'UTC', week: WEEK }),
    );
    await policy('usual', { calendar: { key: 'edited' } });
    const { id } = await open();
    goTo(4);
    await made(
      admin.patch('/calendars/edited', { week: { mon: [['09:00', '14:00']], tue: OFFICE } }),
    );
    const begun = (await made(
      admin.post('/sla/recounts', { from: 'now', calendars: ['edited'] }),
    )) as { id: string };
    await work(begun.id);
    await made(admin.post(`/sla/recounts/${begun.id}/apply`));
    await work(begun.id);
    // Four hours are counted, one more until two o’clock, the rest on the next morning.
    expect(await clock(id)).toMatchObject({ elapsedSeconds: 4 * 3_600, dueAt: at(24 + 3) });
  });

  it('that is left as it was is as it was', async () => {
    await policy('usual', {});
    const { id } = await open();
    await made(admin.delete('/sla/policies/usual'));
    const begun = (await made(admin.post('/sla/recounts', { from: 'begin' }))) as { id: string };
    expect((await admin.post('/sla/recounts', { from: 'begin' })).statusCode).toBe(409);
    await work(begun.id);
    expect((await made(admin.get(`/sla/recounts/${begun.id}/clocks`))) as object).toMatchObject({
      items: [{ ticket: { id }, before: { state: 'running' }, after: null }],
    });
    // One that waits is not applied while another one is at work.
    const other = (await made(admin.post('/sla/recounts', { from: 'begin' }))) as { id: string };
    const hasty = await admin.post(`/sla/recounts/${begun.id}/apply`);
    expect([hasty.statusCode, hasty.json().type]).toEqual([409, '/problems/too_many_open']);
    await made(admin.post(`/sla/recounts/${other.id}/cancel`));
    // Who may count again need not be one who may read tickets.
    const narrow = await api.signInAs('admin', { scopes: ['settings.manage'] });
    expect((await narrow.get(`/sla/recounts/${begun.id}/clocks`)).json().items).toEqual([]);
    expect(await made(admin.post(`/sla/recounts/${begun.id}/cancel`))).toMatchObject({
      state: 'left',
      allowed: ['read'],
    });
    expect((await clock(id)).state).toBe('running');
    expect((await admin.post(`/sla/recounts/${begun.id}/apply`)).statusCode).toBe(409);
  });
});

describe('an escalation', () => {
  const HALF = 0.5;
  type Climbing = {
    readonly id: string;
    readonly level: number;
    readonly asked: number;
    readonly state: string;
  };
  const escalation = async (id: string): Promise<Climbing> => {
    const { items } = (await made(agent.get(`/tickets/${id}/escalations`))) as {
      items: Climbing[];
    };
    if (!items[0]) throw new Error('there is no escalation');
    return items[0];
  };
  const climb = async (id: string) => {
    const { id: which } = await escalation(id);
    return (await api.work((inner) => escalationDue(inner, which)))?.toISOString() ?? null;
  };
  const mails = async (id: string) =>
    (
      await api.work((inner) =>
        inner.em.execute<{ to: string }[]>(
          "select to_address as to from mail where ticket_id = ? and dedupe_key like 'escalation:%' order by created_at, to_address",
          [id],
        ),
      )
    ).map(({ to }) => to);

  it('climbs its own ladder: again, then higher, in business time, until somebody says they have it', async () => {
    await api.signInAs('approver', { email: 'ines@example.test', groups: ['managers'] });
    const ladder = {
      key: `ladder-${monday}`,
      name: 'Fast',
      calendar: 'office',
      levels: [
        {
          name: 'Whoever has it',
          to: [{ user: 'omar@example.test' }],
          wait: { businessMinutes: 30 },
          again: { every: { minutes: 15 }, times: 1 },
        },
        {
          name: 'The managers',
          direction: 'hierarchical',
          to: [{ group: 'managers' }],
          by: ['mail'],
          wait: { businessHours: 1 },
        },
      ],
    };
    await made(admin.post('/escalation-ladders', ladder));
    await policy('usual', {
      thresholds: [
        { id: 'breach', at: { percent: 100 }, actions: [{ type: 'escalate', ladder: ladder.key }] },
      ],
    });
    const { id } = await open();
    goTo(8);
    await wake(id);
    expect(await climb(id)).toBe(at(8.25));
    goTo(8.25);
    // Half an hour of business is over on the next morning.
    expect(await climb(id)).toBe(at(24 + HALF));
    expect(await escalation(id)).toMatchObject({ level: 1, asked: 2, state: 'open' });
    goTo(24 + HALF);
    expect(await climb(id)).toBe(at(25 + HALF));
    expect(await mails(id)).toEqual([
      'omar@example.test',
      'omar@example.test',
      'ines@example.test',
    ]);
    const { id: which } = await escalation(id);
    const snoozed = await agent.post(`/tickets/${id}/escalations/${which}/snooze`, {
      until: at(30),
      reason: 'The vendor is on it',
    });
    expect(snoozed.json()).toMatchObject({
      state: 'open',
      nextAt: at(30),
      snoozeReason: 'The vendor is on it',
    });
    goTo(26);
    expect(await climb(id)).toBe(at(30));
    await made(agent.post(`/tickets/${id}/escalations/${which}/acknowledge`));
    goTo(31);
    expect(await climb(id)).toBeNull();
    expect((await escalation(id)).state).toBe('acknowledged');
  });

  it('goes on by an edited ladder only where that is chosen', async () => {
    const ladder = {
      key: `edited-${monday}`,
      name: 'Edited',
      levels: [{ name: 'One', to: [{ user: 'omar@example.test' }], wait: { hours: 1 } }],
    };
    await made(admin.post('/escalation-ladders', ladder));
    await policy('usual', {
      thresholds: [
        { id: 'breach', at: { percent: 100 }, actions: [{ type: 'escalate', ladder: ladder.key }] },
      ],
    });
    const { id } = await open();
    const { id: other } = await open();
    goTo(8);
    for (const ticket of [id, other]) {
      await wake(ticket);
      await climb(ticket);
    }
    const two = [
      ...ladder.levels,
      { name: 'Two', to: [{ group: 'managers' }], wait: { hours: 2 } },
    ];
    await made(admin.put(`/escalation-ladders/${ladder.key}`, { ...ladder, levels: two }));
    goTo(9);
    expect(await climb(id)).toBeNull();
    await made(
      admin.put(`/escalation-ladders/${ladder.key}?running=true`, { ...ladder, levels: two }),
    );
    expect(await climb(other)).toBe(at(11));
  });
});
