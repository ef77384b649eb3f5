/**
 * What somebody types into a search box, as a text query: every word must be there, the last one may be unfinished. The
 * words are quoted, so that operators of the query language in them mean nothing.
 */
const WORDS_MAX = 10;

/** Null when there is nothing to look for. The answer is text for PostgreSQL's `to_tsquery('simple', …)`. */
export function toTextQuery(typed: string): string | null {
  const words = typed
    .split(/[^\p{L}\p{N}\p{M}._@-]+/u)
    .map((word) => word.replace(/^[-._@]+|[-._@]+$/g, ''))
    .filter((word) => word !== '')
    .slice(0, WORDS_MAX);
  if (words.length === 0) return null;
  return words
    .map((word, index) => `'${word}'${index === words.length - 1 ? ':*' : ''}`)
    .join(' & ');
}
