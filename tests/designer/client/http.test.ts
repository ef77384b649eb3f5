/** What is sent with each call, and what becomes of each answer. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  get,
  patch,
  post,
  send,
  setCsrfToken,
  toSearch,
  whenSignedOut,
} from '#designer/client/http.ts';
import { fieldError, isProblem, ProblemError } from '#designer/client/problem.ts';
import { describeProblem } from '#designer/ui/describe-problem.ts';

const calls: { url: string; init: RequestInit & { headers: Record<string, string> } }[] = [];
let answer: () => Response;

beforeEach(() => {
  calls.length = 0;
  setCsrfToken('token-1');
  answer = () => Response.json({ ok: true }, { headers: { etag: '"v3"' } });
  vi.stubGlobal('fetch', async (url: string, init: (typeof calls)[0]['init']) => {
    calls.push({ url, init });
    return answer();
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  whenSignedOut(() => {});
});

const problem = (status: number, body: object) => () =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/problem+json', 'x-request-id': 'r-1' },
  });
const caught = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error: unknown) => error,
  );

describe('a call to the API', () => {
  it('reads without a token and with its query, leaving out what is empty', async () => {
    await get('/tickets', {
      q: 'a b',
      status: ['new', 'on_hold'],
      queue: undefined,
      cursor: null,
      type: '',
    });
    expect(calls[0]?.url).toBe('/api/v1/tickets?q=a+b&status=new%2Con_hold');
    expect(calls[0]?.init.headers).not.toHaveProperty('x-csrf-token');
    expect(toSearch({})).toBe('');
  });

  it('creates with the session’s token and a key of its own, or the key it is given', async () => {
    await post('/tickets', { title: 'x' });
    await post('/tickets', { title: 'x' });
    await post('/tickets', { title: 'x' }, { idempotencyKey: 'mine' });
    const keys = calls.map(({ init }) => init.headers['idempotency-key']);
    expect(new Set(keys).size).toBe(3);
    expect(keys[2]).toBe('mine');
    expect(calls[0]?.init.headers['x-csrf-token']).toBe('token-1');
  });

  it('changes what it has read, and nothing newer', async () => {
    await patch('/tickets/1', { title: 'x' }, { version: 7 });
    expect(calls[0]?.init.headers['if-match']).toBe('"v7"');
    expect((await send('GET', '/tickets/1')).etag).toBe('"v3"');
  });

  it('becomes a problem with its code, its request and its fields', async () => {
    answer = problem(400, {
      type: '/problems/invalid_input',
      title: 'The input is not valid',
      instance: 'urn:request:r-9',
      errors: [{ pointer: '/title', detail: 'Write something.' }],
    });
    const error = await caught(post('/tickets', {}));
    expect(error).toBeInstanceOf(ProblemError);
    expect(error).toMatchObject({
      status: 400,
      code: 'invalid_input',
      requestId: 'r-9',
      retryable: false,
    });
    expect(fieldError(error, '/title')).toBe('Write something.');
    expect(fieldError(error, '/queue')).toBeUndefined();
  });

  it('is a problem as well when nothing answers, one that may be tried again', async () => {
    answer = () => {
      throw new TypeError('Failed to fetch');
    };
    const error = await caught(get('/me'));
    expect(error).toMatchObject({ status: 0, code: 'unreachable', retryable: true });
  });

  it('is a problem when what answers is no JSON of ours', async () => {
    answer = () =>
      new Response('<html>Bad gateway</html>', {
        status: 502,
        headers: { 'content-type': 'text/html' },
      });
    expect(await caught(get('/me'))).toMatchObject({ status: 502, retryable: true });
  });

  it('tells the shell when the session has ended, but not when a password was wrong', async () => {
    const ended = vi.fn();
    whenSignedOut(ended);
    answer = problem(401, { type: '/problems/sign_in_failed' });
    await caught(post('/auth/login', {}));
    expect(ended).not.toHaveBeenCalled();
    answer = problem(401, { type: '/problems/unauthenticated' });
    await caught(get('/me'));
    expect(ended).toHaveBeenCalledOnce();
  });
});

describe('words for a problem', () => {
  it('are ours where the server’s are for programs, and the server’s where they are for people', () => {
    expect(describeProblem(new ProblemError(403, { title: 'You may not do this' }))).toEqual({
      title: 'problem.forbidden',
      detail: 'problem.forbidden.detail',
    });
    expect(
      describeProblem(
        new ProblemError(409, {
          type: '/problems/task_not_open',
          detail: 'The task is no longer open.',
        }),
      ),
    ).toEqual({ title: 'problem.conflict', text: 'The task is no longer open.' });
    expect(
      describeProblem(
        new ProblemError(409, { type: '/problems/frozen', detail: 'The books are closed.' }),
      ),
    ).toEqual({ title: 'problem.asItStands', text: 'The books are closed.' });
    expect(describeProblem(new ProblemError(503, {})).title).toBe('problem.server');
    expect(describeProblem(new Error('x')).title).toBe('problem.title');
  });

  it('know their kind by code', () => {
    const error = new ProblemError(404, { type: '/problems/not_found' });
    expect([
      isProblem(error, 'not_found'),
      isProblem(error, 'other'),
      isProblem(new Error('x')),
    ]).toEqual([true, false, false]);
  });
});
