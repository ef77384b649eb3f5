/** One field of a form in a line: “Cost: Number”, as the form builder calls its kinds. */
import type { Say } from '#designer/ui/diagram/say.ts';
import { isObject } from '#engine/json.ts';
import { toFields } from '../panel/form-fields.ts';

export const fieldWords = (say: Say, schema: unknown): string => {
  if (!isObject(schema)) return JSON.stringify(schema);
  const [field] = toFields({ type: 'object', properties: { field: schema } }) ?? [];
  if (!field) return JSON.stringify(schema);
  const kind = say(`canvas.form.kind.${field.kind}`);
  const options = field.options.length > 0 ? `${kind} (${say.list(field.options)})` : kind;
  return field.title ? say('canvas.summary.set', { field: field.title, value: options }) : options;
};
