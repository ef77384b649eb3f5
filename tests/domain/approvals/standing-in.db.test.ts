/** Deciding for somebody: by whom, from when, at what, and that the record shows who acted for whom. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, createTestApp, type TestApp } from '../../support/app.ts';
import { createWorld, type World } from '../processes/world.ts';
import { createRounds, outcomeOf, type Rounds } from './rounds.ts';

let test: TestApp;
let world: World;
let admin: Client;
let round: Rounds;
const people = new Map<string, Client>();
const as = (name: string): Client => people.get(name) ?? expect.fail(`nobody is called ${name}`);
const user = (name: string) => ({ user: `${name}@example.test` });
beforeAll(async () => {
  test = await createTestApp();
  world = createWorld(test);
  admin = await test.signInAs('admin', { email: 'admin@example.test' });
  for (const name of [
    'ann',
    'ben',
    'cyd',
    'dee',
    'eve',
    'fay',
    'gus',
    'hal',
    'ida',
    'jon',
    'kim',
    'lea',
    'max',
    'zoe',
  ])
    people.set(name, await test.signInAs([], { email: `${name}@example.test`, name }));
  people.set('ravi', await test.signInAs('requester', { email: 'ravi@example.test' }));
  round = createRounds({ test, world, admin, requester: as('ravi') });
});
afterAll(() => test.close());

const HOUR = 3_600_000;
const at = (hours: number) => new Date(test.store.clock().getTime() + hours * HOUR).toISOString();
async function delegate(name: string, to: readonly string[], more: object = {}, by = as(name)) {
  const delegates = to.map((one) => user(one).user);
  const made = await by.post('/delegations', { delegates, ...more });
  expect(made.statusCode, made.body).toBe(201);
  return made.json();
}
const waiting = async (name: string) =>
  (await as(name).get('/approvals?state=open&approver=me&undecided=true')).json().items as {
    id: string;
    speaksFor: { name: string }[];
  }[];

describe('a stand-in', () => {
  it('is told, sees what waits, decides, and the record shows who acted for whom', async () => {
    await delegate('ann', ['ben'], { reason: 'On leave' });
    const asked = await round({ mode: 'any', approvers: [user('ann')] });
    expect(await asked.mails('opened')).toEqual([user('ann').user, user('ben').user]);
    const [mail] = await world.rows<{ body: string }>(
      "select body from mail where run_id = ? and to_address = 'ben@example.test'",
      [asked.runId],
    );
    expect(mail?.body).toContain('You stand in for ann.');
    const [one] = await waiting('ben');
    expect([one?.id, one?.speaksFor.map(({ name }) => name)]).toEqual([asked.id, ['ann']]);
    expect((await as('ben').get('/me')).json().counts.approvals).toBe(1);
    await asked.vote(as('ben'), 'approve');
    expect(await asked.votes()).toEqual([[1, 'ann', 'ben', 'approve']]);
    expect(await outcomeOf(world, asked)).toBe('yes');
    const { approvers } = (await as('ann').get(`/approvals/${asked.id}`)).json();
    expect(approvers).toMatchObject([
      { email: user('ann').user, decision: 'approve', actedBy: { name: 'ben' } },
    ]);
    const [event] = await world.rows<{ data: object }>(
      "select data from event where subject_id = ? and type = 'approval.voted'",
      [asked.id],
    );
    expect(event?.data).toMatchObject({ inPlaceOf: [as('ann').personId] });
    await expect(asked.vote(as('ann'), 'reject')).rejects.toMatchObject({ code: 'already_voted' });
    expect(await waiting('ben')).toEqual([]);
  });

  it('takes nothing away: whoever of the two is first has decided, also at once', async () => {
    for (let turn = 0; turn < 4; turn += 1) {
      const asked = await round({ mode: 'all', approvers: [user('ann'), user('cyd')] });
      const results = await Promise.allSettled([
        asked.vote(as('ann'), 'approve'),
        asked.vote(as('ben'), 'approve'),
      ]);
      expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      expect((await asked.votes()).length).toBe(1);
      await asked.vote(as('cyd'), 'approve');
      expect(await asked.messages()).toEqual(['approved']);
    }
  });

  it('is told when the stage begins in which the other is asked', async () => {
    const group = (name: string) => ({ id: name, mode: 'all' as const, approvers: [user(name)] });
    const asked = await round({
      stages: [
        { id: 'one', groups: [group('cyd')] },
        { id: 'two', groups: [group('ann')] },
      ],
    });
    expect(await asked.mails('opened')).toEqual([user('cyd').user]);
    await asked.vote(as('cyd'), 'approve');
    expect(await asked.mails('1.1:opened')).toEqual([user('ann').user, user('ben').user]);
    await asked.vote(as('ben'), 'approve');
    expect(await asked.state()).toBe('approved');
  });

  it('does not decide what they asked for themselves', async () => {
    const asked = await round({ mode: 'any', approvers: [user('ann')] }, as('ben'));
    await expect(asked.vote(as('ben'), 'approve')).rejects.toMatchObject({ code: 'own_request' });
    expect(await asked.mails('opened')).toEqual([user('ann').user]);
    expect(await waiting('ben')).toEqual([]);
  });
});

describe('who asked for it', () => {
  it('lends no voice on it to anybody, along a chain or at a seat that has become theirs', async () => {
    await delegate('lea', ['max']);
    await delegate('max', ['zoe']);
    const chained = await round({ mode: 'any', approvers: [user('lea')] }, as('max'));
    expect(await chained.mails('opened')).toEqual([user('lea').user]);
    expect(await waiting('zoe')).toEqual([]);
    await expect(chained.vote(as('zoe'), 'approve')).rejects.toMatchObject({
      code: 'not_an_approver',
    });
    expect((await as('lea').get(`/approvals/${chained.id}`)).json().approvers).toMatchObject([
      { standIns: [{ name: 'max' }] },
    ]);
    await chained.vote(as('lea'), 'approve');
    expect(await chained.state()).toBe('approved');

    // Asked before they came to be who asked for it: others are asked in their place, and nobody whom they chose.
    const given = await round({ mode: 'any', approvers: [user('max')] });
    expect((await waiting('zoe')).map(({ id }) => id)).toEqual([given.id]);
    const moved = await admin.patch(`/tickets/${given.ticket.id}`, { requester: user('max').user });
    expect(moved.statusCode, moved.body).toBe(200);
    expect(await waiting('zoe')).toEqual([]);
    await expect(given.vote(as('zoe'), 'approve')).rejects.toMatchObject({
      code: 'not_an_approver',
    });
    await given.due();
    expect((await given.approvers()).map(([email]) => email)).toEqual([
      user('admin').user,
      user('max').user,
    ]);
    await given.vote(admin, 'approve');
    expect(await given.state()).toBe('approved');
    // Where the process lets them decide what they asked for, it lets them be stood in for as well.
    const own = await round(
      { mode: 'any', approvers: [user('max')], selfApproval: true },
      as('max'),
    );
    await own.vote(as('zoe'), 'approve');
    expect(await own.state()).toBe('approved');
  });
});

describe('standing in', () => {
  it('goes on along a chain and ends where it would come round', async () => {
    await delegate('dee', ['eve'], { away: true });
    await delegate('eve', ['fay'], { away: true });
    await delegate('fay', ['dee']);
    const asked = await round({ mode: 'any', approvers: [user('dee')] });
    expect(await asked.mails('opened')).toEqual([user('fay').user]);
    await asked.vote(as('fay'), 'approve');
    expect(await asked.votes()).toEqual([[1, 'dee', 'fay', 'approve']]);
  });

  it('begins and ends when it says, and at the processes it says', async () => {
    const asked = await round({ mode: 'any', approvers: [user('gus')] });
    const other = await round({ mode: 'any', approvers: [user('gus')] });
    await delegate('gus', ['hal'], { from: at(1), until: at(3), processes: [asked.key] });
    await expect(asked.vote(as('hal'), 'approve')).rejects.toMatchObject({
      code: 'not_an_approver',
    });
    const [armed] = await world.rows<{ soon: boolean }>(
      "select (payload ->> 'at')::timestamptz <= ? as soon from outbox where kind = 'approval' and target = ? order by id desc limit 1",
      [test.store.clock(), asked.id],
    );
    expect(armed?.soon).toBe(true);
    const next = await asked.due();
    expect(next && next.getTime() - test.store.clock().getTime()).toBeLessThanOrEqual(HOUR);
    test.advance(HOUR + 1_000);
    await asked.due();
    await asked.due();
    expect(await asked.mails('opened')).toEqual([user('gus').user, user('hal').user]);
    expect((await waiting('hal')).map(({ id }) => id)).toEqual([asked.id]);
    await expect(other.vote(as('hal'), 'approve')).rejects.toMatchObject({
      code: 'not_an_approver',
    });
    test.advance(2 * HOUR);
    await expect(asked.vote(as('hal'), 'approve')).rejects.toMatchObject({
      code: 'not_an_approver',
    });
  });

  it('makes one person no more than one head where heads are counted, and several voices where all must agree', async () => {
    for (const name of ['ida', 'jon']) await delegate(name, ['kim']);
    const names = ['ida', 'jon', 'kim'].map(user);
    const two = await round({ mode: 'nOfM', needed: 2, approvers: names });
    await two.vote(as('kim'), 'approve');
    expect(await two.votes()).toEqual([[1, 'kim', 'kim', 'approve']]);
    await expect(two.vote(as('kim'), 'approve')).rejects.toMatchObject({ code: 'already_voted' });
    const everybody = await round({ mode: 'all', approvers: names });
    await everybody.vote(as('kim'), 'approve', { forId: as('ida').personId });
    expect(await everybody.votes()).toEqual([[1, 'ida', 'kim', 'approve']]);
    await everybody.vote(as('kim'), 'approve');
    expect(await everybody.state()).toBe('approved');
  });

  it('ends nobody’s duty to leave a later stage to others', async () => {
    const only = (id: string, name: string) => ({
      id,
      groups: [{ id, mode: 'all' as const, approvers: [user(name)] }],
    });
    const asked = await round({ stages: [only('one', 'ben'), only('two', 'ann')] });
    await asked.vote(as('ben'), 'approve');
    await expect(asked.vote(as('ben'), 'approve')).rejects.toMatchObject({ code: 'already_voted' });
    expect(await asked.mails('1.1:opened')).toEqual([user('ann').user]);
    expect(await waiting('ben')).toEqual([]);
    await asked.vote(as('ann'), 'approve');
    expect(await asked.state()).toBe('approved');
  });

  it('is ended, changed and seen by whose it is, by those it names, and by who manages people', async () => {
    const made = await delegate('cyd', ['hal'], { away: true }, as('cyd'));
    expect(made).toMatchObject({ state: 'now', allowed: ['edit', 'end'], away: true });
    const path = `/delegations/${made.id}`;
    const seen = async (client: Client) => {
      const answer = await client.get(path);
      return answer.statusCode === 200 ? answer.json().allowed : answer.statusCode;
    };
    expect(await Promise.all([as('hal'), as('ravi'), admin].map(seen))).toEqual([
      [],
      404,
      ['edit', 'end'],
    ]);
    expect((await as('hal').post(`${path}/end`)).statusCode).toBe(403);
    expect((await as('ravi').get('/delegations?person=cyd@example.test')).statusCode).toBe(403);
    const changed = await as('cyd').patch(path, { delegates: [user('eve').user] });
    expect(changed.json().delegates).toMatchObject([{ email: user('eve').user }]);
    const ended = await admin.post(`${path}/end`);
    expect([ended.statusCode, ended.json().state, ended.json().allowed]).toEqual([200, 'over', []]);
    expect((await as('cyd').patch(path, { away: false })).statusCode).toBe(409);
    const listed = (await admin.get('/delegations?person=cyd@example.test&state=over')).json();
    expect(listed.items.map(({ id }: { id: string }) => id)).toEqual([made.id]);
  });

  it.each([
    [{ delegates: ['cyd@example.test'] }, '/delegates/0'],
    [{ delegates: ['nobody@example.test'] }, '/delegates/0'],
    [{ delegates: ['hal@example.test'], until: '2020-01-01T00:00:00Z' }, '/until'],
    [{ delegates: ['hal@example.test'], processes: ['no-such'] }, '/processes/0'],
  ])('is refused as %j, with the field', async (body, pointer) => {
    const answer = await as('cyd').post('/delegations', body);
    expect([answer.statusCode, answer.json().errors?.[0]?.pointer]).toEqual([400, pointer]);
  });
});
