/**
 * What the documents say is so: commands, files, links and variables they name are there. Pages that mirror a catalogue
 * (problems, the process language) are held to it by tests beside that catalogue.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from './support/source-files.ts';

const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const documents = [
  ...readdirSync(root).filter((file) => file.endsWith('.md')),
  ...readdirSync(path.join(root, 'docs'))
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file}`),
];
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
const PICTURE_BYTES = 300 * 1024;

describe.each(documents)('%s', (document) => {
  const text = read(document);

  it('names only npm scripts that exist', () => {
    const named = [...text.matchAll(/\bnpm (?:run (?:-s )?([\w:-]+)|(start|test)\b)/g)];
    expect(
      named.map(([, script, short]) => script ?? short).filter((name) => !scripts[name ?? '']),
    ).toEqual([]);
  });

  it('links only to what is there', () => {
    const links = [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map(
      ([, link = '']) => link,
    );
    const missing = links.filter(
      (link) => !existsSync(path.join(root, path.dirname(document), link)),
    );
    expect(missing).toEqual([]);
  });

  it('names only files that are there', () => {
    // `x` stands for what the reader is about to add, `<…>`, `*` and braces for several.
    const paths = [...text.matchAll(/`((?:\w[\w-]*\/)+[\w.-]+\.(?:tsx?|mjs|json|md))`/g)]
      .map(([, file = '']) => file)
      .filter((file) => !/(^|\/)x(\.|\/)/.test(file));
    expect(paths.filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
  });
});

describe('the README', () => {
  it('names every program of package.json that a user starts', () => {
    const text = read('README.md');
    const unnamed = Object.keys(scripts).filter(
      (name) => !text.includes(`npm ${name === 'start' || name === 'test' ? name : `run ${name}`}`),
    );
    // Made by and for those who write the documents.
    expect(unnamed.filter((name) => name !== 'screenshots')).toEqual([]);
  });
});

describe('the pictures', () => {
  it('are small enough to be downloaded with the page', () => {
    const folder = path.join(root, 'docs', 'images');
    const files = existsSync(folder) ? readdirSync(folder) : [];
    expect(files.filter((file) => statSync(path.join(folder, file)).size > PICTURE_BYTES)).toEqual(
      [],
    );
  });

  it('are all shown somewhere', () => {
    const folder = path.join(root, 'docs', 'images');
    const shown = documents.map(read).join('\n');
    const files = existsSync(folder) ? readdirSync(folder) : [];
    expect(files.filter((file) => !shown.includes(`images/${file}`))).toEqual([]);
  });
});

describe('.env.example', () => {
  const variables = [...read('.env.example').matchAll(/^([A-Z_]+)=/gm)].map(
    ([, name = '']) => name,
  );

  it('lists each variable once', () => {
    expect(variables).toEqual([...new Set(variables)]);
  });

  it('lists only what is read', () => {
    const readers = ['bin/platform', 'bin/perdura', 'api', 'activities', 'domain']
      .flatMap((folder) => readdirSync(path.join(root, folder)).map((file) => `${folder}/${file}`))
      .filter((file) => file.endsWith('.ts'))
      .concat('docker-compose.yml');
    const source = readers.map(read).join('\n');
    expect(variables.filter((name) => !new RegExp(`\\b${name}\\b`).test(source))).toEqual([]);
  });

  it('gives nothing a value, for it is copied', () => {
    expect(
      read('.env.example')
        .split('\n')
        .filter((line) => /^[A-Z_]+=./.test(line)),
    ).toEqual([]);
  });
});
