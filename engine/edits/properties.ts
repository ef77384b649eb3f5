/** Edits of what belongs to the process as a whole. */
import type { Definition } from '../definition.ts';
import type { EditOf } from './edit.ts';

export function setProperties(definition: Definition, edit: EditOf<'setProperties'>): Definition {
  const { description, variables, ...rest } = definition;
  const nextDescription = edit.description === undefined ? description : edit.description;
  const nextVariables = edit.variables === undefined ? variables : edit.variables;
  return {
    ...rest,
    name: edit.name ?? rest.name,
    ...(nextDescription ? { description: nextDescription } : {}),
    ...(nextVariables ? { variables: nextVariables } : {}),
  };
}
