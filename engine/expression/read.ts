/** Cuts the text of an expression into words. */
import { ExpressionProblem } from './problem.ts';

export type Word = {
  readonly kind: 'name' | 'number' | 'text' | 'sign' | 'end';
  /** As written; for a text, what is between the quotes. */
  readonly text: string;
  readonly at: number;
};

/** Also the schema's bound (`action.ts`). */
export const MAX_LENGTH = 2_000;

const SPACE = /\s+/y;
const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
const NUMBER = /(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const TEXT = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/y;
const SIGN = /=>|==|!=|<=|>=|&&|\|\||\?\?|[-+*/%<>!?:,.()[\]]/y;
const ESCAPES: { readonly [letter: string]: string } = { n: '\n', t: '\t', r: '\r' };

/** @throws ExpressionProblem */
export function read(text: string): readonly Word[] {
  if (text.length > MAX_LENGTH)
    throw new ExpressionProblem(`An expression has at most ${MAX_LENGTH} characters.`, MAX_LENGTH);
  const words: Word[] = [];
  for (let at = 0; at < text.length; ) {
    const space = match(SPACE, text, at);
    if (space !== null) {
      at += space.length;
      continue;
    }
    const word = wordAt(text, at);
    if (word === null) throw unreadable(text, at);
    words.push({ kind: word.kind, text: word.text, at });
    at += word.length;
  }
  words.push({ kind: 'end', text: '', at: text.length });
  return words;
}

function wordAt(text: string, at: number): (Omit<Word, 'at'> & { length: number }) | null {
  for (const [kind, pattern] of [
    ['name', NAME],
    ['number', NUMBER],
    ['text', TEXT],
    ['sign', SIGN],
  ] as const) {
    const found = match(pattern, text, at);
    if (found === null) continue;
    return { kind, text: kind === 'text' ? unquoted(found) : found, length: found.length };
  }
  return null;
}

function match(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}

const unquoted = (found: string): string =>
  found.slice(1, -1).replace(/\\(.)/g, (_, letter: string) => ESCAPES[letter] ?? letter);

function unreadable(text: string, at: number): ExpressionProblem {
  const sign = String.fromCodePoint(text.codePointAt(at) ?? 0x20);
  if (sign === '"' || sign === "'")
    return new ExpressionProblem(
      'This text is not closed: its second quotation mark is missing.',
      at,
    );
  if (sign === '=')
    return new ExpressionProblem('A comparison is written with two signs: “==”.', at);
  return new ExpressionProblem(`“${sign}” means nothing here.`, at);
}
