/**
 * Saves a ruleset as a new version. What is saved is in force at once, for every run that asks from then on; a run that has
 * asked keeps its answer.
 */
import { createHash } from 'node:crypto';
import { v5 } from 'uuid';
import { canonicalJson } from '#engine/canonical.ts';
import { isRuleset, lintRuleset } from '#rules/lint-ruleset.ts';
import type { Ruleset } from '#rules/ruleset.ts';
import { touchConfiguration } from '../configuration.ts';
import { DomainError, type FieldError } from '../errors.ts';
import { record } from '../events/record.ts';
import { demandVersion } from '../version.ts';
import type { Work } from '../work.ts';
import { type CurrentRuleset, currentRuleset } from './find.ts';

/** @throws DomainError invalid_input, stale_version */
export async function saveRuleset(
  work: Work,
  author: { readonly personId: string },
  key: string,
  value: unknown,
  expectedVersion?: number,
): Promise<CurrentRuleset> {
  const ruleset = demandRuleset(value, key);
  // Two saves at once: the second waits here and then sees the first one's version.
  await work.em.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [
    `ruleset:${work.tenantId}:${key}`,
  ]);
  const known = await currentRuleset(work, key);
  demandVersion(expectedVersion, known?.version ?? 0);
  if (known && hashRuleset(known.ruleset) === hashRuleset(ruleset)) return known;
  return addRulesetVersion(work, ruleset, author.personId, known);
}

export async function addRulesetVersion(
  work: Work,
  ruleset: Ruleset,
  savedBy: string | null,
  known: CurrentRuleset | null = null,
): Promise<CurrentRuleset> {
  const version = (known?.version ?? 0) + 1;
  await work.em.execute(
    'insert into ruleset_version (tenant_id, key, number, name, sha256, ruleset, saved_at, saved_by) values (?, ?, ?, ?, ?, ?, ?, ?)',
    [
      work.tenantId,
      ruleset.key,
      version,
      ruleset.name,
      hashRuleset(ruleset),
      JSON.stringify(ruleset),
      work.now,
      savedBy,
    ],
  );
  await record(work, {
    type: 'ruleset.saved',
    subject: { kind: 'ruleset', id: rulesetId(work.tenantId, ruleset.key) },
    changes: { version: { before: known?.version ?? null, after: version } },
    data: { key: ruleset.key },
  });
  await touchConfiguration(work);
  return { key: ruleset.key, version, ruleset };
}

/** @throws DomainError invalid_input, with a pointer to each mistake */
export function demandRuleset(value: unknown, key: string): Ruleset {
  const errors: FieldError[] = lintRuleset(value)
    .filter(({ level }) => level === 'error')
    .slice(0, ERRORS_MAX)
    .map(({ pointer, message }) => ({ pointer, detail: message }));
  if (errors.length === 0 && isRuleset(value)) {
    if (value.key === key) return value;
    errors.push({ pointer: '/key', detail: `must be “${key}”.` });
  }
  throw new DomainError(
    'invalid_input',
    `The ruleset has ${errors.length === 1 ? 'a mistake' : `${errors.length} mistakes`}.`,
    { errors },
  );
}

/** A ruleset is known by its key; events name their subjects by id, so it has one that follows from both. */
export const rulesetId = (tenantId: string, key: string): string => v5(`ruleset:${key}`, tenantId);

const ERRORS_MAX = 100;

const hashRuleset = (ruleset: Ruleset): string =>
  createHash('sha256').update(canonicalJson(ruleset)).digest('hex');
