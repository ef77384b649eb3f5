/**
 * The command-line client and operator's tool: `npm run perdura -- <command>`. It reads the same environment as `start`
 * and works beside a running instance. Each command is a file in bin/perdura/ and one line in the table here.
 */
import type { Command } from './perdura/command.ts';
import { PlatformFailure, runProgram } from './platform/failure.ts';
import { loadDotEnv } from './platform/settings.ts';

/** Loaded when called: a token should not wait for the parts that only the reconciler needs. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  setup: async () => (await import('./perdura/setup.ts')).setup,
  'tenant create': async () => (await import('./perdura/tenant-create.ts')).tenantCreate,
  'token create': async () => (await import('./perdura/token-create.ts')).tokenCreate,
  doctor: async () => (await import('./perdura/doctor.ts')).doctor,
  reconcile: async () => (await import('./perdura/reconcile.ts')).reconcile,
};

await runProgram(async () => {
  loadDotEnv();
  const words = process.argv.slice(2);
  if (words.length === 0 || ['help', '--help', '-h'].includes(words[0] ?? '')) {
    process.stdout.write(`${await help()}\n`);
    return 0;
  }
  for (const [name, load] of Object.entries(commands)) {
    const parts = name.split(' ');
    if (!parts.every((part, index) => words[index] === part)) continue;
    const command = await load();
    return command.run(words.slice(parts.length)).catch((error: unknown) => {
      throw refusal(error) ?? error;
    });
  }
  throw new PlatformFailure(`There is no command "${words.join(' ')}".\n\n${await help()}`);
});

/** What the domain refuses, and a server that cannot be reached, are no bugs of ours. */
function refusal(error: unknown): PlatformFailure | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code } = error as { code?: string };
  if (error.name === 'DomainError') return new PlatformFailure(error.message);
  if (code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === '28P01') {
    return new PlatformFailure(
      `The database does not answer (${error.message || code}). Is it running?`,
    );
  }
  return undefined;
}

async function help(): Promise<string> {
  const all = await Promise.all(Object.values(commands).map((load) => load()));
  const lines = all.map(
    ({ name, usage, summary }) => `  ${`${name} ${usage}`.trim()}\n      ${summary}`,
  );
  return ['Usage: npm run perdura -- <command>', '', ...lines, '  help\n      says this'].join(
    '\n',
  );
}
