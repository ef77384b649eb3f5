/**
 * What the worker process needs to know, read from the environment once. An empty variable counts as unset; a wrong one
 * is refused with its name and what would be right.
 */
import path from 'node:path';
import { webUrlOf } from '#domain/web-url.ts';
import { TASK_QUEUE } from '#workflows/messages.ts';

export type Config = {
  readonly databaseUrl: string;
  /** Where LISTEN works, which a pooler may not let through. */
  readonly databaseDirectUrl: string;
  readonly databasePool: number;
  readonly temporalAddress: string;
  readonly temporalNamespace: string;
  readonly taskQueue: string;
  readonly masterKey: string;
  readonly smtpUrl: string | null;
  readonly mailFrom: string;
  /** Where people open the web app, for links in mail; without a slash at its end. */
  readonly webUrl: string | undefined;
  /** `host:port` of private addresses that calls may reach. */
  readonly privateHttpAllowed: readonly string[];
  readonly cachedWorkflows: number;
  readonly workerName: string;
  readonly reconcileEveryMs: number;
  readonly bundleCache: string;
  readonly logLevel: string;
};

type Environment = Readonly<Record<string, string | undefined>>;

/** @throws Error naming the first variable that is missing or wrong. */
export function readConfig(environment: Environment, hostname: string, root: string): Config {
  const get = (name: string): string | undefined => environment[name]?.trim() || undefined;
  const need = (name: string, what: string): string => {
    const value = get(name);
    if (!value) throw new Error(`${name} is missing: ${what}.`);
    return value;
  };
  const count = (name: string, otherwise: number): number => {
    const value = get(name);
    if (value === undefined) return otherwise;
    if (!/^\d{1,6}$/.test(value))
      throw new Error(`${name} must be a whole number, not "${value}".`);
    return Number(value);
  };
  const databaseUrl = need(
    'DATABASE_URL',
    'the address of the database, with the role of the application',
  );
  return {
    databaseUrl,
    databaseDirectUrl: get('DATABASE_DIRECT_URL') ?? databaseUrl,
    databasePool: count('DATABASE_POOL', 16),
    temporalAddress: need('TEMPORAL_ADDRESS', 'host:port of the Temporal server'),
    temporalNamespace: get('TEMPORAL_NAMESPACE') ?? 'default',
    taskQueue: get('TEMPORAL_TASK_QUEUE') ?? TASK_QUEUE,
    masterKey: need('PERDURA_MASTER_KEY', '32 bytes in base64'),
    smtpUrl: get('SMTP_URL') ?? null,
    mailFrom: get('MAIL_FROM') ?? 'Perdura <perdura@localhost>',
    webUrl: webUrlOf(get('PUBLIC_URL')),
    privateHttpAllowed: (get('PERDURA_ALLOW_PRIVATE_HTTP') ?? '')
      .split(',')
      .map((part) => part.trim().toLowerCase())
      .filter(Boolean),
    cachedWorkflows: count('WORKER_CACHED_WORKFLOWS', 2_000),
    workerName: get('WORKER_NAME') ?? `worker-${hostname}`,
    reconcileEveryMs: count('RECONCILE_EVERY_MS', 30_000),
    bundleCache: path.join(root, 'node_modules', '.cache', 'perdura'),
    logLevel: get('LOG_LEVEL') ?? 'info',
  };
}
