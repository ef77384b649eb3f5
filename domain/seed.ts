/**
 * What an installation begins with: the tenant `main` and its administrator, what is shipped for every tenant, and on
 * request people and tickets to look at. Runs at every start; what is there already is left as it is.
 */
import { demoIsThere, seedDemo } from './demo/seed-demo.ts';
import { createOrm } from './orm.ts';
import { createKeyring } from './seals/keyring.ts';
import { asSystem, createTenant } from './tenants/create-tenant.ts';
import { installShipped } from './tenants/install-shipped.ts';
import { demandMasterKey } from './tenants/installation.ts';
import { createNotifier } from './wake.ts';
import { inTenant, type Store } from './work.ts';

export const FIRST_TENANT = 'main';
export const DEFAULT_ADMIN_EMAIL = 'admin@perdura.local';

export type SeedInput = {
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly masterKey: string;
  readonly adminEmail?: string;
  readonly adminPassword?: string;
  readonly demo: boolean;
  readonly log: (sentence: string) => void;
};

export type Seeded = {
  readonly tenantId: string;
  readonly adminEmail: string;
  /** Null when there was an administrator already. */
  readonly adminPassword: string | null;
  /** People of the demo can sign in with this; null without the demo. */
  readonly demoPassword: string | null;
};

/** @throws DomainError master_key_mismatch */
export async function seed(input: SeedInput): Promise<Seeded> {
  const keys = createKeyring(input.masterKey);
  await demandMasterKey(input.ownerUrl, keys);
  const orm = await createOrm(input.appUrl, { poolSize: 4 });
  const notifier = createNotifier(input.appUrl);
  const store: Store = { orm, keys, clock: () => new Date(), wake: notifier.wake };
  try {
    const tenant = await createTenant(input.ownerUrl, store, {
      key: FIRST_TENANT,
      name: 'Main',
      adminEmail: input.adminEmail ?? DEFAULT_ADMIN_EMAIL,
      adminPassword: input.adminPassword,
    });
    if (tenant.adminPassword !== null)
      input.log(`Made the tenant ${tenant.key} with its administrator ${tenant.adminEmail}.`);
    await installEverywhere(store, tenant.id);
    const demoPassword = input.demo
      ? await seedDemo(store, tenant.id, input.log)
      : await demoIsThere(store, tenant.id);
    return {
      tenantId: tenant.id,
      adminEmail: tenant.adminEmail,
      adminPassword: tenant.adminPassword,
      demoPassword,
    };
  } finally {
    await notifier.close();
    await orm.close(true);
  }
}

/** A newer version may ship more; every tenant gets it. */
async function installEverywhere(store: Store, done: string): Promise<void> {
  const rows = await store.orm.em
    .fork()
    .execute<{ id: string }[]>('select id from tenant_ids() as id');
  for (const { id } of rows) {
    if (id !== done) await inTenant(store, asSystem(id, 'install'), installShipped);
  }
}
