/**
 * Who may import whom. The tables here are the rule and its documentation at once; ARCHITECTURE.md says why. What a
 * folder is not allowed to import it cannot come to depend on: purity of the engine, one object mapper, one rule engine.
 */
import { describe, expect, it } from 'vitest';
import { type Import, readSourceFiles, type SourceFile } from './support/source-files.ts';

/** Our own folders. `type:` allows what leaves nothing behind when the program runs; the rest of a line narrows it to files. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  engine: [],
  rules: ['engine'],
  domain: ['engine', 'rules', 'migrations'],
  workflows: ['engine', 'type:activities', 'type:domain/processes/step-types.ts'],
  activities: ['engine', 'rules', 'domain', 'workflows/messages.ts', 'type:workflows'],
  api: ['engine', 'rules', 'domain', 'workflows/messages.ts', 'type:workflows'],
  designer: ['engine', 'rules', 'type:api'],
  migrations: [],
  bin: ['engine', 'rules', 'domain', 'workflows', 'activities', 'api'],
  tests: [
    'engine',
    'rules',
    'domain',
    'workflows',
    'activities',
    'api',
    'designer',
    'migrations',
    'bin',
  ],
};

/** Folders that may import these packages and no others. */
const onlyPackages: Readonly<Record<string, RegExp>> = {
  engine: /^(typebox|temporal-polyfill|bpmn-moddle|re2js)$/,
  rules: /^(typebox|json-rules-engine)$/,
  workflows: /^@temporalio\/(workflow|common)$/,
  migrations: /^@mikro-orm\/migrations$/,
};

/** Packages that belong to some folders (bin and tests aside, which put everything together). */
const packageHomes: readonly { readonly packages: RegExp; readonly homes: RegExp }[] = [
  {
    packages:
      /^(react|react-.*|@mantine\/.*|@xyflow\/.*|@tanstack\/.*|@rjsf\/.*|@tabler\/.*|@dagrejs\/.*)$/,
    homes: /^designer\//,
  },
  { packages: /^@mikro-orm\//, homes: /^(domain|migrations)\// },
  { packages: /^json-rules-engine$/, homes: /^rules\// },
  { packages: /^(fastify|fastify-plugin|@fastify\/.*)$/, homes: /^api\// },
  { packages: /^@temporalio\/workflow$/, homes: /^workflows\// },
  { packages: /^@temporalio\/client$/, homes: /^(activities\/|api\/plugins\/temporal\.ts$)/ },
  { packages: /^@temporalio\/(worker|activity)$/, homes: /^activities\// },
  { packages: /^node:/, homes: /^(domain|activities|api|designer\/vite\.config\.ts$)/ },
];

const files = readSourceFiles(Object.keys(mayImport));
const composing = new Set(['bin', 'tests']);

describe('the folders', () => {
  it('import only what the table allows', () => {
    expect(
      violations(files, (file, found) => found.file !== undefined && !isAllowed(file, found)),
    ).toEqual([]);
  });

  it('keep packages where they belong', () => {
    expect(
      violations(files, (file, { package: name }) => {
        if (!name || composing.has(file.folder)) return false;
        if (onlyPackages[file.folder] && !onlyPackages[file.folder]?.test(name)) return true;
        return packageHomes.some(
          ({ packages, homes }) => packages.test(name) && !homes.test(file.path),
        );
      }),
    ).toEqual([]);
  });

  it('import each other by subpath and their own files by relative path, with the extension', () => {
    expect(
      violations(files, (file, { file: target, request }) => {
        if (!target || request.includes('?')) return false;
        const sameFolder = target.split('/')[0] === file.folder;
        if (!/\.(tsx?|mjs|json|css|svg)$/.test(target)) return true;
        return request.startsWith('.') && !sameFolder;
      }),
    ).toEqual([]);
  });

  it('do not go in circles', () => {
    expect(findCycles(files)).toEqual([]);
  });
});

describe('the workflows', () => {
  it('load no library of schemas, since each of them loads all it imports when it begins', () => {
    const byPath = new Map(files.map((file) => [file.path, file]));
    const loaded = new Set<string>();
    const load = (path: string): void => {
      if (loaded.has(path)) return;
      loaded.add(path);
      for (const { file, package: name, isType } of byPath.get(path)?.imports ?? [])
        if (!isType) load(file ?? name ?? '');
    };
    load('workflows/index.ts');
    expect(loaded).toContain('engine/interpreter.ts');
    expect([...loaded].filter((name) => /^(typebox|temporal-polyfill|re2js)$/.test(name))).toEqual(
      [],
    );
  });
});

describe('the features of the API', () => {
  /** What all of them use; signing in answers with `me`. */
  const common = new Set(['plugins', 'schemas', 'me']);

  it('do not meet', () => {
    const features = files.filter((file) => file.folder === 'api' && featureOf(file.path));
    expect(
      violations(features, (file, { file: target }) => {
        const other = target?.startsWith('api/') ? featureOf(target) : undefined;
        return (
          other !== undefined &&
          other !== featureOf(file.path) &&
          !common.has(other) &&
          !common.has(featureOf(file.path) ?? '')
        );
      }),
    ).toEqual([]);
  });
});

describe('the areas of the web app', () => {
  const shared = new Set(['shell', 'client', 'ui', 'messages', 'public']);

  it('do not meet; what they share knows none of them, but for the shell, which loads each when it is opened', () => {
    const parts = files.filter((file) => file.folder === 'designer' && featureOf(file.path));
    expect(
      violations(parts, (file, { file: target, isType }) => {
        const from = featureOf(file.path) ?? '';
        const to = target?.startsWith('designer/') ? featureOf(target) : undefined;
        if (to === undefined || to === from || shared.has(to)) return false;
        return from !== 'shell' && from !== 'messages' ? true : !isType && from !== 'shell';
      }),
    ).toEqual([]);
  });
});

describe('the engine and the rules', () => {
  it('neither look at the clock nor throw dice', () => {
    const pure = files.filter((file) => file.folder === 'engine' || file.folder === 'rules');
    expect(
      pure.flatMap((file) => impurities(file.program).map((what) => `${file.path}: ${what}`)),
    ).toEqual([]);
  });
});

function isAllowed(file: SourceFile, { file: target = '', isType }: Import): boolean {
  const to = target.split('/')[0] ?? '';
  if (to === file.folder) return true;
  return (mayImport[file.folder] ?? []).some((entry) => {
    if (entry.startsWith('type:')) return isType && [to, target].includes(entry.slice(5));
    return entry === to || entry === target;
  });
}

function violations(
  among: readonly SourceFile[],
  isWrong: (file: SourceFile, found: Import) => boolean,
): string[] {
  return among.flatMap((file) =>
    file.imports
      .filter((found) => isWrong(file, found))
      .map((found) => `${file.path} imports ${found.request}`),
  );
}

/** `api/tickets/routes.ts` → `tickets`; nothing for a file directly in the folder. */
function featureOf(file: string): string | undefined {
  const parts = file.split('/');
  return parts.length > 2 ? parts[1] : undefined;
}

/** Circles of what is left when the program runs; types may refer to each other. */
function findCycles(all: readonly SourceFile[]): string[] {
  const targets = new Map(
    all.map((file) => [
      file.path,
      file.imports.filter((found) => !found.isType && found.file).map((found) => found.file ?? ''),
    ]),
  );
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (file: string, trail: readonly string[]): void => {
    const at = trail.indexOf(file);
    if (at >= 0) cycles.push([...trail.slice(at), file].join(' → '));
    if (at >= 0 || done.has(file)) return;
    for (const target of targets.get(file) ?? []) visit(target, [...trail, file]);
    done.add(file);
  };
  for (const file of targets.keys()) visit(file, []);
  return cycles;
}

const forbiddenMembers =
  /^(Date\.now|Math\.random|performance\.now|crypto\..*|Temporal\.Now|globalThis\..*)$/;

/** Every place in a syntax tree that would give another answer tomorrow. */
function impurities(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(impurities);
  if (typeof node !== 'object' || node === null) return [];
  const { type, object, property, callee, arguments: given } = node as Record<string, unknown>;
  const found: string[] = [];
  const member = `${nameOf(object)}.${nameOf(property)}`;
  if (type === 'MemberExpression' && forbiddenMembers.test(member)) found.push(member);
  if (
    type === 'NewExpression' &&
    nameOf(callee) === 'Date' &&
    Array.isArray(given) &&
    given.length === 0
  ) {
    found.push('new Date()');
  }
  if (type === 'CallExpression' && nameOf(callee) === 'Date') found.push('Date()');
  return [...found, ...Object.values(node).flatMap(impurities)];
}

function nameOf(node: unknown): string | undefined {
  return typeof node === 'object' && node !== null ? (node as { name?: string }).name : undefined;
}
