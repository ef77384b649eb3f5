/** One caller, or one address, cannot take everything; who is refused is told when to come again. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBuckets, networkOf } from '#api/plugins/rate-limits.ts';
import { type Client, createTestApp, type TestApp } from '../support/app.ts';

let test: TestApp;
let ann: Client;
let ben: Client;
beforeAll(async () => {
  test = await createTestApp({ config: { RATE_LIMIT_PER_CALLER: 5, RATE_LIMIT_PER_ADDRESS: 30 } });
  ann = await test.signInAs('agent');
  ben = await test.signInAs('agent');
});
afterAll(() => test.close());

const from = (remoteAddress: string, url: string, headers = {}) =>
  test.app.inject({ url, remoteAddress, headers });

describe('requests', () => {
  it('are counted down for each token by itself', async () => {
    const answers = [];
    for (let turn = 0; turn < 6; turn += 1) answers.push(await ann.get('/me'));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200, 200, 429]);
    expect(answers[0]?.headers).toMatchObject({
      'ratelimit-policy': '"caller";q=5;w=60',
      ratelimit: '"caller";r=4;t=12',
    });
    const refused = answers[5];
    expect(refused?.json()).toMatchObject({ type: '/problems/rate_limited', retryable: true });
    expect(refused?.headers['content-type']).toContain('application/problem+json');
    expect(Number(refused?.headers['retry-after'])).toBeGreaterThan(0);
    expect(Number(refused?.headers['retry-after'])).toBeLessThanOrEqual(12);
    expect((await ben.get('/me')).statusCode).toBe(200);
  });

  it('are counted down for each address, also of nobody, and never for health and pages', async () => {
    const statuses = [];
    for (let turn = 0; turn < 31; turn += 1)
      statuses.push((await from('198.51.100.1', '/api/v1/me')).statusCode);
    expect(statuses.slice(0, 30)).toEqual(Array(30).fill(401));
    expect(statuses[30]).toBe(429);
    expect((await from('198.51.100.2', '/api/v1/me')).statusCode).toBe(401);
    expect((await from('198.51.100.1', '/%61pi/v1/me')).statusCode).toBe(429);
    expect((await from('198.51.100.1', '/health/live')).statusCode).toBe(200);
    expect((await from('198.51.100.1', '/problems/rate_limited')).statusCode).toBe(200);
  });
});

describe('a bucket', () => {
  it('holds a minute’s worth, and fills steadily', () => {
    let at = 0;
    const buckets = createBuckets(60, () => at);
    for (let turn = 0; turn < 60; turn += 1) expect(buckets.spend('a').retryInSeconds).toBe(0);
    expect(buckets.spend('a')).toEqual({ left: 0, fullInSeconds: 60, retryInSeconds: 1 });
    at += 3_000;
    expect([1, 2, 3, 4].map(() => buckets.spend('a').retryInSeconds)).toEqual([0, 0, 0, 1]);
    expect(buckets.spend('b').left).toBe(59);
  });

  it('is forgotten among very many', () => {
    const buckets = createBuckets(2, () => 0);
    for (let key = 0; key < 120_000; key += 1) buckets.spend(String(key));
    expect(buckets.spend('0').left).toBe(1);
  });
});

it.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '::ffff:192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:db8::6', '2001:db8:0:0'],
  ['2001:db8:1:2::', '2001:db8:1:2'],
  ['::1', '0:0:0:0'],
])('the network of %s is %s', (address, network) => expect(networkOf(address)).toBe(network));
