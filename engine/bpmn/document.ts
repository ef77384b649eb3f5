/**
 * A BPMN document between text and tree. What is no document, too large, or declares entities is refused before anything
 * is read. References to what is not in the document are kept as they are, so that they go out again.
 */
/// <reference path="./bpmn-moddle.d.ts" />
import { BpmnModdle } from 'bpmn-moddle';
import { descriptor } from './descriptor.ts';
import { disguise, reveal } from './disguise.ts';
import { isNode, type Node } from './node.ts';
import { BpmnError } from './refusal.ts';
import { BrokenTag, tagsOf } from './tags.ts';
import { xmlText } from './words.ts';

/** The largest document that is read, in characters. */
export const LARGEST_DOCUMENT = 5_000_000;
/** The most elements that are read, of whatever kind. */
const MOST_ELEMENTS = 100_000;
/** How deeply elements may lie in one another. */
const DEEPEST = 200;

export type Create = (type: string, properties?: Readonly<Record<string, unknown>>) => Node;

export type Document = {
  readonly root: Node;
  readonly create: Create;
  readonly warnings: readonly string[];
};

const reader = (): BpmnModdle => new BpmnModdle({ perdura: descriptor });

export const creator = (): Create => {
  const moddle = reader();
  return (type, properties) => moddle.create(type, properties) as Node;
};

/** @throws BpmnError not_xml, too_large, doctype, not_bpmn */
export async function parseDocument(text: string): Promise<Document> {
  const xml = text.replace(/^\uFEFF/, '');
  if (xml.length > LARGEST_DOCUMENT) {
    throw new BpmnError('too_large', `A document may have ${LARGEST_DOCUMENT} characters.`);
  }
  if (hasForbiddenCharacters(xml)) {
    throw new BpmnError('not_xml', 'It is no XML: it holds characters that XML does not have.');
  }
  demandReadable(xml);
  const moddle = reader();
  const disguised = disguise(xml);
  let parsed: Awaited<ReturnType<BpmnModdle['fromXML']>>;
  try {
    // The text has been decoded already, whatever encoding it once declared.
    parsed = await moddle.fromXML(
      disguised.xml.replace(/^(<\?xml[^>]*?)\s+encoding=(["'])[^"']*\2/, '$1'),
    );
  } catch (error) {
    const [detail = ''] = String(error instanceof Error ? error.message : error).split('\n');
    const isOther = detail.startsWith('failed to parse document as');
    throw new BpmnError(
      isOther ? 'not_bpmn' : 'not_xml',
      isOther ? 'The document holds no BPMN 2.0 definitions.' : `It is no XML: ${detail}.`,
    );
  }
  if (!isNode(parsed.rootElement) || parsed.rootElement.$type !== 'bpmn:Definitions') {
    throw new BpmnError('not_bpmn', 'The document holds no BPMN 2.0 definitions.');
  }
  const create: Create = (type, properties) => moddle.create(type, properties) as Node;
  const warnings: string[] = [];
  for (const { message, element, property, value } of parsed.warnings) {
    if (isNode(element) && property && value) keepReference(element, property, value, create);
    warnings.push(message.split('\n')[0] ?? message);
  }
  reveal(parsed.rootElement, disguised.names);
  return { root: parsed.rootElement, create, warnings };
}

/** As they are or as `&#0;`. */
function hasForbiddenCharacters(xml: string): boolean {
  if (xmlText(xml.replaceAll('\r', '')) !== xml.replaceAll('\r', '')) return true;
  for (const [, hex, decimal] of xml.matchAll(/&#(?:x([0-9a-f]+)|(\d+));/gi)) {
    const code = hex ? Number.parseInt(hex, 16) : Number(decimal);
    if (!(code <= 0x10ffff)) return true;
    const sign = String.fromCodePoint(code);
    if (code !== 13 && xmlText(sign) !== sign) return true;
  }
  return false;
}

/** The same text, saying that it is in the encoding it will go out in. */
export const inUtf8 = (xml: string): string =>
  xml.replace(/^(\uFEFF?<\?xml[^>]*?encoding=)(["'])(?!utf-8["'])[^"']*\2/i, '$1$2UTF-8$2');

export async function printDocument(root: Node): Promise<string> {
  return (await reader().toXML(root, { format: true })).xml;
}

/** Puts something that has only this id where the reference led. */
function keepReference(element: Node, property: string, id: string, create: Create): void {
  const described = element.$descriptor.propertiesByName[property];
  if (!described) return;
  const stand = create('bpmn:BaseElement', { id });
  if (!described.isMany) element.set(property, stand);
  else (element.get(property) as Node[]).push(stand);
}

/** Read through once before anything that is slower, or believes what it reads. */
function demandReadable(xml: string): void {
  let depth = 0;
  let elements = 0;
  try {
    for (const { text } of tagsOf(xml)) {
      if (/^!(DOCTYPE|ENTITY)/i.test(text)) {
        throw new BpmnError('doctype', 'A document type or entity is declared; neither is read.');
      }
      if (!text.startsWith('/')) elements += 1;
      if (elements > MOST_ELEMENTS) {
        throw new BpmnError('too_large', `A document may have ${MOST_ELEMENTS} elements.`);
      }
      if (text.startsWith('/')) depth -= 1;
      else if (!text.endsWith('/')) depth += 1;
      if (depth > DEEPEST) {
        throw new BpmnError('too_large', `Elements lie more than ${DEEPEST} deep in one another.`);
      }
    }
  } catch (error) {
    if (!(error instanceof BrokenTag)) throw error;
    const isDoctype = /^\s*(<\?[^>]*\?>)?\s*<!DOCTYPE/i.test(xml.slice(0, 2_000));
    throw isDoctype
      ? new BpmnError('doctype', 'A document type is declared, which is not read.')
      : new BpmnError('not_xml', `It is no XML: ${error.message}.`);
  }
}
