/**
 * A definition from a JSON file. It is taken whole or not at all: whatever this version of the process language does not know
 * (an element of a newer one, a field misspelt) is told place by place, and nothing is left out in silence.
 */
import type { Definition } from '#engine/definition.ts';
import { isDefinition } from '#engine/lint/index.ts';
import { schemaFindings } from '#engine/lint/schema.ts';

/** As large as a BPMN document may be. */
export const FILE_MAX_BYTES = 5_000_000;

export type Misfit = { readonly pointer: string; readonly detail: string };

export type ReadJson =
  | { readonly definition: Definition }
  | { readonly refused: 'noJson' | 'noProcess' }
  | { readonly refused: 'misfits'; readonly misfits: readonly Misfit[] };

export const readJson = (text: string): ReadJson => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { refused: 'noJson' };
  }
  if (isDefinition(value)) return { definition: value };
  const isProcess =
    typeof value === 'object' && value !== null && 'elements' in value && 'flows' in value;
  if (!isProcess) return { refused: 'noProcess' };
  const misfits = schemaFindings(value).map(({ values, message }) => ({
    pointer: String(values.pointer ?? ''),
    detail: String(values.detail ?? message),
  }));
  return { refused: 'misfits', misfits };
};
