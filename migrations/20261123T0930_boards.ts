/**
 * Change advisory boards: who sits on them, their meetings, what is before them, what was said and decided in which meeting, and
 * on what conditions. What is before a board (`cab_review`) outlives meetings; where it came up is a row for each (`cab_item`).
 * Order of locks: runs, the board, its meetings.
 */
import { Migration } from '@mikro-orm/migrations';

export class Boards extends Migration {
  override up(): void {
    this.addSql(`
create table cab_board (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  key text not null,
  name text not null,
  description text not null default '',
  time_zone text not null,
  -- Wall time of its first meeting and an RFC 5545 rule, or null where it meets only when somebody plans it.
  meets jsonb,
  minutes int not null check (minutes > 0),
  cut_off_minutes int not null check (cut_off_minutes >= 0),
  quorum int not null check (quorum > 0),
  is_virtual boolean not null default false,
  version int not null default 1,
  unique (tenant_id, key)
);
call fence_table('cab_board');

create table cab_member (
  board_id uuid not null references cab_board on delete cascade,
  person_id uuid not null references person,
  tenant_id uuid not null,
  role text not null check (role in ('chair', 'deputy', 'member')),
  primary key (board_id, person_id)
);
create index cab_member_person on cab_member (person_id);
create unique index cab_member_chair on cab_member (board_id) where role = 'chair';
call fence_table('cab_member');

create table cab_meeting (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  board_id uuid not null references cab_board,
  name text not null,
  state text not null default 'planned' check (state in ('planned', 'open', 'ended', 'closed', 'cancelled')),
  is_virtual boolean not null,
  quorum int not null,
  -- The wall time by which the board's rule has made it; null for one that somebody planned.
  occurs text,
  -- Somebody has put it at another time than the rule.
  moved boolean not null default false,
  scheduled_at timestamptz not null,
  minutes_long int not null,
  cut_off_at timestamptz not null,
  -- When its agenda was closed and sent out.
  gathered_at timestamptz,
  opened_at timestamptz,
  ended_at timestamptz,
  closed_at timestamptz,
  reason text,
  -- The change that is being talked about.
  current_id uuid,
  minutes text not null default '',
  -- Goes up whenever an invitation that was sent holds no more (SEQUENCE of RFC 5545).
  sequence int not null default 0,
  version int not null default 1,
  unique (board_id, occurs)
);
create index cab_meeting_list on cab_meeting (tenant_id, scheduled_at, id);
call fence_table('cab_meeting');

create table cab_review (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  board_id uuid not null references cab_board,
  ticket_id uuid not null references ticket,
  -- The run that waits for it; null where somebody has put the change there by hand.
  run_id uuid references run,
  token text,
  element text,
  message text not null default '',
  state text not null default 'waiting' check (state in ('waiting', 'approved', 'rejected', 'deferred', 'withdrawn')),
  -- The meeting that has it on its agenda; null while it waits for one.
  meeting_id uuid references cab_meeting,
  -- Goes up when what is before the board becomes another; what is said counts for the one it was said about.
  plan int not null default 1,
  -- Each time since the board first spoke of it: when, who, what of it and why.
  altered jsonb not null default '[]',
  -- What was decided on.
  subject jsonb,
  asked_at timestamptz not null,
  decided_at timestamptz
);
create index cab_review_ticket on cab_review (ticket_id);
create index cab_review_run on cab_review (run_id) where state = 'waiting';
create index cab_review_waiting on cab_review (board_id) where state = 'waiting';
call fence_table('cab_review');

create table cab_item (
  meeting_id uuid not null references cab_meeting,
  review_id uuid not null references cab_review,
  tenant_id uuid not null,
  position int not null,
  late boolean not null default false,
  admitted boolean not null default true,
  -- It was brought up in another meeting before this one came.
  taken_off boolean not null default false,
  decision text check (decision in ('approved', 'rejected', 'deferred')),
  casting_vote boolean not null default false,
  note text,
  discussion text not null default '',
  deferred_to uuid references cab_meeting,
  conditions jsonb not null default '[]',
  -- Of its review, as long as this meeting can decide about it.
  plan int not null default 1,
  -- Moves with what a decision rests on: votes, the decision before it, whether it was admitted.
  version int not null default 1,
  primary key (meeting_id, review_id)
);
create index cab_item_review on cab_item (review_id);
call fence_table('cab_item');

-- Only ever added to: the last of a member counts.
create table cab_vote (
  seq bigint generated always as identity primary key,
  tenant_id uuid not null,
  meeting_id uuid not null,
  review_id uuid not null,
  person_id uuid not null references person,
  actor_id uuid not null references person,
  -- The actor speaks in the person's place; otherwise it is the person's own word, whoever has written it down.
  stand_in boolean not null default false,
  -- Null: what was said in the person's place holds no more.
  vote text check (vote in ('approve', 'reject', 'abstain', 'recused')),
  comment text not null default '',
  -- What it was said about.
  plan int not null default 1,
  at timestamptz not null,
  foreign key (meeting_id, review_id) references cab_item
);
create index cab_vote_item on cab_vote (meeting_id, review_id, person_id, seq desc);
call fence_table('cab_vote', 'select, insert');

-- Who was asked to a meeting, or has spoken there, in place of somebody who sits on the board; they still see it afterwards.
create table cab_invited (
  meeting_id uuid not null references cab_meeting on delete cascade,
  person_id uuid not null references person,
  tenant_id uuid not null,
  -- While the invitation they were sent holds.
  invited_at timestamptz,
  spoke_at timestamptz,
  primary key (meeting_id, person_id)
);
create index cab_invited_person on cab_invited (person_id);
call fence_table('cab_invited');

-- Who stands in for each who sits on a board. A board is no process: whoever stands in only at some does not stand in here.
-- but: without what this person lends to others, who has asked for a change.
create function board_stand_ins(the_board uuid, at timestamptz, but uuid default null) returns table (for_id uuid, person_id uuid, away boolean, absent boolean)
language sql stable as $$
  select s.for_id, s.person_id, s.away, s.absent
  from stand_ins(array(select c.person_id from cab_member c where c.board_id = the_board), '00000000-0000-0000-0000-000000000000', at, but) s
$$;

-- Whether what was said in a member's place holds: before the meeting only where who said it stands in for them, or does at its
-- hour, or it has carried a decision; putting it off rests on no votes.
create function board_word_holds(v cab_vote, at timestamptz) returns boolean language sql stable as $$
  select m.state <> 'planned'
    or exists (select from cab_item i where i.meeting_id = v.meeting_id and i.review_id = v.review_id and i.decision <> 'deferred')
    or exists (select from board_stand_ins(m.board_id, at) s where s.for_id = v.person_id and s.person_id = v.actor_id)
    or exists (select from board_stand_ins(m.board_id, m.scheduled_at) s where s.for_id = v.person_id and s.person_id = v.actor_id)
  from cab_meeting m where m.id = v.meeting_id
$$;

-- The boards on which somebody sits, or stands in for who does.
create function boards_of(the_person uuid, at timestamptz) returns setof uuid language sql stable as $$
  select c.board_id from cab_member c where c.person_id = the_person
  union
  select c.board_id from stood_in_for(the_person, at) b join cab_member c on c.person_id = b.person_id
  where exists (select from board_stand_ins(c.board_id, at) s where s.for_id = c.person_id and s.person_id = the_person)
$$;

create or replace function meeting_people(kind text, the_subject uuid) returns text[] language sql stable as $$
  select array_agg(x.person_id::text) from (
    select c.person_id from cab_meeting m join cab_member c on c.board_id = m.board_id where kind = 'meeting' and m.id = the_subject
    union
    select s.person_id from cab_meeting m cross join lateral board_stand_ins(m.board_id, now()) s where kind = 'meeting' and m.id = the_subject
    union
    select i.person_id from cab_invited i
    where kind = 'meeting' and i.meeting_id = the_subject and (i.invited_at is not null or i.spoke_at is not null)
  ) x
$$;
grant execute on function board_stand_ins, board_word_holds, boards_of to perdura_app;

create table cab_attendance (
  meeting_id uuid not null references cab_meeting on delete cascade,
  person_id uuid not null references person,
  tenant_id uuid not null,
  attendance text not null check (attendance in ('present', 'excused')),
  -- Who is there in their place.
  through uuid references person,
  noted_by uuid not null references person,
  -- Who had excused them, while somebody is there in their place.
  excused_by uuid references person,
  primary key (meeting_id, person_id)
);
call fence_table('cab_attendance');

-- What an approval was given on, until it is met.
create table cab_condition (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  review_id uuid not null references cab_review,
  ticket_id uuid not null references ticket,
  text text not null,
  before text not null check (before in ('implement', 'close')),
  person_id uuid references person,
  met_at timestamptz,
  met_by uuid references person
);
create index cab_condition_ticket on cab_condition (ticket_id);
call fence_table('cab_condition');
`);
  }

  override down(): void {
    this.addSql(`
drop function boards_of, board_word_holds, board_stand_ins;
drop table cab_condition, cab_attendance, cab_invited, cab_vote, cab_item, cab_review, cab_meeting, cab_member, cab_board cascade;
`);
  }
}
