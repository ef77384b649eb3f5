/** The first tenant, what is shipped with it and, where asked for, the demo; at every start, because a newer version ships more. */
import { seed } from '#domain/seed.ts';
import type { DatabaseUrls } from './backing.ts';
import { PlatformFailure } from './failure.ts';
import type { Settings } from './settings.ts';

export type SignIn = {
  /** Undefined where the database is looked after by somebody else. */
  readonly email?: string;
  /** Set only when it was made up just now. */
  readonly password?: string;
  readonly demoPassword?: string;
};

export async function seedInstance(options: {
  readonly settings: Settings;
  readonly database: DatabaseUrls;
  readonly masterKey: string;
  readonly say: (sentence: string) => void;
}): Promise<SignIn> {
  const { settings, database, masterKey, say } = options;
  if (!database.ownerUrl) return {};
  try {
    const { adminEmail, adminPassword, demoPassword } = await seed({
      ownerUrl: database.ownerUrl,
      appUrl: database.url,
      masterKey,
      adminEmail: settings.adminEmail,
      adminPassword: settings.adminPassword,
      demo: settings.demo,
      log: say,
    });
    return {
      email: adminEmail,
      password: settings.adminPassword ? undefined : (adminPassword ?? undefined),
      demoPassword: demoPassword ?? undefined,
    };
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    if (code === 'master_key_mismatch' || code === 'invalid_input')
      throw new PlatformFailure(message);
    throw error;
  }
}
