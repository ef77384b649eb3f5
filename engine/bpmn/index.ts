/**
 * BPMN 2.0 documents in and out. What a document says that a definition does not is kept with the definition as it came,
 * told in the report, and goes out again, also after the process was edited. An export comes in again as the same definition.
 */
import { canonicalJson } from '../canonical.ts';
import type { Definition } from '../definition.ts';
import { creator, inUtf8, parseDocument, printDocument } from './document.ts';
import { tellLeftovers } from './leftovers.ts';
import { losses } from './losses.ts';
import { merge } from './merge.ts';
import { type Node, textOf, within } from './node.ts';
import { hasElements, processesOf, type ReadProcess, readProcess } from './read-process.ts';
import { BpmnError } from './refusal.ts';
import { NOTES, type ReportEntry, reporter } from './report.ts';
import { settle } from './settle.ts';
import { snapshot } from './snapshot.ts';
import { EXPORTER, type Origin, writeProcess } from './write-process.ts';

export { LARGEST_DOCUMENT } from './document.ts';
export { BpmnError, REFUSALS } from './refusal.ts';
export { NOTES, type ReportEntry } from './report.ts';

export type ImportOptions = {
  /** Ids of the processes to take; without it all that have elements. */
  readonly process?: string | readonly string[];
};

export type Imported = {
  readonly definitions: readonly Definition[];
  /** The id in the document of each definition’s process. */
  readonly processes: readonly string[];
  readonly report: readonly ReportEntry[];
};

/** @throws BpmnError */
export async function fromBpmn(xml: string, options: ImportOptions = {}): Promise<Imported> {
  const { root } = await parseDocument(xml);
  const { say, entries, told, lineOf } = reporter(xml);
  const chosen = choose(root, options.process);
  const read = chosen.map((process) => readProcess(root, process, say));
  const held = new Set(read.flatMap((one) => [...one.held]));
  tellLeftovers(root, { held, told, processes: new Set(chosen), say });
  const lost = losses(xml, await printDocument(root));
  for (const { path, id } of lost) {
    const said = {
      code: 'unreadable',
      message: NOTES.unreadable,
      type: path,
      id,
      name: null,
      parts: [],
    } as const;
    entries.push({ ...said, line: lineOf(id) });
  }
  const keys = new Set<string>();
  const definitions: Definition[] = [];
  for (const { definition, process } of read) {
    const key = freeKey(definition.key, keys);
    const taken = { ...definition, key };
    const isAll = chosen.length === 1 && (await saysAll(root, taken));
    const origin = { format: 'bpmn' as const, process: process.id ?? '', document: inUtf8(xml) };
    definitions.push(isAll ? taken : { ...taken, origin });
  }
  return { definitions, processes: chosen.map(({ id }) => id ?? ''), report: entries };
}

export type ExportOptions = {
  /** Leaves out what the definition was imported with and writes a document of its own. */
  readonly fresh?: boolean;
};

/** @throws BpmnError where the document that the definition was imported with cannot be read any more */
export async function toBpmn(definition: Definition, options: ExportOptions = {}): Promise<string> {
  const { origin } = definition;
  if (!origin || options.fresh) return printDocument(writeAlone(definition));
  const { root, create } = await parseDocument(origin.document);
  const process = processesOf(root).find(({ id }) => id === origin.process);
  if (!process) throw new BpmnError('unknown_process', `There is no process ${origin.process}.`);
  const before = readProcess(root, process, () => {});
  if (isSame(before.definition, definition)) return origin.document;
  const frame = frameOf(root, before);
  const [old, now] = [before.definition, definition].map((one) => writeProcess(one, create, frame));
  if (!old || !now) return origin.document;
  merge(create, root, process, old, now);
  settle(create, root, process, definition, now);
  return printDocument(root);
}

function writeAlone(definition: Definition): Node {
  const create = creator();
  const written = writeProcess(definition, create);
  settle(create, written.root, written.process, definition, written);
  return written.root;
}

function frameOf(root: Node, { definition, names, process }: ReadProcess): Origin {
  const taken = new Set<string>();
  for (const { id } of within(root)) if (id) taken.add(id);
  return { definition, names, process: process.id ?? '', taken };
}

function choose(root: Node, wanted: ImportOptions['process']): readonly Node[] {
  const all = processesOf(root);
  if (wanted === undefined) {
    const filled = all.filter(hasElements);
    if (filled.length > 0) return filled;
    throw new BpmnError('no_process', 'The document holds no process with elements.');
  }
  return [wanted].flat().map((id) => {
    const found = all.find((process) => process.id === id);
    if (found) return found;
    throw new BpmnError('unknown_process', `The document holds no process ${id}.`);
  });
}

/** Whether an export of the definition alone says all that the document does. */
async function saysAll(root: Node, definition: Definition): Promise<boolean> {
  if (textOf(root, 'exporter') !== EXPORTER) return false;
  const { root: alone } = await parseDocument(await printDocument(writeAlone(definition)));
  return canonicalJson(snapshot(alone)) === canonicalJson(snapshot(root));
}

/** The key aside: that of an import may have been changed for another process with the same name. */
const isSame = (one: Definition, other: Definition): boolean =>
  canonicalJson({ ...one, key: '', origin: null }) ===
  canonicalJson({ ...other, key: '', origin: null });

function freeKey(key: string, taken: Set<string>): string {
  let free = key;
  for (let number = 2; taken.has(free); number += 1) free = `${key.slice(0, 56)}-${number}`;
  taken.add(free);
  return free;
}
