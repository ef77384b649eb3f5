/** Many at once in one meeting: whatever the order of their statements, nothing before a board is lost or decided twice. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lockBoard } from '#domain/cab/board.ts';
import { ruleOn } from '#domain/cab/decide.ts';
import type { Decision } from '#domain/cab/meeting.ts';
import { endByHand } from '#domain/cab/run-meeting.ts';
import type { BoardVote } from '#domain/cab/verdict.ts';
import { voteOn } from '#domain/cab/vote-on.ts';
import { lockSchedule } from '#domain/changes/lock.ts';
import { planInDesk } from '#domain/desk/plan-change.ts';
import type { Work } from '#domain/work.ts';
import { eventually } from '../../support/eventually.ts';
import { gated } from '../../support/gated.ts';
import { type BoardWorld, createBoardWorld } from './board-world.ts';

let own: BoardWorld;
beforeAll(async () => {
  own = await createBoardWorld();
});
afterAll(() => own?.close());

const FOR_IT = { vote: 'approve' } as const;

type Act =
  | { readonly who: 'ann' | 'ben' | 'dina'; readonly vote: BoardVote }
  | { readonly who: 'kofi'; readonly decision: Decision | null }
  | { readonly who: 'kofi' | 'dina'; readonly ends: true };

const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({
    who: fc.constantFrom('ann', 'ben', 'dina'),
    vote: fc.constantFrom<BoardVote>('approve', 'approve', 'reject', 'recused'),
  }),
  fc.record({
    who: fc.constant('kofi'),
    decision: fc.constantFrom<Decision | null>('approved', 'rejected', 'deferred', null),
  }),
  fc.record({ who: fc.constantFrom('kofi', 'dina'), ends: fc.constant(true as const) }),
) as fc.Arbitrary<Act>;

type Row = {
  readonly review: string;
  readonly on: string | null;
  readonly decision: string | null;
  readonly meeting: string;
  readonly votes: number;
  readonly agendas: number;
};

describe('whatever the order of their statements', () => {
  it('members, decisions and the end of a meeting come to one outcome, which its run hears once', async () => {
    const { key } = await own.makeBoard();
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(act, { minLength: 2, maxLength: 7 }),
        async (scheduler, acts) => {
          const change = await own.ask(key);
          const meetingId = (await change.meeting()) ?? '';
          await own.kofi.post(`/cab/meetings/${meetingId}/open`);
          const does = (one: Act) =>
            own.world.as(own[one.who], async (work: Work, principal) => {
              const gate = gated(work, scheduler, one.who);
              if ('vote' in one)
                return voteOn(gate, principal, meetingId, change.id, { vote: one.vote });
              if ('decision' in one)
                return ruleOn(gate, principal, meetingId, change.id, { decision: one.decision });
              return endByHand(gate, principal, meetingId);
            });
          const all = Promise.allSettled(acts.map(does));
          await scheduler.waitFor(all);
          const results = await all;
          for (const result of results)
            if (result.status === 'rejected')
              expect(['transition_not_allowed', 'decision_not_carried', 'not_found']).toContain(
                result.reason.code,
              );
          const [row] = await own.world.rows<Row>(
            `select r.state as review, r.meeting_id as on, i.decision, m.state as meeting,
               (select count(*)::int from cab_vote v where v.review_id = r.id and v.meeting_id = m.id) as votes,
               (select count(*)::int from cab_item x join cab_meeting o on o.id = x.meeting_id and o.state in ('planned', 'open') where x.review_id = r.id) as agendas
             from cab_review r join cab_item i on i.review_id = r.id and i.meeting_id = ? join cab_meeting m on m.id = i.meeting_id
             where r.ticket_id = ?`,
            [meetingId, change.id],
          );
          if (!row) return expect.fail('what was before the board is gone');
          const messages = await own.world.rows<{ outcome: string }>(
            `select event ->> 'outcome' as outcome from run_message where run_id = ?`,
            [change.runId],
          );
          const hasEnded = acts.some(
            (one, index) => 'ends' in one && results[index]?.status === 'fulfilled',
          );
          expect(row.meeting).toBe(hasEnded ? 'ended' : 'open');
          const isFinal = hasEnded && row.decision !== null;
          expect(messages.map(({ outcome }) => outcome)).toEqual(isFinal ? [row.decision] : []);
          expect([row.review, row.agendas]).toEqual(isFinal ? [row.decision, 0] : ['waiting', 1]);
          expect(row.votes).toBe(
            acts.filter((one, index) => 'vote' in one && results[index]?.status === 'fulfilled')
              .length,
          );
          if (!hasEnded) await own.kofi.post(`/cab/meetings/${meetingId}/end`);
        },
      ),
      { numRuns: 12 },
    );
  }, 60_000);

  it('what a board approves is what is planned then, whoever makes it another meanwhile', async () => {
    const { key } = await own.makeBoard({ quorum: 1 });
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.boolean(), async (scheduler, isVotedOnAnew) => {
        const change = await own.ask(key);
        const meetingId = (await change.meeting()) ?? '';
        await own.kofi.post(`/cab/meetings/${meetingId}/open`);
        await own.ann.post(`/cab/meetings/${meetingId}/items/${change.id}/votes`, {
          vote: 'approve',
        });
        await own.kofi.patch(`/cab/meetings/${meetingId}/items/${change.id}`, {
          decision: 'approved',
        });
        const does = (who: 'kofi' | 'ann' | 'admin', act: typeof endByHand) =>
          own.world.as(own[who], (work, principal) =>
            act(gated(work, scheduler, who), principal, meetingId),
          );
        const all = Promise.allSettled([
          does('kofi', endByHand),
          does('admin', async (work) => {
            await planInDesk(work, change.id, { backOut: 'Put the old one back.' }, {});
          }),
          ...(isVotedOnAnew
            ? [does('ann', (work, who) => voteOn(work, who, meetingId, change.id, FOR_IT))]
            : []),
        ]);
        await scheduler.waitFor(all);
        const [ended, altered] = await all;
        expect(ended).toMatchObject({ status: 'fulfilled' });
        if (altered?.status === 'rejected') expect(altered.reason.code).toBe('plan_approved');
        const [row] = await own.world.rows<{ state: string; approved: string; plan: string }>(
          `select r.state, coalesce(r.subject #>> '{ticket,change,texts,backOut}', '') as approved, coalesce(p.back_out, '') as plan
           from cab_review r left join change_plan p on p.ticket_id = r.ticket_id where r.ticket_id = ?`,
          [change.id],
        );
        expect(row).toMatchObject(
          altered?.status === 'rejected'
            ? { state: 'approved', approved: '', plan: '' }
            : { state: 'waiting', plan: 'Put the old one back.' },
        );
        await own.kofi.post(`/cab/meetings/${await change.meeting()}/cancel`, { reason: 'Done' });
      }),
      { numRuns: 16 },
    );
  }, 60_000);

  it('what is put before a board while its meetings are called off stands on one agenda, or waits', async () => {
    const { key, id } = await own.makeBoard();
    const meetings = await own.coming(key);
    const [asked] = await Promise.all([
      Promise.all(Array.from({ length: 6 }, (_, index) => own.ask(key, `Change ${index}`))),
      ...meetings.map((meeting) =>
        own.kofi.post(`/cab/meetings/${meeting.id}/cancel`, { reason: 'Away' }),
      ),
      own.admin.patch(`/cab/boards/${id}`, {
        meets: { starts: '2026-11-26T10:00', rrule: 'FREQ=WEEKLY;BYDAY=TH' },
      }),
    ]);
    const rows = await own.world.rows<{ state: string | null; agendas: number }>(
      `select m.state, (select count(*)::int from cab_item i join cab_meeting o on o.id = i.meeting_id and o.state = 'planned' where i.review_id = r.id) as agendas
       from cab_review r left join cab_meeting m on m.id = r.meeting_id where r.board_id = ?`,
      [id],
    );
    expect(rows).toHaveLength(asked.length);
    for (const row of rows) expect(row).toEqual({ state: 'planned', agendas: 1 });
  });
});

it('a process that puts a change before a board holds no board while somebody plans', async () => {
  const { key, id } = await own.makeBoard();
  const waiting = () =>
    own.world.rows(`select 1 from pg_locks where locktype = 'advisory' and not granted
      and database = (select oid from pg_database where datname = current_database())`);
  const asked = await own.test.work(async (planning) => {
    await lockSchedule(planning);
    const asking = own.ask(key);
    await eventually('the step to wait for the schedule', async () =>
      expect(await waiting()).toHaveLength(1),
    );
    // Whoever plans comes to the board now.
    await lockBoard(planning, id);
    return { asking };
  });
  expect(await (await asked.asking).meeting()).not.toBeNull();
});

describe('a delegation', () => {
  it('waits for no board but those it reaches', async () => {
    const [reached, other] = [await own.makeBoard(), await own.makeBoard()];
    const person = (name: string) => own.test.signInAs([], { email: `${name}@example.test`, name });
    const [zoe, ines] = await Promise.all([person('zoe'), person('ines')]);
    const { members } = (await own.admin.get(`/cab/boards/${reached.key}`)).json();
    await own.admin.patch(`/cab/boards/${reached.key}`, {
      members: [
        ...members.map((one: { person: { id: string }; role: string }) => ({
          person: one.person.id,
          role: one.role,
        })),
        { person: zoe.email, role: 'member' },
      ],
    });
    // Somebody on the other board lets somebody decide for them already.
    const lets = await own.ann.post('/delegations', { delegates: [ines.email] });
    expect(lets.statusCode, lets.body).toBe(201);
    await own.test.work(async (held) => {
      await lockBoard(held, other.id);
      const made = await zoe.post('/delegations', { delegates: [own.requester.email] });
      expect(made.statusCode, made.body).toBe(201);
      const none = await own.requester.post('/delegations', { delegates: [own.admin.email] });
      expect(none.statusCode, none.body).toBe(201);
    });
    const [meeting] = await own.coming(reached.key);
    expect(
      await own.world.rows(
        'select person_id from cab_invited where meeting_id = ? and invited_at is not null order by person_id',
        [meeting?.id],
      ),
    ).toEqual(
      [ines.personId, own.admin.personId, own.requester.personId]
        .sort()
        .map((person_id) => ({ person_id })),
    );
  });
});
