/** Four eyes: a process that needs a review is published only when a colleague has approved exactly what the draft says. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, createTestApp, type TestApp } from '../../support/app.ts';

let test: TestApp;
let maya: Client;
let nils: Client;
let agent: Client;
beforeAll(async () => {
  test = await createTestApp();
  maya = await test.signInAs('process-owner', { email: 'maya@example.test', name: 'Maya' });
  nils = await test.signInAs('process-owner', { email: 'nils@example.test', name: 'Nils' });
  agent = await test.signInAs('agent');
});
afterAll(() => test.close());

const definition = (key: string, more: Record<string, unknown> = {}) => ({
  key,
  name: `The ${key}`,
  elements: [
    { id: 'start', type: 'startEvent', name: 'Start', trigger: { type: 'manual' } },
    { id: 'end', type: 'endEvent', name: 'End' },
  ],
  flows: [{ id: 'f1', from: 'start', to: 'end' }],
  ...more,
});
const draft = (key: string, more: Record<string, unknown> = {}) =>
  maya.put(`/processes/${key}/draft`, definition(key, more));
/** Maya's draft of a process that needs a review. */
const needing = async (key: string) => {
  await draft(key);
  const asked = await maya.patch(`/processes/${key}`, { reviewRequired: true });
  expect([asked.statusCode, asked.json().reviewRequired]).toEqual([200, true]);
};
const seen = async (key: string) =>
  (await nils.get(`/processes/${key}/drafts/${maya.personId}`)).json();
const review = async (by: Client, key: string, body: object) =>
  by.post(`/processes/${key}/drafts/${maya.personId}/review`, {
    decision: 'approve',
    sha256: (await seen(key)).sha256,
    ...body,
  });
const publish = (key: string) => maya.post(`/processes/${key}/draft/publish`);

describe('a process that needs a review', () => {
  it('is not published by its author alone, and is after a colleague has approved', async () => {
    await needing('watched');
    const refused = await publish('watched');
    expect([refused.statusCode, refused.json().type]).toEqual([409, '/problems/review_needed']);
    const approved = await review(nils, 'watched', { comment: 'Well drawn.' });
    expect([approved.statusCode, approved.json()]).toMatchObject([
      201,
      { reviewer: { name: 'Nils' }, decision: 'approve', comment: 'Well drawn.' },
    ]);
    expect(await seen('watched')).toMatchObject({ review: { decision: 'approve' } });
    expect((await publish('watched')).statusCode).toBe(201);
    const events = await test.work((work) =>
      work.em.execute<{ type: string; data: object }[]>(
        `select type, data from event where data ->> 'key' = 'watched' and type in ('process.reviewRequired', 'process.draftReviewed') order by at, type desc`,
      ),
    );
    expect(events).toMatchObject([
      { type: 'process.reviewRequired' },
      {
        type: 'process.draftReviewed',
        data: { author: maya.personId, decision: 'approve', comment: 'Well drawn.' },
      },
    ]);
  });

  it('needs another review after any change, but not after a box was moved', async () => {
    await needing('changing');
    await review(nils, 'changing', {});
    await draft('changing', { layout: { end: { x: 80, y: 0 } } });
    expect((await seen('changing')).review).toMatchObject({ decision: 'approve' });
    await draft('changing', { description: 'Something else' });
    expect((await seen('changing')).review).toBeNull();
    await draft('changing');
    expect((await seen('changing')).review).toBeNull();
    expect((await publish('changing')).json().type).toBe('/problems/review_needed');
  });

  it('is not published after a rejection, and its author is told who said so', async () => {
    await needing('rejected');
    await review(nils, 'rejected', { decision: 'reject', comment: 'Who is asked?' });
    const refused = await publish('rejected');
    expect([refused.statusCode, refused.json().detail]).toEqual([
      409,
      'Nils has rejected this draft. Change it and ask again.',
    ]);
    const told = await test.work((work) =>
      work.em.execute<{ text: string }[]>(
        'select text from notification where person_id = ? order by created_at desc limit 1',
        [maya.personId],
      ),
    );
    expect(told).toEqual([
      { text: 'Nils has rejected your draft of “The rejected”. Who is asked?' },
    ]);
  });

  it('is published without one as soon as two people have said that it needs none', async () => {
    await needing('free');
    const asked = await maya.patch('/processes/free', { reviewRequired: false });
    expect([asked.statusCode, asked.json()]).toMatchObject([
      200,
      { reviewRequired: true, reviewOffAskedBy: { name: 'Maya' } },
    ]);
    const { reviewOffAskedAt } = asked.json();
    expect(Date.parse(reviewOffAskedAt)).not.toBeNaN();
    // Saying it twice is still one person, who has asked when they asked first.
    await maya.patch('/processes/free', { reviewRequired: false });
    expect((await maya.get('/processes/free')).json()).toMatchObject({ reviewOffAskedAt });
    expect((await publish('free')).json().type).toBe('/problems/review_needed');
    const agreed = await nils.patch('/processes/free', { reviewRequired: false });
    expect(agreed.json()).toMatchObject({
      reviewRequired: false,
      reviewOffAskedBy: null,
      reviewOffAskedAt: null,
    });
    expect((await publish('free')).statusCode).toBe(201);
  });

  it('goes on needing one when anybody says so before a second has agreed', async () => {
    await needing('kept');
    await maya.patch('/processes/kept', { reviewRequired: false });
    const kept = await nils.patch('/processes/kept', { reviewRequired: true });
    expect(kept.json()).toMatchObject({ reviewRequired: true, reviewOffAskedBy: null });
    const again = await nils.patch('/processes/kept', { reviewRequired: false });
    expect(again.json()).toMatchObject({
      reviewRequired: true,
      reviewOffAskedBy: { name: 'Nils' },
    });
  });

  it('needs another review after a scenario is required no longer, and the reviewer sees whose doing it is', async () => {
    await draft('gated');
    const scenario = (name: string) => ({ name, given: {}, happenings: [] });
    const keep = async (name: string) =>
      (
        await maya.post('/processes/gated/scenarios', {
          scenario: scenario(name),
          required: true,
        })
      ).json();
    const [one, two] = [await keep('One'), await keep('Two')];
    await publish('gated');
    await maya.patch('/processes/gated', { reviewRequired: true });
    await draft('gated', { name: 'Changed' });
    await review(nils, 'gated', {});
    await maya.put(`/processes/gated/scenarios/${one.id}`, {
      scenario: scenario('One'),
      required: false,
    });
    expect((await publish('gated')).json().type).toBe('/problems/review_needed');
    await maya.delete(`/processes/gated/scenarios/${two.id}`);
    expect(await seen('gated')).toMatchObject({
      review: null,
      required: [],
      loosened: [
        { scenario: 'Two', how: 'removed', by: { name: 'Maya' } },
        { scenario: 'One', how: 'notRequired', by: { name: 'Maya' } },
      ],
    });
    // Nor does it count as seen by what was to come later and was called off.
    await review(nils, 'gated', {});
    const from = new Date(Date.now() + 86_400_000).toISOString();
    expect((await maya.post('/processes/gated/draft/publish', { from })).statusCode).toBe(201);
    expect((await maya.delete('/processes/gated/rollout')).statusCode).toBe(204);
    await draft('gated', { name: 'Changed' });
    expect((await seen('gated')).loosened).toHaveLength(2);
    await review(nils, 'gated', {});
    expect((await publish('gated')).statusCode).toBe(201);
  });

  it('needs another review after a process it calls was published', async () => {
    await draft('called');
    await publish('called');
    const calling = {
      elements: [
        { id: 'start', type: 'startEvent', name: 'Start', trigger: { type: 'manual' } },
        { id: 'call', type: 'callActivity', name: 'Call', process: 'called' },
        { id: 'end', type: 'endEvent', name: 'End' },
      ],
      flows: [
        { id: 'f1', from: 'start', to: 'call' },
        { id: 'f2', from: 'call', to: 'end' },
      ],
    };
    await draft('calling', calling);
    await maya.patch('/processes/calling', { reviewRequired: true });
    expect((await seen('calling')).calls).toEqual([
      { element: 'call', process: 'called', version: 1 },
    ]);
    await review(nils, 'calling', {});
    await draft('called', { name: 'Called otherwise' });
    await publish('called');
    expect((await publish('calling')).json().type).toBe('/problems/review_needed');
    expect(await seen('calling')).toMatchObject({ calls: [{ version: 2 }], review: null });
    await review(nils, 'calling', {});
    expect((await publish('calling')).statusCode).toBe(201);
    const version = (await nils.get('/processes/calling/versions/1')).json();
    expect(version.definition.elements[1]).toMatchObject({ process: 'called', bound: 2 });
  });

  it('goes back to a former version without one: that was looked at when it was published', async () => {
    await draft('back');
    await publish('back');
    await draft('back', { name: 'Worse' });
    await publish('back');
    await maya.patch('/processes/back', { reviewRequired: true });
    const answer = await maya.post('/processes/back/versions/1/publish-again', {});
    expect([answer.statusCode, answer.json().version]).toEqual([201, 3]);
  });
});

describe('a review', () => {
  it('is of what the reviewer saw, and of nothing newer', async () => {
    await needing('newer');
    const { sha256 } = await seen('newer');
    await draft('newer', { name: 'Newer' });
    const refused = await review(nils, 'newer', { sha256 });
    expect([refused.statusCode, refused.json().type]).toEqual([412, '/problems/draft_changed']);
  });

  it('is made by another person who may publish', async () => {
    await needing('others');
    const own = await review(maya, 'others', {});
    expect([own.statusCode, own.json().type]).toEqual([403, '/problems/own_request']);
    expect((await review(agent, 'others', {})).statusCode).toBe(403);
    expect((await agent.patch('/processes/others', { reviewRequired: false })).statusCode).toBe(
      403,
    );
    expect((await agent.get(`/processes/others/drafts/${maya.personId}`)).statusCode).toBe(403);
    const none = await maya.get(`/processes/others/drafts/${nils.personId}`);
    expect(none.statusCode).toBe(404);
  });

  it('is prepared by comparing the colleague’s draft with the present version', async () => {
    await draft('shown');
    await publish('shown');
    await draft('shown', { name: 'Shown better' });
    const compared = await nils.get(`/processes/shown/compare?author=${maya.personId}`);
    expect(compared.json()).toMatchObject({
      from: 1,
      to: null,
      process: [{ path: ['name'], before: 'The shown', after: 'Shown better' }],
    });
  });
});

describe('whether a process needs a review', () => {
  it('is changed by whoever has read how it stands', async () => {
    await draft('tagged');
    const tag = (await maya.get('/processes/tagged')).headers.etag;
    const set = (reviewRequired: boolean, match: unknown) =>
      maya.patch('/processes/tagged', { reviewRequired }, { 'if-match': String(match) });
    const first = await set(true, tag);
    expect([first.statusCode, first.headers.etag === tag]).toEqual([200, false]);
    const stale = await set(false, tag);
    expect([stale.statusCode, stale.json().type]).toEqual([412, '/problems/stale_version']);
    expect((await set(false, first.headers.etag)).statusCode).toBe(200);
  });
});
