/**
 * The environment, read once and in one place. An empty variable counts as one that is not set; a `.env` beside
 * package.json fills in what the shell did not say.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { PlatformFailure } from './failure.ts';

export const projectRoot = fileURLToPath(new URL('../../', import.meta.url));

export type Settings = {
  readonly dataDir: string;
  readonly host: string;
  /** Undefined when nobody asked for one. */
  readonly port?: number;
  /** Given together: then no PostgreSQL of ours is started. */
  readonly database?: {
    readonly url: string;
    readonly ownerUrl?: string;
    readonly directUrl?: string;
  };
  readonly temporalAddress?: string;
  readonly temporalNamespace: string;
  readonly adminEmail?: string;
  readonly adminPassword?: string;
  readonly demo: boolean;
  readonly logLevel: string;
  readonly masterKey?: string;
  /** Everything else, handed on to the parts untouched. */
  readonly environment: NodeJS.ProcessEnv;
};

export function readSettings(source: NodeJS.ProcessEnv = process.env): Settings {
  const environment = withoutEmpty(source);
  const url = environment.DATABASE_URL;
  return {
    dataDir: path.resolve(environment.DATA_DIR ?? path.join(projectRoot, '.data')),
    host: environment.HOST ?? '127.0.0.1',
    port: environment.PORT === undefined ? undefined : portFrom(environment.PORT),
    database: url
      ? {
          url: addressFrom('DATABASE_URL', url),
          ownerUrl: environment.DATABASE_OWNER_URL,
          directUrl: environment.DATABASE_DIRECT_URL,
        }
      : undefined,
    temporalAddress: environment.TEMPORAL_ADDRESS,
    temporalNamespace: environment.TEMPORAL_NAMESPACE ?? 'default',
    adminEmail: environment.ADMIN_EMAIL,
    adminPassword: environment.ADMIN_PASSWORD,
    demo: environment.DEMO === undefined ? url === undefined : isYes(environment.DEMO),
    logLevel: environment.LOG_LEVEL ?? 'info',
    masterKey: environment.PERDURA_MASTER_KEY,
    environment,
  };
}

/** Reads `.env` into the process, where there is one; what the shell said stays. */
export function loadDotEnv(): void {
  for (const [name, value] of Object.entries(process.env))
    if (value === '') delete process.env[name];
  const file = path.join(projectRoot, '.env');
  if (existsSync(file)) process.loadEnvFile(file);
}

function withoutEmpty(source: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
}

function portFrom(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new PlatformFailure(`PORT must be a number from 0 to 65535, not "${text}".`);
}

function addressFrom(name: string, text: string): string {
  if (/^postgres(ql)?:\/\//.test(text) && URL.canParse(text)) return text;
  throw new PlatformFailure(`${name} must look like postgres://user:password@host:5432/database.`);
}

function isYes(text: string): boolean {
  return ['1', 'true', 'yes', 'on'].includes(text.toLowerCase());
}
