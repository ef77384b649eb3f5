/** Who kept the processors busy over a while, as far as the operating system tells (Linux); elsewhere nothing is known. */
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';

const TICKS_PER_SECOND = 100;

export type Load = { readonly machine: number; readonly programs: Record<string, number> };

/** Begins to count; the answer is in processors kept busy, on average: 2 where two had no rest. */
export function watchLoad(
  programs: Readonly<Record<string, number | undefined>>,
): () => Load | null {
  const began = performance.now();
  const before = look(programs);
  return () => {
    const after = look(programs);
    if (!before || !after) return null;
    const seconds = (performance.now() - began) / 1_000;
    const idle = (after.idle - before.idle) / TICKS_PER_SECOND / seconds;
    return {
      machine: cpus().length - idle,
      programs: Object.fromEntries(
        Object.entries(after.programs).map(([name, ticks]) => [
          name,
          (ticks - (before.programs[name] ?? 0)) / TICKS_PER_SECOND / seconds,
        ]),
      ),
    };
  };
}

function look(programs: Readonly<Record<string, number | undefined>>) {
  try {
    const [, , , , idle, waiting] = readFileSync('/proc/stat', 'utf8').split(/\s+/);
    return {
      idle: Number(idle) + Number(waiting),
      programs: Object.fromEntries(
        Object.entries(programs).map(([name, pid]) => [name, pid ? ticksOf(pid) : 0]),
      ),
    };
  } catch {
    return null;
  }
}

/** In user and system mode, all threads: fields 14 and 15 of proc(5)'s stat, counted after the name in brackets. */
function ticksOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return Number(fields[11]) + Number(fields[12]);
}
