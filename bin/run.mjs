#!/usr/bin/env node
/**
 * The first thing every script of package.json runs. It stands on a clone without node_modules and on whatever Node
 * the machine has (18 or newer), so it is plain JavaScript over built-ins only: it installs what is missing and hands
 * over to the named program under the Node 24 that came with the packages. Everything it says goes to standard error,
 * so that a program which promises "nothing but JSON" or "nothing but the token" keeps its promise.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { installMissing, newestNode } from './install.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const [program = '', ...args] = process.argv.slice(2);
const file = path.join(root, 'bin', `${program}.ts`);

if (!/^[a-z-]+$/.test(program) || !existsSync(file)) {
  console.error(`There is no program "${program}". Scripts are listed by: npm run`);
  process.exit(1);
}

const forDevelopers = ['test', 'check', 'dev', 'bench', 'screenshots'].includes(program);
try {
  await installMissing(root, { developer: forDevelopers });
} catch (error) {
  console.error(`\n${error instanceof Error ? error.message : error}`);
  process.exit(1);
}

const binaries = path.join(root, 'node_modules', '.bin');
// What Node has made of our sources and of the packages' is kept: a program is up in half the time.
const compiled = process.env.NODE_COMPILE_CACHE ?? path.join(root, 'node_modules/.cache/compiled');
const child = spawn(newestNode(root), [file, ...args], {
  // The fourth channel carries nothing: it breaks when this process is killed, and that is how the program learns it.
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  env: {
    ...process.env,
    PATH: `${binaries}${path.delimiter}${process.env.PATH ?? ''}`,
    NODE_COMPILE_CACHE: compiled,
  },
});

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => child.kill(signal));
}

// When npm itself is killed outright nobody signals us: we see it by having been given another parent.
const parent = process.ppid;
if (process.env.npm_lifecycle_event) {
  setInterval(() => {
    if (process.ppid !== parent) child.kill('SIGTERM');
  }, 500).unref();
}

child.on('error', (error) => {
  console.error(`Node could not be started: ${error.message}`);
  process.exit(1);
});
child.on('exit', (code, signal) => {
  process.exit(code ?? (signal === 'SIGINT' ? 130 : 1));
});
