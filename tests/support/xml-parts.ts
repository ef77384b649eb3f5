/**
 * Every element and every attribute of an XML text, counted by a reading of its own: what is written is compared with what
 * came in without asking the code under test what it has seen.
 */
export type XmlPart = {
  /** `lane` or `lane@name=Sales`, without prefixes. */
  readonly what: string;
  /** The id of the element, or of the nearest around it that has one. */
  readonly id: string;
  readonly isElement: boolean;
};

/** What the schema of BPMN says where nothing is said. */
const IMPLIED: Readonly<Record<string, string>> = {
  completionQuantity: '1',
  startQuantity: '1',
  isForCompensation: 'false',
  isInterrupting: 'true',
  cancelActivity: 'true',
  parallelMultiple: 'false',
  triggeredByEvent: 'false',
  gatewayDirection: 'Unspecified',
  instantiate: 'false',
  eventGatewayType: 'Exclusive',
  isCollection: 'false',
  isSequential: 'false',
  isClosed: 'false',
  testBefore: 'false',
  textFormat: 'text/plain',
  messageVisibleKind: 'initiating',
  typeLanguage: 'http://www.w3.org/2001/XMLSchema',
  expressionLanguage: 'http://www.w3.org/1999/XPath',
};

export function xmlParts(xml: string): readonly XmlPart[] {
  const text = xml.replace(/<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>/g, '');
  const parts: XmlPart[] = [];
  const around: string[] = [''];
  let at = text.indexOf('<');
  while (at >= 0) {
    let end = at + 1;
    let quote = '';
    for (; end < text.length && (quote !== '' || text[end] !== '>'); end += 1) {
      const sign = text[end] ?? '';
      if (quote === '' && (sign === '"' || sign === "'")) quote = sign;
      else if (sign === quote) quote = '';
    }
    const tag = text.slice(at + 1, end);
    if (tag.startsWith('/')) around.pop();
    else {
      const name = bare(/^[^\s/]+/.exec(tag)?.[0] ?? '');
      const attributes = [...tag.matchAll(/\s([\w.:-]+)\s*=\s*("[^"]*"|'[^']*')/g)].map(
        ([, key = '', value = '']) => [key, plain(value.slice(1, -1))] as const,
      );
      const id = attributes.find(([key]) => key === 'id')?.[1] ?? around.at(-1) ?? '';
      const isTyped = attributes.some(([key]) => key === 'xsi:type') && name !== 'waypoint';
      const shown = isTyped || name === 'formalExpression' ? 'expression' : name;
      parts.push({ what: shown, id, isElement: true });
      for (const [key, value] of attributes) {
        if (/^xmlns(:|$)/.test(key) || /^xsi:/.test(key) || IMPLIED[bare(key)] === value) continue;
        const number = Number(value);
        const same = value !== '' && Number.isFinite(number) ? String(number) : value;
        parts.push({ what: `${shown}@${bare(key)}=${same}`, id, isElement: false });
      }
      if (!tag.endsWith('/')) around.push(id);
    }
    at = text.indexOf('<', end);
  }
  return parts;
}

const bare = (name: string): string => name.slice(name.indexOf(':') + 1);

const plain = (value: string): string =>
  value
    .replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
    .replace(/&#x([0-9a-f]+);/gi, (_, code) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&')
    // A name with a prefix of its document, such as `tns:Process`, may lose or gain it.
    .replaceAll(/\s+/g, ' ');

/** What of the one is not in the other, each as often as it is missing. */
export function missingFrom(source: readonly XmlPart[], other: readonly XmlPart[]) {
  const left = new Map<string, number>();
  for (const { what, id } of other) left.set(`${id} ${what}`, (left.get(`${id} ${what}`) ?? 0) + 1);
  return source.filter(({ what, id }) => {
    const count = left.get(`${id} ${what}`) ?? 0;
    left.set(`${id} ${what}`, count - 1);
    return count <= 0;
  });
}
