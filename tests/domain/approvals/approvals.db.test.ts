/** Rounds of approval: who is asked, who may decide, when it is decided, and that it is decided once. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wantAgain } from '#domain/approvals/ask-again.ts';
import { cancelOpenRun } from '#domain/processes/operate-run.ts';
import { type Client, createTestApp, type TestApp } from '../../support/app.ts';
import { createWorld, type World } from '../processes/world.ts';
import { createRounds, outcomeOf as outcomeIn, type Round, type Rounds } from './rounds.ts';

let test: TestApp;
let world: World;
let admin: Client;
let ravi: Client;
let ann: Client;
let ben: Client;
let cyd: Client;
beforeAll(async () => {
  test = await createTestApp();
  world = createWorld(test);
  admin = await test.signInAs('admin', { email: 'admin@example.test' });
  ann = await test.signInAs([], { email: 'ann@example.test', groups: ['cab'] });
  ben = await test.signInAs([], { email: 'ben@example.test', groups: ['cab'] });
  cyd = await test.signInAs('approver', { email: 'cyd@example.test' });
  ravi = await test.signInAs('requester', {
    email: 'ravi@example.test',
    manager: 'cyd@example.test',
    groups: ['managers'],
  });
});
afterAll(() => test.close());

const outcomeOf = (asked: Round) => outcomeIn(world, asked);

let round: Rounds;
beforeAll(() => {
  round = createRounds({ test, world, admin, requester: ravi });
});

describe('who is asked', () => {
  it('is a person, the members of a group, the holders of a role, and the requester’s manager, each once', async () => {
    const asked = await round({
      mode: 'any',
      approvers: [
        { user: 'ANN@example.test' },
        { group: 'cab' },
        { role: 'approver' },
        { relation: 'requesterManager' },
      ],
    });
    expect(await asked.approvers()).toEqual([
      ['ann@example.test', null],
      ['ben@example.test', 'group:cab'],
      ['cyd@example.test', 'role:approver'],
    ]);
    const [mail] = await world.rows<{ body: string }>(
      "select body from mail where run_id = ? and dedupe_key like '%opened%'",
      [asked.runId],
    );
    expect(mail?.body).toContain(`https://perdura.test/approvals/${asked.id}`);
    expect(mail?.body).toContain('For the new office');
    expect(await asked.mails('opened')).toEqual([
      'ann@example.test',
      'ben@example.test',
      'cyd@example.test',
    ]);
    expect(
      await world.rows('select count(*)::int as n from notification where ticket_id = ?', [
        asked.ticket.id,
      ]),
    ).toEqual([{ n: 3 }]);
  });

  it('is not the requester, unless the process says so', async () => {
    const asked = await round({ mode: 'any', approvers: [{ group: 'cab' }] }, ann);
    expect(await asked.approvers()).toEqual([['ben@example.test', 'group:cab']]);
    await expect(asked.vote(ann, 'approve')).rejects.toMatchObject({ code: 'own_request' });
    const self = await round(
      { mode: 'any', approvers: [{ group: 'cab' }], selfApproval: true },
      ann,
    );
    await self.vote(ann, 'approve');
    expect(await self.state()).toBe('approved');
  });

  it('is the administrators where nobody else is left, and the event tells', async () => {
    const alone = await round({ mode: 'all', approvers: [{ user: 'ravi@example.test' }] });
    expect(await alone.approvers()).toEqual([['admin@example.test', 'fallback:only_requester']]);
    const nobody = await round({ mode: 'all', approvers: [{ relation: 'assignee' }] });
    expect(await nobody.approvers()).toEqual([['admin@example.test', 'fallback:nobody_left']]);
    expect(
      await world.rows(
        "select data ->> 'fallback' as fallback from event where subject_id = ? and type = 'approval.opened'",
        [nobody.id],
      ),
    ).toEqual([{ fallback: 'nobody_left' }]);
  });

  it('may be an administrator who is alone and asked for it: nobody else could ever decide', async () => {
    const alone = await round({ mode: 'any', approvers: [{ role: 'admin' }] }, admin);
    expect(await alone.approvers()).toEqual([['admin@example.test', 'fallback:only_requester']]);
    await alone.vote(admin, 'approve');
    expect(await outcomeOf(alone)).toBe('yes');
  });

  it('keeps what is decided on with the round, and its hash with every vote', async () => {
    const asked = await round({
      mode: 'any',
      approvers: [{ group: 'cab' }],
      message: 'About {{ticket.title}} for {{requester.email}}',
    });
    const [row] = await world.rows<{
      message: string;
      subject: { ticket: { title: string } };
      subject_hash: string;
    }>('select message, subject, subject_hash from approval where id = ?', [asked.id]);
    expect(row).toMatchObject({
      message: 'About A thing for ravi@example.test',
      subject: { ticket: { title: 'A thing' } },
    });
    await expect(asked.vote(ann, 'approve', { subjectHash: 'another' })).rejects.toMatchObject({
      code: 'stale_version',
    });
    await asked.vote(ann, 'approve', { subjectHash: row?.subject_hash, comment: 'looks right' });
    expect(
      await world.rows(
        'select decision, comment, channel, subject_hash from vote where approval_id = ?',
        [asked.id],
      ),
    ).toEqual([
      {
        decision: 'approve',
        comment: 'looks right',
        channel: 'api',
        subject_hash: row?.subject_hash,
      },
    ]);
  });
});

describe('who may decide', () => {
  it('is who is asked, once, while it is open', async () => {
    const asked = await round({ mode: 'all', approvers: [{ group: 'cab' }] });
    await expect(asked.vote(cyd, 'approve')).rejects.toMatchObject({ code: 'not_an_approver' });
    await expect(asked.vote(ravi, 'approve')).rejects.toMatchObject({ code: 'own_request' });
    await asked.vote(ann, 'approve');
    await expect(asked.vote(ann, 'reject')).rejects.toMatchObject({ code: 'already_voted' });
    await asked.vote(ben, 'reject');
    expect(await asked.state()).toBe('rejected');
    await expect(asked.vote(ben, 'approve')).rejects.toMatchObject({ code: 'already_voted' });
    const any = await round({ mode: 'any', approvers: [{ group: 'cab' }] });
    await any.vote(ann, 'approve');
    await expect(any.vote(ben, 'reject')).rejects.toMatchObject({ code: 'approval_not_open' });
    expect(await any.messages()).toEqual(['approved']);
  });

  it('is nobody with a token that was not given to decide', async () => {
    const limited = await test.signInAs([], { email: 'dan@example.test', scopes: ['ticket.read'] });
    const asked = await round({ mode: 'any', approvers: [{ user: 'dan@example.test' }] });
    await expect(asked.vote(limited, 'approve')).rejects.toMatchObject({ code: 'not_permitted' });
  });

  it('writes votes that cannot be changed: the application’s role may only add', async () => {
    const asked = await round({ mode: 'all', approvers: [{ group: 'cab' }] });
    await asked.vote(ann, 'approve');
    await expect(
      test.work((work) =>
        work.em.execute("update vote set decision = 'reject' where approval_id = ?", [asked.id]),
      ),
    ).rejects.toThrow(/permission denied/);
    await expect(
      test.work((work) => work.em.execute('delete from vote where approval_id = ?', [asked.id])),
    ).rejects.toThrow(/permission denied/);
  });
});

describe('when it is decided', () => {
  it('any: by the first who does not abstain', async () => {
    const asked = await round({
      mode: 'any',
      approvers: [{ group: 'cab' }, { user: 'cyd@example.test' }],
    });
    await asked.vote(ann, 'abstain');
    expect(await asked.state()).toBe('open');
    await asked.vote(cyd, 'reject');
    expect(await outcomeOf(asked)).toBe('no');
  });

  it('all: when every one has approved', async () => {
    const asked = await round({ mode: 'all', approvers: [{ group: 'cab' }] });
    await asked.vote(ann, 'approve');
    expect(await asked.messages()).toEqual([]);
    await asked.vote(ben, 'approve');
    expect(await outcomeOf(asked)).toBe('yes');
  });

  it('n of m: as soon as enough have approved, held to how many there are', async () => {
    const asked = await round({
      mode: 'nOfM',
      needed: 2,
      approvers: [{ group: 'cab' }, { user: 'cyd@example.test' }],
    });
    await asked.vote(ann, 'approve');
    await asked.vote(cyd, 'approve');
    expect(await asked.state()).toBe('approved');
    const few = await round({ mode: 'nOfM', needed: 9, approvers: [{ group: 'cab' }] });
    await few.vote(ann, 'approve');
    await few.vote(ben, 'approve');
    expect(await outcomeOf(few)).toBe('yes');
  });

  it('n of m: fewer than that are told of on the ticket, each time they are asked', async () => {
    const enough = await round({ mode: 'nOfM', needed: 2, approvers: [{ group: 'cab' }] });
    expect(await enough.events()).not.toContain('approval.fewer');
    const few = await round({
      stages: [
        {
          id: 'one',
          groups: [
            {
              id: 'six',
              name: 'Six eyes',
              mode: 'nOfM',
              needed: 3,
              approvers: [{ group: 'cab' }],
            },
            { id: 'heavy', mode: 'weighted', needed: 5, approvers: [{ group: 'cab', weight: 2 }] },
          ],
        },
      ],
    });
    const fewer = () =>
      world.rows(
        `select data ->> 'group' as "group", (data ->> 'needed')::int as needed, (data ->> 'there')::int as there
         from event where subject_id = ? and type = 'approval.fewer' and ticket_id = ? order by seq`,
        [few.id, few.ticket.id],
      );
    const told = [
      { group: 'Six eyes', needed: 3, there: 2 },
      { group: null, needed: 5, there: 4 },
    ];
    expect(await fewer()).toEqual(told);
    await world.as(admin, (work, principal) => wantAgain(work, principal, few.id, 'Once more'));
    expect(await fewer()).toEqual([...told, ...told]);
    const timeline = (await admin.get(`/tickets/${few.ticket.id}/events`)).json().items;
    expect(timeline.map(({ type }: { type: string }) => type)).toContain('approval.fewer');
  });

  it('tells those who need decide no more, and disarms what watched over it', async () => {
    const asked = await round({ mode: 'any', approvers: [{ group: 'cab' }] });
    await asked.vote(ann, 'approve');
    expect(await asked.events()).toEqual(['approval.opened', 'approval.voted', 'approval.decided']);
    const told = await world.rows<{ text: string }>(
      'select n.text from notification n join person p on p.id = n.person_id where n.ticket_id = ? and p.email = ? order by n.created_at',
      [asked.ticket.id, ben.email],
    );
    expect(told).toHaveLength(2);
    expect(told[1]?.text).toContain('No longer needed');
    const outbox = await world.rows<{ payload: { at: string | null } }>(
      "select payload from outbox where kind = 'approval' and target = ? order by id",
      [asked.id],
    );
    expect(outbox.map(({ payload }) => payload.at === null)).toEqual([false, true]);
  });

  it('once, by two votes that would both decide', async () => {
    for (let turn = 0; turn < 8; turn += 1) {
      const asked = await round({ mode: 'any', approvers: [{ group: 'cab' }] });
      const results = await Promise.allSettled([
        asked.vote(ann, 'approve'),
        asked.vote(ben, 'reject'),
      ]);
      expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      expect(await asked.messages()).toHaveLength(1);
      expect(
        await world.rows('select count(*)::int as n from vote where approval_id = ?', [asked.id]),
      ).toEqual([{ n: 1 }]);
      expect(['yes', 'no']).toContain(await outcomeOf(asked));
    }
  });

  it('once, by the same vote sent many times', async () => {
    const asked = await round({ mode: 'any', approvers: [{ group: 'cab' }] });
    const results = await Promise.allSettled(
      Array.from({ length: 6 }, () => asked.vote(ann, 'approve')),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await asked.messages()).toEqual(['approved']);
  });

  it('by a vote or by the run’s end, not by both', async () => {
    for (let turn = 0; turn < 5; turn += 1) {
      const asked = await round({ mode: 'any', approvers: [{ group: 'cab' }] });
      await Promise.allSettled([
        asked.vote(ann, 'approve'),
        world
          .as(admin, (work) => cancelOpenRun(work, asked.runId, 'race'))
          .then(() => world.drive(asked.runId)),
      ]);
      await world.drive(asked.runId);
      const state = await asked.state();
      const votes = await world.rows<{ n: number }>(
        'select count(*)::int as n from vote where approval_id = ?',
        [asked.id],
      );
      expect([state, votes[0]?.n]).toEqual(
        state === 'approved' ? ['approved', 1] : ['cancelled', 0],
      );
      const [run] = await world.rows<{ state: string }>('select state from run where id = ?', [
        asked.runId,
      ]);
      expect(['completed', 'cancelled']).toContain(run?.state);
    }
  });
});

describe('what falls due', () => {
  const DAY = 86_400_000;

  it('reminds those who have not decided, each time once, and says when to come again', async () => {
    const asked = await round({
      mode: 'all',
      approvers: [{ group: 'cab' }],
      remindAfter: { hours: 24 },
    });
    const first = await asked.due();
    expect(first?.getTime()).toBeGreaterThan(test.store.clock().getTime());
    await asked.vote(ann, 'approve');
    test.advance(DAY);
    const next = await asked.due();
    expect(next?.getTime()).toBeGreaterThan(test.store.clock().getTime());
    await asked.due();
    expect(await asked.mails('reminder')).toEqual(['ben@example.test']);
    test.advance(DAY + 1_000);
    await asked.due();
    expect(await asked.mails('reminder')).toEqual(['ben@example.test', 'ben@example.test']);
    expect((await asked.events()).filter((type) => type === 'approval.reminded')).toHaveLength(2);
  });

  it('ends in time-out where the process says so, and then in nothing else', async () => {
    const asked = await round({ mode: 'any', approvers: [{ group: 'cab' }], due: { hours: 2 } });
    expect(await asked.due()).not.toBeNull();
    test.advance(2 * 3_600_000 + 1);
    expect(await asked.due()).toBeNull();
    expect(await asked.due()).toBeNull();
    expect(await asked.state()).toBe('timedOut');
    await expect(asked.vote(ann, 'approve')).rejects.toMatchObject({ code: 'approval_not_open' });
    expect(await asked.messages()).toEqual(['timedOut']);
    expect(await outcomeOf(asked)).toBe('late');
  });

  it('is decided by a vote or by time, not by both', async () => {
    for (let turn = 0; turn < 6; turn += 1) {
      const asked = await round({ mode: 'any', approvers: [{ group: 'cab' }], due: { hours: 1 } });
      test.advance(3_600_000 + 1);
      await Promise.allSettled([asked.vote(ann, 'approve'), asked.due(), asked.due()]);
      const state = await asked.state();
      expect(await asked.messages()).toEqual([state]);
      expect(['approved', 'timedOut']).toContain(state);
    }
  });

  it('hands a round whose people have all left to the administrators', async () => {
    const eve = await test.signInAs([], { email: 'eve@example.test' });
    const asked = await round({
      mode: 'any',
      approvers: [{ user: 'eve@example.test' }],
      remindAfter: { hours: 1 },
    });
    await test.work((work) =>
      work.em.execute('update person set active = false where id = ?', [eve.personId]),
    );
    test.advance(3_600_001);
    await asked.due();
    expect(await asked.approvers()).toEqual([
      ['admin@example.test', 'fallback:nobody_left'],
      ['eve@example.test', null],
    ]);
    expect(await asked.mails('opened')).toContain('admin@example.test');
    expect(await asked.mails('reminder')).toEqual([]);
    await asked.vote(admin, 'approve');
    expect(await asked.state()).toBe('approved');
  });

  it('is nothing once it is decided', async () => {
    const asked = await round({ mode: 'any', approvers: [{ group: 'cab' }] });
    await asked.vote(ben, 'approve');
    test.advance(30 * DAY);
    expect(await asked.due()).toBeNull();
    expect(await asked.mails('reminder')).toEqual([]);
  });
});
