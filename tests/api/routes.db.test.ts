/** What holds for every route there is: it is documented, asks who is there, and asks whether they may. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, clientFor, createTestApp, type TestApp } from '#tests/support/app.ts';
import { addressOf, nameOf, type Route, routesOf } from '#tests/support/routes.ts';

/** Anybody who is signed in may ask these: they are about oneself, or about what one has been asked. */
const FOR_EVERYBODY = [
  /^(GET|POST|PATCH|DELETE) \/me(\/|$)/,
  /^(GET|POST) \/auth\//,
  /^(GET|POST) \/approvals(\/|$)/,
  // Who sits on a board needs no role for its meetings.
  /^(GET|POST|PATCH|PUT|DELETE) \/cab\/meetings(\/|$)/,
  // Who decides for oneself, and for whom one decides.
  /^(GET|POST|PATCH) \/delegations(\/|$)/,
  // Somebody who is asked to decide sees what they are asked.
  /^GET \/tickets\/\{id\}\/approvals$/,
  /^(GET|POST) \/tasks(\/|$)/,
  /^GET \/catalog\/items/,
  // Whether the services are well is for everybody who uses them.
  /^GET \/status$/,
  // What the desk is set up with is no secret from those who have tickets on it.
  /^GET \/(queues|calendars|sla\/policies)(\/|$)/,
  /^POST \/calendars\/\{id\}\/compute$/,
];
const AN_ID = '01890a5d-ac96-774b-bcce-b302099a8057';

let test: TestApp;
let nobody: Client;
let routes: Route[];
const served: string[] = [];
beforeAll(async () => {
  test = await createTestApp({
    onRoute: (route) =>
      served.push(...[route.method].flat().map((method) => `${method} ${route.url}`)),
  });
  nobody = await test.signInAs([]);
  routes = routesOf(test.app);
});
afterAll(() => test.close());

const ask = (client: ReturnType<typeof clientFor>, route: Route) => {
  const url = addressOf(route.path, AN_ID);
  switch (route.method) {
    case 'GET':
      return client.get(url);
    case 'DELETE':
      return client.delete(url);
    case 'POST':
      return client.post(url, route.takesBody ? {} : undefined);
    case 'PUT':
      return client.put(url, {});
    case 'PATCH':
      return client.patch(url, {});
  }
};

describe('every route', () => {
  it('stands in the document', () => {
    const documented = new Set([
      ...routes.map((route) => `${route.method} /api/v1${route.path}`),
      'GET /api/v1/events/stream',
    ]);
    const apart = (route: string) =>
      route.startsWith('HEAD ') ||
      !route.includes(' /api/v1/') ||
      documented.has(route.replace(/:(\w+)/g, '{$1}'));
    expect(served.filter((route) => !apart(route))).toEqual([]);
    expect(routes.length).toBeGreaterThan(70);
  });

  it('declares its answers', () => {
    const document = test.app.swagger() as unknown as {
      paths: Record<string, Record<string, { responses: object; summary?: string }>>;
    };
    for (const [path, operations] of Object.entries(document.paths)) {
      for (const [method, operation] of Object.entries(operations)) {
        const statuses = Object.keys(operation.responses);
        expect(
          statuses.filter((status) => Number(status) < 400),
          `${method} ${path}`,
        ).not.toEqual([]);
        expect(statuses, `${method} ${path}`).toContain('500');
        expect(operation.summary, `${method} ${path}`).toBeTruthy();
      }
    }
  });

  it('answers 401 to nobody', async () => {
    const anonymous = clientFor(test.app, {});
    for (const route of routes.filter((one) => !one.isPublic)) {
      const answer = await ask(anonymous, route);
      expect([nameOf(route), answer.statusCode]).toEqual([nameOf(route), 401]);
      expect(answer.headers['content-type'], nameOf(route)).toContain('application/problem+json');
      expect(answer.json()).toMatchObject({
        type: '/problems/unauthenticated',
        status: 401,
        instance: expect.stringMatching(/^urn:request:/),
      });
    }
  });

  it('answers 403 to somebody who may do nothing, before it reads what they sent', async () => {
    for (const route of routes.filter((one) => one.permissions.length > 0)) {
      const answer = await ask(nobody, route);
      expect([nameOf(route), answer.statusCode]).toEqual([nameOf(route), 403]);
      expect(answer.json().type).toBe('/problems/not_permitted');
      expect(answer.headers['content-type'], nameOf(route)).toContain('application/problem+json');
    }
  });

  it('is guarded however its address is written', async () => {
    const anonymous = clientFor(test.app, {});
    for (const address of ['//%61pi/v1/users', '//api/%761/users', '//api/v1/%75sers']) {
      expect([address, (await anonymous.get(address)).statusCode]).toEqual([address, 401]);
      expect([address, (await nobody.get(address)).statusCode]).toEqual([address, 403]);
    }
  });

  it('answers 403 to a token that is limited to something else', async () => {
    const limited = await test.signInAs('admin', { scopes: [] });
    for (const route of routes.filter((one) => one.permissions.length > 0)) {
      expect([nameOf(route), (await ask(limited, route)).statusCode]).toEqual([nameOf(route), 403]);
    }
  });

  it('names a permission, or is one of the few for everybody', () => {
    const open = routes
      .filter((route) => !route.isPublic && route.permissions.length === 0)
      .map(nameOf);
    expect(open.filter((name) => !FOR_EVERYBODY.some((pattern) => pattern.test(name)))).toEqual([]);
  });

  it('is public only where one signs in, and where nothing of anybody is shown', () => {
    expect(
      routes
        .filter((route) => route.isPublic)
        .map(nameOf)
        .sort(),
    ).toEqual([
      'GET /auth/session',
      // A calendar program cannot sign in: whoever holds the secret address reads.
      'GET /change-calendar/{person}/feed.ics',
      'GET /on-call/{person}/feed.ics',
      'GET /rotas/{id}/feed.ics',
      'GET /schemas/clock-policy.json',
      'GET /schemas/escalation-ladder.json',
      'GET /schemas/process-definition.json',
      'GET /schemas/ruleset.json',
      'GET /schemas/scenario.json',
      // Where a tenant has opened it, for whoever holds the secret address.
      'GET /status/{address}',
      // For whoever holds the key of a mail to its addressee.
      'POST /approvals/by-link',
      'POST /approvals/by-link/decision',
      'POST /approvals/by-link/renewal',
      'POST /auth/login',
    ]);
  });
});

describe('the frame', () => {
  it('tells an address that is not there from a method that is not known', async () => {
    const lost = await nobody.get('/nothing');
    expect([lost.statusCode, lost.json().type]).toEqual([404, '/problems/route_not_found']);
    const wrong = await nobody.put('/me', {});
    expect([wrong.statusCode, wrong.json().type, wrong.headers.allow]).toEqual([
      405,
      '/problems/method_not_allowed',
      'GET, HEAD, PATCH',
    ]);
    for (const address of ['//api/v2/me', '//API/V1/me', '//api/v1', '//api'])
      expect((await nobody.get(address)).statusCode).toBe(404);
  });

  it('tells browsers what not to do with an answer', async () => {
    const { headers } = await nobody.get('/me');
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'x-request-id': expect.any(String),
    });
  });

  it('is documented, as data and as a page without scripts', async () => {
    const document = await nobody.get('//api/openapi.json');
    expect(document.json().openapi).toBe('3.1.0');
    const page = await nobody.get('//api/docs');
    expect(page.headers['content-type']).toContain('text/html');
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    expect(page.body).toContain('/tickets');
    expect(page.body).not.toContain('<script');
  });

  it('is alive, and ready while the database answers', async () => {
    expect((await nobody.get('//health/live')).json()).toEqual({ status: 'ok' });
    const ready = await nobody.get('//health/ready');
    expect(ready.statusCode).toBe(200);
    expect(ready.json()).toEqual({
      status: 'degraded',
      parts: { database: 'up', temporal: 'down', worker: 'down', relay: 'down' },
    });
    await test.work((work) =>
      work.em.execute(
        `insert into worker_heartbeat (name, at, parts) values ('w', now(), '{"worker":"up","relay":"up"}')`,
      ),
    );
    expect((await nobody.get('//health/ready')).json().parts).toMatchObject({
      worker: 'up',
      relay: 'up',
    });
  });

  it('gives figures by route, never by address', async () => {
    await nobody.get(`/tickets/${AN_ID}`);
    const { body } = await nobody.get('//metrics');
    expect(body).toContain('route="/api/v1/tickets/:id"');
    expect(body).not.toContain(AN_ID);
    expect(body).toMatch(/perdura_outbox_messages\{state="pending"\} \d/);
  });
});
