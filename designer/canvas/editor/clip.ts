/**
 * Reads copied elements from text. Text comes from anywhere, so each element and flow is held against the process
 * language before it is let in; what does not fit is refused as a whole.
 */
import { LIMITS } from '#engine/definition.ts';
import { isDefinition } from '#engine/lint/index.ts';
import type { Clip } from './commands/copy.ts';

/** More elements than any process may have. */
export type TooMany = { readonly tooMany: number };

export const parseClip = (text: string): Clip | TooMany | undefined => {
  const value = parseJson(text);
  if (!isRecord(value) || value.perdura !== 'elements') return undefined;
  // Told before anything is held against the language, which takes its time with so many.
  if (Array.isArray(value.elements) && value.elements.length > LIMITS.elements)
    return { tooMany: value.elements.length };
  const candidate = {
    key: 'clip',
    name: 'Clip',
    elements: value.elements,
    flows: value.flows ?? [],
    layout: value.layout ?? {},
    ...(value.notes === undefined ? {} : { notes: value.notes }),
  };
  if (!isDefinition(candidate)) return undefined;
  const { notes = [] } = candidate;
  if (candidate.elements.length + notes.length === 0) return undefined;
  return {
    perdura: 'elements',
    elements: candidate.elements,
    flows: candidate.flows,
    layout: candidate.layout ?? {},
    ...(notes.length > 0 ? { notes } : {}),
  };
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
