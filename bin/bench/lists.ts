/**
 * How quickly the desk's lists answer over a million tickets: views and queues, full text, and the counts beside the views.
 * The reference is the same question as hand-written SQL, by the owner of the tables (no row-level security in the way).
 * Options: `--tickets 1000000 --questions 300`.
 */
import { parseArgs } from 'node:util';
import pg from 'pg';
import { PERMISSIONS, type Principal, widest } from '#domain/people/access.ts';
import { countByView, listTickets } from '#domain/tickets/list.ts';
import { parseSort } from '#domain/tickets/order.ts';
import { allowedOn } from '#domain/tickets/policy.ts';
import { forkFor } from '#domain/work.ts';
import { type Ground, prepareGround } from './ground.ts';
import { generateTickets } from './lists/generate.ts';
import { type Question, searchQuestion, viewQuestion } from './lists/questions.ts';
import { percentile, report, say } from './report.ts';

const TAKE = 51;

export async function run(args: readonly string[] = []): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    strict: false,
    options: {
      tickets: { type: 'string', default: '1000000' },
      questions: { type: 'string', default: '300' },
    },
  });
  const tickets = Number(values.tickets);
  const questions = Number(values.questions);
  const ground = await prepareGround(say);
  const client = new pg.Client({ connectionString: ground.ownerUrl });
  try {
    say(`Making ${tickets} tickets; this takes a while …`);
    await generateTickets(ground.ownerUrl, ground.tenantId, tickets);
    await client.connect();
    const principal = await agentOf(client, ground);
    const random = randomFrom(42);
    const asked = {
      view: Array.from({ length: questions }, (_, turn) => viewQuestion(turn)),
      search: Array.from({ length: questions }, (_, turn) => searchQuestion(turn, random)),
    };
    for (const [metric, list] of Object.entries(asked)) {
      say(`${metric}: ${questions} questions …`);
      const ask = (question: Question) => ours(ground, principal, question);
      const askByHand = (question: Question) => byHand(client, ground, principal, question);
      for (const question of list.slice(0, 20)) {
        await ask(question);
        await askByHand(question);
      }
      await tell(metric, list, ask, askByHand);
    }
    await tell(
      'counts',
      Array.from({ length: Math.min(questions, 50) }),
      () => countByView(readerOf(ground), principal),
      () => countsByHand(client, ground, principal),
    );
  } finally {
    await client.end();
    await ground.close();
  }
}

/** Both by turns, so that whatever the machine is busy with falls on both. */
async function tell<T>(
  metric: string,
  list: readonly T[],
  ask: (question: T) => Promise<unknown>,
  askByHand: (question: T) => Promise<unknown>,
): Promise<void> {
  const [value, reference]: [number[], number[]] = [[], []];
  for (const question of list) {
    value.push(await timed(() => ask(question)));
    reference.push(await timed(() => askByHand(question)));
  }
  for (const [name, share] of [
    ['p50', 0.5],
    ['p95', 0.95],
    ['p99', 0.99],
  ] as const) {
    report({
      name: 'lists',
      metric: `${metric}_${name}_ms`,
      value: percentile(value, share),
      unit: 'ms',
      reference: percentile(reference, share),
    });
  }
}

async function timed(fn: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await fn();
  return performance.now() - begun;
}

const readerOf = (ground: Ground) => ({
  em: forkFor(ground.store.orm, ground.tenantId),
  tenantId: ground.tenantId,
  now: new Date(),
});

async function ours(
  ground: Ground,
  principal: Principal,
  { filter, sort }: Question,
): Promise<unknown> {
  const rows = await listTickets(readerOf(ground), {
    principal,
    filter,
    sort: parseSort(sort),
    after: null,
    take: TAKE,
  });
  return rows.map((ticket) => ({ ...ticket, allowed: allowedOn(principal, ticket) }));
}

async function byHand(
  client: pg.Client,
  ground: Ground,
  principal: Principal,
  { where, order, params }: Question,
): Promise<unknown> {
  const usesPerson = where.includes('$2') || params.length > 0;
  const { rows } = await client.query(
    `select t.*, q.key as queue_key, q.name as queue_name, a.name as assignee_name, a.email as assignee_email, r.name as requester_name, r.email as requester_email,
       c.state as clock_state, c.due_at as clock_due_at
     from (select t.id, t.number, t.type, t.title, t.status, t.hold_reason, t.impact, t.urgency, t.priority, t.category, t.queue_id, t.assignee_id, t.requester_id,
         t.tags, t.custom, t.source, t.due_at, t.resolved_at, t.closed_at, t.created_at, t.updated_at, t.version
       from ticket t where t.tenant_id = $1 and t.deleted_at is null and ${where}${usesPerson && !where.includes('$2') ? ' and $2::uuid is not null' : ''} order by ${order} limit ${TAKE}) t
     join person r on r.id = t.requester_id left join queue q on q.id = t.queue_id left join person a on a.id = t.assignee_id left join clock c on c.ticket_id = t.id
     order by ${order}`,
    usesPerson ? [ground.tenantId, principal.personId, ...params] : [ground.tenantId],
  );
  return rows;
}

async function countsByHand(
  client: pg.Client,
  ground: Ground,
  principal: Principal,
): Promise<unknown> {
  const { rows } = await client.query(
    `select queue_id, count(*), count(*) filter (where assignee_id = $2), count(*) filter (where assignee_id is null) from ticket
     where tenant_id = $1 and deleted_at is null and status not in ('resolved', 'closed', 'cancelled') group by queue_id`,
    [ground.tenantId, principal.personId],
  );
  return rows;
}

/** One of those whom tickets are assigned to. */
async function agentOf(client: pg.Client, ground: Ground): Promise<Principal> {
  const { rows } = await client.query<{ id: string; email: string; name: string }>(
    'select id, email, name from person where tenant_id = $1 order by email limit 1',
    [ground.tenantId],
  );
  const person = rows[0];
  if (!person) throw new Error('invariant: people were made');
  return {
    tenantId: ground.tenantId,
    tenantKey: 'bench',
    tenantName: 'Bench',
    personId: person.id,
    email: person.email,
    name: person.name,
    locale: 'en',
    timeZone: 'UTC',
    roles: ['admin'],
    permissions: widest(PERMISSIONS.map((permission) => ({ permission, scope: 'all' }) as const)),
    groupIds: [],
    organizationId: null,
    organizationIds: [],
    scopes: null,
    via: 'token',
    sessionId: null,
    tokenId: null,
    csrfToken: null,
    expiresAt: null,
  };
}

/** A small generator of our own (mulberry32), so that every run asks the same. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

if (import.meta.main) await run(process.argv.slice(2));
