/** What a command of `perdura` is, and how its options are read: an unknown or a missing one is refused with its usage. */
import { parseArgs } from 'node:util';
import { PlatformFailure } from '../platform/failure.ts';

export type Command = {
  /** The words that call it, for example `tenant create`. */
  readonly name: string;
  readonly usage: string;
  readonly summary: string;
  run(args: readonly string[]): Promise<number>;
};

/** Options by name, each with a value; those in `required` are there. */
export function readOptions<Required extends string, Optional extends string>(
  command: Pick<Command, 'name' | 'usage'>,
  args: readonly string[],
  names: { readonly required: readonly Required[]; readonly optional: readonly Optional[] },
): Record<Required, string> & Partial<Record<Optional, string>> {
  const all = [...names.required, ...names.optional];
  const usage = `Usage: npm run perdura -- ${command.name} ${command.usage}`;
  let values: Record<string, unknown>;
  try {
    const options = Object.fromEntries(all.map((name) => [name, { type: 'string' as const }]));
    values = parseArgs({ args: [...args], options, strict: true }).values;
  } catch (error) {
    throw new PlatformFailure(`${error instanceof Error ? error.message : error}\n${usage}`);
  }
  const missing = names.required.filter((name) => !values[name]);
  if (missing.length > 0) {
    const list = missing.map((name) => `--${name}`).join(', ');
    throw new PlatformFailure(`Missing: ${list}\n${usage}`);
  }
  return values as Record<Required, string> & Partial<Record<Optional, string>>;
}
