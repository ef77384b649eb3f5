/** How the web app is served: one page under a strict policy, files that may be kept for ever, nothing else. */
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '#tests/support/app.ts';

const PAGE =
  '<!doctype html><html><head><meta name="csp-nonce" content="__CSP_NONCE__"></head><body><script nonce="__CSP_NONCE__" src="/assets/main-abc.js"></script></body></html>';
const SCRIPT = `console.log(${JSON.stringify('perdura '.repeat(500))});`;

let root: string;
let test: TestApp;
beforeAll(async () => {
  root = mkdtempSync(path.join(tmpdir(), 'perdura-web-'));
  mkdirSync(path.join(root, 'dist/assets'), { recursive: true });
  writeFileSync(path.join(root, 'secret.txt'), 'not for anybody');
  writeFileSync(path.join(root, 'dist/index.html'), PAGE);
  writeFileSync(path.join(root, 'dist/mark.svg'), '<svg/>');
  writeFileSync(path.join(root, 'dist/assets/main-abc.js'), SCRIPT);
  test = await createTestApp({ config: { WEB_ROOT: path.join(root, 'dist') } });
});
afterAll(async () => {
  await test.close();
  rmSync(root, { recursive: true, force: true });
});

const get = (url: string, headers: Record<string, string> = {}) =>
  test.app.inject({ method: 'GET', url, headers });
const browser = { accept: 'text/html,application/xhtml+xml' };

describe('the web app', () => {
  it('is one page at every address a browser opens, with a nonce of its own each time', async () => {
    const nonces = new Set<string>();
    for (const url of [
      '/',
      '/desk',
      '/tickets/INC-000001?tab=timeline',
      '/processes/hello/draft',
    ]) {
      const { statusCode, body, headers } = await get(url, browser);
      expect(statusCode).toBe(200);
      const nonce = /content="([^"]+)"/.exec(body)?.[1] ?? '';
      nonces.add(nonce);
      expect(body).not.toContain('__CSP_NONCE__');
      const policy = String(headers['content-security-policy']);
      expect(policy).toContain(`script-src 'self' 'nonce-${nonce}'`);
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy.match(/unsafe-[a-z]+/g)).toEqual(['unsafe-inline']);
      expect(policy).toContain("style-src-attr 'unsafe-inline'");
      expect(headers['cache-control']).toBe('no-store');
    }
    expect(nonces.size).toBe(4);
  });

  it('gives files that never change to be kept for ever, compressed as the browser likes it', async () => {
    const plain = await get('/assets/main-abc.js');
    expect(plain.headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'accept-encoding',
    });
    expect(plain.body).toBe(SCRIPT);
    const brotli = await get('/assets/main-abc.js', { 'accept-encoding': 'gzip, deflate, br' });
    expect(brotli.headers['content-encoding']).toBe('br');
    expect(brotliDecompressSync(brotli.rawPayload).toString()).toBe(SCRIPT);
    const gzip = await get('/assets/main-abc.js', { 'accept-encoding': 'gzip, br;q=0' });
    expect(gunzipSync(gzip.rawPayload).toString()).toBe(SCRIPT);
    expect(
      (await get('/assets/main-abc.js', { 'if-none-match': String(plain.headers.etag) }))
        .statusCode,
    ).toBe(304);
    expect((await get('/mark.svg')).headers['cache-control']).toBe('public, max-age=300');
  });

  it('gives nothing else: not what was not built, not what lies beside it, no page to programs', async () => {
    for (const url of [
      '/assets/gone-123.js',
      '/../secret.txt',
      '/%2e%2e/secret.txt',
      '/..%2fsecret.txt',
      '/assets/..%2f..%2fsecret.txt',
      '/api/v1/nothing',
      '/api/nothing',
    ]) {
      const answer = await get(
        url,
        url.startsWith('/assets') || url.startsWith('/api') ? browser : {},
      );
      expect([url, answer.statusCode]).toEqual([url, 404]);
      expect(answer.headers['content-type']).toContain('application/problem+json');
    }
    expect((await get('/desk')).statusCode).toBe(404);
    expect((await test.app.inject({ method: 'POST', url: '/desk' })).statusCode).toBe(404);
  });

  it('takes up a new build without a restart', async () => {
    writeFileSync(path.join(root, 'dist/assets/main-def.js'), 'new');
    const index = path.join(root, 'dist/index.html');
    writeFileSync(index, PAGE.replace('main-abc', 'main-def'));
    utimesSync(index, new Date(), new Date(Date.now() + 5_000));
    expect((await get('/', browser)).body).toContain('main-def');
    expect((await get('/assets/main-def.js')).body).toBe('new');
  });

  it('finds what a build wrote after its page, and serves the last build while the next is made', async () => {
    const late = path.join(root, 'dist/assets/late-ghi.js');
    writeFileSync(late, 'late');
    await expect
      .poll(async () => (await get('/assets/late-ghi.js')).statusCode, { timeout: 10_000 })
      .toBe(200);
    rmSync(path.join(root, 'dist/index.html'));
    rmSync(late);
    expect((await get('/desk', browser)).body).toContain('main-def');
    writeFileSync(path.join(root, 'dist/index.html'), PAGE.replace('main-abc', 'main-later'));
    expect((await get('/desk', browser)).body).toContain('main-later');
    expect((await get('/assets/late-ghi.js')).body).toBe('late');
  });
});

describe('behind a proxy that ends TLS', () => {
  it('cookies are for TLS only, and browsers are told to stay with it', async () => {
    const trusting = await createTestApp({ config: { TRUST_PROXY: 'loopback' } });
    const answer = await trusting.app.inject({
      method: 'POST',
      url: '/api/v1/auth/login',
      headers: { 'x-forwarded-proto': 'https', 'x-forwarded-for': '203.0.113.9' },
      payload: { email: 'a@b.test', password: 'x' },
      remoteAddress: '127.0.0.1',
    });
    expect(answer.headers['strict-transport-security']).toContain('max-age');
    await trusting.close();
  });
});
