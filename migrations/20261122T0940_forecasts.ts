/** Forecasts: what was asked, with all that was promised then, and what came of it. */
import { Migration } from '@mikro-orm/migrations';

export class Forecasts extends Migration {
  override up(): void {
    this.addSql(`
create table forecast (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  state text not null check (state in ('queued', 'completed', 'failed')),
  -- As it was asked, and what was promised to whom in which hours when it was.
  asked jsonb not null,
  setting jsonb not null,
  result jsonb,
  failure text,
  created_by uuid references person,
  created_at timestamptz not null,
  ended_at timestamptz,
  check ((state = 'completed') = (result is not null))
);
create index forecast_recent on forecast (tenant_id, created_at desc, id desc);
create index forecast_open on forecast (id) where state = 'queued';
call fence_table('forecast');
`);
  }

  override down(): void {
    this.addSql('drop table forecast;');
  }
}
