/** What a parsed expression comes to. The work is counted, so that none takes longer or comes to more than its bound. */
import type { Json } from '../json.ts';
import { isObject } from '../json.ts';
import { FUNCTIONS } from './functions.ts';
import type { BinaryOperator, Node } from './parse.ts';
import { ExpressionProblem } from './problem.ts';
import { compare, isTruth, kindOf, MAX_TEXT, same, toNumber } from './values.ts';
import { lengthOf, MAX_RESULT, Work } from './work.ts';

type Facts = { readonly [root: string]: unknown };

export function evaluate(node: Node, facts: Facts): Json {
  const result = resultOf(node, facts, new Work());
  if (lengthOf(result, MAX_RESULT, node.at) > MAX_RESULT)
    throw new ExpressionProblem(`This comes to more than ${MAX_RESULT} bytes.`, node.at);
  return result;
}

function resultOf(node: Node, facts: Facts, work: Work): Json {
  work.spend(1, node.at);
  switch (node.kind) {
    case 'value':
      return node.value;
    case 'name':
      return factAt(facts, node.path);
    case 'at':
      return memberOf(resultOf(node.of, facts, work), resultOf(node.index, facts, work));
    case 'list':
      return node.items.map((item) => resultOf(item, facts, work));
    case 'unary': {
      const value = resultOf(node.of, facts, work);
      if (node.operator === 'not') return !isTruth(value, node.of.at);
      return value === null ? null : -toNumber(value, node.of.at);
    }
    case 'binary':
      return binary(node, facts, work);
    case 'choice':
      return isTruth(resultOf(node.when, facts, work), node.when.at)
        ? resultOf(node.then, facts, work)
        : resultOf(node.otherwise, facts, work);
    case 'call':
      return call(node, facts, work);
    case 'lambda':
      throw new ExpressionProblem('“=>” stands only inside the brackets of a function.', node.at);
  }
}

function binary(node: Extract<Node, { kind: 'binary' }>, facts: Facts, work: Work): Json {
  const { operator, at } = node;
  const left = resultOf(node.left, facts, work);
  if (operator === 'and' && !isTruth(left, node.left.at)) return false;
  if (operator === 'or' && isTruth(left, node.left.at)) return true;
  if (operator === '??' && left !== null) return left;
  const right = resultOf(node.right, facts, work);
  switch (operator) {
    case 'and':
    case 'or':
      return isTruth(right, node.right.at);
    case '??':
      return right;
    case '==':
      return same(left, right, work, at);
    case '!=':
      return !same(left, right, work, at);
    case 'in':
      if (!Array.isArray(right))
        throw new ExpressionProblem(
          `“in” looks into a list, and this is ${kindOf(right)}.`,
          node.right.at,
        );
      return right.some((item) => same(left, item, work, at));
    case '<':
    case '<=':
    case '>':
    case '>=':
      work.spendOn(left, at);
      return ordered(operator, left, right, at);
    default:
      work.spendOn(left, at);
      work.spendOn(right, at);
      return arithmetic(node, operator, left, right);
  }
}

function ordered(operator: '<' | '<=' | '>' | '>=', left: Json, right: Json, at: number): boolean {
  // What is not known is neither more nor less than anything.
  if (left === null || right === null) return false;
  const order = compare(left, right, at);
  if (operator === '<') return order < 0;
  if (operator === '<=') return order <= 0;
  return operator === '>' ? order > 0 : order >= 0;
}

function arithmetic(
  node: Extract<Node, { kind: 'binary' }>,
  operator: BinaryOperator,
  left: Json,
  right: Json,
): Json {
  if (operator === '+' && (typeof left === 'string' || typeof right === 'string'))
    return joined(left, right, node.at);
  if (left === null || right === null) return null;
  const one = toNumber(left, node.left.at);
  const other = toNumber(right, node.right.at);
  const result = calculate(operator, one, other);
  if (!Number.isFinite(result))
    throw new ExpressionProblem(
      other === 0 ? 'This divides by zero.' : 'This comes to no number.',
      node.right.at,
    );
  return result;
}

function calculate(operator: BinaryOperator, one: number, other: number): number {
  switch (operator) {
    case '+':
      return one + other;
    case '-':
      return one - other;
    case '*':
      return one * other;
    case '/':
      return one / other;
    default:
      return one % other;
  }
}

function joined(left: Json, right: Json, at: number): string {
  const text = [left, right]
    .map((part) => {
      if (part === null) return '';
      if (typeof part === 'object')
        throw new ExpressionProblem(`A text and ${kindOf(part)} cannot be joined: use “join”.`, at);
      return String(part);
    })
    .join('');
  if (text.length > MAX_TEXT)
    throw new ExpressionProblem(`This makes a text of more than ${MAX_TEXT} characters.`, at);
  return text;
}

function call(node: Extract<Node, { kind: 'call' }>, facts: Facts, work: Work): Json {
  const known = FUNCTIONS[node.name];
  if (!known) throw new ExpressionProblem(`There is no function “${node.name}”.`, node.at);
  const values: Json[] = [];
  let lambda: ((item: Json) => Json) | undefined;
  for (const argument of node.arguments) {
    if (argument.kind === 'lambda') {
      const { parameter, body } = argument;
      lambda = (item) => resultOf(body, { ...facts, [parameter]: item }, work);
    } else {
      values.push(resultOf(argument, facts, work));
    }
  }
  for (const value of values) {
    if (known.looksInside) work.spendOnAll(value, node.at);
    else work.spendOn(value, node.at);
  }
  const result = known.compute(values, node.at, work, lambda);
  work.spendOn(result, node.at);
  return result;
}

function factAt(facts: Facts, path: readonly string[]): Json {
  let value: unknown = facts;
  for (const name of path) {
    if (!isObject(value) || !Object.hasOwn(value, name)) return null;
    value = value[name];
  }
  return value === undefined ? null : (value as Json);
}

function memberOf(of: Json, index: Json): Json {
  if (Array.isArray(of) && typeof index === 'number') return of.at(index) ?? null;
  if (isObject(of) && typeof index === 'string' && Object.hasOwn(of, index))
    return (of[index] as Json) ?? null;
  return null;
}
