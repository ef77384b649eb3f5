/** What there is to be changed: configuration items, what they depend on, and which of them a ticket is about. */
import { Migration } from '@mikro-orm/migrations';

export class ConfigItems extends Migration {
  override up(): void {
    this.addSql(`
create table config_item (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  key text not null,
  name text not null,
  kind text not null,
  description text not null default '',
  owner_id uuid references person,
  group_id uuid references people_group,
  criticality smallint not null default 3 check (criticality between 1 and 4),
  active boolean not null default true,
  version int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (tenant_id, key)
);
call fence_table('config_item');

-- The first depends on the second.
create table config_relation (
  tenant_id uuid not null,
  from_id uuid not null references config_item,
  to_id uuid not null references config_item,
  kind text not null,
  primary key (from_id, to_id, kind),
  check (from_id <> to_id)
);
create index config_relation_to on config_relation (to_id);
call fence_table('config_relation');

create table ticket_item (
  tenant_id uuid not null,
  ticket_id uuid not null references ticket,
  item_id uuid not null references config_item,
  role text not null default 'affected',
  added_at timestamptz not null default now(),
  primary key (ticket_id, item_id)
);
create index ticket_item_item on ticket_item (item_id);
call fence_table('ticket_item');
`);
  }

  override down(): void {
    this.addSql('drop table ticket_item, config_relation, config_item;');
  }
}
