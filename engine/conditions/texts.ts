/** Texts that stand for all others: one that nothing names, blanks, and numbers spelled out, which compare like numbers. */
import { toNumber } from '../operators.ts';

/** A text that is none of these. */
export function fresh(named: readonly string[]): string {
  let text = 'another';
  while (named.includes(text)) text += ' one';
  return text;
}

/** Nothing but blanks is empty all the same. */
export function blanksIn(named: readonly string[]): readonly string[] {
  let blank = ' ';
  while (named.includes(blank)) blank += ' ';
  return ['', blank];
}

/** Each number as a text that is none of these; whole when every one of them can be spelled. */
export function spelled(
  numbers: readonly number[],
  named: readonly string[],
): { readonly texts: readonly string[]; readonly isWhole: boolean } {
  const texts = numbers.flatMap((number) => {
    let text = String(number);
    while (named.includes(text)) text += ' ';
    return toNumber(text) === number ? [text] : [];
  });
  return { texts, isWhole: texts.length === numbers.length };
}
