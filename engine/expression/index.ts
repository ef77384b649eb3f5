/**
 * The expression language: small, pure and total. An expression reads facts by dotted names and comes to a JSON value; it
 * can neither change anything, nor call anything but the functions below, nor run on without end. What cannot be computed
 * is an `ExpressionProblem` that says where and why. A missing fact is null, and null is let through where it makes sense.
 */
import type { Json } from '../json.ts';
import { evaluate } from './evaluate.ts';
import { type Node, parse } from './parse.ts';
import { ExpressionProblem } from './problem.ts';

export { FUNCTIONS } from './functions.ts';
export { ExpressionProblem } from './problem.ts';

export type ExpressionFacts = { readonly [root: string]: unknown };

/** What a run knows of itself, without asking the record. */
const OWN_ROOTS: ReadonlySet<string> = new Set(['variables', 'steps', 'loop']);

/** Recently used texts, parsed; a process uses a few dozen. */
const PARSED_MAX = 500;
const parsed = new Map<string, Node>();

/** @throws ExpressionProblem */
export function compute(text: string, facts: ExpressionFacts): Json {
  return evaluate(parsedOf(text), facts);
}

/** What is wrong with the text itself, or null. */
export function problemIn(text: string): ExpressionProblem | null {
  try {
    parsedOf(text);
    return null;
  } catch (error) {
    if (error instanceof ExpressionProblem) return error;
    throw error;
  }
}

/** The dotted names it reads, in order; none of a text that cannot be read. */
export function factsOf(text: string): readonly string[] {
  if (problemIn(text)) return [];
  const facts: string[] = [];
  const visit = (node: Node, local: ReadonlySet<string>): void => {
    switch (node.kind) {
      case 'value':
        return;
      case 'name':
        if (!local.has(node.path[0] ?? '')) facts.push(node.path.join('.'));
        return;
      case 'at':
        visit(node.of, local);
        visit(node.index, local);
        return;
      case 'list':
        for (const item of node.items) visit(item, local);
        return;
      case 'unary':
        visit(node.of, local);
        return;
      case 'binary':
        visit(node.left, local);
        visit(node.right, local);
        return;
      case 'choice':
        for (const part of [node.when, node.then, node.otherwise]) visit(part, local);
        return;
      case 'call':
        for (const argument of node.arguments) visit(argument, local);
        return;
      case 'lambda':
        visit(node.body, new Set([...local, node.parameter]));
    }
  };
  visit(parsedOf(text), new Set());
  return facts;
}

/** Whether a run can compute it alone, without asking the record. */
export function isOwn(text: string): boolean {
  return factsOf(text).every((path) => OWN_ROOTS.has(path.split('.')[0] ?? ''));
}

function parsedOf(text: string): Node {
  const known = parsed.get(text);
  if (known) return known;
  const node = parse(text);
  if (parsed.size >= PARSED_MAX) parsed.clear();
  parsed.set(text, node);
  return node;
}
