/**
 * `perdura setup`: what `npm start` does to a database before it serves: migrates it, makes the application's role, the
 * first tenant and what is shipped. For installations whose parts are started by something else.
 */
import { bringToVersion } from '../platform/backing.ts';
import { runSeed } from '../platform/seed-instance.ts';
import { type Command, readOptions } from './command.ts';
import { findInstallation, masterKeyOf, ownerUrlOf } from './connect.ts';

export const setup: Command = {
  name: 'setup',
  usage: '',
  summary: 'migrates and seeds the database of DATABASE_OWNER_URL; again after each new version',
  async run(args) {
    readOptions(setup, args, { required: [], optional: [] });
    const reach = findInstallation();
    const { settings, databaseUrl } = reach;
    const ownerUrl = ownerUrlOf(reach);
    const migrated = await bringToVersion(ownerUrl, databaseUrl);
    console.log(
      migrated.length > 0
        ? `Brought the database to this version (${migrated.length} steps).`
        : 'The database is of this version.',
    );
    const { adminEmail, adminPassword } = await runSeed({
      ownerUrl,
      appUrl: databaseUrl,
      masterKey: masterKeyOf(settings),
      adminEmail: settings.adminEmail,
      adminPassword: settings.adminPassword,
      demo: settings.demo,
      log: console.log,
    });
    if (adminPassword && !settings.adminPassword) {
      console.log(`Sign in as ${adminEmail} with the password ${adminPassword} (shown this once).`);
    }
    return 0;
  },
};
