/**
 * Dotted names into JSON, as conditions and templates use them. Only own properties are seen: a name that a customer wrote
 * reaches neither a prototype nor a method. Lists are entered by number (`tags.0`).
 */

/** The value at this dotted name, or undefined. */
export function valueAt(root: unknown, path: string): unknown {
  let value = root;
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name))
      return undefined;
    if (Array.isArray(value) && !/^\d+$/.test(name)) return undefined;
    value = (value as { readonly [name: string]: unknown })[name];
  }
  return value;
}
