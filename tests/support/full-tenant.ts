/** A tenant with something of everything, made over HTTP where there is a way, and for the rest as its worker would. */
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { expect } from 'vitest';
import { NO_TOTALS } from '#domain/backtests/totals.ts';
import type { Client, TestApp } from './app.ts';
import { TAKEN_BODIES } from './taken-bodies.ts';

/** One group of one seat. */
const STAGES = [
  {
    id: 'all',
    name: null,
    groups: [
      {
        id: 'all',
        name: null,
        mode: 'any',
        needed: null,
        percent: null,
        seats: [{ seat: 1 }],
      },
    ],
  },
];

export type FullTenant = { readonly id: string; readonly key: string; readonly admin: Client };

export async function fillTenant(test: TestApp, key: string): Promise<FullTenant> {
  const id = key === 'main' ? test.tenant.id : (await test.addTenant(key)).id;
  const admin = await test.signInAs('admin', {
    tenant: key,
    email: 'admin@same.test',
    groups: ['service-desk', 'managers', 'cab'],
  });
  const body = (name: string): Record<string, unknown> =>
    structuredClone(TAKEN_BODIES[name]) as Record<string, unknown>;
  const made = async (
    answer: Promise<{
      statusCode: number;
      body: string;
      json: () => { id: string; number: string };
    }>,
  ) => {
    const { statusCode, body: text, json } = await answer;
    expect([200, 201, 202], text).toContain(statusCode);
    return json();
  };
  for (const path of [
    '/users',
    '/groups',
    '/roles',
    '/organizations',
    '/queues',
    '/calendars',
    '/sla/policies',
    '/sla/contracts',
    '/sla/recounts',
    '/forecasts',
    '/escalation-ladders',
    '/me/tokens',
    '/rotas',
    '/delegations',
    '/services',
    '/update-templates',
    '/config-items',
    '/freezes',
    '/maintenance-windows',
    '/change-calendar/feed',
    '/cab/boards',
    '/standard-changes',
  ]) {
    const given = TAKEN_BODIES[`POST ${path}`];
    await made(admin.post(path, given && body(`POST ${path}`)));
  }
  await made(admin.post('/rotas/made/overrides', body('POST /rotas/{id}/overrides')));
  await made(admin.post('/rotas/made/swaps', body('POST /rotas/{id}/swaps')));
  await made(admin.post('/rotas/made/feed'));
  await made(admin.put('/secrets/shared', body('PUT /secrets/{key}')));
  await made(admin.put('/rulesets/own-rules', body('PUT /rulesets/{key}')));
  await made(admin.put('/processes/hello/draft', body('PUT /processes/{key}/draft')));
  await made(admin.post('/processes/hello/scenarios', body('POST /processes/{key}/scenarios')));
  await made(admin.post('/processes/hello/draft/publish', { note: 'First' }));
  await made(
    admin.put('/processes/hello/draft', {
      ...body('PUT /processes/{key}/draft'),
      name: 'Hello again',
    }),
  );
  await made(admin.post('/processes/hello/threads', body('POST /processes/{key}/threads')));
  await made(
    admin.put(
      `/processes/hello/presence/${randomUUID()}`,
      body('PUT /processes/{key}/presence/{tab}'),
    ),
  );
  const run = await made(admin.post('/processes/hello/runs', {}));
  let change = '';
  let ticket = '';
  for (const type of ['incident', 'service_request', 'problem', 'task', 'change']) {
    const opened = await made(
      admin.post('/tickets', {
        type,
        title: `The same ${type}`,
        queue: 'made',
        assignee: 'made@example.test',
      }),
    );
    await made(admin.post(`/tickets/${opened.id}/comments`, { body: 'Said', internal: true }));
    ticket = opened.id;
    change = opened.number;
  }
  const incident = async (title: string) =>
    made(admin.post('/tickets', { type: 'incident', title }));
  const [whole, part] = [await incident('All is down'), await incident('Mine is down')];
  const major = await made(
    admin.post('/major-incidents', { ...body('POST /major-incidents'), ticket: whole.id }),
  );
  await made(admin.post(`/tickets/${whole.id}/children`, { tickets: [part.id] }));
  await made(
    admin.post(`/major-incidents/${major.id}/updates`, body('POST /major-incidents/{id}/updates')),
  );
  await made(
    admin.post('/config-items', {
      key: 'above',
      name: 'Above',
      kind: 'service',
      dependsOn: ['made'],
    }),
  );
  await made(
    admin.put(`/tickets/${whole.id}/config-items`, body('PUT /tickets/{id}/config-items')),
  );
  await made(admin.patch('/major-incident-settings', body('PATCH /major-incident-settings')));
  await made(
    admin.post('/catalog/items/laptop/requests', body('POST /catalog/items/{key}/requests')),
  );
  const meeting = await made(
    admin.post('/cab/meetings', { ...body('POST /cab/meetings'), changes: [change] }),
  );
  const attendance = body('PUT /cab/meetings/{id}/attendance');
  await made(admin.put(`/cab/meetings/${meeting.id}/attendance`, attendance));
  const vote = body('POST /cab/meetings/{id}/items/{ticket}/votes');
  await made(admin.post(`/cab/meetings/${meeting.id}/items/${ticket}/votes`, vote));
  await made(admin.patch(`/changes/${change}`, body('PATCH /changes/{id}')));
  await made(admin.put(`/tickets/${part.id}/cause`, { change }));
  await asItsWorker(test.ownerUrl, {
    tenantId: id,
    runId: run.id,
    ticketId: ticket,
    personId: admin.personId,
  });
  return { id, key, admin };
}

type Place = { tenantId: string; runId: string; ticketId: string; personId: string };

/** What comes into being as runs go on: tasks, approvals, mail, notifications, escalations, messages given up on. */
async function asItsWorker(
  ownerUrl: string,
  { tenantId, runId, ticketId, personId }: Place,
): Promise<void> {
  const owner = new pg.Client(ownerUrl);
  await owner.connect();
  const [task, approval] = [randomUUID(), randomUUID()];
  const from = `select $1::uuid, $2::uuid, r.id, 't1', 'ask', r.process_id, r.process_version, $4::uuid, 'Ask' from run r where r.id = $3::uuid`;
  const columns =
    'id, tenant_id, run_id, token, element, process_id, process_version, ticket_id, name';
  await owner.query(
    `insert into task (${columns}, assignee_id, opened_at) ${from.replace(' from run', ', $5::uuid, now() from run')}`,
    [task, tenantId, runId, ticketId, personId],
  );
  await owner.query(
    `insert into approval (${columns}, stages, subject_hash, opened_at) ${from.replace(' from run', ", $5::jsonb, 'x', now() from run")}`,
    [approval, tenantId, runId, ticketId, JSON.stringify(STAGES)],
  );
  await owner.query(
    `insert into approval_question (id, approval_id, tenant_id, round, asked_by, asked_at, text) values (gen_random_uuid(), $1, $2, 1, $3, now(), 'Why?')`,
    [approval, tenantId, personId],
  );
  await owner.query(
    "insert into approval_round (approval_id, round, tenant_id, stages, subject, subject_hash, why, ended_at) values ($1, 0, $2, '[]', '{}', 'x', '{}', now())",
    [approval, tenantId],
  );
  await owner.query(
    'insert into approver (approval_id, seat, person_id, tenant_id) values ($1, 1, $2, $3)',
    [approval, personId, tenantId],
  );
  await owner.query('update run set engine_state = $2::jsonb where id = $1', [
    runId,
    JSON.stringify({
      semantics: 1,
      status: 'running',
      nextToken: 2,
      outcome: null,
      tokens: {},
      variables: {},
      steps: {},
      visits: {},
    }),
  ]);
  await owner.query(
    "insert into run_element (run_id, tenant_id, token, element, entered_at) values ($1, $2, 't1', 'ask', now())",
    [runId, tenantId],
  );
  await owner.query(
    "insert into mail (id, tenant_id, dedupe_key, message_id, to_address, subject, body, next_at, created_at) values ($1, $2, 'one', '<one@x>', 'a@same.test', 'S', 'B', now(), now())",
    [randomUUID(), tenantId],
  );
  await owner.query(
    "insert into notification (id, tenant_id, person_id, ticket_id, text, created_at) values ($1, $2, $3, $4, 'T', now())",
    [randomUUID(), tenantId, personId, ticketId],
  );
  await owner.query(
    "insert into escalation (id, tenant_id, ticket_id, reason, target, ladder_key, ladder_version, level_due_at, opened_at) values ($1, $2, $3, 'R', 'T', 'usual', 1, now(), now())",
    [randomUUID(), tenantId, ticketId],
  );
  await owner.query(
    "insert into outbox (tenant_id, kind, target, state) values ($1, 'run', $2, 'dead')",
    [tenantId, runId],
  );
  const [batch, message] = [randomUUID(), randomUUID()];
  await owner.query(
    "insert into message (id, tenant_id, kind, name, state, sent_at, expires_at) values ($1, $2, 'message', 'M', 'kept', now(), now() + interval '1 day')",
    [message, tenantId],
  );
  await owner.query(
    "insert into subscription (run_id, token, tenant_id, kind, name, since) values ($1, 't1', $2, 'message', 'N', now())",
    [runId, tenantId],
  );
  await owner.query(
    `insert into move_batch (id, tenant_id, process_id, to_version, mapping, reason, state, per_minute, created_at)
     select $1, $2, process_id, 1, '{}', 'R', 'stopped', 60, now() from run where id = $3`,
    [batch, tenantId, runId],
  );
  await owner.query(
    'insert into run_move (id, tenant_id, batch_id, run_id, ord, canary, from_version) values ($1, $2, $3, $4, 0, false, 1)',
    [randomUUID(), tenantId, batch, runId],
  );
  await owner.query(
    `insert into draft_review (draft_id, tenant_id, reviewer_id, decision, sha256, decided_at)
     select id, tenant_id, $2, 'approve', 'x', now() from draft where tenant_id = $1`,
    [tenantId, personId],
  );
  await owner.query(
    `insert into version_drawing (process_id, number, revision, tenant_id, definition, drawn_at)
     select process_id, number, 1, tenant_id, definition, now() from definition_version where tenant_id = $1`,
    [tenantId],
  );
  const backtest = randomUUID();
  await owner.query(
    `insert into backtest (id, tenant_id, process_id, state, filter, definition, surroundings, runs, total, totals, created_at)
     select $1, $2, process_id, 'completed', '{"limit":1}', '{}', '{}', array[id], 1, $4::jsonb, now() from run where id = $3`,
    [backtest, tenantId, runId, JSON.stringify(NO_TOTALS)],
  );
  await owner.query(
    "insert into backtest_ticket (backtest_id, ord, tenant_id, ticket_id, run_id, result) values ($1, 0, $2, $3, $4, 'same')",
    [backtest, tenantId, ticketId, runId],
  );
  await owner.query(
    `insert into change_freeze_override (ticket_id, freeze_id, tenant_id, reason, person_id, at)
     select $2, id, $1, 'R', $3, now() from change_freeze where tenant_id = $1`,
    [tenantId, ticketId, personId],
  );
  await owner.query(
    `insert into standard_change_mishap (ticket_id, standard_id, tenant_id, what, at)
     select $2, id, $1, 'failed', now() from standard_change where tenant_id = $1`,
    [tenantId, ticketId],
  );
  await owner.query("insert into effect (tenant_id, key, at) values ($1, 'one', now())", [
    tenantId,
  ]);
  await owner.end();
}
