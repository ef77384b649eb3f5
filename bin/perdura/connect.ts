/**
 * How a command reaches the installation it works on: what the environment says, as for `start`, else what a running
 * start has noted in the data directory.
 */
import { createOrm } from '#domain/orm.ts';
import { createKeyring, type Keyring } from '#domain/seals/keyring.ts';
import { createNotifier } from '#domain/wake.ts';
import type { Store } from '#domain/work.ts';
import { PlatformFailure } from '../platform/failure.ts';
import { openInstance, openMasterKey } from '../platform/instance.ts';
import { type Connections, readRunning } from '../platform/running.ts';
import { readSettings, type Settings } from '../platform/settings.ts';

export type Reach = Connections & {
  readonly settings: Settings;
  readonly keys: Keyring;
  /** Where the API listens, when a start of ours runs. */
  readonly url?: string;
};

export function findInstallation(): Reach {
  const settings = readSettings();
  const running = readRunning(settings.dataDir);
  const noted = running?.connections;
  const databaseUrl = settings.database?.url ?? noted?.databaseUrl;
  if (!databaseUrl) {
    throw new PlatformFailure(
      `Nothing is running from ${settings.dataDir}. Start it first (npm start), ` +
        'or give DATABASE_URL and DATABASE_OWNER_URL.',
    );
  }
  return {
    settings,
    keys: createKeyring(masterKeyOf(settings)),
    url: running?.url,
    databaseUrl,
    databaseOwnerUrl: settings.database ? settings.database.ownerUrl : noted?.databaseOwnerUrl,
    databaseDirectUrl: settings.database?.directUrl ?? noted?.databaseDirectUrl ?? databaseUrl,
    temporalAddress: settings.temporalAddress ?? noted?.temporalAddress ?? '127.0.0.1:7233',
    temporalNamespace: settings.temporalNamespace,
  };
}

/** A key that was given needs no data directory; in a container there is none. */
export function masterKeyOf(settings: Settings): string {
  if (settings.masterKey) return settings.masterKey;
  return openMasterKey(settings.dataDir, openInstance(settings.dataDir), undefined).key;
}

/** For commands that act as the owner of the tables. */
export function ownerUrlOf(reach: Reach): string {
  if (reach.databaseOwnerUrl) return reach.databaseOwnerUrl;
  throw new PlatformFailure('This needs the owner of the tables: give DATABASE_OWNER_URL.');
}

/** Opens the store, lets `use` work with it and closes it again, whatever happens. */
export async function withStore<T>(reach: Reach, use: (store: Store) => Promise<T>): Promise<T> {
  const orm = await createOrm(reach.databaseUrl, { poolSize: 4 });
  const notifier = createNotifier(reach.databaseUrl);
  try {
    const store: Store = { orm, keys: reach.keys, clock: () => new Date(), wake: notifier.wake };
    return await use(store);
  } finally {
    await notifier.close();
    await orm.close(true);
  }
}
