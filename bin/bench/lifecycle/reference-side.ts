/** The hand-written side of the lifecycle benchmark: starts reference.ts and looks into its tables. */
import { once } from 'node:events';
import pg from 'pg';
import type { Ground } from '../ground.ts';
import { runProgramFile } from './child.ts';
import type { Side } from './drive.ts';

/** The tables the reference writes, fenced by tenant and indexed as ours are at least. */
const TABLES = {
  ref_ticket:
    'number text, title text, status text, priority int, custom jsonb, created_at timestamptz, updated_at timestamptz',
  ref_event:
    'at timestamptz, type text, subject uuid, ticket uuid, actor uuid, cause jsonb, changes jsonb',
  ref_clock:
    'ticket uuid, state text, target_seconds int, due_at timestamptz, stopped_at timestamptz',
  ref_approval:
    'ticket uuid, state text, subject jsonb, opened_at timestamptz, remind_at timestamptz, decided_at timestamptz',
  ref_mail: 'subject uuid, address text, title text, created_at timestamptz',
  ref_vote: 'approval uuid, voter uuid, decision text, comment text, at timestamptz',
};

export type Reference = Side & {
  /** A clock that falls due in so long and then writes that it did. */
  readonly arm: (delayMs: number) => Promise<void>;
  /** How long after it fell due each clock wrote so, in seconds. */
  readonly latenesses: () => Promise<readonly number[]>;
  stop(): Promise<void>;
};

export async function startReference(ground: Ground, temporalAddress: string): Promise<Reference> {
  const owner = new pg.Pool({ connectionString: ground.ownerUrl, max: 4 });
  for (const [table, columns] of Object.entries(TABLES)) {
    await owner.query(
      `create table ${table} (id uuid primary key, tenant_id uuid not null references tenant, ${columns})`,
    );
    await owner.query(`create index on ${table} (tenant_id, id)`);
    await owner.query(`call fence_table('${table}')`);
  }
  await owner.query('create index on ref_clock (ticket)');
  const child = runProgramFile('./reference.ts', {
    DATABASE_URL: ground.appUrl,
    TEMPORAL_ADDRESS: temporalAddress,
    TENANT: ground.tenantId,
  });
  const [line] = (await once(child.output, 'data')) as [Buffer];
  const base = line.toString().trim();
  const post = async (url: string, body: object): Promise<void> => {
    const answer = await fetch(base + url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`POST ${url} answered ${answer.status}: ${text}`);
  };
  const seen = new Set<string>();
  return {
    open: () => post('/tickets', { title: 'Laptop', custom: { a: 1 } }),
    async approvals() {
      const { rows } = await owner.query<{ id: string }>(
        "select id from ref_approval where state = 'open'",
      );
      const fresh = rows.map(({ id }) => id).filter((id) => !seen.has(id));
      for (const id of fresh) seen.add(id);
      return fresh;
    },
    decide: (id) => post(`/approvals/${id}/decision`, { decision: 'approve' }),
    async finished() {
      const { rows } = await owner.query<{ n: number }>(
        "select count(*)::int as n from ref_clock where state = 'met'",
      );
      return rows[0]?.n ?? 0;
    },
    arm: (delayMs) => post('/clocks', { delayMs }),
    async latenesses() {
      const { rows } = await owner.query<{ late: number }>(
        `select extract(epoch from e.at - c.due_at)::float8 as late
         from ref_clock c join ref_event e on e.ticket = c.ticket where e.type = 'clock.breached'`,
      );
      return rows.map(({ late }) => late);
    },
    settled: async () => true,
    async workflows() {
      const { rows } = await owner.query<{ id: string; ticket: string }>(
        "select id, ticket from ref_approval where state = 'approved' order by opened_at desc limit 20",
      );
      return rows.map(({ id, ticket }) => [
        `ref-ticket:${ticket}`,
        `ref-approval:${id}`,
        `ref-clock:${ticket}`,
      ]);
    },
    async stop() {
      await child.stop();
      await owner.end();
    },
  };
}
