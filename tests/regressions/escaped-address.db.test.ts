/** A route asks who is calling and what they may do, however its address is written: escapes do not lead around that. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../support/app.ts';

let test: TestApp;
beforeAll(async () => {
  test = await createTestApp();
});
afterAll(() => test.close());

const ROUTES = ['/operations/status', '/secrets', '/users', '/rulesets', '/processes', '/runs'];

it.each(['//%61pi/v1', '//api/%761', '//api%2Fv1', '///api/v1', '//api/v1/.'])(
  'is asked at %s as well',
  async (prefix) => {
    const requester = await test.signInAs('requester');
    for (const route of ROUTES) {
      const [plain, escaped] = [await requester.get(route), await requester.get(prefix + route)];
      expect([plain.statusCode, 404], `${prefix}${route}`).toContain(escaped.statusCode);
      const nobody = await test.app.inject({ method: 'GET', url: prefix.slice(1) + route });
      expect([401, 404]).toContain(nobody.statusCode);
      if (escaped.statusCode !== 404) expect(escaped.headers['cache-control']).toBe('no-store');
    }
  },
);
