/**
 * The built web app in memory: a few megabytes, each file compressed once when it is first asked for. Only files that were
 * found in the folder can be asked for, so no address reaches another file. A build may be writing the folder meanwhile:
 * what is half written is not taken up, and what it removed is served from memory until the build after it.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
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
/** A file that was changed this short a time ago may still be written: it is looked at again before it is believed. */
const FRESH_MS = 250;
const SETTLE_MS = 100;
const SETTLE_TRIES = 20;

const compressors = {
  br: (bytes: Buffer) =>
    promisify(brotliCompress)(bytes, {
      params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY },
    }),
  gzip: (bytes: Buffer) => promisify(gzip)(bytes),
  identity: async (bytes: Buffer) => bytes,
} as const;

type Kept = { readonly stamp: string; readonly file: WebFile };
type Files = ReadonlyMap<string, Kept>;
type Build = { readonly stamp: string; readonly index: string; files: Files; earlier: Files };

export function openWebFiles(root: string): WebFiles {
  const indexFile = path.join(root, 'index.html');
  let loaded: Build | null = null;
  let lookedAt = 0;
  const takeUp = oneAtATime(async () => {
    const index = await readSettled(indexFile);
    if (index === null) return;
    const { stamp, bytes } = index;
    const earlier = loaded?.files ?? new Map<string, Kept>();
    loaded = { stamp, index: bytes.toString(), files: await filesIn(root, earlier), earlier };
  });
  const lookAgain = oneAtATime(async () => {
    if (loaded === null || Date.now() - lookedAt < LOOK_AGAIN_MS) return;
    lookedAt = Date.now();
    const { files } = loaded;
    const found = await filesIn(root, files);
    loaded.files = new Map([...files, ...found]);
  });

  /** A new build shows in its index. While there is none, because a build is being made, the last one is served. */
  async function current(): Promise<Build | null> {
    const stamp = await stampOf(indexFile);
    if (stamp !== null && loaded?.stamp !== stamp) await takeUp();
    return loaded;
  }

  /** A page that was opened before a build goes on asking for that build's parts. */
  const known = (urlPath: string): WebFile | undefined =>
    (loaded?.files.get(urlPath) ?? loaded?.earlier.get(urlPath))?.file;

  return {
    async find(urlPath) {
      await current();
      // A build writes its files in any order, so what is asked for may have come after the index.
      if (!known(urlPath) && mayBeFile(urlPath)) await lookAgain();
      return known(urlPath);
    },
    index: async () => (await current())?.index ?? null,
  };
}

/** Every other address is a page, and there is no end of those. */
const mayBeFile = (urlPath: string): boolean =>
  isImmutable(urlPath) || Object.hasOwn(TYPES, path.extname(urlPath));

const isImmutable = (urlPath: string): boolean => urlPath.startsWith('/assets/');

/** Whoever asks while it is under way waits for the same. */
function oneAtATime(work: () => Promise<void>): () => Promise<void> {
  let underWay: Promise<void> | null = null;
  return () => {
    underWay ??= work().finally(() => {
      underWay = null;
    });
    return underWay;
  };
}

/** Every whole file of the folder; those that are known already stay what they are, with what was compressed of them. */
async function filesIn(root: string, known: Files): Promise<Files> {
  const found = await Promise.all(
    (await entriesOf(root)).map(async (name): Promise<[string, Kept][]> => {
      const file = path.join(root, name);
      const urlPath = `/${name.split(path.sep).join('/')}`;
      const before = known.get(urlPath);
      if (before && before.stamp === (await stampOf(file))) return [[urlPath, before]];
      const read = await readSettled(file);
      if (read === null) return [];
      const made = webFile(urlPath, read.bytes);
      const isSame = before?.file.etag === made.etag;
      return [[urlPath, { stamp: read.stamp, file: isSame ? before.file : made }]];
    }),
  );
  return new Map(found.flat());
}

async function entriesOf(root: string): Promise<string[]> {
  const entries = (await readdir(root, { recursive: true, withFileTypes: true }).catch(gone)) ?? [];
  return entries
    .filter((entry) => entry.isFile() && entry.name !== 'index.html')
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));
}

/** Null where the file is gone, or somebody goes on writing it. */
async function readSettled(file: string): Promise<{ stamp: string; bytes: Buffer } | null> {
  for (let turn = 0; turn < SETTLE_TRIES; turn += 1) {
    const before = await stat(file).catch(gone);
    if (before === null) return null;
    if (Date.now() - before.mtimeMs < FRESH_MS) await wait(SETTLE_MS);
    const bytes = await readFile(file).catch(gone);
    const stamp = await stampOf(file);
    if (bytes?.length === before.size && stamp === stamped(before)) return { stamp, bytes };
  }
  return null;
}

const stampOf = async (file: string): Promise<string | null> => {
  const found = await stat(file).catch(gone);
  return found === null ? null : stamped(found);
};

const stamped = ({ mtimeMs, size }: { mtimeMs: number; size: number }): string =>
  `${mtimeMs} ${size}`;

/** A build empties the folder before it fills it. */
function gone(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}

function webFile(urlPath: string, bytes: Buffer): WebFile {
  const extension = path.extname(urlPath);
  const bodies = new Map<Encoding, Promise<Buffer>>();
  return {
    type: TYPES[extension] ?? 'application/octet-stream',
    etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 27)}"`,
    isImmutable: isImmutable(urlPath),
    encodings: COMPRESSED.has(extension) ? ['br', 'gzip', 'identity'] : ['identity'],
    body(encoding) {
      const known = bodies.get(encoding) ?? compressors[encoding](bytes);
      bodies.set(encoding, known);
      return known;
    },
  };
}
