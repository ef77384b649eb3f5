/**
 * `perdura setup`: what `npm start` does to a database before it serves: migrates it, makes the application's role, the
 * first tenant and what is shipped. For installations whose parts are started by something else.
 */
import { bringToVersion } from '../platform/backing.ts';
import { seedInstance } from '../platform/seed-instance.ts';
import { type Command, readOptions } from './command.ts';
import { findInstallation, masterKeyOf, ownerUrlOf } from './connect.ts';

export const setup: Command = {
  name: 'setup',
  usage: '',
  summary: 'migrates and seeds the database of DATABASE_OWNER_URL; again after each new version',
  async run(args) {
    readOptions(setup, args, { required: [], optional: [] });
    const { settings, databaseUrl, ...reach } = findInstallation();
    const ownerUrl = ownerUrlOf({ settings, databaseUrl, ...reach });
    const migrated = await bringToVersion(ownerUrl, databaseUrl);
    console.log(
      migrated.length > 0
        ? `Brought the database to this version (${migrated.length} steps).`
        : 'The database is of this version.',
    );
    const { email, password } = await seedInstance({
      settings,
      database: { url: databaseUrl, ownerUrl, migrated },
      masterKey: masterKeyOf(settings),
      say: console.log,
    });
    if (email && password)
      console.log(`Sign in as ${email} with the password ${password} (shown this once).`);
    return 0;
  },
};
