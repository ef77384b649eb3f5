/**
 * What a document holds and its reader has no place for. Counted over the text itself, element by element and attribute
 * by attribute, so that nothing the reader overlooks is overlooked here.
 */
import { attributesOf, nameOfTag, tagsOf } from './tags.ts';

type Counted = { readonly path: string; readonly id: string | null };

/** Said by leaving it out: the values that the schema gives to what is not there. */
const DEFAULTS =
  /^(completionQuantity=1|startQuantity=1|isForCompensation=false|isInterrupting=true|cancelActivity=true|parallelMultiple=false|triggeredByEvent=false|gatewayDirection=Unspecified|instantiate=false|eventGatewayType=Exclusive|isCollection=false|isSequential=false|testBefore=false|textFormat=text\/plain|messageVisibleKind=initiating|typeLanguage=http:\/\/www\.w3\.org\/2001\/XMLSchema|expressionLanguage=http:\/\/www\.w3\.org\/1999\/XPath|isClosed=false|isReference=false|isUnlimited=false|isImmediate=true|associationDirection=None|structureKind=.*)$/;

export function losses(source: string, kept: string): readonly Counted[] {
  const left = new Map<string, number>();
  for (const { path } of partsOf(kept)) left.set(path, (left.get(path) ?? 0) + 1);
  return partsOf(source).filter(({ path }) => {
    const count = left.get(path) ?? 0;
    left.set(path, count - 1);
    return count <= 0;
  });
}

/** `lane@name=Sales` and `lane`, without prefixes, in the order of the text. */
export function partsOf(xml: string): readonly Counted[] {
  const parts: Counted[] = [];
  const open: (string | null)[] = [];
  for (const { text: tag } of tagsOf(xml)) {
    if (tag.startsWith('/')) {
      open.pop();
      continue;
    }
    const name = local(nameOfTag(tag));
    const attributes = attributesOf(tag);
    const own = attributes.find(([key]) => key === 'id')?.[1] ?? open.at(-1) ?? null;
    const isTyped = attributes.some(([key]) => local(key) === 'type' && key.includes(':'));
    const isExpression = (isTyped && name !== 'waypoint') || name === 'formalExpression';
    if (!tag.endsWith('/')) open.push(own);
    parts.push({ path: isExpression ? 'expression' : name, id: own });
    for (const [key, value] of attributes) {
      const isKnown = /^xmlns(:|$)/.test(key) || /:(type|schemaLocation)$/.test(key);
      if (isKnown || DEFAULTS.test(`${local(key)}=${value}`)) continue;
      parts.push({ path: `${name}@${local(key)}`, id: own });
    }
  }
  return parts;
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);
