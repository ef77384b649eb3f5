/** The stream of events: in order, each once, only what the caller may see, resumed without a gap, ended with the session. */
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { presentPlace, readEvents } from '#domain/events/reader.ts';
import { record } from '#domain/events/record.ts';
import { newId } from '#domain/ids.ts';
import { type Client, createTestApp, type TestApp } from '#tests/support/app.ts';

let test: TestApp;
let admin: Client;
let origin: string;
beforeAll(async () => {
  test = await createTestApp();
  admin = await test.signInAs('admin');
  await test.app.listen({ port: 0, host: '127.0.0.1' });
  origin = `http://127.0.0.1:${(test.app.server.address() as AddressInfo).port}`;
});
afterAll(() => test.close());

const happen = (label: string, tenantId?: string) =>
  test.work(
    (work) => record(work, { type: label, subject: { kind: 'process', id: newId() } }),
    tenantId,
  );

type Block = { id?: string; event?: string; data?: string };

/** Reads a stream block by block. */
async function listen(token: string, lastEventId?: string) {
  const abort = new AbortController();
  const answer = await fetch(`${origin}/api/v1/events/stream`, {
    headers: {
      authorization: `Bearer ${token}`,
      ...(lastEventId ? { 'last-event-id': lastEventId } : {}),
    },
    signal: abort.signal,
  });
  const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
  let buffer = '';
  let ended = false;
  async function next(): Promise<Block | null> {
    for (;;) {
      const cut = buffer.indexOf('\n\n');
      if (cut >= 0) {
        const lines = buffer.slice(0, cut).split('\n');
        buffer = buffer.slice(cut + 2);
        return Object.fromEntries(
          lines.map((line) => [
            line.slice(0, line.indexOf(':')),
            line.slice(line.indexOf(':') + 2),
          ]),
        );
      }
      const { value, done } = await reader.read();
      if (done) {
        ended = true;
        return null;
      }
      buffer += value;
    }
  }
  /** The next block of this kind, and what came before it. */
  async function until(event: string, type?: string): Promise<Block[]> {
    const seen: Block[] = [];
    for (;;) {
      const block = await next();
      if (!block) throw new Error('The stream ended.');
      if (block.event) seen.push(block);
      if (
        block.event === event &&
        (type === undefined || JSON.parse(block.data ?? '{}').type === type)
      )
        return seen;
    }
  }
  return { answer, next, until, ended: () => ended, close: () => abort.abort() };
}

/** What the test itself made happen; the database server may be in use by others, who can hold earlier events back. */
const typesOf = (blocks: Block[]) =>
  blocks
    .filter((block) => block.event === 'change')
    .map((block): string => JSON.parse(block.data!).type)
    .filter((type) => !type.includes('.'));

const PATIENCE_MS = 20_000;

describe('a stream', () => {
  it('tells what happens, with ids only', async () => {
    const stream = await listen(admin.token);
    expect(stream.answer.headers.get('content-type')).toContain('text/event-stream');
    await stream.until('ready');
    await happen('one');
    const block = (await stream.until('change', 'one')).at(-1);
    expect(JSON.parse(block!.data!)).toEqual({
      type: 'one',
      subject: { kind: 'process', id: expect.any(String) },
      at: expect.any(String),
      actor: { kind: 'system', id: null },
    });
    stream.close();
  });

  it('resumes where it was left, without a gap and without a repeat', async () => {
    const first = await listen(admin.token);
    await first.until('ready');
    await happen('before');
    const last = (await first.until('change', 'before')).at(-1);
    first.close();
    for (const label of ['missed-1', 'missed-2', 'missed-3']) await happen(label);
    const second = await listen(admin.token, last!.id);
    const racing = happen('racing');
    const caughtUp = await second.until('ready');
    await racing;
    await happen('after');
    const types = typesOf([...caughtUp, ...(await second.until('change', 'after'))]);
    expect(types).toEqual(['missed-1', 'missed-2', 'missed-3', 'racing', 'after']);
    second.close();
  });

  it('says so when too much was missed, or the place is none', async () => {
    for (const id of ['nonsense', '99999999999.1']) {
      const stream = await listen(admin.token, id);
      expect((await stream.until('reset')).at(-1)?.id).toMatch(/^\d+\.\d+$/);
      stream.close();
    }
  });

  it('waits for a transaction that commits late, and skips nothing of it', async () => {
    const late = new pg.Client(test.ownerUrl);
    await late.connect();
    const stream = await listen(admin.token);
    await stream.until('ready');
    await late.query('begin');
    const insert = `insert into event (id, at, tenant_id, type, subject_kind, subject_id, actor_kind, cause_kind) values ($1, now(), $2, $3, 'process', $1, 'system', 'system')`;
    await late.query(insert, [newId(), test.tenant.id, 'late']);
    for (let i = 0; i < 5; i++) await happen(`early-${i}`);
    await late.query('commit');
    await late.end();
    await happen('last');
    expect(typesOf(await stream.until('change', 'last'))).toEqual([
      'late',
      'early-0',
      'early-1',
      'early-2',
      'early-3',
      'early-4',
      'last',
    ]);
    stream.close();
  });

  it('tells nobody what they may not see', async () => {
    const other = await test.addTenant('elsewhere');
    const requester = await test.signInAs('requester');
    const foreigner = await test.signInAs('admin', { tenant: 'elsewhere' });
    const streams = {
      requester: await listen(requester.token),
      foreigner: await listen(foreigner.token),
    };
    await streams.requester.until('ready');
    await streams.foreigner.until('ready');
    await happen('ours');
    await happen('theirs', other.id);
    expect(typesOf(await streams.foreigner.until('change', 'theirs'))).toEqual(['theirs']);
    const made = await test.work((work) =>
      record(work, {
        type: 'for-requester',
        subject: { kind: 'approval', id: newId() },
        data: { personId: requester.personId },
      }),
    );
    expect(made).toBeTruthy();
    expect(typesOf(await streams.requester.until('change', 'for-requester'))).toEqual([
      'for-requester',
    ]);
    streams.requester.close();
    streams.foreigner.close();
  });

  it('ends when its token is revoked', async () => {
    const leaving = await test.signInAs('admin');
    const stream = await listen(leaving.token);
    await stream.until('ready');
    const { items } = (await leaving.get('/me/tokens')).json();
    await leaving.delete(`/me/tokens/${items[0].id}`);
    while (await stream.next());
    expect(stream.ended()).toBe(true);
  });
});

describe('the reader', () => {
  it('gives every event of many writers once, in the order of places', async () => {
    const em = () => test.store.orm.em.fork() as Parameters<typeof readEvents>[0];
    let place = await presentPlace(em());
    const writers = Array.from({ length: 8 }, async (_, n) => {
      for (let i = 0; i < 25; i++) await happen(`w${n}-${i}`);
    });
    const all = Promise.all(writers);
    const seen: string[] = [];
    // Whatever runs elsewhere in the cluster holds the reader back, so an empty page is not the end.
    const until = Date.now() + PATIENCE_MS;
    while (seen.filter((type) => type.startsWith('w')).length < 200 && Date.now() < until) {
      const events = await readEvents(em(), place, 7);
      seen.push(...events.map((event) => event.type));
      place = events.at(-1)?.place ?? place;
      if (events.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    }
    await all;
    expect(seen.filter((type) => type.startsWith('w'))).toHaveLength(200);
    expect(new Set(seen).size).toBe(seen.length);
    for (let n = 0; n < 8; n++) {
      expect(seen.filter((type) => type.startsWith(`w${n}-`))).toEqual(
        Array.from({ length: 25 }, (_, i) => `w${n}-${i}`),
      );
    }
  });
});
