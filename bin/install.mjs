/**
 * Installs the packages of the committed lock file when they are missing, and finds the Node 24 among them. Used by
 * run.mjs before anything else exists, so built-ins only, Node 18 or newer. What is installed is read from npm's own
 * record of node_modules: an installation that was interrupted has no such record and is done again.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const wantedMajor = 24;

/** Resolves when every package of the lock file is there; throws an Error whose message is meant for a person. */
export async function installMissing(root, { developer }) {
  if (isInstalled(root, developer)) return;
  const release = await takeTurn(root);
  try {
    if (isInstalled(root, developer)) return;
    await install(root);
    if (!isInstalled(root, developer)) {
      throw new Error(
        'npm finished, but packages are still missing. Try: rm -rf node_modules && npm ci',
      );
    }
  } finally {
    release();
  }
}

/** The Node to run the project with: the one from the packages, else this one if it is new enough. */
export function newestNode(root) {
  const bundled = bundledNode(root);
  if (existsSync(bundled)) return bundled;
  if (majorOf(process.versions.node) >= wantedMajor) return process.execPath;
  throw new Error(
    `Node ${wantedMajor} is missing from node_modules. Try: rm -rf node_modules && npm ci`,
  );
}

function isInstalled(root, developer) {
  const wanted = readPackages(path.join(root, 'package-lock.json'));
  const present = readPackages(path.join(root, 'node_modules', '.package-lock.json'));
  if (!wanted)
    throw new Error('package-lock.json is missing or unreadable. Is this a whole clone?');
  if (!present) return false;
  for (const [name, entry] of Object.entries(wanted)) {
    if (name === '' || entry.optional || entry.peer || (entry.dev && !developer)) continue;
    if (present[name]?.version !== entry.version) return false;
  }
  return existsSync(bundledNode(root)) || majorOf(process.versions.node) >= wantedMajor;
}

async function install(root) {
  say('Installing packages. The first time this takes one to three minutes.');
  const npm = process.env.npm_execpath;
  const [command, first] = npm ? [process.execPath, [npm]] : ['npm', []];
  const args = ['ci', '--no-audit', '--no-fund', '--prefer-offline', '--include=dev'];
  const child = spawn(command, [...first, ...args, '--ignore-scripts=false', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_ENV: '' },
  });
  let output = '';
  const keep = (chunk) => {
    output = (output + chunk).slice(-20_000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const began = Date.now();
  const progress = setInterval(
    () => say(`  still installing (${Math.round((Date.now() - began) / 1000)} s)`),
    15_000,
  );
  const code = await new Promise((resolve) => {
    child.on('error', (error) => {
      keep(error.message);
      resolve(1);
    });
    child.on('close', resolve);
  });
  clearInterval(progress);
  if (code !== 0) throw new Error(explain(output, root));
  say(`  done in ${Math.round((Date.now() - began) / 1000)} s`);
}

function explain(output, root) {
  if (/EUSAGE/.test(output)) {
    return `package-lock.json does not fit package.json:\n${head(output)}`;
  }
  if (/ENOSPC|no space left/i.test(output)) {
    return `The disk that holds ${root} is full. Free about 2 GB and try again.`;
  }
  if (/EACCES|EROFS|EPERM/.test(output)) {
    return `Packages could not be written to ${root}: this user may not write there.\n${tail(output)}`;
  }
  if (
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET|network/i.test(
      output,
    )
  ) {
    return (
      'Packages could not be downloaded: the npm registry cannot be reached from here. ' +
      'Connect to the network (or set `npm config set registry` to a mirror) and try again.\n' +
      tail(output)
    );
  }
  return `npm ci failed:\n${tail(output)}`;
}

const spoken = (output) =>
  output.split('\n').filter((line) => line.trim() && !/Unknown user config/.test(line));
const tail = (output) => spoken(output).slice(-12).join('\n');
const head = (output) => spoken(output).slice(0, 12).join('\n');

/** One installation at a time in a clone: a second one waits, and takes over when the first was killed. */
async function takeTurn(root) {
  const turn = path.join(root, '.installing');
  const holder = path.join(turn, 'pid');
  let told = false;
  for (;;) {
    try {
      mkdirSync(turn);
      writeFileSync(holder, String(process.pid));
      return () => rmSync(turn, { recursive: true, force: true });
    } catch (error) {
      if (error.code === 'ENOSPC') throw new Error(explain('ENOSPC', root));
      if (error.code !== 'EEXIST') throw new Error(explain(`${error.code} ${error.message}`, root));
    }
    if (!isHeld(turn, holder)) rmSync(turn, { recursive: true, force: true });
    else if (!told) {
      say('Another process is installing packages here; waiting for it.');
      told = true;
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

function isHeld(turn, holder) {
  let pid = 0;
  try {
    pid = Number(readFileSync(holder, 'utf8'));
    // Between making the folder and writing the number there is a moment without either.
    if (!pid) return isFresh(turn);
    process.kill(pid, 0);
    return true;
  } catch (error) {
    if (error.code === 'ENOENT' && !pid) return isFresh(turn);
    return error.code === 'EPERM';
  }
}

function isFresh(turn) {
  try {
    return Date.now() - statSync(turn).mtimeMs < 2000;
  } catch {
    return false;
  }
}

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

function bundledNode(root) {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  return path.join(root, 'node_modules', 'node', 'bin', name);
}

function majorOf(version) {
  return Number.parseInt(version, 10);
}

function say(sentence) {
  process.stderr.write(`${sentence}\n`);
}
