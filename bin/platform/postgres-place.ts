/**
 * Where PostgreSQL's files and data are, and as whom it runs. It refuses to run as root, so root starts it as another
 * user of the machine; what that user cannot enter (a clone under /root, say) is put under /var/lib/perdura instead.
 * Data is never moved: the place that was chosen first is remembered by the instance and kept.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { PlatformFailure } from './failure.ts';
import { findPostgresBinaries } from './postgres-binaries.ts';

export type Account = { readonly name: string; readonly uid: number; readonly gid: number };

export type PostgresPlace = {
  /** Holds bin/, lib/ and share/. */
  readonly binaries: string;
  /** The data directory; its parent exists. */
  readonly data: string;
  /** Set where another account than our own must run it. */
  readonly account?: Account;
};

const outside = '/var/lib/perdura';

/** `remembered` is the data directory of an earlier start; `id` is the instance's. */
export function choosePostgresPlace(options: {
  readonly dataDir: string;
  readonly id: string;
  readonly remembered?: string;
}): PostgresPlace {
  const binaries = findPostgresBinaries();
  const inside = path.join(options.dataDir, 'postgres');
  // A data directory that was moved has its database with it.
  const known = [inside, options.remembered].find((place) => place && existsSync(place));
  if (process.getuid?.() !== 0) return { binaries, data: known ?? inside };
  const account = accountFor(known);
  const data =
    known ??
    (canEnter(account, options.dataDir) ? inside : outsideFor(options.dataDir, options.id));
  return { binaries: runnableBinaries(account, binaries), data, account };
}

/**
 * The folder outside that belongs to this data directory. When the data directory was removed and begun anew, what the
 * earlier one had outside is put aside, once: whoever removed it meant all of it, and may have been wrong.
 */
function outsideFor(dataDir: string, id: string): string {
  const name = createHash('sha256').update(realpathSync(dataDir)).digest('hex').slice(0, 16);
  const folder = path.join(outside, name);
  const owner = path.join(folder, 'instance');
  if (existsSync(owner) && readFileSync(owner, 'utf8') !== id) {
    rmSync(`${folder}.old`, { recursive: true, force: true });
    renameSync(folder, `${folder}.old`);
  }
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  writeFileSync(owner, id);
  return path.join(folder, 'postgres');
}

/** Makes a folder that belongs to whoever runs PostgreSQL. */
export function makeOwnFolder(folder: string, account: Account | undefined): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (account) chownSync(folder, account.uid, account.gid);
}

/** Existing data keeps its owner; new data goes to the account made for databases, else to the one made for nothing. */
function accountFor(data: string | undefined): Account {
  if (data) {
    const { uid, gid } = statSync(data);
    if (uid !== 0) return { name: String(uid), uid, gid };
  }
  for (const name of ['postgres', 'nobody', 'daemon']) {
    const uid = idOf('-u', name);
    const gid = idOf('-g', name);
    if (uid && gid !== undefined) return { name, uid, gid };
  }
  throw new PlatformFailure(
    'PostgreSQL does not run as root, and this machine has no other account to run it as ' +
      '(postgres, nobody). Start as an ordinary user, or give DATABASE_URL and DATABASE_OWNER_URL.',
  );
}

function idOf(flag: string, name: string): number | undefined {
  try {
    const text = execFileSync('id', [flag, name], { stdio: ['ignore', 'pipe', 'ignore'] });
    return Number(text.toString());
  } catch {
    return undefined;
  }
}

function canEnter(account: Account, folder: string): boolean {
  return succeeds(account, '/bin/sh', ['-c', 'cd "$1"', 'sh', folder]);
}

function succeeds(account: Account, command: string, args: readonly string[]): boolean {
  const { uid, gid } = account;
  return spawnSync(command, args, { uid, gid, cwd: '/', stdio: 'ignore' }).status === 0;
}

/** The binaries themselves where the account may run them, else a copy that it may, made once for each version. */
function runnableBinaries(account: Account, binaries: string): string {
  if (succeeds(account, path.join(binaries, 'bin', 'postgres'), ['--version'])) return binaries;
  const version = execFileSync(path.join(binaries, 'bin', 'postgres'), ['--version'])
    .toString()
    .replace(/[^0-9.]/g, '');
  const copy = path.join(outside, `binaries-${version}-${process.arch}`);
  if (!existsSync(copy)) {
    mkdirSync(outside, { recursive: true, mode: 0o755 });
    const unfinished = `${copy}.${process.pid}`;
    cpSync(binaries, unfinished, { recursive: true, verbatimSymlinks: true });
    try {
      renameSync(unfinished, copy);
    } catch {
      // Another start was quicker; its copy serves both.
      rmSync(unfinished, { recursive: true, force: true });
    }
  }
  if (succeeds(account, path.join(copy, 'bin', 'postgres'), ['--version'])) return copy;
  throw new PlatformFailure(
    `PostgreSQL cannot be run as "${account.name}", neither from ${binaries} nor from ${copy}. ` +
      'Start as an ordinary user, or give DATABASE_URL and DATABASE_OWNER_URL.',
  );
}
