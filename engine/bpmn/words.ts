/** Texts and names on their way into XML and into our own patterns. */

/** What XML 1.0 has no place for. */
const forbidden = /[^\t\n\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

/** The text with what XML cannot hold replaced; the exact one is then written beside it. */
export const xmlText = (text: string): string => text.replaceAll(forbidden, '\uFFFD');

/** JSON in which every character may stand in XML. */
export const xmlJson = (value: unknown): string =>
  JSON.stringify(value).replaceAll(
    /[\u007F-\u009F\uFFFE\uFFFF]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

const plain = (text: string): string => text.normalize('NFKD').replaceAll(/\p{M}/gu, '');

/** A key of ours out of any name; nothing where no letter or digit is left. */
export function keyFrom(name: string): string {
  const words = plain(name)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-');
  return words
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60)
    .replace(/-+$/, '');
}

export const isKey = (text: string): boolean => /^[a-z0-9][a-z0-9-]{0,63}$/.test(text);

/** The name of a message, signal, error or escalation out of any name. */
export function codeFrom(name: string): string {
  const code = plain(name.trim())
    .replaceAll(/[^A-Za-z0-9_.-]+/g, '_')
    .slice(0, 96);
  return /^[A-Za-z_]/.test(code) ? code : `_${code}`;
}

const ID = /^(?!__proto__$)[A-Za-z_][A-Za-z0-9_-]{0,63}$/;

export const isId = (text: string): boolean => ID.test(text);

/** Ids of ours for ids of any kind: fitting ones stay, others become the nearest that is free. */
export function fittingIds(ids: readonly string[]): ReadonlyMap<string, string> {
  const taken = new Set(ids.filter(isId));
  const found = new Map<string, string>();
  for (const id of ids) {
    if (isId(id)) found.set(id, id);
    if (found.has(id)) continue;
    const stem = plain(id)
      .replaceAll(/[^A-Za-z0-9_-]+/g, '_')
      .slice(0, 56);
    const base = isId(stem) ? stem : `_${stem}`.slice(0, 56);
    let fitting = base;
    for (let number = 2; taken.has(fitting); number += 1) fitting = `${base}_${number}`;
    taken.add(fitting);
    found.set(id, fitting);
  }
  return found;
}

/** The first of `base`, `base_2`, … that is free, which it then is no more. */
export function freeName(base: string, taken: Set<string>): string {
  let name = base;
  for (let number = 2; taken.has(name); number += 1) name = `${base}_${number}`;
  taken.add(name);
  return name;
}
