/**
 * Ids that the reader would refuse, and with them the whole element: those with letters beyond ASCII, or that begin with a
 * digit. They are read under another name and get their own back in the tree.
 */

import { given, isGeneric, isNode, type Node, within } from './node.ts';
import { attributesOf, tagsOf } from './tags.ts';

const READABLE = /^([a-z][\w.-]*:)?[a-z_][\w.-]*$/i;

export type Disguised = { readonly xml: string; readonly names: ReadonlyMap<string, string> };

export function disguise(xml: string): Disguised {
  const aliases = new Map<string, string>();
  let stem = 'id_';
  while (xml.includes(stem)) stem = `_${stem}`;
  for (const { text } of tagsOf(xml)) {
    const id = attributesOf(text).find(([name]) => name === 'id')?.[1] ?? '';
    if (id !== '' && !READABLE.test(id) && !aliases.has(id)) aliases.set(id, stem + aliases.size);
  }
  if (aliases.size === 0) return { xml, names: new Map() };
  const inValues = xml.replaceAll(
    /(=\s*)(?:"([^"<]*)"|'([^'<]*)')/g,
    (whole, start: string, double?: string, single?: string) => {
      const alias = aliases.get(double ?? single ?? '');
      return alias === undefined ? whole : `${start}"${alias}"`;
    },
  );
  const everywhere = inValues.replaceAll(
    />(\s*)([^<>]*?)(\s*)(?=<)/g,
    (whole, before, text, after) => {
      const alias = aliases.get(text);
      return alias === undefined ? whole : `>${before}${alias}${after}`;
    },
  );
  return { xml: everywhere, names: new Map([...aliases].map(([id, alias]) => [alias, id])) };
}

export function reveal(root: Node, names: ReadonlyMap<string, string>): void {
  if (names.size === 0) return;
  for (const node of within(root)) {
    if (isGeneric(node)) revealIn(node as unknown as Record<string, unknown>, names);
    else revealIn(node.$attrs, names);
    for (const { property, value } of given(node)) {
      const own = typeof value === 'string' ? names.get(value) : undefined;
      if (own !== undefined) node.set(property.ns.name, own);
      // What a reference leads to may be nowhere in the tree but here.
      for (const one of [value].flat()) {
        const id = property.isReference && isNode(one) ? names.get(one.id ?? '') : undefined;
        if (id !== undefined && isNode(one)) one.id = id;
      }
    }
  }
}

function revealIn(values: Record<string, unknown>, names: ReadonlyMap<string, string>): void {
  for (const [name, value] of Object.entries(values)) {
    const own = typeof value === 'string' ? names.get(value) : undefined;
    if (own !== undefined) values[name] = own;
  }
}
