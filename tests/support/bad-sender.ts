/** Sends whatever to every route of a full tenant, and holds the answer to being a problem. */
import type { Response } from 'light-my-request';
import { expect } from 'vitest';
import { createTestApp, type TestApp } from './app.ts';
import { fillTenant } from './full-tenant.ts';
import { addressOf, nameOf, type Route, routesOf } from './routes.ts';

export type Sent = {
  readonly body?: string;
  readonly type?: string;
  /** Below /api/v1; a record that is there when left out, so that what is refused is the body. */
  readonly url?: string;
  readonly headers?: Record<string, string>;
};

type Mistake = { pointer: string; detail: string };

export type BadSender = {
  readonly test: TestApp;
  /** Signing in and erasing apart. */
  readonly routes: readonly Route[];
  readonly known: (route: Route) => string;
  readonly send: (route: Route, sent: Sent) => Promise<Response>;
  readonly isProblem: (
    route: Route,
    sent: Sent,
    status: number | readonly number[],
    code?: string,
  ) => Promise<{ errors: [Mistake, ...Mistake[]] }>;
};

const LISTS = [
  '/groups',
  '/roles',
  '/organizations',
  '/queues',
  '/calendars',
  '/sla/policies',
  '/sla/contracts',
  '/escalation-ladders',
  '/rotas',
  '/services',
  '/update-templates',
  '/config-items',
  '/delegations',
  '/freezes',
  '/maintenance-windows',
  '/changes',
  '/major-incidents',
  '/tickets',
  '/tasks',
  '/approvals',
  '/runs',
  '/cab/meetings',
];
const KEYS = {
  '/users': 'made@example.test',
  '/processes': 'hello',
  '/rulesets': 'own-rules',
  '/secrets': 'shared',
  '/catalog': 'laptop',
  '/cab/boards': 'made',
  '/standard-changes': 'made',
};
/** A record below one that has a key. */
const PARTS = ['/processes/hello/scenarios', '/processes/hello/threads'];
const AN_ID = '01890a5d-ac96-774b-bcce-b302099a8057';

export async function createBadSender(): Promise<BadSender> {
  const test = await createTestApp();
  const { admin } = await fillTenant(test, 'main');
  const names = new Map<string, string>(Object.entries(KEYS));
  for (const path of LISTS) names.set(path, (await admin.get(path)).json().items[0]?.id ?? AN_ID);

  const parts = new Map<string, string>();
  for (const path of PARTS) {
    const shape = path.replace(/^(\/\w+)\/[^/]+/, '$1/{key}');
    const [part] = (await admin.get(path)).json().items;
    const said = part.comments?.[0]?.id;
    if (said) parts.set(`${shape}/{id}/comments/{comment}`, `${path}/${part.id}/comments/${said}`);
    parts.set(`${shape}/{id}`, `${path}/${part.id}`);
  }
  for (const part of ['override', 'swap']) {
    const [one] = (await admin.get(`/rotas/made/${part}s`)).json().items;
    parts.set(`/rotas/{id}/${part}s/{${part}}`, `/rotas/made/${part}s/${one.id}`);
  }

  const known = (route: Route) => {
    for (const [shape, address] of parts) {
      if (route.path === shape || route.path.startsWith(`${shape}/`))
        return addressOf(route.path.replace(shape, address), AN_ID);
    }
    const base = [...names.keys()].find((path) => route.path.startsWith(`${path}/`)) ?? '';
    // What stands behind a key is no key: the number of a version, the id of an author or a tab.
    const path = route.path
      .replace('{number}', '1')
      .replace('{author}', AN_ID)
      .replace('{tab}', AN_ID);
    return addressOf(path, names.get(base) ?? AN_ID);
  };
  const send: BadSender['send'] = (route, sent) =>
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

  return {
    test,
    known,
    send,
    routes: routesOf(test.app).filter(
      (route) => nameOf(route) !== 'POST /auth/login' && !nameOf(route).endsWith('/erase'),
    ),
    async isProblem(route, sent, status, code) {
      const answer = await send(route, sent);
      const what = sent.body?.slice(0, 60) ?? sent.url?.slice(0, 60);
      const told = `${nameOf(route)} with ${what}: ${answer.body.slice(0, 300)}`;
      expect([status].flat(), told).toContain(answer.statusCode);
      expect(answer.headers['content-type'], told).toContain('application/problem+json');
      const problem = answer.json();
      expect(problem, told).toMatchObject({
        status: answer.statusCode,
        title: expect.any(String),
        instance: expect.stringMatching(/^urn:request:[0-9a-f-]{36}$/),
      });
      if (code) expect(problem.type, told).toBe(`/problems/${code}`);
      return problem;
    },
  };
}
