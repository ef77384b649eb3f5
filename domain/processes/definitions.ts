/**
 * Published definitions, kept in the process that uses them: a version never changes, so a copy is as good as the row.
 * What else is derived from a definition (its graph, its compiled forms) hangs on the same object.
 */
import type { Definition, ElementOf, ElementType } from '#engine/definition.ts';
import { DomainError } from '../errors.ts';
import type { Work } from '../work.ts';

/** Definitions held at once; the one not used for the longest goes first. */
const CACHE_MAX = 500;

const cache = new Map<string, Definition>();

export async function definitionOf(
  work: Work,
  processId: string,
  version: number,
): Promise<Definition> {
  const known = keptDefinition(work.tenantId, processId, version);
  if (known) return known;
  const rows = await work.em.execute<{ definition: Definition }[]>(
    // The document it was imported from is for whoever exports it.
    `select definition - 'origin' as definition from definition_version where process_id = ? and number = ?`,
    [processId, version],
  );
  const found = rows[0];
  if (!found) throw new DomainError('not_found', `There is no version ${version} of this process.`);
  remember(`${work.tenantId}/${processId}/${version}`, found.definition);
  return found.definition;
}

/** The copy this process has of a version, if it has one. */
export function keptDefinition(
  tenantId: string,
  processId: string,
  version: number,
): Definition | undefined {
  const key = `${tenantId}/${processId}/${version}`;
  const known = cache.get(key);
  if (known) {
    cache.delete(key);
    cache.set(key, known);
  }
  return known;
}

/** The element of this type and id; undefined where the definition has none. */
export function elementOf<T extends ElementType>(
  definition: Definition,
  type: T,
  id: string,
): ElementOf<T> | undefined {
  return definition.elements.find(
    (element): element is ElementOf<T> => element.id === id && element.type === type,
  );
}

function remember(key: string, definition: Definition): void {
  if (cache.size >= CACHE_MAX) {
    const oldest = cache.keys().next().value;
    if (oldest !== undefined) cache.delete(oldest);
  }
  cache.set(key, definition);
}
