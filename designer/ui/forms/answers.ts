/** A form's values as answers: titles instead of names, the words of a choice instead of its value, in the form's order. Pure. */
import type { JsonSchema } from '#designer/client/types/common.ts';
import { humanize } from '#engine/humanize.ts';

export type Answer = { name: string; title: string; value: unknown };

export type FormShape = { schema: JsonSchema; uiSchema?: JsonSchema | null };

/** All values that say something: the form's own in its words and order, then the rest under readable names. */
export function describeValues(values: Record<string, unknown>, form: FormShape | null): Answer[] {
  const known = form === null ? [] : answersOf(form.schema, values, form.uiSchema);
  const names = new Set(known.map((answer) => answer.name));
  const rest = Object.entries(values)
    .filter(([name]) => !names.has(name))
    .map(([name, value]) => ({
      name,
      title: humanize(name),
      value: isEmpty(value) ? null : value,
    }));
  return [...known, ...rest].filter((answer) => answer.value !== null);
}

export function answersOf(
  schema: JsonSchema,
  values: Record<string, unknown>,
  uiSchema?: JsonSchema | null,
): Answer[] {
  const properties = isRecord(schema.properties) ? schema.properties : {};
  const order = Array.isArray(uiSchema?.['ui:order'])
    ? uiSchema['ui:order'].filter(
        (name): name is string => typeof name === 'string' && name in properties,
      )
    : [];
  const names = [...order, ...Object.keys(properties).filter((name) => !order.includes(name))];
  return names.map((name) => {
    const property = isRecord(properties[name]) ? properties[name] : {};
    // A box nobody ticked says no.
    const value = values[name] ?? (property.type === 'boolean' ? false : undefined);
    return {
      name,
      title: typeof property.title === 'string' ? property.title : name,
      value: isEmpty(value) ? null : inWords(property, value),
    };
  });
}

function inWords(property: Record<string, unknown>, value: unknown): unknown {
  if (Array.isArray(value) && isRecord(property.items)) {
    const items = property.items;
    return value.map((one) => inWords(items, one));
  }
  for (const choice of [property.oneOf, property.anyOf].flatMap((list) =>
    Array.isArray(list) ? list : [],
  )) {
    if (
      isRecord(choice) &&
      'const' in choice &&
      JSON.stringify(choice.const) === JSON.stringify(value)
    )
      return choice.title ?? value;
  }
  return value;
}

const isEmpty = (value: unknown) =>
  value === undefined ||
  value === null ||
  value === '' ||
  (Array.isArray(value) && value.length === 0);
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
