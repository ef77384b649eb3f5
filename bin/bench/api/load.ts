/** Load by autocannon: so many connections, each sending its next request when the last was answered. */
import autocannon, { type Result } from 'autocannon';
import { percentile } from '../report.ts';

export type Shot = {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body?: string;
};

export type Measured = {
  readonly perSecond: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
};

/** @throws Error when any answer was not the expected kind: a figure of failures is none. */
export function fire(shot: Shot, connections: number, seconds: number): Promise<Measured> {
  return new Promise((resolve, reject) => {
    const times: number[] = [];
    const run = autocannon(
      {
        url: shot.url,
        method: shot.method,
        headers: shot.headers,
        body: shot.body,
        connections,
        duration: seconds,
        timeout: 30,
      },
      (error: unknown, result: Result) => {
        if (error) return reject(error);
        const failures = result.errors + result.non2xx + result.timeouts;
        if (failures > 0)
          return reject(
            new Error(`${failures} of ${result.requests.total} requests to ${shot.url} failed.`),
          );
        resolve({
          perSecond: times.length / result.duration,
          p50: percentile(times, 0.5),
          p95: percentile(times, 0.95),
          p99: percentile(times, 0.99),
        });
      },
    );
    run.on('response', (_client: unknown, _status: number, _bytes: number, time: number) => {
      times.push(time);
    });
  });
}
