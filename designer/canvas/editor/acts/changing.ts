/** Acts that make something else of an element: another name, another kind, another flow, what undoes it, or only its parts. */
import { isActivity } from '#engine/definition/is-activity.ts';
import { canConnect } from '#engine/edits.ts';
import { connect } from '../commands/connect.ts';
import { replaceKind } from '../commands/replace-kind.ts';
import { setUndo } from '../commands/set-undo.ts';
import { isNoteNode } from '../note-id.ts';
import type { Template } from '../templates.ts';
import type { Bench } from './bench.ts';

export type ChangingActs = {
  readonly startRename: (element: string) => void;
  /** `null` keeps the old name. */
  readonly rename: (element: string, name: string | null, hasLeft?: boolean) => void;
  readonly connect: (source: string, target: string, port?: string) => void;
  readonly refuses: (source: string, target: string) => boolean;
  readonly replaceKind: (element: string, template: Template) => void;
  /** Takes the selected sub-process away, and leaves what it held. */
  readonly dissolve: () => void;
  /** `null` makes something new that undoes it, nothing says that it is not undone. */
  readonly setUndo: (element: string, handler: string | null | undefined) => void;
};

export const createChangingActs = (
  { now, find, called, focusOn }: Bench,
  setRenaming: (element: string | null) => void,
): ChangingActs => ({
  startRename: (element) => {
    if (!now().readOnly) setRenaming(element);
  },
  rename: (element, name, hasLeft = false) => {
    setRenaming(null);
    const { change, say } = now();
    const trimmed = name?.trim();
    if (trimmed !== undefined && trimmed !== (find(element)?.name ?? '')) {
      change(
        { type: 'renameElement', id: element, name: trimmed },
        say('canvas.did.renamed', { name: trimmed || called(element) }),
      );
    }
    if (!hasLeft) requestAnimationFrame(() => focusOn(element));
  },
  connect: (source, target, port) => {
    const { definition, change, say } = now();
    const from = find(source);
    if (!from) return;
    const edit = connect(definition, from, target, port);
    change(edit, say('canvas.did.connected', { from: called(source), to: called(target) }));
  },
  refuses: (source, target) =>
    isNoteNode(source) || isNoteNode(target)
      ? isNoteNode(source) === isNoteNode(target)
      : canConnect(now().definition, source, target) !== null,
  replaceKind: (element, template) => {
    const { definition, change, say } = now();
    const known = find(element);
    const edit = known && replaceKind(definition, known, template);
    change(edit, say('canvas.did.replaced', { name: called(element), kind: say(template.name) }));
    requestAnimationFrame(() => focusOn(element));
  },
  dissolve: () => {
    const { definition, element, change, say, refuse } = now();
    if (element?.type !== 'subProcess') return refuse(say('canvas.refused.dissolve'));
    const held = definition.elements.filter(({ parent }) => parent === element.id);
    change(
      { type: 'dissolve', id: element.id },
      say('canvas.did.dissolved', { name: called(element.id) }),
      { select: { elements: held.map(({ id }) => id), flows: [] } },
    );
  },
  setUndo: (element, handler) => {
    const { definition, change, say } = now();
    const known = find(element);
    if (!known || !isActivity(known)) return;
    change(
      setUndo(definition, known, handler),
      say('canvas.did.changed', { name: called(element) }),
    );
  },
});
