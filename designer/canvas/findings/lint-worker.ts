/**
 * Checks a process on a thread of its own: proving that every way ends takes time in a large one, and whoever types or pans
 * meanwhile must not notice. It answers each question under its number.
 */
import type { Finding, LintContext } from '#engine/lint/index.ts';
import { lint } from '#engine/lint/index.ts';
import type { Parcel } from './parcel.ts';
import { Unpacker } from './parcel.ts';

export type LintQuestion = {
  readonly number: number;
  readonly parcel: Parcel;
  readonly context: LintContext;
};
export type LintAnswer = {
  readonly number: number;
  /** Null where the check itself has failed. */
  readonly findings: readonly Finding[] | null;
};

const unpacker = new Unpacker();

addEventListener('message', ({ data }: MessageEvent<LintQuestion>) => {
  const { number, parcel, context } = data;
  const definition = unpacker.unpack(parcel);
  let findings: LintAnswer['findings'] = null;
  try {
    findings = lint(definition, context);
  } catch (error) {
    console.error(error);
  }
  const answer: LintAnswer = { number, findings };
  postMessage(answer);
});
