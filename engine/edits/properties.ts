/** Edits of what belongs to the process as a whole, and of its notes. */
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

export function addNote(definition: Definition, edit: EditOf<'addNote'>): Definition {
  const notes = definition.notes ?? [];
  if (notes.some((note) => note.id === edit.note.id)) return definition;
  return { ...definition, notes: [...notes, edit.note] };
}

export function updateNote(definition: Definition, edit: EditOf<'updateNote'>): Definition {
  if (!definition.notes?.some((note) => note.id === edit.id)) return definition;
  const notes = definition.notes.map((note) =>
    note.id === edit.id ? { ...note, ...edit.changes, id: note.id } : note,
  );
  return { ...definition, notes };
}

export function removeNote(definition: Definition, edit: EditOf<'removeNote'>): Definition {
  const notes = definition.notes?.filter((note) => note.id !== edit.id) ?? [];
  return notes.length === (definition.notes?.length ?? 0) ? definition : { ...definition, notes };
}
