/**
 * What makes a data directory an instance: its identity, the ports and passwords of its own servers, and the version
 * of the layout. A directory written by a newer version is refused, so that nothing is spoiled by an older one. All of
 * it is readable by its owner only.
 */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { PlatformFailure } from './failure.ts';

/** Goes up when an older program could no longer understand the directory. */
export const dataFormat = 1;

export type Instance = {
  readonly format: number;
  readonly id: string;
  readonly createdAt: string;
  readonly ownerPassword: string;
  readonly appPassword: string;
  /** The beginning of the master key's hash, so that a lost key is noticed before it is replaced. */
  readonly keyCheck?: string;
  /** The first administrator's password, from before it is used until it has been told. */
  readonly untoldPassword?: string;
  readonly postgresData?: string;
  readonly ports: { readonly postgres?: number; readonly temporal?: number };
};

export function openInstance(dataDir: string): Instance {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o755 });
    const file = instanceFile(dataDir);
    if (!existsSync(file)) saveInstance(dataDir, newInstance());
    return parse(readFileSync(file, 'utf8'), dataDir);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM' || code === 'ENOTDIR') {
      throw new PlatformFailure(
        `The data directory ${dataDir} cannot be used by this user (${code}). ` +
          'Choose another with DATA_DIR, or start as the user it belongs to.',
      );
    }
    throw error;
  }
}

export function saveInstance(dataDir: string, instance: Instance): void {
  const file = instanceFile(dataDir);
  writeFileSync(`${file}.new`, `${JSON.stringify(instance, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** The key under which everything secret is sealed: the given one, else the instance's own, made at the first start. */
export function openMasterKey(
  dataDir: string,
  instance: Instance,
  given: string | undefined,
): { readonly key: string; readonly instance: Instance } {
  const file = path.join(dataDir, 'master.key');
  let key = given;
  if (!key && existsSync(file)) key = readFileSync(file, 'utf8').trim();
  if (!key) {
    if (instance.keyCheck) throw new PlatformFailure(`${lostKey} It was in ${file}.`);
    key = randomBytes(32).toString('base64');
    writeFileSync(file, `${key}\n`, { mode: 0o600, flag: 'wx' });
  }
  if (Buffer.from(key, 'base64').length !== 32) {
    const where = given ? 'PERDURA_MASTER_KEY' : file;
    throw new PlatformFailure(
      `${where} must be 32 bytes in base64. Make one with: openssl rand -base64 32`,
    );
  }
  const keyCheck = createHash('sha256').update(key).digest('hex').slice(0, 12);
  if (instance.keyCheck && instance.keyCheck !== keyCheck) {
    throw new PlatformFailure(`${lostKey} The one given is another.`);
  }
  return { key, instance: { ...instance, keyCheck } };
}

const lostKey =
  'The master key of this data is missing. What was sealed with it (people, secrets, process histories) ' +
  'cannot be read without it: put it back.';

function newInstance(): Instance {
  return {
    format: dataFormat,
    id: randomUUID(),
    createdAt: new Date().toISOString(),
    ownerPassword: randomBytes(18).toString('base64url'),
    appPassword: randomBytes(18).toString('base64url'),
    ports: {},
  };
}

function parse(text: string, dataDir: string): Instance {
  let instance: Instance;
  try {
    instance = JSON.parse(text) as Instance;
  } catch {
    throw new PlatformFailure(
      `${instanceFile(dataDir)} is damaged. Restore it from a backup, or choose another DATA_DIR.`,
    );
  }
  if (instance.format > dataFormat) {
    throw new PlatformFailure(
      `The data directory ${dataDir} was written by a newer version of Perdura (layout ${instance.format}, ` +
        `this one knows ${dataFormat}). Start the newer version, or choose another DATA_DIR.`,
    );
  }
  return instance;
}

function instanceFile(dataDir: string): string {
  return path.join(dataDir, 'instance.json');
}
