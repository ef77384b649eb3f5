/** Whatever is sent: a clear problem, never a 500, and nothing half-written. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, createTestApp, type TestApp } from '#tests/support/app.ts';
import { type FullTenant, fillTenant } from '#tests/support/full-tenant.ts';
import { addressOf, nameOf, type Route, routesOf } from '#tests/support/routes.ts';
import { TAKEN_BODIES } from '#tests/support/taken-bodies.ts';

/** Bodies that are taken as they come and held against their own schema by the domain. */
const OPEN_BODIES = new Set(['PUT /processes/{key}/draft', 'PUT /rulesets/{key}', 'POST /processes/{key}/draft/validate']);

let test: TestApp;
let tenant: FullTenant;
let admin: Client;
let routes: Route[];
/** A record for each route's parameter, so that what is refused is the body. */
let known: (route: Route) => string;
beforeAll(async () => {
  test = await createTestApp();
  tenant = await fillTenant(test, 'main');
  admin = tenant.admin;
  routes = routesOf(test.app).filter((route) => nameOf(route) !== 'POST /auth/login' && !nameOf(route).endsWith('/erase'));
  const first = async (path: string) => ((await admin.get(path)).json().items[0]?.id as string) ?? 'none';
  const ids: Record<string, string> = {};
  for (const path of ['/users', '/groups', '/roles', '/organizations', '/queues', '/calendars', '/sla/policies', '/tickets', '/tasks', '/approvals', '/runs', '/cab/meetings']) ids[path] = await first(path);
  ids['/users'] = (await admin.get('/users/made@example.test')).json().id;
  const keys: Record<string, string> = { '/processes': 'hello', '/rulesets': 'own-rules', '/secrets': 'shared', '/catalog': 'laptop' };
  known = (route) => {
    const base = Object.keys({ ...ids, ...keys }).find((path) => route.path.startsWith(`${path}/`)) ?? '';
    return addressOf(route.path, ids[base] ?? keys[base] ?? '01890a5d-ac96-774b-bcce-b302099a8057');
  };
}, 60_000);
afterAll(() => test.close());

type Sent = { readonly body?: string; readonly type?: string; readonly url?: string; readonly headers?: Record<string, string> };

const send = (route: Route, sent: Sent) =>
  test.app.inject({
    method: route.method,
    url: `/api/v1${sent.url ?? known(route)}`,
    headers: {
      authorization: `Bearer ${admin.token}`,
      ...(sent.body === undefined ? {} : { 'content-type': sent.type ?? 'application/json' }),
      ...sent.headers,
    },
    payload: sent.body,
  });

async function isProblem(route: Route, sent: Sent, status: number | readonly number[], code?: string) {
  const answer = await send(route, sent);
  const told = `${nameOf(route)} with ${sent.body?.slice(0, 60) ?? sent.url}: ${answer.body.slice(0, 300)}`;
  expect([status].flat(), told).toContain(answer.statusCode);
  expect(answer.headers['content-type'], told).toContain('application/problem+json');
  const problem = answer.json();
  expect(problem, told).toMatchObject({ status: answer.statusCode, title: expect.any(String), instance: expect.stringMatching(/^urn:request:[0-9a-f-]{36}$/) });
  if (code) expect(problem.type, told).toBe(`/problems/${code}`);
  return problem;
}

const withBody = () => routes.filter((route) => route.takesBody);
const closed = () => withBody().filter((route) => !OPEN_BODIES.has(nameOf(route)));

describe('a body', () => {
  it('that is not JSON is 400', async () => {
    for (const route of withBody()) {
      for (const body of ['{"a":', 'hello', '{"a":1}}', '{a:1}', '\u0000']) await isProblem(route, { body }, 400, 'malformed_json');
    }
  });

  it('that would reach a prototype is 400', async () => {
    for (const route of withBody()) {
      await isProblem(route, { body: '{"__proto__":{"admin":true}}' }, 400, 'malformed_json');
      await isProblem(route, { body: '{"custom":{"constructor":{"prototype":{"admin":true}}}}' }, 400, 'malformed_json');
    }
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });

  it('of another media type is 415', async () => {
    for (const route of withBody()) {
      for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', 'application/xml', 'nonsense']) {
        await isProblem(route, { body: 'a=b', type }, 415, 'unsupported_media_type');
      }
    }
  });

  it('of ten megabytes is 413', async () => {
    const body = JSON.stringify({ title: 'x'.repeat(10_000_000) });
    for (const route of withBody()) await isProblem(route, { body }, 413, 'body_too_large');
  });

  it('of another shape is 400', async () => {
    for (const route of withBody()) {
      for (const body of ['[]', '"text"', '5', 'true', '[{}]']) await isProblem(route, { body }, 400);
    }
  });

  it('nested a thousand deep is 400', async () => {
    const body = `{"custom":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    for (const route of withBody()) await isProblem(route, { body }, 400, 'malformed_json');
  });

  it('with text that cannot be stored is 400 and says where', async () => {
    for (const route of withBody()) {
      const problem = await isProblem(route, { body: '{"name":"a\\u0000b","x":["\\ud800"]}' }, 400, 'invalid_input');
      expect(['/name', '/x/0']).toContain(problem.errors[0].pointer);
    }
  });

  it('with a field that is not known is refused, with a pointer to each such field', async () => {
    for (const route of closed()) {
      const body = { ...(TAKEN_BODIES[nameOf(route)] as object), titel: 1, 'a/b~c': 2 };
      const problem = await isProblem(route, { body: JSON.stringify(body) }, 400, 'invalid_input');
      const pointers = problem.errors.map((error: { pointer: string }) => error.pointer);
      expect(pointers, nameOf(route)).toEqual(expect.arrayContaining(['/titel', '/a~1b~0c']));
    }
  });

  it('with wrong types is refused, with a pointer to each', async () => {
    for (const route of closed()) {
      const taken = TAKEN_BODIES[nameOf(route)] as Record<string, unknown>;
      const fields = Object.keys(taken);
      if (fields.length === 0) continue;
      for (const wrong of [{ no: 1 }, [[1]], 3.5e300]) {
        const flipped = (value: unknown) => (typeof value === 'object' ? (Array.isArray(wrong) || typeof wrong !== 'object' ? wrong : 5) : wrong);
        const body = Object.fromEntries(fields.map((field) => [field, flipped(taken[field])]));
        const problem = await isProblem(route, { body: JSON.stringify(body) }, 400, 'invalid_input');
        expect(problem.errors.length, nameOf(route)).toBeGreaterThan(0);
        for (const error of problem.errors) expect(error.pointer, nameOf(route)).toMatch(/^(\/|$)/);
      }
    }
  });

  it('that is left out names every field that is required', async () => {
    const problem = await isProblem(routes.find((route) => nameOf(route) === 'POST /tickets')!, { body: '{}' }, 400, 'invalid_input');
    expect(problem.errors).toEqual([
      { pointer: '/type', detail: 'is required.' },
      { pointer: '/title', detail: 'is required.' },
    ]);
    const none = await admin.post('/tickets');
    expect(none.json().errors).toEqual(problem.errors);
  });

  it('of any JSON at all never breaks anything', async () => {
    const names = fc.constantFrom('name', 'title', 'key', 'type', 'values', 'custom', 'roles', 'members', 'elements', 'flows', 'rules', 'facts', 'permissions', 'week', 'targets', 'items', 'change', 'x');
    const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 20 }), fc.constantFrom("'; drop table ticket; --", '%', '\\', '{{ticket.number}}', '$1', '?', '::uuid', '{}', 'null'));
    const { json } = fc.letrec((tie) => ({
      json: fc.oneof({ maxDepth: 4 }, text, fc.double(), fc.maxSafeInteger(), fc.boolean(), fc.constant(null), fc.array(tie('json'), { maxLength: 4 }), fc.dictionary(fc.oneof(names, text), tie('json'), { maxKeys: 5 })),
    }));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...withBody()), fc.dictionary(names, json, { maxKeys: 8 }), fc.boolean(), async (route, random, mixed) => {
        const body = mixed ? { ...(TAKEN_BODIES[nameOf(route)] as object), ...random } : random;
        const answer = await send(route, { body: JSON.stringify(body) });
        expect(answer.statusCode, `${nameOf(route)} ${answer.body}`).toBeLessThan(500);
      }),
      { numRuns: 400 },
    );
  }, 120_000);
});

describe('an address', () => {
  it('with an id that cannot be one is 404', async () => {
    const odd = ['x', '0', '-1', 'null', 'undefined', "' or 1=1 --", '01890a5d-ac96-774b-bcce', '01890a5d-ac96-774b-bcce-b302099a8057x', '😀', 'a'.repeat(290), '%', '\\', '{}', 'INC-99999999999999999999'];
    for (const route of routes.filter((each) => each.path.includes('{') && !each.takesBody)) {
      for (const id of odd) await isProblem(route, { url: addressOf(route.path, id) }, [404], undefined);
      await isProblem(route, { url: addressOf(route.path, 'a\u0000b') }, [400, 404]);
    }
  });

  it('that is far too long or broken is a problem, too', async () => {
    const [route] = routes;
    await isProblem(route!, { url: `/users/${'a'.repeat(5000)}` }, [404, 414]);
    await isProblem(route!, { url: '/users/%zz' }, 400, 'bad_request');
  });

  it('with a query that is not right is 400 and says what', async () => {
    for (const route of routes.filter((each) => each.method === 'GET' && !each.path.includes('{'))) {
      const problem = await isProblem(route, { url: `${route.path}?surely-not-known=1` }, [400, 200]).catch(() => null);
      if (problem) expect(problem.errors[0].pointer).toBe('/surely-not-known');
    }
    for (const query of ['limit=0', 'limit=-5', 'limit=abc', 'limit=100000', 'limit=1e9', 'cursor=nonsense', `cursor=${Buffer.from('["a"').toString('base64url')}`, `cursor=${Buffer.from('[{"a":1},null]').toString('base64url')}`]) {
      for (const path of ['/users', '/tickets', '/runs', '/operations/mail', '/groups']) {
        const list = routes.find((each) => nameOf(each) === `GET ${path}`)!;
        const problem = await isProblem(list, { url: `${path}?${query}` }, 400, 'invalid_input');
        expect(problem.errors[0].pointer, `${path} ${query}`).toBe(`/${query.split('=')[0]}`);
      }
    }
  });

  it('with a cursor of another list, or one that was tampered with, never breaks anything', async () => {
    const cursors = [['a'], ['a', 'b'], [1, 2], [null, null], ['2020-13-45', 'x'], [true, 'x'], ['\u0000', '\u0000'], [1e300, 'x']].map((values) => Buffer.from(JSON.stringify(values)).toString('base64url'));
    for (const route of routes.filter((each) => each.method === 'GET')) {
      for (const cursor of cursors) {
        const answer = await send(route, { url: `${known(route)}?cursor=${cursor}` });
        expect(answer.statusCode, `${nameOf(route)} ${Buffer.from(cursor, 'base64url')} ${answer.body}`).toBeLessThan(500);
      }
    }
  }, 60_000);
});

describe('an entity tag', () => {
  it('that is stale, or was never ours, is 412 on every write to a record', async () => {
    for (const route of routes.filter((each) => ['PATCH', 'DELETE'].includes(each.method) && !/^\/me|\/cab\/|\/secrets|\/draft$/.test(each.path))) {
      const body = route.takesBody ? JSON.stringify(TAKEN_BODIES[nameOf(route)]) : undefined;
      for (const tag of ['"v999"', '"nonsense"', 'v1', '']) {
        await isProblem(route, { body, headers: { 'if-match': tag } }, 412, 'stale_version');
      }
    }
  });
});
