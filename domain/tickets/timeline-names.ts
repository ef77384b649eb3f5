/** What stands behind the ids and keys in a ticket's events: people, queues, items, and what came out of tasks. */
import type { Change } from '../events/event.ts';
import { definitionOf, elementOf } from '../processes/definitions.ts';
import type { Work } from '../work.ts';
import { marks } from './sql.ts';

type Row = {
  readonly type: string;
  readonly subject_id: string;
  readonly changes: Readonly<Record<string, Change>>;
};
type Named = { readonly key: string; readonly name: string };

export type Names = {
  readonly ids: ReadonlyMap<string, unknown>;
  readonly items: ReadonlyMap<unknown, Named>;
  /** By the task, in the words of whoever drew the process. */
  readonly outcomes: ReadonlyMap<string, Named>;
};

export const namesIn = async (
  work: Work,
  rows: readonly Row[],
  asFacts = false,
): Promise<Names> => ({
  ids: await referencesIn(work, rows),
  items: asFacts ? new Map() : await itemsIn(work, rows),
  outcomes: asFacts ? new Map() : await outcomesIn(work, rows),
});

const REFERENCES: Readonly<Record<string, { table: string; columns: string } | undefined>> = {
  queue: { table: 'queue', columns: "'id', id, 'key', key, 'name', name" },
  assignee: { table: 'person', columns: "'id', id, 'name', name, 'email', email" },
  requester: { table: 'person', columns: "'id', id, 'name', name, 'email', email" },
  deferred_to: {
    table: 'cab_meeting',
    columns: `'id', id, 'name', name, 'scheduledAt', to_char(scheduled_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`,
  },
  organization: { table: 'organization', columns: "'id', id, 'key', key, 'name', name" },
};

export const isReference = (field: string): boolean => REFERENCES[field] !== undefined;

async function referencesIn(work: Work, rows: readonly Row[]): Promise<Map<string, unknown>> {
  const ids = new Map<string, Set<string>>();
  for (const row of rows) {
    for (const [field, change] of Object.entries(row.changes)) {
      if (!isReference(field)) continue;
      for (const value of [change.before, change.after]) {
        if (typeof value === 'string') ids.set(field, (ids.get(field) ?? new Set()).add(value));
      }
    }
  }
  const named = new Map<string, unknown>();
  for (const [field, of] of ids) {
    const { table, columns } = REFERENCES[field] ?? { table: '', columns: '' };
    const found = await work.em.execute<{ id: string; ref: unknown }[]>(
      `select id, jsonb_build_object(${columns}) as ref from ${table} where id in (${marks([...of])})`,
      [...of],
    );
    for (const row of found) named.set(row.id, row.ref);
  }
  return named;
}

async function itemsIn(work: Work, rows: readonly Row[]): Promise<Map<unknown, Named>> {
  const keys = new Set(
    rows.flatMap(({ changes: { configItems } }) =>
      [configItems?.before, configItems?.after].flatMap((value) =>
        Array.isArray(value) ? value : [],
      ),
    ),
  );
  if (keys.size === 0) return new Map();
  const found = await work.em.execute<Named[]>(
    `select key, name from config_item where key in (${marks([...keys])})`,
    [...keys],
  );
  return new Map(found.map((item) => [item.key, item]));
}

type TaskRow = { id: string; element: string; process_id: string; process_version: number };

async function outcomesIn(work: Work, rows: readonly Row[]): Promise<Map<string, Named>> {
  const done = new Map(
    rows.flatMap(({ subject_id, changes }) =>
      changes.outcome ? [[subject_id, changes.outcome.after] as const] : [],
    ),
  );
  if (done.size === 0) return new Map();
  const tasks = await work.em.execute<TaskRow[]>(
    `select id, element, process_id, process_version from task where id in (${marks([...done])})`,
    [...done.keys()],
  );
  const named = new Map<string, Named>();
  for (const { id, element, process_id, process_version } of tasks) {
    const definition = await definitionOf(work, process_id, process_version);
    const outcomes = elementOf(definition, 'userTask', element)?.task?.outcomes ?? [];
    const outcome = outcomes.find(({ key }) => key === done.get(id));
    if (outcome) named.set(id, { key: outcome.key, name: outcome.label });
  }
  return named;
}
