/** Whoever stands in for a member of a board: what they see, are sent, may say, and how they count, over HTTP and a real mail server. */
import ICAL from 'ical.js';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type MailSender, startMailSender } from '#activities/mail-sender.ts';
import type { Client } from '../../support/app.ts';
import { eventually } from '../../support/eventually.ts';
import { type Letter, type Mailbox, openMailbox } from '../../support/mailbox.ts';
import { type BoardWorld, createBoardWorld, HOUR, NOW } from './board-world.ts';
import {
  act,
  code,
  createDelegating,
  decide,
  item,
  type Made,
  seenBy,
  thereAs,
  vote,
} from './in-meetings.ts';

let own: BoardWorld;
let kofi: Client;
let dina: Client;
let ann: Client;
let ben: Client;
let ines: Client;
let joe: Client;
const person = (name: string) => own.test.signInAs([], { email: `${name}@example.test`, name });
beforeAll(async () => {
  own = await createBoardWorld();
  ({ kofi, dina, ann, ben } = own);
  const person = (name: string) => own.test.signInAs([], { email: `${name}@example.test`, name });
  [ines, joe] = await Promise.all([person('ines'), person('joe')]);
});
afterAll(() => own?.close());
beforeEach(() => own.at(NOW));
const { delegate, made } = createDelegating();

type Asked = Awaited<ReturnType<BoardWorld['ask']>>;
type Meeting = Made & { scheduledAt: string };
const at = (hours: number) => new Date(NOW + hours * HOUR).toISOString();
const seen = (meeting: Made, who: Client = kofi) => seenBy(who, meeting);
type Vote = { person: { name: string }; standIn: { name: string } | null; vote: string };
const said = ({ votes }: { votes: Vote[] }) =>
  votes.map((one) => [one.person.name, one.standIn?.name ?? null, one.vote]).sort();
const there = (meeting: Made) => thereAs(kofi, meeting);

/** A board, a change before it, and its first meeting. */
async function planned(fields: object = {}): Promise<[Meeting, Asked, string]> {
  const { key } = await own.makeBoard(fields);
  const change = await own.ask(key);
  const [meeting] = await own.coming(key);
  if (!meeting) throw new Error('It has no meeting.');
  return [meeting, change, key];
}
async function begun(fields: object = {}, by = kofi): Promise<[Meeting, Asked, string]> {
  const all = await planned(fields);
  expect((await act(by, all[0], 'open')).statusCode).toBe(200);
  return all;
}

describe('who stands in for a member of a board', () => {
  it('sees its meetings, votes before and in them, and is who the member is there through', async () => {
    const [meeting, change, key] = await planned();
    expect((await ines.get(`/cab/meetings/${meeting.id}`)).statusCode).toBe(404);
    expect((await vote(ines, meeting, change, 'approve')).statusCode).toBe(404);
    await delegate(ann, [ines]);
    const listed = (await ines.get('/cab/meetings?state=planned')).json().items;
    expect(listed.map(({ id }: Made) => id)).toContain(meeting.id);
    const shown = await seen(meeting, ines);
    expect(shown).toMatchObject({
      allowed: ['attend'],
      standIns: [{ person: { name: 'ines' }, for: { name: 'ann' }, now: true }],
      items: [{ allowed: ['standIn'], speaksFor: [{ name: 'ann' }] }],
    });
    expect((await ines.get(item(meeting, change))).statusCode).toBe(200);
    expect((await own.admin.get(`/cab/boards/${key}`)).json().standIns).toMatchObject([
      { person: { email: ines.email }, for: { email: ann.email } },
    ]);
    const voted = await vote(ines, meeting, change, 'reject', { comment: 'Ann would not' });
    expect(said(voted.json().items[0])).toEqual([['ann', 'ines', 'reject']]);
    expect(voted.json().items[0].votes[0]).toMatchObject({ enteredBy: null });
    expect(await there(meeting)).toEqual([]);
    await act(kofi, meeting, 'open');
    await vote(ines, meeting, change, 'approve');
    await vote(ben, meeting, change, 'approve');
    expect(await there(meeting)).toEqual([
      ['kofi', 'present', null],
      ['ann', 'present', 'ines'],
      ['ben', 'present', null],
    ]);
    expect((await decide(ines, meeting, change, { decision: 'approved' })).statusCode).toBe(403);
    await decide(kofi, meeting, change, { decision: 'approved' });
    await act(kofi, meeting, 'end');
    await change.drive();
    expect(await change.run()).toMatchObject({ outcome: 'approved' });
    const { minutes } = await seen(meeting);
    expect(minutes).toContain('Present: kofi (chair), ann, through ines, ben');
    expect(minutes).toContain('Approved (for 2, ines for ann)');
    const events = await own.world.rows<{ data: object }>(
      `select data from event where subject_id = ? and type = 'meeting.voted' order by seq`,
      [meeting.id],
    );
    expect(events[0]?.data).toMatchObject({ voter: ann.personId, standIn: ines.personId });
  });

  it('is heard no more once the member says it themselves, before or after', async () => {
    const [meeting, change] = await begun();
    await delegate(ann, [ines, joe]);
    await vote(ines, meeting, change, 'approve');
    await vote(joe, meeting, change, 'abstain');
    expect(said((await seen(meeting)).items[0])).toEqual([['ann', 'joe', 'abstain']]);
    const replaced = await vote(ann, meeting, change, 'reject');
    expect(said(replaced.json().items[0])).toEqual([['ann', null, 'reject']]);
    expect(await there(meeting)).toContainEqual(['ann', 'present', null]);
    const refused = await vote(ines, meeting, change, 'approve');
    expect([refused.statusCode, code(refused)]).toEqual([409, 'already_voted']);
    expect((await seen(meeting, ines)).items[0]).toMatchObject({ allowed: [], speaksFor: [] });
    expect((await seen(meeting)).items[0]).toMatchObject({
      takingPart: 2,
      count: { approve: 0, reject: 1 },
    });
    // At the same moment it is the same, whoever comes first.
    const race = await begun();
    await Promise.all([
      vote(ines, race[0], race[1], 'approve'),
      vote(ann, race[0], race[1], 'reject'),
    ]);
    expect(said((await seen(race[0])).items[0])).toEqual([['ann', null, 'reject']]);
    // What the chair writes down is the member's own word.
    const other = await begun();
    await vote(kofi, other[0], other[1], 'reject', { for: ann.email });
    expect(code(await vote(ines, other[0], other[1], 'approve'))).toBe('already_voted');
  });

  it('is one of those who take part, for however many they stand in, and beside their own seat', async () => {
    const [meeting, change] = await planned({ quorum: 2 });
    await delegate(ann, [ines]);
    await delegate(ben, [ines]);
    const one = await vote(ines, meeting, change, 'approve');
    expect(said(one.json().items[0])).toEqual([
      ['ann', 'ines', 'approve'],
      ['ben', 'ines', 'approve'],
    ]);
    expect(one.json().items[0]).toMatchObject({
      takingPart: 1,
      verdict: 'no_quorum',
      count: { approve: 1 },
    });
    expect(code(await decide(kofi, meeting, change, { decision: 'approved' }))).toBe(
      'decision_not_carried',
    );
    // For one of them something else: who speaks stands for one side.
    await vote(ines, meeting, change, 'reject', { for: ben.email });
    const tied = await vote(kofi, meeting, change, 'approve');
    expect(tied.json().items[0]).toMatchObject({
      takingPart: 2,
      verdict: 'tie',
      count: { approve: 1, reject: 1 },
    });

    const [second, another] = await planned({ quorum: 2 });
    await delegate(dina, [kofi]);
    const chair = await vote(kofi, second, another, 'approve');
    expect(said(chair.json().items[0])).toEqual([
      ['dina', 'kofi', 'approve'],
      ['kofi', null, 'approve'],
    ]);
    expect(chair.json().items[0]).toMatchObject({ takingPart: 1, verdict: 'no_quorum' });
    await vote(dina, second, another, 'reject');
    expect((await seen(second)).items[0]).toMatchObject({ takingPart: 2, verdict: 'tie' });
  });

  it('says nothing for who asked for the change or stepped back from it, and nothing at all on their own', async () => {
    const { key } = await own.makeBoard();
    const anns = await own.ask(key, 'Ann’s', ann);
    const mine = await own.ask(key, 'Ines’s', ines);
    const other = await own.ask(key, 'Somebody’s');
    const [meeting] = await own.coming(key);
    if (!meeting) throw new Error('It has no meeting.');
    await delegate(ann, [ines]);
    expect(code(await vote(ines, meeting, anns, 'approve'))).toBe('own_request');
    expect(code(await vote(ines, meeting, mine, 'approve'))).toBe('own_request');
    await vote(ann, meeting, other, 'recused');
    expect(code(await vote(ines, meeting, other, 'approve'))).toBe('already_voted');
    const { items } = await seen(meeting, ines);
    const may = ({ allowed }: { allowed: string[] }) => allowed;
    // Who does not sit there may step back from what one of the two has asked for, and nothing else.
    expect(items.map(may)).toEqual([['standIn', 'recuse'], ['standIn', 'recuse'], []]);
    expect((await seen(meeting)).items[1].standIns).toEqual([]);
    const back = await vote(ines, meeting, mine, 'recused');
    expect(back.json().items[1]).toMatchObject({ takingPart: 0, count: { recused: 1 } });
    await vote(ann, meeting, mine, 'approve');
    expect(code(await vote(ines, meeting, mine, 'recused'))).toBe('own_request');
    // A member who steps back does so also as who stands in.
    const third = await own.ask(key, 'Another');
    await delegate(dina, [ben]);
    await vote(ben, meeting, third, 'approve', { for: dina.email });
    const stepped = await vote(ben, meeting, third, 'recused');
    expect(stepped.json().items[3]).toMatchObject({ takingPart: 0, count: { recused: 1 } });
    const refused = await vote(ben, meeting, third, 'approve', { for: dina.email });
    expect([refused.statusCode, code(refused)]).toEqual([403, 'not_permitted']);
  });

  it('says nothing where only who asked for the change lends them the word', async () => {
    const [meeting, change] = await (async () => {
      const { key } = await own.makeBoard();
      const mine = await own.ask(key, 'Of Ines', ines);
      const [first] = await own.coming(key);
      if (!first) throw new Error('It has no meeting.');
      return [first, mine] as const;
    })();
    const { key } = (await seen(meeting)).board;
    const other = await own.ask(key, 'Of somebody');
    await delegate(ann, [ines]);
    await delegate(ines, [joe]);
    expect(code(await vote(joe, meeting, change, 'approve'))).toBe('own_request');
    expect((await vote(joe, meeting, other, 'approve')).statusCode).toBe(200);
    const { items } = await seen(meeting, joe);
    expect(items.map(({ allowed }: { allowed: string[] }) => allowed)).toEqual([
      ['standIn', 'recuse'],
      ['standIn'],
    ]);
    expect(items[0].standIns).toEqual([]);
    // By another way it is the member who lends it.
    await delegate(ann, [joe]);
    expect((await vote(joe, meeting, change, 'approve')).statusCode).toBe(200);
    expect((await seen(meeting)).items[0].standIns).toMatchObject([{ person: { name: 'joe' } }]);

    // Nor do they break a tie for a chair who has them only so.
    const { key: another } = await own.makeBoard();
    const tied = await own.ask(another, 'Of Dina', ben);
    const [held] = await own.coming(another);
    if (!held) throw new Error('It has no meeting.');
    await delegate(kofi, [ben]);
    const max = await person('max');
    await delegate(ben, [max]);
    await act(own.admin, held, 'open');
    await vote(ann, held, tied, 'approve');
    await vote(dina, held, tied, 'reject');
    await dina.put(`/cab/meetings/${held.id}/attendance`, {
      person: dina.email,
      attendance: 'excused',
    });
    const cast = { decision: 'approved', castingVote: true };
    expect((await decide(max, held, tied, cast)).statusCode).toBe(403);
    expect((await seen(held, max)).items[0].allowed).not.toContain('cast');
  });

  it('is heard no more where the one by whom they stand in comes to be who asked for the change', async () => {
    const [meeting, change, key] = await planned();
    const other = await own.ask(key, 'Of somebody');
    await delegate(ann, [ines]);
    await delegate(ines, [joe]);
    for (const one of [change, other]) {
      await vote(joe, meeting, one, 'approve');
      await vote(ben, meeting, one, 'approve');
    }
    expect((await seen(meeting)).items[0]).toMatchObject({ takingPart: 2, verdict: 'approved' });
    await act(kofi, meeting, 'open');
    const attends = { person: ann.email, attendance: 'present' };
    await joe.put(`/cab/meetings/${meeting.id}/attendance`, attends);
    expect(await there(meeting)).toContainEqual(['ann', 'present', 'joe']);
    const moved = await own.admin.patch(`/tickets/${change.id}`, { requester: ines.email });
    expect(moved.statusCode, moved.body).toBe(200);
    // Beside the member who spoke there is only the chair, who has begun it.
    expect((await seen(meeting)).items).toMatchObject([
      { takingPart: 2, count: { approve: 1 } },
      { takingPart: 3, count: { approve: 2 } },
    ]);
    await vote(ben, meeting, change, 'recused');
    const refused = await decide(kofi, meeting, change, { decision: 'approved' });
    expect([refused.statusCode, code(refused)]).toEqual([409, 'decision_not_carried']);
    // By another way it is the member who lends it, and lent it from the first.
    await delegate(ann, [joe]);
    expect((await seen(meeting)).items[0]).toMatchObject({ takingPart: 2, count: { approve: 1 } });
  });

  it('may be asked by who stands in themselves, as far as five and only at all processes', async () => {
    const [meeting, change, key] = await planned();
    await delegate(ann, [ines]);
    await delegate(ines, [joe]);
    expect(said((await vote(joe, meeting, change, 'approve')).json().items[0])).toEqual([
      ['ann', 'joe', 'approve'],
    ]);
    // Round and round: nobody stands in for themselves.
    await delegate(joe, [ann]);
    expect((await seen(meeting, ann)).items[0]).toMatchObject({
      allowed: ['vote'],
      speaksFor: [],
    });
    const chain = [dina];
    for (const name of ['one', 'two', 'three', 'four', 'five', 'six']) {
      const next = await person(name);
      await delegate(chain.at(-1) ?? dina, [next]);
      chain.push(next);
    }
    const reached = await Promise.all(
      chain.slice(1).map(async (one) => (await one.get(`/cab/meetings/${meeting.id}`)).statusCode),
    );
    expect(reached).toEqual([200, 200, 200, 200, 200, 404]);
    await delegate(ben, [own.requester], { processes: [`before-${key}`] });
    expect((await own.requester.get(`/cab/meetings/${meeting.id}`)).statusCode).toBe(404);
  });

  it('runs the meeting for the chair, and has the casting vote only where neither chair nor deputy is there', async () => {
    await delegate(kofi, [ines]);
    const [meeting, change] = await begun({}, ines);
    expect(await there(meeting)).toEqual([['kofi', 'present', 'ines']]);
    expect((await seen(meeting, ines)).allowed).toEqual(
      expect.arrayContaining(['current', 'end', 'attendance', 'attend']),
    );
    await vote(ann, meeting, change, 'approve');
    await vote(ines, meeting, change, 'reject');
    const cast = { decision: 'rejected', castingVote: true };
    const note = (person: Client, attendance: string | null) =>
      ines.put(`/cab/meetings/${meeting.id}/attendance`, { person: person.email, attendance });
    await note(dina, 'present');
    const refused = await decide(ines, meeting, change, cast);
    expect([refused.statusCode, code(refused)]).toEqual([403, 'not_permitted']);
    await note(dina, 'excused');
    expect((await decide(ines, meeting, change, cast)).json().items[0]).toMatchObject({
      decision: 'rejected',
      castingVote: true,
    });
    expect((await act(ines, meeting, 'end')).statusCode).toBe(200);
    // It is theirs no more when the standing in is over, and they still see what they took part in.
    await kofi.post(`/delegations/${made[0]?.id}/end`);
    expect((await act(ines, meeting, 'close')).statusCode).toBe(403);
    expect((await seen(meeting, ines)).state).toBe('ended');
  });

  it('has no casting vote for a chair who asked for the change', async () => {
    const { key } = await own.makeBoard();
    const change = await own.ask(key, 'The chair’s own', kofi);
    const [meeting] = await own.coming(key);
    if (!meeting) throw new Error('It has no meeting.');
    await delegate(kofi, [ines]);
    await act(ines, meeting, 'open');
    await vote(ann, meeting, change, 'approve');
    await vote(ben, meeting, change, 'reject');
    const cast = { decision: 'rejected', castingVote: true };
    expect(code(await decide(ines, meeting, change, cast))).toBe('own_request');
  });
});

describe('the attendance of a member', () => {
  it('is through who stands in for them, until they come themselves', async () => {
    const [meeting] = await begun();
    await delegate(ann, [ines]);
    const note = (who: Client, body: object) =>
      who.put(`/cab/meetings/${meeting.id}/attendance`, { person: ann.email, ...body });
    const throughInes = ['ann', 'present', 'ines'];
    await note(ann, { attendance: 'excused' });
    expect((await note(ines, { attendance: null })).statusCode).toBe(403);
    expect((await note(ines, { attendance: 'present' })).statusCode).toBe(200);
    expect(await there(meeting)).toContainEqual(throughInes);
    expect((await seen(meeting)).items[0]).toMatchObject({ takingPart: 2 });
    expect((await note(ines, { attendance: 'excused' })).statusCode).toBe(403);
    expect((await note(ines, { attendance: 'present', through: null })).statusCode).toBe(403);
    expect((await note(joe, { attendance: 'present' })).statusCode).toBe(404);
    expect((await note(ben, { attendance: 'present' })).statusCode).toBe(403);
    expect((await note(ines, { attendance: null })).statusCode).toBe(200);
    const wrong = await note(kofi, { attendance: 'present', through: joe.email });
    expect(wrong.json().errors).toMatchObject([{ pointer: '/through' }]);
    await note(kofi, { attendance: 'present', through: ines.email });
    expect(await there(meeting)).toContainEqual(throughInes);
    await note(ann, { attendance: 'present' });
    expect(await there(meeting)).toContainEqual(['ann', 'present', null]);
    expect((await note(ines, { attendance: 'present' })).statusCode).toBe(403);
  });
});

describe('the invitations of who stands in', () => {
  let mailbox: Mailbox;
  let sender: MailSender;
  beforeAll(async () => {
    mailbox = await openMailbox();
    sender = startMailSender({
      store: own.test.store,
      smtpUrl: mailbox.url,
      from: 'perdura@test',
      log: pino({ level: 'silent' }),
    });
  });
  afterAll(async () => {
    await sender?.stop();
    await mailbox?.close();
  });

  type Kept = { method: string; uid: string; sequence: number; starts: string; from: unknown };
  /** What a calendar would take in of a mail. */
  function keptOf({ text }: Letter): Kept | null {
    const part = /filename=invite\.ics[\s\S]*?\n\n([\w+/=\s]+)/.exec(
      text.replaceAll('\r', ''),
    )?.[1];
    const source = part === undefined ? '' : Buffer.from(part, 'base64').toString('utf8');
    if (!source.startsWith('BEGIN:VCALENDAR')) return null;
    const calendar = new ICAL.Component(ICAL.parse(source));
    const event = calendar.getFirstSubcomponent('vevent');
    const attendee = event
      ?.getAllProperties('attendee')
      .find((one) => one.getParameter('delegated-from') !== undefined);
    return {
      method: String(calendar.getFirstPropertyValue('method')),
      uid: String(event?.getFirstPropertyValue('uid')),
      sequence: Number(event?.getFirstPropertyValue('sequence')),
      starts: String(event?.getFirstPropertyValue('dtstart')),
      from: attendee?.getParameter('delegated-from'),
    };
  }
  const keptBy = ({ email }: Client, { id }: Made): Kept[] =>
    mailbox.letters
      .filter(({ to }) => to.includes(email))
      .flatMap((letter) => keptOf(letter) ?? [])
      .filter(({ uid }) => uid.includes(id));
  const arrived = (who: Client, meeting: Made, count: number) =>
    eventually(`${count} for ${who.email}`, async () => {
      sender.wake();
      const kept = keptBy(who, meeting).toSorted((a, b) => a.sequence - b.sequence);
      if (kept.length < count) throw new Error(`There are ${kept.length}.`);
      expect(kept).toHaveLength(count);
      return kept;
    });

  it('come when it covers the hour of the meeting, follow it, and are called off with it', async () => {
    const [first] = await planned();
    const [, second] = await own.coming((await seen(first)).board.key);
    if (!second) throw new Error('It has too few meetings.');
    // From Monday to Friday: the first meeting lies in it, the second does not.
    const id = await delegate(ann, [ines], { from: at(72), until: at(168) });
    const [asked] = await arrived(ines, first, 1);
    expect(asked).toMatchObject({
      method: 'REQUEST',
      starts: '2026-11-24T09:00:00Z',
      from: `mailto:${ann.email}`,
    });
    expect(keptBy(ines, second)).toEqual([]);
    // They read what they are invited to, and may say nothing yet.
    expect(await seen(first, ines)).toMatchObject({
      allowed: [],
      items: [{ allowed: [] }],
      standIns: [{ person: { name: 'ines' }, now: false }],
    });
    expect((await ines.get(`/cab/meetings/${second.id}`)).statusCode).toBe(404);

    const changed = await ann.patch(`/delegations/${id}`, { from: at(240), until: at(400) });
    expect(changed.statusCode, changed.body).toBe(200);
    const [, gone] = await arrived(ines, first, 2);
    expect(gone).toMatchObject({ method: 'CANCEL', uid: asked?.uid });
    expect((await ines.get(`/cab/meetings/${first.id}`)).statusCode).toBe(404);
    const [later] = await arrived(ines, second, 1);
    expect(later?.method).toBe('REQUEST');

    await kofi.patch(`/cab/meetings/${second.id}`, { scheduledAt: at(300) });
    const moved = (await arrived(ines, second, 2))[1];
    expect(moved).toMatchObject({ method: 'REQUEST', uid: later?.uid });
    expect(moved?.starts).not.toBe(later?.starts);
    await ann.post(`/delegations/${id}/end`);
    const over = (await arrived(ines, second, 3))[2];
    expect(over).toMatchObject({ method: 'CANCEL', uid: later?.uid });
    // A calendar takes in what has a higher sequence.
    expect(over?.sequence).toBeGreaterThan(moved?.sequence ?? Number.POSITIVE_INFINITY);
    expect(keptBy(joe, second)).toEqual([]);
  });

  it('go with a meeting that leaves their time, is called off, or takes them on as a member', async () => {
    const [first, , key] = await planned();
    const [, second, third] = await own.coming(key);
    if (!second || !third) throw new Error('It has too few meetings.');
    await delegate(ann, [joe], { until: at(336) });
    await arrived(joe, first, 1);
    await arrived(joe, second, 1);
    expect(keptBy(joe, third)).toEqual([]);
    await kofi.patch(`/cab/meetings/${first.id}`, { scheduledAt: at(400) });
    expect((await arrived(joe, first, 2))[1]?.method).toBe('CANCEL');
    await kofi.post(`/cab/meetings/${second.id}/cancel`, { reason: 'Nobody has time' });
    expect((await arrived(joe, second, 2))[1]?.method).toBe('CANCEL');
    await kofi.patch(`/cab/meetings/${first.id}`, { scheduledAt: at(300) });
    expect((await arrived(joe, first, 3))[2]?.method).toBe('REQUEST');
    const { members } = (await own.admin.get(`/cab/boards/${key}`)).json();
    await own.admin.patch(`/cab/boards/${key}`, {
      members: [
        ...members.map(({ person, role }: { person: Made; role: string }) => ({
          person: person.id,
          role,
        })),
        { person: joe.email, role: 'member' },
      ],
    });
    const kept = await arrived(joe, first, 4);
    expect(kept.map(({ method }) => method)).toEqual(['REQUEST', 'CANCEL', 'REQUEST', 'REQUEST']);
  });

  it('come also where the meeting is moved into their time at the same moment', async () => {
    for (let times = 0; times < 4; times += 1) {
      const [meeting] = await planned();
      const span = { from: at(190), until: at(210) };
      const [, moved] = await Promise.all([
        delegate(ann, [ines], span),
        kofi.patch(`/cab/meetings/${meeting.id}`, { scheduledAt: at(200) }),
      ]);
      expect(moved.statusCode, moved.body).toBe(200);
      expect(
        await own.world.rows(
          'select person_id from cab_invited where meeting_id = ? and invited_at is not null',
          [meeting.id],
        ),
      ).toEqual([{ person_id: ines.personId }]);
      await ann.post(`/delegations/${made.pop()?.id}/end`);
    }
  });

  it('are gone with who may not sign in any more, and come again with them', async () => {
    const [meeting] = await planned();
    await delegate(ben, [joe]);
    const [asked] = await arrived(joe, meeting, 1);
    const switched = (active: boolean) => own.admin.patch(`/users/${joe.personId}`, { active });
    const woken = async () =>
      (
        await own.world.rows<{ target: string }>(
          `delete from outbox where kind = 'cab' and target = ? returning target`,
          [meeting.id],
        )
      ).length;
    await woken();
    const off = await switched(false);
    expect(off.statusCode, off.body).toBe(200);
    expect(await woken()).toBe(1);
    await own.due(meeting.id);
    expect(
      await own.world.rows('select invited_at from cab_invited where meeting_id = ?', [meeting.id]),
    ).toEqual([{ invited_at: null }]);
    expect((await arrived(joe, meeting, 2))[1]).toMatchObject({
      method: 'CANCEL',
      uid: asked?.uid,
    });
    await switched(true);
    expect(await woken()).toBe(1);
    await own.due(meeting.id);
    const [, , again] = await arrived(joe, meeting, 3);
    expect(again?.method).toBe('REQUEST');
  });

  it('are told of to who stands in, where there is a board and it is for all processes', async () => {
    const body = async (id: string) =>
      (
        await own.world.rows<{ body: string }>('select body from mail where dedupe_key like ?', [
          `delegation:${id}:%`,
        ])
      )[0]?.body;
    const [, , key] = await planned();
    const first = await delegate(ann, [ines]);
    expect(await body(first)).toContain('on the boards they sit on');
    const some = { processes: [`before-${key}`] };
    expect(await body(await delegate(ann, [joe], some))).not.toContain('boards');
    // A chain reaches the board, and its next link is told so.
    expect(await body(await delegate(ines, [joe]))).toContain('on the boards they sit on');
    await ann.post(`/delegations/${first}/end`);
    expect(await body(await delegate(ines, [joe]))).not.toContain('boards');
  });

  it('are called off with who is erased, who is not written to', async () => {
    const [meeting] = await planned();
    const zoe = await person('zoe');
    await delegate(ben, [zoe]);
    await arrived(zoe, meeting, 1);
    await own.world.rows(`delete from outbox where kind = 'cab' returning target`);
    const erased = await own.admin.post(`/users/${zoe.personId}/erase`);
    expect(erased.statusCode, erased.body).toBeLessThan(300);
    expect(
      await own.world.rows(`select target from outbox where kind = 'cab' and target = ?`, [
        meeting.id,
      ]),
    ).not.toEqual([]);
    await own.due(meeting.id);
    expect(
      await own.world.rows(
        `select invited_at, (select count(*)::int from mail where person_id = ? and dedupe_key like 'meeting:%relieved%') as mails
         from cab_invited where meeting_id = ?`,
        [zoe.personId, meeting.id],
      ),
    ).toEqual([{ invited_at: null, mails: 0 }]);
  });

  it('leave nobody without the agenda who is back before the meeting', async () => {
    const [meeting] = await planned();
    // Away at the cut-off, back an hour before it meets.
    await delegate(ann, [ines], { away: true, until: at(95) });
    own.at(NOW + 72 * HOUR);
    await own.due(meeting.id);
    const told = await own.world.rows<{ to_address: string }>(
      'select to_address from mail where dedupe_key like ? order by to_address',
      [`meeting:${meeting.id}:gathered:%`],
    );
    expect(told.map((one) => one.to_address)).toEqual(
      [ann, ben, dina, kofi].map(({ email }) => email).sort(),
    );
  });

  it('are followed by what there is to read, which goes to nobody who is away, and by the minutes', async () => {
    const [meeting, change] = await planned();
    await delegate(ann, [ines], { away: true });
    own.at(NOW + 72 * HOUR);
    await own.due(meeting.id);
    const sent = (kind: string) =>
      own.world.rows<{ to_address: string; body: string }>(
        'select to_address, body from mail where dedupe_key like ? order by to_address',
        [`meeting:${meeting.id}:${kind}:%`],
      );
    const agenda = await sent('gathered');
    expect(agenda.map((one) => one.to_address)).toEqual(
      [ben, dina, ines, kofi].map(({ email }) => email).sort(),
    );
    const hers = agenda.find((one) => one.to_address === ines.email);
    expect(hers?.body).toContain('You stand in for ann.');
    expect(hers?.body).toContain(change.number);
    await act(kofi, meeting, 'open');
    await act(kofi, meeting, 'end');
    await act(kofi, meeting, 'close');
    expect((await sent('closed')).map((one) => one.to_address)).toEqual(
      [ann, ben, dina, ines, kofi].map(({ email }) => email).sort(),
    );
  });
});
