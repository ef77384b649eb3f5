/** Rotas over HTTP: planned, read, overridden, exchanged, subscribed to, and named by those who are to be told. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Principal } from '#domain/people/access.ts';
import { peopleOf } from '#domain/processes/people.ts';
import { getRota } from '#domain/rotas/rotas.ts';
import { acceptSwap } from '#domain/rotas/swaps.ts';
import { type Client, clientFor, createTestApp, type TestApp } from '#tests/support/app.ts';
import { policyOf } from '#tests/support/policies.ts';

const MONDAY = Date.parse('2027-01-04T08:00:00.000Z');
const DAY_MS = 86_400_000;
/** So many days after the first hand-over, which is on a Monday at nine in Berlin. */
const day = (days: number): string => new Date(MONDAY + days * DAY_MS).toISOString();
const week = (weeks: number) => ({ from: day(weeks * 7), to: day(weeks * 7 + 7) });

let test: TestApp;
let admin: Client;
let ann: Client;
let bo: Client;
let cy: Client;
let stranger: Client;
let made = 0;
let key = '';
beforeAll(async () => {
  test = await createTestApp();
  admin = await test.signInAs('admin', { name: 'Ada' });
  ann = await test.signInAs('agent', { name: 'Ann' });
  bo = await test.signInAs('agent', { name: 'Bo' });
  cy = await test.signInAs('agent', { name: 'Cy' });
  stranger = await test.signInAs('agent', { name: 'Stranger' });
});
afterAll(() => test.close());
beforeEach(async () => {
  test.standAt(MONDAY + DAY_MS);
  made += 1;
  key = `network-${made}`;
  const answer = await admin.post('/rotas', plan(key));
  expect(answer.statusCode, answer.body).toBe(201);
});

const layer = (change: object = {}) => ({
  id: 'weeks',
  name: 'Weeks',
  people: [ann.email, bo.email, cy.email],
  rotation: { every: 1, unit: 'week', weekday: 'mon', at: '09:00' },
  startsOn: '2027-01-04',
  ...change,
});
const plan = (called: string, change: object = {}) => ({
  key: called,
  name: 'Network',
  timeZone: 'Europe/Berlin',
  layers: [layer()],
  ...change,
});
type Told = { from: string; to: string; person: { name: string } };
const schedule = async (span = { from: day(0), to: day(21) }): Promise<string[]> => {
  const answer = await ann.get(`/rotas/${key}/shifts?from=${span.from}&to=${span.to}`);
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json().schedule.map(({ person, from, to }: Told) => `${person.name} ${from} ${to}`);
};
const onCall = async (at: string): Promise<string | undefined> =>
  (await ann.get(`/rotas/${key}/on-call?at=${at}`)).json().shift?.person.name;

describe('a rota', () => {
  it('says who is on call, until when, and who comes next', async () => {
    const read = (await stranger.get(`/rotas/${key}`)).json();
    expect(read).toMatchObject({
      name: 'Network',
      isMember: false,
      allowed: ['read'],
      onCall: {
        shift: { person: { name: 'Ann' }, to: day(7), layer: { name: 'Weeks' }, change: null },
        next: { person: { name: 'Bo' }, from: day(7), to: day(14) },
        gap: null,
      },
    });
    expect((await ann.get(`/rotas/${key}`)).json().allowed).toEqual(['read', 'override', 'swap']);
    const list = (await ann.get('/rotas?limit=1')).json();
    expect(list.items[0].onCall.shift.person.name).toBe('Ann');
    const all = (await ann.get(`/on-call?at=${day(8)}`)).json();
    expect(all.items.find((one: { rota: { key: string } }) => one.rota.key === key)).toMatchObject({
      shift: { person: { name: 'Bo' } },
    });
  });

  it('is changed from now on: who was on call stays who it was', async () => {
    const before = await schedule({ from: day(0), to: day(8) });
    test.standAt(MONDAY + 8 * DAY_MS);
    const changed = await admin.patch(
      `/rotas/${key}`,
      { layers: [layer({ people: [cy.email] })] },
      { 'if-match': '"v1"' },
    );
    expect(changed.statusCode, changed.body).toBe(200);
    expect(changed.headers.etag).toBe('"v2"');
    expect(await schedule({ from: day(0), to: day(8) })).toEqual(before);
    expect(await onCall(day(9))).toBe('Cy');
    const stale = await admin.patch(`/rotas/${key}`, { name: 'Late' }, { 'if-match': '"v1"' });
    expect(stale.json()).toMatchObject({ type: '/problems/stale_version', currentVersion: 2 });
  });

  it('is refused with the place of each mistake', async () => {
    const answer = await admin.post(
      '/rotas',
      plan('odd', {
        timeZone: 'Europe/Nowhere',
        layers: [
          layer({ people: ['nobody@example.test'], holidays: { calendar: 'none', take: 'also' } }),
        ],
      }),
    );
    expect(answer.statusCode).toBe(400);
    expect(answer.json().errors.map((one: { pointer: string }) => one.pointer)).toEqual([
      '/timeZone',
      '/layers/0/people/0',
      '/layers/0/holidays/calendar',
    ]);
    expect((await admin.post('/rotas', plan(key))).statusCode).toBe(409);
  });

  it('is planned by who manages settings, and read by who reads the directory', async () => {
    expect((await ann.patch(`/rotas/${key}`, { name: 'Mine' })).statusCode).toBe(403);
    expect((await ann.delete(`/rotas/${key}`)).statusCode).toBe(403);
    const requester = await test.signInAs('requester');
    expect((await requester.get(`/rotas/${key}`)).statusCode).toBe(403);
  });

  it('takes the holidays of a calendar', async () => {
    await admin.post('/calendars', {
      key: `de-${made}`,
      name: 'DE',
      timeZone: 'Europe/Berlin',
      week: { mon: [['09:00', '17:00']] },
      holidays: ['2027-01-06'],
    });
    const holidays = layer({
      id: 'holidays',
      name: 'Holidays',
      people: [cy.email],
      holidays: { calendar: `de-${made}`, take: 'only' },
    });
    await admin.patch(`/rotas/${key}`, { layers: [layer(), holidays] });
    expect(await onCall('2027-01-06T12:00:00.000Z')).toBe('Cy');
    expect(await onCall('2027-01-07T12:00:00.000Z')).toBe('Ann');
    const refused = await admin.delete(`/calendars/de-${made}`);
    expect(refused.json(), refused.body).toMatchObject({ type: '/problems/in_use' });
    await admin.patch(`/rotas/${key}`, { layers: [layer()] });
    expect((await admin.delete(`/calendars/de-${made}`)).statusCode).toBe(204);
  });

  it('says who comes next, however long a turn is', async () => {
    const long = layer({ rotation: { every: 26, unit: 'week', weekday: 'mon', at: '09:00' } });
    await admin.patch(`/rotas/${key}`, { layers: [long] });
    const { shift, next } = (await ann.get(`/rotas/${key}/on-call`)).json();
    expect(shift.person.name).toBe('Ann');
    expect(next).toMatchObject({ person: { name: 'Bo' }, from: shift.to });
  });
});

describe('what is wrong in a rota', () => {
  it('is told: nobody, somebody who may not sign in, one person in two places', async () => {
    const leaving = await test.signInAs('agent', { name: 'Leaving' });
    const mornings = { mon: [['09:00', '12:00']] };
    await admin.patch(`/rotas/${key}`, {
      layers: [layer({ people: [leaving.email, bo.email], hours: mornings })],
      needed: { mon: [['09:00', '13:00']] },
    });
    await admin.post('/rotas', plan(`other-${made}`, { layers: [layer({ people: [bo.email] })] }));
    await admin.patch(`/users/${leaving.personId}`, { active: false });
    const { from, to } = { from: day(7), to: day(20) };
    const told = (await ann.get(`/rotas/${key}/shifts?from=${from}&to=${to}`)).json();
    expect(told.gaps).toMatchObject([
      { from: '2027-01-11T11:00:00.000Z', to: '2027-01-11T12:00:00.000Z', reason: 'nobody' },
      {
        from: '2027-01-18T08:00:00.000Z',
        to: '2027-01-18T11:00:00.000Z',
        reason: 'inactive',
        person: { name: 'Leaving', active: false },
      },
      { from: '2027-01-18T11:00:00.000Z', reason: 'nobody' },
    ]);
    const double = told.doubleBookings.find(
      (one: { rotas: { key: string }[] }) => one.rotas.length > 1,
    );
    expect(double).toMatchObject({ person: { name: 'Bo' }, from: day(7) });
    expect((await ann.get(`/rotas/${key}/on-call?at=${day(14)}`)).json().gap).toMatchObject({
      reason: 'inactive',
    });
  });
});

describe('an override', () => {
  const span = { from: day(2), to: day(3) };

  it('is made by a member for themselves, changes its window, and is taken back', async () => {
    const answer = await bo.post(`/rotas/${key}/overrides`, {
      person: bo.email,
      reason: 'Ann is at the dentist',
      ...span,
    });
    expect(answer.statusCode, answer.body).toBe(201);
    const override = answer.json();
    expect(override).toMatchObject({
      person: { name: 'Bo' },
      madeBy: { name: 'Bo' },
      reason: 'Ann is at the dentist',
      allowed: ['takeBack'],
    });
    expect(await schedule({ from: day(1), to: day(4) })).toEqual([
      `Ann ${day(1)} ${day(2)}`,
      `Bo ${day(2)} ${day(3)}`,
      `Ann ${day(3)} ${day(4)}`,
    ]);
    const path = `/rotas/${key}/overrides/${override.id}`;
    expect((await cy.delete(path)).statusCode).toBe(403);
    expect((await bo.delete(path, { 'if-match': '"v7"' })).statusCode).toBe(412);
    expect((await bo.delete(path)).statusCode).toBe(204);
    expect((await bo.delete(path)).statusCode).toBe(409);
    expect(await onCall(span.from)).toBe('Ann');
    const list = (await ann.get(`/rotas/${key}/overrides`)).json().items;
    expect(list).toMatchObject([{ id: override.id, takenBackAt: day(1), allowed: [] }]);
  });

  it('that has begun ends when it is taken back, and rewrites nothing', async () => {
    const { id, from } = (
      await admin.post(`/rotas/${key}/overrides`, { person: cy.email, from: day(0), to: day(4) })
    ).json();
    expect(from).toBe(day(1));
    test.standAt(MONDAY + 2 * DAY_MS);
    expect((await admin.delete(`/rotas/${key}/overrides/${id}`)).statusCode).toBe(204);
    expect(await schedule({ from: day(0), to: day(4) })).toEqual([
      `Ann ${day(0)} ${day(1)}`,
      `Cy ${day(1)} ${day(2)}`,
      `Ann ${day(2)} ${day(4)}`,
    ]);
  });

  it('lets members give away what is theirs, and nothing else', async () => {
    const put = (who: Client, person: string, while_ = span) =>
      who.post(`/rotas/${key}/overrides`, { person, ...while_ });
    expect((await put(ann, cy.email)).statusCode).toBe(201);
    expect((await put(bo, ann.email, week(2))).statusCode).toBe(403);
    expect((await put(ann, stranger.email, { from: day(4), to: day(5) })).statusCode).toBe(403);
    expect((await put(stranger, stranger.email)).statusCode).toBe(403);
    expect((await put(admin, stranger.email)).statusCode).toBe(201);
    const wrong = await put(admin, bo.email, { from: day(3), to: day(3) });
    expect(wrong.json().errors[0].pointer).toBe('/to');
    const past = await put(admin, bo.email, { from: day(0), to: day(0.5) });
    expect(past.json().errors[0].pointer).toBe('/to');
  });

  it('is made once, however often it is sent, and told to who stands in', async () => {
    const send = () =>
      admin.post(
        `/rotas/${key}/overrides`,
        { person: cy.email, ...span },
        { 'idempotency-key': `once-${made}` },
      );
    const [first, second] = [await send(), await send()];
    expect(second.json()).toEqual(first.json());
    const told = await test.work((work) =>
      work.em.execute<{ subject: string }[]>('select subject from mail where to_address = ?', [
        cy.email,
      ]),
    );
    expect(told.map(({ subject }) => subject)).toContain('Ada has put you on call in “Network”');
  });
});

describe('a swap', () => {
  const ask = (who = ann, change: object = {}) =>
    who.post(`/rotas/${key}/swaps`, {
      gives: week(3),
      takes: { person: bo.email, ...week(1) },
      reason: 'Holidays',
      ...change,
    });

  it('moves nothing until the other has accepted it', async () => {
    const answer = await ask();
    expect(answer.statusCode, answer.body).toBe(201);
    const swap = answer.json();
    expect(swap).toMatchObject({ state: 'asked', allowed: ['takeBack'], asker: { name: 'Ann' } });
    expect(await onCall(day(8))).toBe('Bo');
    const path = `/rotas/${key}/swaps/${swap.id}`;
    expect((await bo.get(path)).json().allowed).toEqual(['accept', 'decline', 'takeBack']);
    for (const other of [ann, cy, admin])
      expect((await other.post(`${path}/accept`)).statusCode).toBe(403);
    const accepted = await bo.post(`${path}/accept`, undefined, { 'if-match': '"v1"' });
    expect(accepted.json()).toMatchObject({ state: 'accepted', version: 2 });
    expect(await onCall(day(8))).toBe('Ann');
    expect(await onCall(day(22))).toBe('Bo');
    expect((await bo.post(`${path}/decline`)).statusCode).toBe(409);
  });

  it('is taken back by either of them or by who manages rotas, until it begins', async () => {
    for (const who of [ann, bo, admin]) {
      const { id } = (await ask()).json();
      await bo.post(`/rotas/${key}/swaps/${id}/accept`);
      expect((await cy.post(`/rotas/${key}/swaps/${id}/take-back`)).statusCode).toBe(403);
      const back = await who.post(`/rotas/${key}/swaps/${id}/take-back`);
      expect(back.json().state, back.body).toBe('takenBack');
      expect(await onCall(day(8))).toBe('Bo');
    }
    const { id } = (await ask()).json();
    await bo.post(`/rotas/${key}/swaps/${id}/accept`);
    test.standAt(MONDAY + 8 * DAY_MS);
    expect((await ann.post(`/rotas/${key}/swaps/${id}/take-back`)).statusCode).toBe(409);
  });

  it('is declined, and then is closed', async () => {
    const { id } = (await ask()).json();
    const declined = await bo.post(`/rotas/${key}/swaps/${id}/decline`);
    expect(declined.json()).toMatchObject({ state: 'declined', allowed: [] });
    expect((await bo.post(`/rotas/${key}/swaps/${id}/accept`)).statusCode).toBe(409);
  });

  it('is of shifts that are theirs, when it is asked and when it is accepted', async () => {
    const pointer = async (change: object, who = ann) =>
      (await ask(who, change)).json().errors?.[0].pointer;
    expect(await pointer({ gives: week(2) })).toBe('/gives');
    expect(await pointer({ takes: { person: bo.email, ...week(2) } })).toBe('/takes');
    expect(await pointer({ takes: { person: ann.email, ...week(3) } })).toBe('/takes/person');
    expect(await pointer({ gives: { from: day(0), to: day(5) } })).toBe('/gives/from');
    const { id } = (await ask()).json();
    await admin.post(`/rotas/${key}/overrides`, { person: cy.email, from: day(9), to: day(10) });
    const late = await bo.post(`/rotas/${key}/swaps/${id}/accept`);
    expect(late.statusCode).toBe(409);
    expect(late.json().type).toBe('/problems/transition_not_allowed');
  });

  it('gives a shift once, whoever accepts it at the same time', async () => {
    const first = (await ask()).json().id;
    const second = (await ask(ann, { takes: { person: cy.email, ...week(2) } })).json().id;
    // Cy accepts before what Bo has accepted is committed.
    const late = await test.work(async (work) => {
      const rota = await getRota(work, key);
      const other = { personId: bo.personId, name: 'Bo' } as Principal;
      await acceptSwap(work, other, rota, first);
      const answer = cy.post(`/rotas/${key}/swaps/${second}/accept`).then((one) => one.statusCode);
      await Promise.race([answer, new Promise((soon) => setTimeout(soon, 500))]);
      return { answer };
    });
    expect(await late.answer).toBe(409);
    expect(await onCall(day(22))).toBe('Bo');
    expect(await onCall(day(15))).toBe('Cy');
  });

  it('is not taken back while one of its shifts has been exchanged again', async () => {
    const { id } = (await ask()).json();
    await bo.post(`/rotas/${key}/swaps/${id}/accept`);
    // Bo has the shift of Ann now, and exchanges it for one of Cy.
    const again = (
      await ask(bo, { gives: week(3), takes: { person: cy.email, ...week(2) } })
    ).json();
    test.standAt(MONDAY + DAY_MS + 1);
    expect((await cy.post(`/rotas/${key}/swaps/${again.id}/accept`)).statusCode).toBe(200);
    expect((await ann.post(`/rotas/${key}/swaps/${id}/take-back`)).statusCode).toBe(409);
    expect(await onCall(day(22))).toBe('Cy');
    expect((await bo.post(`/rotas/${key}/swaps/${again.id}/take-back`)).statusCode).toBe(200);
    expect((await ann.post(`/rotas/${key}/swaps/${id}/take-back`)).statusCode).toBe(200);
    expect(await onCall(day(22))).toBe('Ann');
  });

  it('is not accepted from somebody who may not sign in any more', async () => {
    const leaving = await test.signInAs('agent', { name: 'Leaving' });
    await admin.patch(`/rotas/${key}`, { layers: [layer({ people: [leaving.email, bo.email] })] });
    const { id } = (await ask(leaving, { gives: week(2) })).json();
    await admin.patch(`/users/${leaving.personId}`, { active: false });
    expect((await bo.post(`/rotas/${key}/swaps/${id}/accept`)).statusCode).toBe(409);
    expect(await onCall(day(8))).toBe('Bo');
  });
});

describe('the calendar of a rota', () => {
  const anonymous = () => clientFor(test.app, {});
  /** What a calendar program asks for. */
  const pathOf = (address: string): string => {
    const url = new URL(address);
    return `/${url.pathname}${url.search}`;
  };
  const madeFor = async (who: Client, path: string): Promise<string> => {
    const answer = await who.post(path);
    expect(answer.statusCode, answer.body).toBe(201);
    return pathOf(answer.json().address);
  };

  it('is read by whoever has its address, until it is made anew', async () => {
    expect((await ann.get(`/rotas/${key}/feed`)).json().madeAt).toBeNull();
    const address = await madeFor(ann, `/rotas/${key}/feed`);
    const read = await anonymous().get(address);
    expect(read.statusCode, read.body).toBe(200);
    expect(read.headers['content-type']).toBe('text/calendar; charset=utf-8');
    const events = read.body.split('BEGIN:VEVENT');
    expect(events[1]).toContain(
      'DTSTART:20270104T080000Z\r\nDTEND:20270111T080000Z\r\nSUMMARY:Ann',
    );
    expect((await ann.get(`/rotas/${key}/feed`)).json().madeAt).toBe(day(1));
    const again = await madeFor(ann, `/rotas/${key}/feed`);
    expect((await anonymous().get(address)).statusCode).toBe(404);
    expect((await anonymous().get(again)).statusCode).toBe(200);
    expect((await ann.delete(`/rotas/${key}/feed`)).statusCode).toBe(204);
    expect((await anonymous().get(again)).statusCode).toBe(404);
  });

  it('keeps the uid of a shift that somebody else takes', async () => {
    const address = await madeFor(ann, `/rotas/${key}/feed`);
    const uids = async () =>
      [...(await anonymous().get(address)).body.matchAll(/UID:(.+)\r\n/g)].map(([, uid]) => uid);
    const before = await uids();
    await admin.post(`/rotas/${key}/overrides`, { person: cy.email, ...week(1) });
    expect(await uids()).toEqual(before);
    expect(new Set(before).size).toBe(before.length);
  });

  it('of a person has their shifts in all rotas, and ends with their access', async () => {
    const leaving = await test.signInAs('agent', { name: 'Leaving, soon; really' });
    await admin.post(
      '/rotas',
      plan(`more-${made}`, { layers: [layer({ people: [leaving.email] })] }),
    );
    await admin.patch(`/rotas/${key}`, { layers: [layer({ people: [leaving.email] })] });
    const address = await madeFor(leaving, '/on-call/feed');
    const read = await anonymous().get(address);
    expect(read.body).toContain('NAME:Leaving\\, soon\\; really\r\n');
    expect(read.body.match(/DTSTART:20270111T080000Z/g)).toHaveLength(2);
    const other = address.replace(leaving.personId, ann.personId);
    expect((await anonymous().get(other)).statusCode).toBe(404);
    await admin.patch(`/users/${leaving.personId}`, { active: false });
    expect((await anonymous().get(address)).statusCode).toBe(404);
    // Like their tokens it stays ended when they come back.
    await admin.patch(`/users/${leaving.personId}`, { active: true });
    expect((await anonymous().get(address)).statusCode).toBe(404);
  });
});

describe('who is on call', () => {
  const asked = (rota: string) =>
    test.work(async (work) =>
      (await peopleOf(work, [{ rota }, { user: stranger.email }], null)).map(
        ({ name, via }) => `${name} ${via}`,
      ),
    );

  it('is told of what a rota is told, for as long as it is them', async () => {
    expect(await asked(key)).toEqual([`Ann rota:${key}`, 'Stranger null']);
    test.standAt(MONDAY + 8 * DAY_MS);
    expect(await asked(key)).toEqual([`Bo rota:${key}`, 'Stranger null']);
    expect(await asked('nowhere')).toEqual(['Stranger null']);
  });

  it('may be named by a service target, and such a rota is not removed', async () => {
    const policy = policyOf(`on-call-${made}`, ['task'], 60, {
      thresholds: [
        {
          id: 'late',
          at: { before: { minutes: 30 } },
          actions: [{ type: 'notify', to: [{ rota: key }] }],
        },
      ],
    });
    const answer = await admin.post('/sla/policies', policy);
    expect(answer.statusCode, answer.body).toBe(201);
    const refused = await admin.delete(`/rotas/${key}`);
    expect(refused.json(), refused.body).toMatchObject({ type: '/problems/in_use' });
    await admin.delete(`/sla/policies/${answer.json().id}`);
    expect((await admin.delete(`/rotas/${key}`)).statusCode).toBe(204);
    expect((await admin.get(`/rotas/${key}`)).statusCode).toBe(404);
  });
});

describe('each change of a rota', () => {
  it('is recorded with who did it', async () => {
    const { id } = (await admin.get(`/rotas/${key}`)).json();
    await admin.patch(`/rotas/${key}`, { name: 'Network and servers' });
    await bo.post(`/rotas/${key}/overrides`, { person: bo.email, from: day(2), to: day(3) });
    const swap = await ann.post(`/rotas/${key}/swaps`, {
      gives: week(3),
      takes: { person: bo.email, ...week(1) },
    });
    await bo.post(`/rotas/${key}/swaps/${swap.json().id}/decline`);
    const events = await test.work((work) =>
      work.em.execute<{ type: string; actor_id: string }[]>(
        'select type, actor_id from event where subject_id = ? order by id',
        [id],
      ),
    );
    expect(events).toMatchObject([
      { type: 'rota.created', actor_id: admin.personId },
      { type: 'rota.changed', actor_id: admin.personId },
      { type: 'rota.overridden', actor_id: bo.personId },
      { type: 'rota.swapAsked', actor_id: ann.personId },
      { type: 'rota.swapDeclined', actor_id: bo.personId },
    ]);
  });
});
