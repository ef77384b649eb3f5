/** An element of a document as plain data, for comparing: references by id, what is repeated elsewhere left out. */
import { given, isGeneric, isNode, type Node } from './node.ts';

/** Kept in step with the flows themselves. */
const DERIVED = new Set(['incoming', 'outgoing']);

export function snapshot(node: Node, leftOut: ReadonlySet<string> = new Set()): unknown {
  if (isGeneric(node)) return genericSnapshot(node);
  const properties = given(node).flatMap(({ property, value }) => {
    const name = property.ns.localName;
    const goesWithoutSaying = property.default !== undefined && value === property.default;
    if (DERIVED.has(name) || leftOut.has(name) || goesWithoutSaying) return [];
    const one = (item: unknown): unknown => {
      if (!isNode(item)) return item;
      return property.isReference ? { ref: item.id } : snapshot(item);
    };
    return [[property.ns.name, Array.isArray(value) ? value.map(one) : one(value)] as const];
  });
  const attributes = Object.entries(node.$attrs).filter(
    ([name]) => !/^(xmlns|xsi)(:|$)/.test(name),
  );
  return {
    $type: node.$type,
    ...Object.fromEntries(properties),
    $attrs: Object.fromEntries(attributes),
  };
}

function genericSnapshot(node: Node): unknown {
  const plain = Object.entries(node).filter(
    ([name]) => !name.startsWith('$') || name === '$body' || name === '$type',
  );
  const children = (node as { $children?: readonly unknown[] }).$children ?? [];
  return {
    ...Object.fromEntries(
      plain.map(([name, value]) => [name, isNode(value) ? snapshot(value) : value]),
    ),
    $type: node.$type,
    $children: children.map((child) => (isNode(child) ? snapshot(child) : child)),
  };
}
