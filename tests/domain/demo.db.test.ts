/** The demo as a newcomer meets it: what its processes ask can be decided as it is said. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { seedDemo } from '#domain/demo/seed-demo.ts';
import { createTestApp, type TestApp } from '../support/app.ts';
import { createWorld, type World } from './processes/world.ts';

let test: TestApp;
let world: World;
beforeAll(async () => {
  test = await createTestApp();
  world = createWorld(test);
  await seedDemo(test.store, test.tenant.id, () => undefined);
});
afterAll(() => test?.close());

it('has those in the group that approves changes who sit on the board, two of them for whoever asks', async () => {
  const asked = await world.rows<{ email: string }>(
    `select p.email from group_member m join people_group g on g.id = m.group_id and g.key = 'cab' join person p on p.id = m.person_id and p.active order by p.email`,
  );
  const seated = await world.rows<{ email: string }>(
    'select p.email from cab_member c join person p on p.id = c.person_id order by p.email',
  );
  expect(asked).toEqual(seated);
  const changes = await world.rows<{ email: string }>(
    `select p.email from ticket t join person p on p.id = t.requester_id where t.type = 'change'`,
  );
  expect(changes.length).toBeGreaterThan(0);
  for (const { email } of changes)
    expect(asked.filter((one) => one.email !== email).length).toBeGreaterThanOrEqual(2);
});

it('asks two where it says that two approve', async () => {
  const eva = await test.signInAs('agent', { email: 'eva@example.test' });
  const made = await eva.post('/tickets', { type: 'change', title: 'A new data centre' });
  const { id } = made.json();
  const admin = await test.signInAs('admin');
  const risky = await admin.patch(`/changes/${id}`, {
    risk: 'high',
    riskReason: 'It is all of it.',
  });
  expect(risky.statusCode, risky.body).toBe(200);
  const [run] = await world.rows<{ id: string }>('select id from run where ticket_id = ?', [id]);
  await world.drive(run?.id ?? '');
  const approvals = await world.rows(
    `select a.name, (select count(distinct w.person_id)::int from approver w where w.approval_id = a.id and w.round = a.round) as people from approval a where a.ticket_id = ?`,
    [id],
  );
  expect(approvals).toEqual([{ name: 'Two of the board approve', people: 3 }]);
  const told = await world.rows(
    `select type from event where ticket_id = ? and type = 'approval.fewer'`,
    [id],
  );
  expect(told).toEqual([]);
});
