/** Whatever body is sent: a clear problem, never a 500. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BadSender, createBadSender } from '#tests/support/bad-sender.ts';
import { nameOf } from '#tests/support/routes.ts';
import { TAKEN_BODIES } from '#tests/support/taken-bodies.ts';

/** Bodies that are taken as they come and held against their own schema by the domain. */
const OPEN_BODIES = new Set([
  'PUT /processes/{key}/draft',
  'PUT /rulesets/{key}',
  'POST /processes/{key}/draft/validate',
]);

let sender: BadSender;
const send: BadSender['send'] = (...given) => sender.send(...given);
const isProblem: BadSender['isProblem'] = (...given) => sender.isProblem(...given);
beforeAll(async () => {
  sender = await createBadSender();
}, 60_000);
afterAll(() => sender.test.close());

const withBody = () => sender.routes.filter((route) => route.takesBody);
const closed = () => withBody().filter((route) => !OPEN_BODIES.has(nameOf(route)));

describe('a body', () => {
  it('that is not JSON is 400', async () => {
    for (const route of withBody()) {
      for (const body of ['{"a":', 'hello', '{"a":1}}', '{a:1}', '\u0000'])
        await isProblem(route, { body }, 400, 'malformed_json');
    }
  });

  it('that would reach a prototype is 400', async () => {
    for (const route of withBody()) {
      await isProblem(route, { body: '{"__proto__":{"admin":true}}' }, 400, 'malformed_json');
      await isProblem(
        route,
        { body: '{"custom":{"constructor":{"prototype":{"admin":true}}}}' },
        400,
        'malformed_json',
      );
    }
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });

  it('of another media type is 415', async () => {
    for (const route of withBody()) {
      for (const type of [
        'text/plain',
        'application/x-www-form-urlencoded',
        'multipart/form-data',
        'application/xml',
        'nonsense',
      ]) {
        await isProblem(route, { body: 'a=b', type }, 415, 'unsupported_media_type');
      }
    }
  });

  it('of ten megabytes is 413', async () => {
    const body = JSON.stringify({ title: 'x'.repeat(10_000_000) });
    for (const route of withBody()) await isProblem(route, { body }, 413, 'body_too_large');
  });

  it('of another shape is 400', async () => {
    for (const route of withBody()) {
      for (const body of ['[]', '"text"', '5', 'true', '[{}]'])
        await isProblem(route, { body }, 400);
    }
  });

  it('nested a thousand deep is 400', async () => {
    const body = `{"custom":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    for (const route of withBody()) await isProblem(route, { body }, 400, 'malformed_json');
  });

  it('with text that cannot be stored is 400 and says where', async () => {
    for (const route of withBody()) {
      const problem = await isProblem(
        route,
        { body: '{"name":"a\\u0000b","x":["\\ud800"]}' },
        400,
        'invalid_input',
      );
      expect(['/name', '/x/0']).toContain(problem.errors[0].pointer);
    }
  });

  it('with a field that is not known is refused, with a pointer to each such field', async () => {
    for (const route of closed()) {
      const body = { ...(TAKEN_BODIES[nameOf(route)] as object), titel: 1, 'a/b~c': 2 };
      const problem = await isProblem(route, { body: JSON.stringify(body) }, 400, 'invalid_input');
      const pointers = problem.errors.map((error: { pointer: string }) => error.pointer);
      expect(pointers, nameOf(route)).toEqual(expect.arrayContaining(['/titel', '/a~1b~0c']));
    }
  });

  it('with wrong types is refused, with a pointer to each', async () => {
    for (const route of closed()) {
      const taken = TAKEN_BODIES[nameOf(route)] as Record<string, unknown>;
      const fields = Object.keys(taken);
      if (fields.length === 0) continue;
      for (const wrong of [{ no: 1 }, [[1]], 3.5e300]) {
        const flipped = (value: unknown) =>
          typeof value === 'object'
            ? Array.isArray(wrong) || typeof wrong !== 'object'
              ? wrong
              : 5
            : wrong;
        const body = Object.fromEntries(fields.map((field) => [field, flipped(taken[field])]));
        const problem = await isProblem(
          route,
          { body: JSON.stringify(body) },
          400,
          'invalid_input',
        );
        expect(problem.errors.length, nameOf(route)).toBeGreaterThan(0);
        for (const error of problem.errors) expect(error.pointer, nameOf(route)).toMatch(/^(\/|$)/);
      }
    }
  });

  it('that is left out names every field that is required', async () => {
    const problem = await isProblem(
      sender.routes.find((route) => nameOf(route) === 'POST /tickets')!,
      { body: '{}' },
      400,
      'invalid_input',
    );
    expect(problem.errors).toEqual([
      { pointer: '/type', detail: 'is required.' },
      { pointer: '/title', detail: 'is required.' },
    ]);
    const none = await send(sender.routes.find((route) => nameOf(route) === 'POST /tickets')!, {});
    expect(none.json().errors).toEqual(problem.errors);
  });

  it('of any JSON at all never breaks anything', async () => {
    const names = fc.constantFrom(
      'name',
      'title',
      'key',
      'type',
      'values',
      'custom',
      'roles',
      'members',
      'elements',
      'flows',
      'rules',
      'facts',
      'permissions',
      'week',
      'targets',
      'items',
      'change',
      'x',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.constantFrom(
        "'; drop table ticket; --",
        '%',
        '\\',
        '{{ticket.number}}',
        '$1',
        '?',
        '::uuid',
        '{}',
        'null',
      ),
    );
    const { json } = fc.letrec((tie) => ({
      json: fc.oneof(
        { maxDepth: 4 },
        text,
        fc.double(),
        fc.maxSafeInteger(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('json'), { maxLength: 4 }),
        fc.dictionary(fc.oneof(names, text), tie('json'), { maxKeys: 5 }),
      ),
    }));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...withBody()),
        fc.dictionary(names, json, { maxKeys: 8 }),
        fc.boolean(),
        async (route, random, mixed) => {
          const body = mixed ? { ...(TAKEN_BODIES[nameOf(route)] as object), ...random } : random;
          const answer = await send(route, { body: JSON.stringify(body) });
          expect(answer.statusCode, `${nameOf(route)} ${answer.body}`).toBeLessThan(500);
        },
      ),
      { numRuns: 400 },
    );
  }, 120_000);
});
