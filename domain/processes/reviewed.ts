/**
 * What a reviewer is asked about: the definition as it would be published now, with the version of every process it calls,
 * and the scenarios it has to pass. One hash stands for all of it, so that a called process that is published meanwhile and a
 * scenario that is no longer required need another look as much as a changed draft does.
 */
import { createHash } from 'node:crypto';
import { calledVersion } from '#engine/called-versions.ts';
import { canonicalJson, meaning } from '#engine/canonical.ts';
import type { Definition } from '#engine/definition.ts';
import { playableScenarios } from '../scenarios/read.ts';
import type { Work } from '../work.ts';
import { bindCalls } from './calls.ts';
import type { Draft } from './draft.ts';
import { type Author, PERSON_OF } from './read-processes.ts';

type Call = {
  readonly element: string;
  readonly process: string;
  /** Null where it has none yet. */
  readonly version: number | null;
};

/** What has become of a scenario that was required when the present version was published. */
type Loosened = {
  readonly scenario: string;
  readonly how: 'changed' | 'notRequired' | 'removed';
  readonly by: Author | null;
  readonly at: string;
};

export type Reviewed = {
  /** As it would be published. */
  readonly definition: Definition;
  readonly sha256: string;
  readonly calls: readonly Call[];
  /** The names of the scenarios it has to pass. */
  readonly required: readonly string[];
};

export async function reviewedOf(
  work: Work,
  draft: Pick<Draft, 'processId' | 'definition'>,
): Promise<Reviewed> {
  const definition = await bindCalls(work, draft.definition);
  const scenarios = await playableScenarios(work, draft.processId, 'required');
  const required = scenarios.map(({ name, scenario }) => ({ name, scenario }));
  const text = canonicalJson([meaning(definition), required]);
  return {
    definition,
    sha256: createHash('sha256').update(text).digest('hex'),
    calls: definition.elements.flatMap((element) =>
      element.type === 'callActivity'
        ? [{ element: element.id, process: element.process, version: calledVersion(element) }]
        : [],
    ),
    required: required.map(({ name }) => name),
  };
}

/** What guards the process less than, or otherwise than, when its present version was published; the latest first. */
export const loosenedSince = (work: Work, processId: string): Promise<Loosened[]> =>
  work.em.execute<Loosened[]>(
    `select e.data ->> 'name' as scenario, ${PERSON_OF('b')} as by, to_json(e.at) #>> '{}' as at,
       case when e.type = 'process.scenarioRemoved' then 'removed'
         when e.changes #>> '{required,before}' = 'true' then 'notRequired' else 'changed' end as how
     from event e left join person b on e.actor_kind = 'person' and b.id = e.actor_id
     where e.subject_id = ? and e.at >= coalesce((select v.published_at from definition_version v join process p on p.id = v.process_id
         where p.id = ? and v.number = present_version(p, ?)), '-infinity')
       and (e.type in ('process.scenarioChanged', 'process.scenarioRemoved') and e.changes #>> '{required,before}' = 'true'
         or e.type = 'process.scenarioChanged' and e.changes -> 'scenario' is not null and e.changes -> 'required' is null
           and exists (select from kept_scenario s where s.id = (e.data ->> 'scenario')::uuid and s.required))
     order by e.at desc limit 100`,
    [processId, processId, work.now],
  );
