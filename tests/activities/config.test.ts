/** What the worker is told by its environment. */
import { describe, expect, it } from 'vitest';
import { readConfig } from '#activities/config.ts';

const needed = {
  DATABASE_URL: 'postgres://a@b/c',
  TEMPORAL_ADDRESS: 'd:1',
  PERDURA_MASTER_KEY: 'k',
};
const webUrl = (PUBLIC_URL: string) =>
  readConfig({ ...needed, PUBLIC_URL }, 'host', '/root').webUrl;

describe('the address of the web app', () => {
  it('is one that links can begin with', () => {
    expect(webUrl('https://perdura.example.com/')).toBe('https://perdura.example.com');
    expect(webUrl('http://localhost:3000/itsm/')).toBe('http://localhost:3000/itsm');
    expect(webUrl(' ')).toBeUndefined();
  });

  it.each(['perdura.example.com', 'ftp://a.b', 'https://a.b/?c=d'])('is not %s', (wrong) => {
    expect(() => webUrl(wrong)).toThrow(/PUBLIC_URL must be like/);
  });
});
