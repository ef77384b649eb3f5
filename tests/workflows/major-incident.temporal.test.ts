/** A major incident as its process keeps it going: updates asked for, the tickets under it resolved, its review asked for, and closed. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changeTicket } from '#domain/desk/change-ticket.ts';
import { openTicket } from '#domain/desk/open-ticket.ts';
import { linkChild, linkedTo } from '#domain/links/links.ts';
import { resolveMajor, reviewMajor, withdrawMajor } from '#domain/major/change.ts';
import { declareMajor } from '#domain/major/declare.ts';
import { changeMajorSettings, NOBODY } from '#domain/major/settings.ts';
import { sendUpdate } from '#domain/major/updates.ts';
import type { Principal } from '#domain/people/access.ts';
import { startRun } from '#domain/processes/start-run.ts';
import { installShipped } from '#domain/tenants/install-shipped.ts';
import { sql } from '#domain/tickets/sql.ts';
import type { Work } from '#domain/work.ts';
import { createWorld, eventually, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
  await world.as('ann', installShipped);
  // As often as the process asks: the next one is asked for as soon as one is sent.
  await lead((work) =>
    changeMajorSettings(work, {
      updateMinutes: { 1: 10, 2: 10, 3: 10 },
      audience: { ...NOBODY, people: ['ben@test'] },
    }),
  );
}, 120_000);
afterAll(() => world.close());

const lead = <T>(act: (work: Work, principal: Principal) => Promise<T>): Promise<T> =>
  world.as('ann', (work, principal) =>
    act(work, {
      ...principal,
      permissions: [{ permission: 'majorIncident.declare', scope: 'all' }],
    }),
  );
const opened = async (title: string): Promise<string> =>
  (await world.as('ann', (work) => openTicket(work, { type: 'incident', title }))).ticket.id;
const declared = async () => {
  const ticketId = await opened('All is down');
  const declaration = { severity: 1, commander: { user: 'ann@test' } } as const;
  const { major } = await lead((work) => declareMajor(work, ticketId, declaration));
  return { ticketId, id: major.id, runId: major.runId };
};
const update = { stage: 'investigating', subject: 'We look', body: 'Into it.' } as const;
const tasksOf = async (runId: string) =>
  (
    await world.owner.query<{ element: string; state: string; assignee_id: string; due: boolean }>(
      'select element, state, assignee_id, due_at is not null as due from task where run_id = $1 order by opened_at',
      [runId],
    )
  ).rows;
const ticketStatus = async (id: string) =>
  (await world.one<{ status: string }>('select status from ticket where id = $1', [id])).status;

describe('a major incident', () => {
  it('asks its commander for updates until it is resolved, then for its review, and is closed by it', async () => {
    const worker = await world.worker();
    const { ticketId, id, runId } = await declared();
    const child = await opened('Mine is down');
    await lead((work) => linkChild(work, ticketId, child));

    const first = await world.opened('task', runId);
    expect(await tasksOf(runId)).toEqual([
      { element: 'update', state: 'open', assignee_id: world.people.ann, due: true },
    ]);
    await lead((work, principal) => sendUpdate(work, principal, id, update));
    await world.opened('task', runId, [first]);
    const { rows: mails } = await world.owner.query<{ to_address: string }>(
      "select to_address from mail where ticket_id = $1 and dedupe_key like 'major-update:%'",
      [ticketId],
    );
    expect(mails).toEqual([{ to_address: 'ben@test' }]);

    await lead((work, principal) =>
      resolveMajor(work, principal, id, { note: 'Mended.', tells: true }),
    );
    expect([await ticketStatus(ticketId), await ticketStatus(child)]).toEqual([
      'resolved',
      'resolved',
    ]);
    await eventually('the review is asked for', async () =>
      (await tasksOf(runId)).some(({ element, state }) => element === 'review' && state === 'open'),
    );
    expect((await tasksOf(runId)).filter(({ state }) => state === 'open')).toHaveLength(1);

    const dueAt = new Date(Date.now() + 14 * 86_400_000).toISOString();
    await lead((work, principal) =>
      reviewMajor(work, principal, id, {
        summary: 'Nobody had mail.',
        cause: 'A full disk.',
        actions: [{ title: 'Watch the disk', assignee: 'eve@test', dueAt }],
      }),
    );
    expect(await world.ended(runId)).toMatchObject({ state: 'completed', outcome: 'closed' });
    expect(await ticketStatus(ticketId)).toBe('closed');
    expect(
      await world.one('select state, review from major_incident where id = $1', [id]),
    ).toMatchObject({ state: 'closed', review: { cause: 'A full disk.' } });
    const linked = await lead((work) =>
      linkedTo(work, ticketId, sql("l.kind = 'action'"), { take: 10, after: null }),
    );
    expect(linked).toMatchObject([
      { title: 'Watch the disk', status: 'new', assignee: { email: 'eve@test' }, dueAt },
    ]);
    await worker.stop();
  }, 180_000);

  it('that comes back before its review is reported on again', async () => {
    const worker = await world.worker();
    const { ticketId, id, runId } = await declared();
    await world.opened('task', runId);
    await lead((work, principal) =>
      resolveMajor(work, principal, id, { note: 'Mended.', tells: false }),
    );
    const review = await eventually('the review is asked for', async () =>
      (await tasksOf(runId)).find(({ element, state }) => element === 'review' && state === 'open'),
    );
    expect(review.assignee_id).toBe(world.people.ann);
    await world.as('ann', (work) => changeTicket(work, ticketId, { status: 'in_progress' }));
    await eventually('an update is asked for again', async () => {
      const open = (await tasksOf(runId)).filter(({ state }) => state === 'open');
      return open.length === 1 && open[0]?.element === 'update';
    });
    await worker.stop();
  }, 120_000);

  it('ends its run where the declaration is taken back', async () => {
    const worker = await world.worker();
    const { id, runId } = await declared();
    await world.opened('task', runId);
    await lead((work, principal) => withdrawMajor(work, principal, id, 'A drill.'));
    expect(await world.ended(runId)).toMatchObject({ state: 'cancelled' });
    expect((await tasksOf(runId)).filter(({ state }) => state === 'open')).toEqual([]);
    await worker.stop();
  }, 120_000);

  it('is declared once by two processes that both say so', async () => {
    const worker = await world.worker();
    const ticketId = await opened('Twice');
    await world.publish({
      key: 'declares',
      name: 'Declares',
      elements: [
        { id: 'start', type: 'startEvent', trigger: { type: 'manual' } },
        {
          id: 'declare',
          type: 'serviceTask',
          name: 'Declare',
          action: {
            type: 'declareMajorIncident',
            severity: 2,
            headline: '{{ticket.title}} over',
            commander: { user: 'eve@test' },
          },
        },
        { id: 'end', type: 'endEvent' },
      ],
      flows: [
        { id: 'f1', from: 'start', to: 'declare' },
        { id: 'f2', from: 'declare', to: 'end' },
      ],
    });
    const runs = await Promise.all(
      [1, 2].map(() => world.as('ann', (work) => startRun(work, 'declares', { ticketId }))),
    );
    for (const { id } of runs) expect(await world.ended(id)).toMatchObject({ state: 'completed' });
    const { rows } = await world.owner.query(
      'select severity, headline, commander_id, declared_by from major_incident where ticket_id = $1',
      [ticketId],
    );
    expect(rows).toEqual([
      { severity: 2, headline: 'Twice over', commander_id: world.people.eve, declared_by: null },
    ]);
    await worker.stop();
  }, 120_000);
});
