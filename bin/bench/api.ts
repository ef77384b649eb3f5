/**
 * How quickly tickets are accepted and listed over HTTP, beside a bare Fastify + `pg` server that commits the same rows.
 * Product and reference are processes of their own over the same PostgreSQL and are measured by turns, so that whatever
 * the machine is busy with falls on both. Options: `--seconds 4 --rounds 3 --connections 1,8,32,100`.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { freePort } from '../platform/ports.ts';
import { fire, type Measured, type Shot } from './api/load.ts';
import { type Ground, prepareGround } from './ground.ts';
import { median, report, say } from './report.ts';

const POOL = 24;
const WARM_UP_SECONDS = 3;

const BODY = JSON.stringify({
  type: 'incident',
  title: 'The printer on the third floor does not answer',
  description: 'It was fine yesterday. '.repeat(35),
  impact: 2,
  urgency: 2,
});

type Server = {
  readonly url: string;
  readonly headers: Record<string, string>;
  stop(): Promise<void>;
};

export async function run(args: readonly string[] = []): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    strict: false,
    options: {
      seconds: { type: 'string', default: '4' },
      rounds: { type: 'string', default: '3' },
      connections: { type: 'string', default: '1,8,32,100' },
    },
  });
  const ground = await prepareGround(say);
  const servers: Server[] = [];
  try {
    const product = await startProduct(ground);
    servers.push(product);
    // The reference takes the rows it writes from a ticket of the product's.
    await fire(creation(product), 1, 1);
    const reference = await startReference(ground);
    servers.push(reference);
    await measure([product, reference], {
      seconds: Number(values.seconds),
      rounds: Number(values.rounds),
      connections: String(values.connections).split(',').map(Number),
    });
  } finally {
    for (const server of servers) await server.stop();
    await ground.close();
  }
}

type Plan = {
  readonly seconds: number;
  readonly rounds: number;
  readonly connections: readonly number[];
};

async function measure([product, reference]: readonly [Server, Server], plan: Plan): Promise<void> {
  for (const [what, shot] of [
    ['create', creation],
    ['list', listing],
  ] as const) {
    // Every connection to the database has its plans before anything is measured.
    const most = Math.max(...plan.connections);
    for (const server of [product, reference]) await fire(shot(server), most, WARM_UP_SECONDS);
    for (const connections of plan.connections) {
      const rounds: { product: Measured; reference: Measured }[] = [];
      for (let round = 1; round <= plan.rounds; round += 1) {
        say(`${what}, ${connections} connections, round ${round} of ${plan.rounds} …`);
        const first = await fire(shot(product), connections, plan.seconds);
        rounds.push({
          product: first,
          reference: await fire(shot(reference), connections, plan.seconds),
        });
      }
      const of = (who: 'product' | 'reference', figure: keyof Measured): number =>
        median(rounds.map((round) => round[who][figure]));
      report({
        name: 'api',
        metric: `${what}_per_s_${connections}`,
        value: of('product', 'perSecond'),
        unit: '1/s',
        reference: of('reference', 'perSecond'),
      });
      for (const figure of ['p50', 'p95', 'p99'] as const) {
        report({
          name: 'api',
          metric: `${what}_${figure}_ms_${connections}`,
          value: of('product', figure),
          unit: 'ms',
          reference: of('reference', figure),
        });
      }
    }
  }
}

const creation = ({ url, headers }: Server): Shot => ({
  method: 'POST',
  url: `${url}/tickets`,
  headers: { ...headers, 'content-type': 'application/json' },
  body: BODY,
});
const listing = ({ url, headers }: Server): Shot => ({
  method: 'GET',
  url: `${url}/tickets`,
  headers,
});

async function startProduct(ground: Ground): Promise<Server> {
  const port = await freePort('127.0.0.1');
  const child = start('../../api/server.ts', {
    DATABASE_URL: ground.appUrl,
    DATABASE_POOL: String(POOL),
    PERDURA_MASTER_KEY: ground.masterKey,
    HOST: '127.0.0.1',
    PORT: String(port),
    LOG_LEVEL: 'error',
    // Counted as always, never reached.
    RATE_LIMIT_PER_CALLER: '1000000000',
    RATE_LIMIT_PER_ADDRESS: '1000000000',
  });
  await untilAnswering(`http://127.0.0.1:${port}/health/live`, child);
  return {
    url: `http://127.0.0.1:${port}/api/v1`,
    headers: { authorization: `Bearer ${ground.token}` },
    stop: () => stop(child),
  };
}

async function startReference(ground: Ground): Promise<Server> {
  const child = start('./api/reference.ts', {
    DATABASE_URL: ground.appUrl,
    DATABASE_POOL: String(POOL),
    BENCH_TENANT: ground.tenantId,
    BENCH_PERSON: ground.personId,
  });
  const [line] = (await once(child.stdout ?? child, 'data')) as [Buffer];
  return { url: line.toString().trim(), headers: {}, stop: () => stop(child) };
}

function start(file: string, environment: Record<string, string>): ChildProcess {
  const child = spawn(process.execPath, [fileURLToPath(new URL(file, import.meta.url))], {
    env: { PATH: process.env.PATH, NODE_ENV: 'production', ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child.on('exit', (code, signal) => {
    if (!child.killed) say(`${file} ended by itself: ${signal ?? code}.`);
  });
  return child;
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  const patience = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await gone;
  clearTimeout(patience);
}

async function untilAnswering(url: string, child: ChildProcess): Promise<void> {
  for (let tried = 0; tried < 300 && child.exitCode === null; tried += 1) {
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${url} did not answer.`);
}

if (import.meta.main) await run(process.argv.slice(2));
