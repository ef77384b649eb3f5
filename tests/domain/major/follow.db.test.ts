/** A major incident that its own incident process resolves: what is part of it is resolved in the step that resolves the ticket. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { changeTicket } from '#domain/desk/change-ticket.ts';
import { linkChild } from '#domain/links/links.ts';
import { declareMajor } from '#domain/major/declare.ts';
import { majorOf } from '#domain/major/major-incident.ts';
import { completeTask } from '#domain/tasks/complete-task.ts';
import { type Client, createTestApp, type TestApp } from '../../support/app.ts';
import { createWorld, type World } from '../processes/world.ts';

let test: TestApp;
let world: World;
let omar: Client;
beforeAll(async () => {
  test = await createTestApp();
  world = createWorld(test);
  omar = await test.signInAs('agent', { name: 'Omar', groups: ['service-desk'] });
});
afterAll(() => test.close());

const opened = (title: string) => world.openTicket(omar, { type: 'incident', title });
const stateOf = async (id: string) =>
  (await world.rows<{ status: string }>('select status from ticket where id = ?', [id]))[0]?.status;

it('resolves what is part of a ticket that a process resolves, and asks no more for updates', async () => {
  const [whole, part, done] = [
    await opened('All is down'),
    await opened('Mine'),
    await opened('x'),
  ];
  const runId = whole.runs[0]?.id ?? '';
  const partRun = part.runs[0]?.id ?? '';
  await world.drive(runId);
  await world.drive(partRun);
  await world.as(omar, async (work) => {
    await declareMajor(work, whole.ticket.id, { severity: 1, commander: { user: omar.email } });
    await linkChild(work, whole.ticket.id, part.ticket.id);
    await linkChild(work, whole.ticket.id, done.ticket.id, { follows: false });
  });
  const [task] = await world.rows<{ id: string }>(
    "select id from task where run_id = ? and state = 'open'",
    [runId],
  );
  await world.as(omar, (work, principal) =>
    completeTask(work, principal, task?.id ?? '', { outcome: 'resolved' }),
  );
  await world.drive(runId);

  expect(await stateOf(whole.ticket.id)).toBe('resolved');
  expect([await stateOf(part.ticket.id), await stateOf(done.ticket.id)]).toEqual([
    'resolved',
    'new',
  ]);
  const major = await test.work((work) => majorOf(work, whole.ticket.id));
  expect(major).toMatchObject({ state: 'resolved', nextUpdateAt: null });
  const said = await world.rows<{ body: string }>('select body from comment where ticket_id = ?', [
    part.ticket.id,
  ]);
  expect(said).toEqual([{ body: `Resolved with ${whole.ticket.number}.` }]);
  // What was waiting for the part to be worked on goes on by its own drawing.
  await world.drive(partRun);
  const [run] = await world.rows('select state, outcome from run where id = ?', [partRun]);
  expect(run).toEqual({ state: 'completed', outcome: 'resolved' });
});

it('resolves what is part of a ticket that is closed without having been resolved', async () => {
  const [whole, part] = [await opened('All is down'), await opened('Mine')];
  await world.as(omar, (work) => linkChild(work, whole.ticket.id, part.ticket.id));
  await test.work((work) => changeTicket(work, whole.ticket.id, { status: 'closed' }));
  expect(await stateOf(part.ticket.id)).toBe('resolved');
});
