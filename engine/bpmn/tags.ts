/**
 * The tags of an XML text, one after another and in one pass whatever the text is: an unclosed quote or comment ends the
 * reading, so that no text makes it begin again and again. Comments, CDATA and instructions are stepped over.
 */
export type Tag = {
  /** Without the angle brackets. */
  readonly text: string;
  readonly at: number;
};

export class BrokenTag extends Error {}

/** @throws BrokenTag where a tag, comment or quote is never closed */
export function* tagsOf(xml: string): Generator<Tag> {
  for (let at = xml.indexOf('<'); at >= 0; ) {
    const special = SPECIAL.find(([start]) => xml.startsWith(start, at));
    const end = special ? xml.indexOf(special[1], at + special[0].length) : endOfTag(xml, at);
    if (end < 0) throw new BrokenTag(`what begins at character ${at} is never closed`);
    if (!special) yield { text: xml.slice(at + 1, end), at };
    at = xml.indexOf('<', end + (special ? special[1].length : 1));
  }
}

const SPECIAL: readonly (readonly [string, string])[] = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
];

function endOfTag(xml: string, start: number): number {
  for (let at = start + 1; at < xml.length; at += 1) {
    const sign = xml[at];
    if (sign === '>') return at;
    if (sign === '<') return -1;
    if (sign !== '"' && sign !== "'") continue;
    at = xml.indexOf(sign, at + 1);
    if (at < 0) return -1;
  }
  return -1;
}

/** `name` and value of each attribute, the value as it is written. */
export function attributesOf(tag: string): readonly (readonly [string, string])[] {
  const attributes: (readonly [string, string])[] = [];
  for (let at = tag.indexOf('='); at >= 0; ) {
    const name = /[^\s"'=<>/]+\s*$/.exec(tag.slice(Math.max(0, at - 300), at))?.[0].trim() ?? '';
    let open = at + 1;
    while (open < tag.length && /\s/.test(tag[open] ?? '')) open += 1;
    const quote = tag[open];
    const close = quote === '"' || quote === "'" ? tag.indexOf(quote, open + 1) : -1;
    if (close >= 0) attributes.push([name, tag.slice(open + 1, close)]);
    at = tag.indexOf('=', close >= 0 ? close + 1 : at + 1);
  }
  return attributes;
}

export const nameOfTag = (tag: string): string => /^[^\s/]*/.exec(tag)?.[0] ?? '';
