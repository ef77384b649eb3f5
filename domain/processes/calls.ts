/** Which version a call runs is settled when its caller is published, so that a published process does what it did that day. */
import { bound, unboundCalls } from '#engine/called-versions.ts';
import type { Definition } from '#engine/definition.ts';
import type { Work } from '../work.ts';

/**
 * Every call that names no version is bound to the called process's present one. One that is only on its way is not bound:
 * nobody has decided for it yet. What a former version was bound to stays, so that it does again what it did.
 */
export async function bindCalls(work: Work, definition: Definition): Promise<Definition> {
  const called = unboundCalls(definition);
  if (called.length === 0) return definition;
  const rows = await work.em.execute<{ key: string; version: number | null }[]>(
    `select p.key, present_version(p, ?) as version from process p where p.key in (select value from jsonb_array_elements_text(?))`,
    [work.now, JSON.stringify(called)],
  );
  return bound(definition, new Map(rows.map(({ key, version }) => [key, version])));
}
