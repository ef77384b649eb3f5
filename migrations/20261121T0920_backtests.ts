/** Back-tests: a draft as it was, held against the tickets its process has really had, and what came of each. */
import { Migration } from '@mikro-orm/migrations';

export class Backtests extends Migration {
  override up(): void {
    this.addSql(`
create table backtest (
  id uuid primary key,
  tenant_id uuid not null,
  process_id uuid not null references process on delete cascade,
  state text not null check (state in ('queued', 'running', 'completed', 'cancelled', 'failed')),
  filter jsonb not null,
  -- The draft, and all that decides for it, as they were when it began.
  definition jsonb not null,
  surroundings jsonb not null,
  draft_revision int,
  version int,
  base_version int,
  -- The runs of its tickets, in their order.
  runs uuid[] not null default '{}',
  total int not null,
  -- How many of its tickets have been played, in their order.
  done int not null default 0,
  totals jsonb not null,
  failure text,
  created_by uuid references person,
  created_at timestamptz not null,
  ended_at timestamptz
);
create index backtest_process on backtest (process_id, created_at desc, id desc);
create index backtest_open on backtest (tenant_id, created_at, id) where state in ('queued', 'running');
call fence_table('backtest');

-- What has been played: it is written once, and holds ids of people instead of their addresses.
create table backtest_ticket (
  backtest_id uuid not null references backtest on delete cascade,
  ord int not null,
  tenant_id uuid not null,
  ticket_id uuid not null references ticket,
  run_id uuid not null references run,
  result text not null check (result in ('same', 'different', 'diverged', 'unplayed')),
  kinds text[] not null default '{}',
  diverged_at text,
  diverged_why text,
  -- Why it could not be played; the rest is null then.
  unplayed text check ((result = 'unplayed') = (unplayed is not null)),
  differences jsonb,
  paths jsonb,
  waited jsonb,
  clocks jsonb,
  primary key (backtest_id, ord)
);
create unique index backtest_ticket_once on backtest_ticket (ticket_id, backtest_id);
call fence_table('backtest_ticket');

create index message_run on message (run_id) where run_id is not null;
`);
  }

  override down(): void {
    this.addSql('drop index message_run; drop table backtest_ticket, backtest;');
  }
}
