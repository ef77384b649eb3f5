import { describe, expect, it } from 'vitest';
import { readConfig } from '#api/config.ts';

const MASTER_KEY = Buffer.alloc(32).toString('base64');
const needed = { DATABASE_URL: 'postgres://app@localhost/perdura', PERDURA_MASTER_KEY: MASTER_KEY };

describe('the environment', () => {
  it('counts an empty variable as unset, and knows what is usual', () => {
    expect(
      readConfig({ ...needed, PORT: '', HOST: '', TEMPORAL_ADDRESS: '', HOME: '/root' }),
    ).toEqual({
      ...needed,
      PORT: 3000,
      HOST: '127.0.0.1',
      LOG_LEVEL: 'info',
      TEMPORAL_NAMESPACE: 'default',
      DATABASE_POOL: 24,
      BODY_LIMIT_BYTES: 1_048_576,
      RATE_LIMIT_PER_CALLER: 120_000,
      RATE_LIMIT_PER_ADDRESS: 240_000,
    });
  });

  it('takes the address of the web app as it is written in a browser, and no other', () => {
    const at = (PUBLIC_URL: string) => readConfig({ ...needed, PUBLIC_URL }).PUBLIC_URL;
    expect(at('https://perdura.example.com')).toBe('https://perdura.example.com');
    expect(() => at('perdura.example.com')).toThrow(/PUBLIC_URL/);
    expect(() => at('javascript://x')).toThrow(/PUBLIC_URL/);
  });

  it('names everything that is missing or wrong, at once', () => {
    expect(() => readConfig({ PORT: 'many', LOG_LEVEL: 'loud' })).toThrow(
      /DATABASE_URL.*PERDURA_MASTER_KEY.*PORT.*LOG_LEVEL/s,
    );
    expect(() => readConfig({ ...needed, PERDURA_MASTER_KEY: 'short' })).toThrow(
      /PERDURA_MASTER_KEY/,
    );
  });
});
