/** `perdura token create`: a personal access token for somebody; prints nothing but the token. */
import { createAccessToken } from '#domain/people/access-token.ts';
import { findPerson } from '#domain/people/find.ts';
import { asSystem } from '#domain/tenants/create-tenant.ts';
import { inTenant, type Store } from '#domain/work.ts';
import { PlatformFailure } from '../platform/failure.ts';
import { type Command, readOptions } from './command.ts';
import { findInstallation, withStore } from './connect.ts';

export const tokenCreate: Command = {
  name: 'token create',
  usage: '--email <person> [--tenant <key>] [--name <name>]',
  summary: 'makes a personal access token and prints nothing else',
  async run(args) {
    const options = readOptions(tokenCreate, args, {
      required: ['email'],
      optional: ['tenant', 'name'],
    });
    const token = await withStore(findInstallation(), async (store) => {
      const { tenantId, personId } = await onlyPerson(store, options.email, options.tenant);
      return inTenant(store, asSystem(tenantId, 'token create'), async (work) => {
        const made = await createAccessToken(work, personId, {
          name: options.name ?? 'command line',
        });
        return made.token;
      });
    });
    process.stdout.write(`${token}\n`);
    return 0;
  },
};

type Found = { readonly tenantId: string; readonly personId: string };

/** People are looked for one tenant at a time, so that row-level security stays in force here too. */
async function onlyPerson(store: Store, email: string, tenantKey?: string): Promise<Found> {
  const em = store.orm.em.fork();
  const tenants = tenantKey
    ? await em.execute<{ id: string | null }[]>('select tenant_by_key(?) as id', [tenantKey])
    : await em.execute<{ id: string | null }[]>('select id from tenant_ids() as id');
  if (tenantKey && !tenants[0]?.id) throw new PlatformFailure(`There is no tenant "${tenantKey}".`);
  const found: Found[] = [];
  for (const { id } of tenants) {
    if (!id) continue;
    const person = await inTenant(store, asSystem(id, 'token create'), (work) =>
      findPerson(work, email),
    );
    if (person?.active && !person.outside) found.push({ tenantId: id, personId: person.id });
  }
  const [only, another] = found;
  if (!only) {
    const where = tenantKey ? ` in the tenant "${tenantKey}"` : '';
    throw new PlatformFailure(`Nobody active has the address ${email}${where}.`);
  }
  if (another)
    throw new PlatformFailure(`${email} is in several tenants. Say which with --tenant <key>.`);
  return only;
}
