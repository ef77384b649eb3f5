/** Which version a call runs is settled when its caller is published, so that a published process does what it did that day. */
import type { Definition } from '#engine/definition.ts';
import type { Work } from '../work.ts';

/**
 * Every call names the version it will run, the called process's present one unless it says another. One that is only on its
 * way is not bound: nobody has decided for it yet.
 */
export async function bindCalls(work: Work, definition: Definition): Promise<Definition> {
  const called = definition.elements.flatMap((element) =>
    element.type === 'callActivity' && element.version === undefined ? [element.process] : [],
  );
  if (called.length === 0) return definition;
  const rows = await work.em.execute<{ key: string; version: number | null }[]>(
    `select p.key, present_version(p, ?) as version from process p where p.key in (select value from jsonb_array_elements_text(?))`,
    [work.now, JSON.stringify(called)],
  );
  const versions = new Map(rows.map(({ key, version }) => [key, version]));
  const elements = definition.elements.map((element) => {
    if (element.type !== 'callActivity' || element.version !== undefined) return element;
    const version = versions.get(element.process) ?? null;
    return version === null ? element : { ...element, version };
  });
  return { ...definition, elements };
}
