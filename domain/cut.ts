/** Its first `most` UTF-16 units, but never half of a character that takes two: no database holds that. */
export const cut = (text: string, most: number): string =>
  text.length <= most ? text : text.slice(0, most).replace(/[\uD800-\uDBFF]$/, '');
