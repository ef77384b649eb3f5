/**
 * Finds the `temporal` program, in this order: on the PATH, in our cache, by the SDK's own download, by building it
 * with Go. Only the last two need a network, and only once.
 */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { cacheFolder } from './cache-folder.ts';
import { PlatformFailure } from './failure.ts';
import type { Records } from './records.ts';
import { runToEnd } from './run-to-end.ts';
import { downloadTemporal } from './temporal-download.ts';

export const temporalCliVersion = 'v1.5.1';

type Options = {
  readonly environment: NodeJS.ProcessEnv;
  readonly say: (sentence: string) => void;
  readonly signal?: AbortSignal;
  readonly records?: Records;
};

export async function findTemporal(options: Options): Promise<string> {
  const { environment, say } = options;
  const cache = cacheFolder(environment);
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
    const built = await buildTemporal(go, cache, options);
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
  options: Options,
): Promise<string | undefined> {
  const unfinished = path.join(cache, `building-${process.pid}`);
  const began = Date.now();
  const progress = setInterval(
    () => options.say(`  still building (${Math.round((Date.now() - began) / 1000)} s)`),
    30_000,
  );
  try {
    const program = `github.com/temporalio/cli/cmd/temporal@${temporalCliVersion}`;
    const { ok, output } = await runToEnd(go, ['install', '-ldflags=-s -w', program], {
      cwd: '/',
      env: { ...options.environment, GOBIN: unfinished, CGO_ENABLED: '0' },
      signal: options.signal,
      records: options.records,
    });
    if (!ok) return output || 'it was stopped';
    renameSync(path.join(unfinished, 'temporal'), path.join(cache, 'temporal'));
    return undefined;
  } finally {
    clearInterval(progress);
    rmSync(unfinished, { recursive: true, force: true });
  }
}
