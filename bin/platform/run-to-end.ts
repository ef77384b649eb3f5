/**
 * Runs a helper program (a build) to its end and keeps the last of what it said. While it runs it is on record, so
 * that a start which follows a kill ends it.
 */
import { spawn } from 'node:child_process';
import type { Records } from './records.ts';

const keptCharacters = 30_000;

export type Outcome = { readonly ok: boolean; readonly output: string };

export function runToEnd(
  command: string,
  args: readonly string[],
  options: {
    readonly cwd: string;
    readonly env: NodeJS.ProcessEnv;
    readonly signal?: AbortSignal;
    readonly records?: Records;
  },
): Promise<Outcome> {
  const { cwd, env, signal, records } = options;
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env, signal, stdio: ['ignore', 'pipe', 'pipe'] });
    const { pid } = child;
    if (pid) records?.add(pid, 'build');
    let output = '';
    const keep = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-keptCharacters);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const over = (ok: boolean) => {
      if (pid) records?.remove(pid);
      resolve({ ok, output: withoutStack(output) });
    };
    child.once('error', (error) => {
      output += error.message;
      over(false);
    });
    child.once('close', (code) => over(code === 0));
  });
}

/** What a build says is for people; where in its own insides it said so is not. */
function withoutStack(output: string): string {
  return output.replaceAll(/^ +at .*\n?/gm, '').trim();
}
