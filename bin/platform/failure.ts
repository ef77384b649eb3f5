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
export async function runProgram(main: () => Promise<number | undefined>): Promise<void> {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    if (error instanceof PlatformFailure) process.stderr.write(`\n${error.message}\n`);
    else process.stderr.write(`\n${error instanceof Error ? error.stack : String(error)}\n`);
    process.exitCode = 1;
  }
}
