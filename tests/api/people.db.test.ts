/** People, groups, roles and organizations over HTTP. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, createTestApp, type TestApp } from '#tests/support/app.ts';

let test: TestApp;
let admin: Client;
let agent: Client;
beforeAll(async () => {
  test = await createTestApp();
  admin = await test.signInAs('admin', { name: 'Ada' });
  agent = await test.signInAs('agent');
});
afterAll(() => test.close());

describe('people', () => {
  it('are added, found, changed and shown with what the caller may do', async () => {
    const made = await admin.post('/users', {
      email: 'Zoe@Example.test',
      name: 'Zoe',
      roles: ['agent'],
      groups: [],
    });
    expect(made.statusCode, made.body).toBe(201);
    expect(made.json()).toMatchObject({
      email: 'zoe@example.test',
      roles: ['agent'],
      active: true,
      allowed: ['update', 'erase'],
    });
    expect(made.headers.etag).toBe('"v1"');
    const read = await agent.get('/users/zoe@example.test');
    expect(read.json()).toMatchObject({ name: 'Zoe', allowed: [] });
    const changed = await admin.patch(
      `/users/${made.json().id}`,
      { name: 'Zoë', manager: admin.email, roles: ['agent', 'approver'] },
      { 'if-match': '"v1"' },
    );
    expect(changed.statusCode, changed.body).toBe(200);
    expect(changed.json()).toMatchObject({
      name: 'Zoë',
      roles: ['agent', 'approver'],
      manager: { email: admin.email },
      version: 2,
    });
    const stale = await admin.patch(
      `/users/${made.json().id}`,
      { name: 'Z' },
      { 'if-match': '"v1"' },
    );
    expect(stale.statusCode).toBe(412);
    expect(stale.json()).toMatchObject({ type: '/problems/stale_version', currentVersion: 2 });
    const list = await agent.get('/users?q=zo');
    expect(list.json().items).toHaveLength(1);
  });

  it('are not doubled', async () => {
    await admin.post('/users', { email: 'one@example.test', name: 'One' });
    const again = await admin.post('/users', { email: 'ONE@example.test', name: 'One' });
    expect(again.statusCode).toBe(409);
    expect(again.json().type).toBe('/problems/already_exists');
  });

  it('come in pages that meet exactly', async () => {
    for (const name of ['Page A', 'Page B', 'Page B', 'Page C']) {
      await admin.post('/users', {
        email: `${Math.random().toString(36).slice(2)}@pages.test`,
        name,
      });
    }
    const first = await admin.get('/users?q=pages.test&limit=2');
    const second = await admin.get(`/users?q=pages.test&limit=2&cursor=${first.json().nextCursor}`);
    expect(
      [...first.json().items, ...second.json().items].map((one: { name: string }) => one.name),
    ).toEqual(['Page A', 'Page B', 'Page B', 'Page C']);
    expect(second.json().nextCursor).toBeNull();
  });

  it('always leave somebody who may manage people', async () => {
    const answer = await admin.patch(`/users/${admin.personId}`, { active: false });
    expect(answer.statusCode, answer.body).toBe(409);
    expect((await admin.get('/me')).statusCode).toBe(200);
  });

  it('are signed out with everything they hold when they are made inactive', async () => {
    const leaving = await test.signInAs('agent');
    expect((await leaving.get('/me')).statusCode).toBe(200);
    expect((await admin.patch(`/users/${leaving.personId}`, { active: false })).statusCode).toBe(
      200,
    );
    expect((await leaving.get('/me')).statusCode).toBe(401);
  });
});

describe('groups, roles and organizations', () => {
  it('take members by address and say who is unknown', async () => {
    const made = await admin.post('/groups', { key: 'desk', name: 'Desk', members: [agent.email] });
    expect(made.statusCode, made.body).toBe(201);
    expect(made.json().members).toMatchObject([{ email: agent.email }]);
    const wrong = await admin.patch('/groups/desk', {
      members: [agent.email, 'nobody@example.test'],
    });
    expect(wrong.statusCode).toBe(400);
    expect(wrong.json().errors).toEqual([
      { pointer: '/members/1', detail: 'names nobody here: nobody@example.test.' },
    ]);
    expect((await admin.delete('/groups/desk')).statusCode).toBe(204);
    expect((await admin.get('/groups/desk')).statusCode).toBe(404);
  });

  it('let a tenant make roles of its own and keep the shipped ones', async () => {
    const made = await admin.post('/roles', {
      key: 'reader',
      name: 'Reader',
      permissions: [
        { permission: 'ticket.read', scope: 'own' },
        { permission: 'ticket.read', scope: 'all' },
      ],
    });
    expect(made.json().permissions).toEqual([{ permission: 'ticket.read', scope: 'all' }]);
    const reader = await test.signInAs('reader');
    expect((await reader.get('/me')).json().permissions).toEqual(['ticket.read']);
    await admin.patch('/roles/reader', {
      permissions: [{ permission: 'report.read', scope: 'all' }],
    });
    expect((await reader.get('/me')).json().permissions).toEqual(['report.read']);
    expect((await admin.patch('/roles/admin', { name: 'Root' })).statusCode).toBe(409);
    expect(
      (
        await admin.post('/roles', {
          key: 'x',
          name: 'X',
          permissions: [{ permission: 'world.rule', scope: 'all' }],
        })
      ).json().errors[0].pointer,
    ).toBe('/permissions/0/permission');
  });

  it('form a tree that never closes into a ring', async () => {
    await admin.post('/organizations', { key: 'acme', name: 'Acme' });
    await admin.post('/organizations', { key: 'acme-north', name: 'North', parent: 'acme' });
    const ring = await admin.patch('/organizations/acme', { parent: 'acme-north' });
    expect(ring.statusCode, ring.body).toBe(400);
    expect((await admin.delete('/organizations/acme')).json().type).toBe('/problems/in_use');
    expect(
      (await admin.patch('/organizations/acme-north', { parent: null })).json().parent,
    ).toBeNull();
  });
});
