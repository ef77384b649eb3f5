/** What a clock meets that nobody plans: a calendar that goes, a past that is brought along, machines whose clocks are wrong. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { changeTicket } from '#domain/desk/change-ticket.ts';
import { keepHouse } from '#domain/housekeeping.ts';
import { demandMasterKey } from '#domain/tenants/installation.ts';
import {
  admin,
  api,
  at,
  beginWeek,
  change,
  clock,
  clocks,
  goTo,
  HOUR,
  made,
  monday,
  OFFICE,
  open,
  openClockDesk,
  policy,
  TELL,
  tag,
  told,
  WEEK,
  wake,
  work,
} from './clock-desk.ts';

beforeAll(openClockDesk);
afterAll(() => api.close());
beforeEach(beginWeek);

describe('a clock', () => {
  it('counts on in a calendar that has been removed, which cannot be while it is promised by', async () => {
    await made(
      admin.post('/calendars', { key: 'gone', name: 'Gone', timeZone: 'UTC', week: WEEK }),
    );
    await policy('usual', { calendar: { key: 'gone' } });
    const { id } = await open();
    const remove = async () => admin.delete('/calendars/gone', await tag('/calendars/gone'));
    expect((await remove()).json()).toMatchObject({ status: 409, type: '/problems/in_use' });
    await made(
      admin.patch(
        '/sla/policies/usual',
        { calendar: { always: true } },
        await tag('/sla/policies/usual'),
      ),
    );
    expect((await remove()).statusCode).toBe(204);
    goTo(7);
    expect(await clock(id)).toMatchObject({ dueAt: at(8), remainingSeconds: 3_600 });
    goTo(24);
    await wake(id);
    expect(await clock(id)).toMatchObject({ state: 'breached', breachedAt: at(8) });
  });

  it('of a ticket that is brought along counts from when it happened, and says at once what has passed', async () => {
    await policy('usual', {
      countFrom: 'custom.happenedAt',
      targets: [{ id: 'all', within: { businessHours: 16 } }],
      thresholds: [{ id: 'half', at: { percent: 50 }, actions: TELL }],
    });
    goTo(3 * 24);
    const { id } = await open({ custom: { happenedAt: at(0) } });
    expect(await clock(id)).toMatchObject({ elapsedSeconds: 24 * 3_600, dueAt: at(24 + 8) });
    expect(await wake(id)).toBeNull();
    expect(await told(id)).toEqual(['half', '#deadline']);
    await wake(id);
    expect(await told(id)).toHaveLength(2);
  });

  it('counts from an instant to come, though it was on hold before and its hours are other ones from now on', async () => {
    await made(
      admin.post('/calendars', { key: 'later', name: 'Later', timeZone: 'UTC', week: WEEK }),
    );
    await policy('usual', { countFrom: 'custom.begins', calendar: { key: 'later' } });
    const { id } = await open({ custom: { begins: at(24) } });
    goTo(1);
    await change(id, { status: 'on_hold' });
    goTo(2);
    await change(id, { status: 'in_progress' });
    expect(await clock(id)).toMatchObject({
      state: 'running',
      elapsedSeconds: 0,
      dueAt: at(24 + 8),
    });
    // Four hours on Tuesday, and four on Wednesday.
    const short = [['09:00', '13:00']];
    const week = { mon: OFFICE, tue: short, wed: short };
    const dueAt = at(48 + 4);
    expect(await made(admin.post('/calendars/later/preview', { from: 'now', week }))).toMatchObject(
      { clocks: [{ before: { dueAt: at(24 + 8) }, after: { dueAt } }] },
    );
    await made(admin.patch('/calendars/later', { week }));
    const begun = (await made(admin.post('/sla/recounts', { from: 'now' }))) as { id: string };
    await work(begun.id);
    await made(admin.post(`/sla/recounts/${begun.id}/apply`));
    await work(begun.id);
    const { segments, ...counted } = await clock(id);
    expect(counted).toMatchObject({ state: 'running', elapsedSeconds: 0, dueAt });
    for (const { from, to } of segments) expect(to === null || from <= to).toBe(true);
  });

  it('is counted again from an instant that is named late, or set right, as a recount would', async () => {
    await policy('usual', { countFrom: 'custom.happenedAt' });
    await policy('network', {
      when: { fact: 'ticket.category', operator: 'equal', value: 'network' },
      countFrom: 'custom.happenedAt',
      measures: 'firstResponse',
    });
    goTo(4);
    const { id } = await open();
    goTo(5);
    await change(id, { custom: { happenedAt: at(2) } });
    expect(await clock(id, 'usual')).toMatchObject({
      elapsedSeconds: 3 * 3_600,
      revisions: [{ reasons: ['begun'] }, { reasons: ['countFrom'] }],
    });
    await change(id, { category: 'network', custom: { note: 'x' } });
    expect(await clock(id, 'network')).toMatchObject({ elapsedSeconds: 3 * 3_600 });
    goTo(6);
    await change(id, { custom: { happenedAt: at(1) } });
    for (const name of ['usual', 'network'])
      expect(await clock(id, name)).toMatchObject({ elapsedSeconds: 5 * 3_600 });
    expect((await clock(id, 'usual')).revisions).toHaveLength(3);
    const begun = (await made(admin.post('/sla/recounts', { from: 'begin' }))) as { id: string };
    await work(begun.id);
    expect(await made(admin.get(`/sla/recounts/${begun.id}`))).toMatchObject({ clocks: 0 });
  });

  it('that was due when the doors closed stays missed, whatever happens to its ticket in the evening', async () => {
    await policy('usual', {});
    goTo(-2);
    const { id } = await open();
    goTo(8);
    await wake(id);
    expect(await told(id)).toEqual(['#deadline']);
    for (const [hour, status] of [
      [9, 'on_hold'],
      [10, 'in_progress'],
      [11, 'resolved'],
    ] as const) {
      goTo(hour);
      await change(id, { status });
      expect(await clock(id)).toMatchObject({ state: 'breached', breachedAt: at(8) });
    }
  });

  it('has a deadline in the past, or none, by nobody’s promise', async () => {
    for (const hours of [0, -1]) {
      const answer = await admin.post('/sla/policies', {
        key: 'none',
        name: 'None',
        kind: 'sla',
        measures: 'resolution',
        ticketTypes: ['incident'],
        calendar: { always: true },
        thresholds: [],
        targets: [{ id: 'all', within: { hours } }],
      });
      expect(answer.statusCode).toBe(400);
      expect(answer.json().errors[0].pointer).toMatch(/^\/targets\/0\/within/);
    }
  });

  it('is counted again in the order in which its ticket was changed, not in that in which the changes were begun', async () => {
    await policy('usual', {});
    const { id } = await open();
    goTo(1);
    await change(id, { status: 'on_hold' });
    goTo(2);
    // Begun before the change that takes it off hold, and written after it.
    await api.work(async (inner) => {
      await inner.em.execute('select pg_current_xact_id()');
      await change(id, { status: 'in_progress' });
      await changeTicket(inner, id, { status: 'resolved' });
    });
    expect(await clock(id)).toMatchObject({ state: 'met', elapsedSeconds: 3_600 });
    const targets = [{ id: 'all', within: { businessHours: 2 } }];
    await made(admin.patch('/sla/policies/usual', { targets }, await tag('/sla/policies/usual')));
    goTo(7);
    const asked = { from: 'begin', policies: ['usual'], finishedSince: at(0) };
    const { id: recount } = (await made(admin.post('/sla/recounts', asked))) as { id: string };
    await work(recount);
    await made(admin.post(`/sla/recounts/${recount}/apply`));
    await work(recount);
    expect(await clock(id)).toMatchObject({
      state: 'met',
      elapsedSeconds: 3_600,
      targetSeconds: 7_200,
    });
  });

  it('is told as it was known at an instant that is over, by what was promised then', async () => {
    await policy('usual', {
      thresholds: [{ id: 'half', at: { percent: 50 }, actions: TELL }],
    });
    const { id } = await open();
    goTo(4);
    await wake(id);
    goTo(5);
    await change(id, { status: 'on_hold' });
    goTo(6);
    await change(id, { status: 'in_progress' });
    const targets = [{ id: 'short', within: { businessHours: 2 } }];
    await made(admin.patch('/sla/policies/usual', { targets }, await tag('/sla/policies/usual')));
    goTo(7);
    const { id: recount } = (await made(admin.post('/sla/recounts', { from: 'begin' }))) as {
      id: string;
    };
    await work(recount);
    await made(admin.post(`/sla/recounts/${recount}/apply`));
    await work(recount);
    expect(await clock(id)).toMatchObject({ state: 'breached', targetSeconds: 7_200 });
    // Who put it on hold began the one piece and ended the other.
    const [begun, held] = (await clock(id)).segments;
    expect(held?.cause.by).toBeTruthy();
    expect(begun?.endCause?.by).toBe(held?.cause.by);
    const stood = async (hour: number) => clocks(id, `?at=${at(hour)}`);
    expect(await stood(-1)).toEqual([]);
    const [early] = await stood(4.5);
    expect(early).toMatchObject({
      state: 'running',
      targetSeconds: 8 * 3_600,
      dueAt: at(8),
      breachedAt: null,
      policy: { key: 'usual', target: 'all' },
      revisions: [{ number: 1 }],
      segments: [{ from: at(0), to: null, endCause: null }],
      thresholds: [
        { id: 'half', told: { at: at(4) } },
        { id: '#deadline', told: null },
      ],
    });
    expect(early?.strip.at(-1)).toMatchObject({ to: at(8) });
    expect((await clock(id)).policy.version).toBe((early?.policy.version ?? 0) + 1);
    expect((await stood(5.5))[0]).toMatchObject({
      state: 'paused',
      elapsedSeconds: 5 * 3_600,
      dueAt: null,
      segments: [{ to: at(5) }, { state: 'paused', to: null }],
    });
    expect((await stood(7))[0]).toMatchObject({ revisions: [{ number: 1 }, { number: 2 }] });
  });

  it('is promised as the documentation shows it', async () => {
    const text = readFileSync(new URL('../../../docs/clocks.md', import.meta.url), 'utf8');
    const shown = JSON.parse(/```json policy\n(.*?)```/s.exec(text)?.[1] ?? '');
    await made(admin.post('/sla/policies', shown));
    const { id } = await open({ impact: 1, urgency: 1 });
    expect(await clock(id)).toMatchObject({
      targetSeconds: 4 * 3_600,
      dueAt: at(4),
      policy: { key: 'incidents', target: 'urgent' },
    });
  });

  it('is counted again by what was looked at, and by nothing that was edited since', async () => {
    await policy('usual', {});
    const { id } = await open();
    goTo(3);
    const shorter = async (hours: number) =>
      made(
        admin.patch(
          '/sla/policies/usual',
          { targets: [{ id: 'all', within: { businessHours: hours } }] },
          await tag('/sla/policies/usual'),
        ),
      );
    await shorter(2);
    const begun = (await made(admin.post('/sla/recounts', { from: 'begin' }))) as { id: string };
    await work(begun.id);
    await shorter(4);
    const refused = await admin.post(`/sla/recounts/${begun.id}/apply`);
    expect(refused.json()).toMatchObject({ status: 409, type: '/problems/transition_not_allowed' });
    expect(refused.json().detail).toContain('Look again');
    expect(await made(admin.get(`/sla/recounts/${begun.id}`))).toMatchObject({ state: 'ready' });
    expect(await clock(id)).toMatchObject({ targetSeconds: 8 * 3_600 });
    // So is one after who is promised what has changed.
    const again = (await made(admin.post('/sla/recounts', { from: 'begin' }))) as { id: string };
    await work(again.id);
    await made(admin.post('/organizations', { key: 'newly-there', name: 'Newly there' }));
    expect((await admin.post(`/sla/recounts/${again.id}/apply`)).statusCode).toBe(409);
    const unknown = await admin.post('/sla/recounts', { from: 'begin', policies: ['usual', 'no'] });
    expect([unknown.statusCode, unknown.json().errors]).toMatchObject([
      400,
      [{ pointer: '/policies/1' }],
    ]);
  });

  it('counts nothing twice when the clock of the machine is put back', async () => {
    await policy('usual', {});
    const { id } = await open();
    goTo(2);
    await change(id, { status: 'on_hold' });
    goTo(3);
    await change(id, { status: 'in_progress' });
    goTo(1.5);
    await change(id, { status: 'on_hold' });
    goTo(4);
    await change(id, { status: 'in_progress' });
    const { segments, elapsedSeconds, strip } = await clock(id);
    for (const [index, segment] of segments.entries()) {
      const following = segments[index + 1];
      if (following) expect(segment.to).toBe(following.from);
    }
    for (const [index, piece] of strip.entries()) {
      const following = strip[index + 1];
      if (following) expect(piece.to).toBe(following.from);
    }
    expect(elapsedSeconds).toBe(2 * 3_600);
    goTo(5);
    expect(await clock(id)).toMatchObject({ elapsedSeconds: 3 * 3_600, dueAt: at(10 + 16) });
  });

  it('is told once where the machine was ahead of its time for a while', async () => {
    await policy('usual', {
      thresholds: [
        { id: 'half', at: { percent: 50 }, actions: TELL },
        { id: 'over', at: { percent: 100 }, actions: TELL },
      ],
    });
    const { id } = await open();
    goTo(4);
    await wake(id);
    expect(await told(id)).toEqual(['half']);
    goTo(3);
    await wake(id);
    goTo(4.5);
    await wake(id);
    expect(await told(id)).toEqual(['half']);
    goTo(8);
    await wake(id);
    expect(await told(id)).toEqual(['half', 'over']);
  });

  it('tells in time what falls due in a piece that begins before the instant until which all was told', async () => {
    await policy('usual', {
      thresholds: [
        { id: 'third', at: { percent: 37.5 }, actions: [] },
        { id: 'half', at: { percent: 50 }, actions: [] },
      ],
    });
    const { id } = await open();
    goTo(2);
    await change(id, { status: 'on_hold' });
    // The machine that looks is ahead of the one that changes.
    goTo(6);
    await wake(id);
    goTo(2.5);
    await change(id, { status: 'in_progress' });
    const armed = await api.work((inner) =>
      inner.em.execute<{ at: string }[]>(
        "select payload ->> 'at' as at from outbox where target = ? and kind = 'clock' order by id",
        [id],
      ),
    );
    expect(armed.at(-1)).toEqual({ at: at(3.5) });
    goTo(3.5);
    expect(await wake(id)).toEqual(new Date(monday + 4.5 * HOUR));
    expect(await told(id)).toEqual(['third']);
  });

  it('is looked at again when the rules of time zones are other ones, and falls due by the new ones', async () => {
    await policy('usual', {});
    const { id } = await open();
    await demandMasterKey(api.ownerUrl, api.store.keys);
    await keepHouse(api.store, '2026a');
    // As it would stand had a zone been an hour elsewhere.
    await api.work((work) =>
      work.em.execute(
        'with k as (update clock set due_at = ?, next_at = ? where ticket_id = ?) update ticket set due_at = ? where id = ?',
        [at(7), at(7), id, at(7), id],
      ),
    );
    const asked = () =>
      api.work((work) =>
        work.em.execute<{ id: string }[]>(
          "delete from outbox where kind = 'clock' and target = ? returning id",
          [id],
        ),
      );
    await asked();
    await keepHouse(api.store, '2026a');
    expect(await asked()).toHaveLength(0);
    await keepHouse(api.store, '2026b');
    expect(await asked()).toHaveLength(1);
    expect(await wake(id)).toEqual(new Date(monday + 8 * HOUR));
    expect(await clock(id)).toMatchObject({ dueAt: at(8) });
    expect((await made(admin.get(`/tickets/${id}`))).dueAt).toBe(at(8));
  });
});
