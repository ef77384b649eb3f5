/**
 * What an import says of every part of a document that does not run here, by name, id and line. Nothing is left out of
 * the definition, changed or merely kept without a line in it.
 */

import { isGeneric, type Node, textOf } from './node.ts';
import { attributesOf, tagsOf } from './tags.ts';

export const NOTES = {
  stand_in: 'People do this by hand until it is given an action.',
  start_event: 'A process is not started by this event; it becomes a start by hand.',
  not_run:
    'Elements of this kind are not run; it is kept and goes out again, but the process runs without it.',
  lost_flow: 'One of its ends is not run, so the process runs without this flow.',
  rewrite: 'This expression is in another language and needs to be written anew.',
  missing_name: 'It names nothing to wait for or to throw; a name was made from its own.',
  renamed: 'Its name does not fit and was changed here; the document keeps it.',
  shortened: 'Its text is too long and was cut here; the document keeps it.',
  unknown_process: 'It names no process to call; a key was made from its name.',
  unknown_ruleset: 'It names no ruleset; a key was made from its name.',
  repetition: 'This repetition is not run: it is done once until the repetition is written anew.',
  kept: 'Kept with the document; it has no effect here.',
  other_process: 'Another process of this document, which was not taken.',
  unreadable: 'It cannot be read here: the document holds it until the process is edited.',
  invalid_extension:
    'What the extension says does not fit the process language and was passed over.',
} as const;

export type NoteCode = keyof typeof NOTES;

export type ReportEntry = {
  readonly code: NoteCode;
  readonly message: string;
  /** Such as `bpmn:Lane`. */
  readonly type: string;
  readonly id: string | null;
  readonly name: string | null;
  readonly line: number | null;
  /** What of the element is meant: attributes, extensions, texts. */
  readonly parts: readonly string[];
};

export type Say = (code: NoteCode, about: Node, parts?: readonly string[]) => void;

type Reporter = {
  readonly say: Say;
  readonly entries: ReportEntry[];
  /** What the report has a line of. */
  readonly told: ReadonlySet<Node>;
  readonly lineOf: LineOf;
};

export function reporter(xml: string): Reporter {
  const lineOf = lines(xml);
  const entries: ReportEntry[] = [];
  const told = new Set<Node>();
  const say: Say = (code, about, parts = []) => {
    const id = idOf(about);
    const message = NOTES[code];
    const line = lineOf(nearestId(about));
    told.add(about);
    entries.push({ code, message, type: about.$type, id, name: nameOf(about), line, parts });
  };
  return { say, entries, told, lineOf };
}

type LineOf = (id: string | null) => number | null;

function lines(xml: string): LineOf {
  const found = new Map<string, number>();
  let line = 1;
  let at = 0;
  for (const tag of tagsOf(xml)) {
    for (let end = xml.indexOf('\n', at); end >= 0 && end < tag.at; end = xml.indexOf('\n', at)) {
      line += 1;
      at = end + 1;
    }
    const id = attributesOf(tag.text).find(([name]) => name === 'id')?.[1];
    if (id !== undefined && !found.has(id)) found.set(id, line);
  }
  return (id) => (id === null ? null : (found.get(id) ?? null));
}

const idOf = (node: Node): string | null =>
  typeof node.id === 'string' && node.id !== '' ? node.id : null;

const nearestId = (node: Node | undefined): string | null =>
  node ? (idOf(node) ?? nearestId(node.$parent)) : null;

const nameOf = (node: Node): string | null =>
  isGeneric(node) ? null : (textOf(node, 'name') ?? null);
