/** Rehearsing a draft over HTTP: what would happen is told, and nothing of it happens. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shippedScenarios } from '#rules/shipped/index.ts';
import { createWorld } from '../../domain/processes/world.ts';
import { type Client, createTestApp, type TestApp } from '../../support/app.ts';
import { approval, process, wait } from '../../support/process.ts';

let test: TestApp;
let maya: Client;
let agent: Client;
beforeAll(async () => {
  test = await createTestApp();
  maya = await test.signInAs('process-owner', { email: 'maya@example.test' });
  agent = await test.signInAs('agent');
});
afterAll(() => test.close());

const definition = {
  ...process('start > ask -approved> pause > tell > end; ask -rejected> no', {
    ask: approval,
    pause: wait({ after: { businessHours: 4 } }),
    tell: { type: 'serviceTask', action: { type: 'updateTicket', set: { status: 'resolved' } } },
    no: { type: 'endEvent', outcome: 'rejected' },
  }),
  key: 'rehearsed',
};
const approved = { type: 'decide', element: 'ask', outcome: 'approved' };
const simulate = (scenario: object, client = maya) =>
  client.post('/processes/rehearsed/draft/simulate', { name: 'A story', ...scenario });

describe('a scenario on a draft', () => {
  beforeAll(async () => {
    expect((await maya.put('/processes/rehearsed/draft', definition)).statusCode).toBe(200);
  });

  it('is told with its times, and leaves no run and no ticket behind', async () => {
    const response = await simulate({
      given: { at: 'Fri 15:00', ticket: { status: 'new' } },
      happenings: [approved, { type: 'waitUntil', moment: 'next timer' }],
    });
    expect(response.statusCode).toBe(200);
    expect(response.json()).toMatchObject({
      trace: expect.arrayContaining(['approval ask', 'ask: approved']),
      status: 'completed',
      ticket: { status: 'resolved' },
      waiting: [],
      differs: null,
    });
    const { rows } = createWorld(test);
    expect(await rows('select 1 from run union all select 1 from ticket')).toEqual([]);
  });

  it('says where it waits, and which line is not as it was expected', async () => {
    const waiting = await simulate({ happenings: [], trace: ['approval ask', 'ask: approved'] });
    expect(waiting.json()).toMatchObject({
      status: 'running',
      waiting: [{ element: 'ask', for: 'approval' }],
      differs: 1,
    });
  });

  it('is refused with the place where it cannot go on', async () => {
    const stuck = await simulate({ happenings: [approved, approved] });
    expect(stuck.statusCode).toBe(400);
    expect(stuck.json()).toMatchObject({
      type: '/problems/invalid_input',
      errors: [{ pointer: '/happenings/1' }],
    });
    const wrong = await simulate({ happenings: [{ type: 'decide', element: 'ask' }] });
    expect(wrong.json().errors[0].pointer).toBe('/happenings/0/outcome');
    expect((await simulate({ happenings: 'none' })).json().errors[0].pointer).toBe('/happenings');
  });

  it('is for authors', async () => {
    expect((await simulate({ happenings: [] }, agent)).statusCode).toBe(403);
  });

  it('knows the rulesets of the tenant', async () => {
    const scenario = shippedScenarios.find(({ name }) => name.startsWith('A cheap laptop'));
    const process = (await maya.get('/processes/laptop-request/versions/1')).json();
    await maya.put('/processes/laptop-request/draft', process.definition);
    const { process: _, ...told } = scenario ?? {};
    const played = await maya.post('/processes/laptop-request/draft/simulate', told);
    expect(played.json()).toMatchObject({
      status: 'completed',
      outcome: 'fulfilled',
      differs: null,
    });
  });
});
