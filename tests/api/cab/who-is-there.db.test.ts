/** Who is at a meeting of a board, themselves or through others, when that is over, and who may break a tie by it. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Client } from '../../support/app.ts';
import { type BoardWorld, createBoardWorld, HOUR, NOW } from './board-world.ts';
import {
  act,
  code,
  createDelegating,
  decide,
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
beforeAll(async () => {
  own = await createBoardWorld();
  ({ kofi, dina, ann, ben } = own);
  const person = (name: string) => own.test.signInAs([], { email: `${name}@example.test`, name });
  [ines, joe] = await Promise.all([person('ines'), person('joe')]);
});
afterAll(() => own?.close());
beforeEach(() => own.at(NOW));
const { delegate, made } = createDelegating();
// Before they are ended: what has run out by itself cannot be ended any more.
afterEach(() => own.at(NOW));

type Meeting = Made & { scheduledAt: string };
type Asked = Awaited<ReturnType<BoardWorld['ask']>>;
const at = (hours: number) => new Date(NOW + hours * HOUR).toISOString();
const note = (who: Client, { id }: Made, of: Client, body: object) =>
  who.put(`/cab/meetings/${id}/attendance`, { person: of.email, ...body });
const seen = (meeting: Made, who: Client = kofi) => seenBy(who, meeting);
const there = (meeting: Made, who: Client = kofi) => thereAs(who, meeting);
const spoke = (meeting: Made) =>
  own.world.rows(
    'select person_id from cab_invited where meeting_id = ? and spoke_at is not null',
    [meeting.id],
  );
/** Whose seats somebody has spoken for, and what that comes to. */
const counted = async (meeting: Made) => {
  const { votes, verdict } = (await seen(meeting)).items[0];
  return [votes.map((one: { person: { name: string } }) => one.person.name), verdict];
};
const notesOf = async (who: Client): Promise<string[]> =>
  (await who.get('/me/notifications')).json().items.map(({ text }: { text: string }) => text);
const CAST = { decision: 'rejected', castingVote: true };

async function planned(fields: object = {}, by?: Client): Promise<[Meeting, Asked, string]> {
  const { key } = await own.makeBoard(fields);
  const change = await own.ask(key, 'New switch', by);
  const [meeting] = await own.coming(key);
  if (!meeting) throw new Error('It has no meeting.');
  return [meeting, change, key];
}
async function begun(by: Client, fields: object = {}): Promise<[Made, Asked]> {
  const [meeting, change] = await planned(fields);
  expect((await act(by, meeting, 'open')).statusCode).toBe(200);
  return [meeting, change];
}

describe('a member who is there', () => {
  it('takes part although somebody has spoken in their place, and speaks for themselves', async () => {
    const [meeting, change] = await begun(kofi, { quorum: 3 });
    await delegate(ann, dina);
    await vote(dina, meeting, change, 'approve');
    await note(ann, meeting, ann, { attendance: 'present' });
    expect((await seen(meeting)).items[0]).toMatchObject({ takingPart: 3, verdict: 'approved' });
    expect((await seen(meeting, dina)).items[0]).toMatchObject({ speaksFor: [], standIns: [] });
    const refused = await vote(dina, meeting, change, 'reject', { for: ann.email });
    expect([refused.statusCode, code(refused)]).toEqual([403, 'not_permitted']);
    const decided = await decide(kofi, meeting, change, { decision: 'approved' });
    expect(decided.statusCode, decided.body).toBe(200);
  });

  it('is not made one by who asked for the change, and steps back by the hand of the chair', async () => {
    const [meeting, change] = await planned({}, ines);
    await delegate(ann, ines);
    await delegate(dina, kofi);
    await act(kofi, meeting, 'open');
    await note(ines, meeting, ann, { attendance: 'present' });
    expect(await there(meeting)).toContainEqual(['ann', 'present', 'ines']);
    expect((await seen(meeting)).items[0]).toMatchObject({ takingPart: 1 });
    // The chair alone is not two of them.
    await vote(kofi, meeting, change, 'approve', { for: kofi.email });
    expect(code(await decide(kofi, meeting, change, { decision: 'approved' }))).toBe(
      'decision_not_carried',
    );
    const voted = await vote(kofi, meeting, change, 'recused', { for: dina.email });
    expect(voted.json().items[0].votes).toMatchObject([
      { person: { name: 'kofi' }, vote: 'approve' },
      { person: { name: 'dina' }, vote: 'recused', standIn: null, enteredBy: { name: 'kofi' } },
    ]);
    expect(voted.json().items[0]).toMatchObject({ takingPart: 1, count: { recused: 1 } });
  });

  it('makes up no quorum on what they have asked for themselves', async () => {
    const [meeting, change] = await planned({}, ann);
    await act(kofi, meeting, 'open');
    await note(ann, meeting, ann, { attendance: 'present' });
    const voted = await vote(kofi, meeting, change, 'approve');
    expect(voted.json().items[0]).toMatchObject({ takingPart: 1, verdict: 'no_quorum' });
    const refused = await decide(kofi, meeting, change, { decision: 'approved' });
    expect(code(refused)).toBe('decision_not_carried');
    // On what somebody else has asked for they do.
    const other = await begun(kofi);
    await note(ann, other[0], ann, { attendance: 'present' });
    await vote(kofi, other[0], other[1], 'approve');
    expect((await seen(other[0])).items[0]).toMatchObject({ takingPart: 2, verdict: 'approved' });
  });

  it('said nothing on a change that has become their own since', async () => {
    const [meeting, change] = await begun(kofi, { quorum: 1 });
    await vote(ann, meeting, change, 'approve');
    expect(await counted(meeting)).toEqual([['ann'], 'approved']);
    const moved = await own.admin.patch(`/tickets/${change.id}`, { requester: ann.email });
    expect(moved.statusCode, moved.body).toBe(200);
    expect((await seen(meeting)).items[0]).toMatchObject({
      verdict: 'no_votes',
      count: { approve: 0 },
      takingPart: 1,
    });
    const refused = await decide(kofi, meeting, change, { decision: 'approved' });
    expect(code(refused)).toBe('decision_not_carried');
    await vote(ann, meeting, change, 'recused');
    expect((await seen(meeting)).items[0].count).toMatchObject({ approve: 0, recused: 1 });
  });

  it('is excused as before when who stood in for them takes it back', async () => {
    const [meeting] = await begun(kofi);
    await delegate(ann, ines);
    await note(ann, meeting, ann, { attendance: 'excused' });
    await note(ines, meeting, ann, { attendance: 'present' });
    expect(await there(meeting)).toContainEqual(['ann', 'present', 'ines']);
    await note(ines, meeting, ann, { attendance: null });
    expect(await there(meeting)).toContainEqual(['ann', 'excused', null]);
    await note(ann, meeting, ann, { attendance: null });
    expect(await there(meeting)).toEqual([['kofi', 'present', null]]);
  });
});

describe('the minutes', () => {
  it('name nobody as speaking for a member on a change that has become their own since', async () => {
    const [meeting, change] = await begun(kofi, { quorum: 1 });
    await delegate(ann, ines);
    await delegate(ben, joe);
    await vote(ines, meeting, change, 'approve');
    await vote(joe, meeting, change, 'approve');
    await own.admin.patch(`/tickets/${change.id}`, { requester: ines.email });
    expect((await act(kofi, meeting, 'end')).statusCode).toBe(200);
    const { minutes } = await seen(meeting);
    expect(minutes).toContain('(for 1, joe for ben)');
  });

  it('name nobody as speaking for who has left the board', async () => {
    const [meeting, change, key] = await planned({ quorum: 1 });
    await act(kofi, meeting, 'open');
    await delegate(ann, ines);
    await delegate(ben, joe);
    await vote(ines, meeting, change, 'approve');
    await vote(joe, meeting, change, 'approve');
    const members = [
      { person: kofi.email, role: 'chair' },
      { person: ben.email, role: 'member' },
    ];
    expect((await own.admin.patch(`/cab/boards/${key}`, { members })).statusCode).toBe(200);
    expect((await act(kofi, meeting, 'end')).statusCode).toBe(200);
    expect((await seen(meeting)).minutes).toContain('(for 1, joe for ben)');
  });
});

describe('the casting vote of who stands in for the chair', () => {
  /** One for it, and the stand-in against. */
  async function tied(): Promise<[Made, Asked]> {
    await delegate(kofi, ines);
    const [meeting, change] = await begun(ines);
    await vote(ann, meeting, change, 'approve');
    await vote(ines, meeting, change, 'reject');
    return [meeting, change];
  }
  const mayCast = async (meeting: Made) =>
    (await seen(meeting, ines)).items[0].allowed.includes('cast');

  it('is theirs in the meeting only', async () => {
    await delegate(kofi, ines);
    const [meeting, change] = await planned();
    await vote(ann, meeting, change, 'approve');
    await vote(ines, meeting, change, 'reject');
    expect(await mayCast(meeting)).toBe(false);
    expect(code(await decide(ines, meeting, change, CAST))).toBe('not_permitted');
    await act(ines, meeting, 'open');
    expect(await mayCast(meeting)).toBe(true);
    expect((await decide(ines, meeting, change, CAST)).statusCode).toBe(200);
  });

  it('is not come by through writing down that a deputy who is there is not', async () => {
    const [meeting, change] = await tied();
    expect(await mayCast(meeting)).toBe(true);
    await note(ines, meeting, dina, { attendance: 'excused' });
    // The deputy turns a page: they are there, whatever somebody else has written.
    const turned = await dina.patch(`/cab/meetings/${meeting.id}`, { current: change.id });
    expect(turned.statusCode, turned.body).toBe(200);
    expect(await there(meeting)).toContainEqual(['dina', 'present', null]);
    for (const attendance of ['excused', null]) {
      const refused = await note(ines, meeting, dina, { attendance });
      expect([refused.statusCode, code(refused)]).toEqual([403, 'not_permitted']);
    }
    expect(await mayCast(meeting)).toBe(false);
    expect(code(await decide(ines, meeting, change, CAST))).toBe('not_permitted');
    // The chair has come, too: not through others any more.
    await decide(kofi, meeting, change, { discussion: 'Kofi is here' });
    expect(await there(meeting)).toContainEqual(['kofi', 'present', null]);
    expect((await note(ines, meeting, kofi, { attendance: 'present' })).statusCode).toBe(403);
    // Who runs it by their own seat may correct it.
    expect((await note(kofi, meeting, dina, { attendance: 'excused' })).statusCode).toBe(200);
  });

  it('is not theirs where a deputy has voted while it is held, excused by somebody else or not', async () => {
    const [meeting, change] = await tied();
    await note(ines, meeting, dina, { attendance: 'excused' });
    await vote(dina, meeting, change, 'abstain');
    expect(await there(meeting)).toContainEqual(['dina', 'present', null]);
    expect(code(await decide(ines, meeting, change, CAST))).toBe('not_permitted');
  });
});

describe('when the standing in is over', () => {
  it('nobody is there through them, and an excuse holds again', async () => {
    const [meeting] = await planned();
    const [first, second] = [await delegate(ann, ines), await delegate(ben, joe)];
    await note(ann, meeting, ann, { attendance: 'excused' });
    await note(ines, meeting, ann, { attendance: 'present' });
    await note(joe, meeting, ben, { attendance: 'present' });
    await ann.post(`/delegations/${first}/end`);
    expect(await there(meeting)).toEqual([
      ['ann', 'excused', null],
      ['ben', 'present', 'joe'],
    ]);
    // One that runs out by itself is seen when the meeting begins.
    await ben.patch(`/delegations/${second}`, { until: at(200) });
    await kofi.patch(`/cab/meetings/${meeting.id}`, { scheduledAt: at(190) });
    expect(await there(meeting)).toContainEqual(['ben', 'present', 'joe']);
    own.at(NOW + 210 * HOUR);
    await own.due(meeting.id);
    expect(await seen(meeting)).toMatchObject({ state: 'open' });
    expect(await there(meeting)).toEqual([['ann', 'excused', null]]);
    expect(await spoke(meeting)).toEqual([]);
  });

  it('their votes do not go along into a later meeting, and what members said does', async () => {
    const [meeting, change, key] = await planned();
    const [, second] = await own.coming(key);
    await delegate(ann, ines, { until: at(120) });
    await delegate(ben, joe);
    await vote(ines, meeting, change, 'approve');
    await vote(joe, meeting, change, 'approve');
    await vote(dina, meeting, change, 'reject');
    await kofi.post(`/cab/meetings/${meeting.id}/cancel`, { reason: 'Nobody has time' });
    const { items } = await seen(second ?? meeting);
    expect(
      items[0].votes.map((one: { person: { name: string }; vote: string }) => [
        one.person.name,
        one.vote,
      ]),
    ).toEqual([
      ['ben', 'approve'],
      ['dina', 'reject'],
    ]);
  });

  it('what they said before counts no more, the member is told, and somebody may say it anew', async () => {
    const [meeting, change] = await planned({ quorum: 1 });
    const first = await delegate(ann, ines);
    await delegate(dina, joe, { until: at(30) });
    await vote(ines, meeting, change, 'approve');
    await vote(joe, meeting, change, 'approve');
    expect(await counted(meeting)).toEqual([['ann', 'dina'], 'approved']);
    await ann.post(`/delegations/${first}/end`);
    expect(await counted(meeting)).toEqual([['dina'], 'approved']);
    expect(await notesOf(ann)).toContain('Tuesday board: what ines said for you counts no more');
    const letters = await own.world.rows<{ body: string }>(
      `select body from mail where dedupe_key like ? and to_address = ?`,
      [`meeting:${meeting.id}:lapsed:%`, ann.email],
    );
    expect(letters.map(({ body }) => body.includes(`on ${change.number} before`))).toEqual([true]);
    // Whose time is over by itself counts from then on for nothing, whatever is looked at in between.
    own.at(NOW + 31 * HOUR);
    expect(await counted(meeting)).toEqual([[], 'no_quorum']);
    const refused = await decide(kofi, meeting, change, { decision: 'approved' });
    expect(code(refused)).toBe('decision_not_carried');
    await own.due(meeting.id);
    own.at(Date.parse(meeting.scheduledAt) + HOUR);
    await own.due(meeting.id);
    expect(await seen(meeting)).toMatchObject({ state: 'open' });
    expect(await counted(meeting)).toEqual([[], 'no_quorum']);
    expect(await notesOf(dina)).toContain('Tuesday board: what joe said for you counts no more');
    await vote(dina, meeting, change, 'reject');
    expect(await counted(meeting)).toEqual([['dina'], 'rejected']);
  });

  it('nobody who has left the board meanwhile is told of it', async () => {
    const [meeting, change, key] = await planned({ quorum: 1 });
    await delegate(ben, joe);
    await vote(joe, meeting, change, 'approve');
    const before = await notesOf(ben);
    const members = [
      { person: kofi.email, role: 'chair' },
      { person: ann.email, role: 'member' },
    ];
    expect((await own.admin.patch(`/cab/boards/${key}`, { members })).statusCode).toBe(200);
    expect((await seen(meeting)).items[0].count).toMatchObject({ approve: 0 });
    expect((await notesOf(ben)).filter((text) => text.includes('counts no more'))).toEqual(
      before.filter((text) => text.includes('counts no more')),
    );
  });

  it('what was decided on their word stands, until the decision is taken back', async () => {
    const [meeting, change] = await planned({ quorum: 1 });
    const first = await delegate(ann, ines);
    await vote(ines, meeting, change, 'approve');
    await decide(kofi, meeting, change, { decision: 'approved' });
    await ann.post(`/delegations/${first}/end`);
    expect(await counted(meeting)).toEqual([['ann'], 'approved']);
    await act(kofi, meeting, 'open');
    expect((await seen(meeting)).items[0]).toMatchObject({
      decision: 'approved',
      verdict: 'approved',
      count: { approve: 1 },
    });
    await decide(kofi, meeting, change, { decision: null });
    expect(await counted(meeting)).toEqual([[], 'no_votes']);
    await vote(ann, meeting, change, 'reject');
    await decide(kofi, meeting, change, { decision: 'rejected' });
    await decide(kofi, meeting, change, { decision: null });
    expect(await counted(meeting)).toEqual([['ann'], 'rejected']);
  });

  it('nothing else is decided on their word than what was', async () => {
    const [meeting, change] = await planned({ quorum: 2 });
    const first = await delegate(ann, ines);
    await vote(ines, meeting, change, 'approve');
    await vote(ben, meeting, change, 'reject');
    const cast = await decide(kofi, meeting, change, { decision: 'approved', castingVote: true });
    expect(cast.statusCode, cast.body).toBe(200);
    await ann.post(`/delegations/${first}/end`);
    expect(await counted(meeting)).toEqual([['ann', 'ben'], 'tie']);
    expect(code(await decide(kofi, meeting, change, CAST))).toBe('decision_not_carried');
    expect((await seen(meeting)).items[0].decision).toBe('approved');
  });

  it('what had run out before the others decided does not count on their decision', async () => {
    const [meeting, change] = await planned({ quorum: 1 });
    await delegate(ann, ines, { until: at(30) });
    await vote(ines, meeting, change, 'reject');
    own.at(NOW + 31 * HOUR);
    await vote(ben, meeting, change, 'approve');
    const decided = await decide(kofi, meeting, change, { decision: 'approved' });
    expect(decided.statusCode, decided.body).toBe(200);
    expect(await counted(meeting)).toEqual([['ben'], 'approved']);
    expect(await notesOf(ann)).toContain('Tuesday board: what ines said for you counts no more');
  });

  it('putting a change off keeps no word that holds no more', async () => {
    const [meeting, change] = await planned({ quorum: 1 });
    const first = await delegate(ann, ines);
    await vote(ines, meeting, change, 'approve');
    await decide(kofi, meeting, change, { decision: 'deferred' });
    await ann.post(`/delegations/${first}/end`);
    expect(await counted(meeting)).toEqual([[], 'no_quorum']);
    await act(kofi, meeting, 'open');
    const approved = await decide(kofi, meeting, change, { decision: 'approved' });
    expect(code(approved)).toBe('decision_not_carried');
  });

  it('taking one decision back touches nothing that was said of other changes', async () => {
    const [meeting, change, key] = await planned({ quorum: 1 });
    const other = await own.ask(key, 'New router');
    const first = await delegate(ann, ines);
    await vote(ines, meeting, change, 'approve');
    await vote(ines, meeting, other, 'approve');
    await decide(kofi, meeting, change, { decision: 'approved' });
    await act(kofi, meeting, 'open');
    await ann.post(`/delegations/${first}/end`);
    await decide(kofi, meeting, change, { decision: null });
    const { items } = await seen(meeting);
    expect(items.map((one: { count: { approve: number } }) => one.count.approve)).toEqual([0, 1]);
  });

  it('who only spoke before a meeting sees nothing of it, unless their word stood when it began', async () => {
    const [meeting, change] = await planned();
    const first = await delegate(ann, ines);
    await vote(ines, meeting, change, 'approve');
    expect(await spoke(meeting)).toEqual([]);
    await ann.post(`/delegations/${first}/end`);
    expect((await ines.get(`/cab/meetings/${meeting.id}`)).statusCode).toBe(404);
    await vote(ann, meeting, change, 'reject');
    await act(kofi, meeting, 'open');
    expect((await ines.get(`/cab/meetings/${meeting.id}`)).statusCode).toBe(404);

    const [other, another] = await planned();
    await delegate(ben, joe);
    await vote(joe, other, another, 'approve');
    await act(kofi, other, 'open');
    expect(await spoke(other)).toEqual([{ person_id: joe.personId }]);
    await ben.post(`/delegations/${made.pop()?.id}/end`);
    expect((await seen(other, joe)).state).toBe('open');
  });
});
