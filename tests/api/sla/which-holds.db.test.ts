/** Which clock wins where policies overlap: asked over HTTP, and the same as what a ticket then gets. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, createTestApp, type TestApp } from '#tests/support/app.ts';
import { policyOf } from '#tests/support/policies.ts';

let api: TestApp;
let admin: Client;
let requester: Client;

type Told = {
  key: string;
  verdict: string;
  holder: string | null;
  target: string | null;
  dueAt: string | null;
  when: { result: boolean; actual?: unknown } | null;
};

const GOLD = { fact: 'organization.tier', operator: 'equal', value: 'gold' } as const;

beforeAll(async () => {
  api = await createTestApp();
  api.standAt(Date.parse('2027-01-05T09:00:00.000Z'));
  admin = await api.signInAs('admin');
  await made(admin.post('/organizations', { key: 'acme', name: 'Acme' }));
  await made(
    admin.post('/sla/contracts', {
      key: 'acme-gold',
      name: 'Acme gold',
      organization: 'acme',
      tier: 'gold',
      validUntil: '2027-03-31',
    }),
  );
  requester = await api.signInAs('requester', { organization: 'acme' });
  for (const key of ['incident-resolution', 'request-fulfilment'])
    await made(admin.delete(`/sla/policies/${key}`));
  for (const policy of [
    policyOf('gold', ['incident'], 60, { when: GOLD }),
    policyOf('late', ['incident'], 60, { validFrom: '2027-06-01' }),
    policyOf('changes', ['change'], 60),
    policyOf('urgent', ['incident'], 30, {
      targets: [{ id: 'p1', priorities: [1], within: { businessMinutes: 30 } }],
    }),
    policyOf('everybody', ['incident'], 240),
    policyOf('off', ['incident'], 5, { active: false }),
    policyOf('beside', ['incident'], 500, { beside: true }),
  ])
    await made(admin.post('/sla/policies', policy));
});
afterAll(() => api.close());

async function made(answer: ReturnType<Client['post']>) {
  const response = await answer;
  expect(response.statusCode, response.body).toBeLessThan(300);
  return response.body === '' ? {} : response.json();
}
const ask = (body: object) => made(admin.post('/sla/policies/explain', body));
const verdicts = async (body: object): Promise<Record<string, string>> =>
  Object.fromEntries(
    ((await ask(body)) as { policies: Told[] }).policies.map(({ key, verdict }) => [key, verdict]),
  );

describe('which service target holds', () => {
  it('is told for a ticket that is imagined, each policy with its reason', async () => {
    expect(
      await verdicts({ facts: { type: 'incident', priority: 3, organization: 'acme' } }),
    ).toEqual({
      gold: 'holds',
      late: 'notYet',
      changes: 'otherType',
      urgent: 'noTarget',
      everybody: 'later',
      off: 'off',
      beside: 'holds',
    });
    expect(await verdicts({ facts: { type: 'incident', priority: 1 } })).toMatchObject({
      gold: 'unmet',
      urgent: 'holds',
      everybody: 'later',
    });
  });

  it('says what each condition compared, who holds instead, and when it would be due', async () => {
    const { policies, contract } = (await ask({
      facts: { type: 'incident', priority: 3 },
    })) as { policies: Told[]; contract: null };
    expect(contract).toBeNull();
    const [gold] = policies;
    expect(gold?.when).toMatchObject({ result: false, actual: null });
    expect(policies.find(({ key }) => key === 'everybody')).toMatchObject({
      verdict: 'holds',
      target: 'all',
      dueAt: '2027-01-05T13:00:00.000Z',
    });
  });

  it('is what the ticket then gets', async () => {
    const ticket = (await made(
      requester.post('/tickets', { type: 'incident', title: 'Mail is slow' }),
    )) as { id: string; number: string };
    const told = (await ask({ ticket: ticket.number })) as { policies: Told[]; contract: object };
    expect(told.contract).toEqual({ key: 'acme-gold', tier: 'gold' });
    const { items } = (await made(admin.get(`/tickets/${ticket.id}/clocks`))) as {
      items: { policy: { key: string }; dueAt: string }[];
    };
    const holding = told.policies.filter(({ verdict }) => verdict === 'holds');
    expect(items.map(({ policy, dueAt }) => [policy.key, dueAt]).sort()).toEqual(
      holding.map(({ key, dueAt }) => [key, dueAt]).sort(),
    );
  });

  it('says by which version the clocks of a ticket were promised, also when it is another now', async () => {
    const ticket = (await made(
      requester.post('/tickets', { type: 'incident', title: 'Mail is slow' }),
    )) as { number: string };
    type Versions = {
      clocks: { policy: { key: string; version: number } }[];
      policies: { key: string; version: number }[];
    };
    const versions = async () => {
      const { clocks, policies } = (await ask({ ticket: ticket.number })) as unknown as Versions;
      return [
        clocks.find(({ policy }) => policy.key === 'gold')?.policy.version,
        policies.find(({ key }) => key === 'gold')?.version,
      ];
    };
    const [promised = 0, inForce] = await versions();
    expect(promised).toBe(inForce);
    await made(admin.patch('/sla/policies/gold', { name: 'Gold, renamed' }));
    expect(await versions()).toEqual([promised, promised + 1]);
  });

  it('does not take what a vendor owes for a promise to a customer', async () => {
    await made(admin.post('/organizations', { key: 'acme-it', name: 'Acme IT', parent: 'acme' }));
    await made(
      admin.post('/sla/contracts', {
        key: 'lines',
        name: 'Lines',
        organization: 'acme-it',
        kind: 'underpinning',
        vendor: 'Carrier',
      }),
    );
    const told = await ask({ facts: { type: 'incident', priority: 3, organization: 'acme-it' } });
    expect(told.contract).toEqual({ key: 'acme-gold', tier: 'gold' });
  });

  it('takes a policy along that is not saved', async () => {
    const draft = policyOf('gold', ['incident'], 15);
    const { policies } = (await ask({ facts: { type: 'incident', priority: 4 }, draft })) as {
      policies: (Told & { version: number | null })[];
    };
    expect(policies[0]).toMatchObject({ key: 'gold', verdict: 'holds', version: null });
    expect((await made(admin.get('/sla/policies/gold'))) as object).toMatchObject({
      policy: { when: GOLD },
    });
  });

  it('refuses what it cannot be asked about, with the place', async () => {
    const pointerOf = async (body: object) => {
      const answer = await admin.post('/sla/policies/explain', body);
      expect(answer.statusCode).toBe(400);
      return answer.json().errors[0].pointer;
    };
    const facts = { type: 'incident', priority: 2 };
    expect(await pointerOf({})).toBe('/ticket');
    expect(await pointerOf({ facts: { ...facts, organization: 'nobody' } })).toBe(
      '/facts/organization',
    );
    expect(
      await pointerOf({ facts, draft: { ...policyOf('x', ['incident'], 5), kind: 'slo' } }),
    ).toBe('/draft/kind');
    expect((await admin.post('/sla/policies/explain', { ticket: 'INC-999999' })).statusCode).toBe(
      404,
    );
    expect((await requester.post('/sla/policies/explain', { facts })).statusCode).toBe(403);
  });
});
