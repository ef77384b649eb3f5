/**
 * Finds the `temporal` program, in this order: on the PATH, in our cache, by the SDK's own download, by building it
 * with Go. Only the last two need a network, and only once.
 */
import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants, mkdirSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { PlatformFailure } from './failure.ts';
import { downloadTemporal } from './temporal-download.ts';

export const temporalCliVersion = 'v1.5.1';

export async function findTemporal(
  environment: NodeJS.ProcessEnv,
  say: (sentence: string) => void,
): Promise<string> {
  const cache = path.join(
    environment.XDG_CACHE_HOME || path.join(homedir(), '.cache'),
    'perdura',
    'bin',
  );
  const cached = path.join(cache, process.platform === 'win32' ? 'temporal.exe' : 'temporal');
  for (const candidate of [...onPath('temporal', environment), cached]) {
    if (works(candidate)) return candidate;
  }
  mkdirSync(cache, { recursive: true });
  say('Fetching the Temporal server (once; kept in the cache).');
  const downloaded = await downloadTemporal(cache, temporalCliVersion);
  if ('file' in downloaded) {
    renameSync(downloaded.file, cached);
    if (works(cached)) return cached;
  }
  const go = onPath('go', environment)[0];
  if (go) {
    say(
      '  The download cannot be reached; building it with Go instead. This takes three to five minutes, once.',
    );
    const built = await buildTemporal(go, cache, environment, say);
    if (built === undefined && works(cached)) return cached;
    throw new PlatformFailure(
      `The Temporal server could not be built:\n${built ?? ''}\n${whatToDo}`,
    );
  }
  const reason = 'reason' in downloaded ? ` (${downloaded.reason})` : '';
  throw new PlatformFailure(`The Temporal server could not be downloaded${reason}. ${whatToDo}`);
}

const whatToDo =
  'Connect to the network and start again, or put the `temporal` program on the PATH, ' +
  'or give the address of a running server in TEMPORAL_ADDRESS.';

function onPath(name: string, environment: NodeJS.ProcessEnv): string[] {
  const folders = (environment.PATH ?? '').split(path.delimiter).filter(Boolean);
  return folders
    .map((folder) => path.join(folder, name))
    .filter((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

/** An interrupted build or download must not be taken for a server. */
function works(file: string): boolean {
  return spawnSync(file, ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0;
}

/** Resolves with nothing when it went well, else with the end of what Go said. */
async function buildTemporal(
  go: string,
  cache: string,
  environment: NodeJS.ProcessEnv,
  say: (sentence: string) => void,
): Promise<string | undefined> {
  const unfinished = path.join(cache, `building-${process.pid}`);
  const began = Date.now();
  const progress = setInterval(
    () => say(`  still building (${Math.round((Date.now() - began) / 1000)} s)`),
    30_000,
  );
  try {
    const output = await run(
      go,
      ['install', '-ldflags=-s -w', `github.com/temporalio/cli/cmd/temporal@${temporalCliVersion}`],
      { ...environment, GOBIN: unfinished, CGO_ENABLED: '0' },
    );
    if (output !== undefined) return output;
    renameSync(path.join(unfinished, 'temporal'), path.join(cache, 'temporal'));
    return undefined;
  } finally {
    clearInterval(progress);
    rmSync(unfinished, { recursive: true, force: true });
  }
}

function run(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { env, cwd: '/', stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const keep = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-4000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code) => resolve(code === 0 ? undefined : output.trim()));
  });
}
