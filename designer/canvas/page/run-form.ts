/**
 * The form that asks for the variables a run begins with, made from their schema. A choice of yes and no that must be made
 * is asked as one, since a box that nobody ticked would be no answer. Pure.
 */
import type { JsonSchema } from '#designer/client/types/common.ts';
import type { Say } from '#designer/ui/diagram/say.ts';
import { isObject } from '#engine/json.ts';

type Form = { readonly schema: JsonSchema; readonly uiSchema: JsonSchema };

export const toRunForm = (say: Say, variables: Readonly<JsonSchema> | undefined): Form => {
  const schema = variables ?? {};
  const properties = isObject(schema.properties) ? schema.properties : {};
  const required: readonly unknown[] = Array.isArray(schema.required) ? schema.required : [];
  const asked = Object.entries(properties).map(([name, property]) => [
    name,
    isObject(property) && property.type === 'boolean' && required.includes(name)
      ? { oneOf: yesOrNo(say), ...property }
      : property,
  ]);
  const dress = Object.entries(properties).flatMap(([name, property]) => {
    const widget = isObject(property) ? widgetOf(property, required.includes(name)) : undefined;
    return widget ? [[name, { 'ui:widget': widget }]] : [];
  });
  return {
    schema: { ...schema, ...(schema.properties ? { properties: Object.fromEntries(asked) } : {}) },
    uiSchema: Object.fromEntries(dress),
  };
};

const yesOrNo = (say: Say) => [
  { const: true, title: say('canvas.value.yes') },
  { const: false, title: say('canvas.value.no') },
];

const widgetOf = (property: Readonly<JsonSchema>, isRequired: boolean): string | undefined => {
  if (property.type === 'boolean' && isRequired) return 'radio';
  return property['x-multiline'] === true ? 'textarea' : undefined;
};
