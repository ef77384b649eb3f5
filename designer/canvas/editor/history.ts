/**
 * Undo and redo without limit: a pure reducer over past, present and future definitions. A step keeps the change that
 * made it, so that a history can be written down briefly and played again after a reload. Changes with the same mark
 * that follow each other are one step (typing in a field, dragging); undo goes back over all of it.
 */
import type { Definition } from '#engine/definition.ts';
import type { Edit } from '#engine/edits.ts';
import { applyEdit } from '#engine/edits.ts';

export type Change =
  | { readonly type: 'edit'; readonly edit: Edit }
  /** Another whole definition: theirs after a conflict, an old version, an import. */
  | { readonly type: 'replace'; readonly definition: Definition };

export type Step = {
  readonly change: Change;
  readonly before: Definition;
  readonly after: Definition;
  /** What was done, in the words it was announced with. */
  readonly label: string;
  readonly mark: string | null;
};

export type History = {
  readonly past: readonly Step[];
  readonly present: Definition;
  readonly future: readonly Step[];
};

export type HistoryAction =
  | {
      readonly type: 'change';
      readonly change: Change;
      readonly label: string;
      readonly mark?: string;
    }
  | { readonly type: 'undo' }
  | { readonly type: 'redo' }
  /** The next change starts a step of its own, whatever its mark. */
  | { readonly type: 'mark' };

export const startHistory = (present: Definition): History => ({ past: [], present, future: [] });

export const reduceHistory = (history: History, action: HistoryAction): History => {
  switch (action.type) {
    case 'change':
      return change(history, action.change, action.label, action.mark ?? null);
    case 'undo': {
      const step = history.past.at(-1);
      if (!step) return history;
      return {
        past: history.past.slice(0, -1),
        present: step.before,
        future: [{ ...step, mark: null }, ...history.future],
      };
    }
    case 'redo': {
      const [step, ...rest] = history.future;
      if (!step) return history;
      return { past: [...history.past, step], present: step.after, future: rest };
    }
    case 'mark': {
      const last = history.past.at(-1);
      if (!last?.mark) return history;
      return { ...history, past: [...history.past.slice(0, -1), { ...last, mark: null }] };
    }
  }
};

export const applyChange = (definition: Definition, change: Change): Definition =>
  change.type === 'edit' ? applyEdit(definition, change.edit) : change.definition;

const change = (history: History, made: Change, label: string, mark: string | null): History => {
  const after = applyChange(history.present, made);
  if (after === history.present) return history;
  const last = history.past.at(-1);
  if (last && mark !== null && last.mark === mark && history.future.length === 0) {
    if (isTakenBack(last.change, made))
      return { past: history.past.slice(0, -1), present: last.before, future: [] };
    const joined: Step = { ...last, change: join(last.change, made), after, label };
    return { past: [...history.past.slice(0, -1), joined], present: after, future: [] };
  }
  const step: Step = { change: made, before: history.present, after, label, mark };
  return { past: [...history.past, step], present: after, future: [] };
};

/** A note that was put there and taken away again in one go was never there. */
const isTakenBack = (first: Change, second: Change): boolean =>
  first.type === 'edit' &&
  first.edit.type === 'addNote' &&
  second.type === 'edit' &&
  second.edit.type === 'removeNote' &&
  first.edit.note.id === second.edit.id;

/** Two changes as one. Repeated rewrites of one thing keep only the last, so that typing does not grow the history. */
const join = (first: Change, second: Change): Change => {
  if (second.type === 'replace') return second;
  if (first.type === 'replace') {
    return { type: 'replace', definition: applyEdit(first.definition, second.edit) };
  }
  if (isRewrite(first.edit, second.edit)) return second;
  const edits = first.edit.type === 'batch' ? first.edit.edits : [first.edit];
  const last = edits.at(-1);
  const kept = last && isRewrite(last, second.edit) ? edits.slice(0, -1) : edits;
  return { type: 'edit', edit: { type: 'batch', edits: [...kept, second.edit] } };
};

/** Whether the second edit alone says all that both say. */
const isRewrite = (first: Edit, second: Edit): boolean => {
  switch (second.type) {
    case 'updateElement':
    case 'renameElement':
    case 'updateFlow':
    case 'updateGroup':
      return first.type === second.type && first.id === second.id;
    case 'moveElements':
      return (
        first.type === 'moveElements' &&
        Object.keys(first.positions).every((id) => id in second.positions)
      );
    case 'setProperties':
      return (
        first.type === 'setProperties' && Object.keys(first).every((property) => property in second)
      );
    case 'updateNote':
      return (
        first.type === 'updateNote' &&
        first.id === second.id &&
        Object.keys(first.changes).every((property) => property in second.changes)
      );
    case 'addElement':
    case 'removeElements':
    case 'reparentElements':
    case 'attach':
    case 'wrapElements':
    case 'dissolve':
    case 'connect':
    case 'disconnect':
    case 'reorderFlows':
    case 'insertOnFlow':
    case 'duplicateElements':
    case 'setCollapsed':
    case 'addGroup':
    case 'removeGroup':
    case 'addNote':
    case 'removeNote':
    case 'batch':
      return false;
  }
};
