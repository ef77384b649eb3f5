/**
 * What a version looks like. Its definition is published once and never changes; whoever moves boxes, writes notes or
 * documents an element without changing what the process means gives the version a new drawing. Runs never see it: pictures
 * do, and whoever takes the version as a draft. Every drawing stays, with who drew it.
 */
import { canonicalJson } from '#engine/canonical.ts';
import type { Definition } from '#engine/definition.ts';
import { record } from '../events/record.ts';
import type { Work } from '../work.ts';
import { definitionOf } from './definitions.ts';
import type { Process } from './process.ts';

/** For the version `v` of a query, in SQL. */
export const LATEST_DRAWING = `select revision, definition, drawn_at, drawn_by from version_drawing
  where process_id = v.process_id and number = v.number order by revision desc limit 1`;

/** The version as it is drawn now, without the document it was imported from. @throws DomainError not_found */
export async function drawnDefinition(
  work: Work,
  processId: string,
  number: number,
): Promise<Definition> {
  const rows = await work.em.execute<{ definition: Definition }[]>(
    `select definition - 'origin' as definition from version_drawing
     where process_id = ? and number = ? order by revision desc limit 1`,
    [processId, number],
  );
  return rows[0]?.definition ?? definitionOf(work, processId, number);
}

/** The number of a version's latest drawing; 0: it looks as it was published. */
export async function latestDrawing(
  work: Work,
  processId: string,
  number: number | null,
): Promise<number> {
  const rows = await work.em.execute<{ revision: number }[]>(
    'select coalesce(max(revision), 0) as revision from version_drawing where process_id = ? and number = ?',
    [processId, number ?? 0],
  );
  return rows[0]?.revision ?? 0;
}

/**
 * Draws the version as the definition is, which means the same. Nothing happens where it is drawn so already. The document the version was
 * imported from stays with it where the drawing brings none of its own.
 */
export async function drawAnew(
  work: Work,
  process: Process,
  number: number,
  definition: Definition,
  drawnBy: string | null,
): Promise<void> {
  const [now] = await work.em.execute<{ revision: number; definition: Definition }[]>(
    `select coalesce(g.revision, 0) as revision, coalesce(g.definition, v.definition) as definition
     from definition_version v left join lateral (${LATEST_DRAWING}) g on true where v.process_id = ? and v.number = ?`,
    [process.id, number],
  );
  if (!now) return;
  const { origin = now.definition.origin } = definition;
  const drawing = origin === undefined ? definition : { ...definition, origin };
  if (canonicalJson(now.definition) === canonicalJson(drawing)) return;
  const revision = now.revision + 1;
  await work.em.execute(
    `insert into version_drawing (process_id, number, revision, tenant_id, definition, drawn_at, drawn_by)
     values (?, ?, ?, current_tenant(), ?, ?, ?)`,
    [process.id, number, revision, JSON.stringify(drawing), work.now, drawnBy],
  );
  await record(work, {
    type: 'process.drawnAnew',
    subject: { kind: 'process', id: process.id },
    data: { key: process.key, version: number, drawing: revision },
  });
}
