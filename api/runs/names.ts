/**
 * What the keys in a definition are called: a drawing says “Hardware”, not `hardware`. Whoever may see the drawing may
 * read these names, whatever else of the directory is open to them.
 */

import type { Work } from '#domain/work.ts';
import { type Condition, leavesOf } from '#engine/condition.ts';
import type { Definition } from '#engine/definition.ts';

const KINDS = ['queue', 'group', 'role', 'ruleset', 'user', 'board'] as const;
type Kind = (typeof KINDS)[number];
export type Names = Record<Kind, Record<string, string>>;

const SOURCES: Record<Kind, string> = {
  queue: 'select key, name from queue',
  group: 'select key, name from people_group',
  role: 'select key, name from role',
  ruleset: 'select distinct on (key) key, name from ruleset_version order by key, number desc',
  user: 'select email as key, name from person',
  board: 'select key, name from cab_board',
};

export async function namesFor(work: Work, definition: Definition): Promise<Names> {
  const asked = mentionsIn(definition);
  const names: Names = { queue: {}, group: {}, role: {}, ruleset: {}, user: {}, board: {} };
  const kinds = KINDS.filter((kind) => asked[kind].size > 0);
  if (kinds.length === 0) return names;
  const parts = kinds.map(
    (kind) =>
      `select '${kind}' as kind, key, name from (${SOURCES[kind]}) named where key in (${[...asked[kind]].map(() => '?').join(', ')})`,
  );
  const rows = await work.em.execute<{ kind: Kind; key: string; name: string }[]>(
    parts.join(' union all '),
    kinds.flatMap((kind) => [...asked[kind]].map((key) => keptAs(kind, key))),
  );
  for (const { kind, key, name } of rows)
    for (const written of asked[kind])
      if (keptAs(kind, written) === key) names[kind][written] = name;
  return names;
}

/** Addresses are kept in small letters, however a drawing writes them. */
const keptAs = (kind: Kind, key: string): string => (kind === 'user' ? key.toLowerCase() : key);

function mentionsIn(definition: Definition): Record<Kind, Set<string>> {
  const found = {
    queue: new Set(),
    group: new Set(),
    role: new Set(),
    ruleset: new Set(),
    user: new Set(),
    board: new Set(),
  } as Record<Kind, Set<string>>;
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) walk(item);
    else if (typeof value === 'object' && value !== null)
      for (const [name, item] of Object.entries(value)) {
        const kind = KINDS.find((one) => one === name);
        if (kind && typeof item === 'string') found[kind].add(item);
        else if (name === 'conditions') walkConditions(item as Condition);
        else walk(item);
      }
  };
  // What a comparison names is its value; which kind of name it is, its fact tells.
  const walkConditions = (condition: Condition): void => {
    for (const { fact, value } of leavesOf(condition))
      if (fact === 'ticket.queue')
        for (const key of [value].flat()) if (typeof key === 'string') found.queue.add(key);
  };
  walk(definition.elements);
  walk(definition.flows);
  return found;
}
