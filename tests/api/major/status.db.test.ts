/** The status page and what a tenant settles about major incidents. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, clientFor, createTestApp, type TestApp } from '#tests/support/app.ts';

let test: TestApp;
let admin: Client;
let agent: Client;
let requester: Client;
let anonymous: ReturnType<typeof clientFor>;
beforeAll(async () => {
  test = await createTestApp();
  admin = await test.signInAs('admin');
  agent = await test.signInAs('agent', { name: 'Bo' });
  requester = await test.signInAs('requester');
  anonymous = clientFor(test.app, {});
  for (const key of ['mail', 'vpn', 'web'])
    await admin.post('/services', { key, name: key.toUpperCase() });
});
afterAll(() => test.close());

const declared = async (services: object[], headline: string) => {
  const { id } = (await agent.post('/tickets', { type: 'incident', title: 'Secret title' })).json();
  const asked = { ticket: id, severity: 2, services, headline };
  return (await agent.post('/major-incidents', asked)).json();
};

describe('the status page', () => {
  it('shows everybody the services as they are, and what was said, but nobody’s name', async () => {
    const major = await declared(
      [{ service: 'mail' }, { service: 'vpn', impact: 'degraded' }],
      'No mail',
    );
    await agent.post(`/major-incidents/${major.id}/updates`, {
      stage: 'investigating',
      subject: 'We look',
      body: 'Into {{majorIncident.services}}',
    });
    const page = await requester.get('/status');
    expect(page.json()).toMatchObject({
      services: [
        { key: 'mail', state: 'down' },
        { key: 'vpn', state: 'degraded' },
        { key: 'web', state: 'operational' },
      ],
      current: [
        {
          headline: 'No mail',
          state: 'open',
          services: ['MAIL', 'VPN'],
          messages: [{ stage: 'investigating', subject: 'We look', body: 'Into MAIL, VPN' }],
        },
      ],
      past: [],
    });
    for (const secret of ['Secret title', 'Bo', agent.email])
      expect(page.body).not.toContain(secret);

    await agent.post(`/major-incidents/${major.id}/resolve`, { note: 'Mended.' });
    const after = (await requester.get('/status')).json();
    expect(after.current).toEqual([]);
    expect(after.services.map(({ state }: { state: string }) => state)).toEqual(
      Array(3).fill('operational'),
    );
    expect(after.past[0].messages.map(({ body }: { body: string }) => body)).toEqual([
      'Mended.',
      'Into MAIL, VPN',
    ]);
    test.advance(31 * 86_400_000);
    expect((await requester.get('/status')).json().past).toEqual([]);
  });

  it('tells neither who leads nor where people meet, though an update mails it to those who take part', async () => {
    const { id } = (await agent.post('/tickets', { type: 'incident', title: 'Slow' })).json();
    const major = await agent.post('/major-incidents', {
      ticket: id,
      severity: 2,
      services: [],
      commander: { user: agent.email },
      headline: 'All is slow',
      warRoomUrl: 'https://meet.example.test/secret',
      audience: { people: [requester.email], groups: [], roles: [] },
    });
    expect(major.statusCode, major.body).toBe(201);
    const sent = await agent.post(`/major-incidents/${major.json().id}/updates`, {
      stage: 'identified',
      subject: 'Led by {{majorIncident.commander}}',
      body: 'We know why.\n{{majorIncident.commander}} is in {{majorIncident.warRoom}}.\nSoon.',
    });
    expect(sent.statusCode, sent.body).toBe(201);
    const page = (await requester.get('/status')).json();
    const shown = page.current.find(({ headline }: { headline: string }) => /slow/.test(headline));
    expect(shown.messages).toMatchObject([{ subject: 'Led by ', body: 'We know why.\nSoon.' }]);
    const mails = await test.work((work) =>
      work.em.execute<{ body: string }[]>('select body from mail where ticket_id = ?', [id]),
    );
    expect(mails).toEqual([
      { body: 'We know why.\nBo is in https://meet.example.test/secret.\nSoon.\n' },
    ]);
  });

  it('forgets a declaration that was withdrawn', async () => {
    const major = await declared([{ service: 'web' }], 'No web');
    await agent.post(`/major-incidents/${major.id}/withdraw`, { reason: 'A mistake' });
    const { current, past, services } = (await requester.get('/status')).json();
    expect([...current, ...past].map(({ headline }) => headline)).not.toContain('No web');
    expect(services[2].state).toBe('operational');
  });

  it('is read without signing in only at its secret address, and only while there is one', async () => {
    const addressOf = async () => {
      const made = await admin.post('/major-incident-settings/status-address');
      return `/status/${made.json().address.split('/').at(-1)}`;
    };
    expect((await anonymous.get('/status')).statusCode).toBe(401);
    expect((await anonymous.get('/status/guessed')).statusCode).toBe(404);
    const first = await addressOf();
    expect((await anonymous.get(first)).json()).toEqual(
      expect.objectContaining({ services: expect.arrayContaining([]) }),
    );
    const second = await addressOf();
    expect((await anonymous.get(first)).statusCode).toBe(404);
    expect((await anonymous.get(second)).statusCode).toBe(200);
    expect((await admin.get('/major-incident-settings')).json().isPublic).toBe(true);
    await admin.delete('/major-incident-settings/status-address');
    expect((await anonymous.get(second)).statusCode).toBe(404);
    expect((await agent.post('/major-incident-settings/status-address')).statusCode).toBe(403);
  });
});

describe('the settings of major incidents', () => {
  it('say how often and to whom updates go, unless a declaration says otherwise', async () => {
    const before = (await agent.get('/major-incident-settings')).json();
    expect(before).toMatchObject({ updateMinutes: { 1: 30, 2: 60, 3: 120 }, isPublic: false });
    const changed = await admin.patch('/major-incident-settings', {
      updateMinutes: { 1: 15, 2: 20, 3: 25 },
      audience: { people: [], groups: [], roles: ['admin'] },
    });
    expect(changed.statusCode, changed.body).toBe(200);
    const major = await declared([], 'Usual');
    expect(major.audience.roles).toEqual(['admin']);
    const sent = await agent.post(`/major-incidents/${major.id}/updates`, {
      stage: 'monitoring',
      subject: 'S',
      body: 'B',
    });
    expect(sent.json().recipients).toBe(1);
    const stale = await admin.patch(
      '/major-incident-settings',
      { updateMinutes: { 1: 10, 2: 10, 3: 10 } },
      { 'if-match': `"v${before.version}"` },
    );
    expect(stale.json().type).toBe('/problems/stale_version');
  });

  it('hold templates of the tenant’s own, whose placeholders are known', async () => {
    const keys = async () =>
      (await agent.get('/update-templates')).json().items.map(({ key }: { key: string }) => key);
    expect(await keys()).toEqual(['identified', 'investigating', 'resolved']);
    const bad = await admin.post('/update-templates', {
      key: 'own',
      name: 'Own',
      subject: 'S',
      body: '{{ticket.mood}}',
    });
    expect(bad.json().errors).toEqual([
      { pointer: '/body', detail: 'Nothing is known as {{ticket.mood}}.' },
    ]);
    const good = { key: 'own', name: 'Own', subject: '{{ticket.number}}', body: 'B' };
    expect((await admin.post('/update-templates', good)).statusCode).toBe(201);
    expect((await admin.post('/update-templates', good)).json().type).toBe(
      '/problems/already_exists',
    );
    expect((await admin.delete('/update-templates/own')).statusCode).toBe(204);
    expect(await keys()).not.toContain('own');
  });

  it('keep a service that stands in the history of a major incident', async () => {
    await declared([{ service: 'web' }], 'Web');
    expect((await admin.delete('/services/web')).json().type).toBe('/problems/in_use');
    await admin.post('/services', { key: 'fax', name: 'Fax' });
    expect((await admin.patch('/services/fax', { name: 'Telefax' })).json().name).toBe('Telefax');
    expect((await admin.delete('/services/fax')).statusCode).toBe(204);
  });
});
