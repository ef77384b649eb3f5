/** What the reconciler asks for, kind by kind: a kind that the database does not know would end its every round. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { WAKE_UPS } from '#workflows/messages.ts';

const FIRST = '00000000-0000-0000-0000-000000000000';

let test: TestApp;
beforeAll(async () => {
  test = await createTestApp();
});
afterAll(() => test.close());

it.each(Object.keys(WAKE_UPS))('those of the kind “%s” can be found', async (kind) => {
  const found = await test.store.orm.em
    .fork()
    .execute<unknown[]>('select * from wakes_open(?, ?, ?)', [kind, FIRST, 10]);
  expect(found).toEqual([]);
});
