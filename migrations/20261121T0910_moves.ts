/** Moving running work to another version: a batch with its mapping and pace, and what became of each run. */
import { Migration } from '@mikro-orm/migrations';

export class Moves extends Migration {
  override up(): void {
    this.addSql(`
create table move_batch (
  id uuid primary key,
  tenant_id uuid not null,
  process_id uuid not null references process,
  to_version int not null,
  mapping jsonb not null,
  reason text not null,
  state text not null check (state in ('canary', 'running', 'stopped', 'done')),
  per_minute int not null,
  created_by uuid references person,
  created_at timestamptz not null,
  version int not null default 1
);
create index move_batch_process on move_batch (tenant_id, process_id, created_at);
call fence_table('move_batch');

create table run_move (
  id uuid primary key,
  tenant_id uuid not null,
  batch_id uuid not null references move_batch,
  run_id uuid not null references run,
  ord int not null,
  -- Moved first, to see how it goes.
  canary boolean not null,
  state text not null default 'planned' check (state in ('planned', 'moved', 'held', 'skipped', 'undone')),
  from_version int not null,
  -- Why it stays: the tokens that hold it back.
  holds jsonb not null default '[]',
  landings jsonb not null default '[]',
  -- The run as it was; null where the move cannot be taken back.
  before jsonb,
  step_after int,
  attempts int not null default 0,
  at timestamptz,
  unique (batch_id, run_id)
);
create index run_move_batch on run_move (batch_id, ord);
create index run_move_run on run_move (run_id);
call fence_table('run_move');
`);
  }

  override down(): void {
    this.addSql('drop table run_move, move_batch;');
  }
}
