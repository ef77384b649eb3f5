/** Meetings as they are shown: with their agenda and what each change on it is. */
import { DomainError } from '../errors.ts';
import type { Work } from '../work.ts';
import type { Decision, MeetingState } from './meeting.ts';

export type ShownItem = {
  readonly ticket: {
    readonly id: string;
    readonly number: string;
    readonly title: string;
    readonly status: string;
    readonly priority: number;
  };
  readonly decision: Decision | null;
  readonly note: string | null;
};
export type ShownMeeting = {
  readonly id: string;
  readonly name: string;
  readonly state: MeetingState;
  readonly scheduled_at: Date;
  readonly opened_at: Date | null;
  readonly closed_at: Date | null;
  readonly minutes: string;
  readonly version: number;
  readonly items: ShownItem[];
};

/** Plain statements give instants as text. */
type Instants = 'scheduled_at' | 'opened_at' | 'closed_at';
type Row = Omit<ShownMeeting, Instants> & {
  scheduled_at: string;
  opened_at: string | null;
  closed_at: string | null;
};

const toMeeting = (row: Row): ShownMeeting => ({
  ...row,
  scheduled_at: new Date(row.scheduled_at),
  opened_at: row.opened_at === null ? null : new Date(row.opened_at),
  closed_at: row.closed_at === null ? null : new Date(row.closed_at),
});

const SHOWN = `select m.id, m.name, m.state, m.scheduled_at, m.opened_at, m.closed_at, m.minutes, m.version,
  (select coalesce(jsonb_agg(jsonb_build_object('decision', i.decision, 'note', i.note, 'ticket',
      jsonb_build_object('id', t.id, 'number', t.number, 'title', t.title, 'status', t.status, 'priority', t.priority)) order by t.number), '[]')
   from cab_agenda_item i join ticket t on t.id = i.ticket_id where i.meeting_id = m.id) as items
  from cab_meeting m`;

/** @throws DomainError not_found */
export async function getMeeting(work: Work, id: string): Promise<ShownMeeting> {
  const rows = await work.em.execute<Row[]>(`${SHOWN} where m.id = ?`, [id]);
  if (!rows[0]) throw new DomainError('not_found', 'There is no such meeting.');
  return toMeeting(rows[0]);
}

export type MeetingPage = {
  readonly states: readonly MeetingState[];
  readonly take: number;
  /** Instant and id of the last one seen. */
  readonly after: { readonly scheduledAt: string; readonly id: string } | null;
};

/** The latest first. */
export async function listMeetings(work: Work, page: MeetingPage): Promise<ShownMeeting[]> {
  const { states, take, after } = page;
  const rows = await work.em.execute<Row[]>(
    `${SHOWN} where m.tenant_id = ?
       and (?::text = '' or m.state = any(string_to_array(?, ',')))
       and (?::timestamptz is null or (m.scheduled_at, m.id) < (?::timestamptz, ?::uuid))
     order by m.scheduled_at desc, m.id desc limit ?`,
    [
      work.tenantId,
      states.join(','),
      states.join(','),
      after?.scheduledAt ?? null,
      after?.scheduledAt ?? null,
      after?.id ?? null,
      take,
    ],
  );
  return rows.map(toMeeting);
}
