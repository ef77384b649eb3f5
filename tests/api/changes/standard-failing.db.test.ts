/** Standard changes over HTTP that go wrong, or whose day has come: looked at again, suspended, counted. */
import { describe, expect, it } from 'vitest';
import { beginReviewsDue } from '#domain/standard-changes/review.ts';
import { createCatalog, NOW, type Opened, taken } from './catalog-world.ts';

const catalog = createCatalog();
const { lookAt, decide, inForce, open, opened, planOf, note, told, review, newKey } = catalog;

describe('a standard change that goes wrong', () => {
  it('is looked at again, once, and counts what went well', async () => {
    const key = await inForce();
    const [good, bad, worse] = [await opened(key), await opened(key), await opened(key)];
    await note(good, 'successful');
    expect(await lookAt(key)).toMatchObject({ state: 'approved', uses: 3, done: 1, wentWell: 1 });
    await note(bad, 'failed');
    await note(worse, 'backed_out');
    await note(bad, 'backed_out');
    expect(await lookAt(key)).toMatchObject({
      state: 'under_review',
      reason: `${bad.number} failed.`,
      done: 3,
      wentWell: 1,
    });
    expect(await told(key)).toEqual([
      'proposed',
      'approved',
      'wentWrong',
      'reviewBegun',
      'wentWrong',
    ]);
    expect(
      await catalog.world.rows(
        "select name from message where name = 'standard-change.failed' and key = ?",
        [key],
      ),
    ).toHaveLength(2);
    // It may be used meanwhile.
    await opened(key);
    await review(key, 'kept', 'It was the weather.');
    expect(await lookAt(key)).toMatchObject({ state: 'approved', reason: '' });
    catalog.test.standAt(NOW + 60_000);
    await note(await opened(key), 'failed');
    expect(await lookAt(key)).toMatchObject({ state: 'under_review' });
  });

  it('is suspended where it says so, until a new version is approved', async () => {
    const key = await inForce({ suspends: true, reviewAfter: 2 });
    await note(await opened(key), 'failed');
    expect(await lookAt(key)).toMatchObject({ state: 'approved' });
    const caused = await opened(key);
    const incident: Opened = taken(
      await catalog.agent.post('/tickets', { type: 'incident', title: 'Down' }),
      201,
    );
    await note(caused, 'successful');
    taken(await catalog.agent.put(`/tickets/${incident.id}/cause`, { change: caused.number }));
    expect(await lookAt(key)).toMatchObject({
      state: 'suspended',
      done: 2,
      wentWell: 0,
      reason: `${caused.number} is said to have caused something.`,
    });
    expect((await open(key)).json()).toMatchObject({ type: '/problems/standard_not_in_force' });
    await review(key, 'changed', 'Test it first.');
    expect(await lookAt(key)).toMatchObject({ state: 'suspended', reason: 'Test it first.' });
    taken(await catalog.agent.post(`/standard-changes/${key}/versions`, { minutes: 5 }), 201);
    taken(await decide(key, 'approve'));
    expect(await lookAt(key)).toMatchObject({ state: 'approved', inForce: 2, reason: '' });
  });

  it('has not gone wrong where that is taken back', async () => {
    const key = await inForce({ reviewAfter: 2 });
    const change = await opened(key);
    await note(change, 'failed');
    await note(change, 'successful');
    expect(await lookAt(key)).toMatchObject({ done: 1, wentWell: 1 });
    await note(await opened(key), 'failed');
    expect(await lookAt(key)).toMatchObject({ state: 'approved' });
  });

  it('has not gone wrong where what it is said to have caused is deleted', async () => {
    const key = await inForce({ reviewAfter: 2 });
    const change = await opened(key);
    await note(change, 'successful');
    const [first, second] = [1, 2].map(async () => {
      const incident: Opened = taken(
        await catalog.agent.post('/tickets', { type: 'incident', title: 'Down' }),
        201,
      );
      taken(await catalog.agent.put(`/tickets/${incident.id}/cause`, { change: change.number }));
      return incident;
    });
    const admin = await catalog.test.signInAs('admin');
    const remove = async (incident: Opened | undefined) =>
      expect((await admin.delete(`/tickets/${incident?.id}`)).statusCode).toBe(204);
    const both = [await first, await second];
    const example = async () =>
      (
        await catalog.agent.post('/standard-changes', {
          key: newKey(),
          name: 'As it went',
          fromChange: change.number,
        })
      ).statusCode;
    await remove(both[0]);
    expect(await lookAt(key)).toMatchObject({ done: 1, wentWell: 0 });
    expect(await example()).toBe(400);
    await remove(both[1]);
    expect(await lookAt(key)).toMatchObject({ state: 'approved', done: 1, wentWell: 1 });
    expect(await example()).toBe(201);
    // Nor is it counted towards the review.
    await note(await opened(key), 'failed');
    expect(await lookAt(key)).toMatchObject({ state: 'approved', done: 2, wentWell: 1 });
  });

  it('that was looked at is not looked at again for the same failure, taken back and said again', async () => {
    const key = await inForce();
    const change = await opened(key);
    await note(change, 'failed');
    await review(key, 'kept');
    await note(change, 'successful');
    expect(await lookAt(key)).toMatchObject({ state: 'approved', wentWell: 1 });
    await note(change, 'failed');
    expect(await lookAt(key)).toMatchObject({ state: 'approved', wentWell: 0 });
    expect((await told(key)).filter((type) => type === 'wentWrong')).toHaveLength(1);
    // What was taken back before anybody has looked counts when it is said again.
    const twice = await inForce({ reviewAfter: 2 });
    const [one, other] = [await opened(twice), await opened(twice)];
    await note(one, 'failed');
    await note(one, 'successful');
    await note(other, 'failed');
    expect(await lookAt(twice)).toMatchObject({ state: 'approved' });
    await note(one, 'failed');
    expect(await lookAt(twice)).toMatchObject({ state: 'under_review' });
  });

  it('does not count a change that follows it no more, or is gone', async () => {
    const key = await inForce({ reviewAfter: 2 });
    const [cut, deleted, failed] = [await opened(key), await opened(key), await opened(key)];
    await note(cut, 'failed');
    taken(await catalog.agent.patch(`/changes/${cut.number}`, { kind: 'normal' }));
    await note(deleted, 'failed');
    expect(await lookAt(key)).toMatchObject({ state: 'approved' });
    const admin = await catalog.test.signInAs('admin');
    expect((await admin.delete(`/tickets/${deleted.id}`)).statusCode).toBe(204);
    await note(failed, 'failed');
    expect(await lookAt(key)).toMatchObject({ state: 'approved' });
    await note(await opened(key), 'failed');
    expect(await lookAt(key)).toMatchObject({ state: 'under_review' });
  });

  it('is looked at again when its day has come, and retired by the review', async () => {
    const key = await inForce({ reviewMonths: 1 });
    const running = await opened(key);
    catalog.test.standAt(Date.parse('2027-02-03T12:00:00.000Z'));
    await catalog.test.work(beginReviewsDue);
    expect(await lookAt(key)).toMatchObject({ state: 'approved' });
    catalog.test.standAt(Date.parse('2027-02-04T12:00:00.000Z'));
    await Promise.all([1, 2].map(() => catalog.test.work(beginReviewsDue)));
    expect(await told(key)).toEqual(['proposed', 'approved', 'reviewBegun']);
    expect(await lookAt(key)).toMatchObject({
      state: 'under_review',
      reason: 'Its review is due.',
    });
    await review(key, 'retired', 'Nobody needs it.');
    expect(await lookAt(key)).toMatchObject({
      state: 'retired',
      reason: 'Nobody needs it.',
      allowed: ['read'],
    });
    expect(await planOf(running)).toMatchObject({ kind: 'standard', standard: { key } });
  });
});
