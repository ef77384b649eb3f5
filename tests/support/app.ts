/**
 * The whole API on a database of its own, without a port, and people signed in to it. Every answer is held against the
 * schema its route declares: an undeclared status or field fails the test that met it.
 */
import { randomBytes } from 'node:crypto';
import type { RouteOptions } from 'fastify';
import type { InjectOptions, Response } from 'light-my-request';
import { pino } from 'pino';
import { type App, buildApp } from '#api/app.ts';
import { type Config, readConfig } from '#api/config.ts';
import { createOrm } from '#domain/orm.ts';
import type { Permission } from '#domain/people/access.ts';
import { createAccessToken } from '#domain/people/access-token.ts';
import { createPerson } from '#domain/people/create-person.ts';
import { createKeyring } from '#domain/seals/keyring.ts';
import { installShipped } from '#domain/tenants/install-shipped.ts';
import { ensureTenantRecord } from '#domain/tenants/tenant-record.ts';
import { createNotifier } from '#domain/wake.ts';
import { inTenant, type Store, SYSTEM, type Work } from '#domain/work.ts';
import { createTestDatabase } from './database.ts';

export type Client = {
  readonly personId: string;
  readonly email: string;
  readonly token: string;
  get(url: string, headers?: Record<string, string>): Promise<Response>;
  post(url: string, body?: unknown, headers?: Record<string, string>): Promise<Response>;
  patch(url: string, body?: unknown, headers?: Record<string, string>): Promise<Response>;
  put(url: string, body?: unknown, headers?: Record<string, string>): Promise<Response>;
  delete(url: string, headers?: Record<string, string>): Promise<Response>;
};

export type SignIn = {
  readonly email?: string;
  readonly name?: string;
  readonly groups?: readonly string[];
  readonly organization?: string;
  readonly manager?: string;
  /** Key of the tenant; the first one when left out. */
  readonly tenant?: string;
  readonly scopes?: readonly Permission[];
};

export type TestApp = {
  readonly app: App;
  readonly store: Store;
  readonly ownerUrl: string;
  readonly appUrl: string;
  /** Tenant `main`, made with everything that is shipped. */
  readonly tenant: { readonly id: string; readonly key: string };
  /** Moves the clock that operations see. */
  advance(ms: number): void;
  /** Stops it, at this instant. */
  standAt(instant: number): void;
  addTenant(key: string): Promise<{ id: string; key: string }>;
  /** Adds a person with these roles and gives a client that speaks for them: `signInAs('agent')`. */
  signInAs(roles: string | readonly string[], options?: SignIn): Promise<Client>;
  /** Work of the system in a tenant, for what a test must arrange behind the API. */
  work<T>(fn: (work: Work) => Promise<T>, tenantId?: string): Promise<T>;
  close(): Promise<void>;
};

export type TestAppOptions = {
  /** False where there is no mail server. */
  readonly sendsMail?: boolean;
  readonly config?: Partial<Config>;
  /** Sees every route as it is added. */
  readonly onRoute?: (route: RouteOptions) => void;
};

export async function createTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const database = await createTestDatabase();
  const orm = await createOrm(database.appUrl, { poolSize: 8 });
  const masterKey = randomBytes(32).toString('base64');
  let offsetMs = 0;
  let stands: number | null = null;
  const notifier = createNotifier(database.appUrl);
  const store: Store = {
    orm,
    keys: createKeyring(masterKey),
    clock: () => new Date(stands ?? Date.now() + offsetMs),
    wake: notifier.wake,
    webUrl: 'https://perdura.test',
    sendsMail: options.sendsMail,
  };
  const config: Config = {
    ...readConfig({
      DATABASE_URL: database.appUrl,
      PERDURA_MASTER_KEY: masterKey,
      LOG_LEVEL: 'error',
    }),
    ...options.config,
  };
  const logger = pino({ level: config.LOG_LEVEL });
  const app = await buildApp({
    store,
    config,
    logger,
    notifier,
    checkAnswers: true,
    onRoute: options.onRoute,
  });
  await app.ready();

  const tenants = new Map<string, string>();
  const work = <T>(fn: (work: Work) => Promise<T>, tenantId?: string) =>
    inTenant(
      store,
      {
        tenantId: tenantId ?? tenantIdOf('main'),
        actor: SYSTEM,
        cause: { kind: 'system', id: null, label: 'test' },
      },
      fn,
    );
  const tenantIdOf = (key: string): string => {
    const id = tenants.get(key);
    if (!id) throw new Error(`There is no tenant ${key} in this test.`);
    return id;
  };

  async function addTenant(key: string) {
    const { id } = await ensureTenantRecord(database.ownerUrl, { key, name: key });
    tenants.set(key, id);
    await work(installShipped, id);
    return { id, key };
  }

  async function signInAs(roles: string | readonly string[], who: SignIn = {}): Promise<Client> {
    const email =
      who.email ??
      `${[roles].flat()[0] ?? 'nobody'}-${randomBytes(4).toString('hex')}@example.test`;
    const { personId, token } = await work(
      async (inner) => {
        const person = await createPerson(inner, {
          email,
          name: who.name ?? email.split('@')[0] ?? email,
          roles: [roles].flat(),
          groups: who.groups,
          organization: who.organization,
          manager: who.manager,
        });
        const made = await createAccessToken(inner, person.id, {
          name: 'test',
          scopes: who.scopes,
        });
        return { personId: person.id, token: made.token };
      },
      tenantIdOf(who.tenant ?? 'main'),
    );
    return { personId, email, token, ...clientFor(app, { authorization: `Bearer ${token}` }) };
  }

  const tenant = await addTenant('main');
  return {
    app,
    store,
    ownerUrl: database.ownerUrl,
    appUrl: database.appUrl,
    tenant,
    advance: (ms) => {
      offsetMs += ms;
      if (stands !== null) stands += ms;
    },
    standAt: (instant) => {
      stands = instant;
    },
    addTenant,
    signInAs,
    work,
    async close() {
      await app.close();
      await notifier.close();
      await orm.close(true);
      await database.drop();
    },
  };
}

/** Requests below /api/v1 (or anywhere, for an address that begins with `//`), with these headers. */
export function clientFor(app: App, headers: Record<string, string>) {
  const call = (
    method: InjectOptions['method'],
    url: string,
    body: unknown,
    more: Record<string, string> = {},
  ) =>
    app.inject({
      method,
      url: url.startsWith('//') ? url.slice(1) : `/api/v1${url}`,
      headers: { ...headers, ...more },
      ...(body === undefined ? {} : { payload: body as InjectOptions['payload'] }),
    });
  return {
    get: (url: string, more?: Record<string, string>) => call('GET', url, undefined, more),
    post: (url: string, body?: unknown, more?: Record<string, string>) =>
      call('POST', url, body, more),
    patch: (url: string, body?: unknown, more?: Record<string, string>) =>
      call('PATCH', url, body, more),
    put: (url: string, body?: unknown, more?: Record<string, string>) =>
      call('PUT', url, body, more),
    delete: (url: string, more?: Record<string, string>) => call('DELETE', url, undefined, more),
  };
}
