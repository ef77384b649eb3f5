/**
 * `npm run bench -- <name> --json`: runs bin/bench/<name>.ts, which prints its figures as one JSON object a line; with no
 * name it lists them. Standard output holds figures only.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { PlatformFailure, runProgram } from './platform/failure.ts';
import { loadDotEnv } from './platform/settings.ts';

const folder = new URL('./bench/', import.meta.url);

await runProgram(async () => {
  loadDotEnv();
  const [name, ...args] = process.argv.slice(2);
  const benches = findBenches();
  if (!name || name.startsWith('-')) {
    for (const bench of benches)
      process.stdout.write(`${bench.name.padEnd(12)} ${bench.summary}\n`);
    return 0;
  }
  const bench = benches.find((known) => known.name === name);
  if (!bench) {
    const names = benches.map((known) => known.name).join(', ');
    throw new PlatformFailure(`There is no benchmark "${name}". There are: ${names}.`);
  }
  const { run } = (await import(new URL(`${name}.ts`, folder).href)) as {
    run(args: readonly string[]): Promise<void>;
  };
  await run(args.filter((arg) => arg !== '--json'));
  return 0;
});

/** A file that has a `run` is a benchmark; the others are what benchmarks share. */
function findBenches(): { name: string; summary: string }[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.ts'))
    .map((file) => ({ name: file.slice(0, -3), text: readFileSync(new URL(file, folder), 'utf8') }))
    .filter(({ text }) => /^export (async )?function run\b/m.test(text))
    .map(({ name, text }) => ({ name, summary: firstSentence(text) }));
}

function firstSentence(text: string): string {
  const comment = /^\/\*\*([\s\S]*?)\*\//.exec(text)?.[1] ?? '';
  const words = comment.replaceAll(/\s*\n\s*\*\s?/g, ' ').trim();
  return words.split(/(?<=\.)\s/)[0] ?? '';
}
