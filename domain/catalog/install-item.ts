/** Adds a catalog item to a tenant, unless it has one of that key. Its form is held to what a task's form is held to. */
import { invalid } from '../errors.ts';
import { record } from '../events/record.ts';
import { newId } from '../ids.ts';
import { type Form, formProblems } from '../processes/form.ts';
import type { Work } from '../work.ts';
import { CatalogItem } from './catalog-item.ts';
import { demandTitle } from './ticket-title.ts';

export type NewItem = {
  readonly key: string;
  readonly name: string;
  readonly description: string;
  readonly icon?: string;
  readonly category?: string;
  /** `Laptop for {{requester.name}}: {{variables.model}}`; its name where left out. */
  readonly title?: string;
  readonly schema: Form;
  readonly uiSchema: Readonly<Record<string, unknown>>;
};

/** @throws DomainError invalid_input for a form that cannot be used, or a title that asks for what is not in it */
export async function installCatalogItem(work: Work, item: NewItem): Promise<void> {
  const { key, name, description, icon = null, category = null, schema, uiSchema } = item;
  const title = item.title ?? null;
  if (await work.em.findOne(CatalogItem, { tenantId: work.tenantId, key })) return;
  for (const problem of formProblems(schema)) invalid('/schema', problem);
  if (title !== null) demandTitle(title, schema);
  const id = newId();
  work.em.create(
    CatalogItem,
    {
      id,
      tenantId: work.tenantId,
      key,
      name,
      description,
      icon,
      category,
      title,
      form: schema,
      uiSchema,
      active: true,
      version: 1,
    },
    { persist: true },
  );
  await record(work, {
    type: 'catalogItem.added',
    subject: { kind: 'catalogItem', id },
    data: { key },
  });
  await work.em.flush();
}
