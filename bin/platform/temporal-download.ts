/**
 * The Temporal SDK can fetch the server that fits it. It does so only while starting a test environment, so one is
 * started and stopped for the sake of the file it leaves in the folder.
 */
import { lookup } from 'node:dns/promises';
import { readdirSync } from 'node:fs';
import path from 'node:path';

const patienceMs = 180_000;

/** The downloaded program, or why there is none. */
export async function downloadTemporal(
  folder: string,
  version: string,
): Promise<{ file: string } | { reason: string }> {
  if (!(await isReachable('temporal.download'))) return { reason: 'no network' };
  try {
    const { TestWorkflowEnvironment } = await import('@temporalio/testing');
    const environment = await withPatience(
      TestWorkflowEnvironment.createLocal({
        server: { executable: { type: 'cached-download', downloadDir: folder, version } },
      }),
    );
    await environment.teardown();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { reason: reason.split('\n')[0] ?? reason };
  }
  const file = readdirSync(folder).find((name) => name.startsWith('temporal-sdk-typescript'));
  return file ? { file: path.join(folder, file) } : { reason: 'the download left no file' };
}

/** Without a name server the SDK would try for minutes; behind a proxy names need not resolve. */
async function isReachable(host: string): Promise<boolean> {
  if (process.env.HTTPS_PROXY || process.env.https_proxy) return true;
  const resolved = lookup(host).then(() => true);
  const tooLong = new Promise<boolean>((resolve) => setTimeout(resolve, 5000, false).unref());
  return Promise.race([resolved, tooLong]).catch(() => false);
}

async function withPatience<T>(work: Promise<T>): Promise<T> {
  const tooLong = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error('the download took too long')), patienceMs).unref();
  });
  return Promise.race([work, tooLong]);
}
