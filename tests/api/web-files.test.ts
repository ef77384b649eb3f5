/** The built web app in memory, also while a build is writing it. */
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openWebFiles, type WebFiles } from '#api/plugins/web-files.ts';

let root: string;
let files: WebFiles;
let built = 0;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'perdura-files-'));
  files = openWebFiles(root);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const empty = () => {
  for (const name of ['index.html', 'mark.svg', 'assets'])
    rmSync(path.join(root, name), { recursive: true, force: true });
};
function write(name: string, text: string) {
  mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
  writeFileSync(path.join(root, name), text);
}
/** As a build leaves it, some time ago. */
function build(parts: Record<string, string>) {
  empty();
  built += 1;
  for (const [name, text] of Object.entries({ ...parts, 'index.html': `page ${built}` })) {
    write(name, text);
    const then = new Date(Date.now() - 60_000 + built * 1_000);
    utimesSync(path.join(root, name), then, then);
  }
}
const textOf = async (urlPath: string) =>
  String(await (await files.find(urlPath))?.body('identity'));

it('files stay what they are, whatever else is asked for', async () => {
  build({ 'assets/main-1.js': 'one', 'mark.svg': '<svg/>' });
  const main = await files.find('/assets/main-1.js');
  const mark = await files.find('/mark.svg');
  const packed = main?.body('br');
  expect(await files.find('/desk')).toBeUndefined();
  expect(await files.find('/assets/none.js')).toBeUndefined();
  expect(await files.find('/assets/main-1.js')).toBe(main);
  build({ 'assets/main-1.js': 'one', 'mark.svg': '<svg/>' });
  expect(await files.index()).toBe(`page ${built}`);
  expect(await files.find('/assets/main-1.js')).toBe(main);
  expect(await files.find('/mark.svg')).toBe(mark);
  expect(main?.body('br')).toBe(packed);
});

it('a file that is being written is taken up whole', async () => {
  build({ 'assets/main-1.js': 'one' });
  await files.index();
  write('assets/main-2.js', 'first half, ');
  const asked = textOf('/assets/main-2.js');
  await wait(60);
  appendFileSync(path.join(root, 'assets/main-2.js'), 'second half');
  expect(await asked).toBe('first half, second half');
});

it('a build that empties the folder takes nothing from those who look on', async () => {
  build({ 'assets/main-1.js': 'one', 'mark.svg': '<svg/>' });
  await files.index();
  for (let turn = 0; turn < 30; turn += 1) {
    const looked = Promise.all(
      ['/mark.svg', '/assets/main-1.js'].map((urlPath) => files.find(urlPath)),
    );
    const page = files.index();
    empty();
    expect((await looked).every((file) => file !== undefined)).toBe(true);
    expect(await page).toContain('page');
    build({ 'assets/main-1.js': 'one', 'mark.svg': '<svg/>' });
  }
  empty();
  write('index.html', 'page of the next build');
  expect(await files.index()).toBe('page of the next build');
  expect(await textOf('/mark.svg')).toBe('<svg/>');
});

it('the build before is kept, and none from before that', async () => {
  build({ 'assets/main-1.js': 'one' });
  await files.index();
  build({ 'assets/main-2.js': 'two' });
  await files.index();
  expect(await textOf('/assets/main-1.js')).toBe('one');
  build({ 'assets/main-3.js': 'three' });
  await files.index();
  expect(await textOf('/assets/main-2.js')).toBe('two');
  expect(await files.find('/assets/main-1.js')).toBeUndefined();
});
