/**
 * Drafts: each author has their own of a process, so nobody overwrites anybody. A draft remembers the version it began from,
 * and its revision tells a second window of the same author that it is behind.
 */
import { LockMode } from '@mikro-orm/postgresql';
import { unbound } from '#engine/called-versions.ts';
import type { Definition } from '#engine/definition.ts';
import { DomainError } from '../errors.ts';
import { record } from '../events/record.ts';
import { newId } from '../ids.ts';
import type { Work } from '../work.ts';
import { Draft } from './draft.ts';
import { drawnDefinition, latestDrawing } from './drawings.ts';
import { Process } from './process.ts';
import { voidReview } from './reviews.ts';
import { presentOf } from './rollout.ts';

type Author = { readonly personId: string };

/** A colleague's draft, to look at and to say something of. @throws DomainError not_found */
export async function draftOf(
  work: Work,
  authorId: string,
  key: string,
  { isLocked = false }: { readonly isLocked?: boolean } = {},
): Promise<Draft> {
  const process = await work.em.findOne(Process, { tenantId: work.tenantId, key });
  const draft =
    process &&
    (await work.em.findOne(
      Draft,
      { processId: process.id, authorId },
      isLocked ? { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true } : {},
    ));
  if (!draft) throw new DomainError('not_found', `They have no draft of “${key}”.`);
  return draft;
}

/** @throws DomainError draft_not_found */
export async function getDraft(
  work: Work,
  author: Author,
  key: string,
  { isLocked = false }: { readonly isLocked?: boolean } = {},
): Promise<Draft> {
  const process = await work.em.findOne(Process, { tenantId: work.tenantId, key });
  const draft =
    process &&
    (await work.em.findOne(
      Draft,
      { processId: process.id, authorId: author.personId },
      isLocked ? { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true } : {},
    ));
  if (!draft) throw draftNotFound(key);
  return draft;
}

/**
 * What the author would see of a process: their draft, else the version that new runs take, else the latest (one that is still
 * to come, or was called off before it took any).
 * @throws DomainError draft_not_found
 */
export async function draftOrPresent(
  work: Work,
  author: Author,
  key: string,
): Promise<{ readonly definition: Definition; readonly version: number | null }> {
  const process = await work.em.findOne(Process, { tenantId: work.tenantId, key });
  const draft =
    process && (await work.em.findOne(Draft, { processId: process.id, authorId: author.personId }));
  if (draft) return { definition: draft.definition, version: null };
  if (!process) throw draftNotFound(key);
  const version = presentOf(process, work.now) ?? (await latestVersion(work, process));
  if (version === null) throw draftNotFound(key);
  return { definition: await drawnDefinition(work, process.id, version), version };
}

async function latestVersion(work: Work, { id }: Process): Promise<number | null> {
  const rows = await work.em.execute<{ latest: number | null }[]>(
    'select max(number) as latest from definition_version where process_id = ?',
    [id],
  );
  return rows[0]?.latest ?? null;
}

/**
 * Saves the author's draft; a process that is not there yet begins with it. `baseVersion` says that the author has taken in
 * what that version says; `isNew`, that the process is to begin here.
 * @throws DomainError invalid_input when the key is another one, draft_changed when `expected` is not its revision,
 * already_exists when there is a process that should be new
 */
export async function saveDraft(
  work: Work,
  author: Author,
  key: string,
  definition: Definition,
  options: {
    readonly expectedRevision?: number;
    readonly baseVersion?: number;
    readonly isNew?: boolean;
  } = {},
): Promise<Draft> {
  if (definition.key !== key) {
    throw new DomainError('invalid_input', 'The definition has another key than the address.', {
      errors: [{ pointer: '/key', detail: `must be “${key}”.` }],
    });
  }
  const { expectedRevision, baseVersion, isNew = false } = options;
  const process = await findOrCreate(work, key, definition, isNew);
  const newest = Math.max(process.activeVersion ?? 0, process.nextVersion ?? 0);
  if (baseVersion !== undefined && baseVersion > newest) {
    throw new DomainError('invalid_input', 'There is no such version to work from.', {
      errors: [{ pointer: '/baseVersion', detail: `must be at most ${newest}.` }],
    });
  }
  const known = await work.em.findOne(
    Draft,
    { processId: process.id, authorId: author.personId },
    { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
  );
  if (expectedRevision !== undefined && expectedRevision !== known?.revision) {
    throw new DomainError(
      'draft_changed',
      known
        ? 'Your draft has been saved elsewhere since you read it.'
        : 'Your draft is gone: it was published or discarded.',
      {
        values: { currentVersion: known?.revision ?? null },
      },
    );
  }
  // What a version was bound to is none of its author's doing: publishing binds it anew.
  const said = unbound(definition);
  const draft =
    known ??
    work.em.create(
      Draft,
      {
        id: newId(),
        tenantId: work.tenantId,
        processId: process.id,
        authorId: author.personId,
        definition: said,
        baseVersion: presentOf(process, work.now),
        revision: 0,
        updatedAt: work.now,
      },
      { persist: true },
    );
  draft.definition = said;
  draft.revision += 1;
  draft.updatedAt = work.now;
  if (baseVersion !== undefined) draft.baseVersion = baseVersion === 0 ? null : baseVersion;
  if (!known || baseVersion !== undefined)
    draft.baseDrawing = await latestDrawing(work, process.id, draft.baseVersion ?? null);
  if (known) await voidReview(work, draft);
  await record(work, {
    type: 'process.draftSaved',
    subject: { kind: 'process', id: process.id },
    data: { key, revision: draft.revision },
  });
  await work.em.flush();
  return draft;
}

/** @throws DomainError draft_not_found, draft_changed */
export async function discardDraft(
  work: Work,
  author: Author,
  key: string,
  expectedRevision?: number,
): Promise<void> {
  const draft = await getDraft(work, author, key, { isLocked: true });
  if (expectedRevision !== undefined && expectedRevision !== draft.revision) {
    throw new DomainError(
      'draft_changed',
      'Your draft has been saved elsewhere since you read it.',
      { values: { currentVersion: draft.revision } },
    );
  }
  work.em.remove(draft);
  await record(work, {
    type: 'process.draftDiscarded',
    subject: { kind: 'process', id: draft.processId },
    data: { key, revision: draft.revision },
  });
}

export const draftNotFound = (key: string): DomainError =>
  new DomainError('draft_not_found', `You have no draft of “${key}”.`);

/** Two authors who begin the same new process at once: the second waits and then finds it there. */
/** @throws DomainError already_exists */
async function findOrCreate(
  work: Work,
  key: string,
  definition: Definition,
  isNew: boolean,
): Promise<Process> {
  const known = await work.em.findOne(Process, { tenantId: work.tenantId, key });
  if (known && isNew) throw isThere(key);
  if (known) return known;
  const id = newId();
  await work.em.execute(
    `insert into process (id, tenant_id, key, name, description, created_at) values (?, ?, ?, ?, ?, ?) on conflict (tenant_id, key) do nothing`,
    [id, work.tenantId, key, definition.name, definition.description ?? '', work.now],
  );
  const process = await work.em.findOneOrFail(Process, { tenantId: work.tenantId, key });
  // Somebody else was a moment earlier.
  if (isNew && process.id !== id) throw isThere(key);
  return process;
}

const isThere = (key: string) =>
  new DomainError('already_exists', `There is a process “${key}” already.`, {
    errors: [{ pointer: '/key', detail: `“${key}” is taken.` }],
  });
