/** BPMN 2.0 documents: read by the API as they came, since the document itself names its encoding, and written here. */
import { send } from '#designer/client/http.ts';
import type { ReportEntry } from '#engine/bpmn/report.ts';
import type { Definition } from '#engine/definition.ts';

export type ReadProcess = {
  /** Its id in the document. */
  readonly process: string;
  readonly definition: Definition;
};

export type ReadDocument = {
  readonly definitions: readonly ReadProcess[];
  /** What does not run here, or not as it stands. */
  readonly report: readonly ReportEntry[];
};

/** By what it begins with, whatever it is called and in whichever encoding. */
export const isXml = (bytes: ArrayBuffer): boolean =>
  /^[\s\0\uFEFF\uFFFD]*</.test(new TextDecoder().decode(bytes.slice(0, 200)));

/**
 * Reads the document and creates nothing.
 * @param processes the ids of those to take; without it all
 * @throws ProblemError invalid_input for what is no document with a process
 */
export const readBpmn = async (
  bytes: ArrayBuffer,
  processes: readonly string[] = [],
): Promise<ReadDocument> => {
  const query = processes.map((process) => `process=${encodeURIComponent(process)}`).join('&');
  const path = `/processes/import/bpmn${query && `?${query}`}`;
  return (await send<ReadDocument>('POST', path, { xml: bytes })).body;
};

/** What writes documents is fetched when one is wanted. */
export const toDocument = async (definition: Definition): Promise<string> => {
  const { toBpmn } = await import('#engine/bpmn/index.ts');
  return toBpmn(definition);
};
