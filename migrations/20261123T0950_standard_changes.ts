/** The catalog of standard changes: what was approved once for all, its versions, and what went wrong with them. */
import { Migration } from '@mikro-orm/migrations';

export class StandardChanges extends Migration {
  override up(): void {
    this.addSql(`
create table standard_change (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  key text not null check (key ~ '^[a-z0-9][a-z0-9-]{0,63}$'),
  name text not null,
  description text not null default '',
  -- Of the tickets that are opened from it.
  category text,
  owner_id uuid not null references person,
  state text not null default 'proposed' check (state in ('proposed', 'approved', 'under_review', 'suspended', 'retired', 'rejected')),
  -- Why it is in that state, as somebody has said.
  reason text not null default '',
  -- Whose it is that it is suspended: a review lifts only what a review has begun.
  suspended_by text check (suspended_by in ('person', 'review')),
  -- The version that changes are opened from.
  in_force int,
  review_months int not null default 12 check (review_months between 1 and 60),
  -- So many mishaps since it was last looked at begin a review, and whether it may be used meanwhile.
  review_after int not null default 1 check (review_after between 1 and 100),
  suspends boolean not null default false,
  review_on date,
  review_run uuid unique references run,
  version int not null default 1,
  unique (tenant_id, key),
  check ((state = 'suspended') = (suspended_by is not null))
);
create index standard_change_due on standard_change (tenant_id, review_on) where state = 'approved';
call fence_table('standard_change');

create table standard_change_version (
  standard_id uuid not null references standard_change,
  number int not null,
  tenant_id uuid not null,
  -- What the plan of a change has beside its times, its kind and its result.
  plan jsonb not null,
  minutes int not null check (minutes between 1 and 132480),
  -- What may be touched; everything where none is named.
  items uuid[] not null default '{}',
  -- What is new in it, and the change that went well from which it was taken.
  note text not null default '',
  from_change uuid references ticket,
  state text not null default 'proposed' check (state in ('proposed', 'approved', 'rejected')),
  proposed_by uuid references person,
  proposed_at timestamptz not null,
  decided_at timestamptz,
  reason text not null default '',
  run_id uuid unique references run,
  primary key (standard_id, number)
);
create unique index standard_change_proposed on standard_change_version (standard_id) where state = 'proposed';
call fence_table('standard_change_version');

alter table change_plan add constraint change_plan_standard foreign key (standard_id, standard_version) references standard_change_version (standard_id, number);
create index change_plan_of_standard on change_plan (standard_id) where standard_id is not null;

-- A change of it that failed, was backed out or caused something, once.
create table standard_change_mishap (
  ticket_id uuid primary key references ticket,
  standard_id uuid not null references standard_change,
  tenant_id uuid not null,
  what text not null check (what in ('failed', 'backed_out', 'caused')),
  at timestamptz not null,
  -- The standard change was looked at since.
  seen boolean not null default false,
  -- It turned out to be untrue, and counts no more; what was looked at stays so, should it be said again.
  withdrawn boolean not null default false
);
create index standard_change_mishap_of on standard_change_mishap (standard_id);
call fence_table('standard_change_mishap');
`);
  }

  override down(): void {
    this.addSql(`
alter table change_plan drop constraint change_plan_standard;
drop index change_plan_of_standard;
drop table standard_change_mishap, standard_change_version, standard_change;
`);
  }
}
