/**
 * `npm test`: every test of every tier, and as its very last line `N passed, N failed`. With `--interop` the tests that
 * need things from outside, and the names of those that could not run. Other arguments are handed to vitest.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runProgram } from './platform/failure.ts';
import { loadDotEnv, projectRoot } from './platform/settings.ts';
import { closingLine, type Report, skippedNames, tally } from './platform/test-report.ts';

await runProgram(async () => {
  loadDotEnv();
  const given = process.argv.slice(2);
  const interop = given.includes('--interop');
  // What failed before the tests, so that one closing line tells all of it.
  const before = Number(
    given.find((text) => text.startsWith('--failed-before='))?.split('=')[1] ?? 0,
  );
  const rest = given.filter((text) => text !== '--interop' && !text.startsWith('--failed-before='));
  const scratch = mkdtempSync(path.join(tmpdir(), 'perdura-report-'));
  try {
    const reportFile = path.join(scratch, 'report.json');
    const code = await runVitest([
      'run',
      '--config',
      'tests/vitest.config.ts',
      '--project',
      interop ? 'interop' : '!interop',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${reportFile}`,
      ...(interop ? ['--passWithNoTests'] : []),
      ...rest,
    ]);
    const report = readReport(reportFile);
    const result = tally(report, code, before);
    if (interop) {
      for (const name of skippedNames(report)) console.log(`could not run: ${name}`);
    }
    console.log(closingLine(result));
    return result.failed > 0 ? 1 : 0;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
});

function runVitest(args: readonly string[]): Promise<number> {
  const vitest = path.join(projectRoot, 'node_modules', 'vitest', 'vitest.mjs');
  const child = spawn(process.execPath, [vitest, ...args], {
    cwd: projectRoot,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  // Ctrl-C reaches vitest by itself; we stay to say the last line.
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(name, () => child.kill(name));
  process.on('disconnect', () => child.kill('SIGTERM'));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

function readReport(file: string): Report | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Report;
  } catch {
    return undefined;
  }
}
