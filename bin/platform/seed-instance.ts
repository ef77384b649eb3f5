/**
 * The first tenant, what is shipped with it and, where asked for, the demo; at every start, because a newer version
 * ships more. The administrator's password is noted before it is used and forgotten when it has been told, so that a
 * first start which fails half-way does not lock everybody out.
 */
import { randomBytes } from 'node:crypto';
import { seed } from '#domain/seed.ts';
import type { DatabaseUrls } from './backing.ts';
import { PlatformFailure } from './failure.ts';
import { type Instance, openInstance, saveInstance } from './instance.ts';
import type { Settings } from './settings.ts';

export type SignIn = {
  /** Undefined where the database is looked after by somebody else. */
  readonly email?: string;
  /** Set only when it was made up and nobody has been told. */
  readonly password?: string;
  readonly demoPassword?: string;
  /** To be called when somebody has been told. */
  told(): void;
};

export async function seedInstance(options: {
  readonly settings: Settings;
  readonly instance: Instance;
  readonly database: DatabaseUrls;
  readonly masterKey: string;
  readonly say: (sentence: string) => void;
}): Promise<SignIn> {
  const { settings, database, masterKey, say } = options;
  const { dataDir } = settings;
  const note = (untoldPassword: string | undefined) =>
    saveInstance(dataDir, { ...openInstance(dataDir), untoldPassword });
  if (!database.ownerUrl) return { told: () => undefined };

  const earlier = options.instance.untoldPassword;
  const password = earlier ?? randomBytes(12).toString('base64url');
  if (!earlier && !settings.adminPassword) note(password);
  const seeded = await runSeed({
    ownerUrl: database.ownerUrl,
    appUrl: database.url,
    masterKey,
    adminEmail: settings.adminEmail,
    adminPassword: settings.adminPassword ?? password,
    demo: settings.demo,
    log: say,
  });
  const wasUsed = seeded.adminPassword !== null && !settings.adminPassword;
  if (!wasUsed && !earlier) note(undefined);
  return {
    email: seeded.adminEmail,
    password: wasUsed ? password : earlier,
    demoPassword: seeded.demoPassword ?? undefined,
    told: () => note(undefined),
  };
}

/** Refusals as sentences. */
export async function runSeed(input: Parameters<typeof seed>[0]): ReturnType<typeof seed> {
  try {
    return await seed(input);
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    if (code === 'master_key_mismatch' || code === 'invalid_input') {
      throw new PlatformFailure(message);
    }
    throw error;
  }
}
