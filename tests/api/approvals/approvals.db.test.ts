/** Approvals over HTTP: what waits for whom, what may be seen, and the answers to those who may not decide. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chain, createWorld, type World } from '../../domain/processes/world.ts';
import { type Client, createTestApp, type TestApp } from '../../support/app.ts';

let test: TestApp;
let world: World;
let admin: Client;
let ann: Client;
let ben: Client;
let ravi: Client;
let tom: Client;
beforeAll(async () => {
  test = await createTestApp();
  world = createWorld(test);
  admin = await test.signInAs('admin');
  ann = await test.signInAs([], { email: 'ann@example.test', groups: ['cab'] });
  ben = await test.signInAs([], { email: 'ben@example.test', groups: ['cab'] });
  ravi = await test.signInAs('requester', { email: 'ravi@example.test' });
  tom = await test.signInAs([], { email: 'tom@example.test' });
  await world.publish(
    admin,
    chain('both', {
      id: 'ask',
      type: 'approval',
      name: 'Both',
      approval: { mode: 'all', approvers: [{ group: 'cab' }], message: 'Please' },
    }),
  );
});
afterAll(() => test.close());

async function asked() {
  const { ticket } = await world.openTicket(ravi, { type: 'service_request', title: 'A thing' });
  const { id } = await world.start(admin, 'both', ticket.id);
  await world.drive(id);
  const [approval] = (await ravi.get(`/tickets/${ticket.number}/approvals`)).json().items;
  return { id: approval.id as string, ticket };
}
const idsFor = async (client: Client, query: string) =>
  (await client.get(`/approvals?${query}`)).json().items.map(({ id }: { id: string }) => id);

describe('an approval', () => {
  it('waits in the list of those who are asked, until they have decided', async () => {
    const { id } = await asked();
    expect(await idsFor(ann, 'state=open&approver=me')).toContain(id);
    expect(await idsFor(tom, 'state=open&approver=me')).toEqual([]);
    expect(await idsFor(tom, `approver=${ann.email}`)).toEqual([]);
    expect(await idsFor(admin, `approver=${ann.email}`)).toContain(id);
    await ann.post(`/approvals/${id}/decision`, { decision: 'approve' });
    expect(await idsFor(ann, 'state=open&approver=me')).toContain(id);
    expect(await idsFor(ann, 'state=open&approver=me&undecided=true')).not.toContain(id);
    expect(await idsFor(ben, 'state=open&approver=me&undecided=true')).toContain(id);
    expect((await ann.get('/approvals?state=undecided')).statusCode).toBe(400);
  });

  it('shows what is decided on, and to whom', async () => {
    const { id, ticket } = await asked();
    const shown = await ann.get(`/approvals/${id}`);
    expect(shown.headers.etag).toBe('"v1"');
    expect(shown.json()).toMatchObject({
      name: 'Both',
      message: 'Please',
      state: 'open',
      stages: [{ state: 'open', groups: [{ mode: 'all', state: 'open' }] }],
      ticket: { number: ticket.number },
      subject: { ticket: { title: 'A thing' }, requester: { email: ravi.email } },
      approvers: [
        { email: ann.email, decision: null, via: 'group:cab' },
        { email: ben.email, decision: null, via: 'group:cab' },
      ],
      allowed: ['decide', 'ask'],
    });
    // Of a ticket one may not see, one sees what one is asked.
    const ofTicket = `/tickets/${ticket.number}/approvals`;
    expect((await ann.get(`/tickets/${ticket.number}`)).statusCode).toBe(403);
    expect((await ann.get(ofTicket)).json().items).toMatchObject([
      { id, allowed: ['decide', 'ask'] },
    ]);
    expect((await tom.get(ofTicket)).statusCode).toBe(404);
    // Who may not see the ticket is not sent to it.
    expect((await ravi.get(`/approvals/${id}`)).json().allowed).toEqual(['openTicket']);
    expect((await admin.get(`/approvals/${id}`)).json().allowed).toContain('openTicket');
    expect((await tom.get(`/approvals/${id}`)).statusCode).toBe(404);
    const progress = (await ann.get(`/approvals/${id}/progress`)).json();
    expect(progress).toMatchObject({
      definition: { key: 'both' },
      tokens: [{ element: 'ask', waitingFor: 'approval' }],
    });
    expect((await tom.get(`/approvals/${id}/progress`)).statusCode).toBe(404);
  });

  it('is refused to others, for a reason each', async () => {
    const { id } = await asked();
    const refusals = async (
      client: Client,
      body: unknown = { decision: 'approve' },
      headers = {},
    ) => {
      const answer = await client.post(`/approvals/${id}/decision`, body, headers);
      return [answer.statusCode, answer.json().type];
    };
    expect(await refusals(tom)).toEqual([403, '/problems/not_an_approver']);
    expect(await refusals(ravi)).toEqual([403, '/problems/own_request']);
    expect(await refusals(ann, { decision: 'maybe' })).toEqual([400, '/problems/invalid_input']);
    expect(await refusals(ann, {})).toEqual([400, '/problems/invalid_input']);
    expect(await refusals(ann, { decision: 'approve' }, { 'if-match': '"v7"' })).toEqual([
      412,
      '/problems/stale_version',
    ]);
    expect(
      (await ann.post(`/approvals/${id}/decision`, { decision: 'reject', comment: 'No' })).json(),
    ).toMatchObject({ state: 'rejected', version: 2 });
    expect(await refusals(ann)).toEqual([409, '/problems/already_voted']);
    expect(await refusals(ben)).toEqual([409, '/problems/approval_not_open']);
    expect(
      (
        await ann.post('/approvals/00000000-0000-7000-8000-000000000000/decision', {
          decision: 'approve',
        })
      ).statusCode,
    ).toBe(404);
  });

  it('comes in pages', async () => {
    await asked();
    const first = (await ann.get('/approvals?approver=me&limit=1')).json();
    const second = (
      await ann.get(`/approvals?approver=me&limit=1&cursor=${first.nextCursor}`)
    ).json();
    expect(second.items[0].id).not.toBe(first.items[0].id);
  });
});
