/**
 * The workflow code as one file for the sandbox. Bundling takes seconds, so the bundle is kept under the hash of
 * everything that goes into it: a second start reads a file.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, type Logger } from '@temporalio/worker';
import { FAILURE_CONVERTER_PATH } from './temporal.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** `cacheDir` may be unwritable: then every start bundles anew. */
export async function workflowBundle(cacheDir: string, logger?: Logger): Promise<{ code: string }> {
  const file = path.join(cacheDir, `workflows-${fingerprint()}.js`);
  try {
    return { code: readFileSync(file, 'utf8') };
  } catch {
    // Not there yet.
  }
  const { code } = await bundleWorkflowCode({
    workflowsPath: path.join(ROOT, 'workflows', 'index.ts'),
    failureConverterPath: FAILURE_CONVERTER_PATH,
    logger,
  });
  try {
    mkdirSync(cacheDir, { recursive: true });
    const unfinished = `${file}.${process.pid}`;
    writeFileSync(unfinished, code);
    renameSync(unfinished, file);
  } catch {
    // Read-only installation.
  }
  return { code };
}

/** Our own sources and the version of every package. */
function fingerprint(): string {
  const hash = createHash('sha256');
  for (const folder of ['workflows', 'engine']) {
    for (const file of filesBelow(path.join(ROOT, folder)))
      hash.update(path.relative(ROOT, file)).update(readFileSync(file));
  }
  hash.update(readFileSync(path.join(ROOT, 'package.json')));
  for (const name of ['workflow', 'worker', 'common', 'proto']) {
    hash.update(readFileSync(path.join(ROOT, 'node_modules', '@temporalio', name, 'package.json')));
  }
  return hash.digest('hex').slice(0, 24);
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}
