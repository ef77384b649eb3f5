/**
 * A reason to stop that is meant for the person at the terminal: one or two sentences saying what is wrong and what to
 * do. The programs in bin/ print its message alone; anything else that is thrown is a bug and shows its stack.
 */
export class PlatformFailure extends Error {
  override readonly name = 'PlatformFailure';
}

/** The sentence for a full disk, wherever it was noticed; undefined when the cause is something else. */
export function diskFullSentence(text: string, place: string): string | undefined {
  if (!/ENOSPC|no space left on device|database or disk is full/i.test(text)) return undefined;
  return `The disk that holds ${place} is full. Free some space and start again; what was accepted is kept.`;
}

/** Runs a program to its end: failures as their sentence, bugs with their stack, both with exit code 1. */
export async function runProgram(main: () => Promise<number | undefined>): Promise<never> {
  let code = 1;
  try {
    code = (await main()) ?? 0;
  } catch (error) {
    process.stderr.write(`\n${explain(error)}\n`);
  }
  // Explicit, because the channel to the caller would keep a finished program alive.
  process.exit(code);
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof PlatformFailure) return error.message;
  const place = (error as NodeJS.ErrnoException).path ?? 'the data';
  return diskFullSentence(error.message, place) ?? error.stack ?? error.message;
}
