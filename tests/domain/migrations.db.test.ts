/** The migrations: down and up again is the same, several at once do it once, and a newer database is refused. */
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ensureAppRole, migrate, migrateDown } from '#domain/migrate.ts';
import { MIGRATIONS } from '#domain/migration-list.ts';
import { createEmptyDatabase, type TestDatabase } from '#tests/support/database.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await createEmptyDatabase();
});
afterEach(() => database.drop());

async function asOwner<T>(use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(database.ownerUrl);
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

/** Tables with their columns, indexes, policies and grants, and functions with their text; months are left to the calendar. */
const schema = () =>
  asOwner(async (client) => {
    const { rows } = await client.query<{ line: string }>(`
      select format('column %s.%s %s %s %s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, pg_get_expr(d.adbin, d.adrelid)) as line
        from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname not like 'schema_migration%'
      union all select 'index ' || indexdef from pg_indexes where schemaname = 'public' and tablename not like 'schema_migration%'
      union all select format('constraint %s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) from pg_constraint where connamespace = 'public'::regnamespace and conrelid::regclass::text not like 'schema_migration%'
      union all select format('policy %s %s %s %s', tablename, policyname, qual, with_check) from pg_policies
      union all select format('grant %s %s', table_name, privilege_type) from information_schema.table_privileges where grantee = 'perdura_app'
      union all select 'function ' || pg_get_functiondef(p.oid) || coalesce(p.proacl::text, '') from pg_proc p where p.pronamespace = 'public'::regnamespace and p.prokind in ('f', 'p')
      order by 1`);
    return rows.map((row) => row.line);
  });

describe('the migrations', () => {
  it('go down to nothing and up again to the same', async () => {
    await migrate(database.ownerUrl);
    const first = await schema();
    expect(first.length).toBeGreaterThan(300);
    await migrateDown(database.ownerUrl);
    expect(await schema()).toEqual([]);
    await migrate(database.ownerUrl);
    expect(await schema()).toEqual(first);
  }, 60_000);

  it('are done once when several start at the same time', async () => {
    const done = await Promise.all([1, 2, 3].map(() => migrate(database.ownerUrl)));
    expect(done.flatMap(({ applied }) => applied).sort()).toEqual(
      MIGRATIONS.map(({ name }) => name).sort(),
    );
  });

  it('refuse a database that is newer than the program', async () => {
    await migrate(database.ownerUrl);
    await asOwner((client) =>
      client.query(
        "insert into schema_migration (name, executed_at) values ('29991231T0000_later', now())",
      ),
    );
    await expect(migrate(database.ownerUrl)).rejects.toThrow(
      /newer than this program.*29991231T0000_later/s,
    );
  });

  it('refuse a role for the application that could pass row-level security', async () => {
    await migrate(database.ownerUrl);
    await expect(ensureAppRole(database.ownerUrl, database.ownerUrl)).rejects.toMatchObject({
      code: 'not_permitted',
    });
  });
});
