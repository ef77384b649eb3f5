/** Rulesets and their versions, as lists and pages show them. */
import type { Ruleset } from '#rules/ruleset.ts';
import { DomainError } from '../errors.ts';
import type { Work } from '../work.ts';

export type RulesetRecord = {
  readonly key: string;
  readonly name: string;
  readonly version: number;
  readonly sha256: string;
  readonly savedAt: string;
  readonly savedBy: { readonly id: string; readonly name: string; readonly email: string } | null;
  readonly ruleset: Ruleset;
};

const COLUMNS = `v.key, v.name, v.number as version, v.sha256, to_json(v.saved_at) #>> '{}' as "savedAt", v.ruleset,
  case when p.id is null then null else jsonb_build_object('id', p.id, 'name', p.name, 'email', p.email) end as "savedBy"`;

/** By key, each in its present version. */
export const listRulesets = (
  work: Work,
  query: { readonly take: number; readonly after: string | null },
): Promise<RulesetRecord[]> =>
  work.em.execute<RulesetRecord[]>(
    `select distinct on (v.key) ${COLUMNS} from ruleset_version v left join person p on p.id = v.saved_by
     where v.tenant_id = ? and v.key > ? order by v.key, v.number desc limit ?`,
    [work.tenantId, query.after ?? '', query.take],
  );

/** The latest first. */
export const listRulesetVersions = (
  work: Work,
  key: string,
  query: { readonly take: number; readonly before: number | null },
): Promise<RulesetRecord[]> =>
  work.em.execute<RulesetRecord[]>(
    `select ${COLUMNS} from ruleset_version v left join person p on p.id = v.saved_by
     where v.tenant_id = ? and v.key = ? and v.number < ? order by v.number desc limit ?`,
    [work.tenantId, key, query.before ?? 2_147_483_647, query.take],
  );

/** @throws DomainError not_found */
export async function getRuleset(
  work: Work,
  key: string,
  version?: number,
): Promise<RulesetRecord> {
  const rows = await work.em.execute<RulesetRecord[]>(
    `select ${COLUMNS} from ruleset_version v left join person p on p.id = v.saved_by
     where v.tenant_id = ? and v.key = ? and (? or v.number = ?) order by v.number desc limit 1`,
    [work.tenantId, key, version === undefined, version ?? 0],
  );
  const ruleset = rows[0];
  if (!ruleset)
    throw new DomainError(
      'not_found',
      version === undefined
        ? `There is no ruleset “${key}”.`
        : `“${key}” has no version ${version}.`,
    );
  return ruleset;
}
