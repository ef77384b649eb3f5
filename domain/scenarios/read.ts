/** Kept scenarios as lists show them and as they are played. */
import type { Scenario } from '#engine/rehearsal/index.ts';
import { DomainError } from '../errors.ts';
import type { Work } from '../work.ts';

type Author = { readonly id: string; readonly name: string };

export type ScenarioRecord = {
  readonly id: string;
  readonly name: string;
  readonly scenario: Scenario;
  readonly required: boolean;
  /** Null: it was shipped. */
  readonly createdBy: Author | null;
  readonly updatedBy: Author | null;
  readonly updatedAt: string;
  readonly version: number;
};

export type Playable = Pick<ScenarioRecord, 'id' | 'name' | 'scenario' | 'required'>;

const PERSON = (alias: string) =>
  `case when ${alias}.id is null then null else jsonb_build_object('id', ${alias}.id, 'name', ${alias}.name) end`;

const SCENARIOS = `select s.id, s.name, s.scenario, s.required, ${PERSON('c')} as "createdBy", ${PERSON('u')} as "updatedBy",
    to_json(s.updated_at) #>> '{}' as "updatedAt", s.version
  from kept_scenario s join process p on p.id = s.process_id
  left join person c on c.id = s.created_by left join person u on u.id = s.updated_by
  where p.tenant_id = ? and p.key = ?`;

/** By name. */
export const listScenarios = (
  work: Work,
  key: string,
  query: { readonly take: number; readonly after: string | null },
): Promise<ScenarioRecord[]> =>
  work.em.execute<ScenarioRecord[]>(`${SCENARIOS} and s.name > ? order by s.name limit ?`, [
    work.tenantId,
    key,
    query.after ?? '',
    query.take,
  ]);

/** @throws DomainError not_found */
export async function getScenario(work: Work, key: string, id: string): Promise<ScenarioRecord> {
  await work.em.flush();
  const rows = await work.em.execute<ScenarioRecord[]>(`${SCENARIOS} and s.id = ?`, [
    work.tenantId,
    key,
    id,
  ]);
  const scenario = rows[0];
  if (!scenario) throw noScenario(key);
  return scenario;
}

/** Those of a process that are to be played, by name. */
export async function playableScenarios(
  work: Work,
  processId: string,
  which: 'all' | 'required',
): Promise<Playable[]> {
  await work.em.flush();
  return work.em.execute<Playable[]>(
    'select id, name, scenario, required from kept_scenario where process_id = ? and (required or ?) order by name',
    [processId, which === 'all'],
  );
}

export const noScenario = (key: string): DomainError =>
  new DomainError('not_found', `“${key}” has no such scenario.`);
