/** Closed incidents by the thousand, each with the run and the events that the shipped process would have left. */
import pg from 'pg';
import type { Ground } from '../ground.ts';

const ID = (what: string): string => `md5('${what}' || n)::uuid`;
const NUMBERS = 'generate_series(1, $1::int) n';
const BEGUN = `(timestamptz '2026-03-02 08:00Z' + n * interval '1 minute')`;
const ISO = `to_char(${BEGUN} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const TITLES = `(array['The VPN is down', 'The monitor flickers', 'Excel crashes', 'Something is wrong'])[n % 4 + 1]`;
const QUEUES = `(array['network', 'hardware', 'software', 'service-desk'])[n % 4 + 1]`;

/** Element, flow, outcome, and the seconds at which it was entered and left. */
const PATH = [
  ['start', null, null, 0, 0],
  ['route', 'f1', 'done', 0, 1],
  ['assign', 'f2', 'done', 1, 1],
  ['critical', 'f3', null, 1, 1],
  ['resolve', 'f5', 'resolved', 1, 3_600],
  ['is-resolved', 'f7', null, 3_600, 3_601],
  ['tell-resolved', 'f9', 'done', 3_601, 3_601],
  ['done', 'f12', 'resolved', 3_601, 3_601],
] as const;

export async function makeIncidents(ground: Ground, count: number): Promise<void> {
  const owner = new pg.Client(ground.ownerUrl);
  await owner.connect();
  try {
    await owner.query(`select set_config('perdura.tenant', $1, false)`, [ground.tenantId]);
    const fill = (text: string, ...values: unknown[]) => owner.query(text, [count, ...values]);
    await fill(
      `insert into ticket (id, tenant_id, number, type, title, status, impact, urgency, priority, requester_id, queue_id, created_at, updated_at, closed_at)
       select ${ID('ticket')}, current_tenant(), 'INC-' || lpad(n::text, 6, '0'), 'incident', ${TITLES}, 'closed', 2, 2, 3, $2,
         (select id from queue where tenant_id = current_tenant() and key = ${QUEUES}), ${BEGUN}, ${BEGUN}, ${BEGUN} + interval '2 hours' from ${NUMBERS}`,
      ground.personId,
    );
    await fill(
      `insert into run (id, tenant_id, process_id, process_key, process_version, definition_sha256, semantics, ticket_id, trigger_key, state, engine_state,
         start_event, outcome, started_at, updated_at, ended_at)
       select ${ID('run')}, p.tenant_id, p.id, p.key, 1, 'x', 1, ${ID('ticket')}, 'created', 'completed', '{}',
         jsonb_build_object('type', 'started', 'start', 'start', 'variables', '{}'::jsonb, 'at', ${ISO}), 'resolved', ${BEGUN}, ${BEGUN},
         ${BEGUN} + interval '1 hour' from ${NUMBERS} cross join process p where p.tenant_id = current_tenant() and p.key = 'incident'`,
    );
    for (const [index, [element, flow, outcome, from, until]] of PATH.entries())
      await fill(
        `insert into run_element (run_id, tenant_id, token, element, entered_at, left_at, flow, outcome)
         select ${ID('run')}, current_tenant(), $2, $3, ${BEGUN} + make_interval(secs => $4), ${BEGUN} + make_interval(secs => $5), $6, $7 from ${NUMBERS}`,
        `t${index + 1}`,
        element,
        from,
        until,
        flow,
        outcome,
      );
    await fill(
      `insert into task (id, tenant_id, run_id, token, element, process_id, process_version, ticket_id, name, state, opened_at, outcome, "values", completed_at)
       select ${ID('task')}, p.tenant_id, ${ID('run')}, 't5', 'resolve', p.id, 1, ${ID('ticket')}, 'Work', 'completed', ${BEGUN}, 'resolved', '{}',
         ${BEGUN} + interval '1 hour' from ${NUMBERS} cross join process p where p.tenant_id = current_tenant() and p.key = 'incident'`,
    );
    await changes(
      fill,
      'assigned',
      1,
      'run',
      `jsonb_build_object('queue', jsonb_build_object('before', null, 'after', (select id from queue where tenant_id = current_tenant() and key = ${QUEUES})))`,
    );
    await changes(
      fill,
      'resolved',
      3_600,
      'person',
      `'{"status":{"before":"new","after":"resolved"}}'::jsonb`,
    );
    await changes(
      fill,
      'closed',
      7_200,
      'person',
      `'{"status":{"before":"resolved","after":"closed"}}'::jsonb`,
    );
    await owner.query('analyze ticket, run, run_element, task, event');
  } finally {
    await owner.end();
  }
}

type Fill = (text: string, ...values: unknown[]) => Promise<unknown>;

const changes = (fill: Fill, what: string, seconds: number, by: 'run' | 'person', told: string) =>
  fill(
    `insert into event (id, at, tenant_id, type, subject_kind, subject_id, ticket_id, actor_kind, actor_id, cause_kind, changes)
     select ${ID(what)}, ${BEGUN} + make_interval(secs => $2), current_tenant(), 'ticket.updated', 'ticket', ${ID('ticket')}, ${ID('ticket')}, $3,
       case when $3 = 'run' then ${ID('run')} end, 'system', ${told} from ${NUMBERS}`,
    seconds,
    by,
  );
