/**
 * A custom field that no form of the catalog asks for. It may still be set by a program, so this is no error; most often
 * it is a slip of the pen, and the condition never holds.
 */
import type { Definition } from '../definition.ts';
import { isObject } from '../json.ts';
import { elementsOf, type LintContext, type Report, type Rule } from './finding.ts';
import { startsOf } from './structure.ts';
import { mentionsOf } from './unknown-fact.ts';

export const unknownCustomField: Rule = {
  name: 'unknown-custom-field',
  says: 'A condition, expression, timer or placeholder names a custom field that no catalog item’s form has and no action sets.',
  *find({ definition, context }): Iterable<Report> {
    const known = knownFields(definition, context);
    if (!known) return;
    for (const { path, about, name } of mentionsOf({ definition })) {
      const [root, custom, field] = path.split('.');
      if (root !== 'ticket' || custom !== 'custom' || !field || known.fields.has(field)) continue;
      const where = known.item ? `The form of “${known.item}”` : 'No form of the catalog';
      yield {
        level: 'warning',
        ...about,
        message: `“${name}” looks at the custom field “${field}”. ${where} has ${known.item ? 'no such field' : 'it'}, so it is empty unless a program sets it.`,
        values: known.item
          ? { name, field, item: known.item, problem: 'item' }
          : { name, field, problem: 'catalog' },
      };
    }
  },
};

/** The fields a ticket of this process can have: of the item it is bound to, else of all; and what its own actions set. */
function knownFields(definition: Definition, { customFields }: LintContext) {
  if (!customFields) return undefined;
  const items = startsOf(definition).map(({ trigger }) =>
    trigger.type === 'ticketCreated' ? trigger.catalogItem : undefined,
  );
  const [item] = items;
  // Of an item that does not exist nothing is known; that it does not exist is said elsewhere.
  if (items.some((one) => one !== undefined && !Object.hasOwn(customFields, one))) return undefined;
  const isBound = items.length > 0 && items.every((one) => one !== undefined);
  const forms = isBound
    ? items.map((one) => customFields[one ?? ''] ?? [])
    : Object.values(customFields);
  return {
    fields: new Set([...forms.flat(), ...setByActions(definition)]),
    item: isBound && items.length === 1 ? item : undefined,
  };
}

function setByActions(definition: Definition): readonly string[] {
  return elementsOf(definition, 'serviceTask').flatMap(({ action }) =>
    action.type === 'updateTicket'
      ? Object.entries(action.set).flatMap(([field, value]) => {
          if (field.startsWith('custom.')) return [field.slice('custom.'.length)];
          return field === 'custom' && isObject(value) ? Object.keys(value) : [];
        })
      : [],
  );
}
