/** Whatever address or entity tag is sent: a clear problem, never a 500. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BadSender, createBadSender } from '#tests/support/bad-sender.ts';
import { addressOf, nameOf } from '#tests/support/routes.ts';
import { TAKEN_BODIES } from '#tests/support/taken-bodies.ts';

let sender: BadSender;
const send: BadSender['send'] = (...given) => sender.send(...given);
const isProblem: BadSender['isProblem'] = (...given) => sender.isProblem(...given);
beforeAll(async () => {
  sender = await createBadSender();
}, 60_000);
afterAll(() => sender.test.close());

describe('an address', () => {
  it('with an id that cannot be one is 404', async () => {
    const odd = [
      'x',
      '0',
      '-1',
      'null',
      'undefined',
      "' or 1=1 --",
      '01890a5d-ac96-774b-bcce',
      '01890a5d-ac96-774b-bcce-b302099a8057x',
      '😀',
      'a'.repeat(290),
      '%',
      '\\',
      '{}',
      'INC-99999999999999999999',
    ];
    for (const route of sender.routes.filter(
      (each) => each.path.includes('{') && !each.takesBody,
    )) {
      for (const id of odd)
        await isProblem(route, { url: addressOf(route.path, id) }, [404], undefined);
      await isProblem(route, { url: addressOf(route.path, 'a\u0000b') }, [400, 404]);
    }
  });

  it('that is far too long or broken is a problem, too', async () => {
    const [route] = sender.routes;
    await isProblem(route!, { url: `/users/${'a'.repeat(5000)}` }, [404, 414]);
    await isProblem(route!, { url: '/users/%zz' }, 400, 'bad_request');
  });

  it('with a query that is not right is 400 and says what', async () => {
    for (const route of sender.routes.filter(
      (each) => each.method === 'GET' && !each.path.includes('{'),
    )) {
      const problem = await isProblem(
        route,
        { url: `${route.path}?surely-not-known=1` },
        [400, 200],
      ).catch(() => null);
      const told = problem?.errors.map(({ pointer }: { pointer: string }) => pointer);
      if (problem) expect(told).toContain('/surely-not-known');
    }
    for (const query of [
      'limit=0',
      'limit=-5',
      'limit=abc',
      'limit=100000',
      'limit=1e9',
      'cursor=nonsense',
      `cursor=${Buffer.from('["a"').toString('base64url')}`,
      `cursor=${Buffer.from('[{"a":1},null]').toString('base64url')}`,
    ]) {
      for (const path of ['/users', '/tickets', '/runs', '/operations/mail', '/groups']) {
        const list = sender.routes.find((each) => nameOf(each) === `GET ${path}`)!;
        const problem = await isProblem(list, { url: `${path}?${query}` }, 400, 'invalid_input');
        expect(problem.errors[0].pointer, `${path} ${query}`).toBe(`/${query.split('=')[0]}`);
      }
    }
  });

  it('with a cursor of another list, or one that was tampered with, never breaks anything', async () => {
    const cursors = [
      ['a'],
      ['a', 'b'],
      [1, 2],
      [null, null],
      ['2020-13-45', 'x'],
      [true, 'x'],
      ['\u0000', '\u0000'],
      [1e300, 'x'],
    ].map((values) => Buffer.from(JSON.stringify(values)).toString('base64url'));
    for (const route of sender.routes.filter((each) => each.method === 'GET')) {
      for (const cursor of cursors) {
        const answer = await send(route, { url: `${sender.known(route)}?cursor=${cursor}` });
        expect(
          answer.statusCode,
          `${nameOf(route)} ${Buffer.from(cursor, 'base64url')} ${answer.body}`,
        ).toBeLessThan(500);
      }
    }
  }, 60_000);
});

describe('an entity tag', () => {
  it('that is stale, or was never ours, is 412 on every write to a record', async () => {
    for (const route of sender.routes.filter(
      (each) =>
        ['PATCH', 'DELETE'].includes(each.method) &&
        !/^\/me|\/cab\/|\/secrets|\/draft$|\/presence\/|\/feed$|\/status-address$|\/children\//.test(
          each.path,
        ),
    )) {
      const body = route.takesBody ? JSON.stringify(TAKEN_BODIES[nameOf(route)]) : undefined;
      for (const tag of ['"v999"', '"nonsense"', 'v1', '']) {
        await isProblem(route, { body, headers: { 'if-match': tag } }, 412, 'stale_version');
      }
    }
  });
});
