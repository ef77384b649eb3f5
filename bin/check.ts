/**
 * `npm run check`: everything that can be known without running anything. The checks run side by side; what they find
 * is printed in order.
 */
import path from 'node:path';
import { runProgram } from './platform/failure.ts';
import { runToEnd } from './platform/run-to-end.ts';
import { projectRoot } from './platform/settings.ts';

const checks: readonly { readonly name: string; readonly run: readonly string[] }[] = [
  ...['.', 'engine', 'designer', 'tests'].map((project) => ({
    name: project === '.' ? 'types' : `types of ${project}`,
    run: ['typescript/bin/tsc', '--project', project, '--incremental', ...memory(project)],
  })),
  {
    name: 'lint and format',
    run: ['@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.'],
  },
  { name: 'dead code', run: ['knip/bin/knip.js', '--config', 'knip.json'] },
  {
    name: 'imports',
    run: [
      'vitest/vitest.mjs',
      'run',
      '--config',
      'tests/vitest.config.ts',
      '--project',
      'unit',
      'tests/architecture.test.ts',
    ],
  },
];

await runProgram(async () => {
  const began = Date.now();
  const results = await Promise.all(
    checks.map(async ({ name, run }) => {
      const [script = '', ...args] = run;
      const file = path.join(projectRoot, 'node_modules', script);
      const result = await runToEnd(process.execPath, [file, ...args], {
        cwd: projectRoot,
        env: { ...process.env, FORCE_COLOR: process.stdout.isTTY ? '1' : '0' },
      });
      return { name, ...result };
    }),
  );
  for (const { name, ok, output } of results) {
    console.log(`${ok ? '✓' : '✗'} ${name}`);
    if (!ok) console.log(`${output}\n`);
  }
  const failed = results.filter((result) => !result.ok).length;
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  console.log(
    failed === 0
      ? `All is well (${seconds} s).`
      : `${failed} of ${results.length} checks failed (${seconds} s).`,
  );
  return failed === 0 ? 0 : 1;
});

/** What the compiler knows from last time, so that the next check takes seconds. */
function memory(project: string): string[] {
  const name = project === '.' ? 'root' : project;
  return ['--tsBuildInfoFile', `node_modules/.cache/types/${name}.tsbuildinfo`];
}
