/**
 * The languages: every sentence is there in each of them, names the same things, can be said, and none is written into
 * the code. A new sentence without its Arabic does not compile; what types cannot see is held here.
 */
import { readFileSync } from 'node:fs';
import { createIntl } from 'react-intl';
import { describe, expect, it } from 'vitest';
import { messages as canvasAr } from '#designer/canvas/messages/ar.ts';
import { messages as canvasEn } from '#designer/canvas/messages/en.ts';
import { messages as appAr } from '#designer/messages/ar.ts';
import { messages as appEn } from '#designer/messages/en.ts';
import { readSourceFiles, root } from '../support/source-files.ts';

type Catalogue = Record<string, string>;
const en: Catalogue = { ...appEn, ...canvasEn };
const ar: Catalogue = { ...appAr, ...canvasAr };
const ids = Object.keys(en);

describe('the message catalogues', () => {
  it('have the same ids in English and Arabic', () => {
    expect(Object.keys(ar).sort()).toEqual([...ids].sort());
  });

  it('share no id between the app and the canvas', () => {
    expect(Object.keys(appEn).filter((id) => id in canvasEn)).toEqual([]);
  });

  it('say each thing in one place: of two sentences with one name only the last would be said', () => {
    for (const folder of ['designer/messages/en', 'designer/canvas/messages/en']) {
      const named = readSourceFiles([folder]).flatMap(({ path }) =>
        [
          ...readFileSync(new URL(path, `file://${root}`), 'utf8').matchAll(/^ {2}'([\w.-]+)':/gm),
        ].map(([, id]) => id),
      );
      expect(named.length).toBeGreaterThan(100);
      expect(named.filter((id, index) => named.indexOf(id) !== index)).toEqual([]);
    }
  });

  it('have words for whatever happens to a ticket, its work and its clocks', () => {
    const about =
      /type: '((?:ticket|comment|task|approval|escalation|clock|run|due|message|mail)\.\w+)'/g;
    const told = readSourceFiles(['domain']).flatMap(({ path }) =>
      [...readFileSync(new URL(path, `file://${root}`), 'utf8').matchAll(about)].map(
        ([, type]) => type,
      ),
    );
    expect(told.length).toBeGreaterThan(30);
    expect(told.filter((type) => !(`event.${type}` in en))).toEqual([]);
  });

  it('name the same things in both languages', () => {
    const different = ids.filter((id) => {
      const [here, there] = [argumentsOf(en[id]), argumentsOf(ar[id])];
      // Arabic may leave a count unsaid that its word forms already say.
      return there.some((name) => !here.includes(name));
    });
    expect(different).toEqual([]);
  });

  it('can be said in both languages, for none, one, two, few and many', () => {
    const wrong: string[] = [];
    for (const [locale, messages] of [
      ['en-GB', en],
      ['ar-u-nu-latn', ar],
    ] as const) {
      const intl = createIntl({ locale, messages, onError: (error) => wrong.push(error.message) });
      for (const id of ids) {
        for (const count of [0, 1, 2, 3, 11, 100]) {
          const values = Object.fromEntries(
            argumentsOf(messages[id]).map((name) => [name, count as number]),
          );
          if (intl.formatMessage({ id }, values).trim() === '')
            wrong.push(`${locale} ${id} is empty`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  it('have all of Arabic’s word forms wherever Arabic counts', () => {
    const missing = ids.filter((id) =>
      pluralsOf(ar[id]).some((forms) =>
        ['two', 'few', 'many', 'other'].some(
          (form) => !new RegExp(`\\b${form}\\s*\\{`).test(forms),
        ),
      ),
    );
    expect(missing).toEqual([]);
  });

  it('are written in Arabic, but for names and identifiers', () => {
    const latin = ids.filter((id) => {
      const said = bare(ar[id] ?? '');
      return (
        !/[\u0600-\u06ff]/.test(ar[id] ?? '') && /[A-Za-z]{4,}/.test(said) && !isIdentifier(said)
      );
    });
    expect(latin).toEqual([]);
  });
});

describe('the components', () => {
  it('hold no sentence of their own', () => {
    const found: string[] = [];
    for (const file of readSourceFiles(['designer'])) {
      visit(file.program, (node) => {
        if (node.type === 'JSXText' && /\p{L}{2,}/u.test(String(node.value)))
          found.push(`${file.path}: ${String(node.value).trim()}`);
        if (node.type === 'JSXAttribute' && isSpoken(node) && isText(node.value))
          found.push(`${file.path}: ${nameOf(node)}`);
      });
    }
    expect(found).toEqual([]);
  });
});

type Node = { readonly type: string; readonly [key: string]: unknown };

const SPOKEN = [
  'aria-label',
  'aria-description',
  'title',
  'placeholder',
  'label',
  'description',
  'alt',
  'error',
];
const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value;
const nameOf = (node: Node): string => (isNode(node.name) ? String(node.name.name) : '');
const isSpoken = (node: Node): boolean => SPOKEN.includes(nameOf(node));
/** `fulfilled`, `{{variables.cost}}`: what is typed in as it stands, in every language. */
const isIdentifier = (text: string): boolean => /^[a-z][\w.-]*$|^\{\{.*\}\}$/.test(text);
const isText = (value: unknown): boolean =>
  isNode(value) &&
  value.type === 'Literal' &&
  /\p{L}{2,}/u.test(String(value.value)) &&
  !isIdentifier(String(value.value));

function visit(value: unknown, see: (node: Node) => void): void {
  if (Array.isArray(value)) for (const item of value) visit(item, see);
  else if (isNode(value)) {
    see(value);
    for (const child of Object.values(value)) if (typeof child === 'object') visit(child, see);
  }
}

const argumentsOf = (message = ''): string[] =>
  [...new Set([...message.matchAll(/\{\s*(\w+)\s*[,}]/g)].map((match) => match[1] ?? ''))].filter(
    (name) => !isWordForm(message, name),
  );
/** `{one}` inside a plural is a sentence, not an argument; arguments are followed by a comma or stand outside of them. */
const isWordForm = (message: string, name: string): boolean =>
  !new RegExp(`\\{\\s*${name}\\s*(,|\\})`).test(message);
const pluralsOf = (message = ''): string[] =>
  [...message.matchAll(/\{\s*\w+\s*,\s*plural\s*,([\s\S]*)\}/g)].map((match) => match[1] ?? '');
const bare = (message: string): string => message.replace(/\{[^{}]*\}/g, '');
