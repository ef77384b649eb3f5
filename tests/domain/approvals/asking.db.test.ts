/** Asking back, and asking everybody again: because something material has changed, or because somebody changed their mind. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { updateTicket } from '#domain/tickets/update.ts';
import type { ApprovalRound } from '#engine/definition.ts';
import { type Client, createTestApp, type TestApp } from '../../support/app.ts';
import { createWorld, type World } from '../processes/world.ts';
import { createRounds, outcomeOf, type Rounds } from './rounds.ts';

let test: TestApp;
let world: World;
let admin: Client;
let ann: Client;
let ben: Client;
let ravi: Client;
let round: Rounds;
beforeAll(async () => {
  test = await createTestApp();
  world = createWorld(test);
  admin = await test.signInAs('admin', { email: 'admin@example.test' });
  ann = await test.signInAs([], { email: 'ann@example.test' });
  ben = await test.signInAs([], { email: 'ben@example.test' });
  ravi = await test.signInAs('requester', { email: 'ravi@example.test' });
  round = createRounds({ test, world, admin, requester: ravi });
});
afterAll(() => test.close());

const HOUR = 3_600_000;
const both: ApprovalRound = {
  mode: 'all',
  approvers: [{ user: 'ann@example.test' }, { user: 'ben@example.test' }],
};
const seen = async (client: Client, id: string) => {
  const answer = await client.get(`/approvals/${id}`);
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json();
};

describe('a question to the requester', () => {
  it('reaches them, and their answer reaches everybody who is asked', async () => {
    const asked = await round(both);
    const put = await ann.post(`/approvals/${asked.id}/questions`, { text: 'Which office?' });
    expect(put.statusCode, put.body).toBe(201);
    const [question] = put.json().questions;
    expect(await asked.mails('question')).toEqual([ravi.email]);
    expect((await seen(ravi, asked.id)).allowed).toContain('answer');
    const path = `/approvals/${asked.id}/questions/${question.id}/answer`;
    expect((await ben.post(path, { text: 'Mine' })).statusCode).toBe(403);
    expect((await ravi.post(path, { text: 'The one in Oslo' })).statusCode).toBe(200);
    expect((await ravi.post(path, { text: 'No' })).statusCode).toBe(409);
    expect(await asked.mails('answered')).toEqual([ann.email, ben.email]);
    expect((await seen(ben, asked.id)).questions).toMatchObject([
      { text: 'Which office?', answer: 'The one in Oslo', askedBy: { email: ann.email } },
    ]);
    const stranger = await test.signInAs([], { email: 'zoe@example.test' });
    expect(
      (await stranger.post(`/approvals/${asked.id}/questions`, { text: 'Hm?' })).statusCode,
    ).toBe(403);
  });

  it('is not put where nobody asked for it who could answer', async () => {
    const { key } = await round(both);
    const { id: runId } = await world.start(admin, key);
    await world.drive(runId);
    const [open] = await world.rows<{ id: string }>('select id from approval where run_id = ?', [
      runId,
    ]);
    const { allowed } = await seen(ann, open?.id ?? '');
    expect(allowed).toEqual(['decide']);
    const put = await ann.post(`/approvals/${open?.id}/questions`, { text: 'Whose is it?' });
    expect([put.statusCode, put.json().type]).toEqual([409, '/problems/transition_not_allowed']);
  });

  it('stops the clock where the process says so, and leaves what was left of it', async () => {
    const asked = await round({ ...both, due: { hours: 10 }, waitsForAnswers: true });
    test.advance(4 * HOUR);
    const put = await ann.post(`/approvals/${asked.id}/questions`, { text: 'Why?' });
    expect(put.json().pausedAt).not.toBeNull();
    test.advance(100 * HOUR);
    expect(await asked.due()).toBeNull();
    expect(await asked.state()).toBe('open');
    const answered = await ravi.post(
      `/approvals/${asked.id}/questions/${put.json().questions[0].id}/answer`,
      { text: 'Because' },
    );
    const { pausedAt, dueAt } = answered.json();
    const left = Date.parse(dueAt) - test.store.clock().getTime();
    expect([pausedAt, Math.round(left / HOUR)]).toEqual([null, 6]);
    test.advance(6 * HOUR + 1_000);
    await asked.due();
    expect(await asked.state()).toBe('timedOut');
  });
});

describe('a material change', () => {
  const watching: ApprovalRound = { ...both, askAgainOn: ['ticket.impact', 'variables.cost'] };

  it('asks everybody again, says why, and keeps what was said about what was before', async () => {
    const asked = await round(watching);
    const before = await seen(ann, asked.id);
    await asked.vote(ann, 'approve', { comment: 'Fine' });
    const change = (body: object) => admin.patch(`/tickets/${asked.ticket.id}`, body);
    expect((await change({ category: 'chairs' })).statusCode).toBe(200);
    expect((await seen(ann, asked.id)).round).toBe(1);
    expect((await change({ impact: 1 })).statusCode).toBe(200);
    const after = await seen(ann, asked.id);
    expect(after).toMatchObject({
      state: 'open',
      round: 2,
      askedAgain: { changed: [{ fact: 'ticket.impact', before: 3, after: 1 }] },
      earlier: [
        {
          round: 1,
          votes: [{ voter: { email: ann.email }, decision: 'approve', comment: 'Fine' }],
        },
      ],
    });
    expect(after.approvers.map(({ decision }: { decision: string }) => decision)).toEqual([
      null,
      null,
    ]);
    expect(await asked.mails('2.0:opened')).toEqual([ann.email, ben.email]);
    const [mail] = await world.rows<{ body: string }>(
      "select body from mail where run_id = ? and dedupe_key like '%2.0:opened%'",
      [asked.runId],
    );
    expect(mail?.body).toContain('Impact: 3 → 1');
    await expect(
      asked.vote(ann, 'approve', { subjectHash: before.subjectHash }),
    ).rejects.toMatchObject({ code: 'stale_version' });
    await asked.vote(ann, 'approve', { subjectHash: after.subjectHash });
    await asked.vote(ben, 'approve');
    expect(await outcomeOf(world, asked)).toBe('yes');
    expect(
      await world.rows(
        'select round, count(distinct subject_hash)::int as hashes, count(*)::int as votes from vote where approval_id = ? group by round order by round',
        [asked.id],
      ),
    ).toEqual([
      { round: 1, hashes: 1, votes: 1 },
      { round: 2, hashes: 1, votes: 2 },
    ]);
  });

  it('says by name who is named in what is decided on, and in words what has changed', async () => {
    const asked = await round({ ...both, askAgainOn: ['ticket.custom.contact'] }, undefined, {
      contact: { of: 'Ben@example.test', day: 'Monday' },
    });
    const { people } = await seen(ann, asked.id);
    const names = await world.rows<{ name: string }>('select name from person where email = ?', [
      ben.email,
    ]);
    expect(people).toContainEqual({ email: ben.email, name: names[0]?.name });
    expect(people.map(({ email }: { email: string }) => email)).not.toContain(ann.email);
    const contact = { name: 'Hall', seats: 4 };
    const set = await admin.patch(`/tickets/${asked.ticket.id}`, { custom: { contact } });
    expect(set.statusCode, set.body).toBe(200);
    const [mail] = await world.rows<{ body: string }>(
      "select body from mail where run_id = ? and dedupe_key like '%2.0:opened%'",
      [asked.runId],
    );
    expect(mail?.body).toContain('Contact: – → Name: Hall; Seats: 4');
  });

  it('lets nobody decide about what is no more, also before everybody is asked again', async () => {
    const asked = await round(watching);
    // As a run changes its ticket: whoever looks after the approval asks again a moment later.
    await test.work((work) => updateTicket(work, asked.ticket.id, { impact: 2 }));
    const refused = await ann.post(`/approvals/${asked.id}/decision`, { decision: 'approve' });
    expect(refused.statusCode, refused.body).toBe(412);
    expect((await seen(ann, asked.id)).round).toBe(2);
    await asked.vote(ann, 'approve');
    expect((await asked.votes()).length).toBe(1);
  });
});

describe('a material change that leaves nobody to ask', () => {
  it('approves it, and tells those who were asked', async () => {
    const dear = { fact: 'ticket.impact', operator: 'equal', value: 3 } as const;
    const asked = await round({
      stages: [
        {
          id: 'one',
          when: dear,
          groups: [{ id: 'all', mode: 'all', approvers: [{ user: 'ann@example.test' }] }],
        },
      ],
      askAgainOn: ['ticket.impact'],
    });
    await admin.patch(`/tickets/${asked.ticket.id}`, { impact: 1 });
    expect(await outcomeOf(world, asked)).toBe('yes');
    expect((await ann.get('/approvals?approver=me')).statusCode).toBe(200);
    expect((await seen(admin, asked.id)).state).toBe('approved');
    const told = await world.rows<{ text: string }>(
      'select text from notification where person_id = ? and ticket_id = ? order by created_at',
      [ann.personId, asked.ticket.id],
    );
    expect(told.at(-1)?.text).toContain('No longer needed');
  });
});

describe('a change of mind', () => {
  it('is a round of its own, with its reason, and takes nothing back', async () => {
    const asked = await round(both);
    const want = (client: Client) =>
      client.post(`/approvals/${asked.id}/rounds`, { reason: 'I had not seen the price' });
    expect((await want(ann)).statusCode).toBe(403);
    await asked.vote(ann, 'approve');
    const again = await want(ann);
    expect(again.statusCode, again.body).toBe(201);
    expect(again.json()).toMatchObject({
      round: 2,
      askedAgain: { by: { email: ann.email }, reason: 'I had not seen the price', changed: null },
    });
    await asked.vote(ann, 'reject');
    expect(await outcomeOf(world, asked)).toBe('no');
    expect((await asked.votes()).map(([, voter, , decision]) => [voter, decision])).toEqual([
      ['ann', 'approve'],
      ['ann', 'reject'],
    ]);
    expect((await want(ann)).statusCode).toBe(409);
  });
});
