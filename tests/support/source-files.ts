/**
 * The project's own source files with what each imports, for the tests that look at the shape of the code. They are
 * parsed, not searched, so that neither a comment nor a string counts as an import.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'vite';

export type Import = {
  /** As written. */
  readonly request: string;
  /** The path of our own file, from the root; undefined for a package. */
  readonly file?: string;
  /** The package's name, or `node:…`; undefined for our own files. */
  readonly package?: string;
  /** Nothing of it is left when the program runs. */
  readonly isType: boolean;
};

export type SourceFile = {
  /** From the root, with forward slashes. */
  readonly path: string;
  readonly folder: string;
  readonly imports: readonly Import[];
  readonly program: object;
};

export const root = fileURLToPath(new URL('../../', import.meta.url));

export function readSourceFiles(folders: readonly string[]): SourceFile[] {
  return folders.flatMap((folder) => filesIn(folder)).map(readSourceFile);
}

function filesIn(folder: string): string[] {
  const full = path.join(root, folder);
  if (!existsSync(full)) return [];
  return readdirSync(full, { withFileTypes: true }).flatMap((entry) => {
    const name = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return /^(dist|node_modules)/.test(entry.name) ? [] : filesIn(name);
    return /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.d.ts') ? [name] : [];
  });
}

function readSourceFile(file: string): SourceFile {
  const text = readFileSync(path.join(root, file), 'utf8');
  const { program, module, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`);
  const found: { request: string; isType: boolean }[] = [];
  for (const { moduleRequest, entries } of module.staticImports) {
    const isType = entries.length > 0 && entries.every((entry) => entry.isType);
    found.push({ request: moduleRequest.value, isType });
  }
  for (const { entries } of module.staticExports) {
    const from = entries.filter((entry) => entry.moduleRequest);
    for (const entry of from) {
      found.push({ request: entry.moduleRequest?.value ?? '', isType: entry.isType });
    }
  }
  for (const { moduleRequest } of module.dynamicImports) {
    const literal = /^['"`]([^'"`$]+)['"`]$/.exec(
      text.slice(moduleRequest.start, moduleRequest.end),
    );
    if (literal?.[1]) found.push({ request: literal[1], isType: false });
  }
  const imports = found.map(({ request, isType }) => ({
    ...resolve(file, request),
    request,
    isType,
  }));
  return { path: file, folder: file.split('/')[0] ?? '', imports, program };
}

function resolve(from: string, request: string): Pick<Import, 'file' | 'package'> {
  if (request.startsWith('#')) return { file: request.slice(1) };
  if (request.startsWith('.')) return { file: path.posix.join(path.posix.dirname(from), request) };
  if (request.startsWith('node:')) return { package: request };
  const parts = request.split('/');
  return { package: parts.slice(0, request.startsWith('@') ? 2 : 1).join('/') };
}
