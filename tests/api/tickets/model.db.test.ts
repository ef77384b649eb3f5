/** Random walks through a ticket's life over HTTP, held against a model of one page: what the answer must be, and what stays. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { transitionsFrom } from '#domain/tickets/life-cycle.ts';
import {
  type Level,
  type Priority,
  priorityFor,
  STATUSES,
  type Status,
  TICKET_TYPES,
  type TicketType,
} from '#domain/tickets/values.ts';
import { type Client, createTestApp, type TestApp } from '#tests/support/app.ts';

let api: TestApp;
let agent: Client;

beforeAll(async () => {
  api = await createTestApp();
  agent = await api.signInAs('agent');
});
afterAll(() => api.close());

type Model = {
  type: TicketType;
  status: Status;
  impact: Level;
  urgency: Level;
  byHand: Priority | null;
  version: number;
  comments: number;
  events: number;
};
type Real = { id: string };
type Step = fc.AsyncCommand<Model, Real>;

const priorityOf = (model: Model): Priority =>
  model.byHand ?? priorityFor(model.impact, model.urgency);

async function change(
  real: Real,
  patch: Record<string, unknown>,
  expected: number,
  headers: Record<string, string> = {},
) {
  const answer = await agent.patch(`/tickets/${real.id}`, patch, headers);
  expect(answer.statusCode, `${JSON.stringify(patch)} → ${answer.body}`).toBe(expected);
  return answer;
}

/** After each command the ticket is what the model says. */
async function check(model: Model, real: Real): Promise<void> {
  const ticket = (await agent.get(`/tickets/${real.id}`)).json();
  expect(ticket).toMatchObject({
    status: model.status,
    priority: priorityOf(model),
    version: model.version,
  });
  expect(ticket.holdReason === null).toBe(model.status !== 'on_hold');
  expect(ticket.resolvedAt === null).toBe(
    model.status !== 'resolved' && !(model.status === 'closed' && ticket.resolvedAt),
  );
  expect(ticket.closedAt === null).toBe(model.status !== 'closed' && model.status !== 'cancelled');
  const transitions = ticket.allowed
    .filter((act: string) => act.startsWith('transition:'))
    .map((act: string) => act.slice(11));
  expect(transitions).toEqual([...transitionsFrom(model.type, model.status)]);
  const state = ticket.clock?.state;
  if (ticket.clock)
    expect(state).toBe(
      model.status === 'on_hold'
        ? 'paused'
        : ['resolved', 'closed'].includes(model.status)
          ? 'met'
          : 'running',
    );
}

const command = (name: string, run: (model: Model, real: Real) => Promise<void>): Step => ({
  check: () => true,
  run: async (model, real) => {
    await run(model, real);
    await check(model, real);
  },
  toString: () => name,
});

const moveTo = (status: Status): Step =>
  command(`move to ${status}`, async (model, real) => {
    const legal = transitionsFrom(model.type, model.status).includes(status);
    await change(real, { status }, legal || status === model.status ? 200 : 409);
    if (!legal) return;
    model.status = status;
    model.version += 1;
    model.events += 1;
  });

const weigh = (impact: Level, urgency: Level): Step =>
  command(`weigh ${impact} × ${urgency}`, async (model, real) => {
    const changed = impact !== model.impact || urgency !== model.urgency;
    await change(real, { impact, urgency }, 200);
    Object.assign(model, { impact, urgency });
    if (!changed) return;
    model.version += 1;
    model.events += 1;
  });

const prioritize = (priority: Priority | null): Step =>
  command(`priority ${priority}`, async (model, real) => {
    const before = [priorityOf(model), model.byHand === null];
    await change(real, { priority }, 200);
    model.byHand = priority;
    // Saying by hand what the matrix says is a change too: who decides is another.
    if (before[0] === priorityOf(model) && before[1] === (priority === null)) return;
    model.version += 1;
    model.events += 1;
  });

const stale: Step = command('stale write', async (model, real) => {
  await change(real, { title: 'never' }, 412, { 'if-match': `"v${model.version + 1}"` });
});

const comment: Step = command('comment', async (model, real) => {
  expect((await agent.post(`/tickets/${real.id}/comments`, { body: 'x' })).statusCode).toBe(201);
  model.comments += 1;
  model.events += 1;
});

it('a ticket lives as its model does', async () => {
  const steps = fc.commands(
    [
      fc.constantFrom(...STATUSES).map(moveTo),
      fc
        .tuple(
          fc.constantFrom(1, 2, 3) as fc.Arbitrary<Level>,
          fc.constantFrom(1, 2, 3) as fc.Arbitrary<Level>,
        )
        .map(([impact, urgency]) => weigh(impact, urgency)),
      (fc.constantFrom(1, 2, 3, 4, null) as fc.Arbitrary<Priority | null>).map(prioritize),
      fc.constant(stale),
      fc.constant(comment),
    ],
    { maxCommands: 25 },
  );
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...TICKET_TYPES), steps, async (type, commands) => {
      const { id } = (
        await agent.post('/tickets', { type, title: 'x', impact: 3, urgency: 3 })
      ).json();
      const model: Model = {
        type,
        status: 'new',
        impact: 3,
        urgency: 3,
        byHand: null,
        version: 1,
        comments: 0,
        events: 1,
      };
      await fc.asyncModelRun(() => ({ model, real: { id } }), commands);
      const events = (await agent.get(`/tickets/${id}/events?limit=200`)).json().items;
      const told = events.filter((event: { type: string }) =>
        /^(ticket|comment)\./.test(event.type),
      );
      expect(told).toHaveLength(model.events);
      expect((await agent.get(`/tickets/${id}/comments`)).json().items).toHaveLength(
        model.comments,
      );
    }),
    { numRuns: 25 },
  );
}, 120_000);
