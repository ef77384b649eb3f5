/**
 * Many tickets with a running clock each, copied from one that the product opened itself, so that every row is as it would
 * be. What the relay has to arm is put where opening a ticket puts it.
 */
import type pg from 'pg';

export type Wave = {
  readonly tickets: number;
  /** The deadlines lie evenly between these, in seconds from now. */
  readonly from: number;
  readonly until: number;
};

export async function copyTickets(
  owner: pg.Client,
  original: string,
  { tickets, from, until }: Wave,
): Promise<void> {
  await owner.query('begin');
  await owner.query(
    `create temporary table copy on commit drop as
     select i, gen_random_uuid() as ticket, gen_random_uuid() as clock, now() + make_interval(secs => $2 + ($3::float8 - $2) * i / $1::int) as due
     from generate_series(1, $1::int) i`,
    [tickets, from, until],
  );
  const later = 'copy.due - make_interval(secs => c.target_seconds)';
  await copyRows(owner, original, 'ticket', {
    id: 'copy.ticket',
    number: "'COPY-' || copy.ticket",
    due_at: 'copy.due',
  });
  await copyRows(owner, original, 'clock', {
    id: 'copy.clock',
    ticket_id: 'copy.ticket',
    subject_id: 'copy.ticket',
    due_at: 'copy.due',
    next_at: 'copy.due',
    started_at: later,
  });
  await copyRows(owner, original, 'clock_revision', { clock_id: 'copy.clock', at: later });
  await copyRows(owner, original, 'clock_segment', { clock_id: 'copy.clock', from_at: later });
  await owner.query(
    `insert into outbox (tenant_id, kind, target, payload)
     select t.tenant_id, 'clock', copy.ticket, jsonb_build_object('at', copy.due) from copy join ticket t on t.id = $1`,
    [original],
  );
  await owner.query('commit');
}

/** Every column as the original has it, but for these. */
async function copyRows(
  owner: pg.Client,
  original: string,
  table: 'ticket' | 'clock' | 'clock_revision' | 'clock_segment',
  changed: Readonly<Record<string, string>>,
): Promise<void> {
  const { rows } = await owner.query<{ name: string }>(
    `select quote_ident(attname) as name from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
    [table],
  );
  const columns = rows.map(({ name }) => name);
  const owned = { ticket: 'r.id = c.ticket_id', clock: 'r.id = c.id' };
  const on = table in owned ? owned[table as keyof typeof owned] : 'r.clock_id = c.id';
  await owner.query(
    `insert into ${table} (${columns.join(', ')}) select ${columns.map((name) => changed[name] ?? `r.${name}`).join(', ')}
     from copy cross join clock c join ${table} r on ${on} where c.ticket_id = $1`,
    [original],
  );
}
