/**
 * What the lint says in a tenant: it must know which queues, groups, roles, people and rulesets there are. That is read in a
 * transaction, and the proof that belongs to it is made outside of any.
 */
import type { Definition } from '#engine/definition.ts';
import { isObject } from '#engine/json.ts';
import { type Finding, type LintContext, type LintRuns, lint } from '#engine/lint/index.ts';
import type { Work } from '../work.ts';
import { formProblems } from './form.ts';

/** Everything the lint says about a definition in the tenant that this was read of. */
export function findingsIn(
  context: LintContext,
  definition: Definition,
  runs: LintRuns,
): Finding[] {
  const findings = lint(definition, context, runs);
  return [...findings, ...dangerousForms(definition, findings)];
}

export async function lintContext(work: Work, definition: Definition): Promise<LintContext> {
  await work.em.flush();
  const rows = await work.em.execute<
    (Record<
      | 'rulesets'
      | 'queues'
      | 'groups'
      | 'roles'
      | 'rotas'
      | 'users'
      | 'calendars'
      | 'catalogItems'
      | 'secrets'
      | 'boards'
      | 'processes',
      string[]
    > & {
      customFields: Record<string, string[]>;
      triggers: NonNullable<LintContext['triggers']>;
    })[]
  >(
    `select
       (select coalesce(jsonb_agg(distinct key), '[]') from ruleset_version) as rulesets,
       (select coalesce(jsonb_agg(key), '[]') from queue) as queues,
       (select coalesce(jsonb_agg(key), '[]') from people_group) as groups,
       (select coalesce(jsonb_agg(key), '[]') from role) as roles,
       (select coalesce(jsonb_agg(key), '[]') from rota) as rotas,
       (select coalesce(jsonb_agg(email), '[]') from person where active and not outside and email in (select lower(value) from jsonb_array_elements_text(?))) as users,
       (select coalesce(jsonb_agg(key), '[]') from calendar) as calendars,
       (select coalesce(jsonb_agg(key), '[]') from catalog_item) as "catalogItems",
       (select coalesce(jsonb_object_agg(key, (select coalesce(jsonb_agg(name), '[]') from jsonb_object_keys(
          case when jsonb_typeof(form -> 'properties') = 'object' then form -> 'properties' else '{}' end) as name)), '{}')
          from catalog_item) as "customFields",
       (select coalesce(jsonb_agg(jsonb_build_object('process', t.key, 'name', t.name, 'trigger', t.trigger) order by t.created_at, t.id), '[]')
          from (select distinct p.id, p.key, p.name, p.created_at, e -> 'trigger' as trigger from process p
            join definition_version v on v.process_id = p.id and v.number in (p.active_version, p.next_version)
            cross join lateral jsonb_array_elements(v.definition -> 'elements') e
            where e ->> 'type' = 'startEvent' and e -> 'trigger' ->> 'type' = 'ticketCreated') t) as triggers,
       (select coalesce(jsonb_agg(key), '[]') from process p where present_version(p, ?) is not null) as processes,
       (select coalesce(jsonb_agg(key), '[]') from secret) as secrets,
       (select coalesce(jsonb_agg(key), '[]') from cab_board) as boards`,
    [JSON.stringify(mentionedUsers(definition)), work.now],
  );
  return {
    ...rows[0],
    ...(work.sendsMail === undefined ? {} : { sendsMail: work.sendsMail }),
    now: work.now.toISOString(),
  };
}

/** A tenant may have very many people: only those the definition names are looked up. */
function mentionedUsers(definition: Definition): string[] {
  const users = new Set<string>();
  const open: unknown[] = [...definition.elements];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (Array.isArray(next)) open.push(...next);
    if (!isObject(next)) continue;
    if (typeof next.user === 'string') users.add(next.user);
    open.push(...Object.values(next));
  }
  return [...users];
}

/** A form that could hang whoever fills it in; what the lint has said of a form is not said twice. */
function dangerousForms(definition: Definition, findings: readonly Finding[]): Finding[] {
  const isTold = (element?: string) =>
    findings.some((finding) => finding.rule === 'bad-form' && finding.element === element);
  const { elements, variables } = definition;
  const ofTasks = elements.flatMap((element, index): Finding[] => {
    if (element.type !== 'userTask' || !element.task.form || isTold(element.id)) return [];
    const name = element.name ?? element.id;
    return formProblems(element.task.form).map((why) => ({
      rule: 'dangerous-form',
      level: 'error',
      element: element.id,
      pointer: `/elements/${index}/task/form`,
      message: `The form of “${name}” cannot be used: ${why}`,
      values: { element: name, why },
    }));
  });
  if (!variables || isTold()) return ofTasks;
  const ofVariables = formProblems(variables).map(
    (why): Finding => ({
      rule: 'dangerous-form',
      level: 'error',
      pointer: '/variables',
      message: `The schema of the variables cannot be used: ${why}`,
      values: { problem: 'variables', why },
    }),
  );
  return [...ofTasks, ...ofVariables];
}
