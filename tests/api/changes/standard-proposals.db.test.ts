/** Standard changes over HTTP: proposed, approved by somebody else, kept by those who manage changes. */
import { describe, expect, it } from 'vitest';
import { createCatalog, FROM, type Opened, PLAN, taken } from './catalog-world.ts';

const catalog = createCatalog();
const {
  proposed,
  lookAt,
  runOf,
  variablesOf,
  decide,
  inForce,
  open,
  opened,
  planOf,
  note,
  told,
  newKey,
} = catalog;

describe('a proposal', () => {
  it('is in the catalog once somebody else has approved it', async () => {
    const key = await proposed({ items: ['shop'], category: 'Network', note: 'Done weekly.' });
    expect(await lookAt(key)).toMatchObject({
      state: 'proposed',
      inForce: null,
      proposed: 1,
      minutes: 90,
      owner: { name: 'Bo' },
      versions: [{ number: 1, state: 'proposed', plan: PLAN, proposedBy: { name: 'Bo' } }],
    });
    expect((await open(key)).json()).toMatchObject({
      status: 409,
      type: '/problems/standard_not_in_force',
      state: 'proposed',
    });
    taken(await decide(key, 'approve', 'Go on.'));
    const found = await lookAt(key);
    expect(found).toMatchObject({
      state: 'approved',
      inForce: 1,
      proposed: null,
      reviewOn: '2028-01-04',
      versions: [
        {
          state: 'approved',
          note: 'Done weekly.',
          reason: 'Go on.',
          votes: [{ by: { name: 'Mia' } }],
        },
      ],
    });
    expect(found.allowed).toEqual(['read', 'open', 'propose']);
    const { number } = taken(await open(key), 201);
    expect((await catalog.agent.get(`/changes/${number}`)).json()).toMatchObject({ minutes: 90 });
    expect(await told(key)).toEqual(['proposed', 'approved']);
  });

  it('is not approved by whoever made it', async () => {
    const key = await proposed({}, catalog.manager);
    expect((await decide(key, 'approve', '', catalog.manager)).json()).toMatchObject({
      type: '/problems/own_request',
    });
    expect(await lookAt(key)).toMatchObject({ state: 'proposed' });
    taken(await decide(key, 'approve', '', catalog.other));
    expect(await lookAt(key)).toMatchObject({ state: 'approved' });
  });

  it('that is rejected says why, and may be made again', async () => {
    const key = await proposed();
    taken(await decide(key, 'reject', 'Nobody has tested the back-out.'));
    expect(await lookAt(key)).toMatchObject({
      state: 'rejected',
      inForce: null,
      reason: 'Nobody has tested the back-out.',
      versions: [{ state: 'rejected', reason: 'Nobody has tested the back-out.' }],
    });
    const again = await catalog.agent.post(`/standard-changes/${key}/versions`, {
      plan: { testPlan: 'Test it.' },
    });
    expect(taken(again, 201)).toMatchObject({
      state: 'proposed',
      proposed: 2,
      minutes: 90,
      versions: [{ number: 2, plan: { ...PLAN, testPlan: 'Test it.' } }, { number: 1 }],
    });
    taken(await decide(key, 'approve'));
    expect(await lookAt(key)).toMatchObject({ state: 'approved', inForce: 2 });
  });

  it('takes the plan of a change that went well, and of no other', async () => {
    const change: Opened = taken(
      await catalog.agent.post('/tickets', {
        type: 'change',
        title: 'By hand',
        impact: 3,
        urgency: 3,
        configItems: ['mail'],
        change: {
          ...PLAN,
          impact: 'None.',
          plannedFrom: FROM,
          plannedTo: '2027-01-05T20:45:00.000Z',
        },
      }),
      201,
    );
    const body = {
      key: newKey(),
      name: 'As it was',
      fromChange: change.number,
      plan: { risk: 'high' },
    };
    expect((await catalog.agent.post('/standard-changes', body)).json()).toMatchObject({
      status: 400,
      errors: [{ pointer: '/fromChange' }],
    });
    await note(change, 'successful');
    expect(taken(await catalog.agent.post('/standard-changes', body), 201)).toMatchObject({
      minutes: 45,
      items: [{ key: 'mail' }],
      versions: [{ fromChange: change.number, plan: { ...PLAN, impact: 'None.', risk: 'high' } }],
    });
    expect((await catalog.agent.post('/standard-changes', body)).json()).toMatchObject({
      status: 409,
      type: '/problems/already_exists',
    });
    const wrong = { ...body, key: newKey(), fromChange: 'CHG-999999' };
    expect((await catalog.agent.post('/standard-changes', wrong)).json().errors).toMatchObject([
      { pointer: '/fromChange' },
    ]);
  });

  it('with more of a plan than can be asked is asked for with what can, which says so', async () => {
    const long = 'x'.repeat(20_000);
    const details = { implementation: long, testPlan: long, communication: long, impact: long };
    const undo = 'y'.repeat(3_900);
    const steps = Array.from({ length: 15 }, (_, at) => ({ title: `Step ${at}`, undo }));
    const key = await proposed({ plan: { ...PLAN, ...details, steps } });
    const { plan, steps: asked } = await variablesOf(key);
    expect(plan?.length).toBeGreaterThan(60_000);
    expect(plan).toMatch(/ the whole plan stands on the page of the standard change\.$/);
    expect(asked).toEqual(steps.map(({ title }) => ({ title })));
    // No text is long here, and of the steps not all is told.
    const few = await proposed({ plan: { ...PLAN, steps } });
    expect((await variablesOf(few)).plan).toMatch(/^Implementation: .*of the standard change\.$/s);
  });

  it('is asked for with what it may touch, how risky it is, and each step with who does it', async () => {
    const steps = [
      {
        title: 'Stop it',
        undo: 'Start it again',
        minutes: 5,
        assignment: { user: catalog.agent.email },
      },
      { title: 'Look at it' },
    ];
    const key = await proposed({ items: ['shop', 'mail'], plan: { ...PLAN, steps } });
    expect(await variablesOf(key)).toMatchObject({
      items: 'MAIL, SHOP',
      risk: 'low',
      minutes: 90,
      steps: [
        { title: 'Stop it', undo: 'Start it again', minutes: 5, by: 'Bo' },
        { title: 'Look at it' },
      ],
    });
    taken(await decide(key, 'approve'));
    const [asked] = await catalog.world.rows<{ message: string }>(
      'select message from approval where run_id = ?',
      [await runOf(key, 'run_id')],
    );
    expect(asked?.message).toContain('proposed by Bo:');
    // Of another version it is what that one says, and not what is in force.
    const another = { minutes: 30, items: [] };
    taken(await catalog.agent.post(`/standard-changes/${key}/versions`, another), 201);
    expect(await variablesOf(key)).toMatchObject({ minutes: 30, items: 'Whatever there is' });
  });

  it('of another version leaves the one in force to be used until it is approved', async () => {
    const key = await inForce();
    const first = await opened(key);
    const { version } = await lookAt(key);
    const change = { minutes: 30, plan: { backOut: 'Restore it.' } };
    const path = `/standard-changes/${key}/versions`;
    expect((await catalog.agent.post(path, change, { 'if-match': '"v1"' })).statusCode).toBe(412);
    taken(await catalog.agent.post(path, change, { 'if-match': `"v${version}"` }), 201);
    expect((await catalog.agent.post(path, change)).json()).toMatchObject({
      type: '/problems/transition_not_allowed',
    });
    expect(await planOf(await opened(key))).toMatchObject({ standard: { key, version: 1 } });
    taken(await decide(key, 'approve'));
    const latest = await opened(key);
    const second = await planOf(latest);
    expect(second).toMatchObject({
      standard: { version: 2 },
      backOut: 'Restore it.',
      plannedTo: '2027-01-05T20:30:00.000Z',
    });
    expect(await planOf(first)).toMatchObject({ standard: { version: 1 }, backOut: PLAN.backOut });
    const listed = taken(await catalog.agent.get(`/changes?standard=${key}&limit=1`)).items;
    expect(listed).toMatchObject([{ number: latest.number }]);
    expect((await lookAt(key)).versions.map(({ uses }: { uses: number }) => uses)).toEqual([1, 2]);
  });

  it('is made by those who work on changes, and kept by those who manage them', async () => {
    const requester = await catalog.test.signInAs('requester');
    expect((await requester.get('/standard-changes')).statusCode).toBe(403);
    const key = await inForce();
    for (const act of ['suspend', 'resume', 'retire'])
      expect(
        (await catalog.agent.post(`/standard-changes/${key}/${act}`, { reason: 'R' })).statusCode,
      ).toBe(403);
    expect(
      (await catalog.agent.patch(`/standard-changes/${key}`, { name: 'Mine' })).statusCode,
    ).toBe(403);
    const changed = await catalog.manager.patch(`/standard-changes/${key}`, {
      name: 'Renew the certificate',
      reviewMonths: 3,
      reviewOn: '2027-02-01',
      owner: catalog.manager.email,
    });
    expect(taken(changed)).toMatchObject({
      name: 'Renew the certificate',
      reviewOn: '2027-02-01',
      owner: { name: 'Mia' },
    });
    const found = await catalog.agent.get('/standard-changes?q=certificate renew&state=approved');
    expect(taken(found).items.map((one: { key: string }) => one.key)).toEqual([key]);
    expect(
      taken(await catalog.agent.get('/standard-changes?q=certificate&state=retired')).items,
    ).toEqual([]);
  });
});
