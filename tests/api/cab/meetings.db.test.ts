/** A board from its rule to its minutes, over HTTP: agenda, votes, decisions, and what becomes of the runs that wait. */
import ICAL from 'ical.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Client } from '../../support/app.ts';
import { type BoardWorld, createBoardWorld, HOUR, NOW } from './board-world.ts';

let own: BoardWorld;
let kofi: Client;
let ann: Client;
let ben: Client;
beforeAll(async () => {
  own = await createBoardWorld();
  ({ kofi, ann, ben } = own);
});
afterAll(() => own?.close());
beforeEach(() => own.at(NOW));

type Asked = Awaited<ReturnType<BoardWorld['ask']>>;
type Made = { id: string };
const item = ({ id }: Made, ticket: Made) => `/cab/meetings/${id}/items/${ticket.id}`;
const vote = (who: Client, meeting: Made, ticket: Made, said: string, more = {}) =>
  who.post(`${item(meeting, ticket)}/votes`, { vote: said, ...more });
const decide = (meeting: Made, ticket: Made, ruling: object, who = kofi) =>
  who.patch(item(meeting, ticket), ruling);
const act = (who: Client, meeting: Made, name: string, body?: object) =>
  who.post(`/cab/meetings/${meeting.id}/${name}`, body);
const code = (answer: { json(): { type: string } }) => answer.json().type.split('/').at(-1);
const seenOf = async ({ id }: Made): Promise<{ version: number }> =>
  (await kofi.get(`/cab/meetings/${id}`)).json().items[0];

/** What its timeline says of the decision. */
const toldOf = async ({ id }: Made): Promise<object> => {
  const { items } = (await own.admin.get(`/tickets/${id}/events`)).json();
  const decided = ({ type }: { type: string }) => type === 'meeting.decided';
  return items.findLast(decided)?.changes;
};

/** A board, a change before it, and its first meeting, begun. */
async function begun(fields: object = {}): Promise<[Made, Asked, string]> {
  const { key } = await own.makeBoard(fields);
  const change = await own.ask(key);
  const [meeting] = await own.coming(key);
  if (!meeting) throw new Error('It has no meeting.');
  expect((await act(kofi, meeting, 'open')).json()).toMatchObject({
    state: 'open',
    current: change.id,
  });
  return [meeting, change, key];
}

describe('the meetings of a board', () => {
  it('stand in its plan as its rule says, with invitations, and follow when it changes', async () => {
    const { key, id } = await own.makeBoard();
    const before = await own.coming(key);
    expect(before.map(({ scheduledAt }) => scheduledAt)).toEqual([
      '2026-11-24T09:00:00.000Z',
      '2026-12-01T09:00:00.000Z',
      '2026-12-08T09:00:00.000Z',
    ]);
    const change = await own.ask(key);
    expect(await change.meeting()).toBe(before[0]?.id);
    await own.admin.patch(`/cab/boards/${key}`, {
      meets: { starts: '2026-11-25T10:00', rrule: 'FREQ=WEEKLY;BYDAY=WE' },
    });
    const after = await own.coming(key);
    expect(after.map(({ scheduledAt, items }) => [scheduledAt.slice(0, 10), items])).toEqual([
      ['2026-11-25', 1],
      ['2026-12-02', 0],
      ['2026-12-09', 0],
    ]);
    const invitations = await own.world.rows<{ method: string; text: string }>(
      `select invitation ->> 'method' as method, invitation ->> 'text' as text from mail
       where to_address = ? and invitation ->> 'text' like ? order by invitation ->> 'method' desc`,
      [ann.email, `%${before[0]?.id}%`],
    );
    expect(invitations.map(({ method }) => method)).toEqual(['REQUEST', 'CANCEL']);
    const [asked, calledOff] = invitations.map(({ text }) =>
      new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent('vevent'),
    );
    expect(asked?.getFirstPropertyValue('uid')).toBe(calledOff?.getFirstPropertyValue('uid'));
    expect(calledOff?.getFirstPropertyValue('sequence')).toBe(1);
    expect(String(asked?.getFirstPropertyValue('dtstart'))).toBe('2026-11-24T09:00:00Z');
    const file = await kofi.get(`/cab/meetings/${after[0]?.id}/calendar`);
    const [event] = new ICAL.Component(ICAL.parse(file.body)).getAllSubcomponents('vevent');
    expect(String(event?.getFirstPropertyValue('dtend'))).toBe('2026-11-25T10:00:00Z');
    expect((await own.admin.delete(`/cab/boards/${id}`)).statusCode).toBe(409);
  });

  it('lose nothing that was on their agenda, whether called off, put later or not got to', async () => {
    const { key } = await own.makeBoard();
    const change = await own.ask(key);
    const [first, second, third] = await own.coming(key);
    if (!first || !second || !third) throw new Error('It has too few meetings.');
    await vote(ann, first, change, 'approve', { comment: 'I am away on Tuesday' });
    await act(kofi, first, 'cancel', { reason: 'Nobody has time' });
    expect(await change.meeting()).toBe(second.id);
    const later = await kofi.patch(`/cab/meetings/${second.id}`, {
      scheduledAt: '2026-12-03T12:00:00Z',
    });
    expect(later.json()).toMatchObject({ cutOffAt: '2026-12-02T12:00:00.000Z' });
    await act(kofi, second, 'cancel', { reason: 'Half of us are away' });
    expect(await change.meeting()).toBe(third.id);
    await act(kofi, third, 'open');
    await act(kofi, third, 'end');
    const next = await change.meeting();
    expect((await own.coming(key)).map(({ id }) => id)).toContain(next);
    expect((await kofi.get(`/cab/meetings/${third.id}`)).json()).toMatchObject({
      state: 'ended',
      // What was said of it came with it.
      items: [{ decision: null, state: 'waiting', votes: [{ comment: 'I am away on Tuesday' }] }],
      minutes: expect.stringContaining('Not decided'),
    });
  });

  it('take what comes after their agenda was closed only where the chair admits it', async () => {
    const { key } = await own.makeBoard();
    const first = await own.ask(key);
    const [meeting] = await own.coming(key);
    if (!meeting) throw new Error('It has no meeting.');
    own.at(Date.parse('2026-11-23T09:00:00Z'));
    expect(await own.due(meeting.id)).toEqual(new Date('2026-11-24T09:00:00Z'));
    const mails = await own.world.rows<{ body: string }>(
      `select body from mail where to_address = ? and dedupe_key like ?`,
      [ann.email, `meeting:${meeting.id}:gathered%`],
    );
    expect(mails[0]?.body).toContain(first.number);
    const second = await own.ask(key, 'Too late');
    expect(await second.meeting()).not.toBe(meeting.id);
    await act(kofi, meeting, 'items', { change: second.number });
    expect(await second.meeting()).toBe(meeting.id);
    own.at(Date.parse(meeting.scheduledAt));
    await own.due(meeting.id);
    for (const who of [kofi, ann]) await vote(who, meeting, second, 'approve');
    const refused = await decide(meeting, second, { decision: 'approved' });
    expect([refused.statusCode, code(refused)]).toEqual([409, 'decision_not_carried']);
    const admitted = await decide(meeting, second, { admitted: true, decision: 'approved' });
    expect(admitted.json().items[1]).toMatchObject({ late: true, decision: 'approved' });
  });

  it('call themselves off where there is nothing to decide', async () => {
    const { key } = await own.makeBoard();
    const [meeting] = await own.coming(key);
    if (!meeting) throw new Error('It has no meeting.');
    own.at(Date.parse(meeting.scheduledAt));
    expect(await own.due(meeting.id)).toBeNull();
    expect((await kofi.get(`/cab/meetings/${meeting.id}`)).json()).toMatchObject({
      state: 'cancelled',
    });
    // There is always one whose agenda is open.
    const others = await own.coming(key);
    expect(others).toHaveLength(3);
    for (const one of others) await act(kofi, one, 'cancel', { reason: 'Holidays' });
    const change = await own.ask(key);
    expect((await own.coming(key)).map(({ id }) => id)).toContain(await change.meeting());
  });

  it('are told to who comes and to who leaves, and called off with their board', async () => {
    const { key } = await own.makeBoard();
    const [meeting] = await own.coming(key);
    if (!meeting) throw new Error('It has no meeting.');
    const members = [
      { person: kofi.email, role: 'chair' },
      { person: ann.email, role: 'member' },
      { person: own.admin.email, role: 'member' },
    ];
    await own.admin.patch(`/cab/boards/${key}`, { members });
    const sent = (who: Client, about: { id: string } = meeting) =>
      own.world.rows<{ method: string; sequence: string }>(
        `select invitation ->> 'method' as method, substring(invitation ->> 'text' from 'SEQUENCE:(\\d+)') as sequence from mail
         where to_address = ? and invitation ->> 'text' like ? order by 2`,
        [who.email, `%${about.id}%`],
      );
    expect(await sent(own.admin)).toEqual([{ method: 'REQUEST', sequence: '1' }]);
    expect(await sent(ben)).toEqual([
      { method: 'REQUEST', sequence: '0' },
      { method: 'CANCEL', sequence: '1' },
    ]);
    expect(await sent(ann)).toEqual([{ method: 'REQUEST', sequence: '0' }]);
    const file = await kofi.get(`/cab/meetings/${meeting.id}/calendar`);
    expect(file.body).toContain('SEQUENCE:1');
    const other = { key: 'short-lived', name: 'Short', timeZone: 'UTC', quorum: 1, members };
    const meets = { starts: '2026-11-24T10:00', rrule: 'FREQ=WEEKLY;BYDAY=TU' };
    await own.admin.post('/cab/boards', { ...other, meets });
    const [gone] = await own.coming('short-lived');
    expect((await own.admin.delete('/cab/boards/short-lived')).statusCode).toBe(204);
    expect(await sent(ann, gone)).toEqual([
      { method: 'REQUEST', sequence: '0' },
      { method: 'CANCEL', sequence: '1' },
    ]);
  });
});

describe('a decision of a board', () => {
  it('is what its members say, with enough of them, and holds from the end of the meeting on', async () => {
    const [meeting, change] = await begun();
    expect(code(await decide(meeting, change, { decision: 'approved' }))).toBe(
      'decision_not_carried',
    );
    const early = await decide(meeting, change, { decision: 'rejected' });
    // Whoever has begun it is there.
    expect(early.json()).toMatchObject({ verdict: 'no_quorum', takingPart: 1, quorum: 2 });
    await vote(ann, meeting, change, 'reject', { comment: 'Too early' });
    await vote(ben, meeting, change, 'approve');
    const tie = await decide(meeting, change, { decision: 'approved' });
    expect(tie.json()).toMatchObject({ verdict: 'tie' });
    await vote(ann, meeting, change, 'approve');
    const wrong = await decide(meeting, change, { decision: 'rejected' });
    expect(wrong.json()).toMatchObject({ verdict: 'approved' });
    const { version: seenVersion } = await seenOf(meeting);
    await vote(ben, meeting, change, 'approve', { comment: 'Still' });
    expect(code(await decide(meeting, change, { decision: 'approved', seenVersion }))).toBe(
      'stale_version',
    );
    const seen = await seenOf(meeting);
    await decide(meeting, change, { discussion: 'Nobody objects.' });
    const taken = await decide(meeting, change, {
      decision: 'approved',
      note: 'At last',
      seenVersion: seen.version,
    });
    expect(taken.json().items[0]).toMatchObject({
      decision: 'approved',
      votes: [{ vote: 'approve' }, { vote: 'approve' }],
    });
    expect(code(await vote(ben, meeting, change, 'reject'))).toBe('transition_not_allowed');
    await change.drive();
    expect(await change.run()).toMatchObject({ state: 'waiting' });
    expect((await act(kofi, meeting, 'end')).json()).toMatchObject({ state: 'ended' });
    await change.drive();
    expect(await change.run()).toEqual({ state: 'completed', outcome: 'approved' });
    expect(code(await decide(meeting, change, { decision: 'rejected' }))).toBe(
      'transition_not_allowed',
    );
    expect(code(await act(kofi, meeting, 'end'))).toBe('transition_not_allowed');
  });

  it('is the chair’s on a tie, sends back where it defers to nothing, and goes on where it names a meeting', async () => {
    const [meeting, change, key] = await begun();
    const other = await own.ask(key, 'Back');
    const third = await own.ask(key, 'Later');
    for (const each of [other, third]) await act(kofi, meeting, 'items', { change: each.number });
    for (const each of [change, other, third])
      await decide(meeting, each, { admitted: true, discussion: 'Long' });
    await vote(ann, meeting, change, 'reject');
    await vote(ben, meeting, change, 'approve');
    const cast = await decide(meeting, change, { decision: 'rejected', castingVote: true });
    expect(cast.json().items[0]).toMatchObject({ castingVote: true, decision: 'rejected' });
    await decide(meeting, other, { decision: 'deferred', note: 'Plan it anew' });
    const later = await decide(meeting, third, { decision: 'deferred', deferTo: 'next' });
    const { deferredTo } = later.json().items[2];
    expect(await toldOf(third)).toMatchObject({ deferred_to: { before: null, after: deferredTo } });
    await act(kofi, meeting, 'end');
    for (const each of [change, other, third]) await each.drive();
    expect(await change.run()).toMatchObject({ outcome: 'rejected' });
    expect(await other.run()).toMatchObject({ outcome: 'deferred' });
    expect(await third.run()).toMatchObject({ state: 'waiting' });
    expect(await third.meeting()).toBe(deferredTo.id);
    const { minutes } = (await kofi.get(`/cab/meetings/${meeting.id}`)).json();
    expect(minutes).toContain('Rejected by the casting vote (for 1, against 1)');
    expect(minutes).toContain('Plan it anew');
    const corrected = await kofi.patch(`/cab/meetings/${meeting.id}`, { minutes: 'We met.' });
    expect(corrected.json().minutes).toBe('We met.');
    expect((await act(kofi, meeting, 'close')).json()).toMatchObject({ state: 'closed' });
    const mails = await own.world.rows<{ body: string }>(
      `select body from mail where to_address = ? and dedupe_key like ?`,
      [ben.email, `meeting:${meeting.id}:closed%`],
    );
    expect(mails[0]?.body).toContain('We met.');
    const late = await kofi.patch(`/cab/meetings/${meeting.id}`, { minutes: 'We did not.' });
    expect(code(late)).toBe('transition_not_allowed');
  });

  it('holds the change up until its conditions are met, by whatever way', async () => {
    const [meeting, change] = await begun();
    for (const who of [ann, ben]) await vote(who, meeting, change, 'approve');
    const conditions = [
      { text: 'Tell the night shift', before: 'implement', person: ann.email },
      { text: 'Update the manual', before: 'close' },
    ];
    await decide(meeting, change, { decision: 'approved', conditions });
    expect(await toldOf(change)).toMatchObject({
      conditions: { before: [], after: ['Tell the night shift', 'Update the manual'] },
    });
    await act(kofi, meeting, 'end');
    await own.admin.patch(`/changes/${change.id}`, {
      plannedFrom: new Date(NOW - HOUR).toISOString(),
      plannedTo: new Date(NOW + HOUR).toISOString(),
    });
    const move = (status: string) => own.admin.patch(`/tickets/${change.id}`, { status });
    for (const status of ['assess', 'authorize', 'scheduled']) await move(status);
    const held = await move('implement');
    expect([held.statusCode, code(held)]).toEqual([409, 'condition_open']);
    const gate = await own.admin.get(`/changes/${change.id}/gate`);
    expect(gate.json().reasons).toEqual([
      { code: 'condition_open', detail: 'Tell the night shift', id: expect.any(String) },
    ]);
    const listed = (await own.admin.get(`/changes/${change.id}/conditions`)).json().items;
    expect(listed).toMatchObject([
      { text: 'Tell the night shift', person: { email: ann.email }, met: null },
      { text: 'Update the manual', met: null },
    ]);
    const met = (id: string) => own.admin.post(`/changes/${change.id}/conditions/${id}/met`);
    await met(listed[0].id);
    await met(listed[0].id);
    expect((await move('implement')).statusCode).toBe(200);
    await move('review');
    expect(code(await move('closed'))).toBe('condition_open');
    await met(listed[1].id);
    expect((await move('closed')).statusCode).toBe(200);
  });

  it('counts what was said where a meeting was called off after it, and nothing that was decided elsewhere', async () => {
    const { key } = await own.makeBoard();
    const change = await own.ask(key);
    const [first, second] = await own.coming(key);
    if (!first || !second) throw new Error('It has too few meetings.');
    for (const who of [ann, ben]) await vote(who, first, change, 'approve');
    await decide(first, change, { decision: 'approved' });
    await act(kofi, first, 'cancel', { reason: 'Nobody has time' });
    expect(await change.meeting()).toBe(second.id);
    expect((await kofi.get(`/cab/meetings/${second.id}`)).json().items).toMatchObject([
      { decision: null, votes: [{ vote: 'approve' }, { vote: 'approve' }] },
    ]);
    // Decided there, brought up by hand in another one, and back again.
    await decide(second, change, { decision: 'approved' });
    const [, third] = await own.coming(key);
    if (!third) throw new Error('It has too few meetings.');
    await act(kofi, third, 'items', { change: change.number });
    for (const who of [ann, ben]) await vote(who, third, change, 'reject');
    await act(kofi, third, 'cancel', { reason: 'Again' });
    expect(await change.meeting()).toBe(second.id);
    expect((await kofi.get(`/cab/meetings/${second.id}`)).json().items).toMatchObject([
      { decision: null, verdict: 'rejected' },
    ]);
  });

  it('is waited for by the process where somebody had put the change there before it', async () => {
    const { key } = await own.makeBoard();
    const [meeting] = await own.coming(key);
    if (!meeting) throw new Error('It has no meeting.');
    const { ticket } = await own.world.openTicket(own.requester, {
      type: 'change',
      title: 'Early',
    });
    await act(kofi, meeting, 'items', { change: ticket.number });
    await vote(ann, meeting, ticket, 'approve');
    const { id: runId } = await own.world.start(own.admin, `before-${key}`, ticket.id);
    await own.world.drive(runId);
    await vote(ben, meeting, ticket, 'approve');
    await decide(meeting, ticket, { decision: 'approved' });
    await act(kofi, meeting, 'open');
    await act(kofi, meeting, 'end');
    await own.world.drive(runId);
    expect(await own.world.rows('select outcome from run where id = ?', [runId])).toEqual([
      { outcome: 'approved' },
    ]);
  });

  it('is not cast by who asked for the change, and takes no word away afterwards', async () => {
    const { key } = await own.makeBoard({ quorum: 3 });
    const mine = await own.ask(key, 'The chair’s own', kofi);
    const [meeting] = await own.coming(key);
    if (!meeting) throw new Error('It has no meeting.');
    const held = meeting;
    await act(own.dina, held, 'open');
    await vote(ann, held, mine, 'approve');
    await vote(ben, held, mine, 'reject');
    await vote(own.dina, held, mine, 'abstain');
    const cast = { decision: 'approved', castingVote: true };
    expect(code(await decide(held, mine, cast))).toBe('own_request');
    await vote(own.dina, held, mine, 'recused');
    expect(code(await decide(held, mine, cast, own.dina))).toBe('not_permitted');
    await vote(own.dina, held, mine, 'abstain');
    expect((await decide(held, mine, cast, own.dina)).statusCode).toBe(200);
    // The chair has no casting vote here, and may still write down what is said.
    expect((await decide(held, mine, { discussion: 'Ann was careless.' })).statusCode).toBe(200);
    const { items } = (await own.admin.get(`/tickets/${mine.id}/events?limit=200`)).json();
    expect(items.map(({ type }: { type: string }) => type)).toContain('meeting.decided');
    await own.admin.patch(`/tickets/${mine.id}`, { requester: own.requester.email });
    const told = (await own.requester.get(`/tickets/${mine.id}/events?limit=200`)).json().items;
    expect(told.map(({ type }: { type: string }) => type)).not.toContain('meeting.decided');
    expect(JSON.stringify(told)).not.toContain('careless');
  });

  it('stands where it was put, whatever has left the agenda', async () => {
    const { key } = await own.makeBoard();
    const [meeting] = await own.coming(key);
    if (!meeting) throw new Error('It has no meeting.');
    const held = meeting;
    const asked: Asked[] = [];
    for (const title of ['A', 'B', 'C', 'D']) asked.push(await own.ask(key, title));
    const [a, b, , d] = asked;
    if (!a || !b || !d) throw new Error('There are four.');
    const listed = async (ticket: Asked) =>
      (await own.requester.get(`/cab/meetings?change=${ticket.number}`)).json().items;
    expect(await listed(b)).toMatchObject([{ id: meeting.id }]);
    await own.admin.post(`/runs/${a.runId}/cancel`, { reason: 'Not wanted' });
    await a.drive();
    expect(await listed(a)).toEqual([]);
    const order = async () =>
      (await kofi.get(`/cab/meetings/${meeting.id}`))
        .json()
        .items.map((one: { ticket: { title: string } }) => one.ticket.title)
        .join('');
    expect(await order()).toBe('BCD');
    await decide(held, b, { position: 1 });
    expect(await order()).toBe('CBD');
    await decide(held, d, { position: 1 });
    expect(await order()).toBe('CDB');
    expect(
      await own.world.rows(
        `select count(*)::int as told from event where type = 'meeting.agenda-removed' and subject_id = ?`,
        [meeting.id],
      ),
    ).toEqual([{ told: 1 }]);
  });

  it('is known by the number of its change as well as by its id', async () => {
    const { key } = await own.makeBoard({ quorum: 1 });
    const [one, other] = [await own.ask(key, 'One'), await own.ask(key, 'Other')];
    const [meeting] = await own.coming(key);
    if (!meeting) throw new Error('It has no meeting.');
    await act(kofi, meeting, 'open');
    const path = `/cab/meetings/${meeting.id}`;
    const number = one.number.toLowerCase();
    expect((await ann.get(`${path}/items/${number}`)).json().change.number).toBe(one.number);
    const voted = await ann.post(`${path}/items/${number}/votes`, { vote: 'approve' });
    expect(voted.json().items[0]).toMatchObject({ takingPart: 2, verdict: 'approved' });
    const turned = await kofi.patch(path, { current: other.number });
    expect(turned.json().current).toBe(other.id);
    const decided = await kofi.patch(`${path}/items/${number}`, { decision: 'approved' });
    expect(decided.json().items[0].decision).toBe('approved');
    // Its process waits for the board.
    expect((await kofi.delete(`${path}/items/${other.number}`)).statusCode).toBe(409);
    const { ticket } = await own.world.openTicket(kofi, { type: 'change', title: 'Elsewhere' });
    for (const ref of [ticket.number, ticket.id]) {
      expect((await ann.get(`${path}/items/${ref}`)).statusCode).toBe(404);
      const vote = await ann.post(`${path}/items/${ref}/votes`, { vote: 'approve' });
      expect(vote.statusCode).toBe(404);
      const pointed = await kofi.patch(path, { current: ref });
      expect(pointed.json().errors).toMatchObject([{ pointer: '/current' }]);
    }
    expect((await ann.get(`${path}/items/none`)).statusCode).toBe(404);
  });

  it('is not what is talked about any more once it is off the agenda', async () => {
    const { key } = await own.makeBoard();
    await own.ask(key);
    const [meeting] = await own.coming(key);
    const { ticket } = await own.world.openTicket(kofi, { type: 'change', title: 'By hand' });
    const path = `/cab/meetings/${meeting?.id}`;
    await kofi.post(`${path}/items`, { change: ticket.number });
    await kofi.post(`${path}/open`);
    expect((await kofi.delete(`${path}/items/${ticket.number}`)).statusCode).toBe(200);
    const pointed = await kofi.patch(path, { current: ticket.id });
    expect(pointed.json().errors).toMatchObject([{ pointer: '/current' }]);
  });

  it('is counted by itself where nobody meets', async () => {
    const { key } = await own.makeBoard({ virtual: true, cutOffMinutes: 0, minutes: 120 });
    const [yes, none] = [await own.ask(key), await own.ask(key, 'Nobody cares')];
    const [meeting, next] = await own.coming(key);
    if (!meeting) throw new Error('It has no meeting.');
    own.at(Date.parse(meeting.scheduledAt));
    const ends = Date.parse(meeting.scheduledAt) + 2 * HOUR;
    expect(await own.due(meeting.id)).toEqual(new Date(ends));
    for (const who of [ann, ben]) await vote(who, meeting, yes, 'approve');
    own.at(ends);
    expect(await own.due(meeting.id)).toBeNull();
    await yes.drive();
    expect(await yes.run()).toMatchObject({ outcome: 'approved' });
    expect(await none.meeting()).toBe(next?.id);
  });
});

describe('who sits on a board', () => {
  it('sees its meetings and votes without any role; nobody else does, and nobody on what they asked for', async () => {
    const [meeting, change, key] = await begun();
    const stranger = own.requester;
    expect((await stranger.get(`/cab/meetings/${meeting.id}`)).statusCode).toBe(404);
    expect((await stranger.get('/cab/meetings')).json().items).toEqual([]);
    expect((await vote(stranger, meeting, change, 'approve')).statusCode).toBe(404);
    const seen = (await ann.get(`/cab/meetings/${meeting.id}`)).json();
    expect([seen.allowed, seen.items[0].allowed]).toEqual([['attend'], ['vote']]);
    expect((await ann.get(item(meeting, change))).json()).toMatchObject({
      description: '',
      conflicts: null,
      risk: {
        risk: null,
        suggested: 'medium',
        reasons: [{ points: 20 }, { points: 10 }],
      },
      change: { number: change.number, kind: 'normal', requester: { email: stranger.email } },
    });
    expect((await ann.get(`/changes/${change.id}`)).statusCode).toBe(403);
    expect((await stranger.get(item(meeting, change))).statusCode).toBe(404);
    expect((await act(ann, meeting, 'end')).statusCode).toBe(403);
    expect((await decide(meeting, change, { decision: 'deferred' }, ann)).statusCode).toBe(403);
    expect((await vote(ann, meeting, change, 'approve', { for: ben.email })).statusCode).toBe(403);
    const entered = await vote(own.dina, meeting, change, 'approve', { for: ben.email });
    expect(entered.json().items[0].votes).toMatchObject([
      { person: { email: ben.email }, enteredBy: { email: own.dina.email } },
    ]);

    const mine = await own.ask(key, 'Mine', ann);
    await act(kofi, meeting, 'items', { change: mine.number });
    expect(code(await vote(ann, meeting, mine, 'approve'))).toBe('own_request');
    expect((await vote(ann, meeting, mine, 'recused')).statusCode).toBe(200);
    const there = await ben.put(`/cab/meetings/${meeting.id}/attendance`, {
      person: ben.email,
      attendance: 'present',
    });
    // Who begins it and who writes down votes are there, too.
    expect(there.json().items[1]).toMatchObject({ takingPart: 3 });
  });

  it('takes nothing from a process that goes on without them', async () => {
    const [meeting, change] = await begun();
    expect(code(await kofi.delete(item(meeting, change)))).toBe('transition_not_allowed');
    await own.admin.post(`/runs/${change.runId}/cancel`, { reason: 'Not wanted' });
    await change.drive();
    const { items, version } = (await kofi.get(`/cab/meetings/${meeting.id}`)).json();
    expect([items, version > 1]).toEqual([[], true]);
    const stale = await kofi.post(`/cab/meetings/${meeting.id}/end`, undefined, {
      'if-match': '"v1"',
    });
    expect(stale.statusCode).toBe(412);
  });
});
