/**
 * Plays a scenario on real parts: PostgreSQL, Temporal, the worker, people who vote and complete. The clock of the record
 * stands in a week to come, so that no timer of the engine fires by itself and each is told when its time has come. A
 * rehearsal is played beside it, and after everything that happens the record must have come to the very same state.
 */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'vitest';
import type { WorkerProcess } from '#activities/process.ts';
import { approvalDue } from '#domain/approvals/approval-due.ts';
import { requestItem } from '#domain/catalog/request-item.ts';
import { nameCause } from '#domain/changes/causes.ts';
import { type PlanPatch, planChange } from '#domain/changes/edit-plan.ts';
import { splitPlan } from '#domain/changes/plan-fields.ts';
import { sendMessage } from '#domain/correlation/send-message.ts';
import { openTicket } from '#domain/desk/open-ticket.ts';
import { startRun } from '#domain/processes/start-run.ts';
import { completeTask } from '#domain/tasks/complete-task.ts';
import { installShipped } from '#domain/tenants/install-shipped.ts';
import type { Work } from '#domain/work.ts';
import { isObject } from '#engine/json.ts';
import type { Event } from '#engine/messages.ts';
import {
  beginScenario,
  type Happening,
  inWeek,
  type Rehearsal,
  type Scenario,
  type Week,
} from '#engine/rehearsal/index.ts';
import type { Json } from '#engine/state.ts';
import { judgeBy } from '#rules/judge.ts';
import { shippedRulesets } from '#rules/shipped/index.ts';
import { OFFICE } from '../support/clock.ts';
import { createWorld, eventually } from '../workflows/world.ts';
import type { Story } from './files.ts';
import { asKept, pathOf } from './path.ts';

const DAYS_AHEAD = 10;
const DAY_MS = 86_400_000;

export type Live = Awaited<ReturnType<typeof createLive>>;

export async function createLive() {
  let now = new Date(Date.now() + DAYS_AHEAD * DAY_MS).toISOString();
  const outside = await openOutside();
  const world = await createWorld(undefined, undefined, () => new Date(now));
  await world.as('eve', (work) => installShipped(work));
  const { ann, ben } = world.people;
  await world.owner.query(
    `insert into person_role (person_id, role_id, tenant_id)
     select p, r.id, r.tenant_id from role r, unnest($1::uuid[]) p where r.key in ('approver', 'change-manager')`,
    [[ann, ben]],
  );
  await world.owner.query(
    `insert into group_member (group_id, person_id, tenant_id)
     select g.id, p, g.tenant_id from people_group g, unnest($1::uuid[]) p where g.key = 'cab' on conflict do nothing`,
    [[ann, ben]],
  );
  await world.owner.query(`update calendar set hours = $1 where tenant_id = $2`, [
    JSON.stringify(OFFICE),
    world.tenantId,
  ]);
  const worker: WorkerProcess = await world.worker({
    privateHttpAllowed: [new URL(outside.url).host],
  });

  async function play(story: Story): Promise<Rehearsal> {
    const scenario = pointedAt(story.scenario, outside.url);
    const week = new Date(Date.now() + DAYS_AHEAD * DAY_MS).toISOString();
    const { definition } = story;
    const setting = { judge: judgeBy(shippedRulesets), calendar: () => OFFICE, week };
    for (const code of Object.values(scenario.given?.failing ?? {})) outside.failNext(code);
    const { rehearsal, happens, week: told } = await beginScenario(definition, scenario, setting);
    now = rehearsal.steps[0]?.event.at ?? now;
    const runId = await begin(story, scenario, told);
    planned = null;
    // Who answers a call does so at their own time.
    const isExact = !definition.elements.some(
      (element) => element.type === 'serviceTask' && element.action.type === 'httpRequest',
    );
    await agrees(runId, rehearsal, rehearsal.steps.length - 1, isExact);
    for (const [index, happening] of scenario.happenings.entries()) {
      const before = rehearsal.steps.length;
      await happens(index);
      const next = scenario.happenings[index + 1];
      await happensLive(runId, happening, { rehearsal, before, next, isExact, week: told });
    }
    const { rows } = await world.owner.query(
      'select token, element, flow, outcome, entered_at, left_at from run_element where run_id = $1 order by ord',
      [runId],
    );
    expect(asKept(rows, isExact)).toEqual(pathOf(rehearsal, isExact));
    if (story.isShipped && !standsAlone(story)) await sameTicket(runId, rehearsal);
    return rehearsal;
  }

  /** The run of a story, begun as people begin it. */
  async function begin(
    { definition, isShipped }: Story,
    scenario: Scenario,
    week: Week,
  ): Promise<string> {
    const { variables = {}, ticket } = scenario.given ?? {};
    if (!isShipped) return world.run(definition, { variables });
    const byHand = async (ticketId: string | null) => {
      const given = variables as Record<string, Json>;
      const asked = { ticketId, variables: given };
      return (await world.as('eve', (work) => startRun(work, definition.key, asked))).id;
    };
    if (standsAlone({ definition, scenario })) return byHand(null);
    const { ticket: opened, runs } = await world.as('eve', (work) =>
      ticket === undefined
        ? requestItem(work, 'laptop', { values: variables })
        : openAsTold(work, inWeek(week, ticket as Facts)),
    );
    if (isByHand(definition)) return byHand(opened.id);
    const run = runs[0];
    if (!run) throw new Error(`“${scenario.name}” began no run`);
    return run.id;
  }

  /** How a change is planned anew; who waits for the plan hears of it in the same moment, as the next thing that happens. */
  let planned: PlanPatch | null = null;

  async function plan(runId: string, at: string): Promise<void> {
    const patch = planned;
    planned = null;
    if (patch === null) return;
    now = at;
    const { ticket_id } = await world.one<{ ticket_id: string }>(
      'select ticket_id from run where id = $1',
      [runId],
    );
    await world.as('eve', (work) => planChange(work, ticket_id, patch));
  }

  async function happensLive(
    runId: string,
    happening: Happening,
    { rehearsal, before, next: following, isExact, week }: Playing,
  ): Promise<void> {
    if (happening.type === 'fail') return outside.failNext(happening.code);
    if (happening.type === 'change') {
      planned = splitPlan(inWeek(week, happening.set as Facts)).plan;
      if (following?.type !== 'message') await plan(runId, rehearsal.at);
      return;
    }
    const told = rehearsal.steps.map(({ event }, index) => ({ event, index })).slice(before);
    const causes = told.filter(({ event }) => isFromOutside(event, happening));
    if (happening.type === 'message' && planned !== null) {
      await plan(runId, rehearsal.at);
      return agrees(runId, rehearsal, rehearsal.steps.length - 1, isExact);
    }
    if (happening.type === 'message' || happening.type === 'signal') {
      const key = happening.type === 'message' ? await keyOf(runId, happening) : undefined;
      await world.as('eve', (work) =>
        sendMessage(work, {
          kind: happening.type,
          name: happening.name,
          ...(key === undefined ? {} : { key }),
          value: (happening.value ?? null) as Json,
        }),
      );
      if (causes.length === 0) await carried(happening.name);
      return agrees(runId, rehearsal, rehearsal.steps.length - 1, isExact);
    }
    for (const [place, { event }] of causes.entries()) {
      now = event.at;
      await cause(runId, event, happening.type === 'wait' || happening.type === 'waitUntil');
      const next = causes[place + 1]?.index ?? rehearsal.steps.length;
      await agrees(runId, rehearsal, next - 1, isExact);
    }
    now = rehearsal.at;
  }

  /** What is sent to an element goes under the key by which that waits: of what is shipped, the ticket's number. */
  async function keyOf(
    runId: string,
    { key, element }: Extract<Happening, { type: 'message' }>,
  ): Promise<string | null> {
    if (key !== undefined || element === undefined) return key ?? null;
    const { rows } = await world.owner.query<{ number: string }>(
      'select t.number from run r join ticket t on t.id = r.ticket_id where r.id = $1',
      [runId],
    );
    return rows[0]?.number ?? null;
  }

  /** What comes by itself, when its time has come, is left to the record. */
  async function cause(runId: string, event: Event, isByItself: boolean): Promise<void> {
    if (event.type === 'taskCompleted') {
      const id = await openOne('task', runId, event.token);
      const values = event.values as Record<string, unknown>;
      await world.as('ann', (work, principal) =>
        completeTask(work, principal, id, {
          ...(event.outcome === null ? {} : { outcome: event.outcome }),
          ...(Object.keys(values).length > 0 ? { values } : {}),
        }),
      );
    } else if (event.type === 'approvalDecided' && event.outcome !== 'timedOut') {
      const id = await openOne('approval', runId, event.token);
      const decision = event.outcome === 'approved' ? 'approve' : 'reject';
      for (const name of ['ann', 'ben'] as const)
        await world.vote(name, id, decision).catch(() => undefined);
    } else if (event.type === 'approvalDecided' && isByItself) {
      const id = await openOne('approval', runId, event.token);
      await world.as('eve', (work) => approvalDue(work, id));
    } else if (event.type === 'callDone') {
      outside.answer(event.variables);
    } else {
      await world.send(runId, event);
    }
  }

  const openOne = (table: 'task' | 'approval', runId: string, token: string) =>
    eventually(`an open ${table} of token ${token}`, async () => {
      const { rows } = await world.owner.query<{ id: string }>(
        `select id from ${table} where run_id = $1 and token = $2 and state = 'open'`,
        [runId, token],
      );
      return rows[0]?.id;
    });

  const carried = (name: string) =>
    eventually(`the message ${name} is kept`, async () => {
      const { rows } = await world.owner.query(
        `select 1 from message where name = $1 and state <> 'sent'`,
        [name],
      );
      return rows.length > 0;
    });

  async function agrees(
    runId: string,
    rehearsal: Rehearsal,
    step: number,
    isExact: boolean,
  ): Promise<void> {
    const wanted = timeless(rehearsal.steps[step]?.state, isExact);
    let found: unknown;
    await eventually(
      'the record agrees',
      async () => {
        found = timeless((await world.runRow(runId)).engine_state, isExact);
        return JSON.stringify(found) === JSON.stringify(wanted);
      },
      30_000,
    ).catch(() => expect(found).toEqual(wanted));
  }

  async function sameTicket(runId: string, { world: rehearsed }: Rehearsal): Promise<void> {
    const ticket = await world.one<Record<string, unknown>>(
      `select t.status, q.key as queue from run r join ticket t on t.id = r.ticket_id left join queue q on q.id = t.queue_id where r.id = $1`,
      [runId],
    );
    const { status = ticket.status, queue = ticket.queue } = rehearsed.ticket;
    expect(ticket).toEqual({ status, queue });
  }

  return {
    play,
    async close() {
      await worker.stop();
      await world.close();
      await outside.close();
    },
  };
}

const isByHand = ({ elements }: Story['definition']): boolean =>
  elements.some((element) => element.type === 'startEvent' && element.trigger.type === 'manual');

/** Begun by hand, and about no ticket. */
const standsAlone = ({ definition, scenario }: Pick<Story, 'definition' | 'scenario'>): boolean =>
  isByHand(definition) && scenario.given?.ticket === undefined;

const FROM_OUTSIDE: ReadonlySet<Event['type']> = new Set([
  'taskCompleted',
  'approvalDecided',
  'reviewDecided',
  'callDone',
  'timerFired',
  'retried',
  'skipped',
  'moved',
  'corrected',
  'cancelled',
]);

const isFromOutside = ({ type }: Event, happening: Happening): boolean =>
  FROM_OUTSIDE.has(type) ||
  (happening.type === 'message' && type === 'messageReceived') ||
  (happening.type === 'signal' && type === 'signalReceived');

/** When a call was answered and in which words it failed is not the record's to say. */
const OF_THE_WORLD: ReadonlySet<string> = new Set(['enteredAt', 'at', 'message']);

/** Sorted, as JSON. */
function timeless(state: unknown, isExact: boolean): unknown {
  return JSON.parse(
    JSON.stringify(state ?? null, (name, value: unknown) => {
      if (!isExact && OF_THE_WORLD.has(name)) return undefined;
      // Numbers are given out in turn, to whatever story comes.
      if (typeof value === 'string') return value.replace(/^[A-Z]{3}-\d{6}$/, '#');
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
      return Object.fromEntries(
        Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)),
      );
    }),
  );
}

/** Calls of the story reach the server that stands for the world. */
function pointedAt(scenario: Scenario, url: string): Scenario {
  const variables = scenario.given?.variables;
  if (variables?.base === undefined) return scenario;
  return { ...scenario, given: { ...scenario.given, variables: { ...variables, base: url } } };
}

type Facts = { readonly [name: string]: Json };
type Playing = {
  readonly rehearsal: Rehearsal;
  /** How many steps there were before it happened. */
  readonly before: number;
  readonly next: Happening | undefined;
  readonly isExact: boolean;
  readonly week: Week;
};

/** With the plan that is told of a change, and as many incidents as it is told to have caused. */
async function openAsTold(work: Work, { change, ...ticket }: Facts) {
  const opening = { ...ticket, ...(change ? { change } : {}) } as Parameters<typeof openTicket>[1];
  const opened = await openTicket(work, opening);
  if (opened.ticket.type !== 'change') return opened;
  const { incidents = 0, points = 0, unanswered = 0, ...plan } = isObject(change) ? change : {};
  await planChange(work, opened.ticket.id, plan as PlanPatch, { isOpening: true });
  // What answers come to is told as a number; which answers those are is not.
  await work.em.execute(
    `insert into change_plan (ticket_id, tenant_id, points, unanswered) values (?, current_tenant(), ?, ?)
     on conflict (ticket_id) do update set points = excluded.points, unanswered = excluded.unanswered`,
    [opened.ticket.id, Number(points), Number(unanswered)],
  );
  for (let caused = 0; caused < Number(incidents); caused += 1) {
    const incident = await openTicket(work, { type: 'incident', title: 'It does not work' });
    await nameCause(work, incident.ticket.id, opened.ticket.id);
  }
  return opened;
}

/** The world outside: it answers each call when it is told what to say, and fails those it was told to. */
async function openOutside() {
  const held: ServerResponse[] = [];
  const failures: number[] = [];
  const said: object[] = [];
  const server = createServer((_request, response) => {
    const failure = failures.shift();
    if (failure !== undefined) response.writeHead(failure).end('{}');
    else held.push(response);
    speak();
  });
  const speak = (): void => {
    while (held.length > 0 && said.length > 0) {
      const body = JSON.stringify(said.shift());
      held.shift()?.writeHead(200, { 'content-type': 'application/json' }).end(body);
    }
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    failNext: (code: string): void => void failures.push(Number(code.replace('http_', ''))),
    answer(variables: { readonly [name: string]: Json }): void {
      said.push(variables);
      speak();
    },
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
