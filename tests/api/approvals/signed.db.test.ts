/** Signed decisions, and the record that tells of its own changes: against what whoever owns the database can do. */
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { updatePerson } from '#domain/people/update-person.ts';
import type { ApprovalRound } from '#engine/definition.ts';
import { createRounds, type Rounds } from '../../domain/approvals/rounds.ts';
import { createWorld, type World } from '../../domain/processes/world.ts';
import { type Client, createTestApp, type TestApp } from '../../support/app.ts';

const PASSWORD = 'correct horse battery';
const MEANING = 'I have reviewed this and answer for it.';
const SIGNED: ApprovalRound = {
  mode: 'all',
  approvers: [{ user: 'ann@example.test' }, { user: 'ben@example.test' }],
  signature: MEANING,
};

let test: TestApp;
let world: World;
let owner: pg.Client;
let round: Rounds;
let ann: Client;
let ben: Client;
let tom: Client;
beforeAll(async () => {
  test = await createTestApp();
  world = createWorld(test);
  const admin = await test.signInAs('admin');
  ann = await test.signInAs([], { email: 'ann@example.test' });
  ben = await test.signInAs([], { email: 'ben@example.test' });
  tom = await test.signInAs([], { email: 'tom@example.test' });
  for (const { personId } of [ann, ben])
    await test.work((work) => updatePerson(work, personId, { password: PASSWORD }));
  const requester = await test.signInAs('requester');
  round = createRounds({ test, world, admin, requester });
  owner = new pg.Client(test.ownerUrl);
  await owner.connect();
});
afterAll(async () => {
  await owner?.end();
  await test?.close();
});

const decide = (client: Client, id: string, more: object = {}) =>
  client.post(`/approvals/${id}/decision`, { decision: 'approve', ...more });
const recordOf = async (client: Client, id: string) =>
  (await client.get(`/approvals/${id}/record`)).json();

describe('a decision that is signed', () => {
  it('needs the password again, and holds what it was signed as', async () => {
    const asked = await round(SIGNED);
    expect((await ann.get(`/approvals/${asked.id}`)).json().signature).toBe(MEANING);
    for (const more of [{}, { password: 'a guess' }]) {
      const refused = await decide(ann, asked.id, more);
      expect([refused.statusCode, refused.json()]).toMatchObject([
        403,
        { type: '/problems/password_required', errors: [{ pointer: '/password' }] },
      ]);
    }
    expect(await asked.votes()).toEqual([]);
    const taken = await decide(ann, asked.id, { password: PASSWORD });
    expect(taken.statusCode, taken.body).toBe(200);
    expect(taken.json().approvers[0]).toMatchObject({ email: ann.email, signed: MEANING });

    const { subjectHash } = taken.json();
    const decisions = [{ id: asked.id, decision: 'reject', subjectHash, comment: 'No' }];
    const [unsigned] = (await ben.post('/approvals/bulk', { decisions })).json().items;
    expect(unsigned).toMatchObject({
      status: 403,
      problem: { type: '/problems/password_required' },
    });
    const many = await ben.post('/approvals/bulk', { decisions, password: PASSWORD });
    expect(many.json().items).toMatchObject([{ status: 200, approval: { state: 'rejected' } }]);
    expect(await recordOf(ann, asked.id)).toMatchObject({
      intact: true,
      brokenAt: null,
      votes: [
        { voter: { email: ann.email }, decision: 'approve', signed: MEANING, channel: 'api' },
        { voter: { email: ben.email }, decision: 'reject', signed: MEANING, comment: 'No' },
      ],
    });
  });
});

describe('the record of an approval', () => {
  it('says which vote is not as it was written, and is for who may see the approval', async () => {
    const { signature: _, ...unsigned } = SIGNED;
    const { id } = await round(unsigned);
    expect(await recordOf(ann, id)).toEqual({ votes: [], intact: true, brokenAt: null });
    await decide(ann, id, { comment: 'Fine' });
    await ann.post(`/approvals/${id}/rounds`, { reason: 'I was wrong' });
    await decide(ann, id, { decision: 'abstain' });
    await decide(ben, id);
    const whole = await recordOf(ben, id);
    expect(whole).toMatchObject({
      intact: true,
      votes: [{ round: 1 }, { round: 2 }, { round: 2 }],
    });
    expect((await tom.get(`/approvals/${id}/record`)).statusCode).toBe(404);

    for (const [tampering, brokenAt] of [
      ["update vote set decision = 'reject' where approval_id = $1 and round = 1", 1],
      ["update vote set comment = 'Never' where approval_id = $1 and decision = 'abstain'", 2],
      [`update vote set voter_id = '${tom.personId}' where approval_id = $1 and round = 1`, 1],
      ['delete from vote where approval_id = $1 and round = 1', 1],
      ["delete from vote where approval_id = $1 and round = 2 and decision = 'approve'", 3],
      ['update approval set votes_seal = null where id = $1', 4],
    ] as const) {
      const before = await snapshot(id);
      await owner.query(tampering, [id]);
      expect([tampering, await recordOf(ann, id)]).toMatchObject([
        tampering,
        { intact: false, brokenAt },
      ]);
      await restore(id, before);
    }
    expect(await recordOf(ann, id)).toEqual(whole);
  });
});

type Snapshot = { readonly votes: string; readonly seal: string | null };
async function snapshot(id: string): Promise<Snapshot> {
  const votes = await owner.query(
    'select coalesce(jsonb_agg(to_jsonb(v) order by seq), $2)::text as all from vote v where approval_id = $1',
    [id, '[]'],
  );
  const approval = await owner.query('select votes_seal from approval where id = $1', [id]);
  return { votes: votes.rows[0].all, seal: approval.rows[0].votes_seal };
}
/** As whoever has a backup would. */
async function restore(id: string, { votes, seal }: Snapshot): Promise<void> {
  await owner.query('delete from vote where approval_id = $1', [id]);
  await owner.query(
    'insert into vote overriding system value select * from jsonb_populate_recordset(null::vote, $1::jsonb)',
    [votes],
  );
  await owner.query('update approval set votes_seal = $2 where id = $1', [id, seal]);
}
