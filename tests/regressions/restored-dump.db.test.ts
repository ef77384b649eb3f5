/** A dump in a cluster whose transaction numbers are lower: what happens then comes after what was restored, and once. */

import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { comparePlaces, type Place, presentPlace, readEvents } from '#domain/events/reader.ts';
import { record } from '#domain/events/record.ts';
import { newId } from '#domain/ids.ts';
import { migrate } from '#domain/migrate.ts';
import { createTestApp, type TestApp } from '../support/app.ts';

/** How many transactions the old cluster was ahead. */
const AHEAD = 1_000_000;

let test: TestApp;
let owner: pg.Client;
beforeAll(async () => {
  test = await createTestApp();
  owner = new pg.Client({ connectionString: test.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await test.close();
});

const em = () => test.store.orm.em.fork() as Parameters<typeof readEvents>[0];
const happen = (type: string) =>
  test.work((work) => record(work, { type, subject: { kind: 'run', id: newId() }, data: {} }));
const read = async (place: Place) => {
  const events = await readEvents(em(), place, 1_000);
  return { types: events.map(({ type }) => type), place: events.at(-1)?.place ?? place };
};
const wanted = async () =>
  (await owner.query<{ offset: string | null }>('select event_offset_wanted() as offset')).rows[0]
    ?.offset;
const restore = () =>
  owner.query(`update event set xid = (xid::text::bigint + ${AHEAD})::text::xid8`);

it.each([1, 2])('is put in order by the next start (restored for the %sth time)', async (time) => {
  await happen(`before-${time}`);
  // Connections that have planned their inserts go by the new offset, too.
  const { place: old } = await read({ xid: '0', seq: '0' });
  expect(await wanted()).toBeNull();
  await restore();
  expect(await wanted()).not.toBeNull();
  await migrate(test.ownerUrl);
  expect(await wanted()).toBeNull();

  const now = await presentPlace(em());
  expect(comparePlaces(now, old)).toBe(1);
  expect((await read(now)).types).toEqual([]);
  await happen(`after-${time}`);
  // Whatever else the cluster is doing holds the reader back for as long as it lasts.
  await expect
    .poll(async () => (await read(now)).types, { timeout: 20_000 })
    .toEqual([`after-${time}`]);
  const all = await read({ xid: '0', seq: '0' });
  expect(all.types.slice(-2)).toEqual([`before-${time}`, `after-${time}`]);
});

it('changes nothing where all is well', async () => {
  const before = await owner.query('select event_offset() as offset');
  await migrate(test.ownerUrl);
  expect((await owner.query('select event_offset() as offset')).rows).toEqual(before.rows);
});
