/**
 * One spelling for one meaning: names in order, no white space, nothing undefined. `meaning` is a definition without what
 * is only for its readers (layout, what is collapsed, groups, notes, documentation, the document it came from), so that a version's hash says
 * whether processes behave the same. Names of elements and flows stay: people see them in tasks, mails and history.
 * The hash itself (SHA-256 of the UTF-8 bytes) is left to the caller, since hashing is not at hand everywhere.
 */
import type { Definition } from './definition.ts';

/** JSON with the names of every object in code point order; equal values give equal texts. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value))
    return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0))
    .map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`);
  return `{${members.join(',')}}`;
}

/** What a definition means, as canonical JSON. The order of elements and flows counts: a gateway asks in that order. */
export function meaning(definition: Definition): string {
  const { layout: _l, collapsed: _c, groups: _g, notes: _n, origin: _o, ...rest } = definition;
  const elements = rest.elements.map(({ documentation: _, ...element }) => element);
  return canonicalJson({ ...rest, elements });
}
