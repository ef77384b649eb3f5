/** `perdura tenant create`: a tenant with everything that is shipped, and its first administrator. */
import { createTenant } from '#domain/tenants/create-tenant.ts';
import { type Command, readOptions } from './command.ts';
import { findInstallation, ownerUrlOf, withStore } from './connect.ts';

export const tenantCreate: Command = {
  name: 'tenant create',
  usage: '--key <key> --admin-email <email> [--name <name>] [--admin-password <password>]',
  summary: 'makes a tenant and its first administrator',
  async run(args) {
    const options = readOptions(tenantCreate, args, {
      required: ['key', 'admin-email'],
      optional: ['name', 'admin-password'],
    });
    const reach = findInstallation();
    const created = await withStore(reach, (store) =>
      createTenant(ownerUrlOf(reach), store, {
        key: options.key,
        name: options.name,
        adminEmail: options['admin-email'],
        adminPassword: options['admin-password'],
      }),
    );
    if (created.adminPassword === null) {
      console.log(
        `The tenant ${created.key} is there and has its administrator; nobody was added.`,
      );
    } else if (options['admin-password']) {
      console.log(`Made the tenant ${created.key}. Its administrator is ${created.adminEmail}.`);
    } else {
      console.log(
        `Made the tenant ${created.key}. Its administrator is ${created.adminEmail}, password ${created.adminPassword}`,
      );
    }
    return 0;
  },
};
