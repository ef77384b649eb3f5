/**
 * From text to a tree, by precedence: `? :`, `??`, `or`, `and`, `not`, comparisons, `+ -`, `* / %`, sign. `and`, `or` and
 * `not` may be written `&&`, `||` and `!`. A function that looks at each item of a list takes `item => …`.
 */
import type { Json } from '../json.ts';
import { FUNCTIONS } from './functions.ts';
import { ExpressionProblem } from './problem.ts';
import { read, type Word } from './read.ts';

export type BinaryOperator =
  | '??'
  | 'or'
  | 'and'
  | '=='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | 'in'
  | '+'
  | '-'
  | '*'
  | '/'
  | '%';

export type Node = { readonly at: number } & (
  | { readonly kind: 'value'; readonly value: Json }
  | { readonly kind: 'name'; readonly path: readonly string[] }
  | { readonly kind: 'at'; readonly of: Node; readonly index: Node }
  | { readonly kind: 'list'; readonly items: readonly Node[] }
  | { readonly kind: 'unary'; readonly operator: 'not' | '-'; readonly of: Node }
  | {
      readonly kind: 'binary';
      readonly operator: BinaryOperator;
      readonly left: Node;
      readonly right: Node;
    }
  | { readonly kind: 'choice'; readonly when: Node; readonly then: Node; readonly otherwise: Node }
  | { readonly kind: 'call'; readonly name: string; readonly arguments: readonly Node[] }
  | { readonly kind: 'lambda'; readonly parameter: string; readonly body: Node }
);

const MAX_DEPTH = 50;
const WORDS: { readonly [word: string]: Json } = { true: true, false: false, null: null };
const SPELLINGS: { readonly [sign: string]: BinaryOperator } = { '&&': 'and', '||': 'or' };
const LEVELS: readonly (readonly BinaryOperator[])[] = [
  ['??'],
  ['or'],
  ['and'],
  ['==', '!=', '<', '<=', '>', '>=', 'in'],
  ['+', '-'],
  ['*', '/', '%'],
];

/** @throws ExpressionProblem */
export function parse(text: string): Node {
  const parser = new Parser(read(text));
  return parser.whole();
}

class Parser {
  readonly #words: readonly Word[];
  #next = 0;
  #depth = 0;

  constructor(words: readonly Word[]) {
    this.#words = words;
  }

  whole(): Node {
    const node = this.#expression();
    const rest = this.#word;
    if (rest.kind !== 'end')
      throw new ExpressionProblem(`An operator is missing before “${rest.text}”.`, rest.at);
    return node;
  }

  get #word(): Word {
    const word = this.#words[this.#next] ?? this.#words.at(-1);
    if (!word) throw new ExpressionProblem('There is nothing to compute.', 0);
    return word;
  }

  #expression(): Node {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH)
      throw new ExpressionProblem(
        `An expression is nested at most ${MAX_DEPTH} deep.`,
        this.#word.at,
      );
    const when = this.#level(0);
    const node = this.#take('?') ? this.#choice(when) : when;
    this.#depth -= 1;
    return node;
  }

  #choice(when: Node): Node {
    const then = this.#expression();
    this.#expect(':', 'A choice is written “condition ? one : other”');
    return { kind: 'choice', at: when.at, when, then, otherwise: this.#expression() };
  }

  #level(level: number): Node {
    const operators = LEVELS[level];
    if (!operators) return this.#signed();
    let left = level === 3 ? this.#not() : this.#level(level + 1);
    for (let operator = this.#operator(operators); operator; operator = this.#operator(operators)) {
      const right = level === 3 ? this.#not() : this.#level(level + 1);
      left = { kind: 'binary', at: left.at, operator, left, right };
      if (level === 3 && this.#operator(operators))
        throw new ExpressionProblem(
          'Comparisons are not chained: join two with “and”.',
          this.#words[this.#next - 1]?.at ?? 0,
        );
    }
    return left;
  }

  #not(): Node {
    const { at } = this.#word;
    if (!this.#take('!') && !this.#take('not')) return this.#level(4);
    return { kind: 'unary', at, operator: 'not', of: this.#nested(() => this.#not()) };
  }

  #signed(): Node {
    const { at } = this.#word;
    if (this.#take('-'))
      return { kind: 'unary', at, operator: '-', of: this.#nested(() => this.#signed()) };
    return this.#reached(this.#single());
  }

  #nested(parseOne: () => Node): Node {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH)
      throw new ExpressionProblem(
        `An expression is nested at most ${MAX_DEPTH} deep.`,
        this.#word.at,
      );
    const node = parseOne();
    this.#depth -= 1;
    return node;
  }

  /** `of[index]` and `of.name`, as often as they follow. */
  #reached(of: Node): Node {
    let node = of;
    for (;;) {
      const { at } = this.#word;
      if (this.#take('[')) {
        const index = this.#expression();
        this.#expect(']', 'A place in a list is written “list[0]”');
        node = { kind: 'at', at, of: node, index };
      } else if (this.#take('.')) {
        const name = this.#word;
        if (name.kind !== 'name')
          throw new ExpressionProblem('After the point a name is missing.', at);
        this.#next += 1;
        node = { kind: 'at', at, of: node, index: { kind: 'value', at, value: name.text } };
      } else {
        return node;
      }
    }
  }

  #single(): Node {
    const word = this.#word;
    const { at, text } = word;
    this.#next += 1;
    if (word.kind === 'number') {
      const value = Number(text);
      if (!Number.isFinite(value)) throw new ExpressionProblem('This number is too large.', at);
      return { kind: 'value', at, value };
    }
    if (word.kind === 'text') return { kind: 'value', at, value: text };
    if (word.kind === 'name') {
      if (Object.hasOwn(WORDS, text)) return { kind: 'value', at, value: WORDS[text] ?? null };
      return this.#take('(') ? this.#call(word) : this.#path(word);
    }
    if (text === '(') {
      const node = this.#expression();
      this.#expect(')', 'A bracket is not closed');
      return node;
    }
    if (text === '[') return { kind: 'list', at, items: this.#items(']') };
    this.#next -= 1;
    throw new ExpressionProblem(
      word.kind === 'end'
        ? 'Something is missing at the end.'
        : `A value is missing before “${text}”.`,
      at,
    );
  }

  #path(first: Word): Node {
    const path = [first.text];
    while (this.#word.text === '.' && this.#word.kind === 'sign') {
      const name = this.#words[this.#next + 1];
      if (name?.kind !== 'name')
        throw new ExpressionProblem('After the point a name is missing.', this.#word.at);
      path.push(name.text);
      this.#next += 2;
    }
    return { kind: 'name', at: first.at, path };
  }

  #call({ text: name, at }: Word): Node {
    const known = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
    if (!known)
      throw new ExpressionProblem(
        `There is no function “${name}”. There are: ${Object.keys(FUNCTIONS).join(', ')}.`,
        at,
      );
    const given = this.#items(')');
    const [least, most] = known.takes;
    if (given.length < least || given.length > most)
      throw new ExpressionProblem(`It is written “${known.usage}”.`, at);
    for (const [index, argument] of given.entries()) {
      const isLambda = argument.kind === 'lambda';
      if (isLambda !== (known.lambdaAt === index))
        throw new ExpressionProblem(`It is written “${known.usage}”.`, argument.at);
    }
    return { kind: 'call', at, name, arguments: given };
  }

  #items(close: string): readonly Node[] {
    const items: Node[] = [];
    if (this.#take(close)) return items;
    do items.push(this.#lambda() ?? this.#expression());
    while (this.#take(','));
    this.#expect(close, `“${close}” is missing`);
    return items;
  }

  #lambda(): Node | null {
    const name = this.#word;
    if (name.kind !== 'name' || this.#words[this.#next + 1]?.text !== '=>') return null;
    this.#next += 2;
    return { kind: 'lambda', at: name.at, parameter: name.text, body: this.#expression() };
  }

  #operator(among: readonly BinaryOperator[]): BinaryOperator | null {
    const { kind, text } = this.#word;
    if (kind !== 'sign' && kind !== 'name') return null;
    const operator = SPELLINGS[text] ?? (text as BinaryOperator);
    if (!among.includes(operator)) return null;
    this.#next += 1;
    return operator;
  }

  #take(text: string): boolean {
    const word = this.#word;
    if (word.text !== text || (word.kind !== 'sign' && word.kind !== 'name')) return false;
    this.#next += 1;
    return true;
  }

  #expect(text: string, message: string): void {
    if (!this.#take(text)) throw new ExpressionProblem(`${message}.`, this.#word.at);
  }
}
