/** Tickets that cannot be played are told apart and counted; everything else is played all the same. */
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPast } from '#activities/read-past.ts';
import { createPlayer } from '#domain/backtests/play-batch.ts';
import { takeUp, writeBatch } from '#domain/backtests/work-off.ts';
import { chain, createWorld, type World } from '../../domain/processes/world.ts';
import { type Client, createTestApp, type TestApp } from '../../support/app.ts';

const KEY = 'kept';
const path = `/processes/${KEY}`;

let test: TestApp;
let world: World;
let admin: Client;
let owner: pg.Client;
const runs: string[] = [];
const tickets: string[] = [];
beforeAll(async () => {
  test = await createTestApp();
  world = createWorld(test);
  admin = await test.signInAs('admin');
  owner = new pg.Client(test.ownerUrl);
  await owner.connect();
  await world.publish(admin, chain(KEY));
  for (let count = 0; count < 5; count += 1) {
    const { ticket } = await world.openTicket(admin);
    const { id } = await world.start(admin, KEY, ticket.id);
    await world.drive(id);
    await admin.patch(`/tickets/${ticket.id}`, { title: 'Another title' });
    for (const status of ['in_progress', 'resolved', 'closed'])
      await admin.patch(`/tickets/${ticket.id}`, { status });
    test.advance(1_000);
    runs.push(id);
    tickets.push(ticket.id);
  }
});
afterAll(async () => {
  await owner.end();
  await test.close();
});

/** Begun, read and written as its worker does it. */
async function played(): Promise<{ id: string; errors: readonly (string | undefined)[] }> {
  const { id } = (await admin.post(`${path}/draft/backtest`, {})).json();
  const job = await test.work((work) => takeUp(work, id));
  if (!job) throw new Error('it is its turn');
  const past = await readPast((act) => test.work(act), id, 0, job.total);
  const results = await createPlayer(job.frozen)({
    tickets: past.tickets,
    versions: Object.fromEntries(past.versions),
  });
  await test.work((work) => writeBatch(work, id, 0, [...results, ...past.unread]));
  return { id, errors: past.unread.map((one) => ('error' in one ? one.error : undefined)) };
}

describe('a ticket that cannot be played', () => {
  it('is told apart with the reason, and the others are played', async () => {
    const [noVersion, noDate, sealed, whole, noInstant] = runs;
    await owner.query('update run set process_version = 9 where id = $1', [noVersion]);
    // The second is one that the database itself stumbles over, for all of a batch.
    for (const [run, at] of [
      [noDate, 'long ago'],
      [noInstant, '!'],
    ])
      await owner.query(
        `update run set start_event = jsonb_set(start_event, '{at}', to_jsonb($2::text)) where id = $1`,
        [run, at],
      );
    await owner.query(
      `update event_personal set sealed = set_byte(sealed, length(sealed) - 1, (get_byte(sealed, length(sealed) - 1) + 1) % 256)
       where event_id in (select id from event where ticket_id = $1)`,
      [tickets[2]],
    );
    const { id, errors } = await played();
    expect(errors.join()).toContain('invalid input syntax for type timestamp');
    const { state, totals } = (await admin.get(`${path}/backtests/${id}`)).json();
    expect({ state, totals }).toMatchObject({
      state: 'completed',
      totals: { tickets: 5, same: 1, different: 0, diverged: 0, unplayed: 4 },
    });
    const told = (await admin.get(`${path}/backtests/${id}/tickets?result=unplayed`)).json().items;
    const reasons = told.map((one: { run: string; unplayed: string }) => [one.run, one.unplayed]);
    expect(new Map(reasons)).toEqual(
      new Map([
        [noVersion, 'noVersion'],
        [noDate, 'unreadable'],
        [sealed, 'unreadable'],
        [noInstant, 'unreadable'],
      ]),
    );
    expect(told[0]).toMatchObject({ differences: [], diverged: null, paths: { after: [] } });
    const fine = (await admin.get(`${path}/backtests/${id}/tickets?result=same`)).json().items;
    expect(fine.map(({ run }: { run: string }) => run)).toEqual([whole]);
  });
});
