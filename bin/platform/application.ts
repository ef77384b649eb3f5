/** The two programs of our own, as parts: what they are told, and where they write. */
import path from 'node:path';
import { type Part, type PartHooks, startPart } from './part.ts';
import type { Records } from './records.ts';
import type { Connections } from './running.ts';
import { projectRoot, type Settings } from './settings.ts';
import { urlOf } from './web-address.ts';

const files = { api: 'api/server.ts', worker: 'activities/worker.ts' } as const;

export type ApplicationPlan = {
  readonly settings: Settings;
  readonly connections: Connections;
  readonly masterKey: string;
  readonly port: number;
  /** By which the API is known from another program that got the port first. */
  readonly startId: string;
  readonly records: Records;
};

export function startProgram(
  name: keyof typeof files,
  { settings, connections, masterKey, port, startId, records }: ApplicationPlan,
  hooks: PartHooks,
): Part {
  return startPart(
    {
      name,
      command: process.execPath,
      args: [path.join(projectRoot, files[name])],
      cwd: projectRoot,
      env: {
        ...settings.environment,
        DATABASE_URL: connections.databaseUrl,
        DATABASE_DIRECT_URL: connections.databaseDirectUrl,
        // What the parts have no use for, they are not told.
        DATABASE_OWNER_URL: '',
        ADMIN_PASSWORD: '',
        TEMPORAL_ADDRESS: connections.temporalAddress,
        TEMPORAL_NAMESPACE: connections.temporalNamespace,
        PERDURA_MASTER_KEY: masterKey,
        HOST: settings.host,
        PORT: String(port),
        START_ID: startId,
        PUBLIC_URL: settings.environment.PUBLIC_URL || urlOf(settings.host, port),
        LOG_LEVEL: settings.logLevel,
        DATA_DIR: settings.dataDir,
      },
      logFile: path.join(settings.dataDir, 'logs', `${name}.log`),
      ask: 'SIGTERM',
      patienceMs: 20_000,
    },
    records,
    hooks,
  );
}
