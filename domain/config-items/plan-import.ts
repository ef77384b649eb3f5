/** What a file of items would do to the register: what is added, what is changed and how, and which lines are refused. Pure. */

import { changesBetween } from '../events/changes.ts';
import type { Change } from '../events/event.ts';
import { type Criticality, type ItemKind, USUAL_CRITICALITY } from './config-item.ts';
import { cycleIn } from './cycle.ts';
import type { FileItem, ItemFile, Refusal, RefusalCode } from './item-file.ts';

/** An item as a file tells it: people by address, groups and items by key. */
export type ToldItem = {
  readonly key: string;
  readonly name: string;
  readonly kind: ItemKind;
  readonly description: string;
  readonly owner: string | null;
  readonly group: string | null;
  readonly criticality: Criticality;
  readonly active: boolean;
  readonly dependsOn: readonly string[];
};

/** What is there now. */
export type Register = {
  readonly items: ReadonlyMap<string, ToldItem>;
  /** Addresses of those who may sign in. */
  readonly people: ReadonlySet<string>;
  readonly groups: ReadonlySet<string>;
};

export type PlannedItem = {
  readonly line: number;
  readonly isNew: boolean;
  readonly item: ToldItem;
  readonly changes: Readonly<Record<string, Change>>;
};

const USUAL: Omit<ToldItem, 'key' | 'name'> = {
  kind: 'other' as const,
  description: '',
  owner: null,
  group: null,
  criticality: USUAL_CRITICALITY,
  active: true,
  dependsOn: [],
};

export type ImportPlan = {
  readonly planned: readonly PlannedItem[];
  readonly unchanged: number;
  /** In the order of their lines. */
  readonly refused: readonly Refusal[];
};

export function planImport(file: ItemFile, register: Register): ImportPlan {
  const refused = [...file.refused];
  const keys = new Set([...register.items.keys(), ...file.items.map(({ key }) => key)]);
  const planned: PlannedItem[] = [];
  let unchanged = 0;
  for (const said of file.items) {
    const before = register.items.get(said.key);
    const problem = problemWith(said, before, register, keys);
    if (problem) refused.push(problem);
    else {
      const item = merged(said, before);
      const changes = changesBetween<Partial<ToldItem>>(before ?? {}, item);
      if (before && Object.keys(changes).length === 0) unchanged += 1;
      else planned.push({ line: said.line, isNew: !before, item, changes });
    }
  }
  refused.push(...roundIn(planned, register));
  refused.sort((one, other) => one.line - other.line);
  return { planned, unchanged, refused };
}

function merged({ line: _, ...said }: FileItem, before: ToldItem | undefined): ToldItem {
  const item: ToldItem = { name: said.key, ...USUAL, ...before, ...said };
  return { ...item, dependsOn: item.dependsOn.toSorted() };
}

function problemWith(
  { line, key, name, owner, group, dependsOn = [] }: FileItem,
  before: ToldItem | undefined,
  { people, groups }: Register,
  keys: ReadonlySet<string>,
): Refusal | null {
  const wrong = (code: RefusalCode, value: string, detail: string): Refusal => ({
    line,
    key,
    code,
    value,
    detail,
  });
  if (!before && name === undefined)
    return wrong('no_name', key, `“${key}” is new and has no name.`);
  // Whoever answers for it already may have left: that is no reason to refuse the rest of the line.
  if (owner && owner !== before?.owner && !people.has(owner))
    return wrong('unknown_owner', owner, `There is no active person “${owner}”.`);
  if (group && !groups.has(group))
    return wrong('unknown_group', group, `There is no group “${group}”.`);
  const stranger = dependsOn.find((one) => !keys.has(one));
  if (stranger !== undefined)
    return wrong('unknown_item', stranger, `There is no service or system “${stranger}”.`);
  return null;
}

/** Told at the first line of the file that lies on the way round; one way is enough to refuse the whole. */
function roundIn(planned: readonly PlannedItem[], { items }: Register): readonly Refusal[] {
  const lines = new Map(planned.map(({ line, item }) => [item.key, line]));
  const dependencies = new Map([...items.values()].map((item) => [item.key, item.dependsOn]));
  for (const { item } of planned) dependencies.set(item.key, item.dependsOn);
  const way = cycleIn(dependencies);
  const key = way?.find((one) => lines.has(one));
  if (!way || key === undefined) return [];
  const value = way.join(' → ');
  const detail = `It would depend on itself: ${value}.`;
  return [{ line: lines.get(key) ?? 1, key, code: 'cycle', value, detail }];
}
