/** A change that is before a board and is made another: what was said of what it was counts no more, and whoever had spoken hears of it. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { planInDesk } from '#domain/desk/plan-change.ts';
import type { Client } from '../../support/app.ts';
import { type BoardWorld, createBoardWorld, HOUR, NOW } from './board-world.ts';
import { act, code, createDelegating, decide, type Made, seenBy, vote } from './in-meetings.ts';

let own: BoardWorld;
let kofi: Client;
let ann: Client;
let ben: Client;
let ines: Client;
beforeAll(async () => {
  own = await createBoardWorld();
  ({ kofi, ann, ben } = own);
  ines = await own.test.signInAs([], { email: 'ines@example.test', name: 'ines' });
  await own.admin.post('/config-items', { key: 'proxy', name: 'Proxy', kind: 'system' });
});
afterAll(() => own?.close());
beforeEach(() => own.at(NOW));
const { delegate } = createDelegating();

type Asked = Awaited<ReturnType<BoardWorld['ask']>>;

async function planned(fields: object = {}): Promise<[Made, Asked, string]> {
  const { key } = await own.makeBoard({ quorum: 1, ...fields });
  const change = await own.ask(key);
  const [meeting] = await own.coming(key);
  if (!meeting) throw new Error('It has no meeting.');
  return [meeting, change, key];
}

const plan = async ({ number }: Asked, body: object) => {
  const answer = await own.admin.patch(`/changes/${number}`, body);
  expect(answer.statusCode, answer.body).toBe(200);
};
const onAgenda = async (meeting: Made, { id }: Asked) =>
  (await seenBy(kofi, meeting)).items.find(({ ticket }: { ticket: Made }) => ticket.id === id);
type Vote = { person: { name: string }; vote: string };
const voices = async (meeting: Made, change: Asked) =>
  (await onAgenda(meeting, change)).votes.map(({ person, vote }: Vote) => [person.name, vote]);
const notesOf = async ({ personId }: Client, about: string) =>
  (
    await own.world.rows<{ text: string }>('select text from notification where person_id = ?', [
      personId,
    ])
  ).filter(({ text }) => text.includes(about));

describe('a change that is made another while it is before a board', () => {
  it.each([
    [
      'its time',
      { plannedFrom: '2026-12-01T20:00:00.000Z', plannedTo: '2026-12-01T22:00:00.000Z' },
    ],
    ['a text of its plan', { backOut: 'Put the old one back.' }],
    ['its steps', { steps: [{ title: 'Pull the plug' }] }],
    ['its kind', { kind: 'emergency' }],
    ['its risk', { risk: 'high', riskReason: 'The quarter ends.' }],
  ])('by %s is spoken about anew', async (_, body) => {
    const [meeting, change] = await planned();
    await vote(ann, meeting, change, 'approve');
    const before = await onAgenda(meeting, change);
    expect(before).toMatchObject({ verdict: 'approved', altered: [] });
    await plan(change, body);
    const after = await onAgenda(meeting, change);
    expect(after).toMatchObject({
      votes: [],
      verdict: 'no_quorum',
      altered: [
        {
          by: { id: own.admin.personId },
          fields: expect.arrayContaining(Object.keys(body).slice(0, 1)),
        },
      ],
    });
    expect(after.version).toBeGreaterThan(before.version);
    expect(code(await decide(kofi, meeting, change, { decision: 'approved' }))).toBe(
      'decision_not_carried',
    );
    await vote(ann, meeting, change, 'reject');
    expect(await voices(meeting, change)).toEqual([['ann', 'reject']]);
    expect((await decide(kofi, meeting, change, { decision: 'rejected' })).statusCode).toBe(200);
  });

  it('by what it touches is spoken about anew, however that is said', async () => {
    const [meeting, change] = await planned();
    const touches = [
      () => own.admin.put(`/tickets/${change.id}/config-items`, { items: ['proxy'] }),
      () => own.admin.patch(`/tickets/${change.id}`, { configItems: [] }),
    ];
    for (const touch of touches) {
      await vote(ann, meeting, change, 'approve');
      expect((await touch()).statusCode).toBe(200);
      const { votes, altered } = await onAgenda(meeting, change);
      expect([votes, altered.at(-1).fields]).toEqual([[], ['configItems']]);
    }
  });

  it('keeps what was said where it is none: the same again, or what no board looks at', async () => {
    const [meeting, change] = await planned();
    await plan(change, { backOut: 'Put the old one back.' });
    await vote(ann, meeting, change, 'approve');
    const before = await onAgenda(meeting, change);
    await plan(change, { backOut: 'Put the old one back.' });
    await own.admin.patch(`/tickets/${change.id}`, { tags: ['network'] });
    expect(await onAgenda(meeting, change)).toEqual(before);
    // Nobody had spoken of the plan before.
    expect(before.altered).toEqual([]);
  });

  it('tells whoever had spoken, once for each time, and nobody else', async () => {
    const [meeting, change] = await planned();
    await delegate(ben, ines);
    await vote(ann, meeting, change, 'approve');
    await vote(ines, meeting, change, 'approve');
    await plan(change, { backOut: 'Put the old one back.' });
    await plan(change, { backOut: 'Put the new one back.' });
    const told = await Promise.all(
      [ann, ines, ben, kofi].map(async (one) => (await notesOf(one, change.number)).length),
    );
    expect(told).toEqual([1, 1, 0, 0]);
    expect(await notesOf(ann, change.number)).toEqual([
      { text: `Tuesday board: ${change.number} has changed since you voted` },
    ]);
    const mails = await own.world.rows<{ body: string }>(
      "select body from mail where to_address = ? and dedupe_key like '%:altered:%'",
      [ann.email],
    );
    expect(mails.at(-1)?.body).toContain('vote again');
    await vote(ann, meeting, change, 'approve');
    await plan(change, { backOut: 'Put none back.' });
    expect(await notesOf(ann, change.number)).toHaveLength(2);
  });

  it('has what was decided of it decided again, until the meeting has ended; its chair is told', async () => {
    const [meeting, change] = await planned();
    await act(kofi, meeting, 'open');
    await vote(ann, meeting, change, 'approve');
    await decide(kofi, meeting, change, {
      decision: 'approved',
      note: 'Go.',
      conditions: [{ text: 'Tell the shops', before: 'implement' }],
    });
    await plan(change, { backOut: 'Put the old one back.' });
    expect(await onAgenda(meeting, change)).toMatchObject({
      decision: null,
      conditions: [],
      note: 'Go.',
    });
    expect(await notesOf(kofi, change.number)).toHaveLength(1);
    const written = await decide(kofi, meeting, change, { discussion: 'We wait.' });
    expect(written.statusCode, written.body).toBe(200);
    expect((await act(kofi, meeting, 'end')).statusCode).toBe(200);
    await change.drive();
    expect((await change.run())?.outcome).toBeNull();
    expect((await seenBy(kofi, meeting)).minutes).not.toContain('for 1');
  });

  it('keeps who has stepped back, whatever is planned', async () => {
    const [meeting, change] = await planned();
    await vote(ann, meeting, change, 'recused');
    await plan(change, { backOut: 'Put the old one back.' });
    expect(await voices(meeting, change)).toEqual([['ann', 'recused']]);
    expect(await notesOf(ann, change.number)).toEqual([]);
  });

  it('brings nothing that was said of what it was into the next meeting, and leaves the one before as it was', async () => {
    const [meeting, change, key] = await planned();
    await act(kofi, meeting, 'open');
    await vote(ann, meeting, change, 'approve');
    expect((await act(kofi, meeting, 'end')).statusCode).toBe(200);
    const next = (await own.coming(key)).find(({ id }) => id !== meeting.id) ?? meeting;
    expect(await voices(next, change)).toEqual([['ann', 'approve']]);
    await plan(change, { backOut: 'Put the old one back.' });
    expect(await voices(next, change)).toEqual([]);
    expect(await voices(meeting, change)).toEqual([['ann', 'approve']]);
    await decide(kofi, next, change, { decision: 'deferred', deferTo: null });
  });

  it('counts nothing that was said of what it was where nobody meets', async () => {
    const [meeting, change] = await planned({ virtual: true });
    await vote(ann, meeting, change, 'approve');
    await plan(change, { backOut: 'Put the old one back.' });
    own.at(Date.parse((await seenBy(kofi, meeting)).endsAt) + HOUR);
    await own.due(meeting.id);
    await own.due(meeting.id);
    expect((await seenBy(kofi, meeting)).state).toBe('ended');
    await change.drive();
    expect((await change.run())?.outcome).toBeNull();
  });

  it('is voted on by nobody who has read what it was', async () => {
    const [meeting, change] = await planned();
    const { plan: seenPlan } = await onAgenda(meeting, change);
    await plan(change, { backOut: 'Put the old one back.' });
    const refused = await vote(ann, meeting, change, 'approve', { seenPlan });
    expect([refused.statusCode, code(refused)]).toEqual([412, 'stale_version']);
    const voted = await vote(ann, meeting, change, 'approve', { seenPlan: seenPlan + 1 });
    expect(voted.statusCode, voted.body).toBe(200);
  });

  it('says everything that is another since the board first spoke of it, who made it so and why', async () => {
    const [meeting, change] = await planned();
    await plan(change, { implementation: 'By hand.' });
    await vote(ann, meeting, change, 'approve');
    await plan(change, { communication: 'By mail.' });
    await plan(change, { risk: 'high', riskReason: 'The quarter ends.', backOut: 'None.' });
    await own.test.work((work) => planInDesk(work, change.id, { testPlan: 'None.' }, {}));
    const { altered } = await onAgenda(meeting, change);
    const by = { id: own.admin.personId };
    expect(altered).toMatchObject([
      { by, fields: ['communication'], reason: null },
      { by, fields: ['risk', 'backOut'], reason: null },
      { by: null, fields: ['testPlan'] },
    ]);
  });

  it('tells whoever had spoken also where it waits for a meeting', async () => {
    const [meeting, change, key] = await planned();
    await act(kofi, meeting, 'open');
    await vote(ann, meeting, change, 'approve');
    for (const { id } of (await own.coming(key)).filter(({ id }) => id !== meeting.id))
      await kofi.post(`/cab/meetings/${id}/cancel`, { reason: 'Away' });
    expect((await own.admin.patch(`/cab/boards/${key}`, { meets: null })).statusCode).toBe(200);
    expect((await act(kofi, meeting, 'end')).statusCode).toBe(200);
    expect(await change.meeting()).toBeNull();
    await plan(change, { backOut: 'Put the old one back.' });
    expect(await notesOf(ann, change.number)).toHaveLength(1);
  });

  it('tells who stands in for the chair that what was decided of it holds no more', async () => {
    const [meeting, change] = await planned();
    await delegate(kofi, ines);
    await act(ines, meeting, 'open');
    await vote(ann, meeting, change, 'approve');
    await decide(ines, meeting, change, { decision: 'approved' });
    await plan(change, { backOut: 'Put the old one back.' });
    expect((await onAgenda(meeting, change)).decision).toBeNull();
    expect(await notesOf(ines, change.number)).toEqual([
      { text: `Tuesday board: ${change.number} has changed since it was decided` },
    ]);
  });

  it('tells whoever will stand in at its hour that what they had said counts no more', async () => {
    const [meeting, change] = await planned();
    const { scheduledAt } = await seenBy(kofi, meeting);
    const from = (hours: number) => new Date(Date.parse(scheduledAt) + hours * HOUR).toISOString();
    await delegate(ben, ines, { until: new Date(NOW + 5 * HOUR).toISOString() });
    await delegate(ben, ines, { from: from(-1), until: from(2) });
    await vote(ines, meeting, change, 'approve');
    own.at(NOW + 6 * HOUR);
    expect(await voices(meeting, change)).toEqual([['ben', 'approve']]);
    await plan(change, { backOut: 'Put the old one back.' });
    const { votes, altered } = await onAgenda(meeting, change);
    expect([votes, altered.length]).toEqual([[], 1]);
    expect(await notesOf(ines, change.number)).toHaveLength(1);
    // What has run out could not be ended.
    own.at(NOW);
  });

  it('shows the meeting to nobody for what they had said in the place of a member of what it was', async () => {
    const [meeting, change] = await planned();
    const standing = await delegate(ben, ines);
    await vote(ines, meeting, change, 'approve');
    await plan(change, { backOut: 'Put the old one back.' });
    await ben.post(`/delegations/${standing}/end`);
    const sees = async () => (await ines.get(`/cab/meetings/${meeting.id}`)).statusCode;
    expect(await sees()).toBe(404);
    await act(kofi, meeting, 'open');
    expect(await sees()).toBe(404);
  });

  it('keeps nobody stepping back in the place of a member for whom they stand in no more', async () => {
    const [meeting, change] = await planned();
    const standing = await delegate(ben, ines);
    await vote(ines, meeting, change, 'recused');
    await vote(ann, meeting, change, 'approve');
    await decide(kofi, meeting, change, { decision: 'approved' });
    await ben.post(`/delegations/${standing}/end`);
    await act(kofi, meeting, 'open');
    await plan(change, { backOut: 'Put the old one back.' });
    expect(await voices(meeting, change)).toEqual([]);
  });

  it('that a process takes over from whoever had put it there is still the one that was altered', async () => {
    const { key } = await own.makeBoard({ quorum: 1 });
    const [meeting] = await own.coming(key);
    if (!meeting) throw new Error('It has no meeting.');
    const { ticket } = await own.world.openTicket(own.requester, { type: 'change', title: 'Fans' });
    await kofi.post(`/cab/meetings/${meeting.id}/items`, { change: ticket.number });
    await vote(ann, meeting, ticket, 'approve');
    await plan(ticket as Asked, { backOut: 'Put the old one back.' });
    const { id } = await own.world.start(own.admin, `before-${key}`, ticket.id);
    await own.world.drive(id);
    expect(await voices(meeting, ticket as Asked)).toEqual([]);
  });
});
