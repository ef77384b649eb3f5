/** A key made from a name: `Change Advisory Board` → `change-advisory-board`. Empty where the name has no Latin letters. */
const MAX_LENGTH = 64;

export function toKey(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, MAX_LENGTH);
}
