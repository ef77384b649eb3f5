/** The status page: the services as they are, what is said about those that are not well, and the last thirty days. It names nobody. */
import type { Work } from '../work.ts';
import type { MajorState } from './major-incident.ts';
import type { Severity } from './settings.ts';
import type { Stage } from './updates.ts';

export type ServiceStatus = {
  readonly key: string;
  readonly name: string;
  readonly description: string;
  readonly state: 'operational' | 'degraded' | 'down';
};

export type StatusMessage = {
  readonly stage: Stage;
  readonly subject: string;
  readonly body: string;
  readonly at: string;
};

export type StatusIncident = {
  readonly id: string;
  readonly number: string;
  readonly headline: string;
  readonly severity: Severity;
  readonly state: Extract<MajorState, 'open' | 'resolved' | 'closed'>;
  readonly services: readonly string[];
  readonly declaredAt: string;
  readonly resolvedAt: string | null;
  readonly nextUpdateAt: string | null;
  /** The latest first. */
  readonly messages: readonly StatusMessage[];
};

export type StatusPage = {
  readonly tenant: string;
  readonly at: string;
  readonly services: readonly ServiceStatus[];
  readonly current: readonly StatusIncident[];
  readonly past: readonly StatusIncident[];
};

const PAST_DAYS = 30;
const PAST_MAX = 100;
const SERVICES_MAX = 500;
const MESSAGES_MAX = 50;

const SELECT = `select m.id, t.number, m.headline, m.severity, m.state, m.declared_at as "declaredAt", m.resolved_at as "resolvedAt",
    m.next_update_at as "nextUpdateAt",
    (select coalesce(jsonb_agg(s.name order by s.name, s.key), '[]')
      from major_incident_service ms join service s on s.id = ms.service_id where ms.major_incident_id = m.id) as services,
    (select coalesce(jsonb_agg(jsonb_build_object('stage', u.stage, 'subject', u.subject, 'body', u.body, 'at', u.at) order by u.id desc), '[]')
      from (select * from major_incident_update where major_incident_id = m.id order by id desc limit ${MESSAGES_MAX}) u) as messages
  from major_incident m join ticket t on t.id = m.ticket_id`;

export async function statusPage(work: Work): Promise<StatusPage> {
  const services = await work.em.execute<ServiceStatus[]>(
    `select s.key, s.name, s.description, case when bool_or(m.id is not null and ms.impact = 'down') then 'down'
       when bool_or(m.id is not null) then 'degraded' else 'operational' end as state
     from service s left join major_incident_service ms on ms.service_id = s.id
     left join major_incident m on m.id = ms.major_incident_id and m.state = 'open'
     group by s.id order by s.name, s.key limit ${SERVICES_MAX}`,
  );
  const [tenant] = await work.em.execute<{ name: string }[]>(
    'select name from tenant where id = ?',
    [work.tenantId],
  );
  const since = new Date(work.now.getTime() - PAST_DAYS * 86_400_000);
  return {
    tenant: tenant?.name ?? '',
    at: work.now.toISOString(),
    services,
    current: await read(work, "where m.state = 'open' order by m.severity, m.id desc", []),
    past: await read(
      work,
      `where m.state in ('resolved', 'closed') and coalesce(m.resolved_at, m.ended_at) > ? order by m.id desc limit ${PAST_MAX}`,
      [since],
    ),
  };
}

async function read(
  work: Work,
  where: string,
  params: readonly unknown[],
): Promise<StatusIncident[]> {
  const rows = await work.em.execute<StatusIncident[]>(`${SELECT} ${where}`, [...params]);
  return rows.map((row) => ({
    ...row,
    declaredAt: iso(row.declaredAt) ?? '',
    resolvedAt: iso(row.resolvedAt),
    nextUpdateAt: iso(row.nextUpdateAt),
    messages: row.messages.map((message) => ({ ...message, at: iso(message.at) ?? '' })),
  }));
}

const iso = (at: string | null): string | null => (at === null ? null : new Date(at).toISOString());
