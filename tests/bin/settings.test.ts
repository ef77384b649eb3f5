import { createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readSettings } from '#bin/platform/settings.ts';
import { choosePort, urlOf } from '#bin/platform/web-address.ts';

describe('the settings', () => {
  it('take an empty variable for one that is not set', () => {
    const settings = readSettings({ PORT: '', DATABASE_URL: '', HOST: '', DEMO: '' });
    expect(settings).toMatchObject({
      host: '127.0.0.1',
      port: undefined,
      database: undefined,
      demo: true,
    });
  });

  it('leave out the demo where the database is somebody else’s', () => {
    const DATABASE_URL = 'postgres://app@db.example.test/perdura';
    expect(readSettings({ DATABASE_URL }).demo).toBe(false);
    expect(readSettings({ DATABASE_URL, DEMO: '1' }).demo).toBe(true);
    expect(readSettings({ DEMO: '0' }).demo).toBe(false);
  });

  it('say what is wrong with a value', () => {
    expect(() => readSettings({ PORT: 'eighty' })).toThrow(
      'PORT must be a number from 0 to 65535, not "eighty".',
    );
    expect(() => readSettings({ DATABASE_URL: 'mysql://x' })).toThrow(
      /DATABASE_URL must look like/,
    );
  });
});

describe('the port', () => {
  it('is refused when it was asked for and is taken', async () => {
    const port = await takenPort();
    const settings = readSettings({ PORT: String(port) });
    await expect(choosePort(settings, () => undefined)).rejects.toThrow(
      `Port ${port} on 127.0.0.1 is taken by another program. Choose another: PORT=${port + 1} npm start`,
    );
  });

  it('is any that is free when 0 was asked for', async () => {
    expect(await choosePort(readSettings({ PORT: '0' }), () => undefined)).toBeGreaterThan(0);
  });

  it('is refused on a host that is not this machine', async () => {
    const settings = readSettings({ HOST: '192.0.2.1', PORT: '4000' });
    await expect(choosePort(settings, () => undefined)).rejects.toThrow(
      /HOST=192.0.2.1 is not an address/,
    );
  });

  it('shows in an address that a browser can open', () => {
    expect(urlOf('0.0.0.0', 3000)).toBe('http://localhost:3000');
    expect(urlOf('::1', 3000)).toBe('http://[::1]:3000');
  });
});

function takenPort(): Promise<number> {
  const server = createServer();
  onTestFinished(() => void server.close());
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
}
