/** What a clock keeps to whatever is edited, paused or asked beside it: the promise it was begun by, and who may know of it. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
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
  open,
  openClockDesk,
  policy,
  requester,
  say,
  TELL,
  tag,
  WEEK,
  wake,
  work,
} from './clock-desk.ts';

const NETWORK = { when: { fact: 'ticket.category', operator: 'equal', value: 'network' } };
const LONG = { targets: [{ id: 'all', within: { businessHours: 40 } }] };

/** What came of each threshold, with the revision it was told under. */
const outcomes = async (id: string) =>
  (
    await api.work((inner) =>
      inner.em.execute<
        {
          threshold: string;
          revision: number;
          outcome: { action: string; refused?: string; overtaken?: boolean }[];
        }[]
      >(
        'select m.threshold, m.revision, m.outcome from clock_mark m join clock c on c.id = m.clock_id where c.ticket_id = ? and not m.carried order by m.due_at, m.revision',
        [id],
      ),
    )
  ).map(({ threshold, revision, outcome }) => {
    const words = outcome.map(({ action, refused, overtaken }) =>
      [action, ...(refused ? ['refused'] : []), ...(overtaken ? ['overtaken'] : [])].join(' '),
    );
    return `${threshold} ${revision}: ${words.join(', ')}`;
  });

beforeAll(openClockDesk);
afterAll(() => api.close());
beforeEach(beginWeek);

describe('a clock', () => {
  it('stays with its policy whatever is made after it or put before it, until the ticket itself is another one', async () => {
    const rows = [
      { id: 'urgent', priorities: [1], within: { businessHours: 4 } },
      { id: 'rest', within: { businessHours: 8 } },
    ];
    await policy('first', { ...NETWORK, targets: rows });
    const { id } = await open({ category: 'network' });
    goTo(1);
    await policy('newcomer', LONG);
    await made(admin.put('/sla/policies/order', { order: ['newcomer', 'first'] }));
    await change(id, { title: 'another title' });
    expect(await clock(id)).toMatchObject({ policy: { key: 'first', target: 'rest' } });
    await change(id, { impact: 1, urgency: 1 });
    expect(await clock(id)).toMatchObject({ policy: { key: 'first', target: 'urgent' } });
    // What is opened now, and what no longer is what it was promised for, goes by what holds now.
    expect(await clock((await open({ category: 'network' })).id)).toMatchObject({
      policy: { key: 'newcomer' },
    });
    await change(id, { category: 'printing' });
    expect(await clock(id)).toMatchObject({ policy: { key: 'newcomer', target: 'all' } });
  });

  it('shows whoever asked what is promised to them, and nothing of what is agreed inside', async () => {
    await policy('inner', { kind: 'ola', thresholds: [] });
    await policy('outer', { thresholds: [{ id: 'early', at: { percent: 10 }, actions: TELL }] });
    const { id } = await open();
    goTo(1);
    await change(id, { status: 'in_progress' });
    goTo(9);
    await wake(id);
    const { items } = (await made(requester.get(`/tickets/${id}/clocks`))) as {
      items: {
        name: string;
        state: string;
        thresholds: unknown[];
        segments: { cause: object }[];
        revisions: { cause: object }[];
      }[];
    };
    expect(items).toMatchObject([{ name: 'outer', state: 'breached', thresholds: [] }]);
    for (const { cause } of items.flatMap((one) => [...one.segments, ...one.revisions]))
      expect(cause).toMatchObject({ kind: 'request', label: null, actor: null });
    expect((await clocks(id)).map(({ name }) => name).sort()).toEqual(['inner', 'outer']);
    const { items: events } = (await made(requester.get(`/tickets/${id}/events`))) as {
      items: { type: string; data: { name?: string } }[];
    };
    const told = events.filter(({ type }) => type.startsWith('clock.'));
    expect(told.map(({ type, data }) => `${type} ${data.name}`)).toEqual(['clock.breached outer']);
  });

  it('does what a threshold asks for also where the ticket was put on hold before anybody was awake', async () => {
    await policy('usual', { thresholds: [{ id: 'half', at: { percent: 50 }, actions: TELL }] });
    const { id } = await open();
    await change(id, { assignee: 'omar@example.test' });
    goTo(5);
    await change(id, { status: 'on_hold' });
    await wake(id);
    goTo(6);
    await change(id, { status: 'in_progress' });
    await wake(id);
    expect(await outcomes(id)).toEqual(['half 1: notify']);
  });

  it('sends its notice where nothing that is told in the same moment sends another', async () => {
    await policy('usual', { thresholds: [{ id: 'half', at: { percent: 50 }, actions: TELL }] });
    const { id } = await open();
    goTo(9);
    await wake(id);
    expect(await outcomes(id)).toEqual(['half 1: notify', '#deadline 1: ']);
  });

  it('undoes all of an action that is refused, and does the others', async () => {
    const reassign = { type: 'reassign', queue: 'service-desk', assignee: 'nobody@example.test' };
    await policy('usual', {
      thresholds: [
        { id: 'half', at: { percent: 50 }, actions: [reassign, { type: 'tag', add: ['late'] }] },
      ],
    });
    const { id } = await open();
    await change(id, { queue: null });
    goTo(5);
    await wake(id);
    expect(await outcomes(id)).toEqual(['half 1: reassign refused, tag']);
    expect(await made(agent.get(`/tickets/${id}`))).toMatchObject({ queue: null, tags: ['late'] });
  });

  it('keeps what came of a threshold beside it, though an action before it changed what is promised', async () => {
    await policy('usual', {
      targets: [
        { id: 'high', priorities: [1, 2, 3], within: { businessHours: 9 } },
        { id: 'low', within: { businessHours: 8 } },
      ],
      thresholds: [
        { id: 'half', at: { percent: 50 }, actions: [{ type: 'raisePriority' }] },
        { id: 'more', at: { percent: 75 }, actions: TELL },
      ],
    });
    const { id } = await open({ priority: 4 }, agent);
    goTo(7);
    await wake(id);
    await wake(id);
    expect((await clock(id)).revisions).toHaveLength(2);
    expect(await outcomes(id)).toEqual(['half 1: raisePriority', 'more 1: notify']);
  });

  it('that is over is left alone by what is counted otherwise from now on', async () => {
    await policy('first', { measures: 'firstResponse' });
    const { id } = await open();
    goTo(3);
    await say(agent, id);
    const one = { targets: [{ id: 'all', within: { businessHours: 1 } }] };
    await made(admin.patch('/sla/policies/first', one, await tag('/sla/policies/first')));
    for (const [from, flips] of [
      ['now', 0],
      ['begin', 1],
    ] as const) {
      const begun = (await made(admin.post('/sla/recounts', { from }))) as { id: string };
      await work(begun.id);
      expect(await made(admin.get(`/sla/recounts/${begun.id}`))).toMatchObject({ flips });
    }
  });

  it('is armed again only where something else is due next', async () => {
    await policy('usual', {});
    const { id } = await open();
    for (const patch of [{ title: 'y' }, { category: 'network' }, { status: 'on_hold' }])
      await change(id, patch);
    const sent = await api.work((inner) =>
      inner.em.execute<{ at: string | null }[]>(
        "select payload ->> 'at' as at from outbox where target = ? and kind = 'clock' order by id",
        [id],
      ),
    );
    expect(sent.map((one) => one.at)).toEqual([at(8), null]);
  });

  it('that began with a change of its ticket is counted again from there', async () => {
    await policy('network', NETWORK);
    const { id } = await open();
    goTo(4);
    await change(id, { category: 'network' });
    goTo(5);
    const begun = (await made(admin.post('/sla/recounts', { from: 'begin' }))) as { id: string };
    await work(begun.id);
    expect(await made(admin.get(`/sla/recounts/${begun.id}`))).toMatchObject({
      tickets: 1,
      clocks: 0,
      flips: 0,
    });
    expect((await clock(id)).elapsedSeconds).toBe(3_600);
  });

  it('takes a day for as long as it was when it began, also with another priority', async () => {
    const short = Object.fromEntries(Object.keys(WEEK).map((day) => [day, [['09:00', '13:00']]]));
    await made(
      admin.post('/calendars', { key: 'days', name: 'Days', timeZone: 'UTC', week: WEEK }),
    );
    await policy('days', {
      calendar: { key: 'days' },
      targets: [
        { id: 'high', priorities: [1, 2], within: { businessDays: 1 } },
        { id: 'low', within: { businessDays: 4 } },
      ],
    });
    const { id } = await open({ priority: 4 }, agent);
    await made(admin.patch('/calendars/days', { week: short }));
    goTo(1);
    await change(id, { priority: 2 });
    expect(await clock(id)).toMatchObject({ targetSeconds: 8 * 3_600, dueAt: at(8) });
  });

  it('goes on past the last day on which its policy may be promised', async () => {
    await policy('today', { validUntil: at(0).slice(0, 10) });
    await policy('after', LONG);
    const { id } = await open();
    goTo(25);
    await change(id, { category: 'network' });
    expect(await clock(id)).toMatchObject({ state: 'breached', policy: { key: 'today' } });
    const { id: later } = await open();
    expect(await clock(later)).toMatchObject({ policy: { key: 'after' } });
  });

  it('goes on by a policy that was removed, whatever else would hold', async () => {
    await policy('first', {});
    await policy('second', LONG);
    const { id } = await open();
    await made(admin.delete('/sla/policies/first', await tag('/sla/policies/first')));
    goTo(1);
    await change(id, { category: 'network' });
    expect(await clock(id)).toMatchObject({ policy: { key: 'first' }, dueAt: at(8) });
  });
});

it('keeps a calendar that a ladder counts in, whichever of its lengths names it', async () => {
  const key = 'watch';
  await made(admin.post('/calendars', { key, name: 'Watch', timeZone: 'UTC', week: WEEK }));
  const level = { name: 'First', to: [{ relation: 'inCharge' }] };
  for (const [ladder, more] of [
    ['whole', { calendar: key, levels: [{ ...level, wait: { hours: 1 } }] }],
    ['level', { levels: [{ ...level, wait: { businessHours: 1, calendar: key } }] }],
  ] as const) {
    await made(admin.post('/escalation-ladders', { key: ladder, name: ladder, ...more }));
    expect(
      (await admin.delete(`/calendars/${key}`, await tag(`/calendars/${key}`))).json(),
    ).toMatchObject({ type: '/problems/in_use' });
    const url = `/escalation-ladders/${ladder}`;
    await made(admin.delete(url, await tag(url)));
  }
  await made(admin.delete(`/calendars/${key}`, await tag(`/calendars/${key}`)));
});
