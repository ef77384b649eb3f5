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
/** Asking for what is not there must not read the folder each time. */
const LOOK_AGAIN_MS = 1_000;

const compressors = {
  br: (bytes: Buffer) =>
    promisify(brotliCompress)(bytes, {
      params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY },
    }),
  gzip: (bytes: Buffer) => promisify(gzip)(bytes),
  identity: async (bytes: Buffer) => bytes,
} as const;

export function openWebFiles(root: string): WebFiles {
  let loaded: { build: string; index: string; files: Map<string, WebFile> } | null = null;
  let lookedAt = 0;

  /** A new build shows in its index. While there is none, because a build is being made, the last one is served. */
  async function current() {
    const build = await stat(path.join(root, 'index.html')).then(
      ({ mtimeMs, size }) => `${mtimeMs} ${size}`,
      () => null,
    );
    if (build === null || loaded?.build === build) return loaded;
    const index = await readFile(path.join(root, 'index.html'), 'utf8');
    loaded = { build, index, files: withEarlier(loaded?.files, await filesIn(root)) };
    return loaded;
  }

  /** A build writes its files in any order, so what is asked for may have come after the index. */
  async function lookAgain() {
    if (loaded === null || Date.now() - lookedAt < LOOK_AGAIN_MS) return;
    lookedAt = Date.now();
    loaded.files = withEarlier(loaded.files, await filesIn(root));
  }

  return {
    async find(urlPath) {
      const known = (await current())?.files.get(urlPath);
      if (known) return known;
      await lookAgain();
      return loaded?.files.get(urlPath);
    },
    index: async () => (await current())?.index ?? null,
  };
}

/** A page that was opened before a build goes on asking for that build's parts, whose names hold their hashes. */
function withEarlier(earlier: Map<string, WebFile> | undefined, files: Map<string, WebFile>) {
  const kept = [...(earlier ?? [])].filter(([, file]) => file.isImmutable);
  return new Map([...kept, ...files]);
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
