/** Approvals in stages: who is asked when, what is enough, who may speak again, and what comes of being late. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApprovalGroup } from '#engine/definition.ts';
import { type Client, createTestApp, type TestApp } from '../../support/app.ts';
import { when } from '../../support/process.ts';
import { createWorld, type World } from '../processes/world.ts';
import { createRounds, outcomeOf, type Rounds } from './rounds.ts';

let test: TestApp;
let world: World;
let admin: Client;
let round: Rounds;
const people = new Map<string, Client>();
const as = (name: string): Client => people.get(name) ?? expect.fail(`nobody is called ${name}`);
beforeAll(async () => {
  test = await createTestApp();
  world = createWorld(test);
  admin = await test.signInAs('admin', { email: 'admin@example.test' });
  for (const name of ['ann', 'ben', 'cyd', 'dee'])
    people.set(name, await test.signInAs([], { email: `${name}@example.test` }));
  people.set('ravi', await test.signInAs('requester', { email: 'ravi@example.test' }));
  round = createRounds({ test, world, admin, requester: as('ravi') });
});
afterAll(() => test.close());

const user = (name: string) => ({ user: `${name}@example.test` });
const group = (id: string, names: string, rest: Partial<ApprovalGroup> = {}): ApprovalGroup => ({
  id,
  mode: 'all',
  approvers: names.split(' ').map(user),
  ...rest,
});
const stage = (id: string, ...groups: ApprovalGroup[]) => ({ id, groups });
const AN_HOUR = 3_600_000;

describe('stages', () => {
  it('are asked one after the other, and people hear of it in their turn', async () => {
    const asked = await round({
      stages: [stage('team', group('all', 'ann ben')), stage('head', group('all', 'cyd'))],
    });
    expect(await asked.mails('opened')).toEqual(['ann@example.test', 'ben@example.test']);
    await expect(asked.vote(as('cyd'), 'approve')).rejects.toMatchObject({ code: 'not_your_turn' });
    await asked.vote(as('ann'), 'approve');
    await asked.vote(as('ben'), 'approve');
    expect(await asked.messages()).toEqual([]);
    expect(await asked.mails('opened')).toContain('cyd@example.test');
    await expect(asked.vote(as('ann'), 'approve')).rejects.toMatchObject({ code: 'already_voted' });
    const { state, stages } = (await as('cyd').get(`/approvals/${asked.id}`)).json();
    expect([state, stages.map((one: { state: string }) => one.state)]).toEqual([
      'open',
      ['approved', 'open'],
    ]);
    await asked.vote(as('cyd'), 'approve');
    expect(await outcomeOf(world, asked)).toBe('yes');
    expect(await asked.events()).toEqual([
      'approval.opened',
      ...Array.from({ length: 2 }, () => 'approval.voted'),
      'approval.stageBegun',
      'approval.voted',
      'approval.decided',
    ]);
  });

  it('end with the first that rejects, and those who were asked without need are told', async () => {
    const asked = await round({
      stages: [stage('team', group('all', 'ann ben')), stage('head', group('all', 'cyd'))],
    });
    await asked.vote(as('ann'), 'reject');
    expect(await outcomeOf(world, asked)).toBe('no');
    await expect(asked.vote(as('ben'), 'approve')).rejects.toMatchObject({
      code: 'approval_not_open',
    });
    const told = await world.rows<{ text: string }>(
      'select text from notification where person_id = ? and ticket_id = ? order by created_at',
      [as('ben').personId, asked.ticket.id],
    );
    expect(told.at(-1)?.text).toContain('No longer needed');
  });

  it('ask whom their conditions name, decided when the approval opens', async () => {
    const dear = when('variables.cost', 'greaterThan', 1_000);
    const approval = {
      stages: [
        stage('team', group('all', 'ann')),
        { ...stage('finance', group('all', 'ben')), when: dear },
      ],
    };
    const cheap = await round(approval, as('ravi'), { cost: 10 });
    await cheap.vote(as('ann'), 'approve');
    expect(await outcomeOf(world, cheap)).toBe('yes');
    const costly = await round(approval, as('ravi'), { cost: 5_000 });
    await costly.vote(as('ann'), 'approve');
    expect(await costly.state()).toBe('open');
    const nobody = await round(
      { stages: [{ ...stage('finance', group('all', 'ben')), when: dear }] },
      as('ravi'),
      { cost: 1 },
    );
    expect([nobody.id, await outcomeOf(world, nobody)]).toEqual(['', 'yes']);
  });

  it('count groups together as the drawing says', async () => {
    const groups = [group('it', 'ann'), group('security', 'ben'), group('chief', 'cyd')];
    const either = {
      stages: [{ ...stage('one', ...groups), enough: [['it', 'security'], ['chief']] }],
    };
    const together = await round(either);
    await together.vote(as('ann'), 'approve');
    expect(await together.state()).toBe('open');
    await together.vote(as('ben'), 'approve');
    expect(await together.state()).toBe('approved');
    const alone = await round(either);
    await alone.vote(as('ann'), 'reject');
    await alone.vote(as('cyd'), 'approve');
    expect(await alone.state()).toBe('approved');
  });

  it('wait for whoever has a veto, and end with it', async () => {
    const guarded = {
      mode: 'any' as const,
      approvers: [user('ann'), { ...user('ben'), veto: true }],
    };
    const asked = await round(guarded);
    await asked.vote(as('ann'), 'approve');
    expect(await asked.state()).toBe('open');
    await asked.vote(as('ben'), 'reject');
    expect(await asked.state()).toBe('rejected');
  });

  it('keep duties apart: who has spoken does not speak again, and somebody else is asked', async () => {
    const twice = {
      stages: [stage('one', group('all', 'ann')), stage('two', group('all', 'ann'))],
      fallback: [user('dee')],
    };
    const asked = await round(twice);
    await asked.vote(as('ann'), 'approve');
    await expect(asked.vote(as('ann'), 'approve')).rejects.toMatchObject({ code: 'already_voted' });
    expect(await asked.mails('1.1:opened')).toEqual(['dee@example.test']);
    await asked.vote(as('dee'), 'approve');
    expect(await asked.votes()).toEqual([
      [1, 'ann', 'ann', 'approve'],
      [2, 'dee', 'dee', 'approve'],
    ]);
    const lenient = await round({ ...twice, repeatVoters: true });
    await lenient.vote(as('ann'), 'approve');
    await lenient.vote(as('ann'), 'approve');
    expect(await outcomeOf(world, lenient)).toBe('yes');
  });
});

describe('somebody who is not there', () => {
  it('is found when the approval opens, and the first of those who fall in takes the seat', async () => {
    const asked = await round({
      mode: 'all',
      approvers: [user('ann'), user('nobody-here')],
      fallback: [user('cyd'), user('dee')],
    });
    expect(await asked.approvers()).toEqual([
      ['ann@example.test', null],
      ['cyd@example.test', 'fallback:nobody_left'],
      ['dee@example.test', 'fallback:nobody_left'],
    ]);
    await asked.vote(as('ann'), 'approve');
    expect(await asked.state()).toBe('open');
    await asked.vote(as('dee'), 'approve');
    expect(await asked.state()).toBe('approved');
    expect(await asked.votes()).toContainEqual([1, 'dee', 'dee', 'approve']);
  });

  it('leaves one head to each where heads are counted, as far as there are others', async () => {
    const asked = await round({
      mode: 'nOfM',
      needed: 2,
      approvers: [user('gone-1'), user('gone-2')],
      fallback: [user('cyd'), user('dee')],
    });
    await asked.vote(as('cyd'), 'approve');
    expect(await asked.state()).toBe('open');
    await expect(asked.vote(as('cyd'), 'approve')).rejects.toMatchObject({ code: 'already_voted' });
    await asked.vote(as('dee'), 'approve');
    expect(await asked.state()).toBe('approved');
  });

  it('is not missed where the others are enough', async () => {
    const asked = await round({
      mode: 'nOfM',
      needed: 2,
      approvers: [user('ann'), user('ben'), user('nobody-here')],
    });
    expect((await asked.approvers()).map(([email]) => email)).toEqual([
      'ann@example.test',
      'ben@example.test',
    ]);
  });

  it('lets nothing be approved by leaving: the seat is handed on', async () => {
    const eve = await test.signInAs([], { email: 'eve@example.test' });
    const asked = await round({ mode: 'all', approvers: [user('ann'), user('eve')] });
    expect((await admin.patch(`/users/${eve.personId}`, { active: false })).statusCode).toBe(200);
    await asked.vote(as('ann'), 'approve');
    expect(await asked.state()).toBe('open');
    expect((await asked.events()).includes('approval.handedOn')).toBe(true);
    expect(await asked.mails('opened')).toContain(admin.email);
    await asked.vote(admin, 'approve');
    expect(await asked.state()).toBe('approved');
  });
});

describe('being late', () => {
  it.each(['approved', 'rejected'] as const)(
    'comes to %s where the process says so',
    async (outcome) => {
      const asked = await round({
        mode: 'any',
        approvers: [user('ann')],
        due: { hours: 1 },
        late: { outcome },
      });
      test.advance(AN_HOUR + 1);
      expect(await asked.due()).toBeNull();
      expect(await asked.state()).toBe(outcome);
      expect(await outcomeOf(world, asked)).toBe(outcome === 'approved' ? 'yes' : 'no');
    },
  );

  it('asks others first, of whom the first decides', async () => {
    const asked = await round({
      mode: 'all',
      approvers: [user('ann'), user('ben')],
      due: { hours: 1 },
      late: { escalateTo: [user('cyd'), user('dee')], after: { hours: 2 } },
    });
    test.advance(AN_HOUR + 1);
    const next = await asked.due();
    expect(next && next > test.store.clock()).toBe(true);
    expect(await asked.mails('late')).toEqual(['cyd', 'dee'].map((name) => user(name).user));
    await asked.vote(as('ann'), 'approve');
    expect(await asked.state()).toBe('open');
    await asked.vote(as('cyd'), 'approve');
    expect(await outcomeOf(world, asked)).toBe('yes');
    const spoken = await round({
      mode: 'all',
      approvers: [user('ann'), user('ben')],
      due: { hours: 1 },
      late: { escalateTo: [user('ann')] },
    });
    await spoken.vote(as('ann'), 'approve');
    test.advance(AN_HOUR + 1);
    // Nobody else is there to be asked: it does not wait any longer.
    expect([await spoken.due(), await spoken.state()]).toEqual([null, 'timedOut']);
    const late = await round({
      mode: 'any',
      approvers: [user('ann')],
      due: { hours: 1 },
      late: { escalateTo: [user('cyd')], after: { hours: 2 } },
    });
    test.advance(AN_HOUR + 1);
    await late.due();
    test.advance(2 * AN_HOUR + 1);
    expect(await late.due()).toBeNull();
    expect(await outcomeOf(world, late)).toBe('late');
  });
});
