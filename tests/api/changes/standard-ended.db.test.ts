/** Standard changes over HTTP that somebody suspends, resumes or retires by hand. */
import { describe, expect, it } from 'vitest';
import { type Answer, createCatalog, FROM, taken } from './catalog-world.ts';

const catalog = createCatalog();
const { lookAt, runOf, decide, inForce, open, opened, note, review } = catalog;

describe('by hand a standard change', () => {
  it('is retired while changes are opened from it and fail, and none of them comes too late', async () => {
    const key = await inForce();
    const failing = await Promise.all(
      [1, 2, 3].map(() => opened(key, { plannedTo: null, plannedFrom: null })),
    );
    const [retired, ...answers] = await Promise.all([
      catalog.manager.post(`/standard-changes/${key}/retire`, { reason: 'At once.' }),
      ...failing.map(({ number }) =>
        catalog.agent.patch(`/changes/${number}`, { result: 'failed' }),
      ),
      ...[1, 2, 3].map(() => open(key)),
    ]);
    taken(retired as Answer);
    for (const answer of answers.slice(0, 3)) taken(answer);
    const late = answers.slice(3).map(({ statusCode }) => statusCode);
    expect(late.filter((status) => status !== 201 && status !== 409)).toEqual([]);
    const { state, uses } = await lookAt(key);
    expect([state, uses]).toEqual(['retired', 3 + late.filter((status) => status === 201).length]);
    expect((await open(key)).statusCode).toBe(409);
  });

  it('is suspended and resumed, each with a reason', async () => {
    const key = await inForce();
    const act = (name: string) =>
      catalog.manager.post(`/standard-changes/${key}/${name}`, { reason: 'So.' });
    expect((await act('resume')).json()).toMatchObject({
      type: '/problems/transition_not_allowed',
    });
    expect(taken(await act('suspend'))).toMatchObject({ state: 'suspended', reason: 'So.' });
    expect((await open(key)).json()).toMatchObject({ state: 'suspended' });
    expect(taken(await act('resume'))).toMatchObject({ state: 'approved' });
    taken(await open(key), 201);
    const twice = await inForce({ reviewAfter: 2 });
    await note(await opened(twice), 'failed');
    for (const name of ['suspend', 'resume'])
      taken(
        await catalog.manager.post(`/standard-changes/${twice}/${name}`, { reason: 'Looked at.' }),
      );
    await note(await opened(twice), 'failed');
    expect(await lookAt(twice)).toMatchObject({ state: 'approved' });
    expect((await catalog.manager.post(`/standard-changes/${key}/retire`, {})).statusCode).toBe(
      400,
    );
  });

  it('that somebody has suspended stays so until it is resumed by hand, whatever its review says', async () => {
    for (const outcome of ['kept', 'changed']) {
      const key = await inForce({ suspends: true });
      const running = await opened(key);
      taken(
        await catalog.manager.post(`/standard-changes/${key}/suspend`, { reason: 'The audit.' }),
      );
      await note(running, 'failed');
      expect(await lookAt(key)).toMatchObject({ state: 'suspended', reason: 'The audit.' });
      await review(key, outcome, 'It was the weather.');
      expect(await lookAt(key)).toMatchObject({ state: 'suspended', reason: 'The audit.' });
      taken(
        await catalog.manager.post(`/standard-changes/${key}/resume`, { reason: 'It is over.' }),
      );
      expect(await lookAt(key)).toMatchObject({ state: 'approved' });
    }
  });

  it('is not suspended for what was found in a version that another has replaced', async () => {
    const key = await inForce();
    await note(await opened(key), 'failed');
    taken(await catalog.agent.post(`/standard-changes/${key}/versions`, { minutes: 5 }), 201);
    taken(await decide(key, 'approve'));
    await review(key, 'changed', 'Test it first.');
    expect(await lookAt(key)).toMatchObject({ state: 'approved', inForce: 2 });
  });

  it('that a review retires leaves nobody to decide about another version of it', async () => {
    const key = await inForce();
    await note(await opened(key), 'failed');
    taken(await catalog.agent.post(`/standard-changes/${key}/versions`, { minutes: 5 }), 201);
    const run = await runOf(key, 'run_id');
    await catalog.world.drive(run);
    await review(key, 'retired', 'Nobody needs it.');
    await catalog.world.drive(run);
    expect(await lookAt(key)).toMatchObject({
      state: 'retired',
      proposed: null,
      versions: [{ number: 2, state: 'rejected', reason: 'Nobody needs it.' }, { number: 1 }],
    });
    expect(await catalog.world.rows('select state from run where id = ?', [run])).toEqual([
      { state: 'cancelled' },
    ]);
  });

  it('is not retired past a version that is proposed at the same moment', async () => {
    const key = await inForce();
    const [retired, version] = await Promise.all([
      catalog.manager.post(`/standard-changes/${key}/retire`, { reason: 'The shop is closed.' }),
      catalog.agent.post(`/standard-changes/${key}/versions`, { minutes: 5 }),
    ]);
    expect([200, 412]).toContain(retired.statusCode);
    expect([201, 409]).toContain(version.statusCode);
    const { state, versions } = await lookAt(key);
    expect([state, versions[0].state]).toEqual(
      retired.statusCode === 200
        ? ['retired', version.statusCode === 201 ? 'rejected' : 'approved']
        : ['approved', 'proposed'],
    );
  });

  it('tells whoever proposed a version what became of it, also where it is retired as it is approved', async () => {
    const said = async (key: string) =>
      (
        await catalog.world.rows<{ text: string }>(
          `select text from notification where person_id = ? and text like ? order by created_at, id`,
          [catalog.agent.personId, `%Renew ${key}%`],
        )
      ).map(({ text }) => text);
    const key = await inForce();
    expect(await said(key)).toEqual([
      `Version 1 of the standard change “Renew ${key}” is approved: changes are opened from it now.`,
    ]);
    taken(await catalog.agent.post(`/standard-changes/${key}/versions`, { minutes: 5 }), 201);
    const run = await runOf(key, 'run_id');
    await catalog.world.drive(run);
    const [approval] = await catalog.world.rows<{ id: string }>(
      "select id from approval where run_id = ? and state = 'open'",
      [run],
    );
    taken(
      await catalog.manager.post(`/approvals/${approval?.id}/decision`, { decision: 'approve' }),
    );
    // Its process has not taken that in yet.
    taken(
      await catalog.manager.post(`/standard-changes/${key}/retire`, {
        reason: 'The shop is closed.',
      }),
    );
    await catalog.world.drive(run);
    expect((await said(key)).slice(1)).toEqual([
      `Version 2 of the standard change “Renew ${key}” was not approved. The shop is closed.`,
    ]);
    expect(await lookAt(key)).toMatchObject({
      versions: [
        { number: 2, state: 'rejected' },
        { number: 1, state: 'approved' },
      ],
    });
  });

  it('is retired for good with what was still to be decided, while changes that follow it go on', async () => {
    const key = await inForce();
    const running = await opened(key);
    taken(await catalog.agent.post(`/standard-changes/${key}/versions`, { minutes: 5 }), 201);
    const run = await runOf(key, 'run_id');
    await catalog.world.drive(run);
    taken(
      await catalog.manager.post(`/standard-changes/${key}/retire`, {
        reason: 'The shop is closed.',
      }),
    );
    await catalog.world.drive(run);
    expect(await lookAt(key)).toMatchObject({
      state: 'retired',
      reason: 'The shop is closed.',
      proposed: null,
      versions: [{ number: 2, state: 'rejected' }, { number: 1 }],
    });
    expect(await catalog.world.rows('select state from run where id = ?', [run])).toEqual([
      { state: 'cancelled' },
    ]);
    expect((await open(key)).json()).toMatchObject({ state: 'retired' });
    expect(
      (await catalog.agent.post(`/standard-changes/${key}/versions`, { minutes: 5 })).json(),
    ).toMatchObject({ type: '/problems/transition_not_allowed' });
    catalog.test.standAt(Date.parse(FROM));
    expect(taken(await catalog.agent.get(`/changes/${running.number}/gate`))).toMatchObject({
      allowed: true,
    });
    await note(running, 'failed');
    expect(await lookAt(key)).toMatchObject({ state: 'retired' });
  });
});
