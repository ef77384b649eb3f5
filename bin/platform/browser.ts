/**
 * A real Chromium for the tests of the web app and its pictures: CHROME_PATH, else the one inside the npm package, which has no
 * windows and so starts and draws with a sixth of the work, else one installed on the system.
 */
import { spawnSync } from 'node:child_process';
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import path from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { cacheFolder } from './cache-folder.ts';
import { projectRoot } from './settings.ts';

const PACKAGE = '@sparticuz/chromium';

/** The flags keep it off the network and out of sandboxes that containers forbid. */
const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: findBrowser(), args: flags, headless: true });
}

/** @throws Error where there is none */
export function findBrowser(): string {
  if (process.env.CHROME_PATH) return process.env.CHROME_PATH;
  const found = packagedBrowser() ?? systemBrowser();
  if (found === undefined)
    throw new Error('There is no Chromium that runs here. Install one, or name it in CHROME_PATH.');
  return found;
}

/** Unpacked once, 200 MB; nothing on a system that lacks what it needs. */
function packagedBrowser(): string | undefined {
  const about = path.join(projectRoot, 'node_modules', PACKAGE, 'package.json');
  if (!existsSync(about)) return undefined;
  const { version } = JSON.parse(readFileSync(about, 'utf8')) as { version: string };
  const home = path.join(cacheFolder(process.env), `chromium-${version}`);
  const program = path.join(home, 'chromium');
  if (!existsSync(program)) unpack(home);
  return runs(program) ? program : undefined;
}

/** In a folder of its own first: several may be doing it, and one of them may be ended in the middle. */
function unpack(home: string): void {
  mkdirSync(path.dirname(home), { recursive: true });
  const folder = mkdtempSync(`${home}-`);
  const script = `import chromium from '${PACKAGE}'; await chromium.executablePath();`;
  const args = ['--input-type=module', '--eval', script];
  const env = { ...process.env, TMPDIR: folder };
  const done = spawnSync(process.execPath, args, { cwd: projectRoot, env });
  try {
    if (done.status === 0) renameSync(folder, home);
  } catch (error) {
    if (!existsSync(home)) throw error;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const runs = (program: string): boolean =>
  isExecutable(program) &&
  spawnSync(program, ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0;

function systemBrowser(): string | undefined {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);
  const mac = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
  const candidates = [
    ...names.flatMap((name) => folders.map((folder) => path.join(folder, name))),
    mac,
  ];
  return candidates.find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
