/** Something people may ask for: its form, and how it is shown. Its process is the one whose trigger names it. */
import { defineEntity, p } from '@mikro-orm/postgresql';
import type { Form } from '../processes/form.ts';

const CatalogItemSchema = defineEntity({
  name: 'CatalogItem',
  tableName: 'catalog_item',
  properties: {
    id: p.uuid().primary(),
    tenantId: p.uuid(),
    key: p.text(),
    name: p.text(),
    description: p.text(),
    icon: p.text().nullable(),
    category: p.text().nullable(),
    /** What a ticket of it is called, with placeholders for what was answered; its name where there is none. */
    title: p.text().nullable(),
    form: p.json().$type<Form>(),
    uiSchema: p.json().$type<Readonly<Record<string, unknown>>>(),
    active: p.boolean(),
    version: p.integer().version(),
  },
});

export class CatalogItem extends CatalogItemSchema.class {}
CatalogItemSchema.setClass(CatalogItem);
