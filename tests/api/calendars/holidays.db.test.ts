import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, createTestApp, type TestApp } from '#tests/support/app.ts';

let api: TestApp;
let admin: Client;
let agent: Client;

beforeAll(async () => {
  api = await createTestApp();
  admin = await api.signInAs('admin');
  agent = await api.signInAs('agent');
  const week = { mon: [['09:00', '17:00']] };
  await admin.post('/calendars', {
    key: 'berlin',
    name: 'Berlin',
    timeZone: 'Europe/Berlin',
    week,
  });
});
afterAll(() => api.close());

describe('holidays of a country', () => {
  it('are told for years, a region and a part of it, in a language', async () => {
    const found = await admin.get('/holidays?country=DE&region=BY&years=2026-2028');
    expect(found.statusCode, found.body).toBe(200);
    const { items } = found.json();
    expect(items).toContainEqual({
      date: '2027-01-06',
      name: 'Heilige Drei Könige',
      type: 'public',
      from: null,
    });
    expect(items.map(({ date }: { date: string }) => date)).toEqual(
      items.map(({ date }: { date: string }) => date).toSorted(),
    );
    const augsburg = await admin.get(
      '/holidays?country=DE&region=BY&part=A&years=2026&language=en',
    );
    expect(augsburg.json().items).toContainEqual(expect.objectContaining({ date: '2026-08-08' }));
    expect(augsburg.json().items[0]).toMatchObject({ name: 'New Year’s Day'.replace('’', "'") });
  });

  it('tell days that are whole from those that begin at noon', async () => {
    const eve = await admin.get('/holidays?country=DE&years=2026&types=public,bank');
    expect(eve.json().items).toContainEqual({
      date: '2026-12-24',
      name: 'Heiliger Abend',
      type: 'bank',
      from: '14:00',
    });
    const feast = (await admin.get('/holidays?country=TR&years=2026&language=en')).json().items;
    expect(
      feast
        .filter(({ name }: { name: string }) => /Ramadan|Eid/.test(name))
        .map(({ date }: { date: string }) => date),
    ).toEqual([
      '2026-03-20',
      '2026-03-21',
      '2026-03-22',
      '2026-05-27',
      '2026-05-28',
      '2026-05-29',
      '2026-05-30',
    ]);
  });

  it('are refused for what is no place, with the field', async () => {
    const refused = async (query: string) =>
      (await admin.get(`/holidays?${query}`)).json().errors?.[0]?.pointer;
    expect(await refused('country=XX')).toBe('/country');
    expect(await refused('country=DE&region=ZZ')).toBe('/region');
    expect(await refused('country=DE&region=constructor')).toBe('/region');
    expect(await refused('country=DE&part=A')).toBe('/part');
    expect(await refused('country=DE&years=2028-2026')).toBe('/years');
    expect((await agent.get('/holidays?country=DE')).statusCode).toBe(403);
  });

  it('come with the places they are known of', async () => {
    const { items } = (await admin.get('/holidays/countries')).json();
    const germany = items.find(({ country }: { country: string }) => country === 'DE');
    expect(germany.regions).toContainEqual(
      expect.objectContaining({ region: 'BE', name: 'Berlin' }),
    );
  });
});

describe('an import of holidays', () => {
  const ics = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'BEGIN:VEVENT',
    'SUMMARY:Epiphany',
    'DTSTART;VALUE=DATE:20270106',
    'END:VEVENT',
    'BEGIN:VEVENT',
    'SUMMARY:Party',
    'DTSTART:20261218T160000Z',
    'END:VEVENT',
    'END:VCALENDAR',
  ].join('\r\n');
  const take = (body: object, headers?: Record<string, string>) =>
    admin.post('/calendars/berlin/holidays/import', body, headers);

  it('says what it would do before it does it, and drops nothing', async () => {
    const asked = (await take({ ics, years: '2026-2028', preview: true })).json();
    expect(asked).toMatchObject({
      preview: true,
      added: [{ date: '2027-01-06', name: 'Epiphany' }],
      changed: [],
      left: [],
      leftOut: [{ name: 'Party', why: 'timed' }],
      calendar: { version: 1, exceptions: [] },
    });
    expect((await take({ ics, years: '2026-2028' }, { 'if-match': '"v7"' })).statusCode).toBe(412);
    const done = await take({ ics, years: '2026-2028' }, { 'if-match': '"v1"' });
    expect(done.headers.etag).toBe('"v2"');
    expect(done.json().calendar).toMatchObject({
      version: 2,
      exceptions: [{ date: '2027-01-06', name: 'Epiphany' }],
    });
    const again = (await take({ days: [{ date: '2027-01-06', name: 'Epiphany' }] })).json();
    expect(again).toMatchObject({ added: [], left: [{ why: 'there' }], calendar: { version: 2 } });
  });

  it('is done once, however often it is sent with one key', async () => {
    const body = { days: [{ date: '2027-05-01', name: 'Labour Day' }] };
    const send = () => take(body, { 'idempotency-key': 'one' });
    const [first, second] = [await send(), await send()];
    expect(second.json()).toEqual(first.json());
    expect((await admin.get('/calendars/berlin')).json().version).toBe(3);
  });

  it('is refused with the field that is wrong', async () => {
    const refused = async (body: object) => {
      const answer = await take(body);
      return `${answer.statusCode} ${answer.json().errors?.[0]?.pointer}`;
    };
    expect(await refused({ ics: 'hello' })).toBe('400 /ics');
    expect(await refused({})).toBe('400 ');
    expect(await refused({ days: [{ date: '2027-02-30', name: 'x' }] })).toBe('400 /days/0/date');
    expect(await refused({ days: [{ date: '2027-02-01', name: ' ' }] })).toBe('400 /days/0/name');
  });
});
