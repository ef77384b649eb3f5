/**
 * Takes a person out of a text by what they were called. Only whole words are taken for a name, so that no “Annual” loses its
 * “Ann”. Some scripts put no space between words, others write particles at the front of one or endings to it: a name is found
 * there too. A name of several words is no part of another word, whatever ending it has.
 */

/** Scripts that put no space between words: beside their letters any word may begin or end. */
const UNSPACED = ['Han', 'Hiragana', 'Katakana', 'Thai', 'Lao', 'Khmer', 'Myanmar']
  .map((script) => `\\p{Script=${script}}`)
  .join('');
const isUnspaced = new RegExp(`^[${UNSPACED}]$`, 'v');
/** Whose endings belong to the name as often as not; and a name of several words. */
const takesEndings = new RegExp(`[${UNSPACED}\\p{Script=Hangul}]$|\\S\\s+\\S`, 'v');
const LETTER = `[[\\p{L}\\p{M}\\p{N}_]--[${UNSPACED}]]`;
const NO_LETTER_BEFORE = `(?<!${LETTER})`;
const NO_LETTER_AFTER = `(?!${LETTER})`;

/** What is written at the front of a word there: and, so, in, as, for, to, from, that; also one before another. */
const PARTICLES: readonly (readonly [script: RegExp, letters: string])[] = [
  [/^\p{Script=Arabic}$/u, '[وفبكل]'],
  [/^\p{Script=Hebrew}$/u, '[ושבכלמ]'],
];

/** `called`: the longest first, since one may hold another. */
export function withoutPerson(text: string, called: readonly string[], instead: string): string {
  return called.reduce((rest, one) => rest.replace(wholeWords(one), () => instead), text);
}

function wholeWords(called: string): RegExp {
  const escaped = called.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  const [before, after] = called.includes('@') ? AROUND_ADDRESS : aroundName(called);
  return new RegExp(`${before}${escaped}${after}`, 'gv');
}

/** Dots and the like belong to an address, but not one that ends the sentence. */
const AROUND_ADDRESS = [`(?<!${LETTER}|[.%+\\-])`, `(?!${LETTER}|[.\\-][\\p{L}\\p{N}])`] as const;

function aroundName(name: string): readonly [before: string, after: string] {
  const [first = ''] = name;
  const particle = PARTICLES.find(([script]) => script.test(first))?.[1];
  const before = particle
    ? `(?:${NO_LETTER_BEFORE}|(?<=${NO_LETTER_BEFORE}${particle}{1,3}))`
    : NO_LETTER_BEFORE;
  return [isUnspaced.test(first) ? '' : before, takesEndings.test(name) ? '' : NO_LETTER_AFTER];
}
