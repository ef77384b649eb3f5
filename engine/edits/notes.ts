/**
 * Notes in the drawing. A note may be about an element: then it goes where that goes, and stays behind, about nothing, when
 * that is gone.
 */
import type { Definition, Note, Point } from '../definition.ts';
import type { EditOf } from './edit.ts';

export function addNote(definition: Definition, edit: EditOf<'addNote'>): Definition {
  const notes = definition.notes ?? [];
  const isTaken = [...definition.elements, ...definition.flows, ...notes].some(
    ({ id }) => id === edit.note.id,
  );
  if (isTaken) return definition;
  return onlyAboutKnown({ ...definition, notes: [...notes, edit.note] });
}

export function updateNote(definition: Definition, edit: EditOf<'updateNote'>): Definition {
  if (!definition.notes?.some((note) => note.id === edit.id)) return definition;
  const notes = definition.notes.map((note) => {
    if (note.id !== edit.id) return note;
    const { about, ...rest } = { ...note, ...edit.changes, id: note.id };
    return about === undefined || about === null ? rest : { ...rest, about };
  });
  return onlyAboutKnown({ ...definition, notes });
}

export function removeNote(definition: Definition, edit: EditOf<'removeNote'>): Definition {
  const notes = definition.notes?.filter((note) => note.id !== edit.id) ?? [];
  return notes.length === (definition.notes?.length ?? 0) ? definition : { ...definition, notes };
}

/** Notes at these places; those about an element that was moved go as far as it went. */
export function moveNotes(
  before: Definition,
  after: Definition,
  positions: Readonly<Record<string, Point>>,
): Definition {
  if (!before.notes) return after;
  const isElement = (id: string) => before.elements.some((element) => element.id === id);
  const placeFor = (note: Note): Point => {
    const named = Object.hasOwn(positions, note.id) ? positions[note.id] : undefined;
    if (named && !isElement(note.id)) return named;
    const [from, to] = [before.layout?.[note.about ?? ''], after.layout?.[note.about ?? '']];
    return from && to ? { x: note.x + to.x - from.x, y: note.y + to.y - from.y } : note;
  };
  let isMoved = false;
  const notes = before.notes.map((note) => {
    const { x, y } = placeFor(note);
    if (x === note.x && y === note.y) return note;
    isMoved = true;
    return { ...note, x, y };
  });
  return isMoved ? { ...after, notes } : after;
}

/** What a note was about may be gone; the note stays. */
export function onlyAboutKnown(definition: Definition): Definition {
  const ids = new Set(definition.elements.map(({ id }) => id));
  const isKnown = ({ about }: Note) => about === undefined || ids.has(about);
  if (!definition.notes || definition.notes.every(isKnown)) return definition;
  const notes = definition.notes.map((note) => {
    if (isKnown(note)) return note;
    const { about: _, ...free } = note;
    return free;
  });
  return { ...definition, notes };
}
