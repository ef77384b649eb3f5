/** SVG as text. Every name a person typed goes through `escaped`, so that a picture holds words and never markup. */

type Value = string | number | undefined;

/** An element with its attributes; `inside` is markup already. */
export const tag = (
  name: string,
  attributes: Readonly<Record<string, Value>>,
  inside: readonly string[] = [],
): string => {
  const said = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(
      ([key, value]) =>
        ` ${key}="${escaped(typeof value === 'number' ? short(value) : (value ?? ''))}"`,
    )
    .join('');
  return inside.length > 0 ? `<${name}${said}>${inside.join('')}</${name}>` : `<${name}${said}/>`;
};

export const escaped = (text: string): string =>
  text
    // XML knows none of these, however they are written, and no half of a pair.
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

const short = (value: number): string => String(Math.round(value * 100) / 100);
