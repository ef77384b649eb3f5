/** Programs a benchmark starts beside itself; what they print goes nowhere but where it is asked for. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

export type Program = {
  readonly output: Readable;
  readonly pid: number | undefined;
  readonly isOver: () => boolean;
  stop(): Promise<void>;
};

export function runProgramFile(file: string, environment: Record<string, string>): Program {
  const child = spawn(process.execPath, [fileURLToPath(new URL(file, import.meta.url))], {
    env: { PATH: process.env.PATH, NODE_ENV: 'production', ...environment },
    stdio: ['ignore', 'pipe', process.env.BENCH_DEBUG ? 'inherit' : 'ignore'],
  });
  const isOver = (): boolean => child.exitCode !== null || child.signalCode !== null;
  return {
    output: child.stdout,
    pid: child.pid,
    isOver,
    async stop() {
      if (isOver()) return;
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      const patience = setTimeout(() => child.kill('SIGKILL'), 15_000);
      await gone;
      clearTimeout(patience);
    },
  };
}

export async function untilAnswering(
  url: string,
  programs: readonly Program[],
  isReady: (body: string) => boolean,
): Promise<void> {
  for (let tried = 0; tried < 600 && !programs.some((program) => program.isOver()); tried += 1) {
    const body = await fetch(url).then(
      (answer) => answer.text(),
      () => '',
    );
    if (isReady(body)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${url} did not come up.`);
}
