/**
 * Elements of a BPMN document as bpmn-moddle holds them, and the few questions asked of them. Their properties are
 * described at run time, so what is read is narrowed here and nowhere else.
 */
import { isObject } from '../json.ts';

export type Property = {
  readonly name: string;
  readonly ns: { readonly name: string; readonly localName: string };
  readonly type: string;
  readonly isMany?: boolean;
  readonly isReference?: boolean;
  readonly isAttr?: boolean;
  readonly isBody?: boolean;
  readonly isVirtual?: boolean;
  readonly default?: unknown;
};

export type Node = {
  readonly $type: string;
  readonly $attrs: Record<string, unknown>;
  readonly $descriptor: {
    readonly properties: readonly Property[];
    readonly propertiesByName: Readonly<Record<string, Property>>;
    readonly isGeneric?: boolean;
  };
  $parent?: Node;
  readonly $instanceOf?: (type: string) => boolean;
  id?: string;
  readonly get: (name: string) => unknown;
  readonly set: (name: string, value: unknown) => void;
};

export function isNode(value: unknown): value is Node {
  return isObject(value) && typeof value.$type === 'string';
}

export const isGeneric = (node: Node): boolean => node.$descriptor.isGeneric === true;

export function isA(node: Node | undefined, ...types: readonly string[]): node is Node {
  return node?.$instanceOf !== undefined && types.some((type) => node.$instanceOf?.(type));
}

export function textOf(node: Node, name: string): string | undefined {
  const value = own(node, name);
  return typeof value === 'string' ? value : undefined;
}

export function numberOf(node: Node, name: string): number | undefined {
  const value = own(node, name);
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

export function nodeOf(node: Node, name: string): Node | undefined {
  const value = own(node, name);
  return isNode(value) ? value : undefined;
}

export function nodesOf(node: Node, name: string): readonly Node[] {
  const value = own(node, name);
  return Array.isArray(value) ? value.filter(isNode) : [];
}

export function isTrue(node: Node, name: string): boolean {
  return own(node, name) === true;
}

/** A property by its short or full name, nothing where the type has no such property or it was not given. */
function own(node: Node, name: string): unknown {
  return isGeneric(node) || node.$descriptor.propertiesByName[name] ? node.get(name) : undefined;
}

/** The properties that were given a value, in the order of the schema. */
export function given(node: Node): readonly { property: Property; value: unknown }[] {
  if (isGeneric(node)) return [];
  return node.$descriptor.properties.flatMap((property) => {
    if (property.isVirtual) return [];
    const names = [property.ns.localName, property.ns.name, property.name];
    const name = names.find((candidate) => Object.hasOwn(node, candidate));
    const value = name === undefined ? undefined : (node as Record<string, unknown>)[name];
    const isNothing = value === undefined || (Array.isArray(value) && value.length === 0);
    return isNothing ? [] : [{ property, value }];
  });
}

/** What lies directly in an element; references lead elsewhere and are left out. */
export function childrenOf(node: Node): readonly Node[] {
  if (isGeneric(node)) {
    const children = (node as { $children?: unknown }).$children;
    return Array.isArray(children) ? children.filter(isNode) : [];
  }
  return given(node).flatMap(({ property, value }) =>
    property.isReference ? [] : [value].flat().filter(isNode),
  );
}

/** Every element below, each before what lies in it. */
export function* within(node: Node): Generator<Node> {
  yield node;
  for (const child of childrenOf(node)) yield* within(child);
}

/** The extension elements of one of our types. */
export function extensionsOf(node: Node): readonly Node[] {
  const holder = nodeOf(node, 'extensionElements');
  return holder ? nodesOf(holder, 'values') : [];
}

/** What one of our extension elements holds; nothing where it is missing or no JSON. */
export function held(node: Node, name: string): unknown {
  const type = `perdura:${name[0]?.toUpperCase()}${name.slice(1)}`;
  const extension = extensionsOf(node).find(({ $type }) => $type === type);
  if (!extension) return undefined;
  try {
    return JSON.parse(textOf(extension, 'body') ?? '');
  } catch {
    return undefined;
  }
}
