/** How risky a change is: by what is answered, by the rules, by a person’s word, and what is told of it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ticketFacts } from '#domain/tickets/facts.ts';
import { playOff } from '../../domain/backtests/play-off.ts';
import type { Client } from '../../support/app.ts';
import { type ChangeWorld, createChangeWorld, done, NOW, type Opened } from './change-world.ts';

let own: ChangeWorld;
let manager: Client;
beforeAll(async () => {
  own = await createChangeWorld({ now: NOW });
  manager = await own.test.signInAs('change-manager', { email: 'manager@demo.test' });
});
afterAll(() => own.close());

const opened = (change: object = {}, fields: object = {}, by?: Client) =>
  own.opened(change, { impact: 2, urgency: 2, ...fields }, by);
const UNRISKY = { tested: 'alike', 'back-out': 'rehearsed' };
const riskOf = async ({ number }: { number: string }, by: Client = own.agent) =>
  done<Record<string, unknown>>(by.get(`/changes/${number}/risk`));
const planned = ({ number }: { number: string }, patch: object, by: Client = own.agent) =>
  by.patch(`/changes/${number}`, patch);
const factsOf = async ({ id }: { id: string }) =>
  (await own.test.work((work) => ticketFacts(work, id))).ticket.change;
const eventsOf = async ({ id }: { id: string }, part: string) =>
  (
    await done<{ items: { type: string; data: object; actor: object }[] }>(
      own.admin.get(`/tickets/${id}/events?limit=200`),
    )
  ).items.filter(({ type }) => type.includes(part));
const assessed = (change: Opened) => own.driven(change);

describe('what is asked about changes', () => {
  const question = {
    key: 'vendor',
    text: 'Is the vendor there?',
    help: '',
    kinds: ['normal'],
    options: [
      { key: 'yes', text: 'Yes', points: 0 },
      { key: 'no', text: 'No', points: 30 },
    ],
  };
  type Asked = { questions: { key: string; options: object[] }[]; version: number };
  const asked = (by: Client = own.agent) => done<Asked>(by.get('/change-questions'));

  it('is there from the start, read by whoever plans, saved by whoever runs the board', async () => {
    const { questions, version } = await asked();
    expect(questions.map(({ key }) => key)).toContain('back-out');
    expect(await asked(manager)).toMatchObject({ version, allowed: ['read', 'edit'] });
    expect((await own.agent.put('/change-questions', { questions })).statusCode).toBe(403);
    const requester = await own.test.signInAs('requester', { email: 'asks@demo.test' });
    expect((await requester.get('/change-questions')).statusCode).toBe(403);
  });

  it('is saved in its order, with a version, and not over what somebody else has saved', async () => {
    const { questions, version } = await asked();
    const headers = { 'if-match': `"v${version}"` };
    const longer = [...questions, question];
    const saved = await done<Asked>(
      manager.put('/change-questions', { questions: longer }, headers),
    );
    expect(saved).toMatchObject({ version: version + 1, questions: longer });
    const late = await own.admin.put('/change-questions', { questions: [] }, headers);
    expect([late.statusCode, late.json().type]).toEqual([
      412,
      expect.stringContaining('stale_version'),
    ]);
    // Nothing new is no new version.
    const again = await done<Asked>(manager.put('/change-questions', { questions: longer }));
    expect(again.version).toBe(version + 1);
  });

  it.each([
    ['a key twice', [question, question], '/questions/1/key'],
    [
      'an option twice',
      [{ ...question, options: [question.options[0], question.options[0]] }],
      '/questions/0/options/1/key',
    ],
    [
      'more points than there are',
      [{ ...question, options: [{ key: 'yes', text: 'Yes', points: 101 }] }],
      '/questions/0/options/0/points',
    ],
    ['no option', [{ ...question, options: [] }], '/questions/0/options'],
    ['no kind', [{ ...question, kinds: [] }], '/questions/0/kinds'],
  ])('is refused with %s', async (_, questions, pointer) => {
    const refused = await own.admin.put('/change-questions', { questions });
    expect(refused.statusCode).toBe(400);
    expect(refused.json().errors).toMatchObject([{ pointer }]);
  });
});

describe('answers', () => {
  it('are given with the change and later, one by one, and come to points', async () => {
    const change = await opened({ answers: { tested: 'partly', downtime: 'short' } });
    expect(await factsOf(change)).toMatchObject({ points: 15 });
    await done(planned(change, { answers: { tested: 'no', downtime: null } }));
    const risk = await riskOf(change);
    expect(risk).toMatchObject({
      facts: { points: 20 },
      unanswered: expect.arrayContaining(['back-out', 'downtime', 'noticed-by']),
    });
    expect(risk.unanswered).not.toContain('tested');
    expect(await factsOf(change)).toMatchObject({ points: 20 });
  });

  it('are refused to what is not asked, each with its pointer', async () => {
    const change = await opened();
    const wrong = await planned(change, {
      answers: { nonsense: 'yes', tested: 'perhaps', downtime: 'short' },
    });
    expect([wrong.statusCode, wrong.json().errors.map((one: { pointer: string }) => one.pointer)])
      // Nothing of it is kept, also what would have fitted.
      .toEqual([400, ['/answers/nonsense', '/answers/tested']]);
    expect(await factsOf(change)).toMatchObject({ points: 0 });
    const opening = await own.agent.post('/tickets', {
      type: 'change',
      title: 'Wrong',
      change: { kind: 'emergency', answers: { tested: 'no' } },
    });
    expect(opening.json().errors).toMatchObject([{ pointer: '/change/answers/tested' }]);
  });

  it('count as they did when they were given, whatever is asked by now', async () => {
    const before = await done<{ questions: { key: string }[] }>(own.admin.get('/change-questions'));
    const change = await opened({ answers: { tested: 'no', downtime: 'hour' } });
    await done(
      own.admin.put('/change-questions', {
        questions: before.questions.filter(({ key }) => key !== 'tested'),
      }),
    );
    expect(await factsOf(change)).toMatchObject({ points: 30 });
    const risk = await riskOf(change);
    expect(risk).toMatchObject({ facts: { points: 30 }, pointsToday: 10 });
    // Told as one: what each of them came to is not known any more.
    expect(risk.reasons).toContainEqual(
      expect.objectContaining({ source: 'rule', points: 30, rule: expect.anything() }),
    );
    // What has no answer is told as it was: nothing else of the plan counts them anew.
    await done(planned(change, { backOut: 'Put the old ones back.' }));
    expect(await factsOf(change)).toMatchObject({ points: 30 });
    // Saying it again is no answer to something else, and what is asked no more counts nothing.
    await done(planned(change, { answers: { tested: 'no', downtime: 'longer' } }));
    expect(await done(own.agent.get(`/changes/${change.number}`))).toMatchObject({
      answers: { tested: 'no', downtime: 'longer' },
    });
    expect(await factsOf(change)).toMatchObject({ points: 20 });
    await done(own.admin.put('/change-questions', { questions: before.questions }));
    expect(await riskOf(change)).toMatchObject({ facts: { points: 20 }, pointsToday: 40 });
  });

  it('are told with what they came to then, also where they come to as much together by now', async () => {
    type Asked = { key: string; options: { key: string; points: number }[] };
    const before = await done<{ questions: Asked[] }>(own.admin.get('/change-questions'));
    const change = await opened({ answers: { tested: 'no', downtime: 'hour' } });
    const told = async () => {
      const { reasons } = await done<{ reasons: { question: string | null; points: number }[] }>(
        own.agent.get(`/changes/${change.number}/risk`),
      );
      return reasons.flatMap(({ question, points }) =>
        question === null ? [] : [[question, points]],
      );
    };
    expect(await told()).toEqual([
      ['tested', 20],
      ['downtime', 10],
    ]);
    // The two change places.
    const worth = (key: string, option: string, points: number) => (one: Asked) =>
      one.key === key
        ? {
            ...one,
            options: one.options.map((of) => (of.key === option ? { ...of, points } : of)),
          }
        : one;
    const questions = before.questions
      .map(worth('tested', 'no', 10))
      .map(worth('downtime', 'hour', 20));
    await done(own.admin.put('/change-questions', { questions }));
    expect(await riskOf(change)).toMatchObject({ facts: { points: 30 }, pointsToday: 30 });
    expect(await told()).toEqual([
      ['tested', 20],
      ['downtime', 10],
    ]);
    // Saved again they count as they do today, though that comes to the same.
    await done(planned(change, { answers: {} }));
    expect(await told()).toEqual([
      ['tested', 10],
      ['downtime', 20],
    ]);
    await done(own.admin.put('/change-questions', { questions: before.questions }));
  });

  it('count for the kinds of change of which they are asked', async () => {
    const change = await opened({ answers: { tested: 'no', downtime: 'hour' } });
    await done(planned(change, { kind: 'emergency' }));
    expect(await factsOf(change)).toMatchObject({ points: 10 });
    expect(await eventsOf(change, 'change.planned')).toMatchObject([
      { changes: { points: { before: 0, after: 30 } } },
      { changes: { kind: { after: 'emergency' }, points: { before: 30, after: 10 } } },
    ]);
  });
});

describe('a risk', () => {
  it('is what the rules say, each with its reason, by answers, impact and history', async () => {
    for (const [key, kind, dependsOn] of [
      ['core', 'application', []],
      ['mail', 'service', ['core']],
      ['shop', 'service', ['core']],
    ] as const)
      await done(own.admin.post('/config-items', { key, name: key, kind, dependsOn }));
    const earlier = await opened({}, { configItems: ['core'] });
    for (const status of ['assess', 'authorize', 'scheduled', 'implement'])
      await done(own.admin.patch(`/tickets/${earlier.id}`, { status }));
    await done(planned(earlier, { result: 'failed' }, own.admin));

    const change = await opened({ answers: { tested: 'no' } }, { configItems: ['core'] });
    expect(await riskOf(change)).toMatchObject({
      risk: null,
      by: null,
      suggested: 'high',
      score: 70,
      decidedBy: { id: 'high' },
      facts: { points: 20, similar: 1, similarFailed: 1, dependants: 2, services: 2 },
      reasons: [
        { source: 'rule', points: 20, rule: { id: 'any' } },
        { source: 'answer', points: 20, question: 'tested', option: 'no' },
        {
          source: 'rule',
          points: 10,
          rule: { id: 'unanswered' },
        },
        {
          source: 'history',
          points: 20,
          rule: { id: 'failed-before' },
          texts: ['1 of 1 similar changes went wrong or caused something'],
        },
      ],
    });
  });

  it('is low with the best answers where it touches what few depend on', async () => {
    await done(own.admin.post('/config-items', { key: 'printer', name: 'Printer', kind: 'other' }));
    const { questions } = await done<{
      questions: { key: string; kinds: string[]; options: { key: string; points: number }[] }[];
    }>(own.admin.get('/change-questions'));
    const best = Object.fromEntries(
      questions.map(({ key, options }) => [key, options.find(({ points }) => points === 0)?.key]),
    );
    const { 'back-out': backOut, ...some } = best;
    const change = await opened({ answers: some }, { configItems: ['printer'] });
    expect(await riskOf(change)).toMatchObject({ suggested: 'medium', unanswered: ['back-out'] });
    await done(planned(change, { answers: { 'back-out': backOut } }));
    expect(await riskOf(change)).toMatchObject({
      suggested: 'low',
      score: 20,
      decidedBy: { id: 'harmless', name: 'Nothing counts against it' },
    });
  });

  it('is noted by the process as the rules’ word, the same that is told beside it', async () => {
    const change = await opened({ answers: { tested: 'no', 'back-out': 'no' } });
    expect(await riskOf(change)).toMatchObject({ suggested: 'high', score: 75 });
    await assessed(change);
    expect(await riskOf(change)).toMatchObject({ risk: 'high', by: 'rules', judgedBy: null });
    const [ask] = await own.world.rows<{ element: string }>(
      'select element from approval where ticket_id = ?',
      [change.id],
    );
    expect(ask?.element).toBe('board-approval');
  });

  it('is taken from the rules by whoever plans, and set otherwise by who may, with a reason', async () => {
    const change = await opened({ answers: { tested: 'alike' } });
    expect(await riskOf(change)).toMatchObject({
      suggested: 'medium',
      allowed: ['read', 'plan', 'schedule', 'noteResult'],
    });
    await done(planned(change, { risk: 'medium' }));
    expect(await riskOf(change)).toMatchObject({ risk: 'medium', by: 'rules' });
    for (const patch of [
      { risk: 'low' },
      { risk: 'low', riskReason: 'I know it' },
      { risk: null },
    ]) {
      const refused = await planned(change, patch);
      expect([refused.statusCode, refused.json().errors]).toMatchObject([
        403,
        [{ pointer: '/risk' }],
      ]);
    }
    const silent = await planned(change, { risk: 'low', riskReason: '  ' }, manager);
    expect([silent.statusCode, silent.json().errors]).toMatchObject([
      400,
      [{ pointer: '/riskReason' }],
    ]);
    await done(planned(change, { risk: 'low', riskReason: 'Done in the night' }, manager));
    expect(await riskOf(change)).toMatchObject({
      risk: 'low',
      by: 'person',
      reason: 'Done in the night',
      suggested: 'medium',
      judgedBy: { email: 'manager@demo.test' },
    });
    expect(await eventsOf(change, 'riskJudged')).toMatchObject([
      {
        actor: { kind: 'person' },
        data: { risk: 'low', reason: 'Done in the night' },
      },
    ]);
    // Also what the rules say is theirs to say now, not of whoever plans.
    expect((await planned(change, { risk: 'medium' })).statusCode).toBe(403);
  });

  it('is left to the rules again by who may', async () => {
    const change = await opened();
    await done(planned(change, { risk: 'medium', riskReason: 'It is as it is' }, manager));
    expect(await riskOf(change)).toMatchObject({ risk: 'medium', by: 'person' });
    expect((await planned(change, { risk: 'medium', riskReason: '' })).statusCode).toBe(403);
    await done(planned(change, { risk: 'medium', riskReason: '' }, manager));
    expect(await riskOf(change)).toMatchObject({ risk: 'medium', by: 'rules', reason: '' });
    expect(await eventsOf(change, 'riskGivenBack')).toHaveLength(1);
  });

  it('stays a person’s word when a process assesses it later, which says so and goes by it', async () => {
    const change = await opened();
    await done(planned(change, { risk: 'high', riskReason: 'Quarter’s end' }, manager));
    await assessed(change);
    expect(await riskOf(change)).toMatchObject({ risk: 'high', by: 'person', suggested: 'medium' });
    expect(await eventsOf(change, 'riskKept')).toMatchObject([
      { actor: { kind: 'run' }, data: { risk: 'high', suggested: 'medium' } },
    ]);
    const [ask] = await own.world.rows<{ element: string }>(
      'select element from approval where ticket_id = ?',
      [change.id],
    );
    expect(ask?.element).toBe('board-approval');
  });

  it('is given at opening only by who may', async () => {
    const refused = await own.agent.post('/tickets', {
      type: 'change',
      title: 'Mine',
      change: { risk: 'high', riskReason: 'I fear it' },
    });
    expect([refused.statusCode, refused.json().errors]).toMatchObject([
      403,
      [{ pointer: '/change/risk' }],
    ]);
    const given = { risk: 'high', riskReason: 'I fear it' };
    const change = await opened(given, {}, manager);
    expect(await riskOf(change)).toMatchObject({ risk: 'high', by: 'person' });
  });

  it('changes with the rules their owner saves', async () => {
    const { ruleset } = await done<{ ruleset: { rules: object[]; otherwise: object } }>(
      own.admin.get('/rulesets/change-risk'),
    );
    const change = await opened();
    await done(
      own.admin.put('/rulesets/change-risk', { ...ruleset, rules: [], otherwise: { risk: 'low' } }),
    );
    expect(await riskOf(change)).toMatchObject({ suggested: 'low', decidedBy: null });
    await done(own.admin.put('/rulesets/change-risk', ruleset));
    expect(await riskOf(change)).toMatchObject({ suggested: 'medium' });
  });

  it('is not told to who asks for help', async () => {
    const caller = await own.test.signInAs('requester', { email: 'caller@demo.test' });
    const { id, number } = await done(
      own.agent.post('/tickets', {
        type: 'change',
        title: 'For the caller',
        requester: 'caller@demo.test',
      }),
    );
    await done(planned({ number }, { risk: 'high', riskReason: 'They never test' }, manager));
    expect((await caller.get(`/changes/${number}/risk`)).statusCode).toBe(403);
    expect(await done(caller.get(`/changes/${number}`))).toMatchObject({
      risk: 'high',
      riskReason: '',
    });
    const told = await done<{ items: { type: string }[] }>(caller.get(`/tickets/${id}/events`));
    expect(told.items.filter(({ type }) => type.includes('risk'))).toEqual([]);
  });
});

it.each<[string, (change: Opened) => Promise<unknown>]>([
  ['the points as they were when it was assessed', assessed],
  [
    'the word that a person had given before it was assessed',
    async (change) => {
      const word = { risk: 'high', riskReason: 'Quarter’s end', answers: UNRISKY };
      await done(planned(change, word, manager));
      await assessed(change);
    },
  ],
])('a back-test sees %s', async (_, assess) => {
  own.test.standAt(NOW);
  const change = await opened({ answers: { tested: 'no', 'back-out': 'no' } });
  own.test.standAt(NOW + 30_000);
  await assess(change);
  own.test.standAt(NOW + 60_000);
  await done(planned(change, { answers: UNRISKY }));
  expect(await riskOf(change)).toMatchObject({ risk: 'high', suggested: 'medium' });
  own.test.standAt(NOW + 120_000);
  const [ask] = await own.world.rows<{ id: string }>(
    "select id from approval where ticket_id = ? and state = 'open'",
    [change.id],
  );
  await done(
    manager.post(`/approvals/${ask?.id}/decision`, { decision: 'reject', comment: 'Not now' }),
  );
  await assessed(change);
  expect(await done(own.agent.get(`/tickets/${change.id}`))).toMatchObject({ status: 'closed' });
  const { id } = await done(own.admin.post('/processes/normal-change/draft/backtest', {}));
  await playOff(own.test, id);
  expect(
    await done(own.admin.get(`/processes/normal-change/backtests/${id}/tickets/${change.id}`)),
  ).toMatchObject({ result: 'same', differences: [] });
});
