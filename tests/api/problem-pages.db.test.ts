/** The `type` of a problem is an address that can be opened. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PROBLEMS } from '#api/problems.ts';
import { createTestApp, type TestApp } from '../support/app.ts';

let test: TestApp;
beforeAll(async () => {
  test = await createTestApp();
});
afterAll(() => test.close());

const get = (url: string) => test.app.inject({ url, headers: { accept: 'text/html' } });

it('tells of each problem, to anybody, without anything from elsewhere', async () => {
  for (const [code, { title }] of Object.entries(PROBLEMS)) {
    const page = await get(`/problems/${code}`);
    expect([code, page.statusCode]).toEqual([code, 200]);
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    expect(page.body).toContain(`<h1>${title}</h1>`);
    expect(page.body.slice(page.body.indexOf('<main>')).length, code).toBeGreaterThan(100);
    expect(page.body).not.toMatch(/<script|style=|https?:|`/);
  }
});

it('lists them all', async () => {
  const { statusCode, body } = await get('/problems');
  expect(statusCode).toBe(200);
  for (const code of Object.keys(PROBLEMS)) expect(body).toContain(`href="/problems/${code}"`);
  expect(body).toContain('&quot;pointer&quot;: &quot;/title&quot;');
});

it('is styled, and knows no other', async () => {
  expect((await get('/problems/style.css')).headers['content-type']).toContain('text/css');
  for (const code of ['nothing', '__proto__', 'constructor', '%3Cscript%3E'])
    expect((await test.app.inject({ url: `/problems/${code}` })).statusCode, code).toBe(404);
});

it('is what a problem points to', async () => {
  const { type } = (await test.app.inject({ url: '/api/v1/me' })).json();
  expect((await get(type)).statusCode).toBe(200);
});
