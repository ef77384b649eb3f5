/**
 * What goes on in a process: every number held against a small history made by hand, for whom it is told, and how much of
 * the record is read for it.
 */
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#domain/ids.ts';
import { elementsSql } from '#domain/processes/overview.ts';
import type { Definition, Element } from '#engine/definition.ts';
import { chain, createWorld, type World } from '../../domain/processes/world.ts';
import { type Client, createTestApp, type TestApp } from '../../support/app.ts';

let test: TestApp;
let world: World;
let admin: Client;
let operator: Client;
let ravi: Client;
beforeAll(async () => {
  test = await createTestApp();
  world = createWorld(test);
  admin = await test.signInAs('admin', { email: 'admin@example.test' });
  operator = await test.signInAs('operator');
  ravi = await test.signInAs('requester');
});
afterAll(() => test.close());

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const listening: Definition = {
  key: 'listening',
  name: 'Listening',
  elements: [
    { id: 'start', type: 'startEvent', trigger: { type: 'manual' } },
    { id: 'ask', type: 'userTask', name: 'Ask', task: {} },
    { id: 'late', type: 'boundaryEvent', attachedTo: 'ask', timer: { after: { hours: 9 } } },
    { id: 'end', type: 'endEvent' },
    { id: 'late-end', type: 'endEvent' },
    { id: 'apart', type: 'subProcess', triggeredByEvent: true },
    {
      id: 'heard',
      type: 'startEvent',
      parent: 'apart',
      trigger: { type: 'event', signal: { name: 'fire' } },
    },
    { id: 'over', type: 'endEvent', parent: 'apart' },
  ],
  flows: [
    { id: 'f1', from: 'start', to: 'ask' },
    { id: 'f2', from: 'ask', to: 'end' },
    { id: 'f3', from: 'late', to: 'late-end' },
    { id: 'f4', from: 'heard', to: 'over' },
  ],
};
const ask: Element = { id: 'ask', type: 'userTask', name: 'Ask', task: {} };
const each: Element = {
  id: 'each',
  type: 'userTask',
  name: 'For each',
  task: {},
  loop: { each: 'variables.people' },
};

const ago = (ms: number) => new Date(test.store.clock().getTime() - ms);

/** A stay of a token, from so long ago until so long ago; without an end it is there now. */
type Stay = {
  readonly element: string;
  readonly from: number;
  readonly to?: number;
  readonly outcome?: string;
  readonly failure?: { readonly code: string; readonly message: string };
  readonly due?: number;
};

/** Writes a run with its path as a worker would have left them. */
async function written(
  key: string,
  stays: readonly Stay[],
  more: { state: string; ended?: number; ticketId?: string; version?: number },
): Promise<string> {
  const id = newId();
  await world.rows(
    `insert into run (id, tenant_id, process_id, process_key, process_version, definition_sha256, semantics, ticket_id, trigger_key, state,
       start_event, started_at, updated_at, ended_at)
     select ?, current_tenant(), id, key, ?, 'x', 1, ?, ?, ?, '{}', ?, ?, ? from process where key = ?`,
    [
      id,
      more.version ?? 1,
      more.ticketId ?? null,
      id,
      more.state,
      ago(stays[0]?.from ?? 0),
      ago(0),
      more.ended === undefined ? null : ago(more.ended),
      key,
    ],
  );
  for (const [index, stay] of stays.entries()) {
    const token = `t${index + 1}`;
    const left = stay.to === undefined ? null : ago(stay.to);
    await world.rows(
      `insert into run_element (run_id, tenant_id, token, element, entered_at, left_at, outcome, failure)
       values (?, current_tenant(), ?, ?, ?, ?, ?, ?)`,
      [
        id,
        token,
        stay.element,
        ago(stay.from),
        left,
        stay.outcome ?? null,
        stay.failure ? JSON.stringify(stay.failure) : null,
      ],
    );
    if (stay.due !== undefined)
      await world.rows(
        `insert into task (id, tenant_id, run_id, token, element, process_id, process_version, name, state, due_at, opened_at, completed_at)
         select ?, current_tenant(), ?, ?, ?, id, 1, 'Ask', ?, ?, ?, ? from process where key = ?`,
        [
          newId(),
          id,
          token,
          stay.element,
          left === null ? 'open' : 'completed',
          ago(stay.due),
          ago(stay.from),
          left,
          key,
        ],
      );
  }
  return id;
}

const overview = async (client: Client, key: string, query = '') =>
  (await client.get(`/processes/${key}/overview${query}`)).json();

describe('the overview of a process', () => {
  it('counts nobody where an event on a border or in the background only listens', async () => {
    await world.publish(admin, listening);
    const run = await world.start(admin, 'listening');
    await world.drive(run.id);
    const paths = await world.rows<{ element: string }>(
      'select element from run_element where run_id = ? and left_at is null order by element',
      [run.id],
    );
    expect(paths.map(({ element }) => element)).toEqual(['ask', 'heard', 'late']);
    const { elements } = await overview(operator, 'listening');
    expect(elements.ask).toMatchObject({ runs: 1, tokens: 1 });
    for (const beside of ['heard', 'late'])
      expect(elements[beside]).toMatchObject({
        runs: 0,
        tokens: 0,
        waitingSince: null,
        overdue: 0,
      });
  });

  it('counts who stands where, how long they stay, who comes again and what is late', async () => {
    await world.publish(admin, chain('watched', ask, each));
    const { ticket } = await world.openTicket(ravi);
    await world.rows(
      `insert into clock (id, tenant_id, ticket_id, subject_id, track, kind, measures, name, standing, state, policy_key,
         policy_version, target_id, target_seconds, started_at, due_at, breached_at)
       values (?, current_tenant(), ?, ?, 'sla:watched', 'sla', 'watched', 'Watched', 'running', 'breached', 'watched', 1, 'all', 3600, ?, ?, ?)`,
      [newId(), ticket.id, ticket.id, ago(5 * HOUR), ago(4 * HOUR), ago(4 * HOUR)],
    );
    // Over: one hour and, after coming back, three hours at “ask”, the second time completed an hour after it was due.
    await written(
      'watched',
      [
        { element: 'ask', from: 20 * HOUR, to: 19 * HOUR, due: 18 * HOUR },
        { element: 'ask', from: 19 * HOUR, to: 16 * HOUR, due: 17 * HOUR },
        { element: 'each', from: 16 * HOUR, to: 15 * HOUR },
        { element: 'each', from: 16 * HOUR, to: 15 * HOUR },
      ],
      { state: 'completed', ended: 15 * HOUR },
    );
    // There since five hours, and its ticket's clock ran out an hour later.
    await written('watched', [{ element: 'ask', from: 5 * HOUR }], {
      state: 'waiting',
      ticketId: ticket.id,
    });
    // Came there two days ago, before what is asked about, and has failed.
    await written(
      'watched',
      [
        {
          element: 'ask',
          from: 2 * DAY,
          failure: { code: 'no_flow', message: 'No way out.' },
        },
      ],
      { state: 'faulted' },
    );
    // Called off after ten hours: that says nothing of how long it takes.
    await written(
      'watched',
      [{ element: 'ask', from: 12 * HOUR, to: 2 * HOUR, outcome: 'withdrawn' }],
      { state: 'cancelled', ended: 2 * HOUR },
    );
    // Ended before what is asked about.
    await written('watched', [{ element: 'ask', from: 3 * DAY, to: 2 * DAY }], {
      state: 'completed',
      ended: 2 * DAY,
    });

    const since = ago(DAY).toISOString();
    const told = await overview(operator, 'watched', `?since=${since}`);
    expect(told).toMatchObject({ process: 'watched', since, version: 1 });
    expect(told.versions).toEqual([
      {
        version: 1,
        active: true,
        running: 0,
        waiting: 1,
        faulted: 1,
        completed: 1,
        cancelled: 1,
        failed: 0,
      },
    ]);
    const { medianSeconds, p95Seconds, waitingSince, ...counts } = told.elements.ask;
    expect(counts).toEqual({
      runs: 2,
      tokens: 2,
      failed: 1,
      entered: 4,
      left: 2,
      calledOff: 1,
      again: 1,
      timed: 2,
      late: 1,
      overdue: 1,
      promised: 1,
      breached: 1,
    });
    expect(medianSeconds).toBeCloseTo(2 * 3600, 0);
    expect(p95Seconds).toBeCloseTo(3600 + 0.95 * 2 * 3600, 0);
    expect(Math.abs(Date.parse(waitingSince) - ago(2 * DAY).getTime())).toBeLessThan(HOUR);
    // Done for each item: that a run comes there twice is how it is drawn.
    expect(told.elements.each).toMatchObject({ entered: 2, left: 2, again: null, timed: 0 });

    const longer = await overview(operator, 'watched', `?since=${ago(10 * DAY).toISOString()}`);
    expect(longer.versions[0]).toMatchObject({ completed: 2 });
    expect(longer.elements.ask).toMatchObject({ entered: 6, left: 3 });
  });

  it('is of the version that new runs take, unless another is named, and knows no other', async () => {
    await world.publish(admin, chain('twice', ask));
    await written('twice', [{ element: 'ask', from: HOUR }], { state: 'waiting', version: 1 });
    await world.publish(admin, chain('twice', ask, each));
    const told = await overview(operator, 'twice');
    expect(told).toMatchObject({
      version: 2,
      versions: [
        { version: 2, active: true, waiting: 0 },
        { version: 1, active: false, waiting: 1 },
      ],
      elements: {},
    });
    expect((await overview(operator, 'twice', '?version=1')).elements.ask).toMatchObject({
      runs: 1,
    });
    expect(await overview(operator, 'twice', '?version=9')).toMatchObject({ status: 404 });
    const tomorrow = new Date(Date.now() + 2 * DAY).toISOString();
    for (const since of [tomorrow, '2016-12-31T23:59:60Z'])
      expect(await overview(operator, 'twice', `?since=${since}`)).toMatchObject({
        status: 400,
        errors: [{ pointer: '/since' }],
      });
  });

  it('counts for each who asks only the runs that they may see, and no run of another tenant', async () => {
    await world.publish(admin, chain('partly', ask));
    await admin.post('/roles', {
      key: 'own-runs',
      name: 'Sees the runs of their own tickets',
      permissions: [
        { permission: 'run.read', scope: 'own' },
        { permission: 'process.read', scope: 'all' },
        { permission: 'ticket.create', scope: 'own' },
      ],
    });
    const narrow = await test.signInAs('own-runs');
    const { ticket } = await world.openTicket(narrow);
    for (const ticketId of [ticket.id, undefined, undefined])
      await written('partly', [{ element: 'ask', from: HOUR }], { state: 'waiting', ticketId });
    expect((await overview(operator, 'partly')).elements.ask).toMatchObject({ runs: 3 });
    const theirs = await overview(narrow, 'partly');
    expect(theirs.elements.ask).toMatchObject({ runs: 1, entered: 1 });
    expect(theirs.versions).toMatchObject([{ waiting: 1 }]);
    expect((await ravi.get('/processes/partly/overview')).statusCode).toBe(403);
    await test.addTenant('beside');
    const stranger = await test.signInAs('admin', { tenant: 'beside' });
    expect((await stranger.get('/processes/partly/overview')).statusCode).toBe(404);
  });
});

describe('the runs at an element', () => {
  it('say since when they stand there and what has failed there', async () => {
    await world.publish(admin, chain('listed', ask));
    const id = await written(
      'listed',
      [{ element: 'ask', from: HOUR, failure: { code: 'no_flow', message: 'No way out.' } }],
      { state: 'faulted' },
    );
    const state = { tokens: { t1: { element: 'ask', wait: { kind: 'failed', code: 'no_flow' } } } };
    await world.rows('update run set engine_state = ? where id = ?', [JSON.stringify(state), id]);
    const { items } = (await operator.get('/runs?process=listed&element=ask')).json();
    expect(items).toMatchObject([
      { id, here: { tokens: 1, failure: { code: 'no_flow', message: 'No way out.' } } },
    ]);
    expect((await operator.get('/runs?process=listed')).json().items[0]).not.toHaveProperty('here');
  });
});

describe('the causes of failed runs', () => {
  it('are told by process, element and error, the most frequent first, for who may see the runs', async () => {
    await world.publish(admin, chain('broken', ask));
    const failed = (code: string, from: number) =>
      written('broken', [{ element: 'ask', from, failure: { code, message: `It was ${code}.` } }], {
        state: 'faulted',
      });
    await failed('unreachable', 3 * HOUR);
    await failed('unreachable', 2 * HOUR);
    await failed('refused', HOUR);
    const causes = (await operator.get('/runs/causes'))
      .json()
      .items.filter(({ process }: { process: string }) => process === 'broken');
    expect(causes).toMatchObject([
      {
        element: 'ask',
        elementName: 'Ask',
        code: 'unreachable',
        runs: 2,
        versions: [1],
        message: 'It was unreachable.',
      },
      { code: 'refused', runs: 1 },
    ]);
    expect((await ravi.get('/runs/causes')).statusCode).toBe(403);
  });
});

describe('ten thousand runs', () => {
  it('cost no more than those of them that the period is about', async () => {
    await world.publish(admin, chain('busy', ask));
    const [process] = await world.rows<{ id: string }>(`select id from process where key = 'busy'`);
    await world.rows(
      `insert into run (id, tenant_id, process_id, process_key, process_version, definition_sha256, semantics, trigger_key, state, start_event,
         started_at, updated_at, ended_at)
       select gen_random_uuid(), current_tenant(), ?, 'busy', 1, 'x', 1, 'n' || n, 'completed', '{}', ?, ?, ?::timestamptz - make_interval(hours => n)
       from generate_series(1, 10000) n`,
      [process?.id, ago(DAY), ago(0), ago(0)],
    );
    await world.rows(
      `insert into run_element (run_id, tenant_id, token, element, entered_at, left_at)
       select r.id, r.tenant_id, 't' || n, case n when 1 then 'start' when 2 then 'ask' else 'end' end, r.ended_at - interval '1 hour', r.ended_at
       from run r, generate_series(1, 3) n where r.process_key = 'busy'`,
    );
    await analyze();
    const principal = await world.principalFor(operator);
    const plan = async (ms: number) => {
      const { text, params } = elementsSql({ now: ago(0) }, principal, {
        process: process?.id ?? '',
        version: 1,
        since: ago(ms),
        named: new Set<string>(),
      });
      const rows = await world.rows<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
        `explain (analyze, timing off, summary off, format json) ${text}`,
        [...params],
      );
      return rowsReadIn(rows[0]?.['QUERY PLAN'][0].Plan);
    };
    const day = await plan(DAY + HOUR / 2);
    expect(day).toEqual({ run: 24, run_element: 72 });
    // Twice as long is twice as much, and the whole of it is read once.
    expect(await plan(2 * DAY + HOUR / 2)).toEqual({ run: 48, run_element: 144 });
    const { run_element: whole } = await plan(20_000 * HOUR);
    expect(whole).toBeLessThan(2 * 30_000);
  });
});

/** As PostgreSQL does by itself after a while. */
async function analyze(): Promise<void> {
  const owner = new pg.Client(test.ownerUrl);
  await owner.connect();
  await owner.query('analyze');
  await owner.end();
}

type PlanNode = {
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly PlanNode[];
};

/** How many rows of `run` and of `run_element` were looked at, those that were thrown away again included. */
function rowsReadIn(plan: PlanNode | undefined): { [table: string]: number } {
  const read: { [table: string]: number } = {};
  const walk = (node: PlanNode) => {
    const table = node['Relation Name'];
    if (table === 'run' || table === 'run_element')
      read[table] =
        (read[table] ?? 0) +
        Math.round(
          (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'],
        );
    for (const child of node.Plans ?? []) walk(child);
  };
  if (plan) walk(plan);
  return read;
}
