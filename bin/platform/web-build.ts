/**
 * Builds the web app when its sources differ from what was built last. The finished build replaces the old one in one
 * move, so that a server which is reading it, a second start or a `kill -9` never meets half of one.
 */
import { createHash } from 'node:crypto';
import {
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { diskFullSentence, PlatformFailure } from './failure.ts';
import type { Records } from './records.ts';
import { runToEnd } from './run-to-end.ts';

type Options = { readonly signal?: AbortSignal; readonly records?: Records };

/** Everything the web app is made of; types alone come from elsewhere and leave nothing in it. */
const sources = ['designer', 'engine', 'rules', 'package-lock.json'];

/** Resolves with true when there was something to build. */
export async function buildWebApp(root: string, options: Options = {}): Promise<boolean> {
  const finished = path.join(root, 'designer', 'dist');
  const fingerprint = fingerprintOf(root);
  if (readStamp(finished) === fingerprint) return false;
  const unfinished = path.join(root, 'designer', `dist-${process.pid}`);
  try {
    await runVite(root, unfinished, options);
    writeFileSync(path.join(unfinished, stampName), fingerprint);
    replace(finished, unfinished);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
  return true;
}

const stampName = '.sources';

function readStamp(folder: string): string | undefined {
  const file = path.join(folder, stampName);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

function fingerprintOf(root: string): string {
  const hash = createHash('sha256');
  for (const source of sources) {
    for (const file of filesOf(path.join(root, source))) {
      hash.update(path.relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
    }
  }
  return hash.digest('hex');
}

function filesOf(place: string): string[] {
  if (!existsSync(place)) return [];
  if (!statSync(place).isDirectory()) return [place];
  return readdirSync(place, { withFileTypes: true })
    .filter((entry) => !/^(dist|node_modules|\.)/.test(entry.name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const full = path.join(place, entry.name);
      return entry.isDirectory() ? filesOf(full) : [full];
    });
}

async function runVite(root: string, outDir: string, options: Options): Promise<void> {
  const vite = path.join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const config = path.join(root, 'designer', 'vite.config.ts');
  const flags = ['--config', config, '--outDir', outDir, '--emptyOutDir', '--logLevel', 'error'];
  const { ok, output } = await runToEnd(process.execPath, [vite, 'build', ...flags], {
    ...options,
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production' },
  });
  if (ok) return;
  throw new PlatformFailure(
    diskFullSentence(output, root) ?? `The web app could not be built:\n${output}`,
  );
}

function replace(finished: string, unfinished: string): void {
  const old = `${finished}-old-${process.pid}`;
  if (existsSync(finished)) renameSync(finished, old);
  try {
    renameSync(unfinished, finished);
  } catch (error) {
    // A second start was quicker and its build is as good.
    if ((error as NodeJS.ErrnoException).code !== 'ENOTEMPTY') throw error;
  }
  rmSync(old, { recursive: true, force: true });
}
