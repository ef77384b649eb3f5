/** Acts about notes: what authors say to each other in the drawing. Elements have no part in them but to be spoken of. */
import type { Point, Rect } from '#designer/ui/diagram/shapes.ts';
import type { Note } from '#engine/definition.ts';
import { addNote, nextNote, sizeNote } from '../commands/note.ts';
import { noteNodeId } from '../note-id.ts';
import type { Bench } from './bench.ts';

export type NotingActs = {
  /** A new note about the selected element, else at this place or in the middle, ready to be written. */
  readonly addNote: (at?: Point) => void;
  readonly startNote: (note: string) => void;
  /** One that was never given a text goes away. Who has left for something else (`hasLeft`) stays there. */
  readonly writeNote: (note: string, text: string, hasLeft?: boolean) => void;
  /** `null`: it is about nothing in particular. */
  readonly attachNote: (note: string, element: string | null) => void;
  readonly sizeNote: (note: Note, rect: Rect) => void;
  /** Selects the note after the selected one, from the last the first. */
  readonly walkNotes: () => void;
};

/** So much of a note's text stands for it where it is spoken of. */
const SHORT = 40;

export const createNotingActs = (
  { now, view, called }: Bench,
  setRenaming: (node: string | null) => void,
): NotingActs => {
  const find = (id: string) => now().definition.notes?.find((note) => note.id === id);
  const only = (note: string) => ({ elements: [], flows: [], notes: [note] });
  const nameOf = (id: string): string => {
    const text = find(id)?.text.trim().split('\n')[0] ?? '';
    return text.length > SHORT ? `${text.slice(0, SHORT)}…` : text;
  };
  const show = (id: string) =>
    requestAnimationFrame(() => {
      view.current?.reveal([noteNodeId(id)]);
      view.current?.focus(noteNodeId(id));
    });
  return {
    addNote: (at) => {
      const { definition, element, change, say } = now();
      const center = at ?? view.current?.center() ?? { x: 0, y: 0 };
      const made = addNote(definition, at ? undefined : element, center);
      const label = made.note.about
        ? say('canvas.did.noteAddedTo', { name: called(made.note.about) })
        : say('canvas.did.noteAdded');
      change(made.edit, label, { select: only(made.note.id), mark: `${made.note.id}:text` });
      requestAnimationFrame(() => {
        view.current?.reveal([noteNodeId(made.note.id)]);
        setRenaming(noteNodeId(made.note.id));
      });
    },
    startNote: (note) => {
      if (!now().readOnly) setRenaming(noteNodeId(note));
    },
    writeNote: (note, text, hasLeft = false) => {
      setRenaming(null);
      const { change, say, seal } = now();
      const before = find(note);
      const isNothing = before?.text.trim() === '' && text.trim() === '';
      const options = { mark: `${note}:text` };
      if (isNothing)
        change({ type: 'removeNote', id: note }, say('canvas.did.noteRemoved'), options);
      else if (before && text !== before.text)
        change(
          { type: 'updateNote', id: note, changes: { text } },
          say('canvas.did.noteWritten'),
          options,
        );
      seal();
      const next = isNothing ? before.about : noteNodeId(note);
      if (!hasLeft && next) requestAnimationFrame(() => view.current?.focus(next));
    },
    attachNote: (note, element) => {
      const { change, say } = now();
      const label =
        element === null
          ? say('canvas.did.noteDetached')
          : say('canvas.did.noteAttached', { name: called(element) });
      change({ type: 'updateNote', id: note, changes: { about: element } }, label, {
        select: only(note),
      });
    },
    sizeNote: (note, rect) => {
      const { change, say } = now();
      change(sizeNote(note, rect), say('canvas.did.noteSized'), { select: only(note.id) });
    },
    walkNotes: () => {
      const { definition, selection, select, say, refuse, announce } = now();
      const next = nextNote(definition, selection.notes?.at(-1));
      if (!next) return refuse(say('canvas.refused.noNote'));
      select(only(next));
      announce(say('canvas.note.says', { text: nameOf(next) || say('canvas.note.empty') }));
      show(next);
    },
  };
};
