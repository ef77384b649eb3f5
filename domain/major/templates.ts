/** How stakeholder updates are worded: the tenant's own texts, with placeholders for what is known of the major incident. */
import { placeholdersOf } from '#engine/template.ts';
import { DomainError, type FieldError, refuseTaken } from '../errors.ts';
import { record } from '../events/record.ts';
import { isId, newId } from '../ids.ts';
import { demandVersion } from '../version.ts';
import type { Work } from '../work.ts';

export type UpdateTemplate = {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly subject: string;
  readonly body: string;
  readonly version: number;
};

export type TemplateText = { readonly subject: string; readonly body: string };

/** What `{{…}}` may name in an update; `wordingOf` (`updates.ts`) gives each of them its value, and those who lead or meet only to those who are mailed. */
export const PLACEHOLDERS = [
  'ticket.number',
  'ticket.title',
  'ticket.status',
  'ticket.priority',
  'majorIncident.headline',
  'majorIncident.severity',
  'majorIncident.commander',
  'majorIncident.services',
  'majorIncident.declaredAt',
  'majorIncident.nextUpdateAt',
  'majorIncident.warRoom',
  'majorIncident.statusPage',
] as const;

const SELECT = 'select id, key, name, subject, body, version from update_template';

export const listTemplates = (
  work: Work,
  { take, after }: { readonly take: number; readonly after: string | null },
): Promise<UpdateTemplate[]> =>
  work.em.execute<UpdateTemplate[]>(
    `${SELECT} ${after === null ? '' : 'where key > ?'} order by key limit ?`,
    [...(after === null ? [] : [after]), take],
  );

/** By key or id. @throws DomainError not_found */
export async function getTemplate(work: Work, ref: string): Promise<UpdateTemplate> {
  const [found] = await work.em.execute<UpdateTemplate[]>(
    `${SELECT} where ${isId(ref) ? 'id' : 'key'} = ?`,
    [ref.toLowerCase()],
  );
  if (!found) throw new DomainError('not_found', 'There is no such template.');
  return found;
}

/** @throws DomainError already_exists, invalid_input */
export async function addTemplate(
  work: Work,
  added: Omit<UpdateTemplate, 'id' | 'version'>,
): Promise<UpdateTemplate> {
  demandPlaceholders(added);
  const id = newId();
  const rows = await work.em.execute<unknown[]>(
    `insert into update_template (id, tenant_id, key, name, subject, body) values (?, current_tenant(), ?, ?, ?, ?)
     on conflict (tenant_id, key) do nothing returning 1`,
    [id, added.key, added.name, added.subject, added.body],
  );
  if (rows.length === 0) refuseTaken('/key', `There is a template “${added.key}” already.`);
  await tellOf(work, 'added', id, added.name);
  return getTemplate(work, id);
}

/** @throws DomainError not_found, stale_version, invalid_input */
export async function changeTemplate(
  work: Work,
  ref: string,
  change: Partial<Pick<UpdateTemplate, 'name' | 'subject' | 'body'>>,
  expected?: number,
): Promise<UpdateTemplate> {
  const before = await lockTemplate(work, ref, expected);
  const { name, subject, body } = { ...before, ...change };
  demandPlaceholders({ subject, body });
  await work.em.execute(
    'update update_template set name = ?, subject = ?, body = ?, version = version + 1 where id = ?',
    [name, subject, body, before.id],
  );
  await tellOf(work, 'changed', before.id, name);
  return getTemplate(work, before.id);
}

/** @throws DomainError not_found, stale_version */
export async function removeTemplate(work: Work, ref: string, expected?: number): Promise<void> {
  const { id, name } = await lockTemplate(work, ref, expected);
  await work.em.execute('delete from update_template where id = ?', [id]);
  await tellOf(work, 'removed', id, name);
}

/** A placeholder that nothing fills would leave a hole in what people read. @throws DomainError invalid_input */
export function demandPlaceholders({ subject, body }: TemplateText): void {
  const errors: FieldError[] = [];
  for (const [pointer, text] of [
    ['/subject', subject],
    ['/body', body],
  ] as const)
    for (const path of placeholdersOf(text))
      if (!(PLACEHOLDERS as readonly string[]).includes(path))
        errors.push({ pointer, detail: `Nothing is known as {{${path}}}.` });
  if (errors.length > 0)
    throw new DomainError(
      'invalid_input',
      `An update may name ${PLACEHOLDERS.map((path) => `{{${path}}}`).join(', ')}.`,
      { errors },
    );
}

const SHIPPED: readonly Omit<UpdateTemplate, 'id' | 'version'>[] = [
  {
    key: 'investigating',
    name: 'We are looking into it',
    subject: '{{ticket.number}}: {{majorIncident.headline}}',
    body: 'We are investigating a disruption of {{majorIncident.services}}.\n\nThe next update follows by {{majorIncident.nextUpdateAt}}.',
  },
  {
    key: 'identified',
    name: 'The cause is known',
    subject: '{{ticket.number}}: cause found',
    body: 'The cause of the disruption of {{majorIncident.services}} is known, and we are working on it.\n\nThe next update follows by {{majorIncident.nextUpdateAt}}.',
  },
  {
    key: 'resolved',
    name: 'It works again',
    subject: '{{ticket.number}}: resolved',
    body: '{{majorIncident.services}} can be used as usual again. Thank you for your patience.',
  },
];

/** What a tenant begins with; whoever keeps one of their own gets none back that they took away. */
export async function installTemplates(work: Work): Promise<void> {
  const had = await work.em.execute<unknown[]>('select 1 from update_template limit 1');
  if (had.length > 0) return;
  for (const template of SHIPPED) await addTemplate(work, template);
}

async function lockTemplate(work: Work, ref: string, expected?: number): Promise<UpdateTemplate> {
  const { id } = await getTemplate(work, ref);
  await work.em.execute('select from update_template where id = ? for update', [id]);
  const template = await getTemplate(work, id);
  demandVersion(expected, template.version);
  return template;
}

const tellOf = (work: Work, what: string, id: string, name: string) =>
  record(work, {
    type: `updateTemplate.${what}`,
    subject: { kind: 'updateTemplate', id },
    data: { name },
  });
