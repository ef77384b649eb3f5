/** Rulesets over HTTP: every save is a version, mistakes point, and trying one out changes nothing. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, createTestApp, type TestApp } from '../../support/app.ts';

let test: TestApp;
let maya: Client;
let agent: Client;
beforeAll(async () => {
  test = await createTestApp();
  maya = await test.signInAs('process-owner');
  agent = await test.signInAs('agent');
});
afterAll(() => test.close());

const sizes = (limit: number) => ({
  key: 'sizes',
  name: 'Sizes',
  hitPolicy: 'first',
  rules: [
    {
      id: 'big',
      conditions: { fact: 'variables.cost', operator: 'greaterThan', value: limit },
      set: { size: 'big' },
    },
  ],
  otherwise: { size: 'small' },
});

describe('a ruleset', () => {
  it('is saved in versions, and says what it would decide and why', async () => {
    const first = await maya.put('/rulesets/sizes', sizes(100));
    expect([first.statusCode, first.headers.etag]).toEqual([200, '"v1"']);
    expect((await maya.put('/rulesets/sizes', sizes(100))).json().version).toBe(1);
    expect(
      (await maya.put('/rulesets/sizes', sizes(200), { 'if-match': '"v1"' })).json().version,
    ).toBe(2);
    const stale = await maya.put('/rulesets/sizes', sizes(300), { 'if-match': '"v1"' });
    expect([stale.statusCode, stale.json().type]).toEqual([412, '/problems/stale_version']);
    const answer = await agent.post('/rulesets/sizes/evaluate', {
      facts: { variables: { cost: 150 } },
    });
    expect(answer.json()).toMatchObject({
      version: 2,
      variables: { size: 'small' },
      matched: [],
      trace: [{ rule: 'big', result: false, trace: { actual: 150, expected: 200 } }],
    });
    expect(
      (
        await agent.post('/rulesets/sizes/evaluate', {
          facts: { variables: { cost: 150 } },
          version: 1,
        })
      ).json(),
    ).toMatchObject({ variables: { size: 'big' }, matched: ['big'] });
    expect(
      (await agent.get('/rulesets/sizes/versions'))
        .json()
        .items.map(({ version }: { version: number }) => version),
    ).toEqual([2, 1]);
    expect((await agent.get('/rulesets/sizes/versions/1')).json()).toMatchObject({
      version: 1,
      allowed: ['evaluate'],
    });
  });

  it('is told what it leaves open when it is saved and when it is read', async () => {
    const cost = (operator: string, value: number) => ({ fact: 'variables.cost', operator, value });
    const leaky = {
      key: 'leaky',
      name: 'Leaky',
      hitPolicy: 'first',
      rules: [
        { id: 'cheap', conditions: cost('lessThan', 500), set: { level: 'none' } },
        { id: 'dear', conditions: cost('greaterThan', 600), set: { level: 'two' } },
        { id: 'late', conditions: cost('greaterThan', 900), set: { level: 'three' } },
      ],
    };
    const saved = await maya.put('/rulesets/leaky', leaky);
    expect(saved.json().findings).toMatchObject([
      { rule: 'never-reached', of: 'late' },
      { rule: 'no-otherwise', level: 'warning', example: expect.anything() },
    ]);
    expect((await maya.get('/rulesets/leaky')).json().findings).toEqual(saved.json().findings);
  });

  it('names each mistake by its place', async () => {
    const broken = await maya.put('/rulesets/sizes', {
      ...sizes(1),
      rules: [{ id: 'a b', conditions: { fact: 'x', operator: 'is' }, set: {} }],
      hitPolicy: 'all',
      more: 1,
    });
    expect(broken.statusCode).toBe(400);
    expect(broken.json().errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(
      expect.arrayContaining([
        '/rules/0/id',
        '/rules/0/conditions/operator',
        '/hitPolicy',
        '/more',
      ]),
    );
    expect((await maya.put('/rulesets/other', sizes(1))).json().errors).toMatchObject([
      { pointer: '/key' },
    ]);
    const twice = sizes(1);
    expect(
      (
        await maya.put('/rulesets/sizes', { ...twice, rules: [...twice.rules, ...twice.rules] })
      ).json().errors,
    ).toMatchObject([{ pointer: '/rules/1/id' }]);
    expect((await maya.get('/rulesets/other')).statusCode).toBe(404);
  });

  it('is saved once by two at once, or in two versions, never lost', async () => {
    const answers = await Promise.all([
      maya.put('/rulesets/raced', { ...sizes(1), key: 'raced' }),
      maya.put('/rulesets/raced', { ...sizes(2), key: 'raced' }),
    ]);
    expect(answers.map((answer) => answer.json().version).sort()).toEqual([1, 2]);
  });

  it('is written by owners only', async () => {
    expect((await agent.put('/rulesets/sizes', sizes(1))).statusCode).toBe(403);
    expect((await agent.get('/rulesets')).json().items.length).toBeGreaterThan(2);
    expect((await agent.get('/rulesets?limit=1')).json().nextCursor).not.toBeNull();
  });
});

describe('two versions', () => {
  it('are compared by what they say, and by the facts that lead elsewhere', async () => {
    const admin = await test.signInAs('admin');
    const limit = (value: number) => ({
      key: 'limits',
      name: 'Limits',
      hitPolicy: 'first',
      otherwise: { level: 0 },
      rules: [
        {
          id: 'dear',
          conditions: { all: [{ fact: 'variables.cost', operator: 'greaterThan', value }] },
          set: { level: 1 },
        },
      ],
    });
    for (const value of [100, 200])
      expect((await admin.put('/rulesets/limits', limit(value))).statusCode).toBe(200);
    const compared = (await admin.get('/rulesets/limits/compare')).json();
    expect(compared).toMatchObject({
      key: 'limits',
      from: 1,
      to: 2,
      whole: true,
      ruleset: [],
      rules: [{ id: 'dear', kind: 'changed' }],
      elsewhere: [{ before: { level: 1 }, after: { level: 0 } }],
    });
    const back = (await admin.get('/rulesets/limits/compare?from=2&to=1')).json();
    expect(back.elsewhere).toMatchObject([{ before: { level: 0 }, after: { level: 1 } }]);
    expect((await admin.get('/rulesets/limits/compare?from=9')).statusCode).toBe(404);
  });
});
