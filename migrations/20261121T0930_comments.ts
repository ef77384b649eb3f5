/** What is said about a process while it is drawn, thread by thread, and who has it open just now. */
import { Migration } from '@mikro-orm/migrations';

export class Comments extends Migration {
  override up(): void {
    this.addSql(`
create table process_thread (
  id uuid primary key,
  tenant_id uuid not null,
  process_id uuid not null references process on delete cascade,
  -- Null: it is about the process as a whole. The element may be gone by now, and its name then is what it was called.
  element text,
  element_name text,
  -- What was looked at when it began: a version, or somebody's draft.
  version int,
  draft_of uuid references person,
  resolved_at timestamptz,
  resolved_by uuid references person,
  created_at timestamptz not null,
  -- Goes up with all that is said in it or done with it.
  revision int not null default 1,
  check ((element is null) = (element_name is null)),
  check ((version is null) <> (draft_of is null))
);
create index process_thread_process on process_thread (process_id, id desc);
call fence_table('process_thread');

create table process_comment (
  id uuid primary key,
  tenant_id uuid not null,
  thread_id uuid not null references process_thread on delete cascade,
  author_id uuid not null references person,
  -- Names somebody as <@id>; empty once it is deleted.
  body text not null,
  mentions uuid[] not null default '{}',
  created_at timestamptz not null,
  edited_at timestamptz,
  deleted_at timestamptz,
  version int not null default 1
);
create index process_comment_thread on process_comment (thread_id, id);
create index process_comment_mentions on process_comment using gin (mentions);
call fence_table('process_comment');

-- One row for each tab that shows a process in the designer. It is true for half a minute, so nothing is lost with it.
create unlogged table presence (
  process_id uuid not null references process on delete cascade,
  person_id uuid not null references person,
  tab uuid not null,
  tenant_id uuid not null,
  doing text not null check (doing in ('looking', 'editing', 'rehearsing')),
  version int,
  element text,
  seen_at timestamptz not null,
  primary key (process_id, person_id, tab)
);
call fence_table('presence');
`);
  }

  override down(): void {
    this.addSql('drop table presence, process_comment, process_thread;');
  }
}
