/** What people say about a process: on an element or the whole of it, answered, resolved, named, edited, deleted, never lost. */
import { randomUUID } from 'node:crypto';
import type { Response } from 'light-my-request';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { existingPersonKeys } from '#domain/seals/person-keys.ts';
import { type Client, createTestApp, type TestApp } from '../../support/app.ts';

let test: TestApp;
let maya: Client;
let nils: Client;
let outsider: Client;
beforeAll(async () => {
  test = await createTestApp();
  maya = await test.signInAs('process-owner', { email: 'maya@example.test', name: 'Maya' });
  nils = await test.signInAs('agent', { email: 'nils@example.test', name: 'Nils' });
  outsider = await test.signInAs('requester', { email: 'out@example.test', name: 'Olga' });
});
afterAll(() => test.close());

const definition = (key: string, more: Record<string, unknown> = {}) => ({
  key,
  name: `The ${key}`,
  elements: [
    { id: 'start', type: 'startEvent', name: 'Start', trigger: { type: 'manual' } },
    { id: 'end', type: 'endEvent', name: 'End' },
  ],
  flows: [{ id: 'f1', from: 'start', to: 'end' }],
  ...more,
});
const draft = (key: string, more: Record<string, unknown> = {}) =>
  maya.put(`/processes/${key}/draft`, definition(key, more));
const publish = async (key: string) =>
  (await maya.post(`/processes/${key}/draft/publish`, {})).json();
const begin = async (by: Client, key: string, body: Record<string, unknown>) => {
  const answer = await by.post(`/processes/${key}/threads`, body);
  expect(answer.statusCode, answer.body).toBe(201);
  return answer.json();
};
const threads = async (by: Client, key: string, query = '') =>
  (await by.get(`/processes/${key}/threads${query}`)).json().items;
const notes = (to: Client) =>
  test.work((work) =>
    work.em.execute<{ text: string }[]>(
      'select text from notification where person_id = ? order by created_at, id',
      [to.personId],
    ),
  );
const WAITING = { timeout: 20_000, interval: 20 };
/** Holds a thread in a connection of its own until everybody else waits for it, and then lets go. */
async function holdingBack(thread: string, waiting: number, others: () => Promise<Response>[]) {
  const held = Promise.withResolvers<void>();
  const letGo = Promise.withResolvers<void>();
  const holder = test.work(async (work) => {
    await work.em.execute('select from process_thread where id = ? for update', [thread]);
    held.resolve();
    await letGo.promise;
  });
  await held.promise;
  const sent = others();
  await vi.waitFor(async () => {
    const rows = await test.work((work) =>
      work.em.execute<{ n: number }[]>(
        "select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
      ),
    );
    expect(rows[0]?.n).toBe(waiting);
  }, WAITING);
  letGo.resolve();
  await holder;
  return Promise.all(sent);
}
const mails = (to: Client) =>
  test.work((work) =>
    work.em.execute<{ subject: string; body: string }[]>(
      'select subject, body from mail where person_id = ? order by created_at, id',
      [to.personId],
    ),
  );

describe('a thread', () => {
  it('is begun on an element of a draft, and keeps whose draft it was and what the element was called', async () => {
    await draft('begun');
    const thread = await begin(maya, 'begun', {
      body: 'Who presses this?',
      element: 'start',
      elementName: 'Start',
    });
    expect(thread).toMatchObject({
      element: 'start',
      elementName: 'Start',
      version: null,
      draftOf: { name: 'Maya' },
      resolvedAt: null,
      comments: [{ body: 'Who presses this?', author: { name: 'Maya' }, editedAt: null }],
      allowed: ['answer', 'resolve'],
    });
    const { statusCode, headers } = await maya.get(`/processes/begun/threads/${thread.id}`);
    expect([statusCode, headers['content-type']]).toEqual([
      200,
      expect.stringContaining('application/json'),
    ]);
  });

  it('outlives drafts and versions, also where its element does not', async () => {
    await draft('lasting');
    await begin(maya, 'lasting', { body: 'On the draft', element: 'end', elementName: 'End' });
    await publish('lasting');
    await begin(nils, 'lasting', { body: 'On the version' });
    await draft('lasting', {
      elements: definition('x').elements.map((one) =>
        one.id === 'end' ? { ...one, id: 'other', name: 'Another end' } : one,
      ),
      flows: [{ id: 'f1', from: 'start', to: 'other' }],
    });
    await publish('lasting');
    expect(await threads(nils, 'lasting')).toMatchObject([
      { element: null, elementName: null, version: 1, draftOf: null },
      { element: 'end', elementName: 'End', version: null, draftOf: { name: 'Maya' } },
    ]);
    const third = await nils.post('/processes/lasting/threads', { body: 'When?', version: 9 });
    expect(third.statusCode).toBe(404);
  });

  it('changes nothing of the definition', async () => {
    await draft('same');
    const before = await publish('same');
    await begin(nils, 'same', { body: 'Well drawn.', element: 'start' });
    await draft('same');
    const { sha256 } = await publish('same');
    expect(sha256).toBe(before.sha256);
  });

  it('is answered, resolved and reopened by whoever may read the process', async () => {
    await draft('open');
    await publish('open');
    const { id } = await begin(maya, 'open', { body: 'Is this right?' });
    const address = `/processes/open/threads/${id}`;
    const answered = await nils.post(`${address}/comments`, { body: 'It is.' });
    expect(answered.json().comments.map(({ body }: { body: string }) => body)).toEqual([
      'Is this right?',
      'It is.',
    ]);
    const resolved = await nils.patch(address, { resolved: true });
    expect(resolved.json()).toMatchObject({ resolvedBy: { name: 'Nils' }, allowed: ['reopen'] });
    expect((await nils.patch(address, { resolved: true })).statusCode).toBe(200);
    const refused = await nils.post(`${address}/comments`, { body: 'And another thing.' });
    expect([refused.statusCode, refused.json().type, refused.json().detail]).toEqual([
      409,
      '/problems/transition_not_allowed',
      'This thread is resolved. Reopen it to go on with it.',
    ]);
    expect(await threads(maya, 'open', '?state=open')).toEqual([]);
    expect(await threads(maya, 'open', '?state=resolved')).toHaveLength(1);
    expect((await maya.patch(address, { resolved: false })).json()).toMatchObject({
      resolvedAt: null,
      resolvedBy: null,
    });
    const events = await test.work((work) =>
      work.em.execute<{ type: string }[]>(
        "select type from event where subject_id = ? and subject_kind = 'thread' order by at, id",
        [id],
      ),
    );
    expect(events.map(({ type }) => type)).toEqual([
      'thread.started',
      'thread.answered',
      'thread.resolved',
      'thread.reopened',
    ]);
  });

  it('is begun once, however often it is sent', async () => {
    await draft('once');
    const key = { 'idempotency-key': randomUUID() };
    const [one, other] = await Promise.all([
      maya.post('/processes/once/threads', { body: 'Once.' }, key),
      maya.post('/processes/once/threads', { body: 'Once.' }, key),
    ]);
    expect(one.json().id).toBe(other.json().id);
    expect(await threads(maya, 'once')).toHaveLength(1);
  });

  it('takes no more than two hundred comments, also when two come at once', async () => {
    await draft('full');
    const { id } = await begin(maya, 'full', { body: 'The first' });
    await test.work((work) =>
      work.em.execute(
        `insert into process_comment (id, tenant_id, thread_id, author_id, body, created_at)
         select gen_random_uuid(), current_tenant(), ?, ?, 'One of many', ? from generate_series(2, 199)`,
        [id, maya.personId, work.now],
      ),
    );
    const say = (body: string) => maya.post(`/processes/full/threads/${id}/comments`, { body });
    const answers = await holdingBack(id, 2, () => [say('The last'), say('One too many')]);
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([201, 409]);
    expect((await threads(maya, 'full'))[0].comments).toHaveLength(200);
  });

  it('is read in pages', async () => {
    await draft('pages');
    for (const body of ['1', '2', '3']) await begin(maya, 'pages', { body });
    const first = (await maya.get('/processes/pages/threads?limit=2')).json();
    const second = (
      await maya.get(`/processes/pages/threads?limit=2&cursor=${first.nextCursor}`)
    ).json();
    const bodies = [...first.items, ...second.items].map(({ comments }) => comments[0].body);
    expect([bodies, second.nextCursor]).toEqual([['3', '2', '1'], null]);
  });

  it('is of one process, and of those who may read it', async () => {
    await draft('here');
    await draft('there');
    const { id } = await begin(maya, 'here', { body: 'Here.' });
    expect((await maya.get(`/processes/there/threads/${id}`)).statusCode).toBe(404);
    expect(
      (await maya.patch(`/processes/there/threads/${id}`, { resolved: true })).statusCode,
    ).toBe(404);
    expect((await outsider.get('/processes/here/threads')).statusCode).toBe(403);
    // There is nothing yet that somebody without a draft could have looked at.
    expect((await nils.post('/processes/here/threads', { body: 'x' })).json().type).toBe(
      '/problems/draft_not_found',
    );
  });

  it('says what is wrong with what cannot be taken', async () => {
    await draft('wrong');
    const refused = async (body: Record<string, unknown>) => {
      const answer = await maya.post('/processes/wrong/threads', body);
      return [answer.statusCode, answer.json().errors?.[0]];
    };
    expect(await refused({ body: '  \n ' })).toEqual([
      400,
      { pointer: '/body', detail: 'says nothing yet.' },
    ]);
    expect(await refused({ body: 'x'.repeat(4_001) })).toEqual([
      400,
      { pointer: '/body', detail: expect.stringContaining('4000') },
    ]);
    expect(await refused({ body: `<@${randomUUID()}>` })).toEqual([
      400,
      { pointer: '/body', detail: expect.stringContaining('names nobody here') },
    ]);
    expect(await refused({ body: `<@${outsider.personId}>` })).toEqual([
      400,
      { pointer: '/body', detail: 'names Olga, who may not read processes.' },
    ]);
    expect(await threads(maya, 'wrong')).toEqual([]);
  });
});

describe('a comment', () => {
  it('is edited and deleted by who wrote it alone; that it was deleted is said', async () => {
    await draft('own');
    await publish('own');
    const { id, comments } = await begin(maya, 'own', { body: 'Teh first' });
    const address = `/processes/own/threads/${id}/comments/${comments[0].id}`;
    await nils.post(`/processes/own/threads/${id}/comments`, { body: 'An answer' });
    expect(comments[0].allowed).toEqual(['edit', 'delete']);
    expect((await threads(nils, 'own'))[0].comments[0].allowed).toEqual([]);
    const foreign = await nils.patch(address, { body: 'Mine' });
    expect([foreign.statusCode, foreign.json().type]).toEqual([403, '/problems/not_permitted']);
    expect((await nils.delete(address)).statusCode).toBe(403);
    const edited = await maya.patch(address, { body: 'The first' }, { 'if-match': '"v1"' });
    expect(edited.json().comments[0]).toMatchObject({
      body: 'The first',
      editedAt: expect.any(String),
      version: 2,
    });
    const stale = await maya.patch(address, { body: 'Another' }, { 'if-match': '"v1"' });
    expect([stale.statusCode, stale.json()]).toEqual([
      412,
      expect.objectContaining({ type: '/problems/stale_version', currentVersion: 2 }),
    ]);
    // What was written meanwhile is still there to be read beside what was to be written over it.
    expect((await threads(maya, 'own'))[0].comments[0].body).toBe('The first');
    const deleted = await maya.delete(address);
    expect(deleted.json().comments).toMatchObject([
      { body: '', mentions: [], deletedAt: expect.any(String), allowed: [] },
      { body: 'An answer', deletedAt: null },
    ]);
    expect((await maya.patch(address, { body: 'Again' })).statusCode).toBe(404);
  });

  it('names people by id, shows what they are called now, and tells each once by mail', async () => {
    await draft('named');
    await publish('named');
    const body = `<@${nils.personId}> and <@${maya.personId}>: see https://example.com`;
    const thread = await begin(maya, 'named', { body });
    expect(thread.comments[0]).toMatchObject({
      body,
      mentions: expect.arrayContaining([{ id: nils.personId, name: 'Nils' }]),
    });
    const [mail, ...more] = await mails(nils);
    expect(more).toEqual([]);
    expect(mail).toEqual({
      subject: 'Maya mentioned you in a comment on “The named”',
      body: expect.stringContaining('@Nils and @Maya: see https://example.com'),
    });
    expect(mail?.body).toContain(`https://perdura.test/processes/named?thread=${thread.id}`);
    expect(await mails(maya)).toEqual([]);
    const [comment] = thread.comments;
    await maya.patch(`/processes/named/threads/${thread.id}/comments/${comment.id}`, {
      body: `${body} again`,
    });
    expect(await mails(nils)).toHaveLength(1);
    const listed = async (by: Client) =>
      (await by.get('/processes/named')).json().mentions as number;
    expect([await listed(nils), await listed(maya)]).toEqual([1, 1]);
    expect(await threads(nils, 'named', '?mine=true')).toHaveLength(1);
    const ravi = await test.signInAs('agent', { name: 'Ravi' });
    expect([await listed(ravi), await threads(ravi, 'named', '?mine=true')]).toEqual([0, []]);
    await nils.patch(`/processes/named/threads/${thread.id}`, { resolved: true });
    expect(await listed(nils)).toBe(0);
  });

  it('tells who is named for the first time when it is edited', async () => {
    await draft('later');
    const ines = await test.signInAs('agent', { name: 'Ines' });
    const { id, comments } = await begin(maya, 'later', { body: 'Who knows?' });
    await maya.patch(`/processes/later/threads/${id}/comments/${comments[0].id}`, {
      body: `<@${ines.personId}> knows.`,
    });
    expect(await mails(ines)).toHaveLength(1);
  });

  it('tells nobody twice who is taken out of it and named again, and tells them of another one', async () => {
    await draft('again');
    const ada = await test.signInAs('agent', { name: 'Ada' });
    const named = `<@${ada.personId}> knows.`;
    const { id, comments } = await begin(maya, 'again', { body: named });
    const address = `/processes/again/threads/${id}/comments`;
    for (const body of ['Nobody knows.', named])
      await maya.patch(`${address}/${comments[0].id}`, { body });
    expect([await mails(ada), await notes(ada)]).toMatchObject([{ length: 1 }, { length: 1 }]);
    await maya.post(address, { body: named });
    expect([await mails(ada), await notes(ada)]).toMatchObject([{ length: 2 }, { length: 2 }]);
  });

  it('can name only people who may read processes, found by name or address', async () => {
    await draft('readers');
    const found = async (q: string) =>
      (await maya.get(`/processes/readers/readers?q=${q}`))
        .json()
        .items.map(({ name }: { name: string }) => name);
    expect(await found('nils')).toEqual(['Nils']);
    expect(await found('NILS@example')).toEqual(['Nils']);
    expect(await found('olga')).toEqual([]);
    expect(await found('%25')).toEqual([]);
  });

  it('of somebody who was erased stays under no name, and what history kept of it cannot be read', async () => {
    const admin = await test.signInAs('admin');
    const gone = await test.signInAs('process-owner', { name: 'Gone' });
    await draft('erased');
    await publish('erased');
    const { id } = await begin(gone, 'erased', { body: `<@${gone.personId}> was here` });
    expect((await admin.post(`/users/${gone.personId}/erase`, {})).statusCode).toBeLessThan(300);
    const [thread] = await threads(maya, 'erased');
    expect(thread).toMatchObject({
      id,
      comments: [
        {
          author: { name: 'Erased person' },
          mentions: [{ id: gone.personId, name: 'Erased person' }],
        },
      ],
    });
    const keys = await test.work((work) => existingPersonKeys(work, [gone.personId]));
    expect(keys.size).toBe(0);
    const events = await test.work((work) =>
      work.em.execute<{ text: string }[]>(
        'select changes::text || data::text as text from event where subject_id = ?',
        [id],
      ),
    );
    expect(events.map(({ text }) => text).join()).not.toContain('was here');
  });
});
