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

  it('is refused with what it names and the process does not have, before anything is played', async () => {
    const response = await simulate({
      process: 'another',
      given: { start: 'ask', failing: { tel: 'x' }, undecided: ['gate'] },
      happenings: [
        approved,
        { ...approved, element: 'sk' },
        { type: 'move', element: 'ask', to: 'tel' },
      ],
    });
    expect(response.statusCode).toBe(400);
    expect(response.json().errors).toEqual([
      { pointer: '/process', detail: 'must be “rehearsed”, which is played.' },
      { pointer: '/given/start', detail: 'The process has no start event “ask”.' },
      {
        pointer: '/given/failing/tel',
        detail: 'The process has no element “tel”. Did you mean “tell”?',
      },
      { pointer: '/given/undecided/0', detail: 'The process has no element “gate”.' },
      {
        pointer: '/happenings/1/element',
        detail: 'The process has no element “sk”. Did you mean “ask”?',
      },
      {
        pointer: '/happenings/2/to',
        detail: 'The process has no element “tel”. Did you mean “tell”?',
      },
    ]);
  });

  it('says which happenings there are, and how a moment is written', async () => {
    const unknown = await simulate({ happenings: [{ type: 'approve', element: 'ask' }, {}] });
    const types =
      'complete, decide, vote, choose, answer, fail, retry, skip, move, correct, cancel, message, signal, return, break, fire, change, reply, wait, waitUntil';
    expect(unknown.json().errors).toEqual([
      { pointer: '/happenings/0/type', detail: `must be one of ${types}` },
      { pointer: '/happenings/1/type', detail: `is missing: one of ${types}` },
    ]);
    const sometime = await simulate({ given: { at: 'Freitag' }, happenings: [] });
    expect(sometime.json().errors).toEqual([
      { pointer: '/given/at', detail: 'must be `Fri 16:00` or an ISO 8601 instant' },
    ]);
  });

  it('begins and goes on with what the record would take', async () => {
    const key = 'asked-for';
    const form = { type: 'object', required: ['room'], properties: { room: { type: 'integer' } } };
    const asked = {
      ...process('start > look -good> end; look -bad> no > order > end2', {
        look: {
          type: 'userTask',
          task: {
            outcomes: [
              { key: 'good', label: 'Good' },
              { key: 'bad', label: 'Bad' },
            ],
            form,
          },
        },
        no: { type: 'userTask', task: {} },
        order: { type: 'userTask', task: { outcomes: [{ key: 'ordered', label: 'Ordered' }] } },
      }),
      key,
      variables: { type: 'object', required: ['cost'], properties: { cost: { type: 'number' } } },
    };
    expect((await maya.put(`/processes/${key}/draft`, asked)).statusCode).toBe(200);
    const play = (scenario: object) =>
      maya.post(`/processes/${key}/draft/simulate`, { name: 'A story', ...scenario });
    const mistakes = async (scenario: object) =>
      (await play(scenario)).json().errors.map(({ pointer }: { pointer: string }) => pointer);

    expect(await mistakes({ happenings: [] })).toEqual(['/given/variables/cost']);
    const given = { variables: { cost: 5 } };
    const look = (more: object) => ({
      type: 'complete',
      element: 'look',
      values: { room: 4 },
      ...more,
    });
    expect(
      await mistakes({
        given: { variables: { cost: 'much' } },
        happenings: [look({ outcome: 'fine' })],
      }),
    ).toEqual(['/given/variables/cost', '/happenings/0/outcome']);
    expect(await mistakes({ given, happenings: [look({})] })).toEqual(['/happenings/0/outcome']);
    expect(
      await mistakes({
        given,
        happenings: [
          look({ outcome: 'good', values: {} }),
          { type: 'complete', element: 'no', values: { room: 4 } },
        ],
      }),
    ).toEqual(['/happenings/0/values/room', '/happenings/1/values']);

    const played = await play({
      given,
      happenings: [
        look({ outcome: 'bad' }),
        { type: 'complete', element: 'no' },
        { type: 'complete', element: 'order' },
      ],
    });
    expect(played.json()).toMatchObject({ status: 'completed' });
    expect(played.json().trace).toContain('order: ordered');

    const undecided = await play({
      given: { undecided: [] },
      happenings: [look({ outcome: 'bad', values: undefined })],
    });
    expect(undecided.json()).toMatchObject({ status: 'running', waiting: [{ element: 'no' }] });
  });

  it('lets nobody decide in time', async () => {
    const key = 'in-time';
    const late = {
      ...process('start > ask -approved> end; ask -rejected> no; ask -timedOut> late', {
        ask: { ...approval, approval: { ...approval.approval, due: { hours: 8 } } },
        late: { type: 'endEvent', outcome: 'late' },
      }),
      key,
    };
    await maya.put(`/processes/${key}/draft`, late);
    const played = await maya.post(`/processes/${key}/draft/simulate`, {
      name: 'Nobody decides',
      happenings: [{ type: 'waitUntil', moment: 'next timer' }],
      trace: ['approval ask', 'Mon 17:00 ask: timedOut', 'completed: late'],
    });
    expect(played.json()).toMatchObject({ outcome: 'late', differs: null });
  });

  it('is for authors', async () => {
    expect((await simulate({ happenings: [] }, agent)).statusCode).toBe(403);
  });

  it('is played on the present version by who has no draft', async () => {
    const { process: _, ...told } = shippedScenarios.find(
      ({ process }) => process === 'laptop-request',
    )!;
    const play = () => maya.post('/processes/laptop-request/draft/simulate', told);
    expect((await play()).json()).toMatchObject({ version: 1, differs: null });
    const validated = (await maya.post('/processes/laptop-request/draft/validate')).json();
    expect(validated).toMatchObject({ version: 1 });
    const { definition: own } = (await maya.get('/processes/laptop-request/versions/1')).json();
    await maya.put('/processes/laptop-request/draft', own);
    expect((await play()).json()).toMatchObject({ version: null, differs: null });
    await maya.delete('/processes/laptop-request/draft');
    expect((await maya.post('/processes/none/draft/simulate', told)).statusCode).toBe(404);
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
