/**
 * The built web app in memory: a few megabytes, each file compressed once when it is first asked for. Only files that were
 * found in the folder can be asked for, so no address reaches another file.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

export type Encoding = 'br' | 'gzip' | 'identity';

export type WebFile = {
  readonly type: string;
  readonly etag: string;
  /** Its name holds a hash of what is in it, so it never changes. */
  readonly isImmutable: boolean;
  body(encoding: Encoding): Promise<Buffer>;
  readonly encodings: readonly Encoding[];
};

export type WebFiles = {
  find(urlPath: string): Promise<WebFile | undefined>;
  /** Null while the web app has not been built. */
  index(): Promise<string | null>;
};

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};
const COMPRESSED = new Set(['.html', '.js', '.css', '.json', '.webmanifest', '.svg', '.txt']);
const BROTLI_QUALITY = 9;

const compressors = {
  br: (bytes: Buffer) =>
    promisify(brotliCompress)(bytes, {
      params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY },
    }),
  gzip: (bytes: Buffer) => promisify(gzip)(bytes),
  identity: async (bytes: Buffer) => bytes,
} as const;

export function openWebFiles(root: string): WebFiles {
  let loaded: { builtAt: number; index: string; files: Map<string, WebFile> } | null = null;

  /** A new build shows in its index, which is written last. */
  async function current() {
    const builtAt = await stat(path.join(root, 'index.html')).then(
      (found) => found.mtimeMs,
      () => null,
    );
    if (builtAt === null) return null;
    if (loaded?.builtAt !== builtAt) {
      const index = await readFile(path.join(root, 'index.html'), 'utf8');
      loaded = { builtAt, index, files: await filesIn(root) };
    }
    return loaded;
  }

  return {
    find: async (urlPath) => loaded?.files.get(urlPath) ?? (await current())?.files.get(urlPath),
    index: async () => (await current())?.index ?? null,
  };
}

async function filesIn(root: string): Promise<Map<string, WebFile>> {
  const files = new Map<string, WebFile>();
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.name === 'index.html') continue;
    const file = path.join(entry.parentPath, entry.name);
    const urlPath = `/${path.relative(root, file).split(path.sep).join('/')}`;
    files.set(urlPath, webFile(urlPath, await readFile(file)));
  }
  return files;
}

function webFile(urlPath: string, bytes: Buffer): WebFile {
  const extension = path.extname(urlPath);
  const bodies = new Map<Encoding, Promise<Buffer>>();
  return {
    type: TYPES[extension] ?? 'application/octet-stream',
    etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 27)}"`,
    isImmutable: urlPath.startsWith('/assets/'),
    encodings: COMPRESSED.has(extension) ? ['br', 'gzip', 'identity'] : ['identity'],
    body(encoding) {
      const known = bodies.get(encoding) ?? compressors[encoding](bytes);
      bodies.set(encoding, known);
      return known;
    },
  };
}
