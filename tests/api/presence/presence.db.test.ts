/** Who has a process open: told at once over every API process, true for half a minute, and nobody else's business. */
import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildApp } from '#api/app.ts';
import { readConfig } from '#api/config.ts';
import { GONE_AFTER_MS } from '#domain/presence/presence.ts';
import { createNotifier } from '#domain/wake.ts';
import { type Client, clientFor, createTestApp, type TestApp } from '../../support/app.ts';

let test: TestApp;
let maya: Client;
let nils: Client;
beforeAll(async () => {
  test = await createTestApp();
  maya = await test.signInAs('process-owner', { email: 'maya@example.test', name: 'Maya' });
  nils = await test.signInAs('process-owner', { email: 'nils@example.test', name: 'Nils' });
});
afterAll(() => test.close());

const LOOKING = { doing: 'looking', version: 1, element: null };
const EDITING = { doing: 'editing', version: null, element: 'end' };
const definition = (key: string) => ({
  key,
  name: key,
  elements: [
    { id: 'start', type: 'startEvent', name: 'Start', trigger: { type: 'manual' } },
    { id: 'end', type: 'endEvent', name: 'End' },
  ],
  flows: [{ id: 'f1', from: 'start', to: 'end' }],
});
const aProcess = async (key: string) => {
  const saved = await maya.put(`/processes/${key}/draft`, definition(key));
  expect(saved.statusCode, saved.body).toBe(200);
};
const be = async (
  by: Pick<Client, 'put'>,
  key: string,
  being: object,
  tab: string = randomUUID(),
) => {
  const answer = await by.put(`/processes/${key}/presence/${tab}`, being);
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json().items;
};
const others = async (by: Client, key: string) =>
  (await by.get(`/processes/${key}/presence`)).json().items;

describe('somebody who has a process open', () => {
  it('is seen by others with what they do, and not by themselves', async () => {
    await aProcess('seen');
    expect(await be(maya, 'seen', EDITING)).toEqual([]);
    expect(await be(nils, 'seen', LOOKING)).toEqual([
      {
        person: { id: maya.personId, name: 'Maya', email: 'maya@example.test' },
        ...EDITING,
        goneInSeconds: expect.toSatisfy((seconds: number) => seconds > 20 && seconds <= 28),
      },
    ]);
    expect(await others(maya, 'seen')).toMatchObject([{ person: { name: 'Nils' }, ...LOOKING }]);
    await aProcess('unseen');
    expect(await others(nils, 'unseen')).toEqual([]);
  });

  it('is seen once with several tabs, where they draw before where they look', async () => {
    await aProcess('tabs');
    const [drawing, looking] = [randomUUID(), randomUUID()];
    await be(maya, 'tabs', EDITING, drawing);
    await be(maya, 'tabs', LOOKING, looking);
    expect(await others(nils, 'tabs')).toMatchObject([EDITING]);
    await maya.delete(`/processes/tabs/presence/${drawing}`);
    expect(await others(nils, 'tabs')).toMatchObject([LOOKING]);
  });

  it('is gone when they say so, and within half a minute when they do not', async () => {
    await aProcess('gone');
    const tab = randomUUID();
    await be(maya, 'gone', EDITING, tab);
    expect((await maya.delete(`/processes/gone/presence/${tab}`)).statusCode).toBe(204);
    expect(await others(nils, 'gone')).toEqual([]);
    await be(maya, 'gone', EDITING, tab);
    expect(GONE_AFTER_MS).toBeLessThan(30_000);
    test.advance(GONE_AFTER_MS - 2_000);
    expect(await others(nils, 'gone')).toHaveLength(1);
    test.advance(2_000);
    expect(await others(nils, 'gone')).toEqual([]);
    // What nobody took away goes with the next who comes.
    await be(nils, 'gone', LOOKING);
    const rows = await test.work((work) =>
      work.em.execute('select from presence where tab = ?', [tab]),
    );
    expect(rows).toEqual([]);
  });

  it('is told of to streams of another API process at once, and to nobody of another tenant', async () => {
    await aProcess('far');
    const notifier = createNotifier(test.appUrl);
    const config = readConfig({
      DATABASE_URL: test.appUrl,
      PERDURA_MASTER_KEY: Buffer.alloc(32).toString('base64'),
      LOG_LEVEL: 'error',
    });
    const other = await buildApp({
      store: test.store,
      config,
      logger: pino({ level: 'error' }),
      notifier,
    });
    await test.app.listen({ port: 0, host: '127.0.0.1' });
    await test.addTenant('else');
    const stranger = await test.signInAs('admin', { tenant: 'else' });
    const requester = await test.signInAs('requester');
    const streams = await Promise.all(
      [nils, stranger, requester].map(({ token }) => listen(token)),
    );
    const [told, untold, unread] = streams;
    await be(clientFor(other, { authorization: `Bearer ${maya.token}` }), 'far', EDITING);
    expect(await told?.until('event: presence')).toContain('data: {"process":"far"}');
    expect(await others(nils, 'far')).toMatchObject([EDITING]);
    // Each is brought to speak of something of its own, which comes after what it was not told.
    const draft = await stranger.put('/processes/own/draft', definition('own'));
    expect(draft.statusCode, draft.body).toBe(200);
    await be(stranger, 'own', EDITING);
    expect(await untold?.until('"process":"own"')).not.toContain('far');
    await requester.post('/tickets', { type: 'incident', title: 'Mine' });
    expect(await unread?.until('event: change')).not.toContain('presence');
    for (const stream of streams) stream.close();
    await other.close();
    await notifier.close();
  });

  it('tells nothing new by still being there', async () => {
    await aProcess('still');
    const notices: string[] = [];
    const notifier = {
      wake: () => undefined,
      notify: (channel: string, payload: string) => notices.push(`${channel} ${payload}`),
      close: async () => undefined,
    };
    const app = await buildApp({
      store: test.store,
      config: readConfig({
        DATABASE_URL: test.appUrl,
        PERDURA_MASTER_KEY: Buffer.alloc(32).toString('base64'),
        LOG_LEVEL: 'error',
      }),
      logger: pino({ level: 'error' }),
      notifier,
    });
    const client = clientFor(app, { authorization: `Bearer ${maya.token}` });
    const tab = randomUUID();
    for (const being of [EDITING, EDITING, EDITING, LOOKING]) await be(client, 'still', being, tab);
    const notice = `perdura_presence ${test.tenant.id} still`;
    expect(notices).toEqual([notice, notice]);
    await app.close();
  });

  it('needs to be somebody who may read the process, and a process that is there', async () => {
    const requester = await test.signInAs('requester');
    const refused = await requester.put(`/processes/seen/presence/${randomUUID()}`, LOOKING);
    expect(refused.statusCode).toBe(403);
    expect((await nils.put(`/processes/none/presence/${randomUUID()}`, LOOKING)).statusCode).toBe(
      404,
    );
  });
});

/** Reads a stream of events until it has said something. */
async function listen(token: string) {
  const { port } = test.app.server.address() as AddressInfo;
  const abort = new AbortController();
  const answer = await fetch(`http://127.0.0.1:${port}/api/v1/events/stream`, {
    headers: { authorization: `Bearer ${token}` },
    signal: abort.signal,
  });
  const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
  let heard = '';
  async function until(text: string): Promise<string> {
    while (!heard.includes(text) || !heard.endsWith('\n\n')) {
      const { value, done } = await reader.read();
      if (done) throw new Error(`The stream ended without ${text}.`);
      heard += value;
    }
    return heard;
  }
  await until('event: ready');
  return { until, close: () => abort.abort() };
}
