/**
 * One Perdura for all files that look at the web app with the demo in it, started for the first of them: each file gets a
 * tenant of its own there. To start is most of what a small file costs; tenants are apart, so that no file sees another.
 * The files run in other processes than this, and ask over HTTP.
 */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestProject } from 'vitest/node';
import { seedDemo } from '#domain/demo/seed-demo.ts';
import { createOrm } from '#domain/orm.ts';
import { createKeyring } from '#domain/seals/keyring.ts';
import { createTenant } from '#domain/tenants/create-tenant.ts';
import { createNotifier } from '#domain/wake.ts';
import type { DemoTenant } from './demo.ts';
import { startPerdura } from './started.ts';
import { DEMO_PASSWORD } from './web.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Answers a POST with a `DemoTenant`. */
    demoOffice: string;
  }
}

type Office = { open(): Promise<DemoTenant>; close(): Promise<void> };

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  let office: Promise<Office> | undefined;
  const server = createServer(async (_, response) => {
    try {
      office ??= openOffice();
      response.end(JSON.stringify(await (await office).open()));
    } catch (error) {
      response.writeHead(500).end(String(error));
    }
  });
  // Whoever comes first waits until it is up.
  server.requestTimeout = 0;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  project.provide('demoOffice', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  return async () => {
    server.closeAllConnections();
    server.close();
    await office?.then(({ close }) => close());
  };
}

async function openOffice(): Promise<Office> {
  const masterKey = randomBytes(32).toString('base64');
  const perdura = await startPerdura({ PERDURA_MASTER_KEY: masterKey, DEMO: '0' });
  const { databaseUrl, databaseOwnerUrl } = perdura.connections;
  if (!databaseOwnerUrl) throw new Error('The instance has a database of its own.');
  const records = await createOrm(databaseUrl, { poolSize: 2 });
  const notifier = createNotifier(databaseUrl);
  const store = {
    orm: records,
    keys: createKeyring(masterKey),
    clock: () => new Date(),
    wake: notifier.wake,
  };
  let opened = 0;
  return {
    async open() {
      opened += 1;
      const key = `demo-${opened}`;
      const { id } = await createTenant(databaseOwnerUrl, store, {
        key,
        adminEmail: 'admin@perdura.local',
        adminPassword: DEMO_PASSWORD,
      });
      await seedDemo(store, id, () => undefined);
      return { url: perdura.url, tenant: key };
    },
    async close() {
      await notifier.close();
      await records.close(true);
      await perdura.stop();
    },
  };
}
