/** What an operator sees and repairs, and secrets that go in and do not come out. */
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#domain/ids.ts';
import { openSecret } from '#domain/secrets/secrets.ts';
import { type Client, createTestApp, type TestApp } from '#tests/support/app.ts';

let test: TestApp;
let operator: Client;
let admin: Client;
beforeAll(async () => {
  test = await createTestApp();
  operator = await test.signInAs('operator');
  admin = await test.signInAs('admin');
});
afterAll(() => test.close());

async function deadLetters(...targets: string[]): Promise<void> {
  const owner = new pg.Client(test.ownerUrl);
  await owner.connect();
  for (const target of targets) {
    await owner.query(
      "insert into outbox (tenant_id, kind, target, state, attempts, last_error) values ($1, 'run', $2, 'dead', 12, 'The engine said no.')",
      [test.tenant.id, target],
    );
  }
  await owner.end();
}

describe('dead letters', () => {
  it('are listed newest first, in pages', async () => {
    const targets = [newId(), newId(), newId()];
    await deadLetters(...targets);
    const first = (await operator.get('/operations/dead-letters?limit=2')).json();
    const second = (
      await operator.get(`/operations/dead-letters?limit=2&cursor=${first.nextCursor}`)
    ).json();
    expect(
      [...first.items, ...second.items].map((letter: { target: string }) => letter.target),
    ).toEqual([...targets].reverse());
    expect(first.items[0]).toMatchObject({
      kind: 'run',
      attempts: 12,
      lastError: 'The engine said no.',
      allowed: ['retry', 'discard'],
    });
  });

  it('are sent again or thrown away, once, and it is recorded who did it', async () => {
    const [again, away] = [newId(), newId()];
    await deadLetters(again, away);
    const { items } = (await operator.get('/operations/dead-letters')).json();
    const idOf = (target: string) =>
      items.find((letter: { target: string }) => letter.target === target).id;
    expect((await operator.post(`/operations/dead-letters/${idOf(again)}/retry`)).statusCode).toBe(
      200,
    );
    expect((await operator.post(`/operations/dead-letters/${idOf(again)}/retry`)).statusCode).toBe(
      404,
    );
    expect((await operator.post(`/operations/dead-letters/${idOf(away)}/discard`)).statusCode).toBe(
      204,
    );
    const rows = await test.work((work) =>
      work.em.execute('select target, state, attempts from outbox where target in (?, ?)', [
        again,
        away,
      ]),
    );
    expect(rows).toEqual([{ target: again, state: 'pending', attempts: 0 }]);
    const events = await test.work((work) =>
      work.em.execute<{ type: string; actor_id: string }[]>(
        "select type, actor_id from event where type like 'outbox.%' order by at",
      ),
    );
    expect(events).toEqual([
      { type: 'outbox.retried', actor_id: operator.personId },
      { type: 'outbox.discarded', actor_id: operator.personId },
    ]);
  });
});

describe('the status', () => {
  it('tells how outbox, runs, mail and workers stand', async () => {
    await admin.post('/tickets', { type: 'incident', title: 'One' });
    const status = (await operator.get('/operations/status')).json();
    expect(status).toMatchObject({
      outbox: { dead: expect.any(Number), pending: expect.any(Number) },
      runs: { running: 1 },
      workers: [],
    });
    expect(status.outbox.pending).toBeGreaterThan(0);
    expect((await operator.get('/operations/mail?state=captured')).json()).toEqual({
      items: [],
      nextCursor: null,
    });
  });
});

describe('a secret', () => {
  it('is written, replaced and removed, and never given back', async () => {
    const made = await admin.put('/secrets/erp.token', { value: 'first-value' });
    expect([made.statusCode, made.json().version, made.headers.etag]).toEqual([201, 1, '"v1"']);
    expect(
      (await admin.put('/secrets/erp.token', { value: 'x' }, { 'if-match': '"v7"' })).statusCode,
    ).toBe(412);
    expect(
      (await admin.put('/secrets/erp.token', { value: 'second-value' }, { 'if-match': '"v1"' }))
        .statusCode,
    ).toBe(200);
    expect((await admin.get('/secrets')).body).not.toMatch(/first-value|second-value/);
    expect(await test.work((work) => openSecret(work, 'erp.token'))).toBe('second-value');
    const rows = await test.work((work) =>
      work.em.execute<{ text: string }[]>(
        "select encode(sealed, 'escape') as text from secret union all select row_to_json(event)::text from event where type like 'secret.%'",
      ),
    );
    expect(JSON.stringify(rows)).not.toMatch(/first-value|second-value/);
    expect((await admin.delete('/secrets/erp.token')).statusCode).toBe(204);
    expect((await admin.delete('/secrets/erp.token')).statusCode).toBe(404);
    expect((await operator.get('/secrets')).statusCode).toBe(403);
  });

  it('of one tenant opens for no other, even if its bytes get there', async () => {
    await admin.put('/secrets/shared', { value: 'ours' });
    const other = await test.addTenant('other');
    const owner = new pg.Client(test.ownerUrl);
    await owner.connect();
    await owner.query(
      "insert into secret (id, tenant_id, key, sealed) select gen_random_uuid(), $1, key, sealed from secret where key = 'shared'",
      [other.id],
    );
    await owner.end();
    await expect(test.work((work) => openSecret(work, 'shared'), other.id)).rejects.toThrow(
      /cannot be opened/,
    );
  });
});
