/**
 * Many at once at one approval: whatever the order in which their statements reach the database, there is one outcome, and each
 * of them was told the truth.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { approvalDue } from '#domain/approvals/approval-due.ts';
import { wantAgain } from '#domain/approvals/ask-again.ts';
import { vote } from '#domain/approvals/vote.ts';
import type { Work } from '#domain/work.ts';
import type { Decision } from '#engine/approval/tally.ts';
import { type Client, createTestApp, type TestApp } from '../../support/app.ts';
import { gated } from '../../support/gated.ts';
import { createWorld, type World } from '../processes/world.ts';
import { createRounds, type Round, type Rounds } from './rounds.ts';

const CROWD = 50;
let test: TestApp;
let world: World;
let round: Rounds;
const people = new Map<string, Client>();
const as = (name: string): Client => people.get(name) ?? expect.fail(`nobody is called ${name}`);
const user = (name: string) => ({ user: `${name}@example.test` });
beforeAll(async () => {
  test = await createTestApp();
  world = createWorld(test);
  const admin = await test.signInAs('admin', { email: 'admin@example.test' });
  for (const name of ['ann', 'ben', 'cyd', 'dee'])
    people.set(name, await test.signInAs([], { email: `${name}@example.test` }));
  people.set('ravi', await test.signInAs('requester', { email: 'ravi@example.test' }));
  round = createRounds({ test, world, admin, requester: as('ravi') });
  // Dee stands in for Ann.
  await as('ann').post('/delegations', { delegates: [user('dee').user] });
});
afterAll(() => test.close());

type Act =
  | { readonly who: 'ann' | 'ben' | 'cyd' | 'dee'; readonly decision: Decision }
  | { readonly who: 'time' }
  | { readonly who: 'again' };

const act = fc.oneof(
  fc.record({
    who: fc.constantFrom('ann' as const, 'ben' as const, 'cyd' as const, 'dee' as const),
    decision: fc.constantFrom<Decision>('approve', 'approve', 'reject', 'abstain'),
  }),
  fc.constant({ who: 'time' as const }),
  fc.constant({ who: 'again' as const }),
);

const does = (asked: Round, scheduler: fc.Scheduler, one: Act): Promise<unknown> => {
  const gate = (work: Work) => gated(work, scheduler, one.who);
  if (one.who === 'time') return test.work((work) => approvalDue(gate(work), asked.id));
  if (one.who === 'again')
    return world.as(as('ben'), (work, principal) =>
      wantAgain(gate(work), principal, asked.id, 'Once more'),
    );
  return world.as(as(one.who), (work, principal) =>
    vote(gate(work), principal, asked.id, { decision: one.decision }),
  );
};

const CODES = ['already_voted', 'approval_not_open', 'not_permitted', 'not_an_approver'];

describe('whatever the order of their statements', () => {
  it('voters, those who stand in, time and asking again come to one outcome, and all are told the truth', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(act, { minLength: 2, maxLength: 6 }),
        async (scheduler, acts) => {
          const asked = await round({
            mode: 'nOfM',
            needed: 2,
            approvers: ['ann', 'ben', 'cyd'].map(user),
            due: { seconds: 1 },
          });
          test.advance(2_000);
          const all = Promise.allSettled(acts.map((one) => does(asked, scheduler, one)));
          await scheduler.waitFor(all);
          const results = await all;
          const [row] = await world.rows<{ state: string; round: number; ok: number }>(
            `select state, round, (select count(*)::int from vote v where v.approval_id = a.id) as ok from approval a where id = ?`,
            [asked.id],
          );
          if (!row) return expect.fail('the approval is gone');
          // One message for one outcome, and none while it is open.
          expect(await asked.messages()).toEqual(row.state === 'open' ? [] : [row.state]);
          // Who was told that their vote counts has one on the record, and nobody else.
          const told = acts.filter(
            (one, index) => 'decision' in one && results[index]?.status === 'fulfilled',
          );
          expect(row.ok).toBe(told.length);
          for (const result of results)
            if (result.status === 'rejected') expect(CODES).toContain(result.reason.code);
          // What the votes of the last round come to is what it came to.
          const votes = await world.rows<{ decision: Decision }>(
            'select decision from vote where approval_id = ? and round = ?',
            [asked.id, row.round],
          );
          const yes = votes.filter(({ decision }) => decision === 'approve').length;
          const expected =
            yes >= 2 ? 'approved' : votes.length - yes >= 2 ? 'rejected' : ['open', 'timedOut'];
          expect([expected].flat()).toContain(row.state);
        },
      ),
      { numRuns: 15 },
    );
  });
});

describe('fifty at once', () => {
  it('make one decision of one vote each, and the rest are told that it has been made', async () => {
    const crowd = await Promise.all(
      Array.from({ length: CROWD }, (_, index) =>
        test.signInAs([], { email: `voter-${index}@example.test` }),
      ),
    );
    const asked = await round({
      mode: 'majority',
      approvers: crowd.map(({ email }) => ({ user: email })),
    });
    const answers = await Promise.all(
      crowd.map((one) => one.post(`/approvals/${asked.id}/decision`, { decision: 'approve' })),
    );
    const counts = new Map<number, number>();
    for (const { statusCode } of answers) counts.set(statusCode, (counts.get(statusCode) ?? 0) + 1);
    expect(Object.fromEntries(counts)).toEqual({ 200: CROWD / 2 + 1, 409: CROWD / 2 - 1 });
    expect((await asked.votes()).length).toBe(CROWD / 2 + 1);
    expect(await asked.messages()).toEqual(['approved']);
  });
});
