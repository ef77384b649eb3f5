/** Closed tickets by the thousand, each with a run that has ended, written as their worker would have left them. */
import type pg from 'pg';
import type { Definition } from '#engine/definition.ts';

export type ManyRuns = {
  readonly tenantId: string;
  readonly processId: string;
  readonly key: string;
  readonly sha256: string;
  readonly requesterId: string;
  readonly count: number;
};

/** One after the other: started, worked on by somebody, done. */
export const WORKED: Definition = {
  key: 'worked',
  name: 'Worked',
  elements: [
    { id: 'start', type: 'startEvent', trigger: { type: 'manual' } },
    { id: 'work', type: 'userTask', name: 'Work', task: {} },
    { id: 'end', type: 'endEvent', name: 'End' },
  ],
  flows: [
    { id: 'f1', from: 'start', to: 'work' },
    { id: 'f2', from: 'work', to: 'end' },
  ],
};

const NAMED = `('x' || md5('run' || n))`;
const ID = (what: string): string => `md5(($2::uuid)::text || '${what}' || n)::uuid`;
const NUMBERS = 'generate_series(1, $1::int) n';
const BEGUN = `(timestamptz '2026-03-02 08:00Z' + n * interval '1 minute')`;

export async function insertRuns(owner: pg.Pool | pg.Client, many: ManyRuns): Promise<void> {
  const { count, tenantId, processId, key, sha256, requesterId } = many;
  await owner.query(
    `insert into ticket (id, tenant_id, number, type, title, status, impact, urgency, priority, requester_id, created_at, updated_at, closed_at)
     select ${ID('ticket')}, $2, 'TSK-' || lpad(n::text, 6, '0'), 'task', 'Ticket ' || ${NAMED}, 'closed', 2, 2, 3, $3, ${BEGUN}, ${BEGUN},
       ${BEGUN} + interval '2 hours' from ${NUMBERS}`,
    [count, tenantId, requesterId],
  );
  await owner.query(
    `insert into run (id, tenant_id, process_id, process_key, process_version, definition_sha256, semantics, ticket_id, trigger_key, state, engine_state,
       start_event, started_at, updated_at, ended_at)
     select ${ID('run')}, $2, $3, $4, 1, $5, 1, ${ID('ticket')}, 'made', 'completed', '{}',
       jsonb_build_object('type', 'started', 'start', 'start', 'variables', '{}'::jsonb,
         'at', to_char(${BEGUN} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')), ${BEGUN}, ${BEGUN}, ${BEGUN} + interval '1 hour' from ${NUMBERS}`,
    [count, tenantId, processId, key, sha256],
  );
  for (const [token, element, flow, outcome, from, until] of [
    ['t1', 'start', null, null, 0, 0],
    ['t2', 'work', 'f1', 'done', 0, 60],
    ['t3', 'end', 'f2', null, 60, 60],
  ] as const)
    await owner.query(
      `insert into run_element (run_id, tenant_id, token, element, entered_at, left_at, flow, outcome)
       select ${ID('run')}, $2, $3, $4, ${BEGUN} + make_interval(mins => $5), ${BEGUN} + make_interval(mins => $6), $7, $8 from ${NUMBERS}`,
      [count, tenantId, token, element, from, until, flow, outcome],
    );
  await owner.query(
    `insert into task (id, tenant_id, run_id, token, element, process_id, process_version, ticket_id, name, state, opened_at, outcome, "values", completed_at)
     select ${ID('task')}, $2, ${ID('run')}, 't2', 'work', $3, 1, ${ID('ticket')}, 'Work', 'completed', ${BEGUN}, 'done', '{}', ${BEGUN} + interval '1 hour'
     from ${NUMBERS}`,
    [count, tenantId, processId],
  );
  await owner.query('analyze ticket, run, run_element, task');
}
